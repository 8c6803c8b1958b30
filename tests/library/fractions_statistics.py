"""fractions and statistics: exact arithmetic, conversions, averages and their errors."""
import statistics
from decimal import Decimal
from fractions import Fraction as F


def attempt(label, function):
    try:
        print(label, '=', repr(function()))
    except Exception as error:
        print(label, '!', type(error).__name__, error)


for args in ((1, 2), (6, -4), ('3/7',), (' -1.25e2 ',), (0.5,), (Decimal('0.1'),), (F(1, 3), F(2, 5)), (True,), ('1_000/3',)):
    attempt(f'F{args}', lambda: F(*args))
for bad in ((1, 0), ('a',), (1.5, 2), ('1/0',), (float('nan'),), (float('inf'),), (None,), ('1/ 2',)):
    attempt(f'F{bad}', lambda: F(*bad))
a, b = F(3, 4), F(-2, 5)
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a ** 2, a ** -2, a ** F(1, 2), 2 ** a, -a, abs(b))
print(a + 1, 1 - a, a * 0.5, a + 1j, 2 / a, 7 // b, round(F(7, 2)), round(F(22, 7), 2), int(b), float(a), F(7, 3).__floor__(), F(7, 3).__ceil__())
print(a < 1, a == 0.75, a == Decimal('0.75'), hash(a) == hash(0.75), a > b, F(1, 3) < 0.3333, bool(F(0)), sorted([a, b, 0, 0.5]))
print(F('3.1415926535').limit_denominator(100), F.from_float(0.1), F.from_decimal(Decimal('1.1')), (0.25).as_integer_ratio(), a.as_integer_ratio(), str(a), F(4, 2))
attempt('limit', lambda: a.limit_denominator(0))
attempt('zero power', lambda: F(0) ** -1)
attempt('zero div', lambda: a / 0)
data = [1, 2, 2, 3, 4, 7, 9]
print(statistics.mean(data), statistics.fmean(data), statistics.median(data), statistics.median_low(data[:6]), statistics.median_high(data[:6]), statistics.mode(data))
print(statistics.multimode('aabbc'), statistics.pstdev(data), statistics.variance(data), statistics.quantiles(data), statistics.geometric_mean([1, 2, 4]), statistics.harmonic_mean([40, 60]))
print(statistics.mean([F(1, 2), F(1, 3)]), statistics.mean([Decimal('0.5'), Decimal('0.75')]), statistics.median_grouped([1, 2, 2, 3, 4, 4]), statistics.covariance([1, 2, 3], [1, 5, 7]))
print(statistics.correlation([1, 2, 3], [1, 5, 7]), statistics.linear_regression([1, 2, 3], [2, 4, 7]), statistics.NormalDist(10, 2).cdf(12))
for name in ('mean', 'median', 'mode', 'stdev', 'fmean', 'quantiles', 'harmonic_mean', 'geometric_mean'):
    attempt(name, lambda: getattr(statistics, name)([]))
attempt('mixed', lambda: statistics.mean([1, 'a']))
attempt('one', lambda: statistics.variance([1]))
