# typing at run time: generics, unions, protocols, NamedTuple, TypedDict, get_type_hints.
from __future__ import annotations
import typing
from typing import *
T = TypeVar('T'); U = TypeVar('U', bound=int); V = TypeVar('V', int, str)
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str, None], Tuple[int, ...], Callable[[int], str], Callable[..., Any], Type[int], Literal['a', 1], ClassVar[int], Annotated[int, 'meta'], T, U.__bound__, V.__constraints__)
print(list[int], dict[str, int], tuple[()], list[T][int], int | str, int | None, list[int] | None, type[int], (int | str).__args__, isinstance(5, int | str), issubclass(str, int | str), list[int] == list[int], hash(list[int]) == hash(list[int]), Union[int, int], Union[int, Union[str, float]], Optional[None])
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
class Sub(Box[int]): pass
print(Box[int], Box[int](5).get(), Box.__parameters__, Sub.__orig_bases__, get_args(Dict[str, int]), get_origin(List[int]), get_origin(Box[str]) is Box, Box[int].__args__)
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
class P2(Protocol):
    x: int
print(isinstance([], HasLen), isinstance(5, HasLen), issubclass(str, HasLen))
for bad in ('isinstance(5, P2)', 'P2()', 'List[int]()', 'isinstance([], List[int])', 'isinstance([], list[int])', 'Union[5]', 'Optional[1, 2]', 'Box[int, str]', 'Any()', 'TypeVar("X", int)', 'class Bad(Generic[int]): pass', 'Callable[int]', 'int[str]', 'List[int, str]', 'Literal', 'int | 5', 'cast(int)', 'NewType("N", int)("5")', 'list[int].nope', 'ClassVar[ClassVar[int]]', 'Union[()]'):
    try: print(bad, exec(bad) if bad.startswith('class') else eval(bad))
    except TypeError as e: print(bad, '->', e)
    except AttributeError as e: print(bad, '->', e)
class NT(NamedTuple):
    a: int
    b: str = 'def'
    def both(self): return self.a, self.b
n = NT(1); print(n, n.both(), n._asdict(), NT._fields, NT._field_defaults, n._replace(a=9), NT.__annotations__, NT._make([3, 'z']))
class TD(TypedDict, total=False):
    k: int
class TD2(TD): r: Required[str]
print(TD(k=1), TD.__total__, sorted(TD2.__required_keys__), sorted(TD2.__optional_keys__), TD.__annotations__)
class H:
    a: int
    b: 'List[str]' = []
    def m(self, x: int, *y: 'H', z: Optional[str] = None) -> None: ...
print(get_type_hints(H), get_type_hints(H.m), H.__annotations__, H.m.__annotations__)
UserId = NewType('UserId', int); print(UserId(5), UserId.__name__, UserId.__supertype__, cast(str, 5), TYPE_CHECKING, NoReturn, Final[int], Self, Never)
@overload
def ov(x: int) -> int: ...
@overload
def ov(x: str) -> str: ...
def ov(x): return x
print(ov(5), len(get_overloads(ov)))
@final
class Fin: pass
print(Fin.__final__, no_type_check(H) is H, assert_type(5, int), ForwardRef('X'), get_type_hints(Fin))
PS = ParamSpec('PS'); Ts = TypeVarTuple('Ts')
class Cb(Generic[PS, T]): pass
class Arr(Generic[Unpack[Ts]]): pass
print(Cb[[int, str], float], Arr[int, str], Callable[PS, T], Concatenate[int, PS], PS.args, Iterable[int], Mapping[str, int].__origin__, SupportsInt, isinstance(5, SupportsInt), isinstance('a', SupportsInt), AnyStr, Text is str, IO[str], Pattern[str])
class G2(Box[T], Generic[T, U]): pass
print(G2.__parameters__, G2[str, int], G2.__mro__[1:3])
