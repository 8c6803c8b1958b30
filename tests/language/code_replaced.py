# Code objects made of others: they bind arguments and handle exceptions as the originals do.
import types

def f(a, b=2, *args, c=3, **kw):
    try:
        return a / b, args, c, kw
    except ZeroDivisionError as e:
        return 'caught', str(e)
    finally:
        print('finally', a, b)

def plain(a=1, b=2):
    for i in range(3):
        try:
            try:
                [][i]
            except KeyError:
                print('no')
        except IndexError as e:
            a += i
    return a, b

def gen(n):
    try:
        got = yield n
        print('got', got)
    except ValueError as e:
        yield 'caught ' + str(e)

for fn in f, plain, gen:
    code = fn.__code__
    for made in code.replace(), code.replace(co_name='renamed', co_filename='elsewhere.py'), code.replace(co_flags=code.co_flags | 0x1000):
        print(made.co_name, made.co_filename == code.co_filename, made == code, made.co_flags == code.co_flags, hash(made) == hash(code))
        g = types.FunctionType(made, globals(), made.co_name, fn.__defaults__)
        g.__kwdefaults__ = fn.__kwdefaults__
        if fn is f:
            print(g(1), g(1, 0), g(1, 2, 3, c=4, d=5), g(b=4, a=2))
            for args, kw in [((), {}), ((1,), {'a': 2})]:
                try:
                    g(*args, **kw)
                except TypeError as e:
                    print(e)
        elif fn is plain:
            print(g(), g(5), g(5, 6), g(b=7))
        else:
            it = g(3)
            print(next(it), it.throw(ValueError('v')), list(g(4)))

# A generator's code that counts as a coroutine's: what types.coroutine does.
@types.coroutine
def waits():
    try:
        x = yield 'waiting'
        print('resumed with', x)
    finally:
        print('done waiting')

async def main():
    try:
        await waits()
    except GeneratorExit:
        print('closing')
        await waits()

c = main()
print(c.send(None))
try:
    c.close()
except RuntimeError as e:
    print(e)
c = main()
c.send(None)
try:
    c.send('value')
except StopIteration as e:
    print('stopped', e.value)

for wrong in {'co_nothing': 1}, {'co_argcount': -1}, {'co_nlocals': 99}, {'co_code': 'text'}, {'co_names': [1]}:
    try:
        plain.__code__.replace(**wrong)
    except (TypeError, ValueError) as e:
        print(type(e).__name__)

# Code of functions, run by exec and eval.
def no_arguments():
    local = 'local'
    return local.upper()
print(eval(no_arguments.__code__), exec(no_arguments.__code__))
print(eval((lambda *a, **k: (a, k)).__code__), eval((lambda: [i for i in range(3)]).__code__))
print(next(eval((lambda: (yield 1)).__code__)))
for needs in (lambda x: x), (lambda *, x: x), (lambda x, y=1: x):
    try:
        eval(needs.__code__)
    except TypeError as e:
        print(e)
def outer(x):
    def inner(): return x
    return inner
try:
    exec(outer(1).__code__)
except TypeError as e:
    print(e)
class_code = compile('class C:\n    y = 1\n', 's', 'exec').co_consts[0]
namespace = {}
exec(class_code, {'__name__': 'm'}, namespace)
print(sorted(namespace))
