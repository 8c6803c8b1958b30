# _operator and _abc.
import _operator as o
import _abc
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
for name, args in (('add', (1, 2)), ('sub', (5, 'a')), ('mul', ('a', 3)), ('truediv', (1, 4)), ('floordiv', (7, 2)), ('mod', (7, 3)), ('pow', (2, 5)), ('matmul', (1, 2)), ('lshift', (1, 4)), ('rshift', (16, 2)), ('and_', (6, 3)), ('or_', (6, 3)), ('xor', (6, 3)), ('neg', (1,)), ('pos', (-1,)), ('inv', (5,)), ('abs', (-5,)), ('not_', ([],)), ('truth', ([1],)), ('is_', (None, None)), ('is_not', (1, None)), ('index', (True,)), ('index', (1.5,)), ('lt', (1, 2)), ('le', (2, 1)), ('eq', (1, 1.0)), ('ne', (1, 1)), ('gt', (1, 'a')), ('ge', (2, 2)), ('concat', ([1], [2])), ('concat', (1, 2)), ('concat', ([1], 2)), ('contains', ('abc', 'b')), ('contains', (5, 1)), ('countOf', ([1, 2, 1], 1)), ('countOf', (1, 2)), ('indexOf', ([1, 2], 2)), ('indexOf', ([1], 5)), ('getitem', ('abc', 1)), ('getitem', ({}, 1)), ('delitem', ([], 0)), ('setitem', ([1], 0, 2)), ('length_hint', ([1, 2],)), ('length_hint', (1,)), ('length_hint', (1, 'a')), ('length_hint', (5, 7)), ('iadd', ([1], [2])), ('iadd', (1, 2)), ('isub', ({1, 2}, {1})), ('imul', ([1], 2)), ('ior', ({1: 1}, {2: 2})), ('ixor', (1, 3)), ('iand', (6, 2)), ('ilshift', (1, 2)), ('irshift', (8, 1)), ('ifloordiv', (7, 2)), ('itruediv', (7, 2)), ('imod', (7, 4)), ('ipow', (2, 3)), ('imatmul', (1, 2)), ('iconcat', (1, 2)), ('iconcat', ([1], (2,))), ('isub', (1, 'a')), ('call', (max, 1, 2)), ('call', ()), ('add', (1,)), ('_compare_digest', ('a', 'a')), ('_compare_digest', (b'a', b'b')), ('_compare_digest', ('é', 'a')), ('_compare_digest', (1, 2)), ('_compare_digest', (b'ab', bytearray(b'ab')))):
    print(name, args[1:], attempt(getattr(o, name), *args))
class A: pass
x = A(); x.a = A(); x.a.b = 5; x.c = 'c'
print(o.itemgetter(1)('abc'), o.itemgetter(0, -1)('abc'), o.itemgetter('k')({'k': 1}), o.itemgetter(slice(1))('abc'), o.attrgetter('c')(x), o.attrgetter('a.b', 'c')(x), o.methodcaller('upper')('ab'), o.methodcaller('split', 'b', maxsplit=1)('abcbd'), o.call(dict, a=1))
print(o.itemgetter(1, 'a'), o.attrgetter('x.y', 'z'), o.methodcaller('f', 1, k=2), o.methodcaller('f'), o.itemgetter(1).__reduce__(), o.attrgetter('a.b').__reduce__(), o.methodcaller('f', 1).__reduce__())
for e in ('itemgetter()', 'attrgetter()', 'methodcaller()', 'methodcaller(1)', 'attrgetter(1)', 'itemgetter(a=1)', 'itemgetter(0)()', 'itemgetter(0)(1, 2)', 'itemgetter(0)(1)', 'itemgetter(0)([], a=1)', "attrgetter('a.b')(1)", "attrgetter('a')(1, 2)", "methodcaller('a')(1, 2)", "methodcaller('nope')(1)"):
    print(e, attempt(lambda: eval('o.' + e)))
print(sorted(['bb', 'a', 'ccc'], key=o.methodcaller('__len__')), list(map(o.itemgetter(0), ['ab', 'cd'])), sorted({'b': 1, 'a': 2}.items(), key=o.itemgetter(1)))

class ABCMeta(type):
    def __new__(mcls, name, bases, ns, **kw):
        cls = super().__new__(mcls, name, bases, ns, **kw)
        _abc._abc_init(cls)
        return cls
    def register(cls, sub): return _abc._abc_register(cls, sub)
    def __instancecheck__(cls, i): return _abc._abc_instancecheck(cls, i)
    def __subclasscheck__(cls, s): return _abc._abc_subclasscheck(cls, s)
class Base(metaclass=ABCMeta):
    def m(self): pass
    m.__isabstractmethod__ = True
class Half(Base):
    def n(self): pass
    n.__isabstractmethod__ = True
class Full(Half):
    def m(self): pass
    def n(self): pass
print(sorted(Base.__abstractmethods__), sorted(Half.__abstractmethods__), sorted(Full.__abstractmethods__), attempt(Base), attempt(Half), type(Full()).__name__)
t0 = _abc.get_cache_token()
print(isinstance(1, Base), issubclass(int, Base), Base.register(int) is int, isinstance(1, Base), issubclass(bool, Base), isinstance('a', Base), _abc.get_cache_token() - t0, Base.register(int) is int, _abc.get_cache_token() - t0)
print(isinstance(Full(), Base), issubclass(Full, Base), issubclass(Base, Full), attempt(issubclass, 1, Base), attempt(Full.register, Base), attempt(Base.register, 5), issubclass(int, Half))
class Hook(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        if C is float: return True
        if C is str: return False
        if C is list: return 'bad'
        return NotImplemented
print(isinstance(1.5, Hook), isinstance('a', Hook), attempt(isinstance, [], Hook), isinstance({}, Hook), Hook.register(dict), isinstance({}, Hook))
class Sub(Hook): pass
class Virtual: pass
Sub.register(Virtual)
print(isinstance(Virtual(), Hook), isinstance(Virtual(), Sub))
reg, cache, neg, version = _abc._get_dump(Sub)
print(len(reg), len(cache), type(reg).__name__, _abc._reset_caches(Sub), [len(s) for s in _abc._get_dump(Sub)[1:3]], _abc._reset_registry(Sub), len(_abc._get_dump(Sub)[0]), attempt(_abc._abc_init, 5), attempt(_abc._abc_instancecheck, int, 1))
class Seq(metaclass=ABCMeta): __abc_tpflags__ = 1 << 5
class Map(metaclass=ABCMeta): __abc_tpflags__ = 1 << 6
class Mine(Seq): pass
class Reg: pass
Map.register(Reg)
def kind(x):
    match x:
        case [*_]: return 'sequence'
        case {}: return 'mapping'
        case _: return 'other'
class MySeq(Mine):
    def __len__(self): return 0
    def __getitem__(self, i): raise IndexError
class MyMap(Reg):
    def __len__(self): return 0
    def keys(self): return []
print(kind(MySeq()), kind(MyMap()), kind([]), kind(()), kind({}), kind('a'), kind(range(2)), kind({1}), '__abc_tpflags__' in Seq.__dict__)
def both():
    class Both(metaclass=ABCMeta): __abc_tpflags__ = (1 << 5) | (1 << 6)
print(attempt(both))
