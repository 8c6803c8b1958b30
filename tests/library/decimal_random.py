# decimal: random operations in random contexts, with what they signal; texts and formats of random numbers.
import random
from decimal import *

rnd = random.Random(20261120)
ROUNDINGS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)
SIGNALS = (Clamped, DivisionByZero, Inexact, InvalidOperation, Overflow, Rounded, Subnormal, Underflow, FloatOperation)

def digits(n):
    return ''.join(rnd.choice('0123456789' + '05905') for _ in range(n))
def number():
    k = rnd.random()
    sign = rnd.choice(('', '', '-'))
    if k < .03: return Decimal(sign + 'Infinity')
    if k < .06: return Decimal(sign + 'NaN' + digits(rnd.randrange(4)))
    if k < .08: return Decimal(sign + 'sNaN' + digits(rnd.randrange(3)))
    if k < .13: return Decimal(sign + '0E%d' % rnd.randrange(-30, 30))
    if k < .25: return rnd.randrange(-10**rnd.randrange(1, 20), 10**9)
    n = rnd.choice((1, 2, 3, 6, 9, 15, 16, 17, 20, 28, 29, 40))
    e = rnd.choice((rnd.randrange(-3, 3), rnd.randrange(-20, 20), rnd.randrange(-500, 500)))
    return Decimal(sign + digits(n) + 'E%d' % (e - n // 2))
def context():
    k = rnd.random()
    if k < .4: return Context(traps=[], rounding=rnd.choice(ROUNDINGS))
    prec = rnd.choice((1, 2, 5, 9, 15, 16, 17, 28, 50))
    wide = rnd.random() < .5
    return Context(prec=prec, rounding=rnd.choice(ROUNDINGS), Emin=-999999 if wide else -rnd.randrange(40),
                   Emax=999999 if wide else prec + rnd.randrange(40), clamp=rnd.random() < .2, capitals=rnd.randrange(2), traps=[])
def flags(c):
    return ''.join(s.__name__[:3] for s in SIGNALS if c.flags[s])

ONE = ('abs', 'minus', 'plus', 'next_minus', 'next_plus', 'normalize', 'to_integral_exact', 'to_integral_value', 'sqrt', 'logb', 'number_class',
       'to_eng_string', 'to_sci_string', 'copy_abs', 'copy_negate', 'is_normal', 'is_subnormal', '_apply', 'create_decimal')
TWO = ('add', 'subtract', 'multiply', 'divide', 'divide_int', 'divmod', 'remainder', 'remainder_near', 'compare', 'compare_signal', 'compare_total',
       'max', 'min', 'max_mag', 'min_mag', 'next_toward', 'quantize', 'same_quantum', 'copy_sign', 'scaleb', 'shift', 'rotate')
for i in range(1200):
    c = context()
    a, b, d = number(), number(), number()
    name = rnd.choice(ONE + TWO * 2)
    try:
        r = getattr(c, name)(*((a,) if name in ONE else (a, b)))
    except Exception as e:
        r = type(e).__name__
    print(i, name, a, b, r, flags(c))
for i in range(600):
    c = context()
    a, b = number(), number()
    setcontext(c)
    op = rnd.choice(('a + b', 'a - b', 'a * b', 'a / b', 'a // b', 'a % b', 'a < b', 'a == b', 'a >= b', '-Decimal(a)', '+Decimal(a)', 'abs(Decimal(a))', 'hash(Decimal(a)) if a == a else 0', 'round(Decimal(a), 3)',
                     'Decimal(a).fma(b, 7)', 'Decimal(a).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)', 'a == 0.5', 'Decimal(a).as_tuple()[::2]', 'float(Decimal(a))', 'Decimal(a).as_integer_ratio()[1] % 1000003', 'int(Decimal(a))'))
    try: r = eval(op)
    except Exception as e: r = type(e).__name__
    print(i, op, r, flags(c))
setcontext(Context(traps=[]))
for i in range(200):
    c = Context(prec=rnd.choice((3, 9, 28)), traps=[])
    x = Decimal(digits(rnd.randrange(1, 12)) + 'E%d' % rnd.randrange(-12, 3))
    y = Decimal(rnd.choice(('', '-')) + digits(rnd.randrange(1, 3)) + 'E%d' % rnd.randrange(-2, 1))
    name = rnd.choice(('exp', 'ln', 'log10', 'power', 'power'))
    print(i, name, x, y, getattr(c, name)(x, y) if name == 'power' else getattr(c, name)(x), flags(c))
SPECS = [f + a + s + z + w + g + p + t for f, a in (('', ''), ('', '<'), ('*', '^'), ('é', '='), ('', '>')) for s in ('', '+', ' ') for z in ('', 'z') for w in ('', '12', '018') for g in ('', ',')
         for p in ('', '.0', '.3') for t in ('', 'e', 'E', 'f', 'g', 'G', '%', 'n')]
for i in range(800):
    setcontext(Context(rounding=rnd.choice(ROUNDINGS), traps=[]))
    a, spec = Decimal(number()), rnd.choice(SPECS)
    if a.is_finite() and abs(a.adjusted()) > 40: continue
    try: r = format(a, spec)
    except ValueError as e: r = e
    print(i, a, repr(spec), repr(r))
