"""At the recursion limit: the error can be matched, looked at and handled where it was raised."""

import sys


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(depth(0) > 900)


def caught(n):
    try:
        return caught(n + 1)
    except RecursionError as e:
        return type(e).__name__, e.args[0][:32]


print(caught(0))


class Loud(Exception):
    def __init__(self, *args):
        super().__init__(*args)
        self.made = True


def custom(n):
    try:
        return custom(n + 1)
    except (Loud, RecursionError) as e:
        return isinstance(e, RecursionError)


print(custom(0))
old = sys.getrecursionlimit()
sys.setrecursionlimit(60)
print(depth(0) < 60)
sys.setrecursionlimit(old)
print(depth(0) > 900)
