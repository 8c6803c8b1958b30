# Lambdas with every kind of parameter, conditional expressions, and short-circuit values.
print((lambda: 0)(), (lambda a, b=2, *c, d, e=5, **f: (a, b, c, d, e, f))(1, d=4), (lambda a, /, b: (a, b))(1, b=2))
print((lambda *, k: k)(k=1), (lambda x: (lambda y: x + y))(3)(4), (lambda: (yield))().__class__.__name__)
compose = lambda *fs: (lambda x: x) if not fs else (lambda x: fs[0](compose(*fs[1:])(x)))
print(compose(str, lambda v: v + 1, abs)(-4))
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(30), fact.__name__, (lambda: 0).__qualname__)
print([1, 0][True], 'a' if [] else 'b' if 0 else 'c', (1 if 0 else 2) + 1)
print(0 or [], [] or {}, 1 and 0, '' and 1, not [], not not 'x', None or False)
print(1 < 2 < 3, 1 < 3 < 2, (1 < 3) < 2, 1 == 1.0 == True, 'a' in 'abc' in ['abc'], 1 is 1 is not None)
class B:
    def __init__(self, v): self.v = v
    def __bool__(self): print('bool', self.v); return self.v > 0
    def __repr__(self): return f'B({self.v})'
print(B(0) or B(1) and B(0) or B(3))
print(not B(1), B(1) if B(0) else B(2))
if B(0) or B(0): print('no')
elif B(1) and not B(0): print('yes')
while B(0): pass
else: print('else')
class L:
    def __len__(self): return 0
class BadBool:
    def __bool__(self): return 1
class BadLen:
    def __len__(self): return -1
class BadLen2:
    def __len__(self): return 'a'
print(bool(L()))
for k in (BadBool, BadLen, BadLen2):
    try:
        print(bool(k()))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(sorted('bAc', key=lambda s: s.lower()), list(map(lambda a, b: a * b, [1, 2], [3, 4])), (lambda s=sorted: s([2, 1]))())
