# What code objects tell: names, counts, flags, lines; frames and their locals.
import sys
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    'doc'
    x = a
    def inner(): return x, y
    y = lambda: c
    return [i for i in args]
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_names, c.co_consts[0], hex(c.co_flags), c.co_firstlineno, c.co_filename.endswith('code_objects.py'))
def g(): yield
async def h(): pass
async def k(): yield
for fn in (g, h, k, lambda: 0, lambda *a: a, lambda **k: k): print(fn.__name__, hex(fn.__code__.co_flags), fn.__code__.co_varnames)
class C:
    def m(self): return __class__
print(C.m.__code__.co_freevars, C.m.__qualname__, C.m.__code__.co_qualname)
def lines():
    a = 1
    b = (a +
         2)
    if b:
        return a
    for i in b: pass
print(sorted({l - lines.__code__.co_firstlineno for _, _, l in lines.__code__.co_lines() if l is not None}))
def frames():
    v = 42
    fr = sys._getframe()
    return fr.f_code.co_name, fr.f_lineno - fr.f_code.co_firstlineno, sorted(fr.f_locals), fr.f_back.f_code.co_name, fr.f_globals is globals(), fr.f_builtins['len'] is len
print(frames())
def depth(n): return sys._getframe(n).f_code.co_name
print(depth(0), depth(1))
try: sys._getframe(1000)
except ValueError as e: print(e)
r = c.replace(co_name='renamed', co_firstlineno=1); print(r.co_name, r == c, c == c, hash(c) == hash(f.__code__), r.co_consts == c.co_consts)
def same1(): return 1
s2 = compile('def same1(): return 1', c.co_filename, 'exec')
try: c.co_name = 5
except AttributeError as e: print(e)
def tb():
    x = 'kept'
    1 / 0
try: tb()
except ZeroDivisionError as e:
    t = e.__traceback__.tb_next; print(t.tb_frame.f_locals, t.tb_lineno - t.tb_frame.f_code.co_firstlineno, t.tb_next, t.tb_frame.f_code is tb.__code__)
import inspect
print(inspect.signature(f), inspect.getdoc(f), inspect.isgeneratorfunction(g), inspect.iscoroutinefunction(h), inspect.isasyncgenfunction(k), inspect.getfullargspec(f).kwonlydefaults)
print(inspect.getsource(g).strip(), [p.kind.name for p in inspect.signature(f).parameters.values()], inspect.signature(C.m), inspect.signature(len), inspect.signature(C), inspect.unwrap(f) is f, inspect.getmro(C), inspect.isclass(C), inspect.currentframe().f_lineno)
print(inspect.getcallargs(f, 1, d=4), inspect.signature(f).bind(1, d=2).arguments)
def gen():
    loc = 'x'; yield; 
it = gen(); next(it); print(it.gi_frame.f_locals, inspect.getgeneratorstate(it), inspect.getgeneratorlocals(it)); it.close(); print(it.gi_frame, inspect.getgeneratorstate(it))

# Equal frozensets are one constant, whatever order they were written in.
f, g, h = lambda x: x in {0}, lambda x: x in {0}, lambda x: (x in {8, 0}, x in {0, 8})
print(f.__code__.co_consts is g.__code__.co_consts, h.__code__.co_consts)
