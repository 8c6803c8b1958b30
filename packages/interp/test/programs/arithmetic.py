s = 0
i = 0
while i < 10:
    s += i
    i += 1
print(s, s * 2, -s, s // 7, s % 7, 2 ** 10, 7 & 3, 8 | 1, 6 ^ 3, 1 << 4, 256 >> 2, 1.5 + 2)
print(1 < 2, 2 < 1, 1 == 1, 1 != 1, 3 >= 3, 1 < 2 < 3, 1 < 2 > 3, not s, s and 0, 0 or 'x')
x = 5
x -= 2
x *= x
x //= 2
x %= 3
x <<= 3
print(x, x if x else 'none', [1, 2, 3][1], (1, 2), {'a': 1}['a'], 'abc'[1:], [1, 2, 3][:2])
a, (b, c) = 1, [2, 3]
d, *e, f = [1, 2, 3, 4]
print(a, b, c, d, e, f, a is None, a is not None, 2 in [1, 2], 5 not in {5: 6})
b, a = a, b
print(a, b, f'{a}-{b!r}-{"x"}')
lst = [1, 2, 3, 4]
lst[1:3] = ['a']
lst[0] = 0
print(lst, {1, 1}, {**{'a': 1}, 'b': 2}, [*lst, 5], (*lst,))
for i in range(3):
    if i == 1:
        continue
    print(i)
else:
    print('done')
for i in range(5):
    if i == 2:
        break
else:
    print('never')
print([x * x for x in range(5) if x % 2], {k: k + 1 for k in range(3)}, {x for x in [1]}, sum(x for x in range(4)))
print([[y for y in range(x)] for x in range(3)])
if (n := 10) > 5:
    print(n)
del n
try:
    n
except NameError as e:
    print(e)
