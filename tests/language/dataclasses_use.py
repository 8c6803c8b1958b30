# dataclasses: fields, ordering, frozen, slots, inheritance, post-init, replace and the generated methods.
from dataclasses import *
from typing import ClassVar, List
@dataclass
class P:
    x: int
    y: int = 0
    tags: List[str] = field(default_factory=list, compare=False)
    hidden: str = field(default='h', repr=False)
    kind: ClassVar[str] = 'point'
    def __post_init__(self): self.sum = self.x + self.y
p = P(1, 2); print(p, p.sum, p == P(1, 2, ['t']), p != P(2), P(1).tags is P(1).tags, asdict(p), astuple(p), [f.name for f in fields(P)], replace(p, x=9), P.kind)
@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0
    note: str = field(default='', compare=False)
print(sorted([V(2), V(1, 5), V(1)]), V(1) < V(1, 1), hash(V(1)) == hash(V(1, note='n')), {V(1): 'a'}[V(1)])
for bad in ('V(1).major = 5', 'del V(1).major', 'V()', 'V(1, 2, 3, 4)', 'V(1, bad=2)', 'V(1) < 5', 'hash(p)', 'replace(p, nope=1)', 'asdict(5)', 'fields(5)'):
    try: print(bad, eval(bad) if ' = ' not in bad and 'del' not in bad else exec(bad))
    except Exception as e: print(bad, '->', type(e).__name__, e)
@dataclass
class Base:
    a: int
    b: str = 'base'
@dataclass
class Derived(Base):
    c: float = 1.5
    b: str = 'derived'
    d: int = field(kw_only=True, default=4)
print(Derived(1), Derived(1, 'x', 2.5, d=9), Derived.__match_args__)
for body in ('a: int = 1\n  b: str', 'a: list = []', 'a: dict = field(default={})', 'a: int = field(default=1, default_factory=int)'):
    try: exec(f'@dataclass\nclass X:\n  {body}'); print('ok')
    except (TypeError, ValueError) as e: print(e)
@dataclass(slots=True, kw_only=True)
class S:
    a: int
    b: int = 2
s = S(a=1); print(s, S.__slots__, hasattr(s, '__dict__'))
try: s.c = 1
except AttributeError as e: print(e)
@dataclass(eq=False, repr=False)
class N: a: int
print(N(1) == N(1), 'object at' in repr(N(1)))
@dataclass
class Init:
    a: InitVar[int]
    b: int = 0
    def __post_init__(self, a): self.b = a * 10
print(Init(4), Init(4).b)
match P(3, 4):
    case P(x, y=4): print('matched', x)
M = make_dataclass('M', ['x', ('y', int), ('z', int, field(default=5))], namespace={'total': lambda self: self.y + self.z}); print(M(1, 2), M(1, 2).total())
import inspect
print(inspect.signature(P), inspect.signature(Derived), P.__doc__, is_dataclass(P), is_dataclass(p), is_dataclass(int))
@dataclass
class Node:
    val: int
    next: 'Node' = None
n = Node(1); n.next = Node(2, Node(3)); print(n, asdict(n)); n.next.next = n; print(n)
@dataclass(unsafe_hash=True)
class U: a: int = 1
print(hash(U()) == hash(U()), field(default=3).default, MISSING is MISSING)
