# __cause__, __context__, __suppress_context__ through raise, raise from, re-raise and nested handlers.
import traceback
def show(e, depth=0):
    while e is not None:
        print('  ' * depth, repr(e), 'cause' if e.__cause__ else '', 'suppressed' if e.__suppress_context__ else '')
        e = e.__cause__ or (None if e.__suppress_context__ else e.__context__)
        depth += 1
def a():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('second')
def b():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('from') from e
def c():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('none') from None
def d():
    try:
        a()
    except ValueError:
        try:
            {}['k']
        except KeyError:
            raise
def e():
    try:
        a()
    finally:
        raise TypeError('finally')
def f():
    raise ValueError from KeyError
def g():
    raise ValueError from 5
def h():
    raise 5
def i():
    raise
def k():
    class E(Exception):
        def __init__(self): raise IndexError('in init')
    raise E
def l():
    class N(Exception):
        def __new__(cls): return 5
    raise N
for fn in (a, b, c, d, e, f, g, h, i, k, l):
    try:
        fn()
    except BaseException as exc:
        print(fn.__name__)
        show(exc)
        tb = exc.__traceback__
        names = []
        while tb:
            names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        print('  ', names)
try:
    b()
except ValueError as exc:
    traceback.print_exc(file=__import__('sys').stdout)
x = ValueError('v')
x.__cause__ = KeyError('c')
print(x.__suppress_context__)
for bad in ('x.__cause__ = 5', 'x.__context__ = 5', 'x.__traceback__ = 5', 'del x.__cause__', 'x.args = 5', 'del x.args'):
    try:
        exec(bad)
    except TypeError as err:
        print(bad, err)
y = x.with_traceback(None)
print(y is x, x.add_note('note 1'), x.__notes__)
try:
    x.add_note(5)
except TypeError as err:
    print(err)
def loop():
    try:
        raise x
    except ValueError as q:
        raise q
try:
    loop()
except ValueError as q:
    print(q is x, q.__context__)
def gen():
    try:
        yield
    except KeyError:
        raise ValueError('from gen')
gg = gen(); next(gg)
try:
    gg.throw(KeyError('k'))
except ValueError as err:
    show(err)
import sys
try:
    raise KeyError
except KeyError:
    print(sys.exc_info()[0].__name__, sys.exception())
    try:
        raise IndexError
    except IndexError:
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)
print(sys.exc_info())
