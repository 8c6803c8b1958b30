# Methods of list: results, and what they raise.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)

a = [3, 1, 2]
print(a.append(5), a, a.extend((7, 8)), a, a.insert(1, 'x'), a, a.insert(-1, 'y'), a, a.insert(100, 'z'), a)
print(a.pop(), a.pop(0), a.pop(-2), a)
print(a.remove('x'), a, attempt(a.remove, 'nope'))
print(a.index(2), attempt(a.index, 99), a.count(2), attempt(a.index, 2, 3), a.index(2, -5, 100))
print(attempt(a.index, 1, 'a'), attempt([].pop), attempt([1].pop, 5), attempt([1].pop, 'a'))
b = a.copy()
b.reverse()
print(b, a, b is a, b == a)
b.clear()
print(b, bool(b), len(b))
for bad in (1, None, 1.5):
    print(attempt(list, bad), attempt([].extend, bad), attempt([1].__add__, bad), attempt([].__iadd__, bad))
print(attempt(list, 1, 2), attempt(list, a=1), attempt([].sort, 1), attempt([].sort, x=1), attempt([].append))
print(list('abc'), list(range(5)), list({1: 2, 3: 4}), list(()), list([1, 2]))
print([1, 2] + [3], [1, 2] * 3, 3 * [0], [1] * 0, [1] * -4, attempt(lambda: [1] * 'a'), attempt(lambda: [1] + (2,)))
c = [1, 2, 3]
c += 'ab'
c *= 2
print(c)
d = c
d *= 0
print(c, d is c)
print([1, 2] == [1, 2], [1, 2] != [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 5], [] < [0], [1, 2] <= [1, 2], [3] >= [3, 0])
print(attempt(lambda: [1] < [None]), attempt(lambda: [1] < 3), [1] == 1, [1] != 1)
print(1 in [1, 2], 3 in [1, 2], 1.0 in [1], None in [None], float('nan') in [float('nan')])
n = float('nan')
print([n] == [n], n in [n], [n].index(n), [n].count(n))
e = [1]
e.append(e)
print(e, repr(e), [e, e])
print(attempt(hash, []), list.__hash__, [].__sizeof__(), [1, 2, 3].__sizeof__(), list(range(10)).__sizeof__())
print(list.__doc__)
print(sorted([3, 1, 2]), sorted('hello'), sorted([3, 1, 2], reverse=True), sorted('bA', key=str.lower))
f = [0] * 5
f[1:3] = [9, 9, 9]
print(f, f.__getitem__(2), f.__contains__(9), f.__len__(), f.__reversed__().__next__())
class L(list):
    pass
x = L([1, 2])
print(x, type(x + [3]), type(x * 2), type(x[:]), type(x.copy()), x == [1, 2], [1, 2] == x, isinstance(x, list), L('ab'))
print(type(L.__new__(L)), list.__new__(L), attempt(list.__new__, int), attempt(list.__init__, 3))
