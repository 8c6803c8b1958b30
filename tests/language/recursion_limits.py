# Recursion: RecursionError through functions, methods, repr, comparison, getattr; deep but allowed structures.
import sys
print(sys.getrecursionlimit())
def f(n): return n if n == 0 else 1 + f(n - 1)
print(f(500))
def runaway(): return runaway()
def count():
    n = 0
    def go():
        nonlocal n
        n += 1
        go()
    try: go()
    except RecursionError as e: return str(e), 900 < n < 1001
print(count())
for i in range(3):
    try: runaway()
    except RecursionError as e: print(i, e)
class R:
    def __repr__(self): return repr(self)
class G:
    def __getattr__(self, n): return getattr(self, n + 'x')
class E:
    def __eq__(self, o): return o == self
class I:
    def __iter__(self): return iter(list(self))
class C:
    def __call__(self): return self()
class S:
    def __str__(self): return str(self)
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)
    def __add__(self, o): return self + o
    def __getitem__(self, i): return self[i]
    def __bool__(self): return bool(self)
    def __contains__(self, x): return x in self
    def __format__(self, s): return format(self, s)
for name, fn in {'repr': lambda: repr(R()), 'getattr': lambda: G().a, 'eq': lambda: E() == E(), 'iter': lambda: list(I()), 'call': lambda: C()(), 'str': lambda: str(S()), 'hash': lambda: hash(S()), 'len': lambda: len(S()), 'add': lambda: S() + 1, 'item': lambda: S()[0], 'bool': lambda: bool(S()), 'in': lambda: 1 in S(), 'format': lambda: format(S(), ''), 'sort': lambda: sorted([3, 1], key=lambda v: runaway())}.items():
    try: fn(); print(name, 'returned')
    except RecursionError as e: print(name, type(e).__name__)
l = []
for _ in range(200): l = [l]
print(len(repr(l)), l == l)
a, b = [], []
a.append(b); b.append(a)
try: a == b
except RecursionError as e: print(e)
sys.setrecursionlimit(200)
try: f(300)
except RecursionError as e: print('limit 200:', e)
for bad in (0, -1, 'a', 1.5):
    try: sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e: print(e)
sys.setrecursionlimit(5000); print(f(3000), sys.getrecursionlimit())
def gen(n):
    if n: yield from gen(n - 1)
    yield n
print(sum(gen(400)))
def mutual_a(n): return mutual_b(n - 1) if n else 'a'
def mutual_b(n): return mutual_a(n - 1) if n else 'b'
print(mutual_a(801), mutual_a(1000))
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
print(ack(2, 9))
