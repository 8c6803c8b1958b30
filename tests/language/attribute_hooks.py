# __getattribute__, __getattr__, __setattr__, __delattr__, __dir__: who is asked first and what falls through.
class A:
    x = 'class x'
    def __init__(self): object.__setattr__(self, 'log', [])
    def __getattribute__(self, n):
        if n not in ('log', '__dict__', '__class__'):
            object.__getattribute__(self, 'log').append(n)
        return super().__getattribute__(n)
    def __getattr__(self, n):
        if n.startswith('dyn_'): return n[4:]
        raise AttributeError(f'nothing like {n}')
    def __setattr__(self, n, v):
        print('setattr', n, v)
        super().__setattr__(n, v)
    def __delattr__(self, n):
        print('delattr', n)
        super().__delattr__(n)
    def __dir__(self): return ['zeta', 'alpha']
a = A()
print(a.x, a.dyn_foo)
a.y = 3
print(a.y, dir(a), sorted(a.__dict__))
del a.y
for n in ('y', 'zz'):
    try:
        getattr(a, n)
    except AttributeError as e:
        print(e)
try:
    del a.nope
except AttributeError as e:
    print(e)
print(getattr(a, 'q', 'default'), hasattr(a, 'dyn_z'), hasattr(a, 'r'))
print(a.log)
class B:
    @property
    def p(self): raise AttributeError('inside property')
    def __getattr__(self, n): return 'fallback ' + n
print(B().p)
class C:
    def __getattr__(self, n): raise KeyError(n)
try:
    hasattr(C(), 'a')
except KeyError as e:
    print('KeyError', e)
class D:
    def __getattr__(self, n): return lambda *a: (n, a)
d = D()
print(d.foo(1, 2))
try:
    len(d)
except TypeError as e:
    print(e)
for bad in ('setattr(a, 5, 1)', 'getattr(a, 5)', 'getattr(a)', 'object().x', 'object().x = 1', '(5).real = 1', 'int.foo = 1', 'None.x', 'len.x', 'a.__class__ = 5', 'A.__dict__["x"] = 1', 'del int.real', 'A.__name__ = 5', '[].append = 1'):
    try:
        exec(bad)
    except (AttributeError, TypeError) as e:
        print(bad, '->', type(e).__name__, e)
class M:
    pass
m = M()
m.__dict__ = {'z': 26}
print(m.z)
try:
    m.__dict__ = 5
except TypeError as e:
    print(e)
setattr(m, 'not an identifier', 1)
print(getattr(m, 'not an identifier'), vars(m))
