"""Micro-benchmarks: nanoseconds of one operation, net of the loop around it.

Each row is a statement, repeated ten times in a loop of its own function, and what it needs before. Prints
`@@micro<tab>name<tab>nanoseconds` for each. A round takes at least a quarter of `seconds`; rounds go on for sixteen times
`seconds`, so that what compiles while it runs has done so, and the best counts. Arguments: seconds, then names of rows.
"""

import sys
from time import perf_counter

SETUP = """
class C:
    def __init__(self, x=1, y=2):
        self.x = x
        self.y = y
    def m(self): return None
    @property
    def p(self): return 1
class D(C):
    def m(self): return super().m()
class S:
    __slots__ = ('x', 'y')
    def __init__(self, x, y):
        self.x = x
        self.y = y
class W:
    def __enter__(self): return self
    def __exit__(self, *a): return None
class V:
    def __init__(self, v): self.v = v
    def __add__(self, o): return self
def f0(): return None
def f3(a, b, c): return a
def kw(a, b=2, c=3): return a
def gen():
    while True: yield 1
def raises(n):
    if n == 0: raise ValueError
    raises(n - 1)
def depth(n):
    try: raises(n)
    except ValueError: pass
def adder():
    n = 0
    def up():
        nonlocal n
        n += 1
    return up
"""

ROWS = [
    ("call f()", "", "f0()"),
    ("call f(1, 2, 3)", "", "f3(1, 2, 3)"),
    ("call f(1, c=3)", "", "kw(1, c=3)"),
    ("call f(*t)", "t = (1, 2, 3)", "f3(*t)"),
    ("call of a closure", "up = adder()", "up()"),
    ("method call", "o = C()", "o.m()"),
    ("method call with super()", "o = D()", "o.m()"),
    ("attribute get", "o = C()", "o.x"),
    ("attribute set", "o = C()", "o.x = 3"),
    ("slot get", "o = S(1, 2)", "o.x"),
    ("property get", "o = C()", "o.p"),
    ("global read", "", "f0"),
    ("int add", "x = 5", "x + 1"),
    ("int multiply and mask", "x = 123456", "x * 31 & 65535"),
    ("int floor division", "x = 123456", "x // 7"),
    ("int compare and branch", "x = 5", "if x < 3: pass"),
    ("bigint add", "x = 2 ** 100", "x + x"),
    ("float add", "x = 1.5", "x + 0.5"),
    ("float multiply and add", "x = 1.5", "x * 0.5 + 1.25"),
    ("raise and catch, depth 1", "", "depth(1)"),
    ("raise and catch, depth 10", "", "depth(10)"),
    ("raise and catch, depth 100", "", "depth(100)"),
    ("missing key, caught", "d = {}", "try: d[1]\n  except KeyError: pass"),
    ("try without raise", "", "try: pass\n  except KeyError: pass"),
    ("with statement", "w = W()", "with w: pass"),
    ("generator resume", "g = gen()", "next(g)"),
    ("list get", "l = list(range(10)); k = 5", "l[k]"),
    ("list set", "l = list(range(10)); k = 5", "l[k] = 1"),
    ("list append and pop", "l = []", "l.append(1); l.pop()"),
    ("list comprehension of 10", "r = range(10)", "[v for v in r]"),
    ("tuple pack and unpack", "a = 1; b = 2", "a, b = b, a"),
    ("dict get", "d = {'key': 1}", "d['key']"),
    ("dict set", "d = {}", "d[7] = 1"),
    ("dict literal", "i = 1", "{'a': i, 'b': i}"),
    ("str in set", "s = {'abc', 'def'}; x = 'abc'", "x in s"),
    ("str concatenation", "a = 'abc'; b = 'def'", "a + b"),
    ("f-string", "a = 'abc'; i = 42", "f'{i}:{a}'"),
    ("str index", "s = 'abcdef'; k = 3", "s[k]"),
    ("str split", "s = 'a b c d'", "s.split()"),
    ("str join", "l = ['ab'] * 10", "','.join(l)"),
    ("len", "l = [1]", "len(l)"),
    ("isinstance", "o = C()", "isinstance(o, C)"),
    ("construct C()", "", "C(1, 2)"),
    ("construct with slots", "", "S(1, 2)"),
    ("user __add__", "a = V(1)", "a + a"),
    ("sorted of 10", "l = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]", "sorted(l)"),
    ("sum of 100", "l = list(range(100))", "sum(l)"),
]


def build(setup, statement):
    body = "\n".join("  " + statement for _ in range(10))
    source = SETUP + "def run(n):\n " + (setup or "pass") + "\n for _ in range(n):\n" + body + "\n"
    names = {}
    exec(compile(source, "<micro>", "exec"), names)
    return names["run"]


def best(run, seconds):
    n = 20
    while True:
        begin = perf_counter()
        run(n)
        spent = perf_counter() - begin
        if spent > seconds / 4 or n > 10**7:
            break
        n *= 2 if spent > seconds / 40 else 8
    least = spent / n
    end = perf_counter() + 16 * seconds
    while (begin := perf_counter()) < end:
        run(n)
        spent = perf_counter() - begin
        least = min(least, spent / n)
        # What has become faster gets rounds as long as the first.
        if spent < seconds / 8:
            n *= 2
    return least * 1e9


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.1
    wanted = sys.argv[2:]
    empty = best(build("", "pass"), seconds)
    for name, setup, statement in ROWS:
        if wanted and name not in wanted:
            continue
        spent = best(build(setup, statement), seconds)
        print("@@micro", name, max(0.0, spent - empty) / 10, sep="\t", flush=True)


main()
