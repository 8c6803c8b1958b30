# mappingproxy, through the namespaces of classes.
def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
class C: x = 1
P = type(C.__dict__)
d = {'a': 1, 'b': [2]}
p = P(d)
print(p, repr(p), str(p), len(p), p['a'], attempt(p.__getitem__, 'z'), p.get('a'), p.get('z'), p.get('z', 5), 'a' in p, list(p), list(p.keys()), list(p.values()), list(p.items()), list(reversed(p)))
d['c'] = 3
print(p, p == d, p == P(d), p != {}, p | {'z': 1}, {'z': 1} | p, type(p | p), type(p.copy()), p.copy() is d, attempt(lambda: p | 5), attempt(lambda: p < p))
def ior():
    global p
    p |= {}
print(attempt(ior), attempt(hash, p), attempt(P), attempt(P, 1), attempt(P, []), attempt(P, (1,)), attempt(P, d, d), attempt(setattr, p, 'x', 1))
def assign(): p['a'] = 2
def delete(): del p['a']
print(attempt(assign), attempt(delete), C.__dict__['x'], attempt(lambda: C.__dict__.pop), P[int, str], bool(P({})), {**p})
class M:
    def __getitem__(self, k): return k * 2
    def __len__(self): return 7
    def __contains__(self, k): return k == 5
    def __iter__(self): return iter('xyz')
    def get(self, k, default): return ('got', k, default)
    def keys(self): return 'K'
    def __repr__(self): return 'M!'
    def __hash__(self): return 99
m = P(M())
print(m, m[4], len(m), 5 in m, list(m), m.get(1), m.keys(), attempt(m.values), attempt(m.copy))
