# tuple: construction, arithmetic, comparison, hashing, slices, subclasses.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)

t = (1, 2, 3, 2)
print(t, (), (1,), tuple('ab'), tuple([1]), tuple(range(3)), tuple({1: 2}))
print(t.index(2), t.count(2), attempt(t.index, 9), attempt(t.index, 1, 1), t.index(2, 2), t.index(2, -1), attempt(t.index, 2, 'a'))
print(t + (4,), t * 2, 2 * t, t * 0, () + t is t, t + () is t, t * 1 is t, tuple(t) is t, attempt(lambda: t + [1]), attempt(lambda: t * 1.5))
print(t[0], t[-1], t[1:3], t[::-1], t[::2], t[:] is t, attempt(t.__getitem__, 4), attempt(t.__getitem__, 'a'), attempt(t.__getitem__, slice(0, 1, 0)))
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), (2,) > (1, 9), (1, 2) == (1, 2), (1, 2) == [1, 2], () == (), attempt(lambda: (1,) < ('a',)), attempt(lambda: (1,) < 1))
print(hash(()), hash((1,)), hash((1, 2, 3)), hash((1.5, -1, 2**70)), hash((-1, -2)), hash(((), ((),))), hash(tuple(range(100))))
print(attempt(hash, ([],)), 2 in t, 5 in t, attempt(tuple, 3), attempt(tuple, 1, 2), attempt(tuple, a=1), attempt(tuple.__new__), attempt(tuple.__new__, list))
print(t.__getnewargs__(), t.__len__(), t.__sizeof__(), ().__sizeof__(), t.__contains__(1), repr(((1, (2,)), [3])))
class T(tuple):
    def __new__(cls, *args): return super().__new__(cls, args)
x = T(1, 2)
x.attr = 5
print(x, type(x), x.attr, type(x + (3,)), type(x[:]), type(x * 1), tuple(x), type(tuple(x)), x == (1, 2), hash(x) == hash((1, 2)), attempt(lambda: x.__setitem__))
class S(tuple):
    __slots__ = ()
print(S([1, 2]), attempt(setattr, S(), 'a', 1), S() is S(), T().__class__)
a, *b = t
print(a, b)
l = []
u = (l, l)
l.append(u)
print(u)
print(max((1, 2), (1, 3)), tuple(reversed(t)), sum((1, 2, 3)), all(()), any((0, 1)), len(t), sorted(t), list(enumerate(t)))
print(tuple.__doc__)
