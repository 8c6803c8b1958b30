"""Documented."""
from __future__ import annotations
import a.b.c, d as e, f.g.h as i
from j import k, l as m
from . import n
from ..o import p
from q import *
x: int = 1
x, y = y, x
x += 1
del x
for z in range(10):
    if z: break
def imports():
    import a.b, c.d as e
    from f import g as h
    return e, h
if x:
    import late
print(x)
