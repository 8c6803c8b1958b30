# itertools: product, permutations, combinations.
from itertools import *
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
for n in range(5):
    s = 'abcd'[:n]
    print(list(product(s, repeat=2)), list(permutations(s)))
    for r in range(6):
        print(n, r, list(combinations(s, r)), list(combinations_with_replacement(s, r)), list(permutations(s, r)))
print(list(product()), list(product('ab', [1, 2], 'x')), list(product('ab', '')), list(product('ab', repeat=0)), list(product(repeat=3)), attempt(product, 5), attempt(product, 'a', repeat=-1), attempt(product, 'a', repeat='x'), attempt(product, 'a', x=1), attempt(product, 'a', repeat=2, x=1))
print(attempt(combinations), attempt(combinations, 'ab'), attempt(combinations, 'ab', -1), attempt(combinations, 'ab', 'x'), attempt(combinations, 5, 2), list(combinations(r=1, iterable='ab')), attempt(combinations_with_replacement, 'ab', -1), attempt(permutations, 'ab', -1), attempt(permutations, 'ab', 1.5), attempt(permutations), list(permutations('ab', None)))
for it in (product('ab', 'cd'), permutations('abc', 2), combinations('abcd', 2), combinations_with_replacement('abc', 2)):
    r = it.__reduce__(); print(type(it).__name__, r[1:], next(it), it.__reduce__()[1:], next(it), it.__reduce__()[1:])
    state = it.__reduce__()[2]; rest = list(it); print(rest, it.__reduce__()[1:])
    again = type(it)(*r[1]); again.__setstate__(state); print(list(again) == rest, attempt(again.__setstate__, (1,)), attempt(again.__setstate__, 5))
a = list(product('ab', 'cd')); print(a[0] is a[1], len(set(map(id, a))))
for x in combinations('abc', 2): pass
print(x, sum(1 for _ in product(range(10), repeat=4)), sum(map(sum, permutations(range(6)))), len(list(combinations(range(10), 5))), [c.__sizeof__() for c in (product('ab', 'c'), permutations('abc'), combinations('abc', 2), combinations_with_replacement('abc', 2))])
p = permutations('abc'); p.__setstate__(((2, 1, 0), (1, 1, 1))); print(list(p)); p = product('ab', 'cd'); p.__setstate__((5, -3)); print(next(p), list(p))
