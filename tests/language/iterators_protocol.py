# __iter__, __next__, __getitem__ iteration, iter with sentinel, length hints, and iterator exhaustion.
class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1; return self.i
c = Count(3); print(list(c), list(c)); c.n = 5; print(list(c))
class Old:
    def __getitem__(self, i):
        if i >= 3: raise IndexError('done')
        return i * i
print(list(Old()), 4 in Old(), 5 in Old(), [*Old()], sum(Old()), tuple(Old()), max(Old())); i = iter(Old()); print(next(i), type(i).__name__)
vals = iter([1, 2, 3, 'stop', 4]); print(list(iter(lambda: next(vals), 'stop')), next(vals)); print(list(iter(vals.__next__, None)))
for bad in ('iter(5)', 'next(5)', 'iter(5, 6)', 'next(iter([]))', 'next([], 1)', 'for x in 5: pass', 'a, = 5', 'list(BadIter())', 'list(NoNext())', '5 in NoIter()', 'iter(NoneIter())', 'sum(5)', 'zip(5)', 'map(len)', 'enumerate(5)', 'map(5, [1]).__next__()', 'reversed(Count(1))', 'reversed({}.values()).foo', 'zip([1], [1, 2], strict=True).__class__ and list(zip([1], [1, 2], strict=True))', 'list(zip([1, 2], [1], strict=True))', 'filter(5)', 'enumerate()', 'next()', 'all(5)', 'min(5)', 'sorted(5)', '",".join(5)', 'dict.fromkeys(5)', 'set(5)'):
    class BadIter:
        def __iter__(self): return 5
    class NoNext:
        def __iter__(self): return object()
    class NoIter: pass
    class NoneIter: __iter__ = None
    try:
        exec(bad); print(bad, 'ok')
    except BaseException as e:
        print(bad, '->', type(e).__name__, e)
print(next(iter([]), 'default'), list(enumerate('ab', 5)), list(zip('abc', range(2))), list(zip()), list(map(lambda a, b: a + b, 'ab', 'xyz')), list(filter(None, [0, 1, '', 'a'])), list(filter(lambda v: v > 1, [1, 2])), list(reversed('abc')), [*zip(*[(1, 2), (3, 4)])])
class Hint:
    def __init__(self, h): self.h = h
    def __iter__(self): return iter('abc')
    def __length_hint__(self): return self.h
print(list(Hint(5)), list(Hint(NotImplemented)))
for h in (-1, 'a'):
    try: list(Hint(h))
    except (ValueError, TypeError) as e: print(e)
class Raise:
    def __iter__(self): raise ValueError('iter')
class RaiseNext:
    def __iter__(self): return self
    def __next__(self): raise KeyError('next')
for k in (Raise, RaiseNext):
    for f in (list, tuple, set, sum, max, sorted, enumerate, any, ''.join, dict):
        try: r = f(k()); list(r) if f is enumerate else 0; print('no error', f)
        except (ValueError, KeyError) as e: print(type(e).__name__, end=' ')
print()
def g(): yield 1; return 2
it = g(); print([x for x in it], next(it, 'end'))
z = zip(iter([1, 2, 3]), iter([4])); print(list(z)); shared = iter(range(6)); print(list(zip(shared, shared)), [(a, b) for a, b in zip(*[iter('abcdef')] * 3 if False else [iter('abcdef')] * 2)])
class Rev:
    def __reversed__(self): return 'reversed!'
    def __len__(self): return 2
    def __getitem__(self, i): return i
print(reversed(Rev()))
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i): return i * 10
print(list(reversed(Seq())))
for x in [1, 2, 3]:
    if x == 2: break
else: print('no')
for x in []: pass
else: print('else', x)
while True:
    x += 1
    if x > 5: break
else: print('no')
