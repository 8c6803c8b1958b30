"""sys.maxsize as an argument, and what lies beyond it."""

import itertools
import sys
from array import array

top = sys.maxsize


def attempt(name, f):
    try:
        r = f()
    except Exception as error:
        print(name, type(error).__name__, error)
    else:
        print(name, r)


for n in (top - 1, top, top + 1, -top, -top - 1, -top - 2):
    attempt(f"split {n}", lambda: "a b c".split(" ", n))
    attempt(f"rsplit {n}", lambda: b"a b c".rsplit(None, n))
    attempt(f"replace {n}", lambda: "aXbX".replace("X", "y", n))
    attempt(f"index {n}", lambda: "abc"[n])
    attempt(f"list index {n}", lambda: [1, 2][n])
    attempt(f"slice {n}", lambda: [1, 2, 3][:n])
    attempt(f"find {n}", lambda: "abc".find("c", 0, n))
    attempt(f"insert {n}", lambda: (lambda l: l.insert(n, 0) or l)([1, 2]))
for n in (top, top + 1):
    for what in ("a", "\u0416", b"a", [0], (0,), bytearray(b"a"), array("b", [1])):
        attempt(f"{type(what).__name__} * {n}", lambda: what * n)
attempt("islice", lambda: list(itertools.islice(range(20), 1, 10, top)))
attempt("islice stop", lambda: list(itertools.islice("abc", top)))
attempt("islice beyond", lambda: itertools.islice("abc", top + 1))


class Liar:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def __length_hint__(self):
        return sys.maxsize


items = [1, 2, 3]
items.extend(Liar())
print(items)
attempt("an empty list", lambda: [].extend(Liar()))


class BadLength:
    def __iter__(self):
        return iter(range(10))

    def __len__(self):
        raise RuntimeError("no length")


attempt("bytearray", lambda: bytearray().extend(BadLength()))

for f in (
    lambda: "%*d" % (sys.maxsize, 1),
    lambda: "%*s" % (2**40, "a"),
    lambda: b"%*d" % (sys.maxsize, 1),
    lambda: "{:{}}".format("a", 2**40),
    lambda: format(1, str(2**50)),
    lambda: "a".ljust(2**45),
):
    attempt("wide", f)
