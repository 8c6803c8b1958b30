# Comparison of sequences and mappings: order of asking, errors, NaN, mixed types.
import _operator as o
def attempt(f, *a):
    try: return f(*a)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
log = []
class C:
    def __init__(self, v): self.v = v
    def __eq__(self, x): log.append(('eq', self.v, getattr(x, 'v', x))); return self.v == getattr(x, 'v', x)
    def __lt__(self, x): log.append(('lt', self.v, getattr(x, 'v', x))); return self.v < getattr(x, 'v', x)
    def __gt__(self, x): log.append(('gt', self.v, getattr(x, 'v', x))); return self.v > getattr(x, 'v', x)
    __hash__ = None
for make in (list, tuple):
    for a, b in (([1, 2, 3], [1, 2, 4]), ([1], [1, 2]), ([], []), ([2], [1, 9]), ([1, 2], [1, 2])):
        x, y = make(map(C, a)), make(map(C, b))
        for op in ('lt', 'le', 'eq', 'ne', 'gt', 'ge'): log.clear(); print(make.__name__, op, a, b, attempt(getattr(o, op), x, y), log)
    x = make([C(1)]); log.clear(); print(x == x, log, C(1) in x, log, attempt(x.index, C(1)), x.count(C(2)))
n = float('nan')
for a, b in (([n], [n]), ([n], [float('nan')]), ([1, n], [1, n]), ([n, 1], [n, 2]), ((n,), (n,)), ({1: n}, {1: n}), ({1: n}, {1: float('nan')})): print(*[attempt(getattr(o, op), a, b) for op in ('lt', 'eq', 'ne', 'ge')])
class NI:
    def __eq__(self, x): return NotImplemented
    def __lt__(self, x): return NotImplemented
class NoBool:
    def __bool__(self): raise ValueError('no bool')
class Weird:
    def __eq__(self, x): return NoBool()
    def __lt__(self, x): return []
print([NI()] == [NI()], attempt(lambda: [NI()] < [NI()]), attempt(lambda: [Weird()] == [1]), attempt(lambda: [Weird()] < [Weird()]), attempt(lambda: 1 in [Weird()]), attempt(lambda: {1: Weird()} == {1: 2}), attempt(lambda: [1].count(Weird())), attempt(lambda: (Weird(),).index(1)))
class L(list):
    def __eq__(self, x): return 'L eq'
    def __lt__(self, x): return 'L lt'
    def __gt__(self, x): return 'L gt'
print([1] == L(), L() == [1], [1] < L(), L() < [1], [1] > L(), attempt(lambda: [L()] == [[1]]), [1] != L(), (1,) == [1], [1] == (1,), attempt(lambda: [1] < (1,)), {} == [], {1} == [1], {1: 2} == {1: 2}.items(), range(2) == [0, 1])
print([1, [2, [3]]] == [1, [2, [3]]], [1, [2, [3]]] < [1, [2, [4]]], (1, (2,)) > (1, ()), [True] == [1] == [1.0], ['a'] < ['b'], [b'a'] < [b'b'], [[]] < [[0]], [None] == [None], max([[1, 2], [3], [1, 5]]), min((2, 'b'), (2, 'a')), sorted([[2], [1, 5], [1]]))
