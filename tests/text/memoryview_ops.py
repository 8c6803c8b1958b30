# memoryview: slices, casts, items, release, hashes, and what each of them refuses.

def show(f):
    try:
        r = f()
        print(r.tolist() if isinstance(r, memoryview) else r)
    except Exception as e:
        print(type(e).__name__, e)


def put(m, k, v):
    m[k] = v
    return m.obj if isinstance(m.obj, bytes) else bytes(m.obj)


for base in (b"abcdefgh", bytearray(b"abcdefgh"), b""):
    m = memoryview(base)
    print(m.nbytes, m.itemsize, m.ndim, m.shape, m.strides, m.suboffsets, m.c_contiguous, m.f_contiguous, m.contiguous, m.format, m.readonly)
    for key in (0, -1, 8, 10**20, "x", 1.5, (), (0,), (0, 1), ..., slice(None), slice(1, 5), slice(None, None, -1), slice(6, 1, -2), slice(0, 0), slice(None, None, 0)):
        show(lambda: m[key])
        for value in (65, 256, "a", b"a", b"xy", 1.5):
            show(lambda: put(m, key, value))
    for fmt in "cbBhHiIlLqQnNfdP?":
        show(lambda: m.cast(fmt).tolist())
        show(lambda: m[:8].cast("@" + fmt)[0])
    for args in (("x",), ("B", [2, 4]), ("B", (4, 2)), ("b", [8]), ("B", [3]), ("h", [2, 2]), ("B", []), ("B", ["a"]), ("B", [0]), ("B", 1), (1,)):
        show(lambda: m.cast(*args).tolist())
        show(lambda: m.cast(*args).shape)
    for order in ("C", "F", "A", "X", None, 1):
        show(lambda: m.cast("B", [2, 4]).tobytes(order))
    for sep in ((), (":",), ("-", 2), (b".", -3), ("xx",), (1,)):
        show(lambda: m.hex(*sep))
    show(lambda: hash(m) == hash(base))
    show(lambda: m == base)
    show(lambda: m[::2] == base[::2])
    show(lambda: m == "abcdefgh")
    show(lambda: m < m)
    show(lambda: [97 in m, list(m), list(reversed(m))])
    show(lambda: m.toreadonly().readonly)

b = bytearray(24)
for fmt, values in (("c", [b"x", "x", b"xy"]), ("b", [-128, 127, 128]), ("H", [65535, 65536, -1]), ("i", [-(2**31), 2**31]), ("Q", [2**64 - 1, 2**64, -1]), ("q", [-(2**63), 2**63]), ("d", [1.5, 10, "a", 1j]), ("f", [0.1, 1e300]), ("?", [0, 5, []]), ("n", [3, None])):
    m = memoryview(b).cast(fmt)
    for v in values:
        try:
            m[1] = v
            print(fmt, v, m[1])
        except Exception as e:
            print(fmt, v, type(e).__name__, e)

n = memoryview(memoryview(b"nested"))
print(n.obj)
n.release()
for f in (lambda: n[0], lambda: n.obj, lambda: len(n), lambda: n.tolist(), lambda: n == n, lambda: n.release(), lambda: memoryview(n), lambda: repr(n)[:16]):
    show(f)
with memoryview(b"abc") as w:
    print(w[1])
show(lambda: w[1])
outer = memoryview(b"abc")
inner = memoryview(outer)
outer.release()
print(inner.tolist())
two = memoryview(bytes(range(12))).cast("B", [3, 4])
print(two[1, 2], two[-1, -1], two[1:].tolist(), len(two), two == two, two.strides)
for key in (1, (3, 0), (0, 4), (0, 0, 0), (slice(0, 1), slice(0, 1)), (0,), "x"):
    show(lambda: two[key])
show(lambda: iter(two).__next__())
show(lambda: memoryview(1))
show(lambda: memoryview())
it = iter(memoryview(b"ab"))
print(list(it), type(it).__name__)
import weakref
print(weakref.ref(inner)() is inner)


class Releasing:
    def __index__(self):
        view.release()
        return 2


view = memoryview(bytearray(b"abcd"))
try:
    print(view[Releasing()])
except ValueError as error:
    print(error)
view = memoryview(bytearray(b"abcd"))
print(list(view[: Releasing()]))
