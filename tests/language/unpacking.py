# Every form of unpacking: nested, starred, from any iterable, and the counts in the errors.
a, b = 1, 2
a, b = b, a
(c, (d, [e, f])), g = (1, (2, 'xy')), 3
*h, i = range(5)
j, *k = 'abc'
l, *m, n = {1: 'a', 2: 'b'}
[o, *p] = (x * x for x in range(4))
*q, = 'lone'
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q)
(r, *s), *t = [1, 2, 3], 4, 5
print(r, s, t)
for u, (v, *w) in [(1, 'ab'), (2, [3, 4, 5])]:
    print(u, v, w)
bad = '''a, b = 1
a, b = (1,)
a, b = (1, 2, 3)
a, b = []
a, *b, c = [1]
a, b = 'abc'
a, b = {1, 2, 3}
a, b = iter([1])
a, b = None
(a, b), c = 1, 2
a, b, c = {'x': 1}
[] = [1]
() = ()
*a, b, c, d = (1, 2)'''.split('\n')
for s in bad:
    try:
        exec(s)
        print(s, 'ok')
    except (ValueError, TypeError) as e:
        print(s, '->', type(e).__name__, e)
print([*range(3), *'ab'], (*[], 1), {*[1, 1, 2]}, {**{'a': 1}, 'b': 2, **{'a': 3}})
def ret(): return 1, *[2, 3]
print(ret(), *ret(), sep='-')
class It:
    def __init__(self, n): self.n = n
    def __iter__(self):
        print('iter')
        for i in range(self.n):
            print('item', i)
            yield i
        print('exhausted')
x, y = It(2)
try:
    x, y = It(9)
except ValueError as e:
    print(e)
class BadIter:
    def __iter__(self): return 5
try:
    x, = BadIter()
except TypeError as e:
    print(e)
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
x, *y = Seq()
print(x, y)
first, second = second, first = 1, 2
print(first, second)
x = [0, 1]
x[0], x[1], *x[2:] = 'abcd'
print(x)
try:
    {**[1]}
except TypeError as e:
    print(e)
try:
    [*5]
except TypeError as e:
    print(e)
