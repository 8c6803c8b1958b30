# __index__, __len__, __bool__, __contains__, __getitem__ in and around containers.
def attempt(f, *a):
    try: return f(*a)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
class Bad:
    def __index__(self): return 'x'
class Boom:
    def __index__(self): raise ValueError('boom')
for seq in ([1, 2, 3], (1, 2, 3), 'abc', range(3), b'abc'):
    print(seq[I(1)], seq[I(-1)], seq[I(0):I(2)], seq[True], attempt(lambda: seq[I(7)]), attempt(lambda: seq[Bad()]), attempt(lambda: seq[Boom()]), attempt(lambda: seq[1.0]), attempt(lambda: seq[None]), attempt(lambda: seq[2**64]), attempt(lambda: seq[-2**64]), seq[:2**70], seq[-2**70:], attempt(lambda: seq[:'a']), attempt(lambda: seq[::Bad()]), attempt(lambda: seq[::2**70]))
for seq in ([1, 2], (1, 2), 'ab'): print(seq * I(2), I(2) * seq if not isinstance(seq, str) or True else 0, attempt(lambda: seq * Bad()), attempt(lambda: seq * 2.0), attempt(lambda: seq * 2**63), attempt(lambda: seq * None), seq * -2**30)
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
for n in (0, 5, -1, 'x', 2**70, True, I(3), 1.5): print(repr(n) if not isinstance(n, I) else 'I', attempt(len, L(n)), attempt(bool, L(n)))
class C:
    def __contains__(self, x): return x
print(5 in C(), 0 in C(), [] in C(), 5 not in C(), attempt(lambda: 1 in 5), attempt(lambda: 1 in 'abc'), 'a' in 'abc', attempt(lambda: 1 in object()))
class N:
    __contains__ = None
    def __iter__(self): return iter([1])
print(attempt(lambda: 1 in N()), attempt(lambda: [1].__contains__()), [1].__contains__(1), [].__len__(), (1,).__getitem__(0), attempt((1,).__getitem__), attempt([1].__setitem__, 0), {1: 2}.__getitem__(1), {}.__len__())
class K(list):
    def __getitem__(self, i): return 'item %r' % (i,)
    def __len__(self): return 99
    def __iter__(self): return iter('over')
    def __contains__(self, x): return True
k = K([1, 2]); print(k[0], k[1:2], len(k), list(k), 5 in k, k, k.index(2), k + [3], [*k], tuple(k), attempt(lambda: k == [1, 2]), list(reversed(k))[:2], list.__getitem__(k, 0), list.__len__(k), sorted(k), bool(k))
class T(tuple):
    def __getitem__(self, i): return 'T'
    def __len__(self): return 7
    def __iter__(self): return iter('ab')
t = T((1, 2)); print(t[0], len(t), list(t), t, t == (1, 2), t + (3,), [*t], '%s %s' % (1, 2), hash(t) == hash((1, 2)))
a, b = t; print(a, b)
l = [1, 2, 3]; l[I(0)] = 'zero'; del l[I(1)]; l.insert(I(0), 'ins'); print(l, l.pop(I(0)), attempt(l.insert, Bad(), 1), attempt(l.pop, Boom()), attempt(l.insert, 2**70, 1), l.index(3, I(0), I(5)))
