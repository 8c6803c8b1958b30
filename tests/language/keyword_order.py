# The order in which the parts of calls, displays, assignments and comparisons are evaluated.
def t(x):
    print(x, end=' ')
    return x
class D(dict):
    def __setitem__(self, k, v): print('set', k, v, end=' '); super().__setitem__(k, v)
    def __getitem__(self, k): print('get', k, end=' '); return super().__getitem__(k)
def f(*a, **k): return None
f(t(1), *[t(2)], t(3), k=t(4), **{'l': t(5)}); print()
(t('a'), [t('b'), {t('c'): t('d'), t('e'): t('f')}], {t('g'), t('h')}); print()
d = D()
d[t('k')] = t('v'); print()
d[t('k1')], d[t('k2')] = t('v1'), t('v2'); print()
x = d[t('x')] = y = t('multi'); print()
d[t('k')] += t('aug'); print()
t(1) < t(2) < t(3) > t(0); print()
t(3) < t(2) < t(9); print()
t(0) or t('') or t('z') or t('w'); print()
t(1) and t(0) and t(5); print()
t('then') if t(1) else t('else'); print()
[t(i) for i in [t(7), t(8)] if t(i)]; print()
{t(k): t(v) for k, v in [(1, 2), (3, 4)]}; print()
t(2) ** t(3) ** t(0); print()
-t(1) + ~t(2) * t(3); print()
lst = [0, 1, 2]
i = 0
i, lst[i] = 2, 'x'
print(i, lst)
def lam(): print('fn', end=' '); return f
lam()(t(1), k=t(2)); print()
class T:
    def __getattr__(self, n): print('.' + n, end=' '); return self
    def __call__(self, *a): print('call', end=' '); return self
    def __getitem__(self, i): print('[]', end=' '); return self
    def __setattr__(self, n, v): print('=' + n, end=' ')
o = T()
o.a.b(t(1)).c[t(2)].d = t(3); print()
print(f'{t(1)}{t(2):{t(3)}}{t("q")!r}')
assert t(1), t('msg'); print()
try:
    assert t(0), t('msg')
except AssertionError as e:
    print('AE', e)
del d[t('k1')], d[t('k2')]; print()
print(d)
