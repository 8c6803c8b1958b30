"""Hashes and equality across types: equal numbers hash alike, order of mixed keys, __hash__ and __eq__ of users."""
import collections.abc
import fractions
import decimal


def attempt(label, function):
    try:
        print(label, '=', function())
    except Exception as error:
        print(label, '!', type(error).__name__, error)


groups = [(0, 0.0, -0.0, False, 0j, fractions.Fraction(0), decimal.Decimal(0)), (1, 1.0, True, 1 + 0j, decimal.Decimal('1.00')), (2**61 - 1, float(2**61), 0), (0.5, fractions.Fraction(1, 2), decimal.Decimal('0.5'), 0.5 + 0j),
          (10**20, 1e20, fractions.Fraction(10**20), decimal.Decimal(10**20)), (-1, -2, -1.0, -2.0), (float('inf'), decimal.Decimal('inf'))]
for group in groups:
    print([hash(x) for x in group], [[a == b for b in group].count(True) for a in group])
print(hash(2**61 - 1), hash(2**61), hash(-(2**61)), hash(2**200), hash(1 / 3), hash(1e308), hash(5e-324), hash(1.5 + 2.5j), hash(float('-inf')))
print([hash(t) for t in ((), (1,), (1, 2), (1, (2, 3)), (None,) if False else (0,), tuple(range(50)))])
print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset([3, 2, 1])), hash(frozenset([frozenset([1])])))
print(hash(range(5)), hash(''), hash(b''), hash('') == hash(b''), hash(Ellipsis) == hash(...), hash(int) == hash(int))
for unhashable in ([], {}, set(), bytearray(), slice(1), [1].__iter__, memoryview(bytearray(1)), {}.keys(), {}.items(), {}.values()):
    attempt(type(unhashable).__name__, lambda: type(hash(unhashable)).__name__)
attempt('tuple of list', lambda: hash((1, [])))
attempt('nested', lambda: hash(((1, 2), (3, {}))))
attempt('readonly view', lambda: hash(memoryview(b'ab')) == hash(b'ab'))
attempt('view of ints', lambda: hash(memoryview(b'abcd').cast('i')))


class H:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
    def __eq__(self, other): return isinstance(other, H) and self.h == other.h
    def __repr__(self): return f'H({self.h!r})'


attempt('bool', lambda: hash(H(True)))
attempt('-1', lambda: hash(H(-1)))
attempt('2**64', lambda: hash(H(2**64)))
attempt('2**61-1', lambda: hash(H(2**61 - 1)))
attempt('2**63', lambda: hash(H(2**63)))
attempt('float', lambda: hash(H(1.0)))
attempt('none', lambda: hash(H(None)))
attempt('str', lambda: {H('a')})


class OnlyEq:
    def __eq__(self, other): return True


class Sub(OnlyEq):
    __hash__ = object.__hash__


class NoneHash:
    __hash__ = None


class Inherits(H):
    def __eq__(self, other): return False


for cls in (OnlyEq, NoneHash, Inherits):
    attempt(cls.__name__, lambda: hash(cls.__new__(cls)))
    attempt(cls.__name__ + ' key', lambda: {cls.__new__(cls): 1})
    attempt(cls.__name__ + ' in set', lambda: cls.__new__(cls) in {1})
print(OnlyEq.__hash__, Sub.__hash__ is object.__hash__, type(hash(Sub())).__name__, isinstance(OnlyEq(), collections.abc.Hashable))

print('-- what a dict asks')
log = []
class Loud:
    def __init__(self, name, h, eq): self.name, self.h, self.eq = name, h, eq
    def __hash__(self): log.append(f'hash {self.name}'); return self.h
    def __eq__(self, other): log.append(f'{self.name} == {other.name}'); return self.eq
a, b, c = Loud('a', 1, False), Loud('b', 1, True), Loud('c', 2, True)
d = {a: 1}
d[b] = 2
d[c] = 3
print(len(d), log); log.clear()
print(a in d, b in d, log); log.clear()
print([a] == [a], [a] == [b], (a, c) == (a, c), a in [a], b in [a, c], log); log.clear()
nan = float('nan')
print(nan == nan, nan in [nan], [nan] == [nan], {nan: 1}.get(nan), {nan: 1}.get(float('nan')), nan in {nan}, (nan,) == (nan,), hash(nan) == hash(nan))
print(1 == True, {1: 'a', True: 'b', 1.0: 'c'}, {True, 1, 1.0}, [True, 1.0].index(1), 'ab' == b'ab', (1, 2) == [1, 2], {1} == frozenset({1}), range(2) == (0, 1))
class BadEq:
    def __hash__(self): return 7
    def __eq__(self, other): raise ValueError('no comparison')
x, y = BadEq(), BadEq()
attempt('same', lambda: {x: 1}[x])
attempt('other', lambda: {x: 1}[y])
attempt('setdefault', lambda: {x: 1}.setdefault(y, 2))
attempt('list.index', lambda: [1, x].index(y))
attempt('count', lambda: [x].count(y))
attempt('set', lambda: {x, y})
