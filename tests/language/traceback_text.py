# Tracebacks as the traceback module prints them: carets, chains, recursion cut short, notes, syntax errors.
import traceback, sys
def show(fn):
    try:
        fn()
    except BaseException:
        traceback.print_exc(file=sys.stdout)
    print('-----')
def binary():
    a, b = 1, 0
    return (a + 2) * (a / b) + 3
def call():
    return len(5, [x for x in range(3)])
def attr():
    o = object()
    o.foo.bar
def item():
    d = {'a': {'b': None}}
    d['a']['b']['c']
def multi():
    return (1 +
            undefined_thing +
            2)
def nested():
    def inner(n):
        if n == 0: raise ValueError('deep')
        inner(n - 1)
    inner(6)
def rec():
    sys.setrecursionlimit(120)
    def r(n): return r(n + 1)
    try:
        r(0)
    finally:
        sys.setrecursionlimit(1000)
def notes():
    e = KeyError('with notes'); e.add_note('first'); e.add_note('two\nlines')
    raise e
def chain():
    try:
        try:
            {}['x']
        except KeyError as e:
            raise ValueError('cause') from e
    except ValueError:
        raise TypeError('context')
def syn(): exec('def f(:\n  pass')
def syn2(): compile('x = = 1', 'some file.py', 'exec')
def indent(): exec('if 1:\nx')
def unicode_(): 'äöü' + 'ßß' + 1 + 'x'
def lam(): (lambda x: x.nope)(1)
def comp(): [1 // i for i in (1, 0)]
def asrt(): assert 1 == 2, 'not equal'
def raise_multi():
    raise ValueError(
        'spread',
        'over lines'
    )
def gen():
    def g():
        yield 1
        raise OSError(2, 'nope', 'f')
    list(g())
def empty(): raise Exception
def newline(): raise Exception('a\nb')
class Weird(Exception):
    def __str__(self): raise ValueError
def weird(): raise Weird
class Outer:
    class InnerError(Exception): pass
def qual(): raise Outer.InnerError('q')
def key(): raise KeyError('')
for fn in (binary, call, attr, item, multi, nested, rec, notes, chain, syn, syn2, indent, unicode_, lam, comp, asrt, raise_multi, gen, empty, newline, weird, qual, key):
    show(fn)
def f(): return traceback.format_stack(limit=2)
print(''.join(f()))
def g():
    x = 42; y = 'loc'
    1 / 0
try:
    g()
except ZeroDivisionError as e:
    te = traceback.TracebackException.from_exception(e, limit=-1, capture_locals=True)
    print(''.join(te.format()))
    print(traceback.extract_tb(e.__traceback__))
    print([ (fs.name, fs.lineno, fs.colno, fs.end_colno, fs.line) for fs in traceback.extract_tb(e.__traceback__)])
    print(traceback.format_exception_only(e))
