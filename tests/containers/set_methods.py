# set and frozenset: methods, operators, errors.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
a, b = {1, 2, 3, 4}, {3, 4, 5}
f = frozenset(b)
print(a, b, f, set(), frozenset(), {1}, set('hello') == set('olleh'), set([1, 2, 1]), frozenset([3, 1, 2]))
print(a | b, a & b, a - b, a ^ b, a | f, f | a, type(a | f), type(f | a), f & a, f - a, f ^ a)
print(a.union([9], (8,)), a.intersection([1, 2], [2, 3]), a.difference([1], [2]), a.symmetric_difference([1, 9]), a.union(), a.intersection(), a.difference(), a.union() is a, f.union() is f, f.copy() is f, frozenset(f) is f)
print(attempt(lambda: a | [1]), attempt(lambda: a & 'a'), attempt(lambda: a - 1), attempt(lambda: a < [1]), attempt(a.union, 1), attempt(a.union, [[]]), attempt(set, 5), attempt(set, 1, 2), attempt(set, x=1), attempt(frozenset, x=1), attempt(frozenset, 1, 2))
print(a < b, a <= a, a >= {1}, a > {1}, a == {4, 3, 2, 1}, a != b, {1} < {1, 2}, f == b, b == f, a == 1, a != 1, set() < {0}, {1} <= {2})
print(a.issubset(range(10)), a.issuperset([1]), a.isdisjoint([7]), a.isdisjoint(b), a.issuperset([]), a.issubset([1]), attempt(a.issubset, 5), a.isdisjoint({}), attempt(a.issuperset, [[]]))
c = set(a)
print(c.add(9), c, c.discard(9), c.discard(100), c, c.remove(1), c, attempt(c.remove, 1), attempt(c.add, []), attempt(c.remove, []), attempt(c.discard, {}))
c.update([1], (2,), {3: 0}, 'x')
print(sorted(c, key=str), attempt(c.update, 5), c.update())
c.intersection_update([1, 2, 'x'], {1, 'x'})
print(sorted(c, key=str))
c.difference_update([1])
c.symmetric_difference_update(['x', 'y'])
print(c, c.pop(), attempt(c.pop), c)
c |= {1, 2}; c &= {2, 3}; c ^= {3}; c -= {2}
print(c, attempt(c.__ior__, [1]), attempt(lambda: c.__iand__(5)))
d = c
d |= {7}
print(c is d, c, d.clear(), c)
print({frozenset([1])} == {frozenset([1])}, {1} in {frozenset([1])}, attempt({frozenset([1])}.remove, {2}), {frozenset([1, 2])}.discard({1, 2}), [1] in [[1]], attempt(lambda: [] in {1}))
print(attempt(hash, {1}), hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset(range(1000))), hash(frozenset([-1, 2**70, 1.5])), hash(frozenset([frozenset()])), hash(frozenset([3, 2, 1])) == hash(frozenset([1, 2, 3])))
class S(set): pass
class F(frozenset):
    def __init__(self, *args): pass
s = S([1, 2]); s.x = 1
print(s, type(s | {1}), type(s.copy()), type({1} | s), s == {1, 2}, F([1]), type(F([1]) | {2}), F(), type(F.__new__(F)), repr(S()), attempt(S, 1, 2), s.__reduce__(), {1}.__reduce__())
r = set()
class Rec(frozenset):
    def __repr__(self): return 'Rec'
print({Rec()}, frozenset([Rec()]))
print(set.__hash__, {1}.__sizeof__(), set(range(100)).__sizeof__(), frozenset(range(6)).__sizeof__(), len(a), bool(set()), 3 in a, sorted(a), sum(a), list(map(str, sorted(b))))
n = float('nan')
print(len({n, n}), len({float('nan'), float('nan')}), {1, 1.0, True}, {0, False, 0.0}, {'a', 'a'})
print(set.__doc__, frozenset.__doc__, sep='\n')
