# The built-in functions, each with its ordinary use, its corner and its errors.
import io
for e in ('abs(-3)', 'all([])', 'any([])', 'all([1, 0])', 'ascii("é")', 'bin(-5)', 'bool([])', 'callable(len)', 'chr(8364)', 'divmod(-7, 2)', 'divmod(7.5, 2)', 'enumerate("ab").__next__()', 'list(filter(None, [0, 1]))', 'format(3.14159, ".2f")', 'frozenset("a")', 'getattr(5, "real")', 'getattr(5, "x", "d")', 'hasattr(5, "imag")', 'hash("a") == hash("a")', 'hex(255)', 'id(5) == id(5)', 'int("ff", 16)', 'isinstance(True, int)', 'isinstance(5, (str, (int,)))', 'issubclass(bool, int)', 'list(iter("ab"))', 'len({1: 2})', 'list(map(max, [1, 5], [3, 2]))', 'max(3, 1, 2)', 'max("ab", key=ord)', 'max([], default="d")', 'min([3, 1])', 'min(1, 2, key=lambda v: -v)', 'next(iter([7]))', 'oct(8)', 'ord("€")', 'pow(2, 10)', 'pow(3, -1, 7)', 'pow(2, -1)', 'range(3)', 'repr("a\'b")', 'list(reversed([1, 2]))', 'round(2.5)', 'round(-1.5)', 'round(1234, -2)', 'round(2.675, 2)', 'slice(1, 2)', 'sorted("cab", reverse=True)', 'str(b"a")', 'sum([1, 2], 10)', 'sum([[1], [2]], [])', 'sum([0.1] * 3)', 'tuple("ab")', 'type(5)', 'vars(type("T", (), {"a": 1}))["a"]', 'list(zip([1, 2], "ab"))', 'dict(zip("ab", [1, 2]))', 'complex(1, 2)', 'bytes([65])', 'set([1]) == {1}', 'eval("1+1")', '__import__("math").pi', 'sorted([3, "a"])', 'max(1, "a")', 'sum("ab")', 'abs("a")', 'chr("a")', 'ord(5)', 'len(5)', 'hash({})', 'iter(5)', 'next(5)', 'range("a")', 'round("a")', 'isinstance(5, 5)', 'isinstance(5, (int, 5))', 'isinstance("a", (int, 5))', 'issubclass(5, int)', 'getattr(5, 5)', 'setattr(5, "x", 1)', 'delattr(5, "x")', 'vars(5)', 'dir(5)[0]', 'divmod(1, 0)', 'pow(0, -1)', 'min()', 'min([])', 'max(5)', 'zip(5)', 'map()', 'map(len)', 'filter(1)', 'enumerate(5)', 'reversed(5)', 'sorted(5)', 'all(5)', 'bin(1.5)', 'hex("a")', 'int("a")', 'float("a")', 'str(5, 6)', 'bytes("a")', 'slice()', 'type()', 'type(1, 2)', 'type("a", 5, {})', 'type(5, (), {})', 'object(5)', 'super(5)', 'memoryview(5)', 'open("/nonexistent/file")', 'open(5.5)', 'open("x", "q")', 'open("x", "rw")', 'open("x", "rb", encoding="u8")', 'input.__name__', 'print(1, sep=5)', 'print(1, end=5)', 'print(1, file=5)', 'print(bad=1)', '__build_class__()', '__import__("nope_x")', 'compile("1+", "f", "eval")', 'exec("raise KeyError(1)")', 'breakpoint.__name__', 'aiter(5)', 'anext(5)', 'copyright.__class__.__name__', 'sum([], start=5)', 'sum([1], 2, 3)', 'sorted([1], 2)', 'enumerate("a", "b")', 'enumerate("a", start=2**70).__next__()', 'zip([1], strict=1).__next__()', 'min(1, 2, default=3)', 'max([1], key=5)', 'round(1.5, ndigits=None)', 'int(x="5")', 'bool(x=1)', 'str(object=5)', 'list(iterable=[])', 'tuple(sequence=())', 'float(x=1)', 'range(start=1)', 'dict([1])', 'frozenset(1)', 'globals() is globals()', 'locals() is globals()', 'print.__text_signature__', 'len.__doc__', 'sorted.__name__'):
    try: print(e, '=', eval(e))
    except BaseException as x: print(e, '->', type(x).__name__, x)
f = io.StringIO(); print('a', 1, None, sep='-', end='!', file=f, flush=True); print(repr(f.getvalue())); print(); print('x', end=''); print(*[], sep='zz'); print(*'abc', sep=', '); print(1, 2, sep=None, end=None)
class W:
    def write(self, s): parts.append(s)
parts = []; print('a', 'b', file=W()); print(parts)
class Dir:
    def __dir__(self): return ['z', 'a']
class BadDir:
    def __dir__(self): return 5
print(dir(Dir()))
try: dir(BadDir())
except TypeError as e: print(e)
class Rev:
    __reversed__ = None
    def __len__(self): return 1
    def __getitem__(self, i): return 1
try: reversed(Rev())
except TypeError as e: print(e)
def local_names(a, b=2):
    c = 3
    return sorted(locals()), sorted(vars()), sorted(dir())
print(local_names(1), [sorted(locals()) for _ in [0]][0] if False else '')
