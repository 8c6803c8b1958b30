def f(n):
    try:
        if n == 0:
            raise ValueError('zero')
        if n == 1:
            return 'one'
        if n == 2:
            1 // 0
        if n == 3:
            raise KeyError
        if n == 4:
            raise TypeError('four') from ValueError('cause')
        return 'none'
    except ValueError as e:
        return e
    except (ZeroDivisionError, KeyError) as e:
        return [e]
    finally:
        print('finally', n)
for i in range(6):
    try:
        print(f(i))
    except TypeError as e:
        print('outer', e, e.__cause__)

def nested():
    try:
        try:
            raise ValueError(1)
        except ValueError:
            raise KeyError(2)
    except KeyError as e:
        print(repr(e), repr(e.__context__))
        try:
            raise
        except KeyError as again:
            print(again is e)
nested()
def loop():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print('body', i)
        finally:
            print('f', i)
    while True:
        try:
            return 'r'
        finally:
            print('leaving')
print(loop())
try:
    raise
except RuntimeError as e:
    print(e)
try:
    try:
        raise ValueError
    except 3:
        pass
except TypeError as e:
    print(e)
class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
    def __enter__(self):
        print('enter', self.name)
        return self
    def __exit__(self, t, v, tb):
        print('exit', self.name, t, repr(v))
        return self.swallow
with Manager('a') as a, Manager('b'):
    print(a.name)
with Manager('s', True):
    raise ValueError('swallowed')
try:
    with Manager('p'):
        raise ValueError('passed')
except ValueError as e:
    print(e)
def early():
    with Manager('r'):
        return 1
print(early())
class NoExit:
    def __enter__(self): pass
for bad in [lambda: use(3), lambda: use(NoExit())]:
    def use(m):
        with m:
            pass
    try:
        bad()
    except TypeError as e:
        print(e)
def deep(n):
    return deep(n + 1)
try:
    deep(0)
except RecursionError as e:
    print(e)
class MyError(Exception):
    pass
try:
    raise MyError('mine', 2)
except Exception as e:
    print(repr(e), e.args)
assert True
try:
    assert 1 == 2, 'message'
except AssertionError as e:
    print(e)
def unpack(x):
    a, b = x
for x in [[1], [1, 2, 3], 5]:
    try:
        unpack(x)
    except (ValueError, TypeError) as e:
        print(e)
