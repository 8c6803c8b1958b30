"""_lsprof.Profiler: counts and times by function and by caller; cProfile and pstats over it."""

import _lsprof
import sys


def name(code):
    return code if isinstance(code, str) else code.co_name


def table(p):
    rows = []
    for e in p.getstats():
        calls = None if e.calls is None else sorted((name(s.code), *s[1:]) for s in e.calls)
        rows.append((name(e[0]), *e[1:5], calls))
    return sorted(rows, key=lambda row: row[0])


clock = 0


def ticks():
    global clock
    clock += 1
    return clock


def fib(n):
    return len([1] * n) if n < 2 else fib(n - 1) + fib(n - 2)


def walk():
    yield fib(1)
    yield fib(2)


def fails():
    try:
        [].index(3)
    except ValueError:
        pass
    raise KeyError


p = _lsprof.Profiler(ticks, 1.0)
p.enable()
print(sys.getprofile() is p)
fib(4)
list(walk())
sorted([3, 1])
[].append(2)
"a".upper()
list.append([], 1)
dict.fromkeys([1])
try:
    fails()
except KeyError:
    pass
p.disable()
print(type(sys.getprofile()))
for row in table(p):
    print(row)
entry = p.getstats()[0]
print(type(entry).__name__, entry.n_fields, entry.callcount, _lsprof.profiler_subentry.n_sequence_fields)

p.clear()
print(p.getstats())
p.enable(subcalls=False, builtins=False)
fib(3)
p.disable()
print([row[:3] + row[5:] for row in table(p)])
p.enable(True, True)
fib(0)
p.disable()
print([(row[0], row[1], row[5] and [c[:2] for c in row[5]]) for row in table(p)])

p = _lsprof.Profiler(timer=lambda: 0.5)
p.enable()
fib(1)
p.disable()
print(table(p))
p = _lsprof.Profiler()
p.enable()
fib(10)
p.disable()
rows = {row[0]: row for row in table(p)}
print(rows["fib"][1:3], 0 < rows["fib"][4] <= rows["fib"][3] < 60)

# What is still going on when the profiler is disabled is ended there; returns without a call are left out.
p = _lsprof.Profiler()


def inner():
    p.disable()


def outer():
    p.enable()
    inner()
    fib(2)


outer()
print([(row[0], row[1]) for row in table(p)])

for call in (
    lambda: _lsprof.Profiler(1, 2, 3, 4, 5),
    lambda: _lsprof.Profiler(x=5),
    lambda: _lsprof.Profiler(timeunit="x"),
    lambda: p.enable("a"),
    lambda: p.disable(1),
):
    try:
        print(type(call()))
    except Exception as e:
        print(type(e).__name__, e)

unraisable = []
sys.unraisablehook = lambda u: unraisable.append((u.exc_type.__name__, str(u.exc_value)))
for timer, unit in ((lambda: 1 / 0, 0), (lambda: "x", 0), (lambda: 1.5, 0.1), (lambda: None, 2)):
    p = _lsprof.Profiler(timer, unit)
    p.enable(builtins=False)
    fib(0)
    p.disable()
    print(len(unraisable), unraisable[-1])
    unraisable.clear()
p = _lsprof.Profiler(lambda: int)
p.enable()
p = _lsprof.Profiler(1)
print(type(sys.getprofile()))
p.disable()
p.clear()
print([u.exc_type.__name__ if not isinstance(u, tuple) else u for u in unraisable])
unraisable.clear()

# A profiler that dies while another function is put in its place.
p = _lsprof.Profiler()
p.enable()
p = None
log = []
sys.unraisablehook = lambda u: log.append((u.exc_type.__name__, str(u.exc_value), u.err_msg))
sys.setprofile(None)
print(log)

import cProfile
import io
import pstats

with cProfile.Profile(ticks, 0.001) as profile:
    fib(3)
out = io.StringIO()
stats = pstats.Stats(profile, stream=out)
stats.strip_dirs().sort_stats("name").print_stats("fib|len")
stats.print_callers("len")
print(out.getvalue())
