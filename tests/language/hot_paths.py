"""Paths of hot code: calls, instances, iteration and attributes that change after the code that uses them has become hot."""
import gc
import sys


def hot(f, *args, n=120):
    """What f gives the last time, and whether it gave anything else before."""
    results = [f(*args) for _ in range(n)]
    return results[-1], all(r == results[0] for r in results)


def shown(f, *args):
    try:
        return f(*args)
    except Exception as e:
        tb, lines = e.__traceback__, []
        while tb is not None:
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
            tb = tb.tb_next
        return type(e).__name__, str(e), lines


# Classes whose construction changes.
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def sum(self):
        return self.x + self.y


def make(a, b):
    p = Point(a, b)
    return p.sum()


print(hot(make, 1, 2))
print(shown(make, 1, 'two'))
print(shown(lambda: Point(1)))
print(shown(lambda: Point(1, 2, 3)))
init = Point.__init__


def longer(self, x, y, z=10):
    init(self, x * z, y)


Point.__init__ = longer
print(hot(make, 1, 2))
Point.__init__ = lambda self, x, y: 5
print(shown(make, 1, 2))
Point.__init__ = init
print(hot(make, 1.5, 2))
Point.__new__ = lambda cls, *args: object.__new__(Other)


class Other:
    def sum(self):
        return 'of another class'


print(hot(make, 1, 2))
del Point.__new__
Point.__new__ = lambda cls, *args: object.__new__(cls)
print(hot(make, 1, 2))


class Dies:
    log = []

    def __init__(self, n):
        self.n = n

    def __del__(self):
        Dies.log.append((self.n, sys._getframe(1).f_code.co_name))


def die(n):
    d = Dies(n)
    e = d
    d = None
    return n


print(hot(die, 7), len(Dies.log), Dies.log[-1], set(Dies.log))


class Tree:
    def __init__(self, depth):
        self.depth = depth
        self.children = [Tree(depth - 1), Tree(depth - 1)] if depth else []
        self.me = self


print(Tree(6).depth, gc.collect() > 0)


class Deep:
    def __init__(self, n):
        self.inner = Deep(n + 1)


print(shown(Deep, 0)[0])

# Attributes that move.
class Big:
    def __init__(self, n):
        for i in range(n):
            setattr(self, f'a{i}', i)

    def which(self):
        return 'method'


def reads(o):
    return o.a0, o.a3, o.which()


many = [Big(n) for n in (4, 5, 9, 4, 20, 7)]
print([hot(reads, o) for o in many])
many[1].which = lambda: 'shadowed'
del many[2].a3
vars(many[3])['a0'] = 'by its dict'
print([shown(reads, o) for o in many])
Big.a3 = property(lambda self: 'property')
print([shown(reads, o) for o in many])
del Big.a3
Big.which = lambda self: 'another method'
print([shown(reads, o) for o in many])


def writes(o, v):
    o.a0 = v
    o.fresh = v
    return o.a0


for o in many:
    for i in range(150):
        writes(o, [i])
print([o.fresh for o in many])


# Iteration.
def total(it):
    t = 0
    for i in it:
        t = t + i
    return t


def ranged(n):
    t = []
    for i in range(n):
        t.append(i)
    return t, [k for k in range(n)]


print(hot(ranged, 5), [ranged(n) for n in (0, -3, 1, True)], shown(ranged, 'x'), shown(ranged, 1.5))
print(len(ranged(300)[0]), shown(range, 1, 2, 0))
print(hot(total, [1, 2, 3]), hot(total, (1, 2.5)), hot(total, range(2, 20, 3)), hot(total, range(2**40, 2**40 + 3)))
print(shown(total, [1, None]), shown(total, 5), total({1: 2, 3: 4}), total(x for x in (1, 2)))


def grows(n):
    l = [1]
    for x in l:
        if len(l) < n:
            l.append(x + 1)
    return l


print(hot(grows, 30)[0][-1])


def kept(l):
    it = iter(l)
    for x in it:
        if x == 2:
            break
    rest = [x for x in it]
    return rest, list(it), next(it, 'ended')


print(hot(kept, [1, 2, 3, 4]), hot(kept, (1, 2, 3)))


def pairs(l):
    seen = []
    for i, x in enumerate(l):
        seen.append(i * x)
    kept = [p for p in enumerate(l)]
    return seen, kept


print(hot(pairs, [3, 4.5, 300]), pairs((1, 2)), pairs([]), shown(pairs, [1, None]))


def unpacks(x):
    a, b = x
    b, a = a, b
    c, (d, *e), f = a, [1, *x], b
    return a, b, c, d, e, f


print(hot(unpacks, (1, 2)), hot(unpacks, [3.5, 'x']), shown(unpacks, (1,)), shown(unpacks, 'xyz'), unpacks('xy'))


def swap(n):
    a, b = [n], [n + 1]
    for _ in range(n):
        a, b = b, a
    return a, b


print(hot(swap, 201))


# Calls whose target changes.
def callee(a, b):
    return a - b


def caller(n):
    t = 0
    for i in range(n):
        t += callee(i, 1)
    return t


print(hot(caller, 10))
callee.__code__ = (lambda a, b: a * b).__code__
print(hot(caller, 10))
callee.__defaults__ = (1,)
print(hot(caller, 10))


def callee(a, b, c=5):
    return a + b + c


print(hot(caller, 10))


def forever(n):
    return forever(n + 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


print(hot(even, 100), shown(forever, 0)[:2], hot(even, 101))


def failing(n):
    if n == 0:
        return [][0]
    return 1 + failing(n - 1)


for _ in range(60):
    r = shown(failing, 3)
print(r)


def looks(n):
    x = n + 1
    return inspected()


def inspected():
    f = sys._getframe(1)
    return f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, f.f_locals


print(hot(looks, 1000))
