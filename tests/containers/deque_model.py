# deque against a list, over random operations.
from _collections import deque
class Random:
    def __init__(self, seed): self.s = seed
    def __call__(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.s >> 33) % n
def run(seed, maxlen):
    rnd = Random(seed); d = deque(maxlen=maxlen); l = []
    for step in range(3000):
        op = rnd(16); x = rnd(50)
        if op < 3: d.append(x); l.append(x); l = l[-maxlen:] if maxlen is not None and maxlen else l if maxlen is None else []
        elif op < 5: d.appendleft(x); l.insert(0, x); l = l[:maxlen] if maxlen is not None else l
        elif op == 5 and l: assert d.pop() == l.pop()
        elif op == 6 and l: assert d.popleft() == l.pop(0)
        elif op == 7: k = rnd(20) - 10; d.rotate(k); k = k % len(l) if l else 0; l = l[-k:] + l[:-k] if k else l
        elif op == 8 and l: i = rnd(len(l)); assert d[i] == l[i] and d[i - len(l)] == l[i]; d[i] = x; l[i] = x
        elif op == 9 and l: i = rnd(len(l)); del d[i]; del l[i]
        elif op == 10 and (maxlen is None or len(l) < maxlen): i = rnd(len(l) + 3) - 1; d.insert(i, x); l.insert(i, x)
        elif op == 11 and x in l: assert d.index(x) == l.index(x); d.remove(x); l.remove(x)
        elif op == 12: assert d.count(x) == l.count(x) and (x in d) == (x in l)
        elif op == 13: d.reverse(); l.reverse()
        elif op == 14 and rnd(10) == 0: d.extend([x, x + 1]); l += [x, x + 1]; l = l[-maxlen:] if maxlen else l if maxlen is None else []
        elif op == 15 and rnd(20) == 0: d.clear(); l.clear()
        assert list(d) == l and len(d) == len(l), (step, op, list(d), l)
    return list(d)[:10], len(d), list(reversed(d))[:5], d == deque(l, maxlen), d.copy() == d, list(d * 2)[:6], hash(tuple(d))
for seed in range(4): print(seed, run(seed, None), run(seed, 5), run(seed, 1))
d = deque(range(5)); d += d; print(d); d *= 2; print(len(d)); d.extend(d); print(len(d)); d.extendleft('ab'); print(d[0], d[1], d != deque([5]), deque([1, 2]) <= deque([1, 2, 3]))
it = iter(d); next(it); d.popleft()
try: next(it)
except RuntimeError as e: print(e)
class Eq:
    def __eq__(self, o): d.clear(); return False
for f in (lambda: d.index(Eq()), lambda: d.count(Eq()), lambda: d.remove(Eq()), lambda: Eq() in d):
    d = deque(range(5))
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class D:
    def __init__(s, n): s.n = n
    def __del__(s): out.append(s.n)
out = []; d = deque((D(i) for i in range(5)), 3); print(out); d.append(D(9)); print(out); d.clear(); print(out)
