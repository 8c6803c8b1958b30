# Scope, order, conditions and nesting of the four kinds; the iteration variable stays inside.
x = 'outer'
print([x for x in range(3)], x)
print({x % 3 for x in range(10)}, {x: x * x for x in 'ab' for x in range(2)}, list(x for x in 'ab'))
print([(a, b) for a in range(3) if a % 2 == 0 for b in range(3) if b != a])
print([[j * i for j in range(3)] for i in range(3)])
print([y for z in [[1, 2], [3]] for y in z], [*(i for i in range(2))])
print([(lambda: i)() for i in range(3)], [f() for f in [lambda: i for i in range(3)]])
print([a if a % 2 else -a for a in range(5)], [a for a in range(9) if a > 2 if a < 7])
print([last := i for i in range(4)], last)
print(any((hit := n) > 3 for n in range(10)), hit)
def f():
    total = 0
    parts = [total := total + v for v in range(5)]
    return parts, total
print(f())
g = (print('run', i) or i for i in [1, 2])
print('made'); print(next(g)); print(list(g))
try:
    gen = (1 / d for d in (1, 0)); next(gen); next(gen)
except ZeroDivisionError as e:
    print(e)
try:
    (i for i in undefined_name)
except NameError as e:
    print('eager first iterable:', e)
lazy = (i for i in [1] for j in undefined_name)
try:
    next(lazy)
except NameError as e:
    print('lazy second:', e)
print({k: v for k, v in zip('abca', range(4))}, {(i, j) for i in range(2) for j in range(2)} == {(0, 0), (0, 1), (1, 0), (1, 1)})
print([i for i, in [(1,), (2,)]], [a + b for a, *b in [([0], 1)] if b] if False else 'x', [h for h, *t in ['abc', 'de']])
class C:
    items = [1, 2]
    ok = [i * 2 for i in items]
    try:
        bad = [i for i in range(2) if items]
    except NameError as e:
        print(e)
print(C.ok, sum(i for i in range(101)), max((len(w), w) for w in ['a', 'bbb', 'cc']))
print([c for c in 'abc' if (lambda q: q != 'b')(c)], [[] for _ in range(2)])
def outer(n):
    return [[(n, i, j) for j in range(i)] for i in range(3)]
print(outer('n'))
for bad in ('[i := 0 for i in range(2)]', '[(j := 0) for i in range(2) for j in [1]]', '[x for x in (y := [1])]', 'class Q: [(w := i) for i in range(2)]', '[*a for a in b]', '{**a for a in b}', '[x for x in 1, 2]', '(x for x in 1) = 2', 'f(x for x in a, 1)'):
    try:
        compile(bad, '<c>', 'exec'); print(bad, 'ok')
    except SyntaxError as e:
        print(bad, '->', e.msg)
