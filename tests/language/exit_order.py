"""What runs when a program ends: exit functions, then `__del__` and weak references' callbacks as modules are cleared."""

import atexit
import gc
import weakref

# When the young generation is full is not what this program is about.
gc.disable()


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class Cycle(Loud):
    def __init__(self, name):
        super().__init__(name)
        self.me = self


public = Loud("public")
_private = Loud("private")
__dunder = Loud("dunder")
cycle = Cycle("cycle")
garbage = Cycle("garbage")
del garbage


class Key:
    pass


key = Key()
weakref.finalize(key, print, "finalize")
ref = weakref.ref(key, lambda r: print("callback"))
atexit.register(print, "atexit")


def function():
    kept.append(1)


kept = Loud("kept")
print("end")
