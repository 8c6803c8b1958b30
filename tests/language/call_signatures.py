# Binding of arguments: defaults, *args, keyword-only, positional-only, and CPython's words when it fails.
def f(a, b=2, *args, c, d=4, **kw): return a, b, args, c, d, kw
def p(a, /, b, *, c): return a, b, c
def q(a, b=1, /): return a, b
def k(**kw): return kw
def s(self, /, **kw): return self, kw
def n(): return 'n'
def only(*, x, y=2): return x, y
def two(x, y): return x, y
calls = '''f(1, c=3)
f(1, 5, 6, 7, c=3, z=9)
f(*[1, 2, 3], **{'c': 4})
f(1)
f(c=1)
f(1, 2, c=3, a=4)
f(*(), c=1)
p(1, 2, c=3)
p(1, b=2, c=3)
p(a=1, b=2, c=3)
p(1, 2, 3)
p(1, 2)
p()
q(1), q(1, 2)
q(a=1)
q(1, b=2)
q(1, 2, 3)
k(a=1, b=2)
k(1)
s(1, self=2)
n(1)
n(1, 2)
n(x=1)
only(x=1)
only()
only(1)
only(1, x=2)
only(z=1)
two(1)
two()
two(1, 2, 3)
two(1, x=2)
two(1, z=2)
two(**{'x': 1, 'y': 2})
two(**{1: 2})
two(*5)
two(**5)
two(x=1, **{'x': 2})
k(**{'a': 1}, **{'a': 2})
two(*[1], *[2])
two(*'ab')
two(1, 2, **{})
f(1, *[2], 3, *[4], c=5)
len()
len(1, 2)
len(obj=[])
int(x=1)
[].append()
{}.get()
'a'.split(foo=1)
dict(a=1, **{'b': 2})
print(end='!', sep='', *'ab')
sorted()
sorted([3, 1], key=None, reverse=True)
max()
max(1)
max([], default=5)
isinstance(1)'''.split('\n')
for c in calls:
    try:
        print(c, '=', eval(c))
    except TypeError as e:
        print(c, '->', e)
class C:
    def m(self, a): return a
    def __init__(self, x=0): pass
    def nos(): pass
for c in ('C().m()', 'C().m(1, 2)', 'C.m(1)', 'C().nos()', 'C(1, 2)', 'C(y=1)', 'C.m()', 'C(*range(3))'):
    try:
        print(c, '=', eval(c))
    except TypeError as e:
        print(c, '->', e)
def many(a, b, c, d, e): pass
for args in ((), (1,), (1, 2, 3)):
    try:
        many(*args)
    except TypeError as e:
        print(e)
def kwo(*, a, b, c): pass
for kw in ({}, {'a': 1}, {'a': 1, 'b': 2}):
    try:
        kwo(**kw)
    except TypeError as e:
        print(e)
