def values(a, b): return a < b, a <= b, a == b, a != b, a > b, a >= b, a is b, a is not b, a in b, a not in b
def chain(a, b, c): return a < b < c
def chain_of_calls(f): return f() < f() <= f() != f()
def in_constants(x): return x in [1, 2], x not in {1, 2}, x in (1, 2)
def branches(a, b):
    if a < b: return 1
    if a == 3: return 2
    if a is None: return 3
    if b is not None: return 4
    if a not in b: return 5
    if not a: return 6
def branch_chain(a, f):
    if 0 <= a < f(): return 1
    if not (f() < f() < a): return 2
def branch_boolean(a, b, c):
    while (a and b) or (c and not a): pass
    if a or b and c: return 1
def branch_conditional(a, b, c):
    if (a if b else c): return 1
def constant_tests():
    if 0: never()
    if 1: always()
    while True: break
    if __debug__: debug()
