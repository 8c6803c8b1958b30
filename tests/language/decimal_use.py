# decimal: contexts, rounding modes, signals, special values, formatting.
from decimal import *
getcontext().prec = 28
for e in ("Decimal('1.1') + Decimal('2.2')", "Decimal(1) / 3", "Decimal('1E+3')", "Decimal(0.1)", "Decimal('0.1') * 3", "Decimal('-0')", "Decimal('NaN')", "Decimal('Infinity') * -1", "Decimal('sNaN')", "Decimal((1, (1, 2, 3), -2))", "Decimal('12.50').normalize()", "Decimal('123.456').quantize(Decimal('0.01'))", "Decimal('2.5').quantize(1)", "Decimal('2.675').quantize(Decimal('.01'), ROUND_HALF_UP)", "Decimal(2).sqrt()", "Decimal(2) ** Decimal('0.5')", "Decimal(10).ln()", "Decimal(100).log10()", "Decimal(1).exp()", "Decimal('7') // Decimal('-2')", "Decimal('7') % Decimal('-2')", "divmod(Decimal(-7), 2)", "Decimal('1.23').as_tuple()", "Decimal('0.25').as_integer_ratio()", "Decimal('123E+5').to_eng_string()", "round(Decimal('2.5'))", "round(Decimal('2.345'), 2)", "int(Decimal('-3.9'))", "float(Decimal('1.5'))", "hash(Decimal('0.5')) == hash(0.5)", "Decimal('1.0') == 1", "Decimal('0.1') == 0.1", "Decimal('1') < 1.5", "max(Decimal(1), Decimal(2))", "sum([Decimal('0.1')] * 10)", "Decimal('1') + 1", "1 - Decimal('0.9')", "Decimal(1) + 1.0", "Decimal('abc')", "Decimal(1) / 0", "Decimal(0) / 0", "Decimal('1e999999') * 10", "Decimal('NaN') == Decimal('NaN')", "Decimal('NaN') < 1", "Decimal('1_000.5')", "Decimal(' 5 ')", "Decimal('٣')", "Decimal(None)", "Decimal([1])", "Decimal('1.5').compare(2)", "Decimal('-1.5').copy_abs()", "Decimal('15').logical_and(Decimal('11'))", "Decimal('1100').logical_or(Decimal('1010'))", "Decimal('3').fma(2, 1)", "Decimal('1.5').is_signed()", "Decimal('10').adjusted()", "Decimal('1E-5')", "Decimal('1E-7')", "Decimal('0E-10')", "Decimal('5').next_plus()", "Decimal('5.5').to_integral_value()", "Decimal('5.5').to_integral_exact(ROUND_FLOOR)", "Decimal('9.999').shift(1)", "Decimal('12345').rotate(2)", "Decimal('1').same_quantum(Decimal('2'))", "Decimal('1e400') + 1", "-Decimal('1.2345678901234567890123456789012345')", "+Decimal('1.2345678901234567890123456789012345')", "Decimal('100').remainder_near(7)", "Decimal(2) ** 100", "Decimal(2) ** -2", "Decimal(0) ** 0", "pow(Decimal(3), 5, 7)", "Decimal('1e3').__int__()", "Decimal('inf').__int__()", "Decimal(5).real", "complex(Decimal('1.5'))", "repr(Decimal('1.50'))", "str(Decimal('1.50'))", "bool(Decimal('0.0'))"):
    try: print(e, '=', eval(e))
    except Exception as x: print(e, '->', type(x).__name__, str(x)[:80])
for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP):
    print(r, [str(Decimal(v).quantize(Decimal('1'), rounding=r)) for v in ('1.5', '2.5', '-1.5', '1.1', '-1.1', '5.0', '0.5')])
with localcontext() as c:
    c.prec = 5; print(Decimal(1) / 7, c.flags[Inexact], Decimal('123456') + 0); c.traps[DivisionByZero] = False; print(Decimal(1) / 0); c.rounding = ROUND_UP; print(Decimal(2) / 3); c.Emax = 10
    try: print(Decimal('9e10') * 10)
    except Overflow as e: print('Overflow')
print(Decimal(1) / 7, getcontext().prec, Context(prec=3).divide(1, 3), Context(prec=4).create_decimal('3.14159265'), ExtendedContext.sqrt(Decimal(-1)), BasicContext.prec, Context(prec=2).add(Decimal('9.9'), Decimal('0.19')))
for s in ('.2f', ',.3f', 'e', '.1%', '010.2f', '>12', '<12', '^12', '+', 'g', '.3', 'n', ',', '_>10', 'x', '.0f', 's'):
    try: print(repr(s), format(Decimal('1234567.8951'), s))
    except ValueError as e: print(repr(s), e)
getcontext().prec = 50; pi = 3 + sum((Decimal(4) / ((2*k)*(2*k+1)*(2*k+2)) * (-1)**(k+1) for k in range(1, 60)), Decimal(0)); print(pi)
x = Decimal(2)
for _ in range(7): x = (x + 2 / x) / 2
print(x, Decimal(1).exp(), sorted([Decimal('1.1'), 1, 1.05]), f'{Decimal("3.14159"):.3f}', '%s' % Decimal('2.50'), Decimal('2.50') in {Decimal('2.5')}, Decimal.from_float(0.5), Decimal(True), Decimal('1') is Decimal('1'))
