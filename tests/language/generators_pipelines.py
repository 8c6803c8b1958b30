# Generators as coroutines, pipelines, trees, state machines, and the order in which they run and finish.
import sys
def source(n):
    for i in range(n): print(f'[s{i}]', end=''); yield i
def double(it):
    for x in it: print(f'[d{x}]', end=''); yield x * 2
def only(it, p):
    for x in it:
        if p(x): yield x
print(list(only(double(source(4)), lambda v: v % 4 == 0)))
def averager():
    total = count = 0; avg = None
    while True:
        try: x = yield avg
        except ValueError: total = count = 0; avg = 'reset'; continue
        if x is None: return total, count
        total += x; count += 1; avg = total / count
a = averager(); next(a); print([a.send(v) for v in (10, 20, 60)], a.throw(ValueError), a.send(5))
try: a.send(None)
except StopIteration as e: print(e.value)
def consumer(name, log):
    try:
        while True: log.append((name, (yield)))
    except GeneratorExit: log.append((name, 'closed')); raise
    finally: log.append((name, 'finally'))
def broadcast(targets):
    while True:
        item = yield
        for t in targets: t.send(item)
log = []; cs = [consumer(n, log) for n in 'xy']; [next(c) for c in cs]; b = broadcast(cs); next(b); b.send(1); b.send(2); [c.close() for c in cs]; print(log)
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
    @classmethod
    def build(cls, xs): 
        if not xs: return None
        m = len(xs) // 2
        return cls(xs[m], cls.build(xs[:m]), cls.build(xs[m + 1:]))
t = Tree.build(list(range(31))); print(list(t) == list(range(31)), sum(t), [a + b for a, b in zip(t, reversed(list(t)))][:3])
def scheduler(tasks):
    from collections import deque
    q, out = deque(tasks.items()), []
    while q:
        n, g = q.popleft()
        try: out.append((n, next(g))); q.append((n, g))
        except StopIteration as e: out.append((n, 'done', e.value))
    return out
def task(k):
    for i in range(k): yield i
    return k * 100
print(scheduler({'a': task(2), 'b': task(1), 'c': task(3)}))
def machine():
    state = 'idle'
    while True:
        ev = yield state
        state = {('idle', 'go'): 'run', ('run', 'pause'): 'wait', ('wait', 'go'): 'run', ('run', 'stop'): 'idle'}.get((state, ev), state)
m = machine(); next(m); print([m.send(e) for e in ('go', 'go', 'pause', 'stop', 'go', 'stop')])
def ctx():
    print('in'); 
    try: yield 'v'
    except KeyError as e: print('ctx caught', repr(e)); yield 'again'
    else: print('else')
    finally: print('out')
g = ctx(); print(next(g), g.throw(KeyError('k'))); g.close(); g = ctx(); next(g); print(next(g, 'end')); g = ctx(); next(g); del g
def with_return(): return (yield 1)
def outer(): r = yield from with_return(); print('inner returned', r); r = yield from (x for x in 'ab'); print(r); return 'o'
o = outer(); print(next(o), o.send('sent'), next(o), next(o, 'stop'))
def exc_info():
    try: raise ValueError('v')
    except ValueError: yield sys.exc_info()[0].__name__; yield sys.exc_info()[1].args
    yield sys.exc_info()[0]
g = exc_info()
try: raise KeyError('outer')
except KeyError: print(next(g), sys.exc_info()[0].__name__, next(g))
print(next(g), sys.exc_info()[0])
def fib():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
from itertools import islice, takewhile; print(list(islice(fib(), 15)), list(takewhile(lambda v: v < 50, fib())), next(v for v in fib() if v > 10**20)); gs = [iter(fib()) for _ in range(3)]; print([next(gs[i % 3]) for i in range(9)])
def inf(): yield from inf()
try: next(inf())
except RecursionError as e: print('RecursionError')
def lots():
    for i in range(3000): yield i
print(sum(lots()), sum(x for x in lots() if x % 2), max(lots()), sorted(lots(), reverse=True)[:3], len(set(lots())), dict.fromkeys(lots(), 0)[5], 2999 in lots(), [*lots()][-1], (lambda *a: len(a))(*lots()), ''.join(str(i) for i in range(10)))
