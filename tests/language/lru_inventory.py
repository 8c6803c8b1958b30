# A program: an inventory with an event bus, undo, searching and a report; closures and classes together.
from collections import OrderedDict, defaultdict
import json
class Bus:
    def __init__(self): self.h = defaultdict(list)
    def on(self, ev): return lambda f: self.h[ev].append(f) or f
    def emit(self, ev, **kw): return [f(**kw) for f in self.h[ev]]
class Item:
    _ids = iter(range(1, 10**9))
    def __init__(self, name, qty=0, **attrs): self.id, self.name, self.qty, self.attrs = next(self._ids), name, qty, attrs
    def __getattr__(self, n):
        try: return self.__dict__['attrs'][n]
        except KeyError: raise AttributeError(f'{self.__dict__.get("name")} has no {n}') from None
    def __repr__(self): return f'<{self.name} x{self.qty}>'
    def __iadd__(self, n): self.qty += n; return self
class Store:
    def __init__(self, size=3):
        self.items, self.undo, self.cache, self.size, self.bus, self.stats = {}, [], OrderedDict(), size, Bus(), defaultdict(int)
    def add(self, name, qty, **attrs):
        it = self.items.get(name) or self.items.setdefault(name, Item(name, **attrs)); it += qty
        self.undo.append(lambda: it.__iadd__(-qty)); self.cache.clear(); self.bus.emit('add', item=it, qty=qty); return it
    def take(self, name, qty):
        it = self.items[name]
        if it.qty < qty: raise ValueError(f'only {it.qty} of {name}')
        return self.add(name, -qty)
    def find(self, key, **crit):
        k = (key, tuple(sorted(crit.items())))
        if k in self.cache: self.stats['hit'] += 1; self.cache.move_to_end(k); return self.cache[k]
        self.stats['miss'] += 1
        r = self.cache[k] = sorted((i for i in self.items.values() if key in i.name and all(getattr(i, c, None) == v for c, v in crit.items())), key=lambda i: (-i.qty, i.name))
        while len(self.cache) > self.size: self.cache.popitem(last=False)
        return r
    def rollback(self, n=1):
        for _ in range(n): self.undo.pop()()
s = Store(); events = []
@s.bus.on('add')
def log(item, qty): events.append((item.name, qty))
@s.bus.on('add')
def low(item, qty): return 'low' if item.qty < 3 else None
for n, q, a in (('bolt', 10, {'size': 5}), ('nut', 4, {'size': 5}), ('nail', 50, {'size': 2}), ('bolt', 5, {}), ('long bolt', 7, {'size': 9, 'color': 'red'})): print(s.add(n, q, **a))
print(s.find('bolt'), s.find('n', size=5), s.find('bolt'), dict(s.stats), s.take('nut', 3), events)
for f in (lambda: s.take('nut', 9), lambda: s.take('gold', 1), lambda: s.items['nut'].weight, lambda: s.rollback(99)):
    try: f()
    except (ValueError, KeyError, AttributeError, IndexError) as e: print(type(e).__name__, e)
print(s.items, s.items['long bolt'].color, json.dumps({i.name: {'qty': i.qty, **i.attrs} for i in s.items.values()}, indent=1, sort_keys=True))
for k in 'abcde': s.find(k)
print(len(s.cache), [k for k, _ in s.cache], dict(s.stats))
