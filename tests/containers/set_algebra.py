# Set algebra over all combinations of operand types.
def attempt(f, *a):
    try:
        r = f(*a)
        return (type(r).__name__, sorted(r, key=repr)) if isinstance(r, (set, frozenset)) else r
    except Exception as e: return type(e).__name__ + ': ' + str(e)
class S(set): pass
class F(frozenset): pass
left = [set('abc'), frozenset('abc'), S('abc'), F('abc'), dict.fromkeys('abc').keys(), {'a': 1}.items()]
right = left + [set(), 'abx', ['a', 'z'], ('a',), {'a': 1}, iter('ab'), range(2), 5, None, [[]], {('a', 1)}]
import _operator as o
for a in left:
    for b in right:
        if type(b).__name__ == 'str_ascii_iterator': b = iter('ab')
        print(type(a).__name__, type(b).__name__, *[attempt(getattr(o, op), a, b) for op in ('or_', 'and_', 'sub', 'xor')])
for a in left[:4]:
    for b in right:
        for m in ('union', 'intersection', 'difference', 'symmetric_difference', 'issubset', 'issuperset', 'isdisjoint'):
            c = iter('ab') if type(b).__name__.endswith('iterator') else b
            print(m, attempt(getattr(a, m), c), end=' ')
        print()
for a in left:
    print([attempt(getattr(o, op), a, b) for b in right if not type(b).__name__.endswith('iterator') for op in ('lt', 'le', 'eq', 'ne', 'gt', 'ge')])
for m in ('update', 'intersection_update', 'difference_update', 'symmetric_difference_update'):
    for b in right:
        s = set('abc'); c = iter('ab') if type(b).__name__.endswith('iterator') else b
        print(m, attempt(getattr(s, m), c), sorted(s, key=repr), end=' ')
    s = set('abc'); print(m, attempt(getattr(s, m), s), sorted(s), attempt(getattr(s, m)), attempt(getattr(s, m), 'a', 'b'), sorted(s))
s = set('abc'); print(sorted(s.union('d', ['e'], {'f': 1})), sorted(s.intersection('abd', 'b')), sorted(s.difference('a', 'b')), s.intersection('x', 5) if False else attempt(s.intersection, 'x', 5), attempt(s.union, 'x', 5), attempt(s.difference, 'abc', 5))
