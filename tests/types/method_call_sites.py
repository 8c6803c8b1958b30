"""Calls of methods at sites that have seen other things under the name: values, classmethods, staticmethods, super(), __call__."""


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


class A:
    tag = 'A'

    def m(self, *args):
        return 'method', self.tag, args

    @classmethod
    def c(cls, *args):
        return 'class', cls.__name__, args

    @staticmethod
    def s(*args):
        return 'static', args

    value = len

    @property
    def p(self):
        return lambda *args: ('property', self.tag, args)


class B(A):
    tag = 'B'


class Slots:
    __slots__ = ('m', 'tag')

    def __init__(self):
        self.m = lambda *args: ('slot', args)


def m(x): return x.m(1)
def c(x): return x.c(2)
def s(x): return x.s(3)
def value(x): return x.value('four')
def p(x): return x.p(5)


def shadowed(name):
    x = A()
    setattr(x, name, lambda *args: ('shadow', name, args))
    return x


for site in m, c, s, value, p:
    for x in [A(), A(), A(), B(), A, A, B, A(), Slots(), Slots(), 7]:
        print(site.__name__, type(x).__name__, attempt(site, x))
    if site is not p:
        x = shadowed(site.__name__)
        print([attempt(site, y) for y in (A(), x, A(), x, x, x)])
        delattr(x, site.__name__)
        print(attempt(site, x))

# The class changes under a hot site.
a, b = A(), B()
for change in ('c', classmethod(lambda cls: ('new class', cls.__name__))), ('s', staticmethod(lambda *a: ('new static', a))), \
        ('c', lambda self: ('no longer', type(self).__name__)), ('m', classmethod(lambda cls, *a: ('now class', cls.__name__, a))):
    old = A.__dict__[change[0]]
    site = {'c': lambda x: x.c(), 's': lambda x: x.s(), 'm': lambda x: x.m(1)}[change[0]]
    before = [attempt(site, x) for x in (a, b, a, b)]
    setattr(A, *change)
    after = [attempt(site, x) for x in (a, b, a, b)]
    setattr(A, change[0], old)
    print(before, after, attempt(site, a), attempt(site, A))
# What is wrapped changes, without the class.
wrapped = A.__dict__['c']
wrapped.__init__(lambda cls, *args: ('rewrapped', cls.__name__, args))
print(c(a), c(B), c(a))
# An instance that gets a dict of its own.
a.__dict__['c'] = lambda *args: ('own', args)
print(c(a), c(b), c(a), vars(a).keys())
del a.__dict__['c']
print(c(a))
a.__class__ = B
print(c(a), m(a), s(a))


class Called:
    def __init__(self, n): self.n = n
    def __call__(self, *args, **kw): return self.n, args, kw


class Other(Called):
    pass


class Meta(type):
    def __call__(cls, *args):
        return 'meta', cls.__name__, args


class Made(metaclass=Meta):
    pass


class NotCalled:
    pass


def call(f, *args): return f(1, *args)
def keywords(f): return f(1, k=2)


def refused():
    x = NotCalled()
    x.__call__ = lambda: 'never'
    return x


for f in [Called(1), Called(2), Other(3), Made, lambda *a, **k: (a, k), Called(4), NotCalled(), refused(), len, Called(5)]:
    print(attempt(call, f), attempt(call, f, 9), attempt(keywords, f) if f is not len else '')
one = Called(6)
print(call(one), call(one))
Called.__call__ = lambda self, *args: ('replaced', args)
print(call(one), call(Other(7)))
del Called.__call__
print(attempt(call, one))
Called.__call__ = one.__init__.__func__
print(attempt(call, one, 2), attempt(call, one), one.n)


class Base:
    x = 'base x'
    def __init__(self, v): self.v = v
    def m(self): return 'base', self.v
    @classmethod
    def c(cls): return 'base class', cls.__name__
    @staticmethod
    def s(): return 'base static'
    @property
    def p(self): return 'base property', self.v
    def __getitem__(self, i): return 'item', i


class Left(Base):
    def __init__(self, v): super().__init__(v + 1)
    def m(self): return 'left', super().m(), super().x
    @classmethod
    def c(cls): return 'left class', super().c()
    @staticmethod
    def s(): return attempt(super)
    @property
    def p(self): return 'left', super().p
    def missing(self): return super().missing()
    def two(self): return super(Left, self).m(), super(Left, type(self)).c(), attempt(lambda: super(Left).m)
    def special(self): return super().__getitem__(3), super().__class__.__name__, super().__init__(1)
    def inner(self):
        def f(): return self
        return super().m(), f().v
    def gone(self):
        del self
        return super()
    def __len__(self): return 3


class Right(Base):
    def m(self): return 'right', super().m()


class Both(Left, Right):
    def m(self): return 'both', super().m()


for cls in Left, Both, Right, Left, Both:
    o = cls(1)
    for name in 'm', 'c', 's', 'p', 'missing', 'two', 'special', 'inner', 'gone':
        for _ in range(2):
            r = attempt(lambda: getattr(o, name)() if name != 'p' else o.p)
        print(cls.__name__, name, r)
for wrong in (5,), (int, 'a'), (int, 1, 2), ('a', 1), (type, int), (int, None):
    print(attempt(lambda: repr(super(*wrong))))
Base.m = lambda self: 'changed'
print(Both(2).m())
Right.m = 5
print(attempt(Both(2).m))
