# pickle and copy: protocols, __reduce__, __getstate__, __setstate__, shared and recursive structure.
import pickle, copy
class A:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return type(o) is type(self) and self.__dict__ == o.__dict__
    def __repr__(self): return f'A({self.x!r})'
class S:
    __slots__ = ('a', 'b')
class G(A):
    def __getstate__(self): return {'x': self.x * 2}
    def __setstate__(self, s): print('setstate', s); self.x = s['x']
class R:
    def __init__(self, *a): self.a = a
    def __reduce__(self): return (R, (1, 2), {'extra': 3})
class N(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __getnewargs__(self): return tuple(self)
class L(list):
    pass
class D(dict): pass
def roundtrip(o): return [pickle.loads(pickle.dumps(o, p)) for p in range(6)]
for o in (None, True, 5, -1, 2**40, 2**100, -2**70, 1.5, float('inf'), 1j, 'str', 'é😀', b'bytes', bytearray(b'ba'), [1, [2]], (1,), (1, 2, 3, 4), {'a': {}}, {1, 2}, frozenset([3]), range(5), slice(1, 2), len, int, ValueError('e', 1), ..., NotImplemented, A([1]), R(), N(1, 2), print):
    r = roundtrip(o)
    print(repr(r[0])[:60] if not isinstance(o, R) else r[0].__dict__, all(type(x) is type(o) for x in r), all(repr(x) == repr(r[0]) for x in r) if not isinstance(o, R) else '')
g = roundtrip(G(1))[5]; print(g)
s = S(); s.a = 1; print(pickle.loads(pickle.dumps(s, 2)).a, copy.copy(s).a)
try: pickle.dumps(s, 1)
except TypeError as e: print(e)
shared = [1]; o = pickle.loads(pickle.dumps([shared, shared])); print(o[0] is o[1]); rec = []; rec.append(rec); o = pickle.loads(pickle.dumps(rec)); print(o[0] is o)
d = {}; d['d'] = d; o = copy.deepcopy(d); print(o['d'] is o, o is not d); l = L([1, 2]); l.attr = 'x'; o = copy.deepcopy(l); print(o, o.attr, type(o).__name__); dd = D(a=[1]); dd.z = 1; o = copy.copy(dd); print(o, o.z, o['a'] is dd['a'])
for bad in (lambda: 0, (i for i in []), type('X', (), {})(), open('/dev/null')):
    try: pickle.dumps(bad); print('ok')
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0].split('<class')[0][:50])
class Dc:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return ('deep', type(memo).__name__)
print(copy.copy(Dc()), copy.deepcopy([Dc(), Dc()])); a = A([1]); b, c = copy.copy(a), copy.deepcopy(a); print(b == a, b.x is a.x, c == a, c.x is a.x, copy.deepcopy((1, 2)) , copy.copy(a.__class__) is A)
t = (1, 2); t2 = ([],); print(copy.deepcopy(t) is t, copy.deepcopy(t2) is t2, copy.copy(t2) is t2, copy.deepcopy({'k': [1]}), copy.copy({1}), copy.deepcopy(frozenset([1])))
print(pickle.dumps([1, 'a', None], 0), pickle.dumps((1, 2.5, b'x'), 2), pickle.dumps({'k': 'v'}, 4))
try: pickle.loads(b'garbage')
except Exception as e: print(type(e).__name__)
try: pickle.loads(b'')
except EOFError as e: print(e)
