# Order of evaluation and of application, for functions, methods and classes; any expression as decorator.
log = []
def d(tag):
    print('make', tag)
    def deco(f):
        print('apply', tag, f.__name__)
        def wrapped(*a, **k):
            return (tag, f(*a, **k))
        wrapped.__name__ = f.__name__
        return wrapped
    return deco

@d('outer')
@d('inner')
def f(x=print('default evaluated')):
    return x
print(f(1))

class C:
    @d('method')
    def m(self): return 'm'
    @staticmethod
    @d('static')
    def s(a): return a
    @classmethod
    def k(cls, a): return cls.__name__, a
    @property
    def p(self): return 'p'
    @p.setter
    def p(self, v): print('set', v)
    @p.deleter
    def p(self): print('del')
c = C()
print(c.m(), c.s(2), C.s(3), c.k(4), C.k(5), c.p)
c.p = 9
del c.p

table = {'reg': {}}
def register(cls):
    table['reg'][cls.__name__] = cls
    return cls
@register
class A: pass
@(lambda cls: register(cls))
class B(A): pass
print(sorted(table['reg']))
decos = [register, d('list')]
@decos[1]
def g(): return 'g'
print(g())
@(lambda fn: print(fn.__name__))
def h(): pass
