# Sets: algebra with iterables and operators, order of small ints, frozen sets as keys, errors.
s = {3, 1, 2}; t = frozenset([2, 3, 4])
print(s | t, s & t, s - t, s ^ t, type(s | t).__name__, type(t | s).__name__, s.union([9], 'a') == {1, 2, 3, 9, 'a'}, s.intersection(range(3), [1, 5]), s.difference([1], [2]), s.symmetric_difference([1, 1, 7]))
print(s <= {1, 2, 3, 4}, s < s, s >= {1}, s.issubset(range(10)), s.issuperset([1]), s.isdisjoint([8]), s == t, {1} == frozenset([1]), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
for bad in ('s | [1]', 's < [1]', '{[]}', '{{}}', 's.add([])', 's.remove(99)', 'set().pop()', 'hash(s)', 't.add(1)', 's[0]', 'set(5)', 'set(1, 2)', 's - 5', 's.update(5)', 'frozenset(1, 2)', '[] in s', 's.discard([])', 's + s', 'next(s)', 't |= 5'):
    try:
        print(bad, exec(bad) if '|=' in bad else eval(bad))
    except Exception as e:
        print(bad, '->', type(e).__name__, e)
u = set('hello'); u.discard('z'); u.discard('h'); print(sorted(u), len(u), 'e' in u); u.update('ab', [1]); print(len(u)); u.clear(); print(u, set(), frozenset(), {*()}, frozenset('a'))
x = {1, 2, 3, 4}; x -= {1}; x |= {9}; x &= {2, 9, 4}; x ^= {2, 5}; print(x); x.intersection_update([4, 5]); x.difference_update([4]); x.symmetric_difference_update([5, 6]); print(x)
print({frozenset([1]): 'k'}[frozenset([1])], {1} in {frozenset([1])}, {frozenset([1]), frozenset([1])}, {1, 1.0, True}, {0, False, 0.0})
print(set(range(20)), {100, 5, 33, 17, 64, 8, 0, -1}, set([8, 16, 24, 0]), {'a', 'b', 'c', 'd', 'e'}, {None, ..., 1.5, 'x', (1, 2)} == {(1, 2), 'x', 1.5, ..., None})
try:
    for v in x: x.add(v + 10)
except RuntimeError as e: print(e)
class S(set):
    def __contains__(self, v): return True
q = S([1]); print(5 in q, q | {2}, type(q | {2}).__name__, type(q.copy()).__name__, q == {1}, S() or 'empty')
a = {1, 2}; b = a; a |= {3}; print(b is a, b); f = g = frozenset([1]); f |= {2}; print(f is g, g, f.copy() is f, frozenset(g) is g, set(g) == g)
print(sorted({'x', 'yy', 'zzz'}, key=len), max({3, 9, 2}), sum({1, 2, 3}), [*{7}], {i % 3 for i in range(10)}, repr({'a'}), repr(frozenset({'a'})), str({(1,)}))
r = S(); 
class R:
    def __repr__(self): return repr(holder)
    def __hash__(self): return 1
holder = set(); holder.add(R()); print(holder)
big = set(range(1000)); big -= set(range(0, 1000, 2)); print(len(big), sum(big), big.pop() % 2); big &= set(range(50)); print(sorted(big)[:5]); p = {5, 6}; p.pop(); print(len(p))
