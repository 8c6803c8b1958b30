# __slots__: layout, inheritance, missing values, and what is refused.
class P:
    __slots__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
print(p.x, p.y, hasattr(p, '__dict__'), P.__slots__, type(P.x).__name__, P.x)
for act in ('p.z = 1', 'del p.x', 'p.x', 'del p.x', 'p.x = 5', 'P.x.__get__(5)', 'P.x.__set__(p)'):
    try:
        exec(act)
        print(act, 'ok')
    except (AttributeError, TypeError) as e:
        print(act, '->', type(e).__name__, e)
class Q(P):
    __slots__ = ['z']
class R(P): pass
q, r = Q(1, 2), R(3, 4)
q.z = 3
r.anything = 5
print(q.x, q.z, r.__dict__, hasattr(q, '__dict__'))
class S:
    __slots__ = ('__dict__', 'a')
s = S(); s.a = 1; s.b = 2
print(s.__dict__)
class W:
    __slots__ = '__weakref__'
import weakref
w = W(); print(weakref.ref(w)() is w)
try:
    weakref.ref(p)
except TypeError as e:
    print(e)
for body in ("__slots__ = ('a',); a = 1", "__slots__ = 5", "__slots__ = ('1a',)", "__slots__ = ('__dict__', '__dict__')"):
    try:
        exec('class X:\n  ' + body.replace('; ', '\n  '))
        print('made')
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for base in ('int', 'tuple', 'str', 'list'):
    try:
        exec(f"class X({base}): __slots__ = ('a',)")
        print(base, 'ok')
    except TypeError as e:
        print(base, e)
class A:
    __slots__ = 'a'
class B:
    __slots__ = 'b'
try:
    class AB(A, B): pass
except TypeError as e:
    print(e)
class E: __slots__ = ()
class AE(A, E): __slots__ = ()
class Priv:
    __slots__ = ('__hidden',)
    def __init__(self): self.__hidden = 7
print(Priv()._Priv__hidden, sorted(k for k in vars(Priv) if 'hidden' in k))
class D:
    __slots__ = {'doc1': 'first doc', 'doc2': 'second'}
import inspect
print(inspect.getdoc(D.doc1))
class V(int):
    __slots__ = ()
print(V(5) + 1, hasattr(V(5), '__dict__'))
class Cls1: __slots__ = ('a', 'b')
class Cls2: __slots__ = ('a', 'b')
class Cls3: __slots__ = ('a',)
o = Cls1(); o.a = 1
o.__class__ = Cls2
print(type(o).__name__, o.a)
try:
    o.__class__ = Cls3
except TypeError as e:
    print(e)
