# _heapq, _bisect and _statistics: results, order of comparisons, errors.
import _heapq as h, _bisect as b, _statistics as st
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
class Random:
    def __init__(self, seed): self.s = seed
    def __call__(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.s >> 33) % n
rnd = Random(5)
log = 0
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        global log
        log = (log * 31 + self.v * 7 + o.v) % 1000003
        return self.v < o.v
for n in (0, 1, 2, 3, 7, 8, 50, 333, 2600, 4097):
    data = [K(rnd(1000)) for _ in range(n)]
    log = 0
    heap = data[:]; h.heapify(heap); x = log
    mx = data[:]; h._heapify_max(mx); y = log
    out = [h.heappop(heap).v for _ in range(n)]; z = log
    outm = [h._heappop_max(mx).v for _ in range(n)]
    print(n, x, y, z, log, out == sorted(k.v for k in data), outm == sorted((k.v for k in data), reverse=True))
heap = []
for v in (5, 3, 8, 1, 9, 2): h.heappush(heap, v)
print(heap, h.heappushpop(heap, 0), h.heappushpop(heap, 4), heap, h.heapreplace(heap, 100), heap, h.heappushpop([], 7))
m = [5, 1, 9]; h._heapify_max(m); print(m, h._heapreplace_max(m, 3), m)
for f, args in ((h.heappush, (1, 2)), (h.heappop, (1,)), (h.heappop, ([],)), (h.heapify, ((),)), (h.heapreplace, ([], 1)), (h.heapreplace, (None, 1)), (h._heappop_max, (1,)), (h._heapify_max, (1,)), (h._heapreplace_max, (1, 2)), (h.heappushpop, (1, 1)), (h.heappush, ([1],)), (h.heapify, ([1, 'a'],)), (h.heappush, ([1], 'a'))):
    print(f.__name__, attempt(f, *args))
class Evil:
    def __lt__(self, o): l.clear(); return False
l = [Evil(), Evil(), Evil()]
print(attempt(h.heapify, l), attempt(h.heappush, [Evil()], Evil())); l = [Evil(), Evil(), Evil(), Evil()]; print(attempt(h.heappop, l))
a = [1, 2, 2, 2, 5, 7]
print([(b.bisect_left(a, x), b.bisect_right(a, x)) for x in range(9)], b.bisect_left(a, 2, 2), b.bisect_right(a, 2, 0, 2), b.bisect_left(a, 5, lo=1, hi=3), b.bisect_right(a=a, x=2), b.bisect_left(a, 4, key=lambda v: v * 2), b.bisect_left(a, 2, 0, None))
b.insort_left(a, 2.0); b.insort_right(a, 2.5); b.insort_right(a, 6, key=lambda v: -v if v == 6 else v); print(a)
print(attempt(b.bisect_left, a, 1, -1), attempt(b.bisect_left, 5, 1), attempt(b.bisect_left, a), attempt(b.bisect_left, a, 'x'), attempt(b.bisect_left, a, 1, 0, 100), attempt(b.insort_left, (1, 2), 1), attempt(b.bisect_left, a, 1, 'a'), attempt(b.bisect_left, a, 1, 0, 'a'), attempt(b.bisect_left, a, 1, zzz=1), b.bisect_left([], 1), b.bisect_right(range(100), 50))
class Seq(list):
    def insert(self, i, x): print('insert', i, x)
b.insort_left(Seq([1, 3]), 2)
for args in ((0, 0, 1), (1, 0, 1), (.5, 0, 0), (.5, 0, -1), (.3, 1, 2), (.01, 0, 1), (1e-20, 0, 1), (.999999999999, 5, 3), (.5, 0.0, 1), (1e-300, 0, 1)):
    print(args, attempt(st._normal_dist_inv_cdf, *args))


# Positions of 64 bits.
import bisect, sys


class Numbers:
    def __init__(self, stop):
        self.stop = stop

    def __len__(self):
        return self.stop

    def __getitem__(self, i):
        return i

    def insert(self, i, x):
        print("insert", i, x)


top = sys.maxsize
for data in (range(top - 1), Numbers(top - 1), Numbers(2**60 + 1)):
    n = len(data)
    print(n, bisect.bisect_left(data, n - 3), bisect.bisect_right(data, n - 3), bisect.bisect_left(data, n - 3, n - 10, n), bisect.bisect_right(data, n - 3, n - 10, n))
bisect.insort(Numbers(top), top - 100, top - 150, top - 50)
print(bisect.bisect([1, 2, 3], 2, 0, -1), bisect.bisect([1, 2, 3], 2, 1, 2))
