# functools: partial, reduce, caches, single dispatch, wraps, ordering.
import functools
from functools import *
p = partial(int, base=2); print(p('101'), p.func, p.args, p.keywords, partial(p, base=16)('ff'), partial(print, 1, 2, sep='-')(3), repr(partial(max, 1)).replace('functools.', ''))
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(lambda a, b: a + b, [], 'init'), reduce(max, [3]))
for bad in ('reduce(max, [])', 'partial()', 'partial(5)', 'reduce(5, [1, 2])', 'reduce(max, 5)', 'lru_cache(maxsize="a")', 'cmp_to_key()', 'p()', 'partial(len).x', 'singledispatch(len)()', 'wraps()', 'total_ordering(object)'):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, '->', type(e).__name__, e)
calls = []
@lru_cache(maxsize=2)
def sq(x, k=0): calls.append(x); return x * x
print(sq(1), sq(2), sq(1), sq(3), sq(2), sq(1), calls, sq.cache_info(), sq.__name__, sq.__wrapped__(5)); sq.cache_clear(); print(sq.cache_info(), sq(1.0), sq(1), sq.cache_info().hits, sq(1, k=0), sq.cache_parameters())
@lru_cache(maxsize=None, typed=True)
def ty(x): calls.append(type(x).__name__); return x
ty(1); ty(1.0); ty(True); print(calls[-3:], ty.cache_info())
try: sq([])
except TypeError as e: print(e)
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@singledispatch
def show(x): return f'default {x}'
@show.register
def _(x: int): return f'int {x}'
@show.register(list)
def _(x): return f'list {len(x)}'
@show.register(float)
@show.register(complex)
def _(x): return f'num {x}'
print(show('a'), show(5), show(True), show([1]), show(1.5), show(2j), show.dispatch(bool).__name__, sorted(k.__name__ for k in show.registry))
class K:
    @singledispatchmethod
    def m(self, a): return 'base'
    @m.register
    def _(self, a: str): return 'str ' + a
    @cached_property
    def cp(self): print('computed'); return 7
    def pm(self, a, b): return a, b
    half = partialmethod(pm, 'fixed')
k = K(); print(k.m(1), k.m('x'), k.cp, k.cp, k.__dict__, k.half(2)); del k.cp; print(k.cp)
def deco(f):
    @wraps(f)
    def w(*a): 'inner doc'; return f(*a)
    return w
@deco
def orig(a: int) -> str:
    'orig doc'
    return a
print(orig.__name__, orig.__doc__, orig.__wrapped__.__name__, orig.__annotations__, orig.__qualname__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), cmp_to_key(lambda a, b: 0)(1) == cmp_to_key(lambda a, b: 0)(2))
print(functools.WRAPPER_ASSIGNMENTS[0], partial(lambda *a, **k: (a, k), 1, x=2)(3, y=4)); q = partial(dict, a=1); q.attr = 5; print(q.__dict__, q(b=2)); import copy, pickle; print(pickle.loads(pickle.dumps(partial(int, base=8)))('17'), copy.copy(q)())
