# Complex arithmetic, parsing, repr with signed zeros, and formatting.
z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), -z, +z, z ** 2, z ** 0.5, z / 2, z * 1j, 1 / z, z == 3 + 4j, hash(z) == hash(complex(3, 4)), bool(0j), z - 4j)
for e in ('complex("1+2j")', 'complex(" 1-2.5j ")', 'complex("j")', 'complex("-j")', 'complex("1 + 2j")', 'complex("inf+nanj")', 'complex("(1+2j)")', 'complex("")', 'complex("1+2")', 'complex(1, 2j)', 'complex(1j, 2j)', 'complex("1", 2)', 'complex(1, "2")', 'complex(real=1, imag=2)', 'complex()', 'complex(True)', '1j < 2', 'int(1j)', 'float(1j)', '1j // 2', '1j % 2', 'divmod(1j, 2)', '1j / 0', '0j ** -1', '0j ** 1j', '(1+1j) ** -3', '(1+2j) ** (3+4j)', '1j ** 1j', '1e308j * 10', 'pow(1j, 2, 3)', 'complex(0.0, -0.0)', '-0j', 'complex(-0.0, 0.0)', 'complex(-0.0, -0.0)', '0 - 0j', 'complex(float("inf"), float("nan"))', 'format(1+2j, ".2f")', 'format(1+2j, ">20")', 'format(1.5j, "e")', 'format(1j, "05")', 'format(1j, "=5")', '"%s %r" % (1j, 2j)', 'f"{1+2j:.3}"', 'str(1e20j)', 'repr(1+0j)', 'abs(float("nan")*1j)', 'abs(1e308+1e308j)', '3 + 4j == 3', '3 + 0j == 3', 'hash(3 + 0j) == hash(3)', 'hash(1j)', 'sum([1j, 2, 3.5])', 'round(1j)', '1j.real', '[1j].index(1j)', 'complex(5).imag', '1j.__add__("a")', 'complex.__new__(complex, "3j")', '(1j).__complex__()'):
    try:
        print(e, '=', eval(e))
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as err:
        print(e, '->', type(err).__name__, err)
class C:
    def __complex__(self): return 2 + 3j
class Bad:
    def __complex__(self): return 5
class Fl:
    def __float__(self): return 1.5
print(complex(C()), complex(Fl()), complex(Fl(), Fl()))
try:
    complex(Bad())
except TypeError as e: print(e)
class Sub(complex): pass
print(Sub(1, 2), type(Sub(1) + 1).__name__, Sub('3j'))
z = 0j
for i in range(20): z = z * z + (-0.4 + 0.6j)
print(z)
