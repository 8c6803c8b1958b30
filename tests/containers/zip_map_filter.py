# zip, map, filter, iter(callable, sentinel), iteration by __getitem__.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
print(list(zip()), list(zip('abc')), list(zip('abc', range(5), [1, 2])), list(zip(*[(1, 2), (3, 4)])), list(zip('ab', 'cd', strict=True)))
for args in ((['a'], []), ([], ['a']), ([], [], ['a']), (['a'], ['b'], []), ([1, 2], [3], [4, 5]), ([1], [2, 3], [4])):
    print(attempt(list, zip(*args, strict=True)))
print(attempt(zip, 1), attempt(zip, [], x=1), attempt(zip, [], strict=1, y=2), attempt(lambda: zip([1], strict=[]).__reduce__()[0]))
z = zip('abc', iter([1, 2, 3]))
print(next(z), iter(z) is z, z.__reduce__()[0], len(z.__reduce__()), len(zip('a', strict=True).__reduce__()), list(z), attempt(next, z))
z = zip([1], [2, 3]); z.__setstate__(1); print(next(z), attempt(next, z))
a, b = list(zip('ab', 'cd'))
print(a is b, a, b)
def gen(log, n):
    for i in range(n):
        log.append(i)
        yield i
x, y = [], []
print(list(zip(gen(x, 2), gen(y, 3))), x, y, list(zip(gen(x, 3), gen(y, 2))), x, y)
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(None, [])), attempt(map), attempt(map, str), attempt(map, str, 1), attempt(map, str, [], x=1), attempt(list, map(None, [1])), attempt(list, map(len, [1])))
m = map(pow, [2, 3], [3, 2]); print(next(m), m.__reduce__()[0], m.__reduce__()[1][0], list(m))
print(list(filter(None, [0, 1, '', 'a', [], [0]])), list(filter(lambda x: x % 2, range(6))), list(filter(bool, [0, 2])), attempt(filter), attempt(filter, None), attempt(filter, None, 5), attempt(filter, None, [], x=1), attempt(list, filter(5, [1])), attempt(list, filter(len, [1])))
f = filter(str.isalpha, 'a1b2'); print(next(f), f.__reduce__()[0], f.__reduce__()[1][0], list(f), iter(f) is f)
vals = [3, 2, 1, 0]
it = iter(vals.pop, 2)
print(list(it), vals, list(it), it.__reduce__())
print(list(iter(lambda n=[0]: n.append(0) or len(n), 5)), attempt(iter, 5, 1), attempt(iter, 5), type(iter(int, 1)))
def stop(): raise StopIteration
def boom(): raise ValueError('boom')
it = iter(boom, 1)
print(list(iter(stop, 1)), attempt(next, it), attempt(next, it), iter(int, 1).__reduce__())
class G:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
it = iter(G())
print(list(it), list(it), it.__reduce__(), list(G()), 4 in G(), 5 in G(), type(it), attempt(it.__length_hint__))
class H(G):
    def __len__(self): return 10
it = iter(H()); next(it); print(it.__length_hint__(), it.__reduce__()[2], it.__setstate__(0), list(it), it.__length_hint__())
class Stop:
    def __getitem__(self, i):
        if i: raise StopIteration
        return i
print(list(Stop()), list(map(lambda x: x, G())), list(zip(G(), 'ab')))
class Bad:
    def __iter__(self): return 5
class Bad2:
    __iter__ = None
print(attempt(iter, Bad()), attempt(iter, Bad2()), attempt(list, Bad()), attempt(lambda: [*Bad()]), attempt(lambda: 1 in Bad2()))
class M(map): pass
class Z(zip): pass
class F(filter): pass
print(list(M(str, [1])), list(Z('ab', [1])), list(F(None, [1, 0])))
