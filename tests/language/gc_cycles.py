# Cycles are found by gc.collect(): counts, finalizers, weak references, uncollectable none.
import gc, weakref
gc.collect(); gc.disable()
print(gc.isenabled(), gc.get_threshold())
class N:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
a = N('a'); a.me = a; w = weakref.ref(a, lambda r: print('callback', r is w))
del a
print(w() is not None)
print(gc.collect() > 0, w())
b, c = N('b'), N('c'); b.o, c.o = c, b
wb = weakref.ref(b)
del b; print(wb().o.n); del c
gc.collect(); print(wb())
l = []; l.append(l); del l
d = {}; d['d'] = d; del d
print(gc.collect() >= 2)
class R:
    def __del__(self): saved.append(self)
saved = []
r = R(); r.r = r; wr = weakref.ref(r); del r
gc.collect(); print(len(saved), saved[0].r is saved[0], wr())
saved.clear(); gc.collect(); print(len(saved))
print(gc.garbage)
def f():
    def g(): return g
    return weakref.ref(g)
wg = f(); print(wg() is not None); gc.collect(); print(wg() is None)
class K: pass
wk = weakref.ref(K); del K; print(wk() is not None); gc.collect(); print(wk() is None)
def gen():
    me = yield
    try: yield me
    finally: print('generator closed by collector')
it = gen(); next(it); it.send(it); del it; gc.collect()
try:
    raise ValueError
except ValueError as e:
    x = e; e.self = e
we = weakref.ref(N); del x; gc.collect()
t = ([],); t[0].append(t); del t; print(gc.collect() > 0)
print(gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked('a'), gc.is_tracked(N))
z = [1]; zz = [z]; print(any(o is zz for o in gc.get_referrers(z)), gc.get_referents(zz) == [[1]])
gc.freeze(); print(gc.get_freeze_count() > 0); gc.unfreeze(); print(gc.get_freeze_count())
gc.enable(); print(gc.isenabled())
events = []
gc.callbacks.append(lambda phase, info: events.append((phase, sorted(info))))
gc.collect(); gc.callbacks.clear(); print(events)
gc.set_threshold(100, 5, 5); print(gc.get_threshold(), len(gc.get_count()), len(gc.get_stats()))
class Slots: __slots__ = ('a', '__weakref__')
s = Slots(); s.a = s; ws = weakref.ref(s); del s; gc.collect(); print(ws())
