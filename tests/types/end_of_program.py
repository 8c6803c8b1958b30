"""The end of a program: exit functions, then names of modules in their order, what is left in builtins, sys and registries."""
import atexit
import builtins
import contextvars
import gc
import sys
import types
import weakref


class Tells:
    def __init__(self, name, *held):
        self.name, self.held = name, held

    def __del__(self):
        # Names of this module may be gone already; builtins never are.
        print('del', self.name, 'globals' if globals().get('sys') is not None else 'no sys', len(self.held))


def tell(what):
    print('callback', what if isinstance(what, str) else type(what).__name__)


zebra = Tells('zebra')
_private = Tells('_private')
__dunder__ = Tells('__dunder__')
apple = Tells('apple', Tells('inside apple'))
builtins.kept_in_builtins = Tells('in builtins')
sys.kept_in_sys = Tells('in sys')
sys.argv.append(Tells('in argv'))
sys.ps1 = Tells('ps1')

other = types.ModuleType('other')
other.late = Tells('in another module')
other._early = Tells('in another module, private')
sys.modules['other'] = other
alone = types.ModuleType('alone')
alone.only = Tells('in a module that only sys.modules has')
sys.modules['alone'] = alone
del alone

cycle = Tells('cycle')
cycle.me = cycle
loose = Tells('loose cycle')
loose.me = loose
del loose


class Holder:
    attribute = Tells('class attribute')


def function(default=Tells('default')):
    return default


function.attribute = Tells('function attribute')


def generator():
    try:
        yield Tells('yielded')
    finally:
        print('generator ends')


running = generator()
current = next(running)

watched = Tells('watched')
ref = weakref.ref(watched, tell)
finalizer = weakref.finalize(watched, tell, 'finalize')
silent = weakref.finalize(watched, tell, 'not at exit')
silent.atexit = False

variable = contextvars.ContextVar('variable')
variable.set(Tells('in a context'))
atexit.register(print, 'second exit function')
atexit.register(lambda held=Tells('held by an exit function'): print('first exit function'))
gc.collect()
print('end of the text')
