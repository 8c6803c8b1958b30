"""Unpacking into variables: what dies when they get their values sees the stores that were made, at their lines."""
import sys


class Tells:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        f = sys._getframe(1)
        print(self.name, f.f_lineno - f.f_code.co_firstlineno,
              {k: v if isinstance(v, (int, str)) else v.name for k, v in f.f_locals.items()
               if k in 'abcdefgh' and isinstance(v, (int, str, Tells))})


def few(t):
    a = Tells('a')
    b = Tells('b')
    c = Tells('c')
    (a,
     b,
     c) = t
    return a, b, c


def many(t):
    a = Tells('a')
    b = 0
    c = Tells('c')
    d = 0
    e = Tells('e')
    f = 0
    g = Tells('g')
    (a, b,
     c, d, e,
     f,
     g) = t
    return a, b, c, d, e, f, g


def crossed(t):
    a = Tells('a')
    b = Tells('b')
    c = Tells('c')
    c, a, b = t
    return a, b, c


def pair(t):
    a = Tells('a')
    b = Tells('b')
    a, b = t
    return a, b


def twice(t):
    a = Tells('a')
    a, a, a = t
    return a


def itself(t, u, v):
    t, u, v = t
    return t, u, v


def itself_last(u, v, w, x, t):
    u, v, w, x, t = t
    return u, v, w, x, t


def loop(ts):
    out = []
    for a, b, c in ts:
        out.append(a)
        for d, e, f, g, h in [(a, b, c, c, b)] * 2:
            out.append(h)
    return out, a, e


def nested(t):
    (a, b), (c, d, e, f, g), h = t
    return h, g, f, e, d, c, b, a


def counted(n):
    for i in range(n):
        yield i


for f, n in (few, 3), (many, 7), (crossed, 3), (pair, 2), (twice, 3):
    for make in tuple, list, counted, tuple, dict.fromkeys, list:
        items = counted(n) if make is counted else make(range(n))
        print(f.__name__, make.__name__, f(items))
    for wrong in (), tuple(range(n - 1)), list(range(n + 1)), 'x' * (n + 2), 7, None:
        try:
            f(wrong)
        except (ValueError, TypeError) as e:
            print(f.__name__, e)
for _ in range(3):
    print(itself((1, 2, 3), 0, 0), itself([1, 2, 3], 0, 0), itself_last(0, 0, 0, 0, (1, 2, 3, 4, 5)), itself_last(0, 0, 0, 0, [1, 2, 3, 4, 5]))
    print(loop([(1, 2, 3), [4, 5, 6], 'xyz']), nested(((1, 2), [3, 4, 5, 6, 7], 8)))


class Clears:
    def __init__(self, l): self.l = l
    def __del__(self): self.l.clear()


def emptied(l):
    a = Clears(l)
    b = c = d = e = None
    a, b, c, d, e = l
    return a, b, c, d, e


def emptied_pair(l):
    a = Clears(l)
    a, b = l
    return a, b


for _ in range(3):
    print(emptied([object() and str(i) * 2 for i in range(5)]), emptied_pair([str(i) * 2 for i in range(2)]))


def fails_in_the_middle():
    yield 1
    raise KeyError('middle')


for f in few, many, pair:
    try:
        f(fails_in_the_middle())
    except KeyError as e:
        tb = e.__traceback__
        print(f.__name__, tb.tb_next.tb_lineno - f.__code__.co_firstlineno)
        del tb
counts = object()
before = sys.getrefcount(counts)
for _ in range(20):
    itself((counts, counts, counts), 0, 0)
    itself_last(0, 0, 0, 0, [counts] * 5)
    pair((counts, counts)) if False else None
print(sys.getrefcount(counts) - before)
