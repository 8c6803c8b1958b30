# Lists: slice assignment, self-reference, mutation while iterating, sort, comparison and errors.
l = list(range(10))
l[2:5] = 'abcdef'; print(l); l[::3] = [0] * len(l[::3]); print(l); l[5:5] = [1, 2]; print(l); l[100:] = [9]; print(l); l[-3:-1] = []; print(l)
for bad in ('l[::2] = [1]', 'l[0:2] = 5', 'l[99]', 'l["a"]', 'l[1.0]', 'l[None]', 'l.index(77)', 'l.remove(77)', '[].pop()', 'l.pop(99)', 'l.insert("a", 1)', 'l.extend(5)', 'l + (1,)', 'l * 1.5', 'list(5)', 'list(1, 2)', 'l.sort(1)', 'l.index(0, 50)', '[1, "a"].sort()', 'l[99] = 1', 'del l[99]', 'hash([])', 'l.append()', 'l[:"a"]', 'l[2**100]', '[0] * (2**62)', 'l.foo', 'l.sort(key=5)', '[].sort(bad=1)'):
    try:
        print(bad, eval(bad) if '=' not in bad or '=5' in bad or 'bad=' in bad else exec(bad))
    except Exception as e:
        print(bad, '->', type(e).__name__, e)
x = [1]; x.append(x); x.append((x,)); print(x, x[1] is x)
x = [1, 2, 3, 4]
for v in x:
    if v < 20: x.append(v * 10)
print(x)
x = [1, 2, 3, 4, 5]
for v in x: x.remove(v)
print(x)
it = iter(x); print(next(it), it.__length_hint__()); x.clear(); print(list(it), it.__length_hint__()); x.append(1); print(list(it))
r = reversed([1, 2, 3]); print(next(r), list(r), r.__length_hint__())
words = 'the Quick brown fox Jumps over lazy dogs'.split()
words.sort(); print(words); words.sort(key=str.lower, reverse=True); print(words); words.sort(key=len); print(words)
pairs = [(i % 3, i) for i in range(9)]; print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
class Cmp:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __repr__(s): return f'C{s.v}'
print(sorted([Cmp(3), Cmp(1), Cmp(2)]))
def evil(v):
    y.append(v); return v
y = [3, 1, 2]
try: y.sort(key=evil)
except ValueError as e: print(e, y)
z = [1, 2]; z += 'ab'; z *= 2; print(z, z.count('a'), z.index('b', 4), z.copy() == z, z[:] is z)
a = b = [1]; a += [2]; print(b); a = a + [3]; print(b, a)
m = [[0] * 2] * 3; m[0][0] = 1; print(m)
print([1, 2] == [1, 2.0], [1] < [1, 0], [[]] > [], [3, 1].__lt__([3, 2]), list('abc'), [*'ab', *range(2)], list({1: 2}), list((i for i in 'xy')))
class L(list):
    def __getitem__(self, i): return ('got', i) if not isinstance(i, slice) else ('slice', i.start, i.stop, i.step)
    def append(self, v): super().append(v * 2)
q = L([1, 2]); q.append(5); print(q[0], q[1:2:3], q, list(q), q[:], q[::-1], len(q), type(q + [1]).__name__, type(q.copy()).__name__)
big = list(range(1000)); big.sort(key=lambda v: (v * 7919) % 1009); print(big[:5], sum(big)); big.sort(); print(big[:3]); del big[::2]; print(len(big), big[:3])
nested = []
for _ in range(50): nested = [nested]
print(repr(nested) == '[' * 51 + ']' * 51, [].__init__([1, 2]), [1, 2].__reversed__().__class__.__name__)
