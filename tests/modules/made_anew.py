"""Built-in modules that are imported a second time: types and exceptions are those of the first time."""

import binascii
import importlib
import struct
import sys
import zlib

NAMES = ["_struct", "binascii", "zlib", "_csv", "array", "itertools", "_collections", "_functools", "_json", "_bisect"]

for name in NAMES:
    first = importlib.import_module(name)
    del sys.modules[name]
    second = importlib.import_module(name)
    print(name, first is second, sorted(vars(first)) == sorted(vars(second)), second.__spec__.name)
    sys.modules[name] = first

# What was imported before goes on.
for error, call in [
    (struct.error, lambda: struct.calcsize("Z")),
    (binascii.Error, lambda: binascii.unhexlify("1")),
    (zlib.error, lambda: zlib.decompress(b"x")),
]:
    try:
        call()
    except error as e:
        print("caught", type(e).__name__, e)

before = importlib.import_module("array")
del sys.modules["array"]
after = importlib.import_module("array")
a, b = before.array("i", [1, 2]), after.array("i", [3])
print(a + a, b, list(a), repr(b))
