def count(n):
    i = 0
    while i < n:
        got = yield i
        if got:
            print('got', got)
        i += 1
    return 'end'
print([x for x in count(4)], list(count(3)))
g = count(3)
print(next(g), g.send('hello'), next(g))
try:
    next(g)
except StopIteration as e:
    print('stop', e.value)
def delegate():
    result = yield from count(2)
    print('result', result)
    yield from [10, 11]
    yield from (x * x for x in range(3))
    return 'all'
for x in delegate():
    print(x)
def chain(n):
    if n == 0:
        yield 'bottom'
        x = yield 'sent?'
        print('x', x)
    else:
        r = yield from chain(n - 1)
        return n
g = chain(5)
print(next(g), next(g))
try:
    g.send('deep')
except StopIteration as e:
    print(e.value)
def catcher():
    while True:
        try:
            yield 1
        except ValueError as e:
            print('caught', e)
        finally:
            print('fin')
g = catcher()
next(g)
print(g.throw(ValueError('thrown')))
g.close()
print('closed')
def through():
    try:
        yield from catcher()
    finally:
        print('through')
g = through()
next(g)
print(g.throw(ValueError('again')))
try:
    g.throw(KeyError('out'))
except KeyError as e:
    print('out', e)
g = through()
next(g)
g.close()
def bad():
    yield 1
    raise StopIteration('inside')
try:
    list(bad())
except RuntimeError as e:
    print(e, repr(e.__cause__))
def stubborn():
    try:
        yield
    except GeneratorExit:
        yield
g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
g = count(1)
try:
    g.send(1)
except TypeError as e:
    print(e)
def selfie():
    yield next(me)
me = selfie()
try:
    next(me)
except ValueError as e:
    print(e)
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(4)))
def handled():
    try:
        raise ValueError('v')
    except ValueError:
        yield 1
        try:
            raise
        except ValueError as e:
            print('still', e)
        yield 2
for x in handled():
    try:
        raise
    except RuntimeError as e:
        print(e)
def early():
    for x in count(10):
        if x == 2:
            return 'early'
print(early())
a = (x for x in range(3))
b = (x + 1 for x in a)
print(sum(b))
async def coro(x):
    return x + 1
async def waits():
    a = await coro(1)
    b = await coro(a)
    return [a, b]
def drive(c):
    try:
        while True:
            print('suspended', c.send(None))
    except StopIteration as e:
        return e.value
print(drive(waits()))
class Later:
    def __init__(self, v):
        self.v = v
    def __await__(self):
        got = yield self.v
        return [self.v, got]
async def later():
    return [await Later(1), await Later(2)]
print(drive(later()))
class AsyncManager:
    async def __aenter__(self):
        print('aenter', await Later('in'))
        return self
    async def __aexit__(self, t, v, tb):
        print('aexit', repr(v))
        return True
async def managed():
    async with AsyncManager() as m:
        raise ValueError('inside')
    return 'managed'
print(drive(managed()))
class AsyncIter:
    def __init__(self, n):
        self.n = n
        self.i = 0
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        return await Later(self.i)
async def iterate():
    async for x in AsyncIter(2):
        print('item', x)
    else:
        print('end')
    return [x async for x in AsyncIter(2)]
print(drive(iterate()))
c = coro(1)
drive(c)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
