"""Classes at their edges: mro() that assigns to __bases__, __class__ and __dict__ that are replaced, aliases that are copied."""
import copy
import pickle
import types


class Steps(type):
    """Calls `step` of the class's name, once, from within mro()."""

    steps = {}

    def mro(cls):
        step = Steps.steps.pop(cls.__name__, None)
        if step:
            step(cls)
        return type.mro(cls)


def assign_bases(cls):
    print(cls.__mro__)
    cls.__bases__ += ()


Steps.steps["A"] = assign_bases


class A(metaclass=Steps):
    pass


print(A.__mro__, A.__bases__)


def extend(cls):
    try:
        type("X", (cls,), {})
    except TypeError as error:
        print(error)


Steps.steps["B"] = extend


class B(A):
    pass


class C(A):
    pass


def cycle(first, second):
    def step(cls):
        try:
            second.__bases__ = (first,)
        except TypeError as error:
            print(error)
            raise

    return step


Steps.steps["B"] = cycle(B, C)
Steps.steps["C"] = cycle(C, B)
try:
    B.__bases__ += ()
except TypeError as error:
    print("B:", error)
print(B.__bases__, C.__bases__, [c.__name__ for c in A.__subclasses__()])


class Without(type):
    def mro(cls):
        return (A,)


try:
    class Lost(metaclass=Without):
        pass
except TypeError as error:
    print(error)


# -- __class__ and __dict__ --------------------------------------------------------------------------------------------


class D:
    pass


class E:
    __slots__ = ("a", "b")


class F:
    __slots__ = ("b", "a")


class G(E):
    __slots__ = ()


class Module(types.ModuleType):
    a = 1


def become(o, cls):
    try:
        o.__class__ = cls
    except TypeError as error:
        print(type(o).__name__, cls.__name__, error)
    else:
        print(type(o).__name__)


for o, cls in (D(), C), (A(), D), (E(), F), (G(), E), (E(), G), (E(), D), (D(), int), (1, D), (True, int):
    become(o, cls)
module = types.ModuleType("m")
become(module, Module)
print(module.a)
become(module, D)

d = D()
d.x = 1
held = d.__dict__
del d.__dict__
print(hasattr(d, "x"), d.__dict__, held)
d.y = 2
print(d.__dict__)
for o in D, module, ValueError():
    for change in lambda o: setattr(o, "__dict__", {}), lambda o: delattr(o, "__dict__"):
        try:
            change(o)
        except (AttributeError, TypeError) as error:
            print(type(error).__name__)
        else:
            print("fine")


class H:
    __slots__ = ["__qualname__"]
    try:
        class I:
            __slots__ = ["__classcell__"]
    except TypeError as error:
        print(error)


# -- what is found through a class -------------------------------------------------------------------------------------


class J:
    def plain(self, *args):
        return [getattr(a, "__name__", a) for a in args]

    @property
    def __eq__(self):
        raise AttributeError("never told")

    __hash__ = None


class K:
    bound = classmethod(J().plain)


print(K.bound(1), K().bound(2), hasattr(types.MethodType, "__get__"))
print(J() == J(), J() != 1)

# -- aliases -----------------------------------------------------------------------------------------------------------

starred = next(iter(tuple[int, ...]))
print(starred, copy.copy(starred), copy.deepcopy(starred) == starred, pickle.loads(pickle.dumps(starred)))
it = iter(list[int])
print(type(it).__name__, list(copy.copy(it)), list(it))
print({"__origin__", "__args__", "append"} <= set(dir(list[int])))


class Alias(types.GenericAlias):
    pass


print(Alias(list, int) == list[int], Alias(list, int) != list[str])


def f(**kwargs):
    pass


try:
    f(**{1: 3}, **{1: 5})
except TypeError as error:
    print(error)

names = {"type": type, "__builtins__": {"None": None}}
exec("def f(): pass\ng = type(f)(f.__code__, {})", names)
print(names["g"].__builtins__)
