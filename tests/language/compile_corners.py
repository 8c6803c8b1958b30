"""compile(), calls with many arguments, await at the top of a module, where coroutines come from."""
import ast, types, sys
async def n():
    return 5
for src in ("a = 5", "a = await n()"):
    co = compile(src, "?", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    g = {'n': n}
    r = types.FunctionType(co, g)()
    print(src, type(r).__name__)
    if r is not None:

        print(r.__name__, r.__qualname__)
        try: r.send(None)
        except StopIteration: pass
    print(g['a'])
    g = {'n': n}
    r = eval(co, g)
    if r is not None:
        print(r.__name__, r.cr_frame.f_locals is g)
        try: r.send(None)
        except StopIteration: pass
    print(g['a'])
def f(**kw): return sum(kw.values())
print(eval("f(" + ", ".join(f"a{i}={i}" for i in range(40)) + ")"))
print(eval("f(" + ", ".join(f"a{i}={i}" for i in range(20)) + ", **{'b': 1})"))
print(eval("(lambda *a: len(a))(" + ", ".join("1" for i in range(40)) + ")"))
print(eval("'{}'.join([]).join.__call__.__class__.__name__.format(" + ", ".join("1" for i in range(40)) + ")"))
try: eval("f(" + ", ".join(f"a{i}={i}" for i in range(20)) + ", **{'a1': 1})")
except TypeError as e: print(e)
try: type('A', (), {'__doc__': 'x\udcdcy'})
except UnicodeEncodeError as e: print(e)
class B:
    "B(x, y=1)\n--\n\nhello"
print(B.__text_signature__)

def merged():
    a = lambda: ("x", 1.5, b"y")
    b = lambda: ("x", 1.5, b"y")
    return a.__code__.co_consts is b.__code__.co_consts, a.__code__.co_filename is b.__code__.co_filename


print(merged())


def documented():
    "docstring"
    return 42


print(documented.__code__.co_consts)
sys.set_coroutine_origin_tracking_depth(2)
c = n()
print([(line - sys._getframe().f_lineno, name) for _, line, name in c.cr_origin])
c.close()


def made():
    return n()


c = made()
print([name for _, _, name in c.cr_origin])
c.close()
sys.set_coroutine_origin_tracking_depth(0)
print(n().cr_origin if False else None)


class Lazy:
    def __getattr__(self, name):
        raise AttributeError


try:
    Lazy().missing
except AttributeError as e:
    print(e.name, type(e.obj).__name__)


def keeps_back():
    return sys._getframe()


def outer():
    inner = keeps_back()
    return inner


frame = outer()
print(frame.f_back.f_code.co_name, frame.f_back.f_back.f_code.co_name)
try:
    sys.__unraisablehook__(ValueError())
except TypeError as e:
    print(e)


# Names that only a tree can have, beside those that they could be taken for.
import ast


def loads(ids):
    module = ast.Module([ast.Expr(ast.Tuple([ast.Name(i, ast.Load()) for i in ids], ast.Load()))], [])
    return ast.fix_missing_locations(module).body


tree = ast.parse('def f(): pass\ndef g(): pass')
tree.body[0].body = loads(['a b'])
tree.body[1].body = loads(['a', 'b'])
code = compile(ast.fix_missing_locations(tree), 's', 'exec')
print([c.co_names for c in code.co_consts if hasattr(c, 'co_names')])
