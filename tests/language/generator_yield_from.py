# PEP 380: delegation of values, sends, throws and closes, and the result of the delegated generator.
def inner(tag):
    try:
        while True:
            got = yield tag
            print(' inner', tag, 'got', got)
            if got == 'end':
                return tag + ' done'
    except KeyError as e:
        print(' inner caught', e)
        return 'from key error'
    finally:
        print(' inner finally', tag)

def outer():
    r = yield from inner('a')
    print('outer:', r)
    r = yield from inner('b')
    print('outer:', r)
    r = yield from [10, 20]
    print('outer:', r)
    return 'all'

o = outer()
print(next(o), o.send(1), o.send('end'), o.throw(KeyError('k')), next(o))
try:
    next(o)
except StopIteration as e:
    print(e.value)

o = outer()
next(o)
print(o.gi_yieldfrom.__name__)
o.close()

class It:
    def __iter__(self): return self
    def __next__(self): return 'n'
def over(it):
    return (yield from it)
d = over(It())
print(next(d))
try:
    d.send(3)
except AttributeError as e:
    print(e)
d = over(It())
next(d)
try:
    d.throw(IndexError('x'))
except IndexError as e:
    print('through', e)

class WithThrow(It):
    def throw(self, *a):
        print('throw called', [getattr(x, '__name__', x) for x in a])
        return 'thrown'
    def close(self):
        print('close called')
d = over(WithThrow())
print(next(d), d.throw(ValueError))
d.close()

def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x
print(list(flatten([1, [2, [3, [4, []]], 5], [[6]]])))

def chain_depth(n):
    if n:
        yield from chain_depth(n - 1)
    yield n
print(list(chain_depth(60)) == list(range(61)))
try:
    list(over(5))
except TypeError as e:
    print(e)
