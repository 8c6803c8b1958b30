"""Closures, nonlocal, global, class scopes, comprehensions, mangling."""
x = "global"


def counter():
    n = 0
    def add(by=1):
        nonlocal n
        n += by
        return n
    def reset():
        nonlocal n
        del n
        try:
            return n
        except NameError as e:
            return type(e).__name__, str(e)
        finally:
            n = 100
    return add, reset


add, reset = counter()
print(add(), add(5), reset(), add())


class Body:
    x = x + " in class"
    y = [x for _ in range(2)]
    def method(self): return x, self.__class__.__name__, __class__.__name__
    z = [i for i in (x, "z")]
    __private = 1
    def get(self): return self.__private, self._Body__private
    class __Inner:
        def __f(self): pass
        names = sorted(n for n in dir() if "f" in n)


print(Body.x, Body.y, Body.z, Body().method(), Body().get(), Body._Body__Inner.names)


def classes():
    x = "enclosing"
    class A:
        print(x)
        x = "A"
        print(x)
        def f(self): return x
    class B:
        nonlocal x
        x = "B"
    return A().f(), x


print(classes())


def loops():
    return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]


print([[f() for f in fs] for fs in loops()])


def walrus(data):
    if (n := len(data)) > 2 and (last := data[-1]):
        return n, last
    return [y := v, y * 2] if (v := n) else [(k, j := k + 1)[1] for k in [1]]


print(walrus([1, 2, 3]), walrus([1]), walrus([]) if False else None)


def walrus_in_comprehension(data):
    total = 0
    partial = [total := total + v for v in data]
    return partial, total


print(walrus_in_comprehension([1, 2, 3]))


def order_of_walrus(x):
    return x + (x := 10) + x, [x, (x := x + 1), x], (lambda a, b: (a, b))(x, (x := 0))


print(order_of_walrus(1))


def unbound(flag):
    if flag:
        v = 1
    return v


for flag in (True, False):
    try:
        print(unbound(flag))
    except UnboundLocalError as e:
        print(e)


def make_global():
    global made
    made = 1
    def inner():
        global made
        made += 1
        return made
    return inner()


print(make_global(), made)
del made
try:
    made
except NameError as e:
    print(e)


def free_before_assignment():
    def inner(): return later
    try:
        inner()
    except NameError as e:
        print(e)
    later = 1
    return inner()


print(free_before_assignment())


class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        cls = super().__new__(m, name, bases, ns)
        cls.kw = kw
        return cls
    @classmethod
    def __prepare__(m, name, bases, **kw): return {"prepared": name}


class WithMeta(metaclass=Meta, option=1):
    seen = prepared
    def who(self): return super().__repr__()[:5], __class__.kw


print(WithMeta.seen, WithMeta.kw, WithMeta().who())
