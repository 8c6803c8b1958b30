# Timsort: stability, the comparisons that are made and their order, keys of all kinds.
class Random:
    def __init__(self, seed): self.s = seed
    def __call__(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.s >> 33) % n
rnd = Random(42)
log = 0
class K:
    __slots__ = ('v',)
    def __init__(self, v): self.v = v
    def __lt__(self, other):
        global log, count
        count += 1
        log = (log * 31 + self.v * 7 + other.v) % 1000003
        return self.v < other.v
count = 0
for n in (0, 1, 2, 3, 10, 31, 32, 33, 63, 64, 65, 100, 127, 128, 200, 500, 1500):
    for shape in range(6):
        if shape == 0: data = [rnd(1000) for _ in range(n)]
        elif shape == 1: data = [rnd(5) for _ in range(n)]
        elif shape == 2: data = list(range(n))
        elif shape == 3: data = list(range(n, 0, -1))
        elif shape == 4: data = [i % 17 for i in range(n)]
        else: data = sorted(rnd(1000) for _ in range(n)) + [rnd(1000) for _ in range(n // 10)]
        count = log = 0
        keyed = [K(v) for v in data]
        result = sorted(keyed)
        assert [k.v for k in result] == sorted(data)
        pairs = sorted(enumerate(data), key=lambda p: p[1])
        assert all(a[1] < b[1] or (a[1] == b[1] and a[0] < b[0]) for a, b in zip(pairs, pairs[1:]))
        down = sorted(enumerate(data), key=lambda p: p[1], reverse=True)
        assert all(a[1] > b[1] or (a[1] == b[1] and a[0] < b[0]) for a, b in zip(down, down[1:]))
        print(n, shape, count, log)
nan = float('nan')
print(sorted([3.0, nan, 1.0, 2.0, nan, 0.5]))
print(sorted([2.5, -1.0, 3, 0, -0.0, 1e300, -1e300, float('inf')]))
print(sorted(['b', 'a', 'ab', '', 'é', 'z', '\U0001f600', 'Z', 'aa']))
print(sorted([(2, 'b'), (1, 'z'), (2, 'a'), (1, 'a'), (0,), (), (1,)]))
print(sorted([(1.5, 2), (1.5, 1), (0.5, 9)]), sorted([('b', 1), ('a', 2), ('b', 0)]))
print(sorted([10**20, -10**20, 5, 2**62, -3]), sorted([True, False, 2, -1]))
print(sorted([[2, 1], [1, 9], [1]]), sorted({3: 1, 1: 2}), sorted(b'hello'), sorted([b'b', b'a']))
print(sorted([1, 2, 3], key=lambda x: -x), sorted('abC', key=str.swapcase, reverse=True), sorted([3, 1, 2], key=None))
print(sorted([{1, 2}, {1}, {3}, set()], key=len), max([3, 1, 2]), min('hello'))
class P:
    def __init__(self, v): self.v = v
    def __gt__(self, o): return self.v > o.v
    def __repr__(self): return 'P%d' % self.v
print(sorted([P(3), P(1), P(2)]))
class Int(int):
    def __lt__(self, o): return int.__gt__(self, o)
print(sorted([Int(1), Int(3), Int(2)]), sorted([1, Int(3), 2]))
