# lru_cache's wrapper that calls itself, fails, and is cleared meanwhile; partial with changing parts.
from _functools import _lru_cache_wrapper as W, partial, reduce, cmp_to_key
info = lambda *a: a
log = []
def f(n):
    log.append(n)
    if n > 0: return c(n - 1) + 1
    return 0
c = W(f, 3, False, info); print(c(10), c.cache_info(), log); log.clear(); print(c(9), c(10), c(8), c.cache_info(), log)
def g(n):
    if n == 1: h(1) if not log2 and not log2.append(1) else None
    return n
log2 = []; h = W(g, 2, False, info); print(h(1), h(1), h.cache_info())
def clear(n): k.cache_clear(); return n
k = W(clear, 2, False, info); print(k(1), k(1), k(2), k.cache_info())
class Key:
    def __init__(s, v): s.v = v
    def __hash__(s): return s.v % 2
    def __eq__(s, o): eqs.append((s.v, o.v)); return s.v == o.v
eqs = []; m = W(lambda x: x.v, 2, False, info)
print(m(Key(1)), m(Key(3)), m(Key(1)), m(Key(5)), m(Key(3)), m.cache_info(), len(eqs) > 0)
class BadHash:
    def __hash__(s): raise ValueError('hash')
class BadEq:
    def __hash__(s): return 1
    def __eq__(s, o): raise ValueError('eq')
def attempt(f, *a, **k):
    try: return f(*a, **k)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
n = W(lambda *a, **k: 0, 2, False, info); print(attempt(n, BadHash()), attempt(n, BadEq()), attempt(n, BadEq()), n.cache_info(), attempt(n, [], x=1), attempt(n, x={}))
o = W(lambda *a, **k: (a, k), None, False, info); print(o(1, 2, a=3), o(1, 2, a=3) is o(1, 2, a=3), o(a=1, b=2) is o(b=2, a=1), o((1, 2)) is o(1, 2), o.cache_info())
class Dt:
    def __init__(s, v): s.v = v
    def __del__(s): out.append(s.v)
out = []; p = W(Dt, 2, False, info); p(1); p(2); print(out); p(3); print(out); p(2); p(4); print(out); p.cache_clear(); print(out)
q = partial(lambda *a, **k: (a, k), 1, x=2); print(q.keywords is q.keywords, q(x=3), q()); q.keywords['y'] = 5; print(q())
r = partial(print, 'a', sep='-', end='!\n') if False else partial(max, 5); print(r(3), r(9), list(map(partial(pow, 2), [1, 2, 3])), partial(partial(partial(max, 1), 2), 3).args)
class P(partial):
    def __call__(self, *a): return 'P', partial.__call__(self, *a)
s = P(max, 1); print(s(2), partial(s, 3).func is s, type(partial(s)))
print(sorted(range(10), key=cmp_to_key(lambda a, b: (a % 3) - (b % 3))), reduce(lambda a, b: a + [b], range(3), []), reduce(max, [3, 9, 2]))
