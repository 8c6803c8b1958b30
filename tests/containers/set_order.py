# The order in which sets iterate is CPython's, through growth, deletion and every operation (ints: hashes are fixed).
class Random:
    def __init__(self, seed): self.s = seed
    def __call__(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.s >> 33) % n
rnd = Random(7)
s, t = set(), set()
for step in range(4000):
    x = rnd(1 << rnd(20)) - rnd(50)
    op = rnd(20)
    if op < 9: s.add(x)
    elif op < 12: t.add(x)
    elif op < 14: s.discard(x)
    elif op == 14 and s: s.pop()
    elif op == 15: s |= {x, x * 2, x * 3}
    elif op == 16 and rnd(10) == 0: s -= t
    elif op == 17 and rnd(10) == 0: s = s ^ t
    elif op == 18 and rnd(40) == 0: s &= set(range(0, 1000, 3))
    elif op == 19 and rnd(10) == 0: t = set(list(t)[::2])
    if step % 200 == 0: print(step, len(s), len(t), hash(tuple(s)), hash(tuple(t)), list(s)[:8])
print(list({1 << i for i in range(40)}))
print(list({-i for i in range(30)}))
print([x for x in {2**61 - 1, 2**61, 2**62, 0, 1, 2**64}])
print({0.5, 1.5, 2.25, -3.75, 1e100, float('inf')})
print({(i, i + 1) for i in range(12)})
print({i * 1000003 for i in range(50)})
a = set(range(0, 200, 7)); b = set(range(0, 200, 5))
print(a | b, a & b, a - b, b - a, a ^ b, b ^ a, a.union(range(20)), a.intersection(range(0, 200, 2)), sep='\n')
print(frozenset(range(30)) - {3, 4}, a.copy(), set(a), set(list(a)), set(dict.fromkeys(a)))
c = set(range(50))
for i in range(45): c.remove(i)
print(c); c.add(3); c.add(64); c.add(128); print(c)
while c: print(c.pop(), end=' ')
print()
c = {0, 8, 16}; c.remove(0); c.remove(8); c.add(24); c.add(32); print(list(c))
print([list({i, i + 8, i + 16, i + 24}) for i in range(8)])
