def parameters(a, b, /, c, d=1, *args, e, f=d, **kwargs): return a
def closure(a):
    b = 1
    def inner(c):
        nonlocal b
        b += a
        return b + c
    return inner
def cell_parameter(x): return lambda: x
def delete_cell(x):
    def g(): return x
    del x
    return g
def annotations(a: int, *args: str, b: "x" = 1, **kw: dict) -> list: return a
def star_annotation(*args: *Ts): return args
@first
@second(1)
def decorated(): """Documented."""
def defaults(a=(1, 2), b=[], c=None): return a
def keyword_defaults(*, a=1, b): return a
def recursive(n): return recursive(n - 1) if n else 0
def super_call(self): return super().m()
class Plain: pass
class Full(Base, metaclass=Meta):
    """Documented."""
    x: int = 1
    y = x
    def method(self): return __class__, self.__private
    @property
    def p(self): return super().p
@decorator
class Decorated(*bases, **keywords):
    def f(self): return self
def local_class(a):
    class C:
        b = a
        def m(self): return a
    return C
