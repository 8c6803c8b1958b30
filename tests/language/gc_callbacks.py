# What a collection calls does not start another one.
import gc, inspect

calls = []
depth = 0
def callback(phase, info):
    global depth
    depth += 1
    calls.append((phase, depth, sorted(info)))
    garbage = [[] for _ in range(2000)]
    for x in garbage:
        x.append(x)
    inspect.stack()
    depth -= 1

class Noisy:
    def __del__(self):
        print('del', gc.collect())

gc.callbacks.append(callback)
thresholds = gc.get_threshold()
gc.set_threshold(1, 0, 0)
def generator(x):
    yield x
for i in range(5):
    generator(i)
gc.set_threshold(*thresholds)
n = Noisy()
n.me = n
del n
gc.collect()
gc.callbacks.remove(callback)
print({(phase, level) for phase, level, _ in calls} == {('start', 1), ('stop', 1)}, calls[0], depth)
