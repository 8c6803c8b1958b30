# Dicts that change during iteration and during comparison of keys.
def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
def loop(d, change, view=lambda d: d):
    seen = []
    try:
        for x in view(d):
            seen.append(x)
            change(d, x)
            if len(seen) > 20: break
    except RuntimeError as e:
        seen.append(str(e))
    return seen
for view in (lambda d: d, lambda d: d.keys(), lambda d: d.values(), lambda d: d.items(), reversed, lambda d: reversed(d.items())):
    print(loop({1: 1, 2: 2, 3: 3}, lambda d, x: d.__setitem__('new', 1), view))
    print(loop({1: 1, 2: 2, 3: 3}, lambda d, x: d.popitem(), view))
    print(loop({1: 1, 2: 2, 3: 3}, lambda d, x: d.__setitem__(2, 'changed'), view))
    print(loop({1: 1, 2: 2, 3: 3}, lambda d, x: d.clear(), view))
def swap(d, x):
    k = next(iter(d))
    d[k + 100] = d.pop(k)
print(loop({1: 1, 2: 2, 3: 3}, swap))
print(loop({i: i for i in range(5)}, swap, lambda d: d.items()))
it = iter({1: 1, 2: 2})
print(next(it), it.__length_hint__(), next(it), it.__length_hint__(), attempt(next, it), attempt(next, it))
d = {1: 1}
it = iter(d)
d[2] = 2
print(attempt(next, it), attempt(next, it), it.__length_hint__())
class Evil:
    def __init__(self, d, v): self.d, self.v = d, v
    def __hash__(self): return 1
    def __eq__(self, other):
        self.d.clear()
        self.d.update({1: 'fresh', 'x': 'y'})
        return True
d = {}
d[Evil(d, 0)] = 0
print(attempt(d.get, 1), d)
d = {}
d[Evil(d, 0)] = 0
d[1] = 'set'
print(d)
class Grow:
    def __init__(self, d): self.d = d
    def __hash__(self): return 3
    def __eq__(self, other):
        for i in range(50): self.d.setdefault('k%d' % i, i)
        return False
d = {}
for i in range(3): d[Grow(d)] = i
print(len(d), attempt(d.get, 3), len(d), sorted(k for k in d if isinstance(k, str))[-1])
deleted = []
class Del:
    def __init__(self, n): self.n = n
    def __del__(self): deleted.append(self.n)
d = {i: Del(i) for i in range(5)}
d[0] = None
del d[1]
d.pop(2)
print(deleted)
d.clear()
print(deleted)
d = {1: 2}
a = {1: d}
b = {1: d}
class Eq:
    def __init__(self, d): self.d = d
    def __eq__(self, o):
        self.d.clear()
        return True
x = {}
x['a'] = Eq(x)
x['b'] = Eq(x)
print(x == {'a': 1, 'b': 2}, x)
print(attempt(lambda: {**{}, **dict.fromkeys([1])}))
def update_during():
    d = {i: i for i in range(10)}
    class E:
        def __hash__(self): return 5
        def __eq__(self, o): d.clear(); return False
    t = {E(): 1}
    t.update(d)
    return len(t)
print(attempt(update_during))
