# Tuples, slice objects and ranges: indices, hashes, repr and the arithmetic of slices.
t = (1, 'a', [2]); print(t + (3,), t * 2, t[::-1], t[-1], t.index('a'), t.count(1), hash((1, 2)) == hash((1, 2)), (1,), (), ((),), t[1:1])
t[2].append(3); print(t)
for bad in ('t[0] = 1', 't[9]', 't["a"]', 'hash(t)', 't.index(9)', 't + [1]', 'tuple(5)', 'tuple(1, 2)', 't < 5', 't * "a"', '(1, 2) < (1, "a")', 'del t[0]', 't.append(1)', 't += 5', 'slice()', 'hash(slice(1))', 'slice(1).indices(-1)', 'slice(1, 2, 0).indices(5)', 'slice("a").indices(5)', 'range(1.5)', 'range()', 'range(1, 2, 0)', 'range(5)[9]', 'range(5)["a"]', 'range(3) + range(2)', 'range(5).index(7)', 'range(5).start = 1', 'range(1, 2, 3, 4)'):
    try:
        print(bad, exec(bad) if ' = ' in bad or 'del' in bad or '+=' in bad else eval(bad))
    except Exception as e:
        print(bad, '->', type(e).__name__, e)
try:
    t[2] += [4]
except TypeError as e: print(e, t)
for s in (slice(None), slice(5), slice(1, None, 2), slice(-3, -1), slice(None, None, -1), slice(10, 0, -3), slice(-100, 100), slice(4, 2)):
    print(s, s.start, s.stop, s.step, s.indices(6), list(range(6))[s], 'abcdef'[s], (0, 1, 2, 3, 4, 5)[s], range(6)[s])
r = range(10, 0, -3); print(r, list(r), len(r), r[1], r[-1], r[1:], 7 in r, 8 in r, 7.0 in r, 'a' in r, r.index(4), r.count(4), r.start, r.stop, r.step, list(reversed(r)), hash(r) == hash(range(10, -2, -3)), r == range(10, -1, -3), bool(range(0)), range(5) == range(0, 5, 1), range(2**70, 2**70 + 3)[1], len(range(2**40)), 2**69 in range(2**70), range(0, -5), range(True))
try: len(range(2**70))
except OverflowError as e: print(e)
print(list(range(2**64, 2**64 + 3)), sum(range(101)), max(range(5)), [*range(3)][::-1], range(10)[2:8:2], range(10)[::-1][2:4], range(5)[2:100], range(3).__class__, list(zip(range(3), range(3, 0, -1))))
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __repr__(self): return 'T' + super().__repr__()
    def __getitem__(self, i): return 'item' if isinstance(i, int) else super().__getitem__(i)
x = T(1, 2); print(x, x[0], x[:], x + (3,), type(x + ()).__name__, x == (1, 2), hash(x) == hash((1, 2)), {x: 1}[(1, 2)]); a, b = x; print(a, b)
class G:
    def __getitem__(self, k): return k
g = G(); print(g[1], g[1:2], g[1, 2], g[1:2, ::3], g[...], g[:, None], g[()], g[(1,)], g[-1:, *[1, 2]], g['a':'b'], g[g[1]:])
print((1, 2, 3) < (1, 2, 4) < (1, 3), () < (0,), (1, 2) == (1.0, 2.0), (None,) == (None,), tuple('ab'), tuple([]), tuple({1: 2}), tuple(x * 2 for x in range(3)), sorted([(2, 'a'), (1, 'b'), (1, 'a')]), repr(((1,), [(), {}])))
it = iter((1, 2, 3)); next(it); print(it.__length_hint__(), list(it)); rec = ([],); rec[0].append(rec); print(rec)
