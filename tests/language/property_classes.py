# property, classmethod, staticmethod subclassed and combined; abstract members; __set_name__ of property.
from abc import *
class Typed(property):
    def __init__(self, fget, kind=None): super().__init__(fget); self.kind = kind
    def __set__(self, o, v):
        if not isinstance(v, self.kind): raise TypeError(f'need {self.kind.__name__}')
        o.__dict__['_' + self.fget.__name__] = v
def typed(kind): return lambda f: Typed(f, kind)
class A:
    @typed(int)
    def n(self): return self.__dict__.get('_n', 0)
    @property
    def doc(self): 'the doc'; return 1
    val = property(lambda s: s._v, lambda s, v: setattr(s, '_v', v), lambda s: delattr(s, '_v'), 'val doc')
a = A(); a.n = 5; print(a.n, A.n.kind, A.doc.__doc__, A.val.__doc__)
try: a.n = 'x'
except TypeError as e: print(e)
a.val = 3; print(a.val); del a.val
try: a.val
except AttributeError as e: print(e)
class B(A):
    @A.val.getter
    def val(self): return 'B getter'
    @property
    def doc(self): return super().doc + 10
b = B(); b.val = 9; print(b.val, b._v, b.doc, B.val.fset is A.val.fset)
class Shape(ABC):
    @property
    @abstractmethod
    def area(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
    @staticmethod
    @abstractmethod
    def unit(): ...
    def describe(self): return f'{type(self).__name__} {self.area}{self.unit()}'
class Half(Shape):
    area = 5
class Sq(Half):
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def unit(): return 'cm'
for k in (Shape, Half, Sq):
    try: print(k().describe(), k.__abstractmethods__)
    except TypeError as e: print(e)
print(sorted(Shape.__abstractmethods__), Sq.make().area, Shape.area.__isabstractmethod__, issubclass(Sq, Shape))
@Shape.register
class V: pass
print(isinstance(V(), Shape), V.__mro__, ABC.__class__)
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, c): return True if hasattr(c, 'quack') else NotImplemented
class Duck: quack = 1
print(issubclass(Duck, Hook), isinstance(Duck(), Hook), issubclass(int, Hook))
class CM:
    @classmethod
    def f(cls, x=1): return cls.__name__, x
    g = classmethod(lambda cls: cls); h = staticmethod(lambda: 'h'); s = staticmethod(print)
class CN(CM): pass
print(CN.f(), CN().f(2), CN.g() is CN, CN.h(), CM.f.__self__ is CM, CM.f.__func__.__name__, CM.__dict__['h'].__func__(), CM.f == CM.f, CN.f == CM.f, type(CM.__dict__['f']).__name__); CM.s('printed', sep='')
class Const:
    def __init__(self, v): self.v = v
    def __get__(self, o, t=None): return self.v
    def __set__(self, o, v): raise AttributeError(f'{self.name} is constant')
    def __set_name__(self, o, n): self.name = n
class Cfg: PI = Const(3.14)
try: Cfg().PI = 3
except AttributeError as e: print(e, Cfg.PI)
Cfg.PI = 3; print(Cfg.PI, Cfg().PI)
for bad in ('property(1, 2, 3, 4, 5)', 'property().__get__(5)', 'A.doc.fget()', 'classmethod()', 'staticmethod(1)()', 'classmethod(5).__get__(None, int)()', 'property(5).__get__(a)'):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, '->', type(e).__name__, e)
