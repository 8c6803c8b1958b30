# Attribute lookups that fail in the midst of yield from, close and deletion.
import sys
class Broken:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, name): 1/0

def g():
    yield from Broken()

def unraisable(u):
    print('ignored:', u.exc_type.__name__, type(u.object).__name__, u.exc_traceback is not None)
sys.unraisablehook = unraisable
for work in (lambda it: it.send(1)), (lambda it: it.throw(AttributeError)), (lambda it: it.throw(GeneratorExit)), (lambda it: it.close()):
    it = g()
    next(it)
    try:
        print(work(it))
    except BaseException as e:
        print(type(e).__name__, e.__context__ and type(e.__context__).__name__)

def stubborn():
    try:
        yield
    except GeneratorExit:
        yield 'no'
it = stubborn()
next(it)
del it

def frame_lines():
    frame = sys._getframe()
    for name in 'f_lineno', 'f_trace_lines', 'f_trace_opcodes', 'f_locals', 'f_code':
        try:
            delattr(frame, name)
        except (AttributeError, TypeError) as e:
            print(name, type(e).__name__, e)
frame_lines()
