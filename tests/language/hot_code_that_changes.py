"""Code that has been translated sees what changes under it: names, attributes, methods, classes, tracing, its callees."""
import sys

HOT = 120


class Point:
    kind = 'point'

    def __init__(self, x):
        self.x = x

    def double(self):
        return self.x * 2


class Slotted:
    __slots__ = ('a',)


scale = 10


def read(p):
    return p.x


def kind(p):
    return p.kind


def call(p):
    return p.double()


def scaled(n):
    return n * scale


def length(v):
    return len(v)


def write(p, v):
    p.x = v
    return p.x


def slot(s):
    return s.a


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


p = Point(3)
s = Slotted()
s.a = 'slot'
for i in range(HOT):
    read(p), kind(p), call(p), scaled(i), length('abc'), write(p, i), slot(s)

# attributes
p.kind = 'own'
print(kind(p), kind(Point(1)))
Point.kind = 'changed'
print(kind(p), kind(Point(1)))
del Point.kind
print(attempt(kind, p), attempt(kind, Point(1)))
p.extra = 1
print(read(p), write(p, 'text'), write(Point(0), None))
del p.x
print(attempt(read, p))
Point.x = property(lambda self: 'property')
print(read(p), attempt(write, p, 1))
del Point.x
print(write(p, 5))
del s.a
print(attempt(slot, s))
s.a = []
print(slot(s))

# methods
p.double = lambda: 'of the instance'
print(call(p), call(Point(4)))
Point.double = lambda self: 'of the class'
del p.double
print(call(p), call(Point(4)))


class Other:
    def double(self):
        return 'other'

    x = 'class attribute'


print(call(Other()), read(Other()))
q = Point(7)
q.__class__ = Other
print(call(q), read(q), [read(z) for z in (Point(1), Other(), Point(2), q)])

# globals and builtins
scale = 'ab'
print(scaled(2))
del scale
print(attempt(scaled, 2))
scale = 1
len = lambda v: 'mine'
print(length('abc'))
del len
print(length('abc'))


# calls deeper than translations call each other, and what goes wrong at the bottom
def down(n, f):
    if n == 0:
        return f()
    r = down(n - 1, f)
    return r


def fail():
    raise ValueError('at the bottom')


for i in range(HOT):
    down(3, int)
for depth in (1, 19, 20, 21, 22, 45, 300):
    print(depth, down(depth, lambda: 'reached'), attempt(down, depth, fail))
print(attempt(down, 10**6, int)[0])


def frames():
    f = sys._getframe()
    n = 0
    while f is not None:
        n += 1
        f = f.f_back
    return n


print(down(50, frames) - frames())


# generators that wait for each other
def inner(n):
    for i in range(n):
        got = yield i
        if got:
            yield ('got', got)
    return 'inner done'


def outer(n):
    r = yield from inner(n)
    yield r
    for v in inner(2):
        yield v


def total(n):
    t = []
    for v in outer(n):
        t.append(v)
    return t


for i in range(HOT):
    total(3)
print(total(4))
g = outer(3)
print(next(g), g.send('sent'), next(g), attempt(g.throw, KeyError('thrown')), attempt(next, g))


class Resource:
    def __init__(self, log):
        self.log = log

    def __del__(self):
        self.log.append(sys._getframe(1).f_lineno - sys._getframe(1).f_code.co_firstlineno)


def lifetimes(log):
    r = Resource(log)
    r = 1
    for r in (Resource(log), 2):
        pass
    return r


log = []
for i in range(HOT):
    log = []
    lifetimes(log)
print(log)


# tracing that begins in a callee and is of its caller
events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def begin(on):
    if on:
        sys._getframe(1).f_trace = tracer
        sys.settrace(tracer)


def traced(on):
    begin(on)
    a = 1
    sys.settrace(None)
    return a


for i in range(HOT):
    traced(False)
traced(True)
print(events)


# a callee that becomes another
def first():
    return 'first'


def second():
    yield 'second'


def calls():
    return first()


for i in range(HOT):
    calls()
first.__code__ = second.__code__
print(list(calls()))
