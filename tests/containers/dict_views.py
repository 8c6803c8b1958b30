# Views of dicts: set algebra, comparison, text.
def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
d = {'a': 1, 'b': 2, 'c': 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i), type(k), type(v), type(i))
d['d'] = 4
print(k, v, i)
print('a' in k, 'z' in k, 1 in v, ('a', 1) in i, ('a', 2) in i, ('z', 1) in i, 'a' in i, attempt(lambda: [] in k), attempt(lambda: ([], 1) in i))
srt = lambda s: sorted(s, key=str)
print(srt(k & {'a', 'z'}), srt(k | {'z'}), srt(k - {'a'}), srt(k ^ {'a', 'z'}), srt({'a', 'z'} & k), srt(['a', 'q'] | k), srt({'a', 'q'} - k), srt(['a', 'q'] ^ k))
print(srt(i & {('a', 1)}), srt(i | {1}), srt(i - {('a', 1)}), srt(i ^ {('a', 1), 5}), srt(k & 'abz'), srt(k - 'ab'), attempt(lambda: k & 5), attempt(lambda: k | 5))
e = {'a': 1, 'b': 20, 'x': 5}
print(srt(k & e.keys()), srt(k ^ e.keys()), srt(i & e.items()), srt(i ^ e.items()), srt(i - e.items()), srt(i | e.items()), type(k & e.keys()))
print(k == {'a', 'b', 'c', 'd'}, k == ['a', 'b', 'c', 'd'], k != e.keys(), k < {'a', 'b', 'c', 'd', 'e'}, k <= k, k > {'a'}, k >= {'a', 'z'}, {'a'} < k, i == i, v == v, v == d.values())
print(k.isdisjoint({'z'}), k.isdisjoint('ab'), k.isdisjoint([]), i.isdisjoint([('a', 1)]), k.isdisjoint(k), {}.keys().isdisjoint({}.keys()), attempt(k.isdisjoint, 3))
print(attempt(hash, k), attempt(hash, i), hash(v) == hash(v), attempt(lambda: k < 3), attempt(lambda: v < v), attempt(lambda: k + k), attempt(type(k)), attempt(k.__len__, 1))
print(k.mapping, type(k.mapping), k.mapping['a'], attempt(lambda: k.mapping.__setitem__), list(reversed(k)), list(reversed(v)), list(reversed(i)), type(reversed(k)))
k2 = d.keys()
k2 = k2 & k2
print(srt(k2), {1: d.keys()}, [d.items()])
l = {}
l['x'] = l.values()
print(l)
class S(set): pass
print(type(k & S('ab')), type(S('ab') & k), type(k | S()), srt(S('abz') - k))
print(attempt(lambda: {1: []}.items() ^ {1: [2]}.items()), {1: 2}.items() == {(1, 2)}, {1: []}.items() == {1: []}.items(), attempt(lambda: {1: []}.items() & {1: []}.items()))
print(list(zip(d, d.values())), sorted(d.items(), key=lambda p: -p[1]), max(d.values()), dict(d.items()) == d, [*k], {*v}, (*i,))
it = iter(i)
a = next(it)
b = next(it)
print(a, b, a is b)
for pair in i: pass
print(pair, it.__length_hint__(), it.__reduce__()[1], iter(k).__reduce__()[1], iter(v).__reduce__()[1], reversed(i).__reduce__()[1])
