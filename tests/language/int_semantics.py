# Arbitrary precision: signs in division, shifts, powers with modulus, bytes, parsing, formatting, limits.
for a in (7, -7, 0, 10**20, -10**20 - 1, 2**64):
    for b in (3, -3, 2**33, -(10**10)):
        print(a, b, a // b, a % b, divmod(a, b), a & b, a | b, a ^ b, int(a / b))
for e in ('1 // 0', '1 % 0', '0 ** -1', '1 << -1', '1 >> -1', '2 ** -1', '(-8) ** 0.5', 'pow(3, -1, 7)', 'pow(2, -1, 4)', 'pow(2, 5, 0)', 'pow(2, 5, -7)', '1 << 0 >> 5', '-1 >> 100', '(1 << 100) >> 99', '10**30 / 10**10', '10**400 / 1', '10**400 / 10**399', 'int("0x1f", 16)', 'int("0b101", 0)', 'int("077", 0)', 'int("0o17", 0)', 'int("zz", 36)', 'int("1_000")', 'int("1__0")', 'int("_1")', 'int(" 12\\n")', 'int("")', 'int("1.5")', 'int(1.9)', 'int(-1.9)', 'int(float("inf"))', 'int(float("nan"))', 'int("12", 1)', 'int("12", 37)', 'int(5, 2)', 'int(b"12")', 'int(None)', 'int("٣")', 'int("a" * 5)', '(5).to_bytes(2, "little")', '(-5).to_bytes(2, "big", signed=True)', '(256).to_bytes(1, "big")', '(-1).to_bytes(1, "big")', 'int.from_bytes(b"\\xff\\xfe", "big", signed=True)', 'int.from_bytes([1, 2], "little")', '(255).bit_length()', '(255).bit_count()', '(-4).bit_count()', '(5).as_integer_ratio()', 'round(15, -1)', 'round(25, -1)', 'round(-15, -1)', 'round(12345, -2)', 'round(5)', 'round(5, 2)', 'round(10**20 + 50, -2)', 'abs(-2**70)', '-(-2**63)', '~2**64', 'hash(2**61 - 1)', 'hash(2**61)', 'hash(-1)', 'hash(-2)', 'hash(10**50)', 'hash(-10**50)', '2**100 == 2.0**100', 'float(2**1023 * 2 - 1) if 0 else 1', 'float(10**309)', '(10**17 + 1) / 1', '3 * 10**5 // 7 % 1000', 'int("9" * 4300) % 7', '"{:,}".format(10**12)', '"%x %o %X" % (255, 8, 255)', 'hex(-255)', 'oct(64)', 'bin(-5)', 'format(10**20, "x")', 'format(5, "+08d")', 'format(-5, "=8")', 'isinstance(2**100, int)', '0x_ff + 0b_1 + 0o_7', '1_000_000', 'int.__add__(1, "a")', 'int.from_bytes(b"", "big")', '(0).to_bytes(0, "big")', 'sum(range(10**6 // 10))', '1 .real', '(3).__pow__(2, 5)', '(3).__rsub__(10)', 'int.__new__(int, "12", 8)'):
    try:
        print(e, '=', eval(e))
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as err:
        print(e, '->', type(err).__name__, err)
n = 1
for i in range(1, 150): n *= i
print(n, len(str(n)), str(n)[::-1][:10])
print(sum(int(d) for d in str(3**2000)), (2**4000 - 1) % (10**9 + 7), pow(7, 10**30, 10**9 + 9))
x = 0
for i in range(200): x = (x * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
print(x)
class MyInt(int):
    def __add__(self, o): return 'added'
    def __index__(self): return 3
m = MyInt(5); print(m + 1, 1 + m, m * 2, type(m * 2).__name__, [10, 20, 30, 40, 50, 60][m], hex(m), type(+m).__name__, range(m)[-1])
class Idx:
    def __index__(self): return 2
class BadIdx:
    def __index__(self): return 'a'
print([1, 2, 3][Idx()], 'abc'[:Idx()], bytes(Idx()), hex(Idx()), int(Idx()), range(Idx()), 'ab' * Idx(), float(Idx()))
try:
    [1][BadIdx()]
except TypeError as e: print(e)
