"""Who is running when an exception releases what an expression had so far, and in which order that is."""
import warnings, sys
warnings.simplefilter('always')
warnings.showwarning = lambda m, c, f, l, *a: print('warning', m, l)
class D:
    def __del__(self):
        f = sys._getframe(1)
        print('del', f.f_code.co_name, f.f_lineno)
async def c(): pass
def temps():
    print(1, c(), D(),
      nothing)
def local():
    x = D(); y = c()
    return 1
def local_raise():
    x = D(); y = c()
    return nothing
def gen_temps():
    print(c(), D(), nothing)
    yield
def gen_local():
    x = D(); y = c()
    yield 1
def args(a, b): return 1
for f in (temps, local, local_raise, lambda: list(gen_temps()), lambda: list(gen_local()), lambda: args(c(), D()), lambda: next(gen_local())):
    try: f()
    except NameError as e: print(e); e.__traceback__ = None; del e
