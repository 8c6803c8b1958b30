# When items of containers die.
out = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): out.append(self.n)
    def __repr__(self): return 'D%s' % self.n
    def __eq__(self, o): return self is o
    def __hash__(self): return self.n
def show(label):
    print(label, out); out.clear()
l = [D(1), D(2), D(3)]; l[1] = 0; show('assign'); l.pop(); show('pop'); l.append(D(4)); l = None; show('list')
t = (D(1), D(2)); t = t + (D(3),); show('concat'); t = t[1:]; show('slice'); t = None; show('tuple')
d = {1: D(1), 2: D(2)}; d[1] = D(3); show('replace'); d.pop(2); show('pop'); d.update({1: D(4)}); show('update'); d.setdefault(1, D(5)); show('setdefault'); d.clear(); show('clear')
d = {D(1): 'a'}; d[D(2)] = 'b'; d.popitem(); show('popitem'); d = None; show('dict')
s = {D(1), D(2)}; s.add(D(3)); s.discard(D(9)); show('discard'); s.clear(); show('clear')
def temp(): return [D(7)], {1: D(8)}, (D(9),), {D(10)}
temp(); show('temporaries')
x = [D(1)] * 3; x[0] = None; show('shared 1'); x[1] = None; x[2] = None; show('shared 3')
a = [D(1), D(2), D(3), D(4)]; a[1:3] = [D(5)]; show('slice assign'); del a[::2]; show('extended'); a *= 0; show('times 0')
for v in (D(1), D(2)): pass
v = None; show('loop')
a, *b = D(1), D(2), D(3); a = None; show('a'); b.clear(); show('b')
e = enumerate([D(1)]); i, o = next(e); del e, o; show('enumerate')
z = zip([D(1)], [D(2)]); p = next(z); del z; show('zip kept'); p = None; show('zip')
m = map(lambda v: D(v), [1, 2]); next(m); show('map'); list(m); show('map rest')
it = iter([D(1), D(2)]); next(it); show('iter'); del it; show('iter gone')
nested = []
for i in range(20000): nested = [nested]
nested = None
t = ()
for i in range(20000): t = (t,)
t = None
d = {}
for i in range(20000): d = {1: d}
d = None
deep = [D(99)]
for i in range(5000): deep = [deep, (deep,)] if i % 7 == 0 else {i: deep} if i % 3 == 0 else (deep,)
deep = None; show('deep')
class Res:
    def __del__(self): saved.append(self)
saved = []; l = [Res()]; l = None; print(len(saved), type(saved[0]).__name__); saved.clear()
class Reenter:
    def __init__(self, c): self.c = c
    def __del__(self):
        if isinstance(self.c, list): self.c.append('late')
        elif isinstance(self.c, dict): self.c['late'] = 1
        else: self.c.add('late')
l = []; l.append(Reenter(l)); l.pop(); print(l)
d = {}; d[1] = Reenter(d); del d[1]; print(d); d.clear(); d[2] = Reenter(d); d.clear(); print(d); d.clear(); d[3] = Reenter(d); d[3] = 0; print(d)
s = set(); s.add(Reenter(s)); s.pop(); print(s); s.clear(); s.add(Reenter(s)); s.clear(); print(s)
l = [1, 2, 3]; l.insert(1, Reenter(l)); del l[1]; print(l); l[1:1] = [Reenter(l)]; l[:] = [5]; print(l)
