# Who asks an iterable for its length before it is read, and what an error of that comes to.
class Sized:
    def __init__(self, n=2): self.n = n
    def __len__(self): print('len', end=' '); return self.n
    def __iter__(self): print('iter', end=' '); return iter([1, 2])
class Hinted:
    def __iter__(self): print('iter', end=' '); return iter([1, 2])
    def __length_hint__(self): print('hint', end=' '); return 7
class Broken(Sized):
    def __len__(self): raise ZeroDivisionError
class NotSized(Sized):
    def __len__(self): raise TypeError
class Sequence:
    def __getitem__(self, i):
        print('get', i, end=' ')
        if i == 3: raise IndexError
        return i
    def __len__(self): print('len', end=' '); return 3

def extended(x):
    items = []
    items.extend(x)
    return items
def unpacked(x):
    a, *b = x
    return a, b
def called(x):
    return (lambda *args: args)(*x)
def added(x):
    items = [0]
    items += x
    return items

WORK = [lambda x: [*x], lambda x: (*x,), lambda x: {*x}, lambda x: [0, *x, 3], list, tuple, set, frozenset, sorted, extended, added,
        unpacked, called, lambda x: bytes(x), lambda x: ''.join(map(str, x)), lambda x: dict.fromkeys(x), lambda x: list(iter(x)),
        lambda x: list(map(str, x)), lambda x: list(enumerate(x)), lambda x: [*x, *x], lambda x: sum(x), lambda x: list(zip(x, x))]
for kind in Sized, Hinted, NotSized, Broken, Sequence:
    for i, work in enumerate(WORK):
        print(kind.__name__, i, end=': ')
        try:
            print(work(kind()))
        except Exception as e:
            print(repr(e))

# A set display of constants is made of a frozenset of them.
print({'apple', 'banana', 'cherry', 'date'}, {1, 10, 33, 65, 129, 'x'}, [x for x in {'é', 'ü', 'ß'}], {1.5, (1, 2), ...} == {..., 1.5, (1, 2)})
def f(x): return x in {'apple', 'banana', 'cherry', 'date'}
print([sorted(c) for c in f.__code__.co_consts if isinstance(c, frozenset)], [list(c) for c in f.__code__.co_consts if isinstance(c, frozenset)])

# The lines of code begin with that of RESUME.
def first(
    a, b
):
    return a
print([line for *_, line in first.__code__.co_lines()][0] - first.__code__.co_firstlineno)
print(sorted({line for *_, line in compile('\n\nx = 1\ny = 2', 's', 'exec').co_lines()}))

# __getattr__ that is deleted while it is looked for.
import gc
class Evil:
    def __getattr__(self, name): raise AttributeError('hook ' + name)
    def __getattribute__(self, name):
        del Evil.__getattr__
        gc.collect()
        raise AttributeError('attribute ' + name)
try:
    Evil().x
except AttributeError as e:
    print(e)
class Reversed(type):
    def mro(cls):
        order = super().mro()
        order.reverse()
        return order
try:
    class X(metaclass=Reversed): y = 1
    print([c.__name__ for c in X.__mro__], X.y)
except TypeError as e:
    print(e)
