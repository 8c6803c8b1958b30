# Data descriptors before the instance, the instance before other descriptors, and the errors of each.
class Data:
    def __get__(self, o, t): return ('data', o is None, t.__name__)
    def __set__(self, o, v): print('data set', v)
    def __delete__(self, o): print('data delete')
class NonData:
    def __get__(self, o, t): return ('nondata', o is None, t.__name__)
class OnlySet:
    def __set__(self, o, v): o.__dict__['os'] = ('via', v)
class OnlyDelete:
    def __delete__(self, o): print('only delete')
class C:
    d = Data(); n = NonData(); os = OnlySet(); od = OnlyDelete()
c = C()
print(c.d, C.d, c.n, C.n)
c.__dict__['d'] = 'inst d'
c.__dict__['n'] = 'inst n'
print(c.d, c.n)
c.d = 1
del c.d
print(type(c.os).__name__)
c.os = 5
print(c.os)
for act in ("del c.os", "c.od = 3", "del c.od", "c.od"):
    try:
        r = eval(act) if not act.startswith(('del', 'c.od =')) else exec(act)
        print(act, type(r).__name__)
    except AttributeError as e:
        print(act, e)
class P:
    @property
    def ro(self): return 1
    nothing = property()
    wo = property(None, lambda s, v: print('wo', v))
p = P()
p.wo = 3
for act in ('p.ro = 1', 'del p.ro', 'p.nothing', 'p.nothing = 1', 'p.wo', 'del p.wo'):
    try:
        exec(act)
    except AttributeError as e:
        print(act, '->', e)
print(P.ro.fget(p), P.ro.fset, property(lambda s: 1, doc='D').__doc__)
class Lazy:
    def __init__(self, f): self.f = f; self.name = f.__name__
    def __get__(self, o, t):
        if o is None: return self
        print('computing')
        v = o.__dict__[self.name] = self.f(o)
        return v
class L:
    @Lazy
    def big(self): return 99
l = L()
print(l.big, l.big)
def f(self, *a): return a
b = f.__get__(c, C)
print(b(1, 2), b.__self__ is c, b.__func__ is f, f.__get__(None, C) is f)
print(str.upper.__get__('x')(), int.__add__.__get__(3)(4))
try:
    str.upper.__get__(5)
except TypeError as e:
    print(e)
print(C.__dict__['n'].__class__.__name__, classmethod(f).__get__(None, C)(7))
class Chain:
    @classmethod
    @property
    def cp(cls): return 'classprop ' + cls.__name__
print(Chain.cp)
print(staticmethod(len)([1, 2]), staticmethod(f).__wrapped__ is f)
