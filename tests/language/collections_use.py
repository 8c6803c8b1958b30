# Counter, defaultdict, namedtuple, deque, ChainMap, OrderedDict: their arithmetic, order and errors.
from collections import *
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], sorted(c.elements())[:4], c - Counter('aab'), c & Counter('abx'), c | Counter('zz'), c + Counter(a=-10), +Counter(a=-1, b=2), -Counter(a=-1), c.total(), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2)); c.subtract('aaaaaaa'); print(c['a'], c.update({'a': 5}), c['a'], 'z' in c); del c['zz']
dd = defaultdict(list); dd['a'].append(1); print(dd, dd.get('q'), 'q' in dd, dd['q'], dict(dd), dd.default_factory, dd.copy() == dd); n = defaultdict(lambda: defaultdict(int)); n['x']['y'] += 1; print(n['x'], defaultdict(None, a=1)); 
try: defaultdict(None)['k']
except KeyError as e: print('KeyError', e)
P = namedtuple('P', 'x y z', defaults=(0, 1)); p = P(5); print(p, p.x, p._asdict(), P._fields, p._replace(z=9), P._make('abc'), p == (5, 0, 1), P._field_defaults, p[1:], x if False else p.index(0), P.__doc__, P.x.__doc__, hash(p) == hash((5, 0, 1)))
for bad in ("namedtuple('A', 'a a')", "namedtuple('A', 'class')", "namedtuple('A', '_x')", "namedtuple('1A', 'x')", "P()", "P(1, 2, 3, 4)", "p._replace(q=1)", "P._make([1])", "defaultdict(5)", "deque(5)", "deque([1], -1)", "deque([]).pop()", "deque([])[0]", "deque([1]).remove(5)", "deque([1]).index(5)", "deque([1], maxlen=1).insert(0, 2)", "Counter(5)", "Counter.fromkeys('a')", "OrderedDict().popitem()", "OrderedDict(a=1).move_to_end('z')", "ChainMap()['x']", "deque() < 5", "p.x.y", "deque([1, 2]) + [3]"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, '->', type(e).__name__, e)
try: p.x = 1
except AttributeError as e: print(e)
print(namedtuple('R', 'a b a class', rename=True)._fields); d = deque([1, 2, 3], maxlen=3); d.append(4); print(d, d.maxlen); d.appendleft(0); print(d); d.rotate(1); print(d); d.rotate(-2); print(d, list(reversed(d)), d.count(2), 2 in d, d.index(0) if 0 in d else '-'); d.extend('ab'); print(d); d.extendleft('xy'); print(d, d.copy() == d, d[0], d[-1]); d[1] = 'set'; del d[0]; print(d, deque('ab') + deque('c'), deque('ab') * 2, deque('ab', 1), d.clear(), d, bool(d), deque([1, 2]) < deque([1, 3]))
try:
    q = deque([1, 2, 3])
    for i in q: q.append(i)
except RuntimeError as e: print(e)
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm['a'], cm['b'], list(cm), len(cm), cm.new_child({'c': 4}), cm.parents, dict(cm)); cm['b'] = 9; print(cm.maps); 
try: del cm['zz']
except KeyError as e: print(e)
od = OrderedDict([('a', 1), ('b', 2), ('c', 3)]); od.move_to_end('a'); print(od); od.move_to_end('c', last=False); print(list(od), od.popitem(last=False), list(reversed(od)), od == OrderedDict(a=1, b=2), od == {'a': 1, 'b': 2}, od | {'z': 0}); od['b'] = 5; print(od, od.pop('a'), od.setdefault('n', 1), repr(od), list(od.items()))
class LRU(OrderedDict):
    def __getitem__(self, k): self.move_to_end(k); return super().__getitem__(k)
l = LRU(a=1, b=2); l['a']; print(list(l)); u = UserDict(a=1); u['b'] = 2; print(u, u.data, UserList([1]) + [2], UserString('ab') + 'c', UserString('x').upper())
