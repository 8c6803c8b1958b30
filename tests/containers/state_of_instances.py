"""What pickling takes of instances with and without attributes and slots."""

from collections import OrderedDict, defaultdict, deque


class Plain:
    pass


class Slots:
    __slots__ = ("a",)


class Both(Plain):
    __slots__ = ("b",)


p = Plain()
print(p.__getstate__(), p.__reduce_ex__(2)[1:])
p.x = 1
print(p.__getstate__(), p.__reduce_ex__(2)[1:])
del p.x
print(p.__getstate__())
s = Slots()
print(s.__getstate__(), s.__reduce_ex__(2)[1:])
s.a = 1
print(s.__getstate__())
b = Both()
print(b.__getstate__())
b.b = 2
print(b.__getstate__())
b.y = 3
print(b.__getstate__())
for protocol in range(5):
    print(OrderedDict(a=1).__reduce_ex__(protocol)[:4])
    print({1}.__reduce_ex__(protocol), deque([1]).__reduce_ex__(protocol)[:3])


class SlottedBytes(bytearray):
    __slots__ = ("x", "__dict__")


b = SlottedBytes(b"ab")
b.x, b.z = 1, 2
import copy, pickle

print(b.__reduce_ex__(2)[2], copy.copy(b).x, copy.copy(b).z, [pickle.loads(pickle.dumps(b, p)).x for p in range(2, 6)], bytearray(b"a").__reduce__())
