"""What machine code does with generated operands: every operator in every shape of instruction, over values from argv's seed.

Run by operands.test.ts, on CPython and on Tyston with every function compiled; both must print the same. Functions are run over
and over with other operands, so what was compiled meets what it was not made for.
"""
import random
import sys

seed = int(sys.argv[1])
rng = random.Random(seed)


class Sub(int):
    def __add__(self, other):
        return -1.25

    __radd__ = __add__


class Half(float):
    pass


def pool():
    edges = [0, 1, 2, 5, 255, 256, 257, 2**30, 2**31, 2**32, 2**45, 2**53, 2**59, 2**60, 2**62, 2**63, 2**90]
    ints = [sign * (e + d) for e in edges for d in (-1, 0, 1) for sign in (1, -1)]
    floats = [0.0, -0.0, 1.0, -1.5, 0.1, 1e300, -1e300, 5e-324, float('inf'), float('-inf'), float('nan'), 2.0**53]
    others = [True, False, None, 'text', (1, 2), [3], Sub(7), Half(2.5), 1 + 2j]
    values = ints + floats + others
    values += [rng.randrange(-(2 ** rng.randrange(1, 70)), 2 ** rng.randrange(1, 70)) for _ in range(30)]
    values += [rng.uniform(-1, 1) * 10.0 ** rng.randrange(-30, 30) for _ in range(15)]
    return values


def shown(v):
    # (Ids of small ints are the same object in both.)
    return f'{type(v).__name__}:{v!r}' + (' shared' if type(v) is int and -5 <= v <= 256 and v is int(repr(v)) else '')


OPERATORS = ['+', '-', '*', '/', '//', '%', '<<', '>>', '&', '|', '^', '**', '@']
COMPARISONS = ['<', '<=', '==', '!=', '>', '>=', 'is', 'is not']


def constants(op):
    if op in ('<<', '**'):
        return [rng.choice([0, 1, 2, 3, 29, 31, 64, -1, 0.5]) for _ in range(3)]
    return [rng.choice([0, 1, 2, 3, 7, 10, 255, 1000, 2**29, 2**30 - 1, 2**30, 2**40, -1, 0.5, 2.0, -3.25, 1e10]) for _ in range(3)]


def sources():
    for op in OPERATORS:
        yield f'def f(a, b): return a {op} b'
        yield f'def f(a, b):\n    x = a {op} b\n    return x, a, b'
        yield f'def f(a, b):\n    a = a {op} b\n    return a, b'
        yield f'def f(a, b):\n    b = a {op} b\n    return a, b'
        yield f'def f(a, b):\n    a {op}= b\n    return a, b'
        yield f'def f(a, b):\n    k = a\n    a {op}= b\n    return a, k'
        yield f'def f(a, b): return (a + 0) {op} (b + 0)'
        yield f'def f(a, b):\n    x = (a * 1) {op} b\n    x = a {op} (b * 1)\n    return x'
        yield f'def f(a, b):\n    a = a {op} a\n    return a'
        for k in constants(op):
            yield f'def f(a, b): return a {op} {k}'
            yield f'def f(a, b): return (a + b) {op} {k}'
            yield f'def f(a, b):\n    a {op}= {k}\n    b = b {op} {k}\n    return a, b'
            yield f'def f(a, b): return {k} {op} a'
    for op in COMPARISONS:
        yield f'def f(a, b): return a {op} b'
        yield f'def f(a, b): return (a + 0) {op} (b + 0)'
        yield f'def f(a, b):\n    if a {op} b: return "yes"\n    return "no"'
        yield f'def f(a, b):\n    if not (a {op} b): return "no"\n    return "yes"'
        yield f'def f(a, b): return "yes" if (a + 0) {op} (b + 0) else "no"'
        if not op.startswith('is'):
            for k in constants(op):
                yield f'def f(a, b): return "yes" if a {op} {k} else "no"'
                yield f'def f(a, b): return (a * 1) {op} {k}'
    for text in ('-a', 'not a', 'a and b', 'a or b', 'not (a + 0)', '1 if a else 2', '1 if a + 0 else 2', 'a is None', 'a is not None'):
        yield f'def f(a, b): return {text}'


def results(f, pairs):
    out = []
    for a, b in pairs:
        try:
            r = f(a, b)
            out.append(repr(tuple(shown(v) for v in r)) if type(r) is tuple else shown(r))
        except Exception as e:
            out.append(f'{type(e).__name__}: {e}')
    return out


def checksum(lines):
    h = 0
    for line in lines:
        for c in line:
            h = (h * 1000003 + ord(c)) & 0xFFFFFFFFFFFF
    return h


def too_large(text, v):
    """What would take all memory or all day: a long repeat, shift or power."""
    if '*' in text and type(v) in (str, tuple, list):
        return True
    return ('<<' in text or '**' in text) and (type(v) is not int or abs(v) > 200)


values = pool()
for text in sources():
    space = {}
    exec(text, space)
    pairs = [(rng.choice(values), rng.choice(values)) for _ in range(30)]
    pairs = [(a, b) for a, b in pairs if not (too_large(text, b) or too_large(text, a))]
    lines = results(space['f'], pairs)
    print(checksum(lines), text.replace('\n', ';'))
    if len(sys.argv) > 2:
        for pair, line in zip(pairs, lines):
            print('   ', pair, line)

# Items.
items = [[], [1, 2, 3], (), (4, 5.5, 'six'), list(range(300)), {'k': 1, 2: 3}, 'text', range(5), None]
keys = [0, 1, 2, -1, -2, -3, 5, 299, -300, 300, 2**30, 2**40, -(2**40), True, 'k', None, 1.0]
for text in (
    'def f(x, k): return x[k]',
    'def f(x, k):\n    v = x[k]\n    return v',
    'def f(x, k):\n    x[k] = k\n    return x',
    'def f(x, k):\n    x[k] = 5.25\n    return x[k]',
    'def f(x, k): return x[0], x[-1]',
    'def f(x, k):\n    x[1] = k\n    return x[1]',
    'def f(x, k): return [v for v in x]',
    'def f(x, k):\n    t = 0\n    for v in x: t = v\n    return t',
    'def f(x, k): return "yes" if x else "no"',
    'def f(x, k): return [*range(k, k + 5)], [i for i in range(k, -k, 7 if k < 0 else -7)][:9]',
):
    space = {}
    exec(text, space)
    lines = []
    for _ in range(2):
        for x in items:
            for k in keys:
                if 'range' in text and (type(k) is not int or abs(k) > 2000):
                    continue
                x = x.copy() if hasattr(x, 'copy') else x
                lines += results(space['f'], [(x, k)])
    print(checksum(lines), text.replace('\n', ';'))
