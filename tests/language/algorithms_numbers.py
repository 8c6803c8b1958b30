# Number algorithms: primes, gcd, modular powers, matrices, Fibonacci, continued fractions, Newton's method.
from fractions import Fraction
from math import isqrt, gcd
def sieve(n):
    s = bytearray([1]) * (n + 1); s[:2] = b'\0\0'
    for i in range(2, isqrt(n) + 1):
        if s[i]: s[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, v in enumerate(s) if v]
print(len(sieve(20000)), sieve(50), sum(sieve(5000)))
def mr(n):
    if n < 2 or n % 2 == 0: return n == 2
    d, r = n - 1, 0
    while d % 2 == 0: d //= 2; r += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if a % n == 0: continue
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
print([n for n in range(100) if mr(n)] == sieve(99), mr(2**89 - 1), mr(2**61 - 1), mr(2**67 - 1), mr(10**18 + 9))
def egcd(a, b):
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b: q, a, b = a // b, b, a % b; x0, x1 = x1, x0 - q * x1; y0, y1 = y1, y0 - q * y1
    return a, x0, y0
print(egcd(240, 46), pow(17, -1, 3120), gcd(2**80, 6**40) == 2**40)
def crt(rs, ms):
    m = 1
    for k in ms: m *= k
    return sum(r * (m // k) * pow(m // k, -1, k) for r, k in zip(rs, ms)) % m
print(crt([2, 3, 2], [3, 5, 7]), crt([1] * 3, [10**9 + 7, 998244353, 10**9 + 9]))
def matmul(a, b): return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
def matpow(m, n):
    r = [[int(i == j) for j in range(len(m))] for i in range(len(m))]
    while n:
        if n & 1: r = matmul(r, m)
        m = matmul(m, m); n >>= 1
    return r
print(matpow([[1, 1], [1, 0]], 300)[0][1], matpow([[Fraction(1, 2), 1], [0, Fraction(1, 3)]], 5))
def det(m):
    m = [list(map(Fraction, r)) for r in m]; d = Fraction(1)
    for i in range(len(m)):
        p = next((r for r in range(i, len(m)) if m[r][i]), None)
        if p is None: return Fraction(0)
        if p != i: m[i], m[p] = m[p], m[i]; d = -d
        d *= m[i][i]
        for r in range(i + 1, len(m)):
            k = m[r][i] / m[i][i]
            m[r] = [a - k * b for a, b in zip(m[r], m[i])]
    return d
print(det([[2, -1, 0], [-1, 2, -1], [0, -1, 2]]), det([[1, 2], [2, 4]]), det([[Fraction(1, i + j + 1) for j in range(5)] for i in range(5)]))
def cf(x, n):
    out = []
    for _ in range(n): q = x.__floor__(); out.append(q); x = x - q; x = 1 / x if x else None
    return out
print(cf(Fraction(415, 93), 4), Fraction(3.14159).limit_denominator(1000), Fraction('0.125') + Fraction(1, 3), Fraction(7, 3) // 1, Fraction(-7, 3) % 2, Fraction(2, 3) ** -2, round(Fraction(7, 2)), float(Fraction(1, 3)), hash(Fraction(1, 2)) == hash(0.5), Fraction(1, 2) == 0.5, Fraction(1, 3) < 0.34)
x = Fraction(1)
for _ in range(6): x = (x + 2 / x) / 2
print(x.numerator % 10**20, isqrt(2 * 10**60)); x = 1.0
for _ in range(8): x -= (x**3 - 2) / (3 * x * x)
print(x, [n for n in range(1, 500) if sum(d for d in range(1, n) if n % d == 0) == n]); seq = [27]
while seq[-1] != 1: seq.append(seq[-1] // 2 if seq[-1] % 2 == 0 else 3 * seq[-1] + 1)
print(len(seq), max(seq)); print([sum(int(c)**3 for c in str(n)) == n for n in (153, 154, 370)], int('1' * 50, 2), [(a, b, isqrt(a*a+b*b)) for a in range(1, 30) for b in range(a, 30) if isqrt(a*a+b*b)**2 == a*a+b*b])
y, out = 3, 0
for i in range(1, 30): out += (-1)**i * Fraction(1, 2*i*(2*i+1)*(2*i+2)) * 4
print(float(3 - out)); pas = [1]
for _ in range(20): pas = [a + b for a, b in zip([0] + pas, pas + [0])]
print(pas, bin(2**20 ^ 2**3).count('1'))
