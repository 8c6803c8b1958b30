"""Methods of built-in types taken from the class: binding, receivers of the wrong type, what their attributes say."""
import types


def attempt(label, function, *args, **kwargs):
    try:
        print(label, '=', repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, '!', type(error).__name__, error)


print('-- kinds')
for thing in (list.append, [].append, dict.fromkeys, dict.__dict__['fromkeys'], str.maketrans, str.__dict__['maketrans'], int.__add__, (1).__add__,
              int.__dict__['real'], type.__dict__['__mro__'], types.FunctionType.__dict__['__code__'], slice.__dict__['start'], object.__new__, len,
              types.ModuleType.__dict__['__dict__'], property.__dict__['fget'], BaseException.__dict__['args'], complex.__dict__['imag']):
    text = repr(thing)
    print(type(thing).__name__, text if ' at 0x' not in text else text[:text.index(' at 0x')], getattr(thing, '__name__', '-'), getattr(thing, '__qualname__', '-'))

print('-- receivers')
attempt('list.append()', list.append)
attempt('list.append(1)', list.append, 1)
attempt('list.append(1, 2)', list.append, 1, 2)
attempt('list.append((), 2)', list.append, (), 2)
attempt('str.upper()', str.upper)
attempt('str.upper(1)', str.upper, 1)
attempt('str.join(1, [])', str.join, 1, [])
attempt('int.__add__()', int.__add__)
attempt('int.__add__("a", 1)', int.__add__, 'a', 1)
attempt('int.__add__(1)', int.__add__, 1)
attempt('int.__add__(1, 2, 3)', int.__add__, 1, 2, 3)
attempt('int.__add__(1, x=2)', int.__add__, 1, x=2)
attempt('dict.fromkeys.__func__', lambda: dict.fromkeys.__func__)
attempt('dict.__dict__["fromkeys"](1)', dict.__dict__['fromkeys'], 1)
attempt('dict.__dict__["fromkeys"]()', dict.__dict__['fromkeys'])
attempt('dict.__dict__["fromkeys"](int, [])', dict.__dict__['fromkeys'], int, [])
attempt('object.__init__()', object.__init__)
attempt('list.__init__(1)', list.__init__, 1)
attempt('tuple.__new__()', tuple.__new__)
attempt('tuple.__new__(1)', tuple.__new__, 1)
attempt('tuple.__new__(int)', tuple.__new__, int)
attempt('object.__new__(int)', object.__new__, int)
attempt('object.__new__(object, 1)', object.__new__, object, 1)
attempt('dict.__new__(list)', dict.__new__, list)
attempt('set.add(frozenset(), 1)', set.add, frozenset(), 1)
attempt('bytes.find("a")', bytes.find, 'a')
attempt('float.is_integer(1)', float.is_integer, 1)
attempt('BaseException.with_traceback(1, 2)', BaseException.with_traceback, 1, 2)

print('-- getset descriptors')
real = int.__dict__['real']
attempt('real.__get__(5)', real.__get__, 5)
attempt('real.__get__(None, int)', lambda: real.__get__(None, int) is real)
attempt('real.__get__(None, None)', real.__get__, None, None)
attempt('real.__get__()', real.__get__)
attempt('real.__get__("a")', real.__get__, 'a')
attempt('real.__get__("a", str)', real.__get__, 'a', str)
attempt('real.__set__(5, 6)', real.__set__, 5, 6)
attempt('real.__delete__(5)', real.__delete__, 5)
attempt('real.__objclass__', lambda: real.__objclass__)
member = slice.__dict__['start']
attempt('start.__get__(slice(3))', member.__get__, slice(3, 4))
attempt('start.__get__(3)', member.__get__, 3)
attempt('start.__set__', member.__set__, slice(3), 4)
attempt('slice.start = ', lambda: setattr(slice(3), 'start', 4))
attempt('del slice.start', lambda: delattr(slice(3), 'start'))
attempt('(1).real = 2', lambda: setattr(1, 'real', 2))
attempt('(1).foo = 2', lambda: setattr(1, 'foo', 2))
attempt('del (1).foo', lambda: delattr(1, 'foo'))
attempt('[].append = 2', lambda: setattr([], 'append', 2))
attempt('int.foo = 2', lambda: setattr(int, 'foo', 2))
attempt('del int.real', lambda: delattr(int, 'real'))
attempt('len.__name__ = 2', lambda: setattr(len, '__name__', 'x'))

print('-- wrapper objects')
w = (1).__add__
print(w.__name__, w.__qualname__, w.__self__, w.__objclass__, w == (1).__add__, w == (2).__add__, hash(w) == hash((1).__add__), w(5))
print(int.__add__.__get__(4)(5), int.__add__.__objclass__, int.__add__.__text_signature__, w.__text_signature__)
attempt('int.__add__.__get__("a")', int.__add__.__get__, 'a')
attempt('w < w', lambda: w < w)
bound = [].append
print(bound.__self__, bound.__name__, bound.__module__, len.__self__.__name__, len.__module__, bound == bound, [].append == [].append, bound.__text_signature__)
print(dict.fromkeys.__self__, dict.fromkeys('ab'), str.maketrans.__self__ if hasattr(str.maketrans, '__self__') else None)
attempt('len.__call__()', len.__call__)
attempt('list.append.__call__([], 1)', list.append.__call__, [], 1)
attempt('reduce', lambda: (list.append.__reduce__(), len.__reduce__(), [1].append.__reduce__()[1], int.__add__.__reduce__()))
