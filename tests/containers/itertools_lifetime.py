# itertools: what is held and for how long; errors in the middle; re-entrance.
from itertools import *
out = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): out.append(self.n)
def show(label): print(label, out); out.clear()
def attempt(f, *a):
    try: return f(*a)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
c = chain([D(1)], [D(2)]); next(c); show('chain'); next(c); show('chain 2'); del c; show('chain gone')
i = islice([D(1), D(2), D(3)], 2); next(i); list(i); show('islice'); del i; show('islice gone')
a, b = tee(D(i) for i in range(3)); next(a); next(a); show('tee'); next(b); show('tee b'); del a; next(b); show('tee a gone'); del b; show('tee gone')
g = groupby([D(1), D(2)], lambda d: d.n); k, gg = next(g); k2, g2 = next(g); show('groupby'); del gg, g2, g; show('groupby gone')
p = product([D(1)], [D(2)]); x = next(p); del p; show('product'); del x; show('product gone')
z = zip_longest([D(1)], []); x = next(z); del x; show('zip_longest'); del z; show('gone'); cy = cycle([D(1)]); next(cy); next(cy); show('cycle'); del cy; show('cycle gone')
def gen(n, fail):
    for i in range(n):
        if i == fail: raise KeyError(i)
        yield i
for make in (lambda g: chain(g), lambda g: cycle(g), lambda g: accumulate(g), lambda g: islice(g, 5), lambda g: takewhile(lambda x: True, g), lambda g: dropwhile(lambda x: x < 1, g), lambda g: filterfalse(lambda x: x > 9, g), lambda g: compress(g, repeat(1)), lambda g: compress(repeat(1), g), lambda g: zip_longest(g, 'ab'), lambda g: zip_longest('abcdefg', g), lambda g: pairwise(g), lambda g: groupby(g), lambda g: tee(g)[0], lambda g: starmap(lambda *a: a, ((x,) for x in g)), lambda g: (x for x in g)):
    it = make(gen(5, 2)); seen = []
    for _ in range(6):
        r = attempt(next, it); seen.append(r if isinstance(r, (str, int)) else type(r).__name__)
    print(seen)
for make in (product, lambda g: combinations(g, 2), lambda g: permutations(g), lambda g: combinations_with_replacement(g, 2)): print(attempt(make, gen(5, 2)))
l = [1, 2, 3]; it = chain(l, l); next(it); l.append(4); print(list(it)); it = cycle(l); [next(it) for _ in range(4)]; l.append(9); print([next(it) for _ in range(6)])
class Key:
    def __init__(self, v): self.v = v
    def __eq__(self, o): calls.append((self.v, o.v)); return self.v == o.v
calls = []; print([(k.v, [x.v for x in g]) for k, g in groupby(map(Key, [1, 1, 2, 2, 1]))], calls)
print(list(islice(count(), 3)), list(zip(count(1), 'ab')), sum(islice(accumulate(repeat(1)), 1000)), [''.join(p) for p in product('ab', repeat=3)], list(chain.from_iterable(repeat(x, 2) for x in 'ab')), max(len(list(g)) for _, g in groupby('aabbbc')))
print(list(islice(cycle([1, 2]), 5)), list(takewhile(lambda x: x < 20, accumulate(count(1)))), list(map(sum, pairwise(range(5)))), dict(zip_longest('ab', [1])), list(compress(count(), [0, 1, 0, 1])), list(starmap(divmod, [(7, 2), (9, 4)])))
