# Cells are shared between the closures made in one scope, and are made anew on each call.
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def down(by=1):
        nonlocal n
        n -= by
        return n
    def peek():
        return n
    return up, down, peek

up, down, peek = counter()
print(up(), up(5), down(2), peek())
up2, _, peek2 = counter()
print(up2(), peek2(), peek())
print(up.__code__.co_freevars, up.__closure__[0].cell_contents)
print(up.__closure__[0] is down.__closure__[0], up.__closure__[0] is up2.__closure__[0])

fs = [lambda: i for i in range(4)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(4)]
print([f() for f in fs])

def unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    later = 3
    print(inner())
    del later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
unbound()

def empty():
    def inner():
        return x
    c = inner.__closure__[0]
    try:
        c.cell_contents
    except ValueError as e:
        print(e)
    x = 'set'
    print(c.cell_contents)
    c.cell_contents = 'from outside'
    print(x, inner())
    del c.cell_contents
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
empty()

def deep(a):
    def b(c):
        def d(e):
            def f():
                return a, c, e
            return f
        return d
    return b
print(deep(1)(2)(3)())
print(deep(1)(2).__code__.co_freevars, deep(1)(2).__code__.co_cellvars)

class K:
    x = 'class'
    def get(self):
        return __class__.x
    ys = [x for _ in 'ab'] if False else 'skipped'
print(K().get(), K.ys)

from types import CellType
a, b = CellType(1), CellType(2)
print(a < b, a == b, a == CellType(1), CellType() < a)
