"""math and cmath: results that are exact, errors, integer functions, sums."""
import math, cmath

class F:
    def __float__(self):
        return 2.5
    def __ceil__(self):
        return 'ceil'
    def __floor__(self):
        return 'floor'
    def __trunc__(self):
        return 'trunc'

class I:
    def __index__(self):
        return 5

def show(text):
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(text, '->', ascii(r)[:300])

inf = math.inf
nan = math.nan
for text in r"""
math.sqrt('a'); math.sqrt(-1); math.sqrt(2); math.sqrt(10**400); math.sqrt(I()); math.sqrt(F()); math.atan2(1); math.atan2('a', 1); math.atan2(0.0, -0.0); math.pow(0.0, -inf); math.pow(0, -1); math.pow(2, 0.5); math.pow(-1, 0.5); math.pow(10, 400); math.fmod(1, 0); math.fmod(inf, 1); math.fmod(-7, 3); math.fmod(7, inf)
math.log(); math.log(1, 2, 3); math.log(0); math.log(10, 1); math.log('a'); math.log(8, 2); math.log(10**400); math.log(-10**400); math.log2(2**5000); math.log2(0); math.log10(10**300); math.log10(-5); math.log10(1000); math.log1p(-1); math.log(2**1000, 2); math.log(0.5); math.log(inf); math.log(nan)
math.ldexp(1, 'a'); math.ldexp(1, 10**30); math.ldexp(1, -10**30); math.ldexp(5e-324, -1); math.ldexp(0.75, 4); math.ldexp(inf, 10**30); math.frexp(0); math.frexp(inf); math.frexp(-3.5); math.frexp(5e-324); math.modf(-2.5); math.modf(-inf); math.modf(nan); math.modf(-0.0)
math.gcd(); math.gcd(12); math.gcd(12, -18); math.gcd(12, 18, 8); math.gcd(1.5); math.gcd(a=1); math.gcd(2**200 * 3, 2**100 * 9); math.lcm(); math.lcm(4, 6); math.lcm(0, 5); math.lcm(-4, 6, 10); math.lcm('a'); math.gcd(I(), 10)
math.comb(5); math.comb(5, -1); math.comb(-5, 1); math.comb(2**70, 2**69); math.comb(10, 3); math.comb(3, 10); math.comb(1000, 500) % 10**9; math.comb(10**20, 3); math.perm(2**70, 2**69); math.perm(10, 3); math.perm(5); math.perm(5, None); math.perm(3, 10); math.perm(10**20, 2); math.factorial(2**70); math.factorial(1.0); math.factorial(-1); math.factorial(0); math.factorial(20); math.factorial(200); math.factorial(1000) % (10**9 + 7); math.isqrt(-1); math.isqrt(2.0); math.isqrt(10); math.isqrt(10**40); math.isqrt(2**2000 - 1) == 2**1000 - 1; math.isqrt(2**53 + 5); math.isqrt(0)
math.dist(1, 2); math.dist((1,), (2, 3)); math.dist((1, 2), (4, 6)); math.dist([1, 2, 3], iter([4, 5, 6])); math.dist((), ()); math.dist((inf,), (inf,)); math.hypot('a'); math.hypot(); math.hypot(-3); math.hypot(3, 4); math.hypot(1, 2, 3, 4); math.hypot(inf, nan); math.hypot(nan, 1); math.hypot(1e308, 1e308); math.hypot(1e-320, 1e-320); math.hypot(a=1)
math.isclose(1, 1, rel_tol=-1); math.isclose(1); math.isclose(1, 2, 3); math.isclose(1, 1 + 1e-10); math.isclose(1, 1.1); math.isclose(inf, inf); math.isclose(inf, 1); math.isclose(nan, nan); math.isclose(0, 1e-10, abs_tol=1e-9); math.isclose(a=1, b=1)
math.trunc('a'); math.trunc(F()); math.trunc(-2.5); math.trunc(5); math.ceil('a'); math.ceil(F()); math.ceil(2.1); math.ceil(-2.1); math.ceil(5); math.ceil(nan); math.floor(inf); math.floor(F()); math.floor(2.9); math.floor(-2.1); math.floor(1e300) == int(1e300); math.ceil(-0.5)
math.prod('ab'); math.prod([1, 2, 3]); math.prod([1, 2], start='a'); math.prod([]); math.prod([1.5, 2]); math.prod([2] * 100); math.prod(5); math.fsum([0.1] * 10); math.fsum([1e308, 1e308]); math.fsum([1e308, 1e308, -1e308]); math.fsum([inf, -inf]); math.fsum([inf, 1]); math.fsum([nan]); math.fsum(['a']); math.fsum([]); math.fsum([1e100, 1, -1e100]); math.fsum([1e16, 1, 1e-16]); math.fsum([2.0**53, 1.0, 2.0**-60]); math.fsum([-(2.0**53), -1.0, -(2.0**-60)])
math.gamma(-1); math.gamma(172); math.gamma(0.0); math.gamma(5); math.gamma(0.5); math.gamma(-inf); math.gamma(inf); math.gamma(-0.5); math.gamma(171.5); math.gamma(-200.5); math.lgamma(0); math.lgamma(3); math.lgamma(1e308); math.lgamma(-inf); math.lgamma(10.5)
math.remainder(1, 0); math.remainder(7, 3); math.remainder(-7, 2); math.remainder(5, 2); math.remainder(inf, 1); math.remainder(1, inf); math.remainder(nan, 1); math.remainder(0.3, 0.1); math.nextafter(1); math.nextafter(1, 2); math.nextafter(1, 0); math.nextafter(0, -1); math.nextafter(nan, 1); math.nextafter(inf, 0); math.nextafter(5e-324, 0); math.nextafter(1.7976931348623157e308, inf); math.ulp(1); math.ulp(0); math.ulp(inf); math.ulp(-1e300); math.ulp(nan); math.ulp(1.7976931348623157e308)
math.exp(1000); math.exp(-1000); math.exp(1); math.cosh(1000); math.sinh(-1000); math.acos(2); math.atanh(1); math.acosh(0.5); math.asin(-1); math.sin(inf); math.cos(nan); math.tan(0); math.erf(0.5); math.erfc(0.5); math.erf(inf); math.erfc(-inf); math.cbrt(27); math.cbrt(-8); math.exp2(10); math.exp2(2000); math.expm1(1e-10); math.copysign(1, -0.0); math.fabs(-5); math.degrees(math.pi); math.radians(180); math.isfinite(1); math.isinf(-inf); math.isnan(nan); math.pi; math.e; math.tau; math.inf; math.nan
cmath.sqrt(-1); cmath.sqrt('a'); cmath.sqrt(2+3j); cmath.exp(1000); cmath.log(0); cmath.log(0, 2); cmath.log(-1); cmath.log(8, 2); cmath.log(1, 1); cmath.phase(-1); cmath.phase(complex(-1, -0.0)); cmath.polar(3+4j); cmath.rect(1, 0); cmath.rect(inf, inf); cmath.isfinite(1j); cmath.isinf(complex(inf, 1)); cmath.isnan(complex(nan, 1)); cmath.isclose(1j, 1j); cmath.isclose(1, 1.1, rel_tol=-1); cmath.isclose(1+1e-10j, 1); cmath.atanh(1); cmath.acos(0); cmath.infj; cmath.nanj; cmath.inf; cmath.polar(complex(1e308, 1e308)); cmath.cosh(complex(0, inf)); cmath.tanh(complex(inf, 1)); cmath.sqrt(complex(inf, nan)); cmath.exp(complex(-inf, inf)); cmath.acos(1e308); cmath.asinh(1e-320)
""".replace('\n', ';').split(';'):
    if text.strip():
        show(text.strip())
import cmath, math
print(math.sin(-0.0), math.tan(-0.0), math.asin(-0.0), math.sinh(-0.0), math.cos(-0.0))
print(cmath.exp(complex(0.0, -0.0)), cmath.cosh(complex(0.0, -0.0)), cmath.sinh(complex(-0.0, -0.0)), cmath.rect(1.0, -0.0))
