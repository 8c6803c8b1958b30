# super() in its forms: no arguments, bound, unbound, in class methods, closures and comprehensions.
class A:
    v = 'A.v'
    def f(self, *a): return ('A.f',) + a
    @classmethod
    def c(cls): return 'A.c ' + cls.__name__
    @staticmethod
    def s(): return 'A.s'
    @property
    def p(self): return 'A.p'
    def __init__(self): self.init = ['A']
    def __getitem__(self, i): return ('A item', i)
    def __len__(self): return 7
class B(A):
    v = 'B.v'
    def f(self, *a): return ('B.f',) + super().f(*a)
    @classmethod
    def c(cls): return 'B.c ' + super().c()
    @staticmethod
    def s(): return super(B, B).s()
    @property
    def p(self): return 'B.p ' + super().p
    def __init__(self):
        super().__init__()
        self.init.append('B')
    def closure(self):
        def inner(): return super(B, self).v
        return inner()
    def lam(self): return (lambda: super().v)
    def explicit(self): return super(B, self).v, super(A, self).__class__.__name__
    def items(self): return super().__getitem__(3), super().__len__()
    def gen(self):
        yield super().v
b = B()
print(b.f(1), b.c(), B.c(), b.s(), b.p, b.init, b.closure(), b.explicit(), b.items(), list(b.gen()))
try:
    b.lam()()
except (RuntimeError, TypeError) as e:
    print(type(e).__name__, e)
class Sub(B): pass
print(Sub().c(), Sub().f())
s = super(B, b)
print(s.__thisclass__, s.__self_class__, s.__self__ is b, s.v)
print(super(B, Sub).v, super(B, Sub()).f('x'))
for bad in ('super(B, 5)', 'super(5, b)', 'super(B, A())', 'super(A, b).nope', 'super()', 'super(B)[1]', 'super(B, b)[1]'):
    try:
        print(eval(bad))
    except (TypeError, RuntimeError, AttributeError) as e:
        print(bad, '->', type(e).__name__, e)
def outside(self): return super().v
class C(A): o = outside
try:
    C().o()
except RuntimeError as e:
    print(e)
class D(A):
    def f(self):
        del self
        return super().f()
try:
    D().f()
except RuntimeError as e:
    print(e)
class E(A):
    def setter(self): super().x = 1
try:
    E().setter()
except AttributeError as e:
    print(e)
class F(A):
    def list(self): return [super(F, self).v for _ in 'ab']
print(F().list())
class G(A):
    def f(self): return __class__, super().f()
Saved = G
class G: pass
print(Saved().f())
