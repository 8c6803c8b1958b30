"""Instances of every Python class are the collector's: one that holds nothing else holds its class."""

import gc

for base in object, int, str, bytes, tuple, float, Exception, list, dict:
    empty = type("Empty", (base,), {"__slots__": ()})
    full = type("Full", (base,), {})
    print(base.__name__, gc.is_tracked(empty()), gc.is_tracked(full()), empty.__flags__ >> 14 & 1)


def cycle():
    class C:
        __slots__ = ()

        def __del__(self):
            print("del")

    class I(int):
        __slots__ = ()

    C.instance = C()
    I.instance = I(1000)
    return gc.get_referents(C.instance), gc.get_referents(I.instance)


gc.collect()
print(cycle())
print(gc.collect() > 10)
print(sum(type(o).__name__ == "I" for o in gc.get_objects()))
