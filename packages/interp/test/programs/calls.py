def plain(a, b): return [a, b]
def defaults(a, b=2, c=3): return [a, b, c]
def star(a, *rest): return [a, rest]
def kw(a, *, k, d=5): return [a, k, d]
def allof(a, /, b, *c, d, e=9, **f): return [a, b, c, d, e, f]
def kwargs(**k): return k
def posonly(a, b, /): return [a, b]
def nothing(): pass
print(plain(1, 2), plain(b=1, a=2), defaults(1), defaults(1, 5), defaults(1, c=7), star(1), star(1, 2, 3))
print(kw(1, k=2), kw(1, d=1, k=0), allof(1, 2, 3, 4, d=5, x=6), allof(1, b=2, d=3), kwargs(), kwargs(a=1), posonly(1, 2), nothing())
args = [1, 2]
more = {'d': 4}
print(plain(*args), allof(*args, 3, **more), allof(*args, *args, **more, **{'z': 1}), plain(*(1,), b=2), star(*range(4)))
print((lambda x, y=1: x + y)(3), (lambda: None)())

def errors():
    calls = [
        lambda: plain(), lambda: plain(1), lambda: plain(1, 2, 3), lambda: plain(1, x=2), lambda: plain(1, a=2), lambda: defaults(),
        lambda: defaults(1, 2, 3, 4), lambda: kw(1), lambda: kw(1, 2, k=3), lambda: kw(1, 2, 3, k=3, d=4), lambda: kw(), lambda: posonly(1, b=2),
        lambda: posonly(a=1, b=2), lambda: nothing(1), lambda: nothing(1, 2), lambda: star(), lambda: allof(), lambda: allof(1, 2),
        lambda: plain(**{'a': 1, 'b': 2, 'c': 3}), lambda: posonly(**{'a': 1, 'b': 2}), lambda: plain(1, 2, **{'a': 3}), lambda: plain(*[1, 2, 3]),
        lambda: plain(1, **{'a': 1}, **{'a': 2}), lambda: plain(*3), lambda: plain(**3), lambda: (lambda a, b, c: 0)(),
        lambda: None(), lambda: (lambda *, a, b, c: 0)(), lambda: defaults(a=1, b=2, c=3, d=4),
    ]
    for call in calls:
        try:
            call()
        except TypeError as e:
            print(e)
errors()

class C:
    def __init__(self, a, b=2):
        self.a = a
        self.b = b
    def get(self, n=0):
        return [self.a, self.b, n]
    def itself(self):
        return self
class D(C):
    def __init__(self, a):
        C.__init__(self, a, 'd')
    def __call__(self, x):
        return [self.a, x]
    def __len__(self):
        return 3
class E(C):
    def get(self):
        return super_get(self)
def super_get(x):
    return C.get(x, 'E')
class Bad:
    def __init__(self):
        return 1
c = C(1)
print(c.get(), c.get(5), c.get(n=6), C(1, b=3).get(), C(*[1, 2]).get(*[3]), C(**{'a': 1}).get(**{'n': 2}), D(7).get(), D(7)(8), E('e').get())
m = c.get
print(m(1), m(n=2), m(*[3]), C.get(c, 4), c.itself().itself().a)
for f in [lambda: C(), lambda: c.get(1, 2), lambda: Bad(), lambda: c.nothing]:
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(e)

def outer(x):
    y = 1
    def inner(z):
        nonlocal y
        y += z
        return [x, y]
    return inner
f = outer(10)
print(f(1), f(2))
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fact(20), fib(15))
def unbound(p):
    if p:
        v = 1
    return v
def unfree():
    def g():
        return w
    if 0:
        w = 1
    return g()
print(unbound(1))
for f in [lambda: unbound(0), unfree]:
    try:
        f()
    except NameError as e:
        print(e)
