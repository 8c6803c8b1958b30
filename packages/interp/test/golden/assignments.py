def simple(a): x = a; y = x + 1; return y
def several(f): a = b = c = f(); return a
def swap(a, b): a, b = b, a; return a
def rotate(a, b, c): a, b, c = b, c, a; return a
def fibonacci(a, b): a, b = b, a + b; return a
def unpack(x): a, b = x; return a
def unpack_three(x): a, (b, c) = x; return a
def unpack_star(x): a, *b, c = x; return b
def unpack_mixed(o, x): o.a, o[0], c = x
def targets(o, i, v): o.a = v; o[i] = v; o[0] = v; o[i:v] = v; o[::2] = v
def augmented(x, o, i, v):
    x += 1
    x -= v
    x @= v
    o.a += v
    o[i] *= v
    o["k"] //= 2
    o[i:v] += v
    return x
def annotated(x): a: int = x; b: str; o.c: int = x; return a
def delete(o, i):
    x = 1
    del x, o.a, o[i], o[i:2]
def globals_(v):
    global g
    g = v
    g += 1
    del g
def maybe_unbound(c):
    if c: x = 1
    return x
