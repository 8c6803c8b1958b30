# Doubles: repr, rounding, special values, division, conversion and formatting.
import math
inf, nan = float('inf'), float('nan')
for x in (0.1, 1/3, 1e16, 1e15, 123456789012345678.0, 1e22, 1e23, 5e-324, 1.7976931348623157e308, -0.0, 100.0, 1e-5, 0.0001, 2.5, 1e100, inf, -inf, nan, 0.1 + 0.2):
    print(repr(x), str(x), f'{x:.3f}', f'{x:g}', f'{x:e}', f'{x:10.2f}|', '%.2e' % x, x.hex(), x.is_integer())
for a in (7.5, -7.5, 0.0, -0.0, inf):
    for b in (2.0, -2.0, inf, 0.3):
        r = []
        for op in ('//', '%', '/'):
            try: r.append(eval(f'a {op} b'))
            except ZeroDivisionError as e: r.append(str(e))
        print(a, b, r, math.fmod(a, b) if not math.isinf(a) else '-', math.copysign(a, b))
for e in ('1.0 / 0', '1.0 // 0', '1.0 % 0', '0.0 ** -1', '(-8.0) ** (1/3)', '2.0 ** 10000', '2.0 ** -10000', 'round(2.5)', 'round(3.5)', 'round(-2.5)', 'round(2.675, 2)', 'round(1234.5678, -2)', 'round(1e20)', 'round(nan)', 'round(inf)', 'round(1.5, None)', 'float("1e5")', 'float(" 1.5\\n")', 'float("1_0.5")', 'float("1__0")', 'float("")', 'float("abc")', 'float("0x1p3")', 'float.fromhex("0x1.8p3")', 'float("infinity")', 'float("-NaN")', 'float("1e400")', 'float("1e-400")', 'float("٣.٥")', 'float(10**400)', '(0.5).as_integer_ratio()', 'inf.as_integer_ratio()', 'nan.as_integer_ratio()', 'inf - inf', 'inf * 0', 'inf // 1', '1 // inf', '-1 // inf', '-1 % inf', 'hash(0.5)', 'hash(inf)', 'hash(-inf)', 'hash(1e300)', 'int(1e20)', 'int(1e300) % 1000', '1e16 + 1', '0.1 + 0.2 == 0.3', 'sum([0.1] * 10)', 'math.fsum([0.1] * 10)', 'divmod(7.5, -2)', 'divmod(1.0, 0)', 'abs(-0.0)', '-0.0 == 0.0', 'str(-0.0)', 'min(0.0, -0.0)', 'max(nan, 1.0)', 'max(1.0, nan)', 'sorted([3.0, 1, 2.5, True])', 'float.__eq__(1.0, "a")', '1.0.__lt__(2)', '1.5.__round__()', '(1e308 * 10)', '1.5 // 0.1', '1.5 % 0.1', '5.0.conjugate()', '3.7.__trunc__()', '3.2.__ceil__()', '-3.2 .__floor__()', 'float(True)', '1.5 + True', '1 < 1.5 < 2', 'format(1234567.891, ",.2f")', 'format(0.5, ".0%")', 'format(1.5, "010.3f")', 'format(-1.5, "+")', 'format(1e10, "")', 'format(1.0, ".3")', 'format(123456.0, ".3g")', 'format(0.00001234, ".2g")', 'format(1.5, "s")', 'format(1.0, "#.0f")', 'format(nan, "05")', 'format(inf, "F")', '"%5.1f|%-8.3f|%+g" % (1.25, 2.5, 3)', '"{:e}".format(0)', '"%r" % 1.0'):
    try:
        print(e, '=', eval(e))
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as err:
        print(e, '->', type(err).__name__, err)
x = 0.5
for i in range(100): x = 3.99 * x * (1 - x)
print(x, math.sqrt(2), math.pi * 1e5, math.e ** 10)
class F(float):
    def __repr__(self): return 'F!'
print(F(1.5), [F(2)], F(1) + 1, type(F(1) + 1).__name__, str(F(2.5)), f'{F(1.5):.1f}')
