# OrderedDict: order, views, iterators, comparison, subclasses.
from _collections import OrderedDict as OD
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
d = OD([('a', 1), ('b', 2)], c=3)
print(d, OD(), OD({'x': 1}), repr(OD(a=[1])), len(d), list(d), list(reversed(d)), d['b'], 'c' in d)
d.move_to_end('a'); print(list(d)); d.move_to_end('c', last=False); print(list(d)); d.move_to_end('c', False); d.move_to_end('a', last=True); print(list(d))
print(attempt(d.move_to_end, 'zz'), attempt(OD().move_to_end, 'x'), d.popitem(), d.popitem(last=False), d, attempt(OD().popitem), d.pop('b'), attempt(d.pop, 'b'), d.pop('b', 7), d.pop(key='q', default=8), d)
d.update({'x': 1}, y=2); d.update([('z', 3)]); d.update(); print(d, attempt(d.update, 1, 2), attempt(d.update, 5), attempt(d.update, [1]), attempt(d.update, [(1,)]), attempt(d.update, [(1, 2, 3)]), attempt(OD, 1, 2), attempt(OD, [1]))
print(d.setdefault('x', 9), d.setdefault('new'), d.setdefault('n2', default=4), d, d.copy() == d, d.copy() is d, OD.fromkeys('ab', 0), OD.fromkeys(iterable='c'), type(OD.fromkeys('a')))
a, b = OD([(1, 1), (2, 2)]), OD([(2, 2), (1, 1)])
print(a == b, a != b, a == dict(b), dict(a) == b, a == OD(a), a == 5, attempt(lambda: a < b), attempt(hash, a))
print(a.keys(), a.values(), a.items(), list(reversed(a.keys())), list(reversed(a.values())), list(reversed(a.items())), type(a.keys()), type(iter(a)), a.keys() & {1}, a.items() == {(1, 1), (2, 2)}, 1 in a.keys(), len(a.values()), isinstance(a.keys(), type({}.keys())))
print(a | {3: 3}, {0: 0} | a, type({0: 0} | a), a | b, attempt(lambda: a | 5)); a |= {9: 9}; print(a); a |= [(8, 8)]; print(a)
del a[9]; print(a, attempt(a.__delitem__, 9), a.__reduce__()[:4]); a.clear(); print(a, bool(a))
def loop(f):
    d = OD.fromkeys('abc', 0); seen = []
    try:
        for k in d:
            seen.append(k); f(d, k)
            if len(seen) > 8: break
    except RuntimeError as e: seen.append(str(e))
    return seen
print(loop(lambda d, k: d.__setitem__('new' + k, 1)), loop(lambda d, k: d.pop(k)), loop(lambda d, k: d.__setitem__(k, 5)), loop(lambda d, k: d.move_to_end('a')), loop(lambda d, k: d.clear()))
it = iter(OD.fromkeys('abc').items()); x = next(it); y = next(it); print(x, y, it.__reduce__()[1], list(it), list(it), it.__reduce__()[1])
class S(OD):
    def __setitem__(self, k, v): super().__setitem__(k, v * 10)
    def __missing__(self, k): return 'miss'
s = S([('a', 1)], b=2); s['c'] = 3; s.attr = 1
print(s, s['zz'], s.__dict__, type(s.copy()), s.copy(), s.setdefault('d', 4), s, s.pop('nope', 1), type(s | {}), s.attr, OD().__dict__)
r = OD(); r['self'] = r; print(r)
lru = OD()
for i in range(2000):
    k = (i * 7919) % 100
    if k in lru: lru.move_to_end(k)
    else: lru[k] = i
    if len(lru) > 50: lru.popitem(last=False)
print(list(lru)[:10], len(lru))
print([OD.fromkeys(range(n)).__sizeof__() for n in (0, 1, 5, 6, 11, 50)], OD.__doc__, OD.__module__, OD.__name__, OD.__basicsize__)
f = OD((i, None) for i in range(1000))
while len(f) > 3: f.popitem(last=False)
print(f)
