# range: items, slices, comparison, big ints, iterators.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
print(range(5), range(1, 5), range(1, 10, 3), range(0), range(10, 0, -2), range(5, 5, -1), range(True), range(2**70))
for r in (range(5), range(0, 10, 3), range(10, -3, -4), range(3, 3), range(2**65, 2**65 + 10, 3), range(-2**65, 2**65, 2**64), range(5, -5)):
    print(r, attempt(len, r), list(r), list(reversed(r)), bool(r), r.start, r.stop, r.step, attempt(lambda: r[0]), attempt(lambda: r[-1]), attempt(lambda: r[3]), r[1:3], r[::-1], r[::2], r[-2:], r[5:1:-2])
print(attempt(range), attempt(range, 1, 2, 3, 4), attempt(range, 1.5), attempt(range, '1'), attempt(range, 1, 2, 0), attempt(range, a=1), attempt(len, range(2**70)), attempt(lambda: range(3)[2**70]), attempt(lambda: range(3)['a']), attempt(lambda: range(3)[1:2:0]))
print(range(3) == range(0, 3, 1), range(0) == range(2, 1), range(0, 3, 2) == range(0, 4, 2), range(1) == range(0, 1, 5), range(3) == [0, 1, 2], range(3) != range(4), attempt(lambda: range(3) < range(4)))
print(hash(range(3)) == hash(range(0, 3, 1)), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(range(0)) == hash(range(5, 5)), hash(range(5)), hash(range(2**65)))
print(3 in range(5), 5 in range(5), 4 in range(0, 10, 2), 3 in range(0, 10, 2), -1 in range(5), 3.0 in range(5), 3.5 in range(5), 'a' in range(5), True in range(2), 2**66 in range(2**66, 2**67), 5 in range(10, 0, -5), None in range(3))
print(range(5).index(3), attempt(range(5).index, 7), range(0, 10, 2).index(4), attempt(range(0, 10, 2).index, 3), range(5).count(3), range(5).count(9), range(5).index(2.0), attempt(range(5).index, 'a'), range(5).count(2.0), range(2**65, 2**65 + 9).index(2**65 + 4))
it = iter(range(5))
print(next(it), it.__length_hint__(), it.__reduce__(), it.__setstate__(3), list(it), it.__length_hint__(), attempt(next, it), type(it), it.__setstate__(-5), list(it), attempt(it.__setstate__, 'a'), attempt(it.__setstate__, 2**70))
it = iter(range(2**65, 2**65 + 4))
print(next(it), it.__length_hint__(), it.__reduce__(), it.__setstate__(2), list(it), it.__length_hint__(), type(it), attempt(it.__setstate__, 'a'))
print(reversed(range(3)).__reduce__(), list(reversed(range(0, 10, 3))), list(iter(range(2**63 - 2, 2**63 + 2))), list(range(2**62, 2**62 + 3)), list(range(-2**63, -2**63 + 2)), type(iter(range(2**63 - 5))), type(iter(range(2**63))), type(reversed(range(2**63))))
class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
print(range(I(3)), list(range(I(1), I(9), I(3))), range(9)[I(2)], I(3) in range(5), range(5).__reduce__(), range(0, 10)[I(1):I(5)])
print(sum(range(101)), max(range(3, 9)), min(range(9, 3, -1)), list(map(lambda x: x * x, range(4))), [*range(3)], attempt(setattr, range(3), 'start', 1), attempt(lambda: type('R', (range,), {})))
print(range(10)[2:8][1:3], range(10)[::-1][::-1], range(0, 100, 7)[3:-2:2], len(range(-10, 10, 3)), range(2**100)[2**90:2**91:2**89], range(10).__eq__(5), range(3).__doc__[:30])
total = 0
for i in range(0, 2000, 3): total += i
for i in range(100, 0, -7): total -= i
print(total)
