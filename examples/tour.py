"""A tour of Tyston: what it runs on, and a little of what Python 3.11 has.

    npx tyston examples/tour.py
"""

import functools
import sys
from collections import Counter, defaultdict, namedtuple


def heading(text):
    print(f"\n── {text} " + "─" * max(0, 60 - len(text)))


def where_are_we():
    heading("where this runs")
    host = getattr(sys.implementation, "_host", "none: this is CPython")
    print("implementation:", sys.implementation.name)
    print("host:", host)
    print("language:", ".".join(map(str, sys.version_info[:2])))


# -- numbers: ints have no bounds, floats print the shortest text that reads back ------------------------------------


def numbers():
    heading("numbers")
    print(f"2 ** 127 - 1 = {2**127 - 1:,}")
    print("0.1 + 0.2 =", 0.1 + 0.2, "  (-8) // 3 =", -8 // 3, "  divmod(-8, 3) =", divmod(-8, 3))
    print("complex:", (3 + 4j) * 1j, abs(3 + 4j))


# -- generators: an endless sieve, of which we take as much as we want -----------------------------------------------


def primes():
    multiples = defaultdict(list)
    n = 2
    while True:
        for step in multiples.pop(n, ()) or [None]:
            if step is None:
                yield n
                multiples[n * n].append(n)
            else:
                multiples[n + step].append(step)
        n += 1


def take(n, iterable):
    return [x for x, _ in zip(iterable, range(n))]


# -- pattern matching: an expression tree that simplifies itself -----------------------------------------------------

Num = namedtuple("Num", "value")
Add = namedtuple("Add", "left right")
Mul = namedtuple("Mul", "left right")
Var = namedtuple("Var", "name")


def simplify(e):
    match e:
        case Add(left, right):
            e = Add(simplify(left), simplify(right))
        case Mul(left, right):
            e = Mul(simplify(left), simplify(right))
    match e:
        case Add(Num(a), Num(b)):
            return Num(a + b)
        case Mul(Num(a), Num(b)):
            return Num(a * b)
        case Add(Num(0), x) | Add(x, Num(0)) | Mul(Num(1), x) | Mul(x, Num(1)):
            return x
        case Mul(Num(0), _) | Mul(_, Num(0)):
            return Num(0)
    return e


# -- classes: a descriptor that checks, and what __set_name__ tells it -----------------------------------------------


class Positive:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        return self if obj is None else obj.__dict__[self.name]

    def __set__(self, obj, value):
        if value <= 0:
            raise ValueError(f"{self.name} must be positive, not {value!r}")
        obj.__dict__[self.name] = value


class Box:
    width = Positive()
    height = Positive()

    def __init__(self, width, height):
        self.width, self.height = width, height

    @functools.cached_property
    def area(self):
        return self.width * self.height


# -- coroutines need no library: an event loop of six lines ----------------------------------------------------------


class Turn:
    def __await__(self):
        yield


async def worker(name, steps, log):
    for i in range(steps):
        log.append(f"{name}{i}")
        await Turn()
    return name.upper()


def run_all(*coroutines):
    results, waiting = [], list(coroutines)
    while waiting:
        c = waiting.pop(0)
        try:
            c.send(None)
            waiting.append(c)
        except StopIteration as done:
            results.append(done.value)
    return results


@functools.lru_cache(maxsize=None)
def ways(total, coins=(100, 50, 20, 10, 5, 2, 1)):
    """How many ways there are to give change."""
    if total == 0:
        return 1
    if total < 0 or not coins:
        return 0
    return ways(total - coins[0], coins) + ways(total, coins[1:])


def main():
    where_are_we()
    numbers()

    heading("generators")
    print(take(15, primes()))

    heading("pattern matching")
    tree = Add(Mul(Num(1), Var("x")), Mul(Num(3), Add(Num(2), Num(-2))))
    print(simplify(tree))

    heading("descriptors and exceptions")
    print("area:", Box(3, 4).area)
    try:
        Box(3, -4)
    except ValueError as e:
        print("refused:", e)
    try:
        raise ExceptionGroup("several", [ValueError("bad"), KeyError("k"), ValueError("worse")])
    except* ValueError as group:
        print("values:", [str(e) for e in group.exceptions])
    except* KeyError as group:
        print("keys:", group.exceptions)

    heading("coroutines")
    log = []
    print(run_all(worker("a", 2, log), worker("b", 3, log)), " ".join(log))

    heading("memory and text")
    print("ways to change 200:", ways(200), ways.cache_info())
    text = "the quick brown fox jumps over the lazy dog the end"
    print(Counter(text.split()).most_common(2), f"{'naïve ☃':>10}|{3.14159:<8.3f}|{255:#x}")


main()
