# Lists that change while something looks at them.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)

a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
a = list(range(10))
for x in a:
    a.remove(x)
print(a)
it = iter(a)
print(next(it), a.clear(), list(it), a.extend([1, 2, 3]), list(it))

class Eq:
    def __repr__(self): return 'Eq'
    def __init__(self, target, action): self.target, self.action = target, action
    def __eq__(self, other):
        self.action(self.target)
        return False
a = [1, 2, 3]
print(Eq(a, list.clear) in a, a)
a = [1, 2, 3]
print(attempt(a.index, Eq(a, lambda t: t.clear())), a)
a = [1, 2, 3]
print(attempt(a.remove, Eq(a, lambda t: t.append(0) if len(t) < 6 else None)), a)
a = [Eq(None, lambda t: None) for _ in range(3)]
for e in a: e.target, e.action = a, lambda t: t.clear()
print(a == [1, 2, 3], a)

a = [3, 1, 2]
print(attempt(a.sort, key=lambda x: a.append(x) or x), a)
a = [3, 1, 2]
print(attempt(a.sort, key=lambda x: a.clear() or x), a)
a = [3, 1, 2]
print(attempt(a.sort, key=lambda x: print('during', a) or x), a)
class Bad:
    def __init__(self, v): self.v = v
    def __lt__(self, other):
        if self.v == 3 or other.v == 3: raise RuntimeError('three')
        return self.v < other.v
    def __repr__(self): return 'B%d' % self.v
a = [Bad(v) for v in (5, 4, 3, 2, 1)]
print(attempt(a.sort), sorted(a, key=lambda b: b.v))
print(attempt([1, 'a', 2].sort), attempt([1, None].sort), attempt(sorted, [1j, 2j]), attempt([3, 1].sort, key=3), attempt([1, 2].sort, key=lambda x: 1 / 0))
print(attempt([2, 1].sort, reverse='x'), attempt([2, 1].sort, reverse=None))

class Repr:
    def __init__(self, l): self.l = l
    def __repr__(self):
        self.l.pop()
        return 'R'
a = [1, 2, 3, 4]
a.insert(0, Repr(a))
print(a, len(a))
deleted = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): deleted.append(self.n)
a = [D(i) for i in range(6)]
del a[1]
a[0] = None
a[2:4] = []
print(deleted)
a.clear()
print(deleted)
a = [D(10), D(11)]
del a
print(deleted)
