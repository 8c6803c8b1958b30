# Dicts and sets whose keys collide: every key is found, order is kept, and as many comparisons are made as in CPython.
count = 0
class K:
    def __init__(self, v, h): self.v, self.h = v, h
    def __hash__(self): return self.h
    def __eq__(self, o):
        global count
        count += 1
        return self.v == o.v
    def __repr__(self): return 'K%d' % self.v
for mode, h in (('same', lambda i: 7), ('low', lambda i: i << 40), ('mod', lambda i: i % 5), ('neg', lambda i: -i), ('big', lambda i: (i * 2654435761) << 20)):
    keys = [K(i, h(i)) for i in range(60)]
    d = {k: k.v for k in keys}; s = set(keys)
    assert all(d[K(i, h(i))] == i for i in range(60)) and all(K(i, h(i)) in s for i in range(60))
    assert K(99, h(3)) not in d and K(99, h(3)) not in s
    for i in range(0, 60, 2): del d[K(i, h(i))]; s.remove(K(i, h(i)))
    assert [k.v for k in d] == list(range(1, 60, 2)) and len(s) == 30
    for i in range(0, 60, 3): d[K(i, h(i))] = -i; s.add(K(i, h(i)))
    print(mode, [k.v for k in d][-12:], len(s), sorted(k.v for k in s)[:8])
count = 0; d = {K(i, 3): i for i in range(20)}; print(count, len(d))
count = 0; s = {K(i, 3) for i in range(20)}; print(len(s))
count = 0; x = K(5, 3) in d; print(count, x)
d = {i << 32: i for i in range(3000)}; print(all(d[i << 32] == i for i in range(3000)), len(d)); s = {i << 61 for i in range(100)}; print(len(s), sum(s) % 1000)
d = {float(i): i for i in range(100)}; d.update({i: -i for i in range(100)}); print(len(d), d[5], d[5.0], type(next(iter(d))))
d = {'a': 1, b'a': 2, ('a',): 3, frozenset('a'): 4, None: 5, 1.5: 6, True: 7, 2**100: 8, 1j: 9, ...: 10, int: 11, len: 12}
print(d['a'], d[b'a'], d[('a',)], d[frozenset('a')], d[None], d[1.5], d[1], d[2**100], d[1j], d[...], d[int], d[len], len(d))
print({-1: 'a', -2: 'b'}, {2**61 - 1: 'p', 0: 'z'}, {2**61: 'q', 1: 'one'}, hash(2**61 - 1), hash(-2**61), hash(-1), hash(-2))
class S(str):
    def __hash__(self): return str.__hash__(self)
    def __eq__(self, o): return str.__eq__(self, o)
d = {'x': 1}; print(d[S('x')], S('x') in d, {S('y'): 2}['y'], d.get(S('z')), d.pop(S('x')), d); d = {S('k'): 1}; d['k'] = 2; print(d, type(next(iter(d))).__name__)
class Loud(str):
    def __eq__(self, o): print('eq', str(self), o); return str.__eq__(self, o)
    __hash__ = str.__hash__
d = {'a': 1}; print(d.get(Loud('a')), d.get(Loud('b'))); d[Loud('a')] = 3; print(d)
