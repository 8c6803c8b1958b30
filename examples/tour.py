"""A tour: what runs, and on what. The same program runs on python3."""

import collections
import contextlib
import dataclasses
import functools
import itertools
import json
import math
import re
import sys

host = getattr(sys.implementation, "_host", None)
print(f"{sys.implementation.name} {sys.version.split()[0]}" + (f" on the {host} host" if host else ""))


@dataclasses.dataclass(order=True)
class Planet:
    radius: float
    name: str = dataclasses.field(compare=False)

    @functools.cached_property
    def volume(self):
        return 4 / 3 * math.pi * self.radius**3


planets = sorted(Planet(r, n) for n, r in {"Earth": 6371.0, "Mars": 3389.5, "Venus": 6051.8}.items())
print("classes     ", ", ".join(f"{p.name}: {p.volume:.3e} km³" for p in planets))


def primes():
    sieve = {}
    for n in itertools.count(2):
        if (factors := sieve.pop(n, None)) is None:
            yield n
            sieve[n * n] = [n]
        else:
            for p in factors:
                sieve.setdefault(n + p, []).append(p)


print("generators  ", *itertools.islice(primes(), 12))


def describe(x):
    match x:
        case {"op": str(op), "args": [first, *rest]}:
            return f"{op} of {first} and {len(rest)} more"
        case int() | float() if x < 0:
            return "negative"
        case _:
            return type(x).__name__


print("matching    ", [describe(x) for x in ({"op": "add", "args": [1, 2, 3]}, -2.5, "s")])

with contextlib.ExitStack() as stack:
    for name in "abc":
        stack.callback(lambda name=name: order.append(name))
    order = []
print("with        ", order)


async def step(n):
    return n * n


async def walk():
    return [await step(n) for n in range(5)]


try:
    walk().send(None)
except StopIteration as done:
    print("coroutines  ", done.value)

try:
    raise ExceptionGroup("two at once", [ValueError("a"), KeyError("b")])
except* KeyError as group:
    print("except*     ", group.exceptions)
except* ValueError:
    pass

words = re.findall(r"\b\w+\b", "the quick brown fox jumps over the lazy dog, the end")
print("library     ", collections.Counter(words).most_common(2), json.dumps({"π": [math.pi, None, True]}))
print("integers    ", math.factorial(30), f"{2**100:,}", pow(3, -1, 1009))

try:
    {}["missing"]
except KeyError as error:
    print("errors      ", repr(error), "at line", error.__traceback__.tb_lineno)
