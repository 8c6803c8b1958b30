# Conversions by __index__, __int__, __float__, __round__, __trunc__, __divmod__ and __pow__ of user classes.
import math, operator
class N:
    def __init__(self, v): self.v = v
    def __int__(self): print('int'); return int(self.v)
    def __float__(self): print('float'); return float(self.v)
    def __index__(self): print('index'); return int(self.v)
    def __round__(self, n=None): return ('round', n)
    def __trunc__(self): return ('trunc',)
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __abs__(self): return 'abs'
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'inv'
    def __divmod__(self, o): return ('divmod', o)
    def __rdivmod__(self, o): return ('rdivmod', o)
    def __pow__(self, o, m=None): return ('pow', o, m)
    def __rpow__(self, o): return ('rpow', o)
    def __ipow__(self, o): return ('ipow', o)
n = N(3.7)
print(int(n), float(n), round(n), round(n, 2), math.trunc(n), math.floor(n), math.ceil(n), abs(n), -n, +n, ~n, divmod(n, 1), divmod(1, n), pow(n, 2), pow(n, 2, 5), 2 ** n, n ** 2)
print(operator.index(n), [10, 20, 30, 40][n], 'x' * n if False else range(n), hex(n), bin(n), oct(n), chr(N(65)), bytes(n), list(range(N(2), N(4))), [1, 2, 3, 4][N(1):N(3)], math.sqrt(N(16)), math.gcd(N(4), 6), round(2.567, N(1)), (5).to_bytes(N(2), 'big'), 'abc'.center(N(5)), [0] * N(2), 1 << 2)
n **= 3; print(n)
class OnlyTrunc:
    def __trunc__(self): return 9
class BadInt:
    def __int__(self): return 'a'
class SubInt:
    def __int__(self): return True
class BadFloat:
    def __float__(self): return 1
class BadIndex:
    def __index__(self): return 1.5
class NoneInt:
    __int__ = None
import warnings; warnings.simplefilter('ignore')
for e in ('int(OnlyTrunc())', 'int(BadInt())', 'int(SubInt())', 'float(BadFloat())', 'operator.index(BadIndex())', 'int(BadIndex())', 'float(BadIndex())', 'hex(BadInt())', 'hex(1.5)', 'int(NoneInt())', 'int(object())', 'float(object())', 'complex(object())', 'round(object())', 'abs(object())', '-object()', 'math.floor(object())', 'math.trunc(1.7)', 'math.floor(-1.5)', 'divmod(object(), 1)', 'pow(object(), 1)', 'pow(1, 2, object())', '[1][object()]', '"a" * object()', 'range(1.0)', 'chr(1.0)', 'bytes(1.0)', 'math.factorial(3.0)', 'math.gcd(1.0, 2)', 'math.sqrt("a")', 'int("5", base=object())', 'round(1.5, "a")', 'round(1, 1.0)'):
    try: print(e, '=', eval(e))
    except Exception as x: print(e, '->', type(x).__name__, x)
class Mat:
    def __matmul__(self, o): return 'mm'
    def __rmatmul__(self, o): return 'rmm'
    def __imatmul__(self, o): return 'imm'
m = Mat(); print(m @ 1, 1 @ m); m @= 2; print(m)
class F(float):
    def __int__(self): return 77
print(int(F(1.5)), math.trunc(F(1.5)), F(1.5) // 1, F(2) == 2, hash(F(2)) == 2)
