# Weak references, proxies, finalizers and the weak collections.
import weakref
class C:
    def __init__(self, v=0): self.v = v
    def m(self): return self.v
    def __eq__(self, o): return isinstance(o, C) and self.v == o.v
    def __hash__(self): return hash(self.v)
    def __repr__(self): return f'C({self.v})'
c = C(5); r = weakref.ref(c); r2 = weakref.ref(c)
print(r() is c, r is r2, weakref.getweakrefcount(c), weakref.getweakrefs(c) == [r], hash(r) == hash(c))
order = []
cb1 = weakref.ref(c, lambda r: order.append('cb1')); cb2 = weakref.ref(c, lambda r: order.append('cb2'))
print(cb1 is cb2, cb1 == cb2, weakref.getweakrefcount(c))
p = weakref.proxy(c); print(p.v, p.m(), type(p).__name__, p == c, isinstance(p, C), p)
p.v = 6; print(c.v)
del c
print(r(), order, r == r2, 'dead' in repr(r))
try:
    p.v
except ReferenceError as e:
    print(e)
try:
    hash(weakref.ref(C()))
except TypeError as e:
    print(e)
for bad in (5, 'a', None, (), [], {}, object()):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
print(weakref.ref({1}.__class__) is not None, weakref.ref(len)() is len, weakref.ref(lambda: 0)())
wv = weakref.WeakValueDictionary(); a, b = C(1), C(2); wv['a'] = a; wv['b'] = b
print(sorted(wv), len(wv), wv['a']); del a; print(sorted(wv.items())); print(wv.get('a', 'gone'))
wk = weakref.WeakKeyDictionary(); k = C(3); wk[k] = 'val'; print(wk[C(3)], len(wk)); del k; print(len(wk))
ws = weakref.WeakSet(); x, y = C(7), C(8); ws.add(x); ws.add(y); print(sorted(o.v for o in ws)); del x; print(len(ws), y in ws)
f = C(9); fin = weakref.finalize(f, print, 'finalized', 1, end='!\n'); print(fin.alive); del f; print(fin.alive, fin())
f = C(10); fin = weakref.finalize(f, print, 'never'); fin.detach(); del f
f = C(11); fin = weakref.finalize(f, print, 'at exit'); 
bm = weakref.WeakMethod(y.m); print(bm()()); del y; print(bm())
def bad(r): raise ValueError('in callback')
class Sub(weakref.ref):
    __slots__ = ('extra',)
    def __new__(cls, o, e): s = super().__new__(cls, o); s.extra = e; return s
    def __init__(self, o, e): super().__init__(o)
o = C(12); s = Sub(o, 'x'); print(s.extra, s() is o, isinstance(s, weakref.ref))
class Call:
    def __call__(self, *a): return a
    def __len__(self): return 3
    def __getitem__(self, i): return i
    def __iter__(self): return iter('ab')
    def __add__(self, o): return 'added'
cc = Call(); pp = weakref.proxy(cc); print(pp(1, 2), len(pp), pp[4], list(pp), pp + 1, type(pp).__name__, bool(pp))
try:
    hash(pp)
except TypeError as e: print(e)
