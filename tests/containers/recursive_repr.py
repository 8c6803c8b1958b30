# Containers that hold themselves, and reprs that fail.
def attempt(f, *a):
    try: return f(*a)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
l = [1]; l.append(l); l.append([l, (l,)]); print(l)
d = {}; d['d'] = d; d['v'] = d.values(); d['k'] = [d]; print(d)
t = ([],); t[0].append(t); print(t); s = []; u = (s, s); s += [u, u]; print(u, s)
class L(list): pass
class D(dict): pass
class S(set): pass
class F(frozenset): pass
class T(tuple): pass
x = L(); x.append(x); print(x, L(), D(), S(), F(), T(), L([1]), D(a=1), S([1]), F([1]), T((1,)))
class R:
    def __init__(self, c): self.c = c
    def __repr__(self): return 'R(%r)' % (self.c,)
    def __hash__(self): return 1
s = set(); s.add(R(s)); print(s); f = []; fs = frozenset([R(f)]); f.append(fs); print(fs)
class Bad:
    def __repr__(self): raise ValueError('bad repr')
class NotStr:
    def __repr__(self): return 5
for c in ([Bad()], (Bad(),), {Bad(): 1}, {1: Bad()}, {Bad()}, frozenset([Bad()]), [NotStr()], {1: 2, 3: NotStr()}, [[Bad()]], {1: Bad()}.values(), {1: Bad()}.items()): print(attempt(repr, c), end='; ')
print(); b = [1]; b.append(Bad()); print(attempt(repr, b)); b.pop(); print(b)
deep = []
for i in range(100000): deep = [deep]
print(attempt(repr, deep)[:60]); print(attempt(lambda: deep == [deep])[:60] if isinstance(attempt(lambda: deep == [deep]), str) else 'compared')
a = []; a.append(a); b = []; b.append(b); print(attempt(lambda: a == b)[:60], a == a, [a] == [a], a != a)
e = {}; e[1] = e; g = {}; g[1] = g; print(attempt(lambda: e == g)[:60], e == e)
print([None, True, 1.0, 'a"b', "it's", b'x', ..., int, 1j, -0.0, range(2), slice(1)], {'k': (1,), 2: {3}}, [''], ('\n', '\u00e9', '\ud800'), str([1, 'a']), '%s %r' % ([1], [2]), f'{[1]!s} {(1,)}')
