# Sequences of operations that change a bytearray, and what a view of it allows.

state = 7


def rand(n):
    global state
    state = (state * 1103515245 + 12345) % 2147483648
    return (state >> 8) % n


def pick(seq):
    return seq[rand(len(seq))]


def number():
    return pick([-9, -3, -2, -1, 0, 1, 2, 3, 5, 9])


def index():
    return pick([None, number(), number()])


def step(b):
    k = rand(16)
    if k == 0: return "append", lambda v=pick([65, 255, 256, -1, "a", True]): b.append(v)
    if k == 1: return "extend", lambda v=pick([b"xy", bytearray(b"zz"), [1, 2, 300], [1, 2], (3,), "ab", 1]): b.extend(v)
    if k == 2: return "insert", lambda i=number(), v=pick([66, 300]): b.insert(i, v)
    if k == 3: return "pop", lambda a=pick([(), (number(),)]): b.pop(*a)
    if k == 4: return "remove", lambda v=pick([97, 1, 500]): b.remove(v)
    if k == 5: return "reverse", lambda: b.reverse()
    if k == 6 and rand(4) == 0: return "clear", lambda: b.clear()
    if k <= 9:
        s = slice(index(), index(), pick([None, None, 1, 2, -1, -2]))
        return "set", lambda v=pick([b"", b"q", b"qr", bytearray(b"stu"), [1, 2], "x", 3, [300]]): b.__setitem__(s, v)
    if k == 10: return "put", lambda i=number(), v=pick([1, 255, 256, "a"]): b.__setitem__(i, v)
    if k == 11: return "cut", lambda s=slice(index(), index(), pick([None, 1, 2, -1, 3])): b.__delitem__(s)
    if k == 12: return "del", lambda i=number(): b.__delitem__(i)
    if k == 13: return "iadd", lambda v=pick([b"ab", bytearray(b"c"), "x", 1]): b.__iadd__(v)
    if k == 14: return "imul", lambda n=pick([0, 1, 2, 1, -1]): b.__imul__(n)
    return "self", lambda: b.__setitem__(slice(1, 2), b)


for _ in range(300):
    b = bytearray(pick([b"", b"abc", b"abcdefghij", b"it's"]))
    for _ in range(1 + rand(6)):
        name, f = step(b)
        try:
            r = f()
            print(name, r if r is not b else "itself", b if len(b) < 60 else len(b), b.__alloc__() > len(b) or not b)
        except Exception as e:
            print(name, type(e).__name__, e, b if len(b) < 60 else len(b))
        if len(b) > 1000:
            break

b = bytearray(b"hello")
with memoryview(b) as v:
    for f in (lambda: b.append(1), lambda: b.clear(), lambda: b.pop(), lambda: b.extend(b"x"), lambda: b.__delitem__(0)):
        try:
            f()
        except BufferError as e:
            print(e)
    b[0] = 72
    v[1:3] = b"EL"
    print(b, v.tolist())
b.append(33)
print(b)


class B(bytearray):
    pass


c = B(b"sub")
c.note = 1
print(type(c), type(c + b"x"), type(c[:2]), type(c.upper()), c.__reduce_ex__(2), c.__reduce_ex__(4), repr(c), c == b"sub")
for args in ((), (3,), (b"x",), ([1, 2],), ("é", "utf-8"), ("é",), (-1,), ([256],), (1.5,), (1, "a"), (None,), ("a", "b", "c", "d")):
    try:
        print(bytearray(*args), bytes(*args))
    except Exception as e:
        print(type(e).__name__, e)
it = iter(bytearray(b"abc"))
print(next(it), it.__length_hint__(), it.__reduce__()[1:], list(it), it.__length_hint__(), type(it).__name__)
