# Which of return, break, continue and exceptions wins when finally has its own.
def a():
    try:
        return 'try'
    finally:
        print('cleanup a')
def b():
    try:
        return 'try'
    finally:
        return 'finally'
def c():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print('body', i)
        finally:
            print('finally', i)
    else:
        print('not reached')
    return i
def d():
    while True:
        try:
            1 / 0
        finally:
            break
    return 'swallowed'
def e():
    try:
        raise ValueError('x')
    except ValueError:
        return 'except'
    else:
        return 'else'
    finally:
        print('finally e')
def f():
    for _ in range(3):
        try:
            return 'lost'
        finally:
            continue
    return 'after'
def g():
    x = 1
    try:
        return x
    finally:
        x = 2
def h():
    try:
        try:
            raise KeyError('inner')
        finally:
            raise ValueError('outer')
    except ValueError as err:
        return type(err.__context__).__name__, err.__context__.args
def nested():
    out = []
    for i in range(3):
        try:
            try:
                if i == 1: raise IndexError(i)
                out.append(('ok', i))
            except IndexError:
                out.append(('except', i))
                raise
            else:
                out.append(('else', i))
            finally:
                out.append(('inner finally', i))
        except IndexError as err:
            out.append(('outer', err.args))
        finally:
            out.append(('outer finally', i))
    return out
for fn in (a, b, c, d, e, f, g, h):
    print(fn.__name__, fn())
for row in nested():
    print(row)
def gen():
    try:
        yield 1
        yield 2
    finally:
        print('gen finally')
        yield 'from finally'
it = gen()
print(next(it))
try:
    it.close()
except RuntimeError as err:
    print(err)
def name_is_deleted():
    err = 'before'
    try:
        raise ValueError
    except ValueError as err:
        pass
    try:
        return err
    except UnboundLocalError as e2:
        return str(e2)
print(name_is_deleted())
