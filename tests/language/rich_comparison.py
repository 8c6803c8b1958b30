# __eq__, __ne__, __lt__…: reflection, NotImplemented, identity shortcuts in containers, hash rules.
class A:
    def __init__(self, n): self.n = n
    def __lt__(self, o): print('A.lt'); return NotImplemented
    def __gt__(self, o): print('A.gt'); return 'gt'
    def __eq__(self, o): print('A.eq'); return NotImplemented
class B(A):
    def __gt__(self, o): print('B.gt'); return 'B gt'
    def __eq__(self, o): print('B.eq'); return 'B eq'
print(A(1) < A(2)); print(A(1) < B(2)); print(A(1) == B(2)); print(A(1) == A(2)); print(A(1) != B(1))
try:
    A(1) <= A(1)
except TypeError as e: print(e)
try:
    hash(A(1))
except TypeError as e: print(e)
class H(A): __hash__ = object.__hash__
print(isinstance(hash(H(1)), int), A.__hash__, hash(type('Z', (), {})()) is not None)
class NE:
    def __eq__(self, o): return True
print(NE() != 1, NE() == None, 5 == NE(), [NE()] == [1], NE() in [1], [1].index(NE()), {1: 2} == {1: NE()})
nan = float('nan')
print(nan == nan, [nan] == [nan], nan in [nan], (nan,) == (float('nan'),), {nan: 1} == {nan: 1}, [nan].count(nan), nan != nan, nan is nan)
class Boom:
    def __eq__(self, o): raise ValueError('eq')
b = Boom(); print([b] == [b], b in [b], {'a': b} == {'a': b})
for f in (lambda: [b] == [1], lambda: b in [1], lambda: [1].index(b), lambda: (b,) < (1,)):
    try: f()
    except ValueError as e: print(e)
print([1, 2] < [1, 2, 3], [2] > [1, 9], (1, 'a') < (2, 1), [] < [0], (1, 2) == [1, 2], [1] != [1.0], 'a' < 'aa' < 'b', b'a' < b'b')
print(1 == 1.0, hash(1) == hash(1.0) == hash(True), 2**53 == float(2**53), 2**53 + 1 == float(2**53), 2**53 + 1 > 2.0**53, 10**400 > 1e308, float('inf') > 10**400, -10**400 < float('-inf'))
print({1, 2} < {1, 2, 3}, {1} <= {1}, {1} < {1}, {1, 2} > {2}, {1} >= {2}, {1} == frozenset([1]), {1: 2}.keys() == {1}, {1: 2}.items() <= {(1, 2), (3, 4)})
print(range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), slice(1, 2) == slice(1, 2), slice(1) < slice(2), type == type, int == int, None == False, () == [], 1j == 1j)
from functools import total_ordering
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(1), T(2) >= T(3), T(2) > T(1), sorted([T(3), T(1)])[0].v, max(T(1), T(5), T(2)).v)
class Weird:
    def __lt__(self, o): return []
print(Weird() < 1, 1 > Weird(), bool(1 > Weird()), sorted([Weird(), Weird()]) is not None)
print(A.__eq__(A(1), 5), object().__eq__(1), object().__lt__(1), (5).__lt__('a'), 'a'.__eq__(1), [].__lt__(()), object().__ne__(1))
class C3:
    def __eq__(self, o): return [self, o][0] is self and 'chain'
x = C3(); print(x == 1 == 2, 1 < 2 == x)
