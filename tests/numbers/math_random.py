"""math and cmath over seeded random numbers: to thirteen digits, as C libraries differ in the last bit."""
import math, cmath

state = 12345
def rnd():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 11) / 2**53

def show(v):
    if isinstance(v, complex):
        return '%.13g %.13g' % (v.real, v.imag)
    if isinstance(v, float):
        return '%.13g' % v
    return str(v)

def run(name, f, *args):
    try:
        print(name, show(f(*args)))
    except (ValueError, OverflowError, ZeroDivisionError) as e:
        print(name, args, type(e).__name__, e)

ONE = 'acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp2 expm1 fabs gamma lgamma log log10 log1p log2 sin sinh sqrt tan tanh ulp degrees radians'.split()
for name in ONE:
    f = getattr(math, name)
    for i in range(40):
        k = i % 4
        x = [rnd() * 2 - 1, rnd() * 40 - 20, math.ldexp(rnd(), int(rnd() * 200 - 100)), -rnd() * 1000][k]
        run(name, f, x)
for name in 'atan2 pow fmod remainder copysign nextafter hypot'.split():
    f = getattr(math, name)
    for i in range(60):
        run(name, f, rnd() * 20 - (10 if i % 3 else 0), rnd() * 20 - 10)
for name in 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar'.split():
    f = getattr(cmath, name)
    for i in range(30):
        run(name, f, complex(rnd() * 8 - 4, rnd() * 8 - 4))
for i in range(60):
    a = int(rnd() * 2**53) ** int(rnd() * 6)
    b = int(rnd() * 2**53) ** int(rnd() * 6)
    print(math.gcd(a, b), math.lcm(a % 1000003, b % 1000003), math.isqrt(a), math.comb(int(rnd() * 200), int(rnd() * 60)), math.perm(int(rnd() * 50), int(rnd() * 20)))
    print(math.fsum([rnd() * 10 ** int(rnd() * 30 - 15) for _ in range(20)]), math.hypot(rnd(), rnd(), rnd()), math.dist((rnd(), rnd()), (rnd(), rnd())))
