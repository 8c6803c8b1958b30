"""Messages and texts of built-in functions and types that programs come across."""

import contextvars
import functools
import re
import sys
import unicodedata
import warnings


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# Python 2's way to print to a stream.
print(attempt(lambda: print >> sys.stderr), attempt(lambda: print >> 3), attempt(lambda: len >> 3), attempt(lambda: print << 3))
print(attempt(contextvars.Context, 1), attempt(contextvars.Context, a=1))
print(attempt(contextvars.ContextVar), attempt(contextvars.ContextVar, "a", 1), attempt(contextvars.ContextVar, 1), attempt(contextvars.ContextVar, "a", x=1))

# Functions whose first line says how they are called.
for f in (anext, breakpoint, dir, format, getattr, iter, max, min, next, vars):
    print(f.__name__, f.__text_signature__, f.__doc__.split("\n")[0])
print(functools.update_wrapper(lambda: None, max).__doc__.startswith("max("))

# Old character data know neither aliases nor sequences.
for name in ("LATIN CAPITAL LETTER GHA", "KEYCAP DIGIT ONE", "LATIN CAPITAL LETTER OI", "latin small letter a"):
    print(ascii(attempt(unicodedata.lookup, name)), ascii(attempt(unicodedata.ucd_3_2_0.lookup, name)))

# A backslash before an expression of an f-string.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(eval(r"f'\{6*7}'"), eval(r"fr'\{6*7}'"), eval(r"f'\\{6*7}'"))
    print([str(w.message) for w in caught])
for source in ('f"{a b}"', 'f"{lambda x:1}"', 'f"{}"'):
    try:
        compile(source, "file", "eval")
    except SyntaxError as error:
        print(error.filename, error.lineno, error.offset, error.text, error.msg)

# What is searched keeps its size.
data = bytearray(b"xx")
found = re.finditer(b"x", data)
print(attempt(data.extend, b"more"), len(list(found)))
del found
print(attempt(data.extend, b"more"), data)
print(len(list(re.finditer(b"x", memoryview(b"axax")))))
