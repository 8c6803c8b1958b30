# send, throw and close, and what each raises at each state of a generator.
def g():
    print('start')
    try:
        x = yield 1
        print('got', x)
        x = yield 2
        print('got', x)
    except ValueError as e:
        print('caught', e)
        yield 'recovered'
    finally:
        print('finally')
    return 'value'

it = g()
try:
    it.send(5)
except TypeError as e:
    print(e)
print(next(it), it.send('a'), it.throw(ValueError('boo')))
try:
    next(it)
except StopIteration as e:
    print('stop', e.value, e.args)
try:
    next(it)
except StopIteration as e:
    print('stop again', e.value, e.args)

it = g()
next(it)
it.close()
it.close()
try:
    it.throw(KeyError('late'))
except KeyError as e:
    print('late', e)

it = g()
try:
    it.throw(KeyError, 'early')
except KeyError as e:
    print('early', e)
print(list(it))

def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            print('no')
s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
def leak():
    raise StopIteration('inside')
    yield
try:
    next(leak())
except RuntimeError as e:
    print(e, type(e.__cause__).__name__, e.__cause__.value)

def reenter():
    try:
        next(r)
    except ValueError as e:
        yield str(e)
r = reenter()
print(next(r))
it = g()
print(it.gi_running, it.gi_yieldfrom, it.gi_frame is not None, it.gi_code.co_name, it.__name__, it.__qualname__)
