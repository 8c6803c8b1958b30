# The built-in exceptions: their tree, constructors, str and repr, and their own attributes.
import builtins
names = sorted(n for n in dir(builtins) if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException))
for n in names:
    k = getattr(builtins, n)
    print(n, k.__name__, [b.__name__ for b in k.__mro__[1:-1]])
for args in ((), ('one',), ('one', 2), (None,), ([1],)):
    e = ValueError(*args)
    print(str(e), '|', repr(e), '|', e.args)
print(str(KeyError('k')), str(KeyError()), str(KeyError('a', 'b')), repr(KeyError('k')))
e = OSError(2, 'No such', 'file.txt')
print(type(e).__name__, e, e.errno, e.strerror, e.filename, e.args)
for no in (1, 2, 4, 9, 11, 13, 17, 20, 21, 32, 104, 110, 111, 9999):
    print(no, type(OSError(no, 'm')).__name__)
print(OSError('just text'), OSError(5, 'a', 'b', None, 'c'), repr(OSError(2, 'x')), OSError(), OSError(1, 2, 3, 4).args)
s = StopIteration(5); print(s.value, StopIteration().value, StopIteration(1, 2).value)
x = SystemExit(3); print(x.code, SystemExit().code, SystemExit(1, 2).code)
u = UnicodeDecodeError('utf-8', b'ab\xff', 2, 3, 'bad'); print(u, u.object, u.start, u.end, u.reason, u.encoding)
u = UnicodeEncodeError('ascii', 'a\xe9\u1234', 1, 3, 'bad'); print(u)
u = UnicodeEncodeError('ascii', 'a\U0001f600', 1, 2, 'bad'); print(u)
u = UnicodeTranslateError('x\xe9', 1, 2, 'bad'); print(u)
s = SyntaxError('msg', ('f.py', 3, 5, 'text here', 3, 9)); print(s, s.filename, s.lineno, s.offset, s.text, s.end_offset, s.msg)
i = ImportError('no', name='n', path='p'); print(i, i.name, i.path, i.msg, repr(i))
n = NameError('nm', name='foo'); print(n.name); a = AttributeError('at', name='bar', obj=5); print(a.name, a.obj)
for bad in ('ImportError(foo=1)', 'UnicodeDecodeError()', "UnicodeDecodeError(1, b'', 0, 0, '')", 'ValueError(x=1)', 'SyntaxError("m", (1,))', "AttributeError(x=1)", 'BaseExceptionGroup("m", [])', 'OSError(a=1)'):
    try:
        print(eval(bad))
    except (TypeError, ValueError) as err:
        print(bad, '->', type(err).__name__, err)
class My(Exception):
    def __init__(self, a, b): self.a = a; super().__init__(a)
    def __str__(self): return f'my {self.a}'
m = My(1, 2); print(m, repr(m), m.args)
class NoInit(Exception):
    def __new__(cls, *a, **k): return super().__new__(cls, 'from new')
print(repr(NoInit()), ValueError('a') == ValueError('a'), hash(e) == hash(e))
e = Exception('x'); e.extra = 1; print(e.__dict__, e.__reduce__())
print(MemoryError().args, RecursionError('r'), isinstance(FileNotFoundError(), OSError), IOError is OSError, EnvironmentError is OSError)
b = BlockingIOError(11, 'm', 7); print(b.characters_written)
print(Exception.__doc__, KeyError.__doc__, StopAsyncIteration.__doc__)
