"""Everything that machine code does with references, often: run several times in one process, nothing may be left."""


class Node:
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest


class Slots:
    __slots__ = ('a', 'b')


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def chain(n):
    node = None
    for i in range(n):
        node = Node(i, node)
    total = 0
    while node is not None:
        total += node.value
        node = node.rest
    return total


def numbers(n):
    big = 1
    x = 1.5
    for i in range(1, n):
        big = (big * 1103515245 + 12345) % 2147483647
        x = x * 0.5 + i / 3 - (-x) * 0.25
        y = x if big & 1 else i
        z = y + big
    return big, x, z


def items(n):
    l = [[i] for i in range(16)]
    t = tuple(l)
    for i in range(n):
        l[i & 15] = t[i % 16]
        l[-1] = l[0], i
        l[3] = str(i)
    return len(l)


def attributes(n):
    s = Slots()
    s.a = s.b = 0
    for i in range(n):
        s.a = [i]
        s.b = s.a
        s.a, s.b = i + 0.5, s.a
    return s.a


def closures(n):
    total = 0

    def add(k):
        nonlocal total
        total = total + k
        return total

    for i in range(n):
        add(i * 1000)
    return total


def failing(n):
    caught = 0
    for i in range(n):
        try:
            caught += 1 // (i % 3)
            [1, 2][i % 4]
        except ZeroDivisionError:
            caught += 10
        except IndexError as e:
            caught += len(e.args)
    return caught


def yielding(n):
    def evens():
        for i in range(n):
            if i % 2 == 0:
                yield i * 1.5

    total = 0.0
    for v in evens():
        total += v
    return total


def passing(n):
    def inner(a, b, c):
        d = [a]
        a = b
        e = d
        return c

    r = None
    for i in range(n):
        r = inner(i, [i], (i, i))
    return r


print(fib(15), chain(500), numbers(2000), items(2000), attributes(1000), closures(1000), failing(500), yielding(500), passing(500))
