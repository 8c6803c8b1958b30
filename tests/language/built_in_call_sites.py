"""Calls of built-in callables from sites that have seen others before."""
import sys


def call0(f):
    return f()


def call1(f, x):
    return f(x)


def call2(f, x, y):
    return f(x, y)


def attempt(call, *args):
    try:
        r = call(*args)
    except Exception as e:
        return type(e).__name__, str(e)
    return type(r).__name__, r


class Sized:
    def __len__(self):
        return 7


class MyList(list):
    def append(self, x):
        super().append(('mine', x))


class Meta(type):
    def __call__(cls, *args):
        return 'meta', args


class Made(metaclass=Meta):
    pass


one = [
    len, abs, ord, repr, type, int, str, float, bool, tuple, list, set, frozenset, dict, enumerate, reversed, iter,
    callable, hash, bytes, bytearray, range, slice, object, Sized, Made, lambda x: x, 'abc'.startswith, [1].append,
    {}.get, 'x,y'.split, Exception, KeyError, zip, map, complex, memoryview, super, property, staticmethod, 7, None,
]
values = [0, -3, 2.75, True, '12', '', 'zz', b'34', (1, 2), [3], {4: 5}, {6}, None, Sized(), Sized, 10 ** 30]
for f in one:
    # Each is hot at the site when the next one comes.
    for _ in range(3):
        for x in values:
            if f in (repr, type, object, hash, iter, enumerate, reversed, zip, map, memoryview, staticmethod, property):
                got = attempt(call1, f, x)[0]
            else:
                got = attempt(call1, f, x)
                if 'object at' in str(got):
                    got = got[0]
    print(getattr(f, '__name__', f), got)
for _ in range(3):
    for f in one:
        got = attempt(call0, f)
        print(getattr(f, '__name__', f), got[0], '' if ' at 0x' in str(got) else got[1])
for _ in range(3):
    print([attempt(call2, f, x, y)[0] for f in (isinstance, getattr, max, divmod, pow, int, str, type) for x, y in
           ((1, int), ('a', 'upper'), (3, 2), ('ff', 16), (b'a', 'ascii'))])


def append(l, x):
    l.append(x)
    return l


for l in ([], [], MyList(), [], MyList(), MyList()):
    print(append(append(l, 1), 2))


class Late:
    def append(self, x):
        return 'late', x


print(attempt(append, Late(), 1)[0], attempt(append, (), 1), attempt(append, 5, 1))


def unbound(f, l, *args):
    return f(l, *args)


for f in (list.append, list.append, MyList.append, list.pop, list.append):
    l = MyList([1])
    print(attempt(unbound, f, l, 9), l)
    print(attempt(unbound, f, l), l, attempt(unbound, f, (), 1))


# Built-in functions that are replaced while they are hot.
def lengths(n):
    return [len(x) for x in ((1, 2), 'abc', [], {}, Sized())] * n


print(lengths(1), lengths(2))
builtins_len, len = len, lambda x: 'replaced'
print(lengths(1))
del len
print(lengths(1))


# A profile function hears of calls from the next one on.
def profiled(n):
    heard = []

    def hear(frame, event, arg):
        if event.startswith('c_'):
            heard.append((event, arg.__name__))

    for i in range(n):
        len('a')
        if i == n - 2:
            sys.setprofile(hear)
    sys.setprofile(None)
    return heard


print(profiled(3), profiled(40))


# Calls that recurse through built-in functions end in RecursionError, and the limits are right afterwards.
class Deep:
    def __repr__(self):
        return repr(self)

    def __len__(self):
        return len(self)

    def __iter__(self):
        return iter(list(self))


for _ in range(3):
    for f in (repr, len, list, str, tuple):
        try:
            f(Deep())
        except RecursionError:
            print('RecursionError', end=' ')
print()


def fails(i):
    return int('x' * i)


for i in range(1, 4):
    try:
        fails(i)
    except ValueError as e:
        print(e, e.__traceback__.tb_next.tb_lineno)
# References of arguments and of results are as they were.
marker = object()
held = [marker]
before = sys.getrefcount(marker)
for i in range(50):
    held.append(marker)
    held.pop()
    isinstance(marker, object)
    type(marker)
    id(marker)
    held.count(marker)
    tuple(held)
    try:
        abs(marker)
    except TypeError:
        pass
print(sys.getrefcount(marker) - before)
