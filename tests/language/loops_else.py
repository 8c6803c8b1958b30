# for and while with else, break, continue, nested and with changing iterables.
for i in range(3):
    if i == 5: break
else: print('no break', i)
for i in range(3):
    if i == 1: break
else: print('never')
print(i)
n = 0
while n < 3: n += 1
else: print('while else', n)
while True:
    n -= 1
    if n: continue
    break
else: print('never')
print(n)
for i in range(2):
    for j in range(3):
        if j == 1: break
    else: print('never')
    print(i, j)
else: print('outer else')
for i in []: pass
else: print('empty', i)
for x, (y, *z) in [(1, (2, 3, 4)), (5, 'ab')]: print(x, y, z)
d = {}
for d['k'] in range(3): pass
print(d)
class O: pass
o = O()
for o.attr in 'xyz': pass
print(o.attr)
l = [0, 0]
for l[0], l[1] in [(1, 2), (3, 4)]: print(l)
def find(p, xs):
    for x in xs:
        if p(x): return x
    else: return 'none'
print(find(lambda v: v > 2, [1, 2, 3]), find(lambda v: v > 9, [1]))
def primes(n):
    out = []
    for c in range(2, n):
        for p in out:
            if p * p > c: out.append(c); break
            if c % p == 0: break
        else: out.append(c)
    return out
print(primes(60))
def tricky():
    r = []
    for i in range(4):
        try:
            if i == 1: continue
            if i == 3: break
            r.append(i)
        finally: r.append(('f', i))
    else: r.append('else')
    return r
print(tricky())
it = iter(range(10))
for a in it:
    b = next(it, None)
    print(a, b, end=';')
    if a > 4: break
print(list(it))
k = 0
while (k := k + 1) < 4:
    if k == 2: continue
    print('k', k)
for i in range(3):
    i = i * 10
    print(i, end=' ')
print()
for s in 'aé😀', b'ab', {'x': 1}, {3}, (i for i in 'g'): print([c for c in s])
total = 0
for i in range(10):
    for j in range(10):
        if (i + j) % 3 == 0: continue
        if i * j > 40: break
        total += i * j
print(total)
for src in ('break', 'continue', 'if 1: break', 'def f(): continue', 'for i in x:\n def g(): break', 'class A: break', 'for i in x: pass\nelse: break', 'while 1:\n class B: continue', 'for 1 in x: pass', 'for f() in x: pass', 'for i in: pass', 'for i x: pass', 'while: pass', 'for a, b, in x: pass', 'for *a in x: pass', 'for (yield) in x: pass', 'for i in *a, b: pass'):
    try: compile(src, '<s>', 'exec'); print(repr(src), 'ok')
    except SyntaxError as e: print(repr(src), e.msg)
