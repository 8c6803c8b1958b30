# PEP 654: except*, split, subgroup, derive, nesting, what is re-raised.
import traceback, sys
def tree(e, d=0):
    if e is None:
        print('  ' * d + 'None'); return
    print('  ' * d + f'{type(e).__name__}({e})')
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions: tree(x, d + 1)
g = ExceptionGroup('g', [ValueError(1), TypeError(2), ExceptionGroup('n', [ValueError(3), KeyError(4)])])
tree(g)
m, r = g.split(ValueError)
tree(m); tree(r)
tree(g.subgroup(lambda e: isinstance(e, (KeyError, TypeError))))
tree(g.subgroup(IndexError))
print(g.message, len(g.exceptions), repr(g), str(g))
def run(exc):
    try:
        try:
            raise exc
        except* ValueError as eg:
            print('values', eg.exceptions)
        except* (TypeError, KeyError) as eg:
            print('type/key', eg.exceptions)
        else:
            print('else')
        finally:
            print('finally')
    except BaseException as left:
        print('left'); tree(left)
run(g)
run(ValueError('naked'))
run(IndexError('unhandled'))
run(ExceptionGroup('mix', [ValueError(1), OSError(2)]))
def raising():
    try:
        raise ExceptionGroup('e', [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError:
        raise KeyError('new')
    except* TypeError:
        raise
try:
    raising()
except BaseException as e:
    tree(e)
    print(type(e.exceptions[0].__context__).__name__)
try:
    try:
        pass
    except* ValueError: print('no')
    else: print('else ran')
finally: print('done')
for bad in ('ExceptionGroup("a", [])', 'ExceptionGroup("a", [1])', 'ExceptionGroup("a", [KeyboardInterrupt()])', 'ExceptionGroup(1, [ValueError()])', 'ExceptionGroup("a", ValueError())', 'ExceptionGroup("a")', 'g.split()', 'g.split(5)'):
    try:
        print(eval(bad))
    except (TypeError, ValueError) as e:
        print(bad, '->', type(e).__name__, e)
print(type(BaseExceptionGroup('b', [ValueError()])).__name__, type(BaseExceptionGroup('b', [KeyboardInterrupt()])).__name__)
class MyG(ExceptionGroup):
    def __new__(cls, msg, excs, code=0):
        s = super().__new__(cls, msg, excs); s.code = code; return s
    def derive(self, excs): return MyG(self.message, excs, self.code)
a, b = MyG('my', [ValueError(1), KeyError(2)], 7).split(KeyError)
print(type(a).__name__, a.code, type(b).__name__, b.code)
def badhandler():
    try:
        raise ValueError
    except* ExceptionGroup: pass
try:
    badhandler()
except TypeError as e:
    print(e)
for src in ('try: pass\nexcept* A: pass\nexcept B: pass', 'try: pass\nexcept*: pass', 'def f():\n try: pass\n except* A: return', 'for i in a:\n try: pass\n except* A: break'):
    try:
        compile(src, '<s>', 'exec')
    except SyntaxError as e:
        print(e.msg)
try:
    raise ExceptionGroup('printed', [ValueError('v'), ExceptionGroup('in', [KeyError('k')])])
except ExceptionGroup as e:
    traceback.print_exception(e, file=sys.stdout)
