# Coroutines driven by send and throw: await, async with, async for, asynchronous generators.
class Suspend:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return ('got', got)
async def child(n):
    r = await Suspend(('child', n))
    if r[1] == 'raise': raise ValueError('asked')
    return n * 10, r
async def parent():
    out = []
    try:
        for i in range(3):
            out.append(await child(i))
    except ValueError as e:
        out.append(repr(e))
    finally:
        out.append(await Suspend('cleanup'))
    return out
def drive(co, sends):
    try:
        v = co.send(None)
        for s in sends:
            print(' yielded', v)
            v = co.throw(s) if isinstance(s, BaseException) else co.send(s)
        print(' still', v)
    except StopIteration as e:
        print(' result', e.value)
    except BaseException as e:
        print(' raised', repr(e))
    co.close()
drive(parent(), ['a', 'b', 'c', 'd'])
drive(parent(), ['a', 'raise', 'z'])
drive(parent(), ['a', KeyError('thrown'), 'y'])
class CM:
    async def __aenter__(self): print('aenter', await Suspend('enter')); return 'cm'
    async def __aexit__(self, t, v, tb): print('aexit', t, await Suspend('exit')); return True
class It:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return await Suspend(self.n)
async def ag(n):
    try:
        for i in range(n):
            x = yield i
            if x: print('ag got', x)
            await Suspend(('ag', i))
    finally:
        print('ag finally')
async def main():
    async with CM() as c:
        print(c)
        raise OSError('swallowed')
    async for v in It(2): print('it', v)
    else: print('else')
    async for v in ag(2): print('ag', v)
    print([v async for v in ag(2)], {k: v async for k, v in pairs()}, [await child(i) for i in range(2)])
    g = ag(5)
    print(await g.__anext__(), await g.asend('sent'), await g.aclose())
    g = ag(3)
    await g.__anext__()
    try:
        await g.athrow(KeyError('k'))
    except KeyError as e: print('athrow', e)
    try:
        await anext(It(0))
    except StopAsyncIteration: print('stop')
    print(await anext(It(0), 'default'))
    return 'main done'
async def pairs():
    yield 1, 2
    yield 3, 4
co = main()
v = None
try:
    while True:
        v = co.send(('reply', v))if v is not None else co.send(None)
        print('   loop', v)
        v = v or 'none'
except StopIteration as e:
    print(e.value)
for bad in ('await_on(5)', 'with_on(5)', 'for_on(5)', 'for_on(BadIter())', 'await_on(BadAwait())'):
    class BadIter:
        def __aiter__(self): return 5
    class BadAwait:
        def __await__(self): return 5
    async def await_on(x): await x
    async def with_on(x):
        async with x: pass
    async def for_on(x):
        async for _ in x: pass
    c = eval(bad)
    try:
        c.send(None)
    except TypeError as e:
        print(bad, '->', e)
co = child(1)
print(co.cr_running, co.cr_await, co.__name__, type(co).__name__)
try:
    co.send(5)
except TypeError as e: print(e)
co.send(None)
print(type(co.cr_await).__name__)
co.close()
try:
    co.send(None)
except RuntimeError as e: print(e)
import types
@types.coroutine
def old():
    r = yield 'old style'
    return r
async def uses(): return await old()
c = uses(); print(c.send(None))
try:
    c.send('x')
except StopIteration as e: print(e.value)
