# Defaults are evaluated once, at definition, left to right; annotations follow them.
def tag(x):
    print('eval', x)
    return x
def f(a: tag('ann a') = tag('def a'), *args: tag('ann args'), b: tag('ann b') = tag('def b'), **kw: tag('ann kw')) -> tag('ret'):
    return a, b
print(f(), f.__defaults__, f.__kwdefaults__, list(f.__annotations__.items()))
def acc(x, seen=[]):
    seen.append(x)
    return seen
print(acc(1), acc(2), acc(3, []), acc(4), acc.__defaults__)
acc.__defaults__ = ([9],)
print(acc(5))
acc.__defaults__ = None
try:
    acc(6)
except TypeError as e:
    print(e)
f.__kwdefaults__['b'] = 'patched'
f.__defaults__ = ('pa',)
print(f())
def g(x=1): pass
for bad in ('g.__defaults__ = [1]', 'g.__kwdefaults__ = 5', 'g.__code__ = 1', 'g.__name__ = 1', 'g.__dict__ = 1'):
    try:
        exec(bad)
    except TypeError as e:
        print(bad, '->', e)
def h(): return 'h'
def i(): return 'i'
h.__code__ = i.__code__
print(h(), h.__name__)
h.attr = 1
print(h.__dict__, h.attr)
def outer():
    x = 1
    def inner(): return x
    return inner
try:
    h.__code__ = outer().__code__
except ValueError as e:
    print(e)
from types import FunctionType
nf = FunctionType(i.__code__, globals(), 'renamed')
print(nf(), nf.__name__, nf.__qualname__)
x = 'late'
def late(v=x): return v
x = 'changed'
print(late())
