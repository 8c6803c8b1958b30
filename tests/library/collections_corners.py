"""Counter, ChainMap, defaultdict, namedtuple, deque, UserDict: less usual calls and their errors."""
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple


def attempt(label, function):
    try:
        print(label, '=', repr(function()))
    except Exception as error:
        print(label, '!', type(error).__name__, error)


c = Counter('abracadabra')
print(c, c.most_common(2), c['z'], sorted(c.elements())[:4], c.total(), +Counter(a=1, b=-1), -Counter(a=1, b=-2))
print(c + Counter('abc'), c - Counter('aaa'), c & Counter('ab'), c | Counter('zz'), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2))
attempt('two args', lambda: Counter([1], [2]))
attempt('fromkeys', lambda: Counter.fromkeys('ab'))
attempt('update', lambda: (c.update('zz'), c.subtract({'z': 5}), c['z'])[-1])
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(m, m['a'], m['b'], list(m), len(m), m.parents, m.new_child({'c': 4}), dict(m | {'q': 1}))
attempt('missing', lambda: m['x'])
attempt('pop', lambda: m.pop('b'))
attempt('del', lambda: m.__delitem__('b'))
d = defaultdict(list, {'k': [1]})
d['x'].append(2)
print(d, d.get('y'), d.copy(), d | {'z': 3}, {'z': 3} | d)
attempt('no factory', lambda: defaultdict()['x'])
attempt('bad factory', lambda: defaultdict(5))
attempt('raising', lambda: defaultdict(lambda: 1 / 0)['x'])
P = namedtuple('P', 'x y', defaults=[5])
print(P(1), P(y=1, x=2), P._fields, P._field_defaults, P(1)._replace(y=9), P(1)._asdict(), P._make([3, 4]), P(1) == (1, 5), P.__doc__, P.x.__doc__)
attempt('missing arg', lambda: P())
attempt('too many', lambda: P(1, 2, 3))
attempt('bad replace', lambda: P(1)._replace(z=1))
attempt('bad make', lambda: P._make([1, 2, 3]))
attempt('keyword field', lambda: namedtuple('Q', 'class'))
attempt('underscore', lambda: namedtuple('Q', '_a'))
attempt('twice', lambda: namedtuple('Q', 'a a'))
attempt('rename', lambda: namedtuple('Q', 'a class a _b', rename=True)._fields)
attempt('defaults', lambda: namedtuple('Q', 'a', defaults=[1, 2]))
attempt('set', lambda: setattr(P(1), 'x', 2))
q = deque([1, 2, 3, 4], maxlen=3)
print(q, q.maxlen, q.rotate(1), q, q.extendleft('ab'), q, q.count('a'), q.index('a'), q + deque([9]), q * 2, q == deque(q))
attempt('insert full', lambda: q.insert(0, 1))
attempt('remove', lambda: q.remove('nope'))
attempt('index', lambda: q[10])
attempt('maxlen', lambda: deque([], -1))
attempt('pop empty', lambda: deque().pop())
attempt('mutated', lambda: [q.append(x) for x in q])
o = OrderedDict(a=1, b=2, c=3)
print(o.popitem(last=False), o, o.move_to_end('b'), list(o), list(reversed(o)), o == {'c': 3, 'b': 2}, o == OrderedDict(b=2, c=3))
attempt('move missing', lambda: o.move_to_end('zz'))
u = UserDict(a=1)
u['b'] = 2
print(u, 'a' in u, u | {'c': 3}, UserList([3, 1, 2])[:2], sorted(UserList('ba')), UserString('abc').upper() + 'd', UserString('x') * 3)
