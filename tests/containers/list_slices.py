# Slices of list: reading, assigning, deleting, for every start, stop and step of a small range.
def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)

base = list(range(7))
ends = [None, -9, -7, -3, -1, 0, 1, 3, 6, 7, 9]
total = 0
for i in ends:
    for j in ends:
        for k in (None, 1, 2, 3, 7, 9, -1, -2, -3, -8):
            s = slice(i, j, k)
            part = base[s]
            d = base[:]
            del d[s]
            e = base[:]
            try:
                e[s] = [-x for x in part]
            except ValueError as err:
                e = str(err)
            total += hash((tuple(part), tuple(d), str(e))) % 1 + len(part)
            print(i, j, k, part, d, e)
print(total)
a = [1, 2, 3, 4, 5]
print(attempt(a.__setitem__, slice(0, 5, 2), [1]), attempt(a.__setitem__, slice(0, 2), 5), attempt(a.__setitem__, slice(0, 4, 2), 5))
print(attempt(a.__getitem__, slice(1, 2, 0)), attempt(a.__getitem__, slice('a')), attempt(a.__getitem__, 'x'), attempt(a.__getitem__, 1.5))
print(attempt(a.__getitem__, 5), attempt(a.__getitem__, -6), attempt(a.__setitem__, 5, 1), attempt(a.__delitem__, 9), attempt(a.__getitem__, 2**70))
a[1:1] = 'xyz'
print(a)
a[:] = a
print(a)
a[2:4] = a
print(a)
a[::2] = a[::2][::-1]
print(a)
del a[::-2]
print(a)
del a[:]
print(a)
a[5:9] = [1, 2]
print(a)
a[0:0] = iter([7, 8])
print(a)
class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
print([10, 20, 30][I(1)], [10, 20, 30][I(0):I(2)], attempt([1].__getitem__, I('a')))
