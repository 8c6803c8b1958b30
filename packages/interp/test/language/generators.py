"""Generators, delegation, coroutines, asynchronous generators and comprehensions."""


def echo():
    got = []
    try:
        while True:
            try:
                got.append((yield len(got)))
            except ValueError as e:
                got.append(repr(e))
    except GeneratorExit:
        print("closed", got)
        raise
    finally:
        print("finally")


g = echo()
print(next(g), g.send("a"), g.throw(ValueError("x")), g.send("b"))
g.close()
try:
    next(g)
except StopIteration as e:
    print("stopped", e.value)


def inner():
    x = yield 1
    print("inner got", x)
    try:
        yield 2
    except KeyError:
        yield "handled"
    return "result"


def outer():
    r = yield from inner()
    yield r
    yield from [10, 20]
    return (yield from ())


g = outer()
print(next(g), g.send("hello"), g.throw(KeyError()), next(g), list(g))


def raises_stop():
    yield 1
    raise StopIteration


try:
    list(raises_stop())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print([n for n, _ in zip(fib(), range(10))], sum(i * i for i in range(5)), list(a for a in (b for b in "xy")))
print({i: [j for j in range(i)] for i in range(3)}, {i % 3 for i in range(9)}, [(i, j) for i in range(3) if i for j in range(i) if j or i == 1])
print([y for x in range(3) for y in [x * 2]], [f() for f in [lambda: i for i in range(2)]])


class Awaitable:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got


class Manager:
    async def __aenter__(self):
        print("aenter", await Awaitable("enter"))
        return self
    async def __aexit__(self, *exc):
        print("aexit", exc[0], await Awaitable("exit"))
        return exc[0] is ValueError


async def agen(n):
    try:
        for i in range(n):
            got = yield await Awaitable(i)
            if got: print("sent", got)
    finally:
        print("agen done")


async def main():
    async with Manager() as m, Manager():
        print(type(m).__name__)
    async with Manager():
        raise ValueError
    print([v async for v in agen(3)], {v: 1 async for v in agen(1) if v is not None})
    async for v in agen(2):
        if v: break
    else:
        print("else")
    print([await Awaitable(i) for i in range(2)])
    a = agen(3)
    print(await a.asend(None), await a.asend("x"))
    await a.aclose()
    try:
        async with Manager():
            return 1 / 0
    except ZeroDivisionError as e:
        return repr(e)
    finally:
        print("main finally")


def drive(coroutine):
    sent = None
    for turn in range(100):
        try:
            yielded = coroutine.send(sent)
        except StopIteration as e:
            return e.value
        sent = f"<{yielded}>"


print(drive(main()))
