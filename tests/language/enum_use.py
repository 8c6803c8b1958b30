# enum: members, aliases, auto, flags, lookups, behaviours and errors.
from enum import *
class C(Enum):
    RED = 1; GREEN = 2; CRIMSON = 1
    def describe(self): return f'{self.name}={self.value}'
    @classmethod
    def default(cls): return cls.GREEN
    @property
    def low(self): return self.name.lower()
print(list(C), C.RED, repr(C.RED), C(2), C['RED'], C.CRIMSON is C.RED, C.CRIMSON.name, len(C), C.RED in C, C.RED.describe(), C.default(), C.RED.low, list(C.__members__), C.RED == 1, C.RED is C(1), {C.RED: 'r'}[C.CRIMSON], type(C.RED), isinstance(C.RED, C), hash(C.RED) == hash('RED'))
for bad in ('C(9)', "C['BLUE']", 'C.BLUE', 'C.RED = 5', 'C.RED < C.GREEN', 'C.RED.value = 3', 'del C.RED', 'class D(C): X = 5', 'C()', 'C.RED + 1', 'class E(Enum):\n A = 1\n A = 2', '5 in C', 'C.RED.nope', "@unique\nclass U(Enum):\n A = 1\n B = 1", 'class F(Enum):\n mro = 1'):
    try: exec(bad); print(bad, 'ok')
    except Exception as e: print(repr(bad), '->', type(e).__name__, e)
class I(IntEnum): A = 1; B = auto(); Z = 10
print(I.A + 1, I.B, repr(I.B), I.A < I.Z, sorted([I.Z, I.A]), [10, 20, 30][I.A], f'{I.A}', f'{I.Z:>4}', '%d %s' % (I.A, I.A), I(10), I.A == 1, int(I.Z), I.A | I.B, str(I.B), format(I.B))
class F(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(F.R | F.X, F.RW, repr(F.R | F.X), F.R in F.RW, F.X & F.RW, ~F.R, bool(F.R & F.W), F(5), F(0), list(F.RW), F.R ^ F.RW, len(F.RW), F['RW'].value, [f.name for f in F])
class IF(IntFlag): A = 1; B = 2
print(IF.A | 4, IF.A | IF.B, repr(IF(7)), IF.A + 1, IF(3) == 3, ~IF.A)
try: F(99)
except ValueError as e: print(e)
class S(str, Enum): X = 'x'; Y = 'why'
print(S.X, S.X == 'x', S('why'), S.X.upper(), f'{S.Y}', repr(S.X), 'a' + S.X)
class SE(StrEnum): ONE = auto(); Two = auto()
print(SE.ONE, SE.Two.value, f'{SE.ONE}', SE('two'))
class A(Enum):
    def _generate_next_value_(name, start, count, last): return (name.lower(), count)
    P = auto(); Q = auto()
print([a.value for a in A])
class Planet(Enum):
    EARTH = (5.97e24, 6.37e6); MARS = (6.4e23, 3.4e6)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return round(6.67e-11 * self.mass / self.radius ** 2, 2)
print(Planet.EARTH.g, Planet.MARS.mass, Planet((6.4e23, 3.4e6)))
class M(Enum):
    ONE = 1
    @classmethod
    def _missing_(cls, v): return cls.ONE if v == 'uno' else None
print(M('uno'))
try: M('x')
except ValueError as e: print(e)
Fn = Enum('Fn', 'A B C'); print(list(Fn), Enum('G', {'k': 'v'}).k, Enum('H', [('a', 1)]).a)
class O(Enum):
    _ignore_ = ['i']
    i = 5
    A = 'a'
    _private = 1
    def f(self): pass
    B = member(3)
    N = nonmember(4)
print(list(O), O.N, O.B.value)
print(C.RED.__class__.__name__, C.__name__, C.RED.__objclass__ if hasattr(C.RED, '__objclass__') else '-', dir(C)[:3], [m for m in reversed(C)], C.RED is not C.GREEN, not C.RED)
import pickle, copy
print(pickle.loads(pickle.dumps(C.RED)) is C.RED, copy.deepcopy(C.GREEN) is C.GREEN, C.__members__['CRIMSON'])
match C.GREEN:
    case C.RED: print('red')
    case C.GREEN: print('green')
class Empty(Enum):
    def hello(self): return self.value
class Full(Empty): A = 'hi'
print(Full.A.hello(), Full.__mro__[1].__name__)
