"""A program that is in the middle of something at every safepoint: nested calls, open generators, try and with blocks."""


class Account:
    total = 0

    def __init__(self, name):
        self.name = name
        self.log = []

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, *exc):
        self.log.append(exc[0].__name__ if exc[0] else "out")
        return exc[0] is KeyError

    def pay(self, n):
        Account.total += n
        self.log.append(n)


def numbers(n):
    try:
        for i in range(n):
            got = yield i * i
            if got:
                yield got
    finally:
        print("closed", n)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def risky(i):
    try:
        if i % 3 == 0:
            raise ValueError(i)
        if i % 5 == 0:
            return {"k": i}["missing"]
        return i
    except ValueError as e:
        return -e.args[0]
    finally:
        Account.total += 1


def outer():
    words = {}
    for i in range(40):
        with Account(f"a{i}") as a:
            a.pay(risky(i))
            a.pay(i * 10**18)
        words[a.name] = len(a.log)
    return words


def work():
    total = 0
    g = numbers(30)
    for x in g:
        total += x
        if x == 100:
            total += g.send(7)
    yield total
    yield from numbers(5)
    yield sum(fib(k) for k in range(12))


def closure():
    count = 0

    def step(k):
        nonlocal count
        count += k
        return [count, str(count), (count,) * 2]

    return [step(i) for i in range(25)]


async def coroutine(n):
    return await inner(n) + 1


async def inner(n):
    return fib(n)


def drive(c):
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


half = numbers(100)
print(next(half), next(half))
print(list(work()))
print(outer())
print(closure()[-1])
print(drive(coroutine(13)))
print(sorted({x % 7 for x in range(100)}), Account.total)
print(next(half), half.send("sent"), next(half))
del half
try:
    [][fib(3)]
except IndexError as e:
    print(repr(e))
print("done", "é☃"[::-1], 3.5**2, 2**100)
