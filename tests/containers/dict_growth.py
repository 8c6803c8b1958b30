# Sizes of tables through growth and deletion, as sys.getsizeof would tell, and order through all of it.
class Random:
    def __init__(self, seed): self.s = seed
    def __call__(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.s >> 33) % n
for kind in (str, int, lambda i: (i,), lambda i: i if i % 2 else str(i)):
    d = {}; sizes = []
    for i in range(400):
        d[kind(i)] = i
        if not sizes or sizes[-1][1] != d.__sizeof__(): sizes.append((i, d.__sizeof__()))
    print(sizes)
    for i in range(0, 400, 2): del d[kind(i)]
    print(d.__sizeof__(), len(d), d.copy().__sizeof__(), dict(d).__sizeof__())
    for i in range(1000, 1250): d[kind(i)] = i
    print(d.__sizeof__(), len(d), list(d.values())[195:205])
    while len(d) > 3: d.popitem()
    print(d.__sizeof__(), list(d.values())); d['x'] = 1; d.clear(); print(d.__sizeof__())
rnd = Random(3); d = {}; order = []
for step in range(6000):
    k = rnd(300)
    if rnd(3) and k not in d: d[k] = step; order.append(k)
    elif k in d:
        if rnd(2): d[k] = -step
        else: assert d.pop(k) is not None; order.remove(k)
    elif rnd(8) == 0 and d: order.remove(d.popitem()[0])
    if step % 500 == 0: assert list(d) == order; print(step, len(d), d.__sizeof__(), hash(tuple(d.items())))
print({i: 0 for i in range(6)}.__sizeof__(), dict.fromkeys(range(6)).__sizeof__(), dict([(i, i) for i in range(6)]).__sizeof__(), dict(zip(range(20), range(20))).__sizeof__(), {**{i: 0 for i in range(11)}}.__sizeof__(), dict(a=1, b=2, c=3, d=4, e=5, f=6).__sizeof__())
for n in (0, 1, 2, 4, 5, 8, 9, 16, 17, 30): print(n, [None] * n.__int__() and ([0] * n).__sizeof__(), list(range(n)).__sizeof__(), [i for i in range(n)].__sizeof__(), list((0,) * n).__sizeof__(), (0,) * n and ((0,) * n).__sizeof__(), set(range(n)).__sizeof__(), sorted(range(n)).__sizeof__(), list('x' * n).__sizeof__())
l = []; sizes = []
for i in range(200):
    l.append(i)
    if not sizes or sizes[-1][1] != l.__sizeof__(): sizes.append((i, l.__sizeof__()))
print(sizes); sizes = []
while l:
    l.pop()
    if not sizes or sizes[-1][1] != l.__sizeof__(): sizes.append((len(l), l.__sizeof__()))
print(sizes)
l = list(range(10)); l.extend([1] * 7); a = l.__sizeof__(); l += (1, 2); b = l.__sizeof__(); l.insert(0, 0); c = l.__sizeof__(); l[3:5] = [1] * 30; e = l.__sizeof__(); del l[2:40]; print(a, b, c, e, l.__sizeof__(), l.copy().__sizeof__(), (l + l).__sizeof__(), (l * 3).__sizeof__(), l[1:4].__sizeof__())
