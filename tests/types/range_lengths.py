"""Lengths of ranges up to the largest size, asked for in every way."""

import sys

for stop in 0, 5, 2**53, 2**53 + 1, sys.maxsize - 1, sys.maxsize:
    print(range(stop).__len__(), len(range(stop)))
for f in range(sys.maxsize + 1).__len__, lambda: len(range(sys.maxsize + 1)):
    try:
        f()
    except OverflowError as e:
        print(e)
