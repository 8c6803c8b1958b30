"""property, classmethod, staticmethod: what they are made of, and their errors."""


def attempt(label, function):
    try:
        print(label, '=', function())
    except Exception as error:
        print(label, '!', type(error).__name__, error)


class Temperature:
    """Kelvin."""

    def __init__(self, kelvin):
        self._kelvin = kelvin

    @property
    def celsius(self):
        "Degrees Celsius."
        return self._kelvin - 273.15

    @celsius.setter
    def celsius(self, value):
        self._kelvin = value + 273.15

    readonly = property(lambda self: 1)
    writeonly = property(None, lambda self, v: print('set', v))
    nothing = property()
    documented = property(doc='only a doc')


t = Temperature(300)
print(round(t.celsius, 2), Temperature.celsius.__doc__, type(Temperature.celsius).__name__)
t.celsius = 0
print(t._kelvin)
attempt('del celsius', lambda: delattr(t, 'celsius'))
attempt('set readonly', lambda: setattr(t, 'readonly', 1))
attempt('get writeonly', lambda: t.writeonly)
attempt('set writeonly', lambda: setattr(t, 'writeonly', 1))
attempt('get nothing', lambda: t.nothing)
attempt('set nothing', lambda: setattr(t, 'nothing', 1))
attempt('del nothing', lambda: delattr(t, 'nothing'))
print(Temperature.documented.__doc__, Temperature.nothing.__doc__)

p = Temperature.celsius
print([type(x).__name__ for x in (p.fget, p.fset, p.fdel)], p.__isabstractmethod__)
attempt('fget =', lambda: setattr(p, 'fget', 1))
attempt('doc =', lambda: setattr(p, '__doc__', 'x') or p.__doc__)
attempt('call', lambda: p())
attempt('get none', lambda: p.__get__(None, Temperature) is p)
attempt('get t', lambda: round(p.__get__(t), 3))
attempt('get nothing', lambda: p.__get__())
attempt('too many', lambda: property(1, 2, 3, 4, 5))
attempt('keywords', lambda: property(fget=len, doc='d').__doc__)
attempt('bad keyword', lambda: property(get=len))
unnamed = property(None)
attempt('unnamed get', lambda: unnamed.__get__(5))
attempt('unnamed set', lambda: unnamed.__set__(5, 1))
attempt('unnamed del', lambda: unnamed.__delete__(5))
attempt('set_name', lambda: unnamed.__set_name__(int, 'given') or unnamed.__get__(5))
attempt('set_name wrong', lambda: unnamed.__set_name__(1))
attempt('getter', lambda: unnamed.getter(len).__get__('abc'))


class Counted(property):
    pass


attempt('subclass', lambda: (type(Counted(len).setter(print)).__name__, Counted(len, doc='sub').__doc__))
attempt('not callable', lambda: property(5).__get__(1))

print('-- classmethod and staticmethod')
class K:
    @classmethod
    def make(cls, *args):
        """Makes."""
        return cls.__name__, args
    @staticmethod
    def helper(a: int, b=2):
        """Helps."""
        return a + b
    cm_int = classmethod(5)
    cm_prop = classmethod(property(lambda cls: cls.__name__ + '!'))


class L(K):
    pass


print(K.make(1), L().make(2), K.helper(1), L().helper(1, b=5), K.cm_prop, L.cm_prop)
attempt('cm_int', lambda: K.cm_int)
attempt('cm_int call', lambda: K.cm_int())
raw = K.__dict__
print(type(raw['make']).__name__, type(raw['helper']).__name__, raw['make'].__func__ is K.make.__func__, raw['helper'].__func__ is K.helper)
print(raw['make'].__name__, raw['helper'].__qualname__, raw['helper'].__doc__, raw['make'].__wrapped__.__name__, raw['helper'].__annotations__)
print(repr(raw['make']).split(' at ')[0], repr(raw['helper']).split(' at ')[0], raw['helper'](5))
attempt('call classmethod', lambda: raw['make']())
attempt('no args', lambda: staticmethod())
attempt('two args', lambda: classmethod(1, 2))
attempt('keyword', lambda: staticmethod(f=1))
attempt('static int', lambda: staticmethod(5)())
attempt('isabstract', lambda: staticmethod(5).__isabstractmethod__)
attempt('dict', lambda: sorted(classmethod(len).__dict__))
attempt('bound', lambda: (K.make.__self__, L.make.__func__.__name__, K.make == K.make, K.make == L.make))
attempt('classmethod get', lambda: classmethod(lambda c: c).__get__(5)())
attempt('classmethod get type', lambda: classmethod(lambda c: c).__get__(None, str)())
