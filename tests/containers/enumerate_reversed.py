# enumerate and reversed.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
print(list(enumerate('abc')), list(enumerate('ab', 5)), list(enumerate('ab', start=-1)), list(enumerate(iterable='ab', start=2)), list(enumerate(start=3, iterable='x')), list(enumerate('ab', 2**70)), list(enumerate('abc', 2**63 - 2)))
for args, kw in (((), {}), ((1,), {}), (('a', 1, 2), {}), (('a', 'b'), {}), (('a',), {'x': 1}), ((), {'start': 1}), (('a',), {'iterable': 'b'}), (('a', 1), {'start': 2}), ((), {'iterable': 'a', 'x': 1}), (('a', 1.5), {})):
    print(args, kw, str(attempt(enumerate, *args, **kw))[:60].split(' at 0x')[0])
e = enumerate('abcd', 3)
print(next(e), e.__reduce__()[0], e.__reduce__()[1][1], iter(e) is e, list(e), e.__reduce__()[1][1], attempt(next, e))
a, b = list(enumerate('xy'))
print(a, b, a is b)
class E(enumerate): pass
print(list(E('ab')), type(E('a')).__name__, attempt(E, 'a', x=1), enumerate[int])
print(list(reversed([1, 2, 3])), list(reversed((1, 2))), list(reversed('abc')), list(reversed(range(4))), list(reversed({1: 2, 3: 4})), list(reversed(b'ab')), attempt(reversed, {1}), attempt(reversed, 5), attempt(reversed), attempt(reversed, [], []), attempt(reversed, x=1))
class Seq:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i == 2: raise IndexError
        return i * 10
r = reversed(Seq(2))
print(r.__length_hint__(), next(r), r.__length_hint__(), next(r), attempt(next, r), r.__length_hint__(), list(reversed(Seq(5))))
r = reversed(Seq(2)); r.__setstate__(5); print(list(r)); r = reversed('abcdef'); r.__setstate__(1); print(list(r), r.__reduce__(), reversed('ab').__reduce__())
class Own:
    def __reversed__(self): return 'own'
class No:
    __reversed__ = None
    def __len__(self): return 1
    def __getitem__(self, i): return 1
print(reversed(Own()), attempt(reversed, No()), attempt(reversed([1]).__setstate__, 'a'), attempt(reversed('a').__setstate__, 2**70))
it = reversed([1, 2, 3])
print(it.__length_hint__(), next(it), it.__reduce__(), it.__setstate__(0), list(it), it.__reduce__(), it.__length_hint__(), type(it))
l = [1, 2, 3]
it = reversed(l); l.clear(); print(list(it), it.__length_hint__())
l = [1, 2, 3]
it = iter(l); next(it); print(it.__length_hint__(), it.__reduce__(), it.__setstate__(2), list(it), it.__reduce__(), it.__setstate__(0), list(it))
t = iter((1, 2, 3)); next(t); print(t.__length_hint__(), t.__reduce__(), t.__setstate__(-7), list(t), t.__reduce__(), t.__length_hint__())
