def lists(x): return [a + 1 for a in x if a]
def sets(x): return {a for a in x}
def dicts(x): return {a: b for a, b in x}
def generator(x): return (a for a in x)
def nested(x): return [[b for b in a] for a in x]
def two(x): return [(a, b) for a in x if a for b in a if b if a]
def closure(x, y): return [lambda: a + y for a in x]
def idiom(x): return [y for a in x for y in [a * 2]]
def walrus(x): return [last := a for a in x]
def constant(): return [i for i in [1, 2, 3]]
def sums(x): return sum(a * a for a in x)
def yields(x):
    y = yield
    z = yield x + 1
    return z
def yield_loop(x):
    for i in x: yield i
def delegate(x):
    r = yield from x
    return r
def yield_try(x):
    try: yield x
    finally: x()
def lambda_generator(): return lambda: (yield 1)
async def coroutine(x): return await x
async def async_for(x):
    async for a in x: print(a)
    else: return 1
async def async_with(m):
    async with m as x: return x
async def async_comprehension(x): return [a async for a in x if await a]
async def async_generator(x):
    async for a in x: yield a
    yield await x
async def async_expression(x): return (a async for a in x)
