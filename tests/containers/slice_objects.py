# slice objects: indices, comparison, text.
def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)
print(slice(3), slice(1, 2), slice(1, 2, 3), slice(None), slice('a', [1], None), repr(slice(None, None, -1)))
s = slice(1, 10, 2)
print(s.start, s.stop, s.step, attempt(setattr, s, 'start', 1), attempt(slice), attempt(slice, 1, 2, 3, 4), attempt(slice, a=1), attempt(hash, s), s.__reduce__())
print(slice(1, 2) == slice(1, 2), slice(1, 2) != slice(1, 3), slice(1, 2) < slice(1, 3), slice(1) == slice(None, 1), slice(1) == 1, attempt(lambda: slice(1) < 1), attempt(lambda: slice('a') < slice(1)))
for s in (slice(None), slice(5), slice(-3, None), slice(None, None, -1), slice(10, 2, -3), slice(2**70), slice(-2**70, 2**70, 2**69), slice(1, -1)):
    print(s, [s.indices(n) for n in (0, 1, 5, 10)], s.indices(2**80))
print(attempt(slice(1).indices, -1), attempt(slice(1).indices, 'a'), attempt(slice('a').indices, 5), attempt(slice(1, 2, 0).indices, 5), attempt(slice(1.5).indices, 5))
class G:
    def __getitem__(self, k): return k
g = G()
print(g[1:2], g[::], g[1:2, 3], g[...], g[:, 1:], g[slice(1)], g[()])
