"""A collection that a trace function's frame object calls for runs before the trace function does."""

import gc
import sys

asked = []


def trace(frame, event, arg):
    pass


def callback(phase, info):
    asked.append(sys._getframe().f_back)
    gc.callbacks.remove(callback)


def generator():
    while True:
        yield


gc.disable()
g = generator()
next(g)
gc.collect()
gc.set_threshold(1, 0, 0)
sys.settrace(trace)
gc.callbacks.append(callback)
gc.enable()
next(g)
sys.settrace(None)
gc.set_threshold(700, 10, 10)
print(len(asked), asked[0] is g.gi_frame)
