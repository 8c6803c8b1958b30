def for_(x):
    for i in x: print(i)
def for_else(x):
    for i in x:
        if i: break
        if not i: continue
        print(i)
    else: return 0
def for_unpack(x):
    for k, v in x.items(): print(k, v)
    for (a, b), c in x: print(a)
def for_target(o, x):
    for o.a in x: pass
    for o[0] in x: pass
def for_list():
    for i in [1, 2, 3]: print(i)
def while_(n):
    while n > 0: n -= 1
    return n
def while_else(f):
    while f():
        if f(): continue
        if f(): break
    else: f()
def forever(f):
    while True:
        if f(): return 1
def nested(x):
    for a in x:
        for b in a:
            if b: return b
        else: break
def passes():
    for i in x:
        pass
    while x:
        pass
