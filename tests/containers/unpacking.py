# Unpacking into and out of containers.
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__ + ': ' + str(e)
a, b = [1, 2]; c, (d, *e), *f = (1, 'xyz', 3, 4); print(a, b, c, d, e, f)
*x, = range(3); *y, z = {1: 2, 3: 4}; print(x, y, z)
def u2(v):
    a, b = v
    return a, b
def us(v):
    a, *b, c = v
    return a, b, c
for v in ([1], [1, 2, 3], (), 'ab', 'abc', {1, 2}, {1: 2, 3: 4}, range(2), range(9), iter([1, 2]), iter([1, 2, 3]), 5, None, (i for i in 'xy')):
    print(attempt(lambda: u2(v)), end=' | ')
print()
for v in ([1], [1, 2], [1, 2, 3, 4], '', 'abcd', range(5), iter(()), 7): print(attempt(lambda: us(v)), end=' | ')
print()
print([*'ab', *[1, 2], *(), *{3: 4}], (*range(3),), {*'a', *[1]} == {'a', 1}, {**{1: 2}, **{1: 3, 2: 4}}, {'x': 0, **{'x': 1}, 'x': 2})
for g in (lambda: [*5], lambda: (*None,), lambda: {*[[]]}, lambda: {**5}, lambda: {**[1]}, lambda: {**{'a': 1}, **None}): print(attempt(g))
def f(*a, **k): return a, k
print(f(*[1, 2], *'ab', x=1, **{'y': 2}), f(*{1: 2}), f(**{'a b': 1}), attempt(lambda: f(**{1: 2})), attempt(lambda: f(*5)), attempt(lambda: f(**5)), attempt(lambda: f(**{'a': 1}, **{'a': 2})), attempt(lambda: f(x=1, **{'x': 2})))
for i, (j, k) in enumerate(zip('ab', [1, 2])): print(i, j, k, end='; ')
print([i + j for i, j in {1: 2, 3: 4}.items()], {k: v for k, v in zip('ab', range(2))}, {x % 3 for x in range(10)} == {0, 1, 2}, [(x, y) for x in range(3) for y in range(x) if x != y])
l = [0, 1, 2]; i = 0; i, l[i] = 2, 'x'; print(i, l); l[0], l[1] = l[1], l[0]; print(l); (p, q), [r] = (1, 2), {3}; print(p, q, r)
