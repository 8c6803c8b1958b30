def f(n):
    x = 1.5
    for i in range(10): x += x
    y = 3
    for i in range(200): y += y; y = y
    z = 2.5
    for i in range(5): z *= z
    a = 7.25
    b = a
    a += 1.0
    b = b - a
    c = 10**9 + n
    d = c
    c += c
    c -= d
    _, _ = (1, 2)
    q = [1]; q += q; q *= 3
    s = 'ab'; s += s; t = s; s += t
    e = 5.0
    e = -e
    e = e * e
    k, k2 = e, a
    k, k2 = k2, k
    u = 1 << 40
    u = u - u
    v = (w := 5) + (w := 6) + w
    def g(x, y=2, *args, **kw): return x, y, args, kw
    m = 1.5
    m = m ** 2 / m
    return x, y, z, a, b, c, d, _, q, s, t, e, k, k2, u, v, w, g(*[1, 2], 3, **{'z': 1}), m
for i in range(300): r = f(i)
print(r)
def gen(x):
    try:
        while 0 <= x < 5 != 7:
            y = yield x
            x += 1 if y is None else y
        return 'done'
    finally: print('fin')
def outer():
    r = yield from gen(0)
    print(r)
print(list(outer()))
g = outer(); next(g); print(g.send(3)); g.close()
class A:
    def __enter__(self): print('in'); return self
    def __exit__(self, *a): print('out', a[0]); return a[0] is ValueError
def w():
    for i in range(3):
        with A() as p, A():
            if i == 1: continue
            if i == 2: raise ValueError(i)
        print('end', i)
    try:
        with A(): return 1/0
    except ZeroDivisionError as e: return repr(e)
    finally: print('fin')
print(w())
def m(x):
    match x:
        case [a, *b, {'k': (1 | 2) as c}] if a: return a, b, c
        case str() | bytes() as s: return 's', s
        case {'a': 1, **r}: return r
        case (a, b): return b, a
        case _: return None
for v in ([1, 2, 3, {'k': 2}], 'x', b'y', {'a': 1, 'b': 2}, (1, 2), [0, {'k': 3}, 4], 5): print(m(v))
def ex():
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as e: print('V', e.exceptions)
    except* TypeError: print('T')
try: ex()
except ExceptionGroup as e: print(repr(e))
async def co(n):
    if n: return await co(n - 1) + 1
    return 0
c = co(5)
try: c.send(None)
except StopIteration as e: print(e.value)
print(f"{3.14159:.{2}f}|{'x'!r:>5}|{5:x}", '%s-%5s' % (1, 'b'), sorted({x: [y for y in range(x) if y % 2] for x in range(4)}.items()))
