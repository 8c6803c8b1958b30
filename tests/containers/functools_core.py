# _functools: partial, reduce, cmp_to_key, the wrapper of lru_cache.
from _functools import partial, reduce, cmp_to_key, _lru_cache_wrapper
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
def f(*a, **k): return a, k
f.__qualname__ = 'f'
p = partial(f, 1, 2, x=3)
print(p(), p(4), p(x=5), p(4, y=6), p.args, p.keywords, p.func is f, partial(int, base=2)('101'))
q = partial(p, 9, z=1)
print(q.func is f, q.args, q.keywords, q(0))
q.attr = 1
print(partial(q, 5).func is q, q.__dict__, attempt(partial), attempt(partial, 5), attempt(partial, func=f), attempt(setattr, p, 'func', 1), attempt(getattr, p, 'nope'))
print(repr(partial(len)), repr(partial(len, [1], a=2)), partial(len).__reduce__()[1:], partial[int])
class P(partial): pass
print(repr(P(len, 1)), type(partial(P(len, 1), 2)), P(f, 1)(2))
s = partial(f); s.__setstate__((len, ([1, 2],), None, {'z': 1})); print(s(), s.z, s.args, s.keywords, attempt(s.__setstate__, 1), attempt(s.__setstate__, (1, 2, 3, 4)), attempt(s.__setstate__, (f, (), {})))
s = partial(f); s.__setstate__((s, (s,), {'k': s}, None)); print(repr(s)); s.__setstate__((f, (), {}, {}))
class M:
    method = partial(f, 1)
print(M().method(2), M.method(3), list(map(partial(pow, 2), range(4))), sorted('bA', key=partial(str.lower)))
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(f, [], 5), reduce(f, [7]), attempt(reduce, f, []), attempt(reduce, f), attempt(reduce, f, 5), attempt(reduce, 5, [1, 2]), attempt(reduce, lambda a, b: 1 / 0, [1, 2]), attempt(reduce, f, [], 1, 2), reduce(lambda a, b: a + b, 'abc', '>'))
K = cmp_to_key(lambda a, b: b - a)
print(sorted([3, 1, 2], key=K), K(1) < K(2), K(1) == K(1), K(1).obj, attempt(lambda: K(1) < 5), attempt(hash, K(1)), attempt(cmp_to_key), attempt(K), attempt(lambda: K < K), max([1, 5, 3], key=K), sorted('hello', key=cmp_to_key(lambda a, b: (a > b) - (a < b))), attempt(sorted, [1, 2], key=cmp_to_key(lambda a, b: 1 / 0)), K(obj=3).obj)
calls = []
def g(*a, **k):
    calls.append((a, k))
    return len(calls)
info = lambda *a: a
c = _lru_cache_wrapper(g, 2, False, info)
print(c(1), c(1), c(2), c(1), c(3), c(2), c(1), c.cache_info(), calls)
print(c(1.0), c(x=1), c(x=1), c(1, x=1), c('a'), c('a'), c.cache_info(), attempt(c, []), c.cache_clear(), c.cache_info())
u = _lru_cache_wrapper(g, None, True, info)
print(u(1), u(1.0), u(1), u(True), u(a=1), u(a=1.0), u(), u(), u.cache_info())
z = _lru_cache_wrapper(g, 0, False, info); n = _lru_cache_wrapper(g, -5, False, info)
print(z(1) == z(1), z.cache_info(), n.cache_info(), attempt(_lru_cache_wrapper, 1, 2, 3, 4), attempt(_lru_cache_wrapper, g, 'a', 3, 4), c.__copy__() is c, c.__deepcopy__({}) is c)
fib = _lru_cache_wrapper(lambda n: n if n < 2 else fib(n - 1) + fib(n - 2), None, False, info)
print(fib(60), fib.cache_info())
small = _lru_cache_wrapper(lambda n: n if n < 2 else small(n - 1) + small(n - 2), 3, False, info)
print(small(30), small.cache_info())
class C:
    def m(self, x): return (self.v, x)
    m = _lru_cache_wrapper(m, 5, False, info)
    v = 7
o = C(); print(o.m(1), o.m(1), C.m(o, 1), C.m.cache_info(), C.m is C.__dict__['m'])
c.tag = 5; print(c.tag, c.__dict__)
def boom(x): raise ValueError(x)
b = _lru_cache_wrapper(boom, 5, False, info); print(attempt(b, 1), attempt(b, 1), b.cache_info())
big = _lru_cache_wrapper(lambda x: x * 2, 100, False, info)
for i in range(1000): big(i % 150)
for i in range(99): big(i)
print(big.cache_info(), big(50), big.cache_info())
