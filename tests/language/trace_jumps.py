"""Assignment to f_lineno in a trace function: where execution may be moved to, and what becomes of what is left."""
import contextlib
import sys


def jumper(function, at, to, event="line"):
    first = function.__code__.co_firstlineno
    done = []

    def trace(frame, what, arg):
        if not done and what == event and frame.f_lineno == first + at:
            done.append(True)
            try:
                frame.f_lineno = first + to
            except ValueError as error:
                print("  no:", str(error).replace(str(first + to), "LINE"))
        return trace

    return trace


def attempt(function, at, to, event="line"):
    print(function.__name__, at, "->", to, event)
    out = []
    sys.settrace(jumper(function, at, to, event))
    try:
        function(out)
    except Exception as error:
        sys.settrace(None)
        print("  raised", type(error).__name__, error)
    finally:
        sys.settrace(None)
    print("  ", out, sys.exc_info()[0])


@contextlib.contextmanager
def context(out, name):
    out.append("+" + name)
    yield name
    out.append("-" + name)


def straight(out):
    out.append(1)
    out.append(2)
    out.append(3)


def loops(out):
    for i in 1, 2:
        out.append(2)
    else:
        out.append(4)
    while len(out) < 9:
        out.append(6)
    out.append(7)


def handlers(out):
    try:
        out.append(2)
        1 / 0
    except ZeroDivisionError as error:
        out.append(5)
        out.append(sys.exc_info()[0].__name__)
    except ValueError:
        out.append(8)
    finally:
        out.append(10)
    out.append(11)
    out.append(sys.exc_info()[0])


def contexts(out):
    with context(out, "a") as a:
        out.append(2)
        with context(out, "b"):
            out.append(4)
    with context(out, "c"):
        out.append(6)
    out.append(7)


def generator(out):
    def inner():
        out.append(2)
        yield 3
        out.append(4)
    for x in inner():
        out.append(x)


def calls(out):
    out.append(1)
    out.append(
        len(
            "four"))
    (
        (len(out)
         + 1)
        + 2
    )
    out.append(10)


def lost(out):
    if out == []:
        value = 2
    out.append(3)
    try:
        out.append(value)
    except NameError:
        out.append("unbound")


for at, to in (1, 3), (3, 1), (2, 2), (1, 99), (2, -1):
    attempt(straight, at, to)
for at, to in (2, 4), (2, 7), (4, 2), (5, 2), (1, 6), (2, 6), (4, 5):
    attempt(loops, at, to)
for at, to in (2, 5), (2, 11), (5, 8), (5, 10), (6, 2), (11, 2), (2, 10), (5, 4), (12, 8):
    attempt(handlers, at, to)
for at, to in (2, 6), (2, 7), (4, 2), (4, 7), (7, 2), (4, 6), (2, 4):
    attempt(contexts, at, to)
for at, to in (2, 4), (6, 5):
    attempt(generator, at, to)
for at, to in (1, 10), (3, 10), (3, 7), (4, 2):
    attempt(calls, at, to)
attempt(lost, 3, 4)
for event in "call", "return", "exception":
    attempt(straight, 0, 2, event)
    attempt(straight, 3, 2, event)
attempt(handlers, 3, 2, "exception")


def refused(value):
    try:
        sys._getframe(1).f_lineno = value
    except ValueError as error:
        print(error)


refused(1)
refused("1")


def trace(frame, event, arg):
    for value in "1", 2**70, True, 1.0:
        try:
            frame.f_lineno = value
        except ValueError as error:
            print(event, error)
    try:
        del frame.f_lineno
    except AttributeError as error:
        print(error)
    return trace


sys.settrace(trace)
straight([])
sys.settrace(None)


# -- what a trace sees of exits, generators and awaits -----------------------------------------------------------------

def show(function, *args):
    first = function.__code__.co_firstlineno
    events = []

    def tracer(frame, event, arg):
        if event == "exception":
            arg = arg[0].__name__
        events.append((frame.f_code.co_name, frame.f_lineno - first, event, arg if isinstance(arg, (int, str)) else None))
        return tracer

    sys.settrace(tracer)
    try:
        function(*args)
    except Exception:
        pass
    sys.settrace(None)
    print(function.__name__, args)
    for event in events:
        print("  ", event)


def exits(a, b):
    if a:
        if b:
            if a and b > 1:
                pass
    elif b:
        for x in ():
            pass
    else:
        while a:
            pass


def nothing():
    x = 1
    while 0:
        pass
    x = 2


def closes():
    def inner():
        try:
            yield 1
        finally:
            len("")
    any(inner())


def awaits():
    class Numbers:
        n = 0

        def __aiter__(self):
            return self

        async def __anext__(self):
            self.n += 1
            if self.n > 2:
                raise StopAsyncIteration
            return self.n

    async def main():
        async for i in Numbers():
            len("")

    try:
        main().send(None)
    except StopIteration:
        pass


def reraises():
    try:
        try:
            1 / 0
        except ValueError:
            pass
        finally:
            len("")
    except ZeroDivisionError as e:
        raise KeyError


def leaves_with():
    with contextlib.nullcontext() \
            as x:
        1 / 0


for a in 0, 1:
    for b in 0, 1, 2:
        show(exits, a, b)
show(nothing)
show(closes)
show(awaits)
show(reraises)
show(leaves_with)


def lines_of_tracebacks(function):
    try:
        function()
    except Exception as error:
        tb = error.__traceback__.tb_next
        print(function.__name__, tb.tb_lineno - function.__code__.co_firstlineno,
              tb.tb_frame.f_lineno - function.__code__.co_firstlineno)


lines_of_tracebacks(reraises)
lines_of_tracebacks(leaves_with)


class Installer:
    def __call__(self, *args):
        pass

    def __del__(self):
        try:
            sys.settrace(print)
        except RuntimeError as error:
            sys.stdout.write(f"{error}\n")


sys.settrace(Installer())
sys.settrace(None)
