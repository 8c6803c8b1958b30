# Assignment to many targets, augmented assignment to attributes, items, slices, properties, and its order.
class T:
    def __init__(self): object.__setattr__(self, 'log', [])
    def __setattr__(self, n, v): self.log.append(('set', n, v)); object.__setattr__(self, n, v)
    def __getattr__(self, n): self.log.append(('get', n)); return 10
    def __getitem__(self, k): self.log.append(('getitem', k)); return 100
    def __setitem__(self, k, v): self.log.append(('setitem', k, v))
t = T(); t.a = t.b = x = [1]; t.c += 5; t['k'] += 1; t[1:2] *= 2; t.d, t['z'], *t.e = 1, 2, 3, 4; print(t.log, t.c, x is t.a)
i = 0; a = [0, 0, 0]; i = a[i] = 2; print(i, a); a[0], a[1] = a[1], a[0] = 5, 6; print(a); l = m = []; l += [1]; m = m + [2]; print(l, m)
def idx(): print('idx'); return 0
def val(): print('val'); return 7
a[idx()] = val(); a[idx()] += val(); print(a); (p, q), r = s = [(1, 2), 3]; print(p, q, r, s); [u, [v]] = 'a', 'b'; print(u, v); n = 5; n -= 2; n *= 3; n **= 2; n //= 4; n %= 7; n <<= 3; n |= 1; n ^= 5; n &= 0xff; n >>= 1; print(n); f = 1.5; f /= 0.5; f **= 2; print(f); w = 'a'; w += 'b'; w *= 3; print(w)
for bad in ('t.x.y.z', '(1)[0] = 5', 'tuple()[0] += 1', 'None.x = 1', 'undefined += 1', 'a.foo += 1', 'a[99] += 1', '"abc"[0] = "x"', 'x: int += 1', '(a, b) += 1', 'f() += 1', 'a + b = 1', 'x = yield = 1', '5 = x', '"s" = x', 'a, 5 = 1, 2', '[a, f()] = 1', 'x = (y = 1)', '{a} = 1', 'a if b else c = 1', 'not a = 1', '*a = 1', '*a, *b = 1', '(*a) = 1', 'a = *b', 'print(*a = 1)', '... = 1', '`a` = 1', 'lambda: 1 = 2', 'a < b = 1', 'a.b() = 1', '-a = 1', 'await x = 1', 'f"{a}" = 1'):
    try: exec(bad); print(bad, 'ok')
    except SyntaxError as e: print(bad, '->', e.msg)
    except Exception as e: print(bad, '->', type(e).__name__, e)
