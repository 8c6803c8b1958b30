# Functions, bound methods and built-in methods as objects: identity, equality, attributes, repr.
import types
class C:
    def m(self, a=1): 'doc'; return self, a
    def __eq__(self, o): return True
    __hash__ = None
    def __repr__(self): return 'C!'
c, d = C(), C()
print(c.m == c.m, c.m is c.m, c.m == d.m, hash(type('H', (), {'m': lambda s: 0})().m) is not None, c.m.__self__ is c, c.m.__func__ is C.m, c.m.__name__, c.m.__doc__, c.m.__defaults__, repr(c.m), C.m.__qualname__)
for act in ('c.m.x = 1', 'c.m.__func__.x = 1', 'c.m.x', 'c.m.__self__ = 5', 'len.x = 1', '[].append.x', 'types.MethodType(5, c)', 'types.MethodType(C.m, None)', 'types.MethodType(C.m)', 'C.m.__globals__ = {}', 'del C.m.__code__', 'C.m()', 'types.SimpleNamespace(1)', 'str.join(5, [])', 'str.upper()', 'list.append([], 1, 2)', 'int.__add__(1)', 'object.__new__(5)', 'object.__new__(int)', 'object(1)', 'C(1)', 'int.__new__(str)', '(5).__add__("a")'):
    try: exec(act) if ' = ' in act or 'del' in act else print(eval(act)); print(act, 'done')
    except Exception as e: print(act, '->', type(e).__name__, e)
print([].append == [].append, (l := []).append == l.append, l.append.__self__ is l, l.append.__name__, l.append.__qualname__, str.upper.__qualname__, len.__module__, len.__self__.__name__, type(len).__name__, type(str.upper).__name__, type([].append).__name__, type(int.__add__).__name__, type((5).__add__).__name__, type(C.m).__name__, type(c.m).__name__, type(dict.fromkeys).__name__, type(int.__dict__['from_bytes']).__name__, type(str.maketrans).__name__)
def f(): pass
f.a = 1; f.__doc__ = 'new'; f.__module__ = 'mod'; f.__name__ = 'renamed'; f.__qualname__ = 'Q.renamed'; print(f.__dict__, f.__doc__, f.__module__, f.__name__, str(f).split(' at ')[0], vars(f) is f.__dict__, callable(f), f.__closure__, f.__kwdefaults__, f.__annotations__, f.__builtins__['len'] is len)
m = types.MethodType(f, 5); print(m.__self__, m.a, types.MethodType(lambda self, x: (self, x), 'bound')('arg'), m.__func__ is f)
ns = types.SimpleNamespace(a=1, b='x'); ns.c = [ns]; print(ns, ns == types.SimpleNamespace(a=1), vars(ns).keys()); mp = types.MappingProxyType({'k': 1}); print(mp, mp['k'], mp | {'z': 2}, len(mp), 'k' in mp, mp.copy())
try: mp['z'] = 1
except TypeError as e: print(e)
class Callable1:
    def __call__(self, *a, **k): return a, k
x = Callable1(); x.__call__ = lambda: 'instance'; print(x(1, k=2), x.__call__(), callable(x), callable(5), callable(C), callable(Callable1.__call__)); K = types.new_class('K', (C,), {}, lambda ns: ns.update(z=5)); print(K.z, K.__mro__[1] is C, types.resolve_bases((C,)), types.prepare_class('P')[0] is type, types.DynamicClassAttribute)
