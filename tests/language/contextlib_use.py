# contextlib: generator managers, stacks, exceptions inside them, redirections, decorators.
import contextlib, io, sys
@contextlib.contextmanager
def cm(n, swallow=False):
    print('enter', n)
    try: yield n
    except ValueError as e:
        print('caught', n, e)
        if not swallow: raise
    else: print('clean', n)
    finally: print('exit', n)
with cm(1) as x: print(x)
with cm(2, True): raise ValueError('v')
try:
    with cm(3): raise ValueError('w')
except ValueError as e: print('out', e)
@contextlib.contextmanager
def noyield():
    if False: yield
@contextlib.contextmanager
def twoyield():
    yield 1
    yield 2
@contextlib.contextmanager
def replaces():
    try: yield
    except KeyError as e: raise IndexError('replaced') from e
for f in (noyield, twoyield, replaces):
    try:
        with f(): pass
    except RuntimeError as e: print(e)
try:
    with replaces(): raise KeyError('k')
except IndexError as e: print(e, repr(e.__cause__))
try:
    with cm('si'): raise StopIteration('x')
except StopIteration as e: print('stop', e)
@cm('deco')
def fn(a): print('in fn', a); return a * 2
print(fn(4), fn(5))
class Man(contextlib.ContextDecorator):
    def __enter__(self): print('M in'); return self
    def __exit__(self, *e): print('M out', e[0]); return False
@Man()
def g(): return 'g'
print(g())
with contextlib.ExitStack() as s:
    s.enter_context(cm('a')); s.callback(lambda *a, **k: print('cb', a, k), 1, k=2)
    s.push(lambda t, v, tb: print('push', t.__name__) or True)
    s.enter_context(cm('b'))
    raise ValueError('in stack')
with contextlib.ExitStack() as s:
    s.callback(print, 'moved')
    other = s.pop_all()
print('closed later'); other.close()
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print('captured')
print(repr(buf.getvalue()))
class Cl:
    def close(self): print('closed')
with contextlib.closing(Cl()) as c: pass
with contextlib.nullcontext(5) as n: print(n)
with contextlib.suppress(ZeroDivisionError): 1 / 0
try:
    with contextlib.suppress(KeyError): [][0]
except IndexError as e: print('not suppressed', e)
class Abs(contextlib.AbstractContextManager):
    def __exit__(self, *a): return None
with Abs() as a: print(type(a).__name__)
async def amain():
    @contextlib.asynccontextmanager
    async def acm():
        print('a in')
        try: yield 'av'
        finally: print('a out')
    async with acm() as v: print(v)
    async with contextlib.AsyncExitStack() as st:
        print(await st.enter_async_context(acm()))
        st.push_async_callback(ap, 1)
async def ap(x): print('async cb', x)
try: amain().send(None)
except StopIteration: print('done')
