# str keys of every make: interned, built, sliced, wide, with surrogates; dicts that begin all-str and stop being so.
words = ['', 'a', 'ab', 'é', 'ÿ', 'Ā', '€', '\U0001f600', '\ud800', 'x' * 1000, 'a\0b', '\0', 'A' * 63 + 'é', 'naïve', 'naïve\u20ac']
d = {}
for w in words: d[w] = len(w)
built = {''.join(list(w)): w for w in words}
for w in words:
    copy = (w + '!')[:-1]
    assert d[copy] == len(w) and copy in d and d.get(w[:-1] + w[-1:]) == len(w), ascii(w)
print(len(d), len(built), [ascii(k) for k in d][:6], d.get('nope'), d.get('a' * 3))
for k in (1, (1,), None, b'a', 1.5): assert k not in d; d[k] = k
print(len(d), d[1], d[(1,)], d[None], d[b'a'], d['ab'], ascii(list(d)[-6:]))
for w in words[::2]: del d[w]
print(len(d), [ascii(k) for k in d])
d.clear(); d['only'] = 1; print(d); d[2] = 2; del d[2]; d['more'] = 3; print(d, d.copy(), dict(d))
class S(str): pass
e = {'a': 1}; e[S('b')] = 2; e[S('a')] = 3; print(e, type(list(e)[1]).__name__, e['b'], S('a') in e, e.pop(S('b')), e)
names = {}
for i in range(5000): names['n%d' % (i % 700)] = i
print(len(names), names['n0'], names['n699'], sum(names.values()), 'n700' in names)
big = {chr(i): i for i in range(0, 0x3000, 7)}
assert all(big[chr(i)] == i for i in range(0, 0x3000, 7)); print(len(big), big['\u0e07'] if '\u0e07' in big else None)
class A: pass
a = A()
for i in range(50): setattr(a, 'attr%d' % i, i)
for i in range(0, 50, 3): delattr(a, 'attr%d' % i)
v = vars(a); v['new'] = 1; v[5] = 'int'; print(len(v), a.new, a.attr1, hasattr(a, 'attr0'), list(v)[-2:], sorted(map(str, v))[:3]); del a.new; print('new' in v, len(a.__dict__))
print(globals()['words'] is words, 'nope' in globals(), [k for k in {'b': 1, 'a': 2, 'c': 3} if k > 'a'], dict(zip('aab', range(3))), {**dict(a=1), 'b': 2, **{'a': 3}})
def f(**kw): return kw
k = {'x': 1, 'y': 2}; r = f(**k, z=3); r['x'] = 9; print(k, r, f(**{''.join(['x', 'y']): 1}), list(f(b=1, a=2)))
