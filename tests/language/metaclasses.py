# __prepare__, __new__, __init__, __call__ of a metaclass, keyword arguments, and which metaclass wins.
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print('prepare', name, [b.__name__ for b in bases], kw)
        ns = super().__prepare__(name, bases)
        ns['prepared'] = True
        return ns
    def __new__(mcls, name, bases, ns, **kw):
        print('new', name, [k for k in ns if not k.startswith('__')], kw)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print('init', cls.__name__, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print('call', cls.__name__, a, k)
        return super().__call__(*a, **k)
    def __getattr__(cls, name):
        return f'{cls.__name__} has no {name}'
    def __len__(cls): return 42
    def __iter__(cls): return iter('abc')
    def __contains__(cls, x): return x == 1
    def __getitem__(cls, i): return ('item', i)
    def __instancecheck__(cls, o): return o == 'yes' or super().__instancecheck__(o)
    def __subclasscheck__(cls, o): return o is int or super().__subclasscheck__(o)
    def __add__(cls, o): return cls.__name__ + '+' + o.__name__
    def __repr__(cls): return f'<M {cls.__name__}>'
    @property
    def prop(cls): return 'prop of ' + cls.__name__
class A(metaclass=Meta, flag=1):
    def __init__(self, v): self.v = v
class B(A): pass
a = A(3)
print(a.v, A.prepared, A.nothing, len(A), list(A), 1 in A, A[2:3], A + B, A, A.prop)
print(isinstance('yes', A), isinstance(B(1), A), issubclass(int, A), issubclass(str, A))
try:
    a.prop
except AttributeError as e:
    print(e)
try:
    a.nothing
except AttributeError as e:
    print(e)
class Other(type): pass
try:
    class Bad(A, metaclass=Other): pass
except TypeError as e:
    print(e)
class Sub(Meta): pass
class Ok(A, metaclass=Sub): pass
print(type(Ok) is Sub, type(B) is Meta)
class Weird(metaclass=lambda n, b, ns: (n, b, sorted(k for k in ns if k[0] != '_'))):
    x = 1
print(Weird)
class Logged(dict):
    def __setitem__(self, k, v):
        print('define', k)
        super().__setitem__(k, v)
class P(type):
    @classmethod
    def __prepare__(m, *a): return Logged()
class Q(metaclass=P):
    a = 1
    def f(self): pass
    a = 2
print(Q.a, type(Q.__dict__).__name__)
class Single(type):
    _inst = {}
    def __call__(cls, *a):
        if cls not in cls._inst: cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]
class S(metaclass=Single): pass
print(S() is S())
try:
    type('n', (), {}, x=1)
except TypeError as e:
    print(e)
try:
    class K(x=1): pass
except TypeError as e:
    print(e)
print(type(type), type(5).__name__, type('T', (A,), {'z': 1}).z)
