# A class body runs in its own namespace: names there are not seen by nested functions.
x = 'global'
class A:
    print(__name__, __qualname__, '__module__' in dir())
    x = 'class'
    y = x
    def f(self):
        return x
    lst = [i for i in range(3)]
    outer_seen = [x for _ in range(2)]
    first_iter = [c for c in x]
    for i in range(2):
        exec_name = i
    if i:
        def conditional(self): return 'yes'
    class Inner:
        y = x
        def where(self): return __class__.__qualname__
print(A.y, A().f(), A.lst, A.outer_seen, A.first_iter, A.i, A.exec_name, A().conditional())
print(A.Inner.y, A.Inner().where(), A.Inner.__qualname__, A.f.__qualname__)
def func():
    x = 'local'
    class B:
        y = x
        x = x + '!'
        z = x
    return B.y, B.x, B.z
try:
    print(func())
except NameError as e:
    print(type(e).__name__, e)
def func2():
    x = 'local'
    class B:
        print(x)
        def m(self): return x
    return B().m()
print(func2())
class G:
    global x
    x = 'changed'
print(x, hasattr(G, 'x'))
def func3():
    v = 1
    class N:
        nonlocal v
        v = 2
    return v, hasattr(N, 'v')
print(func3())
class D:
    a = 1
    del a
    try:
        a
    except NameError as e:
        print(e)
    locals()['made'] = 'by locals'
print(D.made)
class E:
    __slots__ = ()
    'not a docstring'
class F:
    'a docstring'
    b: int
    c: str = 'x'
print(E.__doc__, F.__doc__, F.__annotations__, hasattr(F, 'b'))
print([k for k in vars(F)])
