"""slice and range: construction, indices, comparison, hashing, every corner of negative steps."""


def attempt(label, function):
    try:
        print(label, '=', function())
    except Exception as error:
        print(label, '!', type(error).__name__, error)


class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
    def __repr__(self): return f'I({self.n})'


print('-- slice.indices')
for s in (slice(None), slice(5), slice(-3), slice(1, 8), slice(None, None, -1), slice(8, 1, -2), slice(-20, 20), slice(20, -20, -3), slice(I(2), I(9), I(3)), slice(None, None, 10**30)):
    print(s, [s.indices(n) for n in (0, 1, 5, 10)], list(range(10))[s])
attempt('step 0', lambda: slice(1, 2, 0).indices(5))
attempt('negative length', lambda: slice(1).indices(-1))
attempt('float', lambda: slice(1.5).indices(5))
attempt('float length', lambda: slice(1).indices(5.0))
attempt('str', lambda: [1][slice('a')])
attempt('huge', lambda: slice(10**40, -10**40, -10**39).indices(10**38))
attempt('index length', lambda: slice(3).indices(I(2)))
attempt('no args', lambda: slice())
attempt('hash', lambda: hash(slice(1)))
attempt('compare', lambda: (slice(1) == slice(None, 1, None), slice(1, 2) < slice(1, 3), slice(1) != slice(2), slice(1) == 1))
attempt('compare mixed', lambda: slice('a') < slice(1))
attempt('as key', lambda: {slice(1): 2})
attempt('copy', lambda: (__import__('copy').copy(slice(1, 2)), slice(1, 2).__reduce__()))
attempt('subclass', lambda: type('S', (slice,), {}))

print('-- range')
for r in (range(0), range(5), range(2, 10, 3), range(10, 0, -4), range(5, 5), range(3, 1), range(-3, 3), range(10**20, 10**20 + 3), range(I(1), I(4))):
    print(r, len(r), list(r), r[:2], r[::-1], r[-1:], r.start, r.stop, r.step, bool(r), hash(r) == hash(range(r.start, r.stop, r.step)))
attempt('zero step', lambda: range(1, 2, 0))
attempt('float', lambda: range(1.0))
attempt('str', lambda: range('a'))
attempt('none', lambda: range(None))
attempt('four', lambda: range(1, 2, 3, 4))
attempt('none args', lambda: range())
attempt('index', lambda: range(5)[5])
attempt('index -6', lambda: range(5)[-6])
attempt('index huge', lambda: range(10**30)[10**29])
attempt('index float', lambda: range(5)[1.0])
attempt('index str', lambda: range(5)['a'])
attempt('len huge', lambda: len(range(10**30)))
attempt('len 2**63', lambda: len(range(2**63)))
attempt('len 2**63-1', lambda: len(range(2**63 - 1)))
attempt('equal', lambda: (range(0) == range(3, 3), range(0, 3, 2) == range(0, 4, 2), range(1) == range(0, 5, 7), range(3) == [0, 1, 2], range(2) != range(3)))
attempt('order', lambda: range(3) < range(4))
attempt('hash', lambda: (hash(range(0)) == hash(range(9, 0)), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(range(10**30)) == hash(range(10**30))))
attempt('in', lambda: (3 in range(5), 3.0 in range(5), 3.5 in range(5), 'a' in range(5), -1 in range(5), 10**20 in range(10**30), True in range(2), 7 in range(0, 10, 2), 8 in range(10, 0, -2)))
attempt('index()', lambda: (range(0, 10, 2).index(4), range(10).index(3.0)))
attempt('index() no', lambda: range(0, 10, 2).index(5))
attempt('index() str', lambda: range(3).index('a'))
attempt('count', lambda: (range(5).count(3), range(5).count(9), range(5).count('a'), range(10**30).count(5)))
attempt('set', lambda: setattr(range(5), 'start', 1))
attempt('del item', lambda: range(5).__delitem__(0))
attempt('add', lambda: range(3) + range(3))
attempt('reversed', lambda: (list(reversed(range(5))), list(reversed(range(10, 0, -3))), reversed(range(10**30)).__next__(), list(reversed(range(0)))))
attempt('iterators', lambda: (type(iter(range(3))).__name__, type(iter(range(10**20))).__name__, iter(range(5)).__length_hint__(), iter(range(5)).__reduce__()))
attempt('slices', lambda: (range(10)[2:8:3], range(10)[::-3], range(10)[5:2], range(0, 100, 7)[3:-3:2], range(10)[-100:100], range(10**30)[10**29::10**29]))
attempt('slice zero', lambda: range(10)[::0])
attempt('slice str', lambda: range(10)['a':])
attempt('bool', lambda: (bool(range(0)), bool(range(10**30)), bool(range(5, 0))))
attempt('repr', lambda: (repr(range(3)), repr(range(1, 3)), repr(range(1, 3, 2)), str(range(0, -5, -1))))
attempt('setstate', lambda: (it := iter(range(5)), it.__setstate__(3), list(it))[-1])
attempt('max', lambda: (max(range(5)), min(range(-5, 5, 3)), sum(range(101)), sorted(range(5, 0, -1)), any(range(1)), all(range(1, 3))))
