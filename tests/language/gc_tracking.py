"""Which objects the collector tracks, before and after full collections."""

import gc
import itertools


class Slots:
    __slots__ = ()


class FloatSlots(float):
    __slots__ = ()


class IntSlots(int):
    __slots__ = ()


class TextSlots(str):
    __slots__ = ()


for o in (Slots(), FloatSlots(1.5), IntSlots(3), TextSlots("a"), object(), 1.5, "a", [], {}, (), (1, 2), ([],)):
    print(type(o).__name__, gc.is_tracked(o), bool(type(o).__flags__ >> 14 & 1))


def settled(o):
    gc.collect()
    gc.collect()
    return gc.is_tracked(o)


print(settled((1, object())), settled((1, [])), settled(((1, (2, "x")),)))
for d in ({}, {1: "a"}, {(1, object()): 3}, {1: ()}, {1: []}, {1: {}}, {"a": object()}, {1: int}):
    print(settled(d), settled(d.copy()))
d = {1: []}
print(settled(d))
d[1] = None
print(settled(d))
d[2] = [d]
print(settled(d), len(d))

# A tuple that an iterator uses again is tracked again when it is given out.
for it in (
    itertools.combinations([None, []], 1),
    itertools.combinations_with_replacement([None, []], 1),
    itertools.permutations([None, []], 1),
    itertools.product([None, []]),
):
    next(it)
    gc.collect()
    print(gc.is_tracked(next(it)))
for it in (itertools.zip_longest([[]]), zip([[]]), enumerate([[]])):
    gc.collect()
    print(gc.is_tracked(next(it)))


# Cycles through untracked dicts that became tracked again are found.
class Node:
    def __del__(self):
        print("gone", self.name)


for name in ("a", "b"):
    n = Node()
    n.name = name
    links = {1: (1, 2)}
    gc.collect()
    links[2] = n
    n.links = links
    del n, links
    gc.collect()
