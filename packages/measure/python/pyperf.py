"""Stands in for pyperf, which the benchmark programs import.

Loop counts are fixed, nothing is forked, and results are kept instead of being thrown away. Two modes:

record  what each benchmark function returned, what the program's own functions and methods returned, and the
        program's globals at the end. The clock stands still, so no time gets into what is compared.
time    seconds of each round of a given number of loops; the first round is the cold one.

Lines that begin with @@ go to standard output, fields separated by tabs. Only `sys` and `time` are imported, so that a
program's own imports stay its own.
"""

import sys
import time

_settings = dict(item.split("=", 1) for item in sys._xoptions.get("measure", "").split(";") if item)


def _from_environment():
    import os

    for item in os.environ.get("TYSTON_MEASURE", "").split(";"):
        if item:
            name, _, value = item.partition("=")
            _settings[name] = value


_from_environment()
MODE = _settings.get("mode", "record")
LOOPS = int(_settings.get("loops", "1"))
ROUNDS = int(_settings.get("rounds", "1"))
# Seconds after which no further round begins, when there have been two: slow Pythons get fewer.
BUDGET = float(_settings.get("budget", "inf"))
ONLY = _settings.get("only")
BREAK = _settings.get("break")
# Functions of the library whose returns count too, as `json:dumps`, and program's functions whose locals at their end do:
# for programs that throw away what they compute.
CALLS = [call for call in _settings.get("calls", "").split(",") if call]
LOCALS = [name for name in _settings.get("locals", "").split(",") if name]

if MODE == "record":

    def perf_counter():
        return 0.0
else:
    perf_counter = time.perf_counter


def python_implementation():
    return sys.implementation.name


def python_has_jit():
    return False


def _emit(*fields):
    sys.stdout.write("@@" + "\t".join(ascii(field) if type(field) is str else str(field) for field in fields) + "\n")


# What a value looks like, without addresses: structure down to a depth, at most so many nodes.

_DEPTH = 6
_NODES = 4000


class _Describe:
    def __init__(self):
        self.left = _NODES
        self.open = set()

    def text(self, value, depth=_DEPTH):
        self.left -= 1
        if self.left < 0:
            return "..."
        kind = type(value)
        if kind is int and value.bit_length() > 2000:
            return "int of " + str(value.bit_length()) + " bits, " + hex(value % _MASK)
        if value is None or kind in (int, float, complex, bool, str, bytes, bytearray):
            return repr(value)
        if depth == 0 or id(value) in self.open:
            return kind.__name__
        self.open.add(id(value))
        try:
            return self.compound(value, kind, depth - 1)
        finally:
            self.open.discard(id(value))

    def compound(self, value, kind, depth):
        name = kind.__name__
        if isinstance(value, (list, tuple)):
            return name + "[" + ", ".join([self.text(item, depth) for item in value]) + "]"
        if isinstance(value, dict):
            pairs = [self.text(key, depth) + ": " + self.text(item, depth) for key, item in value.items()]
            return name + "{" + ", ".join(pairs) + "}"
        if isinstance(value, (set, frozenset)):
            # Elements that hash by address come in any order.
            return name + "{" + ", ".join(sorted([self.text(item, depth) for item in value])) + "}"
        if isinstance(value, type):
            return "class " + value.__name__
        if name in ("function", "builtin_function_or_method", "method", "module", "generator", "coroutine"):
            return name + " " + str(getattr(value, "__name__", ""))
        if name == "array":
            return repr(value)
        if name == "Context":
            # The order of its signals, and which are traps, is the implementation's.
            return "Context(prec=" + str(value.prec) + ", rounding=" + value.rounding + ")"
        if kind.__module__ in ("datetime", "decimal", "_pydecimal", "fractions", "re"):
            # Written in C here and in Python there: their own words are the same.
            return repr(value)
        fields = []
        slots = [slot for base in reversed(kind.__mro__) for slot in _slots(base)]
        for slot in slots:
            if hasattr(value, slot):
                fields.append(slot + "=" + self.text(getattr(value, slot), depth))
        state = getattr(value, "__dict__", None)
        if isinstance(state, dict):
            fields += [str(key) + "=" + self.text(item, depth) for key, item in state.items()]
        if fields:
            return name + "(" + ", ".join(fields) + ")"
        plain = repr(value)
        return name + " object" if " at 0x" in plain else plain


def _slots(base):
    slots = base.__dict__.get("__slots__", ())
    if isinstance(slots, str):
        slots = (slots,)
    return [slot for slot in slots if not slot.startswith("__")]


def describe(value):
    return _Describe().text(value)


# What functions return: counted, hashed (PYTHONHASHSEED=0 gives every Python the same hash of a str), the first few shown.

_MASK = (1 << 61) - 1


class _Log:
    def __init__(self, name):
        self.name = name
        self.calls = 0
        self.digest = 0
        self.first = []

    def note(self, value):
        self.calls += 1
        n = self.calls
        # Every one of the first returns, then fewer and fewer: descriptions cost more than the program.
        if n > 64 and n & (n - 1) and n % 4099:
            return
        text = describe(value)
        self.digest = (self.digest * 1000003 ^ hash(text) & _MASK) & _MASK
        if len(self.first) < 2:
            self.first.append(text[:160])


_logs = {}
_wrapped = {}
_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200


def _wrap(function, name):
    log = _logs.get(name)
    if log is None:
        log = _logs[name] = _Log(name)
    note = log.note
    flags = function.__code__.co_flags
    if flags & _ASYNC_GENERATOR:
        return function
    if flags & _COROUTINE:

        async def wrapper(*args, **kwargs):
            value = await function(*args, **kwargs)
            note(value)
            return value
    elif flags & _GENERATOR:

        def wrapper(*args, **kwargs):
            for value in function(*args, **kwargs):
                note(value)
                yield value
    else:

        def wrapper(*args, **kwargs):
            value = function(*args, **kwargs)
            note(value)
            return value

    wrapper.__name__ = function.__name__
    wrapper.__qualname__ = function.__qualname__
    wrapper.__doc__ = function.__doc__
    # The same dictionary, not a copy: programs keep state in attributes of their functions.
    wrapper.__dict__ = function.__dict__
    _wrapped[id(function)] = (function, wrapper)
    return wrapper


_FunctionType = type(_wrap)


def _instrument(main):
    for name, value in list(main.items()):
        if type(value) is _FunctionType and value.__module__ == "__main__" and id(value) not in _wrapped:
            main[name] = _wrap(value, value.__name__)
        elif isinstance(value, type) and value.__module__ == "__main__" and name == value.__name__:
            for attribute, member in list(value.__dict__.items()):
                if attribute.startswith("__"):
                    continue
                label = name + "." + attribute
                if type(member) is _FunctionType:
                    setattr(value, attribute, _wrap(member, label))
                elif type(member) in (staticmethod, classmethod) and type(member.__func__) is _FunctionType:
                    setattr(value, attribute, type(member)(_wrap(member.__func__, label)))


def _instrument_calls():
    for call in CALLS:
        module, _, path = call.partition(":")
        holder = __import__(module, fromlist=["*"])
        *outer, last = path.split(".")
        for name in outer:
            holder = getattr(holder, name)
        function = getattr(holder, last)
        if id(function) in _wrapped:
            continue
        wrapper = _wrap_any(function, module + "." + path)
        _wrapped[id(function)] = (function, wrapper)
        _wrapped[id(wrapper)] = (wrapper, wrapper)
        setattr(holder, last, wrapper)


def _wrap_any(function, name):
    log = _logs[name] = _Log(name)

    def wrapper(*args, **kwargs):
        value = function(*args, **kwargs)
        log.note(value)
        return value

    return wrapper


def _watch_locals():
    if not LOCALS:
        return
    logs = {name: _Log(name + " locals") for name in LOCALS}
    _logs.update((log.name, log) for log in logs.values())

    def profiler(frame, event, arg):
        if event == "return":
            log = logs.get(frame.f_code.co_name)
            if log is not None:
                found = frame.f_locals
                log.note({name: found[name] for name in sorted(found)})

    sys.setprofile(profiler)


def _break(name):
    """Breaks one built-in on purpose: the comparison must notice."""
    import builtins

    real = getattr(builtins, name)
    if name == "range":

        class Broken:
            def __call__(self, *args):
                numbers = real(*args)
                return numbers[:-1] if len(numbers) > 3 else numbers

        builtins.range = Broken()
    elif name == "len":
        builtins.len = lambda value: real(value) + (1 if real(value) > 3 else 0)
    else:
        raise ValueError("cannot break " + name)


class Runner:
    def __init__(self, add_cmdline_args=None, **ignored):
        self.metadata = {}
        self._parser = None
        self.args = None

    @property
    def argparser(self):
        if self._parser is None:
            import argparse

            self._parser = argparse.ArgumentParser()
            # A round of loops is this harness's business; programs look at these when they start workers.
            self._parser.add_argument("--inherit-environ")
        return self._parser

    def parse_args(self, args=None):
        self.args = self.argparser.parse_args(args)
        return self.args

    def _wanted(self, name):
        return ONLY is None or ONLY == name

    def _run(self, name, one_round, function):
        """`one_round(function, loops)` gives (seconds, value)."""
        if not self._wanted(name):
            return None
        if MODE == "time":
            total = 0.0
            for index in range(ROUNDS):
                seconds, _ = one_round(function, LOOPS)
                _emit("time", name, index, LOOPS, repr(seconds))
                sys.stdout.flush()
                total += seconds
                if index > 0 and total > BUDGET:
                    break
            return None
        main = sys.modules["__main__"].__dict__
        _instrument(main)
        _instrument_calls()
        entry = _wrapped.get(id(function))
        if entry is not None:
            function = entry[1]
        if BREAK:
            _break(BREAK)
        _watch_locals()
        _, value = one_round(function, LOOPS)
        if LOCALS:
            sys.setprofile(None)
        text = describe(value)
        _emit("result", name, hash(text) & _MASK, text[:300])
        return None

    def bench_func(self, name, func, *args, **options):
        def one_round(function, loops):
            begin = time.perf_counter()
            for _ in range(loops):
                value = function(*args)
            return time.perf_counter() - begin, value

        return self._run(name, one_round, func)

    def bench_time_func(self, name, func, *args, **options):
        def one_round(function, loops):
            seconds = function(loops, *args)
            # What it returns is a time, and no result.
            return seconds, None

        return self._run(name, one_round, func)

    def bench_async_func(self, name, func, *args, **options):
        def one_round(function, loops):
            begin = time.perf_counter()
            for _ in range(loops):
                value = _drive(function(*args))
            return time.perf_counter() - begin, value

        return self._run(name, one_round, func)

    def bench_command(self, name, command, **options):
        raise NotImplementedError("benchmarks of whole commands are not run here")

    def timeit(self, *args, **options):
        raise NotImplementedError("statements given as text are not run here")


def _drive(coroutine):
    """Runs a coroutine that waits for nothing outside itself; one that does gets an event loop."""
    try:
        waiting = coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    raise RuntimeError("the coroutine waits for " + type(waiting).__name__)


def _finish():
    for name in sorted(_logs):
        log = _logs[name]
        if log.calls:
            _emit("function", name, log.calls, log.digest, " | ".join(log.first))
    main = sys.modules["__main__"].__dict__
    for name in sorted(main):
        value = main[name]
        if name.startswith("__") or name in ("runner", "parser", "cmd") or isinstance(value, type(sys)):
            continue
        # Whether a function is written in C is the implementation's business.
        if type(value) in (_FunctionType, type(len)) or isinstance(value, (type, Runner)):
            continue
        if type(value).__module__ in ("argparse", "typing", "logging"):
            continue
        text = describe(value)
        _emit("global", name, hash(text) & _MASK, text[:160])
    sys.stdout.flush()


if MODE == "record":
    import atexit

    atexit.register(_finish)
