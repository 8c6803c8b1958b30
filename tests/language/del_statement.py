# del of names, attributes, items, slices and nested targets, and what each refuses.
class T:
    def __delitem__(self, k): print('delitem', k)
    def __delattr__(self, k): print('delattr', k)
t = T()
del t[1], t[1:2], t[1:2, ...], t.x, (t.y, [t.z])
del t['a']
a = b = c = [1, 2, 3, 4, 5, 6]
del a
print(b)
del b[0], b[-1]
print(c)
del c[::2]
print(b)
del c[:]
print(b)
d = {'x': 1, 'y': {'z': 2}}
del d['x'], d['y']['z']
print(d)
for bad in ('del nope', 'del d["no"]', 'del [1][5]', 'del (1,)[0]', 'del "a"[0]', 'del d.x', 'del range(3)[0]', 'del {1}[0]', 'del [1, 2]["a"]', 'del print.x', 'del int.real'):
    try:
        exec(bad)
    except Exception as e:
        print(bad, '->', type(e).__name__, e)
for bad in ('del 1', 'del f()', 'del a + b', 'del (yield)', 'del [a, *b]', 'del a if b else c', 'del', 'del None', 'del (a, f())', 'del x = 1'):
    try:
        compile(bad, '<s>', 'exec'); print(bad, 'ok')
    except SyntaxError as e:
        print(bad, '->', e.msg)
x = 1
del (x)
del ()
del []
print('x' in globals())
class C:
    v = 1
    def m(self): return 'm'
c = C()
c.v = 2
del c.v
print(c.v)
del C.v
print(hasattr(c, 'v'))
del C.m
try:
    c.m()
except AttributeError as e:
    print(e)
def f():
    x = [1]
    def g(): return x
    del x
    try:
        g()
    except NameError as e:
        print(e)
f()
