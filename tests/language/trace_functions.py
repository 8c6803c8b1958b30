"""sys.settrace and sys.setprofile: calls, lines, exceptions, returns."""

import sys

events = []


def tracer(frame, event, arg):
    name = frame.f_code.co_name
    if event == "exception":
        arg = arg[0].__name__
    events.append((name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg))
    return tracer


def work(n):
    total = 0
    for i in range(n):
        total += i
    try:
        fails()
    except ValueError:
        total = -total
    return total


def fails():
    raise ValueError("no")


def gen():
    yield 1
    yield 2


def show(title):
    print(title)
    for e in events:
        print(*e)
    events.clear()


sys.settrace(tracer)
print(sys.gettrace() is tracer)
work(2)
list(gen())
sys.settrace(None)
show("trace")
print(sys.gettrace())
work(1)
show("off")


def profiler(frame, event, arg):
    if not event.startswith("c_"):
        events.append((frame.f_code.co_name, event, arg))


sys.setprofile(profiler)
work(1)
sys.setprofile(None)
events[:] = [e for e in events if e[0] != "<module>"]
show("profile")


def quiet(frame, event, arg):
    events.append((frame.f_code.co_name, event))


sys.settrace(quiet)
work(1)
sys.settrace(None)
show("no local function")


def broken(frame, event, arg):
    raise KeyError("tracer")


sys.settrace(broken)
try:
    work(1)
except KeyError as e:
    print("KeyError", e, sys.gettrace())
