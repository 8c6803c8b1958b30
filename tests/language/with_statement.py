# Order of entering and leaving, what suppresses, what replaces, and the errors for what is no manager.
class M:
    def __init__(self, name, swallow=False, enter=None, leave=None):
        self.name, self.swallow, self.enter, self.leave = name, swallow, enter, leave
    def __enter__(self):
        print('enter', self.name)
        if self.enter: raise self.enter
        return self.name.upper()
    def __exit__(self, t, v, tb):
        print('exit', self.name, t and t.__name__, v, tb is not None)
        if self.leave: raise self.leave
        return self.swallow

with M('a') as x, M('b') as y:
    print(x, y)
with (
    M('p') as x,
    M('q', swallow=True),
    M('r') as z,
):
    print(x, z)
    raise ValueError('gone')
try:
    with M('a', swallow=True), M('b', enter=KeyError('in enter')):
        print('never')
    print('swallowed by a')
    with M('c', leave=OSError('in exit')):
        raise ValueError('first')
except OSError as e:
    print(repr(e), repr(e.__context__))
def f():
    with M('ret'):
        return 'returned'
print(f())
for i in range(3):
    with M(f'loop{i}'):
        if i == 0: continue
        if i == 1: break
for bad in (5, object()):
    try:
        with bad: pass
    except TypeError as e:
        print(e)
class OnlyEnter:
    def __enter__(self): print('must not be entered')
try:
    with OnlyEnter(): pass
except TypeError as e:
    print(e)
class Inst: pass
i = Inst()
i.__enter__ = lambda: 1
i.__exit__ = lambda *a: 1
try:
    with i: pass
except TypeError as e:
    print(e)
with M('tup') as (a, *c):
    print(a, c)
class Box: pass
box, lst = Box(), [0]
with M('attr') as box.x, M('item') as lst[0]:
    print(box.x, lst)
from contextlib import contextmanager, ExitStack, suppress, closing, nullcontext
@contextmanager
def cm(tag):
    print('before', tag)
    try:
        yield tag * 2
    except ZeroDivisionError as e:
        print('cm caught', e)
    finally:
        print('after', tag)
with cm('x') as v:
    print(v)
    1 / 0
with ExitStack() as st:
    for t in 'abc':
        st.enter_context(cm(t))
    st.callback(print, 'callback', 1)
    print('in stack')
with suppress(KeyError, IndexError):
    [][1]
print('end')
