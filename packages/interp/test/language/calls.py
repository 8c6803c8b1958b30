"""Arguments of all kinds, the order in which they are evaluated, decorators."""


def show(*args, **kwargs): return args, kwargs
def full(a, b=2, /, c=3, *args, d, e=5, **kwargs): return a, b, c, args, d, e, kwargs


log = []
def note(x):
    log.append(x)
    return x


print(full(1, d=4), full(1, 2, 3, 4, 5, d=6, x=7), full(*[1, 2], *(3,), d=4, **{"z": 1}))
print(show(note(1), *[note(2)], note(3), k=note(4), **{"l": note(5)}, m=note(6)), log)
for bad in (lambda: full(), lambda: full(1, a=1), lambda: full(1), lambda: full(1, d=1, **{"d": 2}),
            lambda: show(**{1: 2}), lambda: show(*5), lambda: show(**5), lambda: (lambda: 1)(2), lambda: (lambda *, k: 1)()):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError", str(e).split("()")[-1].strip())


def deco(tag):
    log.append(("make", tag))
    def wrap(f):
        log.append(("apply", tag, getattr(f, "__name__", "?")))
        return f
    return wrap


log.clear()
@deco("a")
@deco("b")
def decorated(x: note("annotation") = note("default")) -> note("returns"): "doc"
print(log, decorated.__annotations__, decorated.__doc__, decorated.__defaults__, decorated.__qualname__)

log.clear()
@deco("c")
class Decorated(*[note(object)], **{}):
    attribute = note("body")
print([str(entry)[:30] for entry in log])


class Chain:
    def __init__(self): self.calls = []
    def add(self, *a, **k):
        self.calls.append((a, k))
        return self
    def __getitem__(self, key): return self.add(key)
    def __call__(self, *a): return self.add("call", *a)


print(Chain().add(1)[2:3, ...](4).add(k=5)[1].calls)

d = {}
def key(k):
    log.append(k)
    return k
log.clear()
d[key("a")] = key("b")
d[key("a")] += key("c")
x = [0, 1, 2, 3]
x[key(1)], x[key(2)] = key("u"), key("v")
i, x[i], (j, *k) = 3, "z", "pqr"
print(d, x, i, j, k, log)
a = b = c = []
a += [1]
print(a is b is c, b)
a, b = 1, 2
a, b = b, a
a, b, c = c, a, b
print(a, b, c)
(a, *b), [c, d] = "xyz", (1, 2)
print(a, b, c, d)
for bad in ("a, b = 1,", "a, b = 1, 2, 3", "a, *b, c = 1,", "a, b = 5", "(a, b), c = 1, 2", "[a] = []"):
    try:
        exec(bad)
    except (ValueError, TypeError) as e:
        print(bad, "|", e)
print({**{"a": 1}, "b": 2, **{"a": 3}}, {*[1], 2, *(3,)}, [*"ab", *"c"], (*"x",), {"k": 1, "k": 2})
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 2 != 1, [1 in [1] == True], not 1 == 2, (1 if [] else 2, 0 or "" or [], 1 and 2 and 3))
s = slice
class Slices:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): log.append((k, v))
    def __delitem__(self, k): log.append(k)
o = Slices()
log.clear()
print(o[1:2], o[:], o[::], o[1:2:3], o[1:2, ...], o[None:], o[:0])
o[1:2] = 1; o[:] = 2; o[::2] = 3; del o[1:], o[0]
print(log)
