# __del__ runs when the last reference goes: at rebinding, at the end of a frame, in the order of decref.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def __repr__(self): return f'D({self.n})'
a = D(1)
a = D(2)
print('rebound')
b = a
del a
print('one left')
del b
def f():
    x = D('x'); y = D('y'); z = x
    print('in f')
    return 'returned'
print(f())
def g():
    t = D('t')
    raise ValueError
try:
    g()
except ValueError as e:
    print('caught')
print('after handler')
[D(i) for i in range(3)]
print('list gone')
d = {'k': D('value'), D('key'): 1}
d['k'] = None
d.clear()
l = [D('l0'), D('l1'), D('l2')]
l.pop(1); print('popped')
l[0] = None; print('replaced')
del l
D('temp').n; print('temp gone')
print(D('printed'))
def h(arg): print('h'); arg = None; print('h end')
h(D('arg'))
class Res:
    def __del__(self):
        print('resurrecting'); keep.append(self)
keep = []
r = Res(); del r
print(len(keep)); keep.clear(); print('cleared')
class Holder:
    def __init__(self): self.a = D('held a'); self.b = D('held b')
    def __del__(self): print('holder')
Holder()
def gen():
    x = D('gen local')
    try: yield 1
    finally: print('gen finally')
it = gen(); next(it); del it
print('closure'); 
def mk():
    v = D('cell')
    return lambda: v
fn = mk(); print(fn()); del fn
t = (D('t0'), D('t1')); del t
s = D('s'); s2 = [s, s]; del s; s2.pop(); print('still'); s2.pop()
class Base:
    def __del__(self): print('base del')
class Sub(Base): pass
Sub()
class E:
    def __enter__(self): return D('managed')
    def __exit__(self, *a): print('exit')
with E() as m: print('body')
del m
for i in (D('i0'), D('i1')): print('loop', i)
del i
x, y = D('x'), D('y'); x, y = y, x; del x; print('x gone'); del y
print('end')
last = D('module level')
