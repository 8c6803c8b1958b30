"""The symtable module: scopes, symbols and what is known of each."""

import symtable

SOURCE = """
import os
x: int = 1
class C:
    y = x
    def m(self, a, *b, c=1, **d):
        nonlocal_ = a
        def inner():
            return nonlocal_ + x
        return inner, [i for i in b], lambda q: q
def g():
    global x
    x = 2
    yield
"""


def show(table, depth=0):
    pad = "  " * depth
    print(pad, table.get_type(), table.get_name(), table.get_lineno(), table.is_nested(), table.is_optimized())
    for s in sorted(table.get_symbols(), key=lambda s: s.get_name()):
        facts = [n for n in dir(s) if n.startswith("is_") and n != "is_namespace" and getattr(s, n)()]
        print(pad, "-", s.get_name(), facts, s.is_namespace())
    if table.get_type() == "function":
        print(pad, table.get_parameters(), table.get_locals(), table.get_globals(), table.get_frees())
    for child in table.get_children():
        show(child, depth + 1)


show(symtable.symtable(SOURCE, "prog", "exec"))
show(symtable.symtable("a + b", "prog", "eval"))
for bad in [("x", "f", "other"), ("x = = 1", "f", "exec"), ("def f():\n nonlocal q", "f", "exec"), (5, "f", "exec")]:
    try:
        symtable.symtable(*bad)
    except (ValueError, SyntaxError, TypeError) as e:
        print(type(e).__name__, e)

# File names of the wrong kind.
import warnings

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    for name in memoryview(b"x"), bytearray(b"x"), b"x", 5:
        try:
            symtable.symtable("pass", name, "exec")
        except TypeError as e:
            print(e)
    print([(w.category.__name__, str(w.message)) for w in seen])
