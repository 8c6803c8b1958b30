# Dicts: order after deletion, merging, views, keys equal across types, mutation while iterating, __missing__.
d = {'b': 1, 'a': 2, 'c': 3}; del d['b']; d['b'] = 4; d['a'] = 5; print(d, list(d), d.popitem(), d)
print({1: 'a', 1.0: 'b', True: 'c'}, {**{'x': 1}, 'x': 2, 'y': 3}, dict([('a', 1), ['b', 2], 'cd']), dict(a=1, b=2), dict({'a': 0}, a=9), dict.fromkeys('ab', 0), dict(zip('ab', (1, 2))))
print(d | {'z': 1, 'a': 0}, d.get('q'), d.get('q', 'def'), d.setdefault('s', []), d.setdefault('a', 7), d.pop('a'), d.pop('nope', None), len(d), 'c' in d)
for bad in ('d["nope"]', 'd[[]]', '{[]: 1}', 'd.pop("nope")', '{}.popitem()', 'dict(5)', 'dict([1])', 'dict([(1, 2, 3)])', 'dict(["a"])', 'd | 5', 'dict(a=1, **{"a": 2})', '{}.update(5)', '{}.update([(1,)])', 'd[{}]', 'd.get([])', '[] in d', 'dict([(1, 2)], 3)', 'd.fromkeys()', 'd.keys()[0]', 'hash({})', 'd < {}', '{}.get()', 'del d["zz"]', 'd.keys() + [1]', 'd.foo', '{**5}', 'dict(**{1: 2})'):
    try:
        print(bad, exec(bad) if bad.startswith('del') else eval(bad))
    except Exception as e:
        print(bad, '->', type(e).__name__, e)
d = {i: i * i for i in range(5)}
for mutate in ("d[99] = 1", "del d[2]", "d.clear()"):
    d = {i: i * i for i in range(5)}
    try:
        for k in d: exec(mutate)
    except RuntimeError as e: print(mutate, '->', e)
d = {i: i for i in range(5)}
for k in d: d[k] = 'same keys'
print(d)
try:
    for k in d:
        del d[k]; d[k + 100] = 1
except RuntimeError as e: print(e)
k, v, i = d.keys(), d.values(), d.items()
d = {'a': 1, 'b': 2}; k, v, i = d.keys(), d.values(), d.items(); d['c'] = 3
print(k, v, i, len(k), 'c' in k, 3 in v, ('c', 3) in i, k & {'a', 'z'}, k | {'z'} == {'a', 'b', 'c', 'z'}, k - {'a'} == {'b', 'c'}, k ^ {'a', 'q'} == {'b', 'c', 'q'}, k.isdisjoint({1}), k == {'a', 'b', 'c'}, v == d.values(), i == set(i), list(reversed(d)), list(reversed(i)), k.mapping)
class M(dict):
    def __missing__(self, key): return f'missing {key}'
m = M(a=1); print(m['a'], m['z'], m.get('z'), 'z' in m, len(m), M(m), m | {'b': 1}, type(m | {}).__name__, m.copy(), type(m.copy()).__name__)
class Key:
    def __init__(s, n, h): s.n, s.h = n, h
    def __hash__(s): print('hash', s.n); return s.h
    def __eq__(s, o): print('eq', s.n, getattr(o, 'n', o)); return s.n == getattr(o, 'n', o)
a, b = Key('a', 1), Key('b', 1); e = {a: 1, b: 2}; print(e[Key('b', 1)], e.get(1), a in e)
class BadHash:
    def __hash__(self): return 'x'
class BadHash2:
    def __hash__(self): raise ValueError('no hash')
for kk in (BadHash, BadHash2):
    try: {kk(): 1}
    except (TypeError, ValueError) as err: print(err)
r = {}; r['self'] = r; print(r, [r])
class HasKeys:
    def keys(self): return ['p', 'q']
    def __getitem__(self, k): return k * 2
print(dict(HasKeys()), {**HasKeys()}, dict(HasKeys(), z=1)); u = {}; u.update(HasKeys(), w=0); u.update([('t', 1)]); print(u)
big = {str(i): i for i in range(2000)}
for i in range(0, 2000, 2): del big[str(i)]
print(len(big), list(big)[:3], sum(big.values())); big.update((str(i), -i) for i in range(10)); print(list(big)[-6:], big['0'])
d = {'x': 1}; d |= {'y': 2}; d |= [('z', 3)]; print(d, d == {'z': 3, 'y': 2, 'x': 1}, {1: 2} != {1: 3}, {} == [], {1: {2: {3: 4}}})
it = iter({'a': 1, 'b': 2}); print(next(it), it.__length_hint__(), list(it), list(it))
print({float('nan'): 1, float('nan'): 2}, {0.0: 'z', -0.0: 'n'}, {(1, 2): 'tuple'}[1, 2], {None: 0, ...: 1}[None], {frozenset([1]): 's'}[frozenset([1])])
