# C3: the orders that Python finds, the ones it refuses, and what super() follows.
class O: 
    def who(self): return ['O']
class A(O):
    def who(self): return ['A'] + super().who()
class B(O):
    def who(self): return ['B'] + super().who()
class C(A):
    def who(self): return ['C'] + super().who()
class D(B, A):
    def who(self): return ['D'] + super().who()
class E(C, B):
    def who(self): return ['E'] + super().who()
class F(E, O): pass
for k in (C, D, E, F):
    print(k.__name__, [x.__name__ for x in k.__mro__], k().who())
def tryclass(name, *bases):
    try:
        t = type(name, bases, {})
        print(name, [x.__name__ for x in t.__mro__])
    except TypeError as e:
        print(name, e)
tryclass('X1', A, B)
tryclass('X2', O, A)
tryclass('X3', D, E)
tryclass('X4', A, A)
tryclass('X5', int, str)
tryclass('X6', int, A)
tryclass('X7', bool)
tryclass('X8', type(None))
tryclass('X9', dict, A)
tryclass('X10', A, dict)
tryclass('X11', object, A)
tryclass('X12', 5)
tryclass('X13', list, dict)
tryclass('X14', OSError, dict)
tryclass('X15', Exception, A)
print(A.__subclasses__(), O.__bases__, C.__base__.__name__)
print([issubclass(E, k) for k in (A, B, C, D, O, object)], isinstance(E(), (D, B)))
class M1: 
    a = 'm1'
class M2: 
    a = 'm2'
class Z(M1): pass
print(Z.a)
Z.__bases__ = (M2,)
print(Z.a, Z.__mro__)
try:
    Z.__bases__ = ()
except TypeError as e:
    print(e)
try:
    Z.__bases__ = (int,)
except TypeError as e:
    print(e)
class Meta(type):
    def mro(cls):
        return [cls, M1, object]
class W(M2, metaclass=Meta): pass
print(W.a, W.__mro__, W.mro())
