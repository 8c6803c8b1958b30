# __init_subclass__ gets the keywords of the class statement; __set_name__ runs before it.
class Field:
    def __set_name__(self, owner, name):
        print('set_name', owner.__name__, name)
        self.name = name
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return obj.__dict__.get(self.name, 'unset')
    def __set__(self, obj, v): obj.__dict__[self.name] = v * 2
class Base:
    registry = []
    def __init_subclass__(cls, /, tag='none', **kw):
        super().__init_subclass__(**kw)
        print('init_subclass', cls.__name__, tag, [k for k in vars(cls) if not k.startswith('_')])
        Base.registry.append(cls.__name__)
class A(Base, tag='a'):
    f = Field()
    g = f
class B(A): pass
class C(B, tag='c'): h = Field()
print(Base.registry)
a = A()
print(a.f)
a.f = 4
print(a.f, a.__dict__, A.f.name)
try:
    class D(Base, unknown=1): pass
except TypeError as e:
    print(e)
class BadName:
    def __set_name__(self, o, n): raise ValueError('bad name')
try:
    class E: x = BadName()
except RuntimeError as e:
    print(e, '|', repr(e.__cause__))
class NotCalledLater: pass
A.late = Field()
print(hasattr(A.late, 'name'))
T = type('T', (Base,), {'q': Field()}, tag='dynamic')
class Multi1:
    def __init_subclass__(cls, **kw):
        print('Multi1'); super().__init_subclass__(**kw)
class Multi2:
    def __init_subclass__(cls, **kw):
        print('Multi2'); super().__init_subclass__(**kw)
class Both(Multi1, Multi2): pass
