# Sets that change during iteration and during comparison.
def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
def loop(s, change):
    seen = []
    try:
        for x in s:
            seen.append(x)
            change(s, x)
            if len(seen) > 10: break
    except RuntimeError as e:
        seen.append(str(e))
    return seen
print(loop({1, 2, 3}, lambda s, x: s.add(99)), loop({1, 2, 3}, lambda s, x: s.discard(x)), loop({1, 2, 3}, lambda s, x: s.clear()), loop({1, 2, 3}, lambda s, x: s.add(x)))
s = {1, 2, 3}
it = iter(s)
print(next(it), it.__length_hint__(), it.__reduce__()[1], s.add(9), it.__length_hint__(), attempt(next, it), attempt(next, it))
it = iter({5})
print(list(it), list(it), it.__length_hint__(), it.__reduce__()[1])
class Evil:
    def __init__(self, s): self.s = s
    def __hash__(self): return 1
    def __eq__(self, o):
        self.s.clear()
        return True
s = set()
s.add(Evil(s))
print(1 in s, s)
s.add(Evil(s))
s.add(1)
print(s)
class Raise:
    def __hash__(self): return 2
    def __eq__(self, o): raise ValueError('eq')
s = {Raise()}
print(attempt(s.add, 2), attempt(s.remove, 2), attempt(s.discard, 2), attempt(lambda: 2 in s), attempt(lambda: s | {2}), attempt(lambda: s & {2}), attempt(lambda: s - {2}), attempt(lambda: s ^ {2}), attempt(lambda: s == {2}), attempt(lambda: s <= {2}), len(s))
def gen():
    yield 1
    yield 2
    raise KeyError('gen')
s = {0}
print(attempt(s.update, gen()), s, attempt(s.intersection, gen()), attempt(s.difference, gen()), attempt(s.symmetric_difference, gen()), attempt(set, gen()), attempt(s.isdisjoint, gen()))
deleted = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): deleted.append(self.n)
s = {D(0)}
s.pop()
print(deleted)
s = {D(1)}
s.clear()
d = D(2)
s.add(d); del d
s = None
print(deleted)
big = set(range(1000))
big -= big
print(big, len(big))
big = set(range(100)); big ^= big; print(big)
big = set(range(100)); big &= big; print(len(big)); big |= big; print(len(big))


# Comparisons that empty the dict whose keys are being taken in.
import random


def bad_sets(make):
    class Bad:
        def __eq__(self, other):
            if enabled:
                if random.randrange(5) == 0:
                    one.clear()
                if random.randrange(5) == 0:
                    two.clear()
            return bool(enabled and random.randrange(2))

        def __hash__(self):
            return random.randrange(2)

    enabled = False
    one = set(Bad() for _ in range(random.randrange(50)))
    two = make(Bad() for _ in range(random.randrange(50)))
    enabled = True
    return one, two


random.seed(1)
for make in (dict.fromkeys, set, list):
    for operation in (
        set.union,
        set.update,
        set.symmetric_difference,
        set.symmetric_difference_update,
        set.difference,
        set.difference_update,
        set.intersection,
        set.issubset,
        set.isdisjoint,
    ):
        for _ in range(30):
            try:
                operation(*bad_sets(make))
            except RuntimeError as error:
                assert "changed size during iteration" in str(error), error
print("no crash")


class Counting(int):
    hashed = 0

    def __hash__(self):
        Counting.hashed += 1
        return int.__hash__(self)


d = dict.fromkeys(map(Counting, range(10)))
print(Counting.hashed)
print(len(dict.fromkeys(set(d))), len(dict.fromkeys(frozenset(d), 1)), len(dict.fromkeys(d)), Counting.hashed)
