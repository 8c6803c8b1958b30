"""What a generated program stands on: it prints what it does so that two runs can be compared, line by line."""
import collections, contextlib, copy, dataclasses, functools, gc, itertools, math, operator, os, sys, warnings

# When cycles are collected is an implementation's own business.
gc.disable()


warnings.simplefilter('always')


def showwarning(message, category, filename, lineno, file=None, line=None):
    print('warning', category.__name__, message, lineno if filename == '<program>' else '')


warnings.showwarning = showwarning


def shorten(text):
    return text if len(text) < 400 else text[:300] + ' … ' + str(len(text)) + text[-40:]


def show(place, value):
    try:
        text = repr(value) if ordered(value) else repr(sorted(map(repr, value)))
    except Exception as error:
        text = 'repr: ' + describe(error)
    print(place, type(value).__name__, shorten(text))
    return value


def ordered(value):
    """Whether the order of a set is that of CPython: not where a hash is made of addresses."""
    return type(value) not in (set, frozenset) or all(steady(item) for item in value)


def steady(item):
    if type(item) in (tuple, frozenset):
        return all(map(steady, item))
    return type(item) in (str, bytes, int, bool) or type(item) in (float, complex) and item == item


def describe(error, depth=0):
    """An exception by its type, text, lines, cause, and members."""
    try:
        text = str(error)
    except Exception as failure:
        text = 'str: ' + type(failure).__name__
    lines = []
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == '<program>':
            lines.append(traceback.tb_lineno)
        traceback = traceback.tb_next
    parts = [type(error).__name__, shorten(text), repr(lines)]
    if depth < 4:
        for name in ('__cause__', '__context__'):
            other = getattr(error, name)
            if other is not None:
                parts.append(name + ' ' + describe(other, depth + 1))
        if isinstance(error, BaseExceptionGroup):
            parts.extend(describe(member, depth + 1) for member in error.exceptions)
    return ' | '.join(parts)


def failed(place, error):
    print(place, '!', describe(error))


def pick(index, values):
    """What `__getitem__` of generated classes answers: it comes to an end."""
    return values[index]


def after(owner, value):
    """What `__next__` of generated classes answers: a few values."""
    steps = after.steps[type(owner).__name__] = after.steps.get(type(owner).__name__, 0) + 1
    if steps % 4 == 0:
        raise StopIteration(value)
    return value


after.steps = {}


class Manager:
    def __init__(self, place, swallow=()):
        self.place = place
        self.swallow = swallow

    def __enter__(self):
        print(self.place, 'enter')
        return self.place

    def __exit__(self, kind, error, traceback):
        print(self.place, 'exit', kind and kind.__name__, error and describe(error))
        return kind is not None and issubclass(kind, self.swallow)


class Pause:
    """Hands a value to who drives the coroutine, and gets one back."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


class Steps:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.count <= 0:
            raise StopAsyncIteration
        self.count -= 1
        return await Pause(self.count)


class AsyncManager(Manager):
    async def __aenter__(self):
        await Pause('aenter')
        return self.__enter__()

    async def __aexit__(self, *details):
        await Pause('aexit')
        return self.__exit__(*details)


def drive(it, plan):
    """Runs a generator or a coroutine by hand: by plan first, then to its end, but not for ever."""
    steps = []
    for step in [*plan, *[None] * 12]:
        try:
            if step is None:
                steps.append(it.send(None))
            elif step[0] == 'send':
                steps.append(it.send(step[1]))
            elif step[0] == 'throw':
                steps.append(it.throw(step[1]))
            else:
                steps.append(('closed', it.close()))
        except StopIteration as stop:
            return steps, stop.value
        except Exception as error:
            steps.append(describe(error))
    it.close()
    return steps


def drive_async(agen, plan):
    """The same for an asynchronous generator."""
    steps = []
    for step in [*plan, *[None] * 6]:
        if step is None:
            turn = agen.__anext__()
        elif step[0] == 'send':
            turn = agen.asend(step[1])
        elif step[0] == 'throw':
            turn = agen.athrow(step[1])
        else:
            turn = agen.aclose()
        try:
            steps.append(drive(turn, []))
        except Exception as error:
            steps.append(describe(error))
    return steps


async def collect(agen):
    return [item async for item in agen]


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print('call', function.__name__, len(args), sorted(kwargs))
        return function(*args, **kwargs)

    return wrapper


def labelled(label):
    def decorate(function):
        function.label = label
        return function

    return decorate


def traced_class(cls):
    print('class', cls.__name__, [base.__name__ for base in cls.__mro__])
    return cls


class Descriptor:
    def __set_name__(self, owner, name):
        print('named', owner.__name__, name)

    def __get__(self, instance, owner=None):
        return ('got', instance is None, owner and owner.__name__)


class DataDescriptor(Descriptor):
    def __set__(self, instance, value):
        print('set', type(instance).__name__, shorten(repr(value)))

    def __delete__(self, instance):
        print('delete', type(instance).__name__)


class Meta(type):
    def __new__(mcls, name, bases, namespace, **options):
        print('meta', name, sorted(key for key in namespace if not key.startswith('__')), sorted(options))
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        print('make', cls.__name__)
        return super().__call__(*args, **kwargs)

    def __instancecheck__(cls, instance):
        return type.__instancecheck__(cls, instance) or instance == 1


class Counting(type):
    @classmethod
    def __prepare__(mcls, name, bases, **options):
        return {'prepared': name}

    def __len__(cls):
        return 3

    def __iter__(cls):
        return iter((1, 2, 3))
