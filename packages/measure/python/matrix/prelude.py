"""What the cases of the matrix stand on: values to call with, and what came of a call in one line."""
import gc, itertools, sys, types, typing, warnings, weakref

gc.disable()
warnings.simplefilter('ignore')
T = typing.TypeVar('T')


class C:
    """Without anything special but a few elements."""

    def method(self, *args, **kwargs):
        return args, sorted(kwargs)

    def __getitem__(self, index):
        return (1, 2)[index]

    def __len__(self):
        return 2


class Slotted:
    __slots__ = ('x',)


class Index:
    def __index__(self):
        return 2


class Bad:
    """Every protocol fails."""

    def __index__(self):
        raise RuntimeError('index')

    __iter__ = __len__ = __bool__ = __eq__ = __lt__ = __int__ = __float__ = __str__ = __format__ = __hash__ = lambda self, *rest: fail()

    def __repr__(self):
        return 'Bad'


def fail():
    raise RuntimeError('bad')


def gen():
    yield 1
    yield 2


async def coro():
    return 1


async def agen():
    yield 1


def tb():
    try:
        fail()
    except RuntimeError as error:
        return error.__traceback__


def frame():
    return tb().tb_frame


def shown(value):
    text = repr(value)
    # An iterator is what it gives.
    if hasattr(type(value), '__next__') and not isinstance(value, types.GeneratorType):
        text += ' ' + repr(list(itertools.islice(value, 5)))
    return text if len(text) < 300 else text[:200] + ' … ' + str(len(text))


def attempt(source, call):
    names = dict(globals())
    try:
        if source is not None:
            names['self'] = eval(source, names)
        value = eval(call, names)
        line = 'gives ' + type(value).__name__ + ' ' + shown(value)
        if source is not None and isinstance(names['self'], (list, dict, set, bytearray, memoryview, types.SimpleNamespace)):
            line += ' and leaves ' + shown(names['self'])
        del value
    except BaseException as error:
        line = 'raises ' + type(error).__name__ + ' ' + str(error)
    print(line.replace('\n', '\\n'))
