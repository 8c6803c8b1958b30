# Paths that serve exact types and plain calls at once: each beside what makes it go the long way.
import struct


def show(name, f, *args, **kwargs):
    try:
        print(name, repr(f(*args, **kwargs)))
    except Exception as e:
        print(name, type(e).__name__, e)


class Index:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        print('index', self.i)
        return self.i


class Str(str):
    pass


# -- arguments: by position, by keyword, too few, too many, of wrong types, converted in order
show('replace', 'aXbX'.replace, 'X', 'y', Index(1))
show('replace', 'aXbX'.replace, Str('X'), 'y')
show('replace', 'aXbX'.replace, 'X', 1)
show('replace', 'aXbX'.replace, 1, 1)
show('replace', 'aXbX'.replace, 'X')
show('replace', 'aXbX'.replace, 'X', 'y', 1, 2)
show('replace', 'aXbX'.replace, 'X', 'y', count=1)
show('split', 'a,b,c'.split, ',', 1)
show('split', 'a,b,c'.split, sep=',', maxsplit=Index(1))
show('split', 'a,b,c'.split, ',', maxsplit='x')
show('split', 'a,b,c'.split, ',', sep=',')
show('split', 'a,b,c'.split, ',', 1, 2)
show('split', 'a,b,c'.split, nothing=1)
show('pop', [1, 2, 3].pop, Index(0))
show('pop', [1, 2, 3].pop, 'x')
show('pop', [1, 2, 3].pop, 0, 1)
show('insert', [1].insert, 0)
show('expandtabs', 'a\tb'.expandtabs, Index(2))
show('expandtabs', 'a\tb'.expandtabs, tabsize=2)
show('center', 'a'.center, Index(5), '*')
show('center', 'a'.center, 5, '**')
show('to_bytes', (258).to_bytes, 2, 'big')
show('to_bytes', (258).to_bytes, 2, byteorder='little', signed=True)
show('to_bytes', (258).to_bytes, 2, 3)
show('encode', 'a\u00e9'.encode, 'UTF-8', 'strict')
show('encode', 'a\u00e9'.encode, 'utf_8')
show('encode', 'a\u00e9'.encode, 'ascii', errors='replace')
show('encode', 'a\u00e9'.encode, 'no such')
show('int', int, '12', 3)
show('int', int, '12', base=Index(3))
show('int', int, 'zz', 36)
show('int', int, '12', 3, 4)
show('int', int, y=1)
show('str', str, b'a\xc3\xa9', 'utf-8', 'strict')
show('str', str, b'a', 1)
show('str', str, object=b'a', encoding='ascii')
show('bytes', bytes, 'a', 'utf-8')
show('bytes', bytes, 'a')
show('enumerate', lambda *a, **k: list(enumerate(*a, **k)), 'ab', start=Index(3))

# -- hashes: numbers of one, two and more digits, tuples of them, subclasses
for n in (0, 1, -1, -2, 2**30 - 1, 2**30, -(2**30), 2**31, 2**32 - 1, 2**32, 2**59 + 1, 2**60 - 1, -(2**60) + 1, 2**60,
          2**61 - 2, 2**61 - 1, 2**61, -(2**61) + 1, 2**62, 2**63 - 1, 2**64, 10**30, -(10**30)):
    print(n, hash(n), hash((n,)), hash((n, -n)), hash(((n, 1), (n,))))
    d = {n: 'n', (n, 1): 't'}
    print(d[n + 0], d[(n + 0, 1)], d.get(n + 1), (n + 1, 1) in d, float(n) in d if abs(n) < 2**53 else '')
for t in ((), (1.5, 2), (True, None is None), ((), ((),)), (-1, -1), (0.0, -0.0), (frozenset((1, 2)), 1)):
    print(t, hash(t))


class Hash:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        if isinstance(self.h, Exception):
            raise self.h
        return self.h


class Pair(tuple):
    pass


print(hash((Hash(2**61 - 2), Hash(-5))), hash(Pair((1, 2))) == hash((1, 2)), hash((Pair((1, 2)),)) == hash(((1, 2),)))
print(hash(Hash(2**63 - 1)), hash(Hash(-(2**63))), hash(Hash(2**64 + 3)), hash(Hash(-1)), hash(Hash(-(2**62))), hash(Hash(2**62 + 2**31)))
show('unhashable', hash, (1, [2]))
show('failing', hash, (1, (2, Hash(ValueError('no')))))
show('method', (2).__hash__)
ids = {id(o): i for i, o in enumerate([[], [], {}, set()])}
print(sorted(ids.values()), all(i in ids for i in list(ids)), [ids[i + 0] for i in list(ids)])


# -- slices that replace: what dies sees the list complete
class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name, len(L), [x if isinstance(x, int) else '-' for x in L])


L = [Dies('a'), 1, Dies('b'), 2, Dies('c')]
L[0:3] = [10, 11]
L[1:1] = [12, 13, 14]
L[-1:] = ()
L[::2] = [20, 21, 22]
keep = Dies('kept')
L = [keep, keep, Dies('x'), 3]
L[1:3] = [keep]
print(L == [keep, keep, 3])
L[:] = L
L[1:2] = L
print(len(L))
L = [Dies(str(i)) for i in range(5)]
del L[::2]
del L[::-1]
print(L)
del keep
L = list(range(6))
L[4:1:-1] = L[1:4]
print(L, L[::-2], L[5:0:-3], L[10:2:-1])
show('extended', L.__setitem__, slice(0, 6, 2), [1])


class Clears:
    def __del__(self):
        L.clear()
        L.append('cleared')


L = [Clears(), 1, 2]
L[0:1] = [7, 8]
print(L)
L = [1, Clears(), 2]
L[0:2] = [9]
print(L)

# -- few items sorted: stable, either way, mixed kinds and failures
print(sorted([3, 1, 2, 1]), sorted([3, 1, 2], reverse=True), sorted(['b', 'a', '\u0100', 'ab', '']), sorted([2, 1.5, True]))
a, b = Str('a'), 'a'
s = sorted([b, 'A', a])
print(s, s[1] is b, s[2] is a)
t = ['x', 'x'[:1] + '', 'b']
print(sorted(t, reverse=True), sorted([2**40, 1, -(2**40)]), sorted([1, 1000, 1, 1000], reverse=True))
show('sort', sorted, [1, 'a'])
show('sort', sorted, [3, None])
show('sort', sorted, 1)
show('sort', sorted)
show('sort', sorted, [2, 1], None)
show('sort', sorted, [2, 1], nothing=1)
x = ['b', 'a']
x.sort()
print(x, [].sort(), [1].sort())
one, other = 1000, int('1000')
s = [5, one, other]
s.sort(reverse=True)
print(s[1] is one, s[2] is other)

# -- displays of more than five keys
d = {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6, 'g': 7}
print(d, d.__sizeof__() == dict.__sizeof__(d), d.pop('c'), list(d))
e = {'a': 1, 2: 2, 'c': 3, 4.0: 4, 'e': 5, None: 6, 'a': 7}
print(e, len(e), e[4])
print({Hash(1): 0, **{}}.__len__())
show('display', lambda: {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, []: 6})
print({1: 'a', 'b': 2, 3: 3, 'd': 4, 'e': 5, 'f': 6, 'g': 7})


# -- exceptions made of a class and a value
class Plain(ValueError):
    pass


class Meta(type):
    def __call__(cls, *args):
        print('called', args)
        return super().__call__(*args)


class Called(Exception, metaclass=Meta):
    pass


class Init(Exception):
    def __init__(self, *args):
        print('init', args)


class New(Exception):
    def __new__(cls, *args):
        print('new', args)
        return super().__new__(cls, *args)


for cls in (Plain, Called, Init, New, KeyError, StopIteration, OSError, KeyboardInterrupt):
    try:
        raise cls
    except BaseException as e:
        print(cls.__name__, e.args, e.__context__, e.__cause__, e.__suppress_context__)


def gen(cls):
    yield 1
    try:
        yield 2
    except BaseException as e:
        print('in generator', type(e).__name__, e.args)


for cls, value in ((Plain, None), (Plain, 'v'), (Plain, (1, 2)), (Called, 'v'), (Init, (1, 2)), (KeyError, 'k')):
    g = gen(cls)
    next(g), next(g)
    try:
        g.throw(cls, value)
    except StopIteration:
        pass
try:
    {}[(1, 2)]
except KeyError as e:
    print(e.args, e)
try:
    {}[()]
except KeyError as e:
    print(e.args, e)

# -- struct: the ends of the ranges
for f, values in (('b', (-128, 127, 128)), ('B', (255, 256, -1)), ('<h', (-32768, 32768)), ('>I', (2**32 - 1, 2**32, -1)),
                  ('<q', (-(2**63), 2**63 - 1, 2**63, 2**53, -(2**53) - 1)), ('<Q', (0, 2**53 + 1, 2**64 - 1, 2**64, -1)), ('>Q', (5,))):
    for v in values:
        try:
            p = struct.pack(f, v)
            print(f, v, p, struct.unpack(f, p))
        except struct.error as e:
            print(f, v, e)

# -- texts of all lengths and kinds
for n in (0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65, 100, 300):
    a = 'x' * n
    for c in ('', 'y', '\u00e9', '\u20ac', '\U0001f600'):
        s, u = a + c, ''.join(['x'] * n) + c
        print(n, s == u, s != u + 'z', hash(s) == hash(u), s[:-1] == u[:-1], {s: 1}.get(u), s.encode().decode() == s, end=' ')
    print(repr('x' * n + '\u00e9\n'))

# -- decimal digits
for n in (0, 1, 9, 10, 99, 100, -1, -9, -10, 1073741823, 1073741824, -1073741823, 2**53, 2**53 + 1, 2**60 - 1, 2**60, 10**30, True):
    print(n, str(n), f'{n}', '%d' % n, '%5d|%-5d|%+d|%05d' % (n, n, n, n), '%d%%' % n, b'%d' % n, int(str(int(n))) == n)
show('%d', lambda: '%d %d' % (1.5, Str('x')))
show('%d', lambda: '%d' % 'x')
show('%d', lambda: '%d')
show('%d', lambda: '%d %d' % 1)
show('%d', lambda: '%d' % (1, 2))
show('%d', lambda: '%(a)d%(b)s' % {'a': 7, 'b': 1})
show('%', lambda: '%# 05x|%-+6.3d|%i|%u|%ld' % (255, 7, 8, 9, 10))


# -- generators that have ended, and those that have not
def closing(log):
    try:
        yield 1
        yield 2
    finally:
        log.append('closed')


log = []
g = closing(log)
next(g)
del g
print(log)
print(list(closing(log)), log, any(x > 1 for x in closing(log)), log)
