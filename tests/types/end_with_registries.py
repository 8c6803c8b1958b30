"""The end of a program whose namespace a registry of the interpreter holds; exit functions that raise, unregister and register."""
import atexit
import builtins
import codecs
import sys
import types


class Tells:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


kept = Tells('kept by the codec registry: nobody prints any more when it goes')
codecs.register(lambda name: None)
builtins.kept_in_builtins = Tells('in builtins')
other = types.ModuleType('other')
other.name = Tells('in another module')
sys.modules['other'] = other
del other


def first():
    print('first, registered first')


def unwanted():
    print('never called')


def raises():
    raise ValueError('from an exit function')


def registers():
    print('registers one more: too late')
    atexit.register(print, 'too late')
    atexit.unregister(unwanted)
    print(atexit._ncallbacks())


def again(*args, **kwargs):
    print('again', args, kwargs)


atexit.register(first)
atexit.register(unwanted)
atexit.register(raises)
atexit.register(unwanted)
atexit.register(registers)
print(atexit.register(again, 1, 2, key=3) is again, atexit._ncallbacks())
try:
    atexit.register()
except TypeError as error:
    print(error)
try:
    atexit.register(5)
except TypeError as error:
    print(error)
print('end of the text')
