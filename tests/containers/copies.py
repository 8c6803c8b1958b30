# Copies and reductions of containers.
def attempt(f, *a):
    try: return f(*a)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
for c in ([1, [2]], {1: [2]}, {1, 2}, (1, [2]), frozenset([1])):
    for how in ('copy', '__copy__'):
        if hasattr(c, how):
            k = getattr(c, how)(); print(type(k).__name__, k == c, k is c)
    k = type(c)(c); print(type(k).__name__, k == c, k is c)
l = [[1]]; m = l[:]; m[0].append(2); m.append(3); print(l, m); d = {1: [1]}; e = d.copy(); e[1].append(2); e[2] = 3; print(d, e)
d = {i: i for i in range(10)}
for i in range(8): del d[i]
e = d.copy(); print(e, e.__sizeof__(), d.__sizeof__(), dict(d), {**d}, d | {}); e[0] = 0; print(e, d)
big = {str(i): i for i in range(1000)}; c = big.copy(); c['new'] = 1; del c['5']; print(len(big), len(c), '5' in big, list(c)[-1], list(c)[4:7])
a = {}; a.update(big); print(a == big, a is big); b = dict(big, extra=1); print(len(b)); f = dict.fromkeys(big); print(len(f), f['3']); g = dict.fromkeys({1: 2, 3: 4}, 0); print(g); h = dict.fromkeys({7}, 1); print(h)
e = {}; e.update({}); e |= {}; print(e, {} | {}, dict({}), {}.copy())
print([1, 2].__add__([3]), [1].__mul__(2), (1,).__add__((2,)), [1].__rmul__(2), [1].__iadd__('a'), {1: 2}.__or__({3: 4}), {1: 2}.__ror__({3: 4}), {1}.__and__({1}), {1}.__sub__([1]), {1}.__rsub__({1, 2}), {1}.__or__(5))
class L(list):
    def __init__(self, *a): super().__init__(*a); self.tag = 'tag'
l = L([1, 2]); print(l.copy(), type(l.copy()), l[:], type(l[:]), l + l, type(l + l), l.tag, hasattr(l.copy(), 'tag')); l += [3]; print(l, type(l), l.tag); l *= 2; print(l, type(l))
class D(dict): pass
d = D(a=1); d.x = 1; print(d.copy(), type(d.copy()), type(d | {}), type({} | d), hasattr(d.copy(), 'x')); d |= {'b': 2}; print(d, type(d), d.x)
x = y = [1]; x += [2]; print(y); x = x + [3]; print(y, x); p = q = {1}; p |= {2}; print(q); p = p | {3}; print(q); t = u = (1,); t += (2,); print(u, t)
print(list(map(list, [(1, 2), 'ab', {3: 4}, {5}])), list(map(tuple, [[1], 'a'])), sorted(map(frozenset, ['ab', 'c']), key=len) == [frozenset('c'), frozenset('ab')], [dict([p]) for p in (('a', 1), [2, 3])])
