# dict: construction, methods and their errors, order.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)

print({}, dict(), dict(a=1, b=2), dict([(1, 2), [3, 4], 'ab']), dict({1: 2}, x=3), dict(zip('abc', range(3))), dict(((1, 2),), a=5))
print(attempt(dict, 1), attempt(dict, [1]), attempt(dict, ['abc']), attempt(dict, 1, 2), attempt(dict, [(1, 2, 3)]), attempt(dict, [([], 1)]), attempt(dict, **{'a': 1}))
d = {'a': 1, 'b': 2, 3: 'c'}
print(d['a'], attempt(d.__getitem__, 'z'), d.get('a'), d.get('z'), d.get('z', 0), attempt(d.get), attempt(d.__getitem__, []), attempt(d.get, {}))
print(d.setdefault('a', 9), d.setdefault('q', 9), d.setdefault('r'), d)
print(d.pop('q'), d.pop('nope', 'dflt'), attempt(d.pop, 'nope'), attempt(d.pop), attempt(d.pop, 1, 2, 3), d.popitem(), d)
print(attempt({}.popitem), attempt({}.pop, []), attempt({1: 1}.pop, []), attempt({}.__delitem__, 5), attempt({1: 2}.__delitem__, (1, 2)))
d.update({'x': 1}, y=2)
d.update([('z', 3)])
d.update(w=4)
d.update()
print(d, attempt(d.update, 1), attempt(d.update, 1, 2), attempt(d.update, [1]))
class M:
    def keys(self): return ['k1', 'k2']
    def __getitem__(self, k): return k * 2
d.update(M())
print(d, dict(M()), {**M(), 'k1': 0})
e = d.copy()
e['x'] = 100
print(d['x'], e['x'], len(d), d == e, d != e, {1: 2} == {1: 2.0}, {1: 2} == {1: 3}, {1: 2} == {2: 2}, attempt(lambda: {} < {}), {} == [])
print(dict.fromkeys('abc'), dict.fromkeys([1, 2], []), attempt(dict.fromkeys), attempt(dict.fromkeys, 5), attempt(dict.fromkeys, [[]]))
print({1: 1} | {2: 2}, {1: 1, 2: 2} | {1: 9}, attempt(lambda: {} | []), attempt(lambda: [] | {}))
f = {1: 1}
f |= {2: 2}
f |= [(3, 3)]
print(f, attempt(f.__ior__, 5), f.__or__(5))
print(list(f), list(f.keys()), list(f.values()), list(f.items()), list(reversed(f)), list(reversed(f.items())), list(reversed(f.values())))
f.clear()
print(f, bool(f), len(f))
g = {1: 'int', 1.0: 'float', True: 'bool'}
print(g, g[1], {0: 1, False: 2, 0.0: 3, -0.0: 4}, {'a': 1, 'a': 2})
del g[True]
print(g, 'a' in {'a': 1}, 1 in {}, attempt(lambda: [] in {}), {}.__contains__(1))
h = {}
h['self'] = h
h['list'] = [h]
print(h, repr(h))
print(attempt(hash, {}), dict.__hash__, {}.__sizeof__(), {'a': 1}.__sizeof__(), {1: 1}.__sizeof__(), dict.fromkeys(range(100)).__sizeof__(), dict.fromkeys('abcdef').__sizeof__())
order = {}
for k in 'hello world':
    order[k] = order.get(k, 0) + 1
print(order)
del order['l']
order['l'] = 'again'
print(order, list(order)[-1])
n = float('nan')
print({n: 1}[n], attempt({n: 1}.__getitem__, float('nan')), {n: 1} == {n: 1})
big = {}
for i in range(3000):
    big[i] = i
    if i % 3 == 0: del big[i // 3]
print(len(big), list(big)[:5], sum(big), sum(big.values()))
print(dict.__doc__)
