# User containers: __len__, __getitem__, __setitem__, __delitem__, __contains__, __iter__, __reversed__, __missing__.
class L:
    def __init__(self, *a): self.d = list(a)
    def __len__(self): print('len', end=' '); return len(self.d)
    def __getitem__(self, i): print('get', i, end=' '); return self.d[i]
    def __setitem__(self, i, v): print('set', i, v, end=' '); self.d[i] = v
    def __delitem__(self, i): print('del', i, end=' '); del self.d[i]
l = L(1, 2, 3)
print(l[0]); print(l[-1]); print(l[0:2]); l[1] = 9; print(); l[0:1] = [7, 8]; print(); del l[0]; print(); print(list(l)); print(9 in l); print(list(reversed(l))); print(bool(l)); a, *b = l; print(a, b); print([*l], max(l), sum(l), sorted(l)); l[0] += 5; print(l.d); print(l[1, 2:3] if False else ''); 
try: l[10]
except IndexError as e: print(e)
class OnlyContains:
    def __contains__(self, x): return [] if x == 1 else [0]
print(1 in OnlyContains(), 2 in OnlyContains(), 2 not in OnlyContains())
class OnlyIter:
    def __iter__(self): print('iter'); return iter([1, 2, 3])
print(2 in OnlyIter(), 5 in OnlyIter(), list(OnlyIter()), dict.fromkeys(OnlyIter()))
from collections.abc import *
class Seq(Sequence):
    def __init__(self, *a): self.a = a
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
s = Seq(1, 2, 1); print(s.count(1), s.index(2), 2 in s, list(reversed(s)), isinstance(s, Iterable), isinstance(s, Reversible), isinstance([], MutableSequence))
class Map(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k.lower()]
    def __setitem__(self, k, v): self.d[k.lower()] = v
    def __delitem__(self, k): del self.d[k.lower()]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = Map(); m['A'] = 1; m.update(B=2, c=3); print(dict(m), m.get('Z'), 'a' in m, m.pop('B'), list(m.items()), m.setdefault('X', 5), len(m), m == {'a': 1, 'c': 3, 'x': 5}, m.popitem(), {**m}); m.clear(); print(len(m))
class St(Set):
    def __init__(self, it): self.e = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.e
    def __iter__(self): return iter(self.e)
    def __len__(self): return len(self.e)
x, y = St('abc'), St('bcd'); print(sorted(x & y), sorted(x | y), sorted(x - y), sorted(x ^ y), x <= y, x == St('cba'), x.isdisjoint(St('z')), x > St('a'))
for k in (Sequence, Mapping, Set, Iterator, Hashable, Callable, Sized, Container, Collection, Generator, Awaitable):
    print(k.__name__, sorted(k.__abstractmethods__), [isinstance(v, k) for v in ([], {}, set(), iter([]), 5, len, 'a', (i for i in []), range(1), object())])
try: Sequence()
except TypeError as e: print(e)
class Partial(Mapping):
    def __len__(self): return 0
try: Partial()
except TypeError as e: print(e)
class Virt: pass
Sequence.register(Virt); print(isinstance(Virt(), Sequence), issubclass(Virt, Collection))
class UD(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
u = UD(a=1); u['b'] = 2; u.update(c=3); u.setdefault('d', 4); print(u); u |= {'e': 5}; print(u)
class Key:
    def __class_getitem__(cls, k): return ('class item', k)
print(Key[1], Key[1:2], Key['a', 'b'])
