# Iterators of all containers: exhaustion, hints, types, copies.
def attempt(f, *a):
    try: return f(*a)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
sources = [[1, 2, 3], (1, 2), 'ab', {1: 2, 3: 4}, {5}, frozenset([7]), range(3), range(2**65, 2**65 + 2), {1: 2}.keys(), {1: 2}.values(), {1: 2}.items(), b'ab', bytearray(b'x')]
for s in sources:
    it = iter(s)
    print(type(it).__name__, type(it).__module__, iter(it) is it, it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__length_hint__(), attempt(next, it), next(it, 'default'), attempt(type(it)), it.__class__.__name__)
for s in ([1, 2, 3], (1, 2), 'ab', {1: 2, 3: 4}, range(3), {1: 2}.keys(), {1: 2}.values(), {1: 2}.items()):
    it = reversed(s)
    print(type(it).__name__, iter(it) is it, it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__length_hint__(), attempt(next, it))
for s in sources:
    it = iter(s); next(it); f, args, *state = it.__reduce__(); again = f(*args)
    if state: again.__setstate__(*state)
    print(type(it).__name__, f.__name__, list(again), list(it))
l = [1, 2]; it = iter(l); list(it); l.append(3); print(list(it), attempt(next, it))
d = {1: 1}; it = iter(d); list(it); d[2] = 2; print(list(it)); s = {1}; it = iter(s); list(it); s.add(2); print(list(it))
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration('value')
        return self.n
    def __length_hint__(self): return 10
class BadHint(It):
    def __length_hint__(self): return -1
class RaiseHint(It):
    def __length_hint__(self): raise ValueError('hint')
class TypeHint(It):
    def __length_hint__(self): raise TypeError('hint')
class StrHint(It):
    def __length_hint__(self): return 'x'
for c in (It, BadHint, RaiseHint, TypeHint, StrHint): print(c.__name__, attempt(list, c()), attempt(tuple, c()), attempt(sorted, c()), attempt(set, c()), attempt(dict.fromkeys, c()))
l = [0]; print(attempt(l.extend, RaiseHint()), l, l.extend(It()), l, l.__iadd__(It()))
def gen():
    yield 1
    raise KeyError('mid')
l = []; print(attempt(l.extend, gen()), l, attempt(tuple, gen()), attempt(dict, ((k, 1) for k in gen())), attempt(lambda: [*gen()]), attempt(min, gen()), attempt(sum, gen()), attempt(''.join, gen()))


# A class that deletes its __next__ while it is iterated over.
def vanishing():
    class Vanishing:
        def __iter__(self):
            return self

        def __next__(self):
            del Vanishing.__next__
            return 1

    return Vanishing()


try:
    for item in vanishing():
        print(item)
except TypeError as error:
    print(error)


# Keywords: a subclass's own __init__ may take them, but without one there is nobody to.
import itertools

for kind, args in [(tuple, ([1],)), (frozenset, ([1],)), (list, ([1],)), (map, (str, [1])), (filter, (None, [1])), (reversed, ([1],)), (itertools.chain, ([1],)), (itertools.islice, ([1], 1)), (itertools.cycle, ([1],)), (itertools.takewhile, (bool, [1])), (float, ("1",))]:
    plain = type("plain", (kind,), {})
    taking = type("taking", (kind,), {"__init__": lambda self, *args, more=None: None})
    for sub in (kind, plain, taking):
        try:
            print(kind.__name__, type(sub(*args, more=3)).__name__)
        except TypeError as error:
            print(kind.__name__, error)
