# Subclasses of dict: __missing__, overridden methods, instances with attributes.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
class D(dict):
    def __missing__(self, key):
        if key == 'boom': raise ValueError('boom')
        return 'missing %r' % (key,)
d = D(a=1)
print(d['a'], d['b'], attempt(d.__getitem__, 'boom'), d.get('b'), 'b' in d, attempt(d.pop, 'b'), d, type(d.copy()), type(d | {}), type(D.fromkeys('a')), d == {'a': 1})
d.x = 5
print(d.x, d.__dict__, repr(d), len(d), isinstance(d, dict))
class U(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
    def __getitem__(self, k): return 'got ' + str(super().__getitem__(k))
    def keys(self): return ['fake']
    def __iter__(self): return iter(['iter'])
u = U({'a': 1})
u['b'] = 1
print(u, u['b'], list(u), list(u.keys()), list(u.items()), u.get('b'), attempt(dict, u), attempt(lambda: {**u}))
class V(dict):
    def __iter__(self): return iter(sorted(dict.keys(self)))
v = V({'b': 1, 'a': 2})
print(dict(v), list(v), {**v}, v | {'c': 3}, {'c': 3} | v)
class W(dict):
    def __init__(self, *args): self.args = args
    def __repr__(self): return 'W' + dict.__repr__(self)
w = W([(1, 2)])
print(w, w.args, W.fromkeys([1]), len(w))
class Slots(dict):
    __slots__ = ('only',)
s = Slots(a=1)
s.only = 3
print(s, s.only, attempt(setattr, s, 'other', 1))
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return 42
    def __eq__(self, o):
        print('eq', self.v, getattr(o, 'v', o))
        return isinstance(o, K) and self.v == o.v
    def __repr__(self): return 'K%s' % self.v
m = {K(1): 'one', K(2): 'two'}
print(m[K(2)], m.get(K(3)), len(m))
m[K(1)] = 'uno'
print(m)
del m[K(1)]
print(m, m.setdefault(K(2), 5))
class Unhashable:
    def __hash__(self): raise TypeError('no hash today')
print(attempt(m.__getitem__, Unhashable()), attempt(m.__contains__, Unhashable()), attempt(m.__setitem__, Unhashable(), 1), attempt(lambda: {Unhashable(): 1}), attempt(m.pop, Unhashable(), 0))
class BadEq:
    def __hash__(self): return 7
    def __eq__(self, o): raise RuntimeError('bad eq')
x = {BadEq(): 1}
print(attempt(x.__getitem__, BadEq()), attempt(x.__setitem__, 7, 1), attempt(x.pop, 7, None), attempt(lambda: x == {7: 1}))
