# Annotations: where they are evaluated and kept, and what an annotated name without value does.
print('x' in globals())
x: int
y: str = 'v'
print('x' in globals(), __annotations__)
def loud(n): print('evaluated', n); return n
z: loud('type') = loud('value')
(w): loud('paren') = 1
class C:
    a: int = 1
    b: loud('b')
    self_ref: 'C'
    def m(self, p: loud('p'), *, q: 'str' = 'd') -> loud('ret'): 
        inner: undefined_name = 5
        later: also_undefined
        return inner
print(C.__annotations__, C.m.__annotations__, C().m(1), hasattr(C, 'b'))
print(__annotations__)
c = C()
c.attr: loud('attribute') = 3
d = {}
d[loud('key')]: loud('item type') = 4
print(c.attr, d, C.__annotations__)
def f():
    v: int
    try: v
    except UnboundLocalError as e: print(e)
f()
class D(C): pass
print('__annotations__' in vars(D), D.__annotations__ is C.__annotations__)
f.__annotations__ = {'set': 1}; print(f.__annotations__); del f.__annotations__; print(f.__annotations__)
try: f.__annotations__ = 5
except TypeError as e: print(e)
import sys; print(type(sys).__annotations__ if hasattr(type(sys), '__annotations__') else 'none')
