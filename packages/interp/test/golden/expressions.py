def arithmetic(a, b, c): return a + b * c - a / b // c % 3 ** b @ a
def bits(a, b): return ~a & b | a ^ b << 2 >> b
def folded(): return 1 + 2 * 3, -(4), not None, "a" "b" * 2, (1, 2)[0]
def half_folded(x): return 1 + 2 + x + 3 + 4
def powers(a, b, c): return a ** b ** c
def unary(x): return -x, +x, ~x, not x
def attributes(o): return o.a.b.c
def subscripts(o, i): return o[i], o[0], o["k"], o[i][1]
def slices(o, i, j): return o[i:j], o[:], o[1:], o[:j:2]
def displays(a, b): return (a, b), [a, b], {a, b}, {a: b}, [], {}, ()
def constant_displays(): return [1, 2, 3], {1, 2, 3}, (1, 2, 3), {"a": 1, "b": 2}
def starred(a, b): return [*a, b], (a, *b), {*a, *b}, {**a, "k": b, **b}
def conditional(a, b, c): return a if b else c
def conditional_chain(a, b, c): return 1 if a else 2 if b else 3 if c else 4
def boolean(a, b, c): return a and b or not c
def formatted(a, b): return f"{a}", f"<{a!r:>{b}}>{b:x}", f"", "%s-%5d" % (a, b), "%s: %r" % (a, b)
def lambdas(a): return lambda x, y=a: x + y + a
def walrus(f):
    if (n := f()) > 10: return n + (n := 2)
