"""Docstrings, text signatures and flags of the numbers' types and modules."""
import math, cmath, _struct, _random, array

def describe(owner, names):
    for k in names:
        v = vars(owner)[k]
        print(k, type(v).__name__, getattr(v, '__text_signature__', '-'), repr(getattr(v, '__doc__', '-')))

def plain(t):
    return sorted(k for k in vars(t) if k not in ('__doc__', '__module__', '__loader__', '__spec__', '__package__', '__name__', '__hash__',
                  # which types repeat the slots of object
                  '__getattribute__', '__setattr__', '__delattr__'))

for t in (int, bool, float, complex, _struct.Struct, _random.Random, array.array):
    print(t, t.__basicsize__, t.__itemsize__, t.__module__, t.__text_signature__, hex(t.__flags__ & (1 << 10 | 1 << 14 | 1 << 22 | 1 << 24)), t.__bases__, repr(t.__doc__))
    describe(t, plain(t))
for m in (math, cmath, _struct, _random, array):
    print(m.__name__, repr(m.__doc__))
    for k in plain(m):
        v = vars(m)[k]
        if type(v) is type:
            continue
        if callable(v):
            print(k, type(v).__name__, ' '.join(str(v.__text_signature__).split()), repr(v.__doc__), v.__module__, v.__qualname__)
        else:
            print(k, repr(v))
