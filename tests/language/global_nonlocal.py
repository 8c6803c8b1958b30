# global and nonlocal: binding, deleting, declaring before use, nested levels.
a = 1
def f():
    global a, made
    a += 1
    made = 'by f'
    def g():
        a = 'local to g'
        def h():
            nonlocal a
            a += '!'
            return a
        return h(), a
    return g()
print(f(), a, made)
def d():
    global a
    del a
d()
try:
    a
except NameError as e:
    print(e)
def levels():
    x = 0
    def one():
        nonlocal x
        x += 1
        def two():
            nonlocal x
            x += 10
            def three():
                x = 100
                return x
            return three()
        return two()
    return one(), x
print(levels())
def glob_in_nested():
    v = 'enclosing'
    def inner():
        global v
        v = 'module'
        return v
    return inner(), v
print(glob_in_nested(), v)
def unbound():
    try:
        print(q)
    except UnboundLocalError as e:
        print(e)
    q = 1
    del q
    try:
        q
    except UnboundLocalError as e:
        print(e)
    try:
        del q
    except UnboundLocalError as e:
        print(e)
unbound()
def aug():
    n += 1
n = 0
try:
    aug()
except UnboundLocalError as e:
    print(e)
for src in ('def f():\n x = 1\n global x', 'def f(x):\n global x', 'def f():\n nonlocal x', 'nonlocal x', 'def f():\n print(x)\n global x', 'def f(x):\n nonlocal x', 'def f():\n x: int\n global x', 'x = 1\nglobal x', 'class A:\n nonlocal y', 'def f():\n  global x\n  def g():\n    nonlocal x'):
    try:
        compile(src, '<s>', 'exec'); print('ok', repr(src))
    except SyntaxError as e:
        print(e.msg, e.lineno)
def imp():
    global os_name
    from os import name as os_name
imp()
print(os_name)
def loops():
    global i
    for i in range(3): pass
    with open('/dev/null') as i: pass
loops()
print(type(i).__name__, i.closed)
def klass():
    global K
    class K:
        def m(self): return K
klass()
print(K().m() is K, K.__qualname__)
