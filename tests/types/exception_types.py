"""Built-in exceptions: constructors, attributes, texts, pickling support, groups of them."""
import copy


def attempt(label, function):
    try:
        print(label, '=', function())
    except BaseException as error:
        print(label, '!', type(error).__name__, error)


print('-- base')
for args in ((), (1,), ('text',), (1, 2), (None,), ('a', 'b', 'c')):
    e = Exception(*args)
    print(repr(e), '|', str(e), '|', e.args, e.__reduce__())
attempt('keyword', lambda: Exception(a=1))
e = ValueError('x')
attempt('args = list', lambda: setattr(e, 'args', [1, 2]) or (e.args, str(e)))
attempt('args = int', lambda: setattr(e, 'args', 5))
attempt('del args', lambda: delattr(e, 'args'))
attempt('cause int', lambda: setattr(e, '__cause__', 5))
attempt('cause none', lambda: setattr(e, '__cause__', None) or (e.__cause__, e.__suppress_context__))
attempt('context class', lambda: setattr(e, '__context__', ValueError))
attempt('traceback int', lambda: setattr(e, '__traceback__', 5))
attempt('del cause', lambda: delattr(e, '__cause__'))
attempt('del context', lambda: delattr(e, '__context__'))
attempt('del traceback', lambda: delattr(e, '__traceback__'))
attempt('suppress', lambda: setattr(e, '__suppress_context__', 'yes'))
attempt('with_traceback', lambda: e.with_traceback(5))
attempt('with_traceback none', lambda: e.with_traceback(None) is e)
attempt('setstate', lambda: e.__setstate__({'mine': 1}) or e.mine)
attempt('setstate int', lambda: e.__setstate__(5))
attempt('dict', lambda: (e.__dict__, e.__reduce__()))
attempt('notes', lambda: (e.add_note('one'), e.add_note('two'), e.__notes__))
attempt('note int', lambda: e.add_note(5))
attempt('notes tuple', lambda: (setattr(e, '__notes__', ()), e.add_note('x')))

print('-- StopIteration, SystemExit')
for e in (StopIteration(), StopIteration(1), StopIteration(1, 2), SystemExit(), SystemExit(3), SystemExit('a', 'b')):
    print(repr(e), getattr(e, 'value', '-'), getattr(e, 'code', '-'))
s = StopIteration(5)
s.value = 6
print(s.value, s.args, repr(s))
attempt('del value', lambda: (delattr(s, 'value'), s.value))

print('-- ImportError, NameError, AttributeError')
for make in (lambda: ImportError('m', name='n', path='p'), lambda: ImportError(name='n'), lambda: ImportError('a', 'b'), lambda: ImportError(bad=1),
             lambda: ModuleNotFoundError('x', name='y'), lambda: NameError('n', name='x'), lambda: NameError('n', obj=1), lambda: AttributeError('a', name='b', obj=5)):
    try:
        e = make()
    except TypeError as error:
        print('!', error)
        continue
    print(repr(e), str(e), getattr(e, 'name', '-'), getattr(e, 'path', '-'), getattr(e, 'obj', '-'), e.__reduce__()[1:])
for text in ('missing_name', '(5).missing', '[].append.missing', 'int.missing', 'len.x'):
    try:
        eval(text)
    except (NameError, AttributeError) as e:
        print(text, e, e.name, getattr(e, 'obj', '-') in (5, int, len, '-') or type(e.obj).__name__)

print('-- KeyError, UnicodeError')
print(str(KeyError()), str(KeyError('a')), str(KeyError('a', 'b')), str(KeyError(KeyError('x'))), str(LookupError('a')))
u = UnicodeDecodeError('ascii', b'ab\xff', 2, 3, 'why')
print(u, repr(u), u.object, u.start, u.end, u.reason, u.encoding)
u.start, u.end = 0, 9
print(u)
u.end = 2
u.reason = 'because'
print(u)
w = UnicodeEncodeError('latin', 'a\u1234\U0001f600', 1, 2, 'nope')
print(ascii(str(w)))
w.start, w.end = 2, 3
print(ascii(str(w)))
w.end = 4
print(ascii(str(w)))
print(ascii(str(UnicodeTranslateError('a\xe9', 1, 2, 'r'))), ascii(str(UnicodeTranslateError('abc', 0, 2, 'r'))))
attempt('decode str', lambda: UnicodeDecodeError('ascii', 'text', 0, 1, 'r'))
attempt('encode bytes', lambda: UnicodeEncodeError('ascii', b'text', 0, 1, 'r'))
attempt('too few', lambda: UnicodeEncodeError('ascii', 'a', 0, 1))
attempt('object =', lambda: setattr(u, 'object', 5) or str(u))
attempt('uninitialised', lambda: str(UnicodeEncodeError.__new__(UnicodeEncodeError)))

print('-- copies')
for e in (KeyError('k'), OSError(2, 'no', 'f'), UnicodeDecodeError('a', b'b', 0, 1, 'r'), SyntaxError('bad', ('f', 1, 2, 't')), StopIteration(3)):
    e.extra = [1]
    c = copy.copy(e)
    print(repr(c), str(c), c.extra is e.extra, type(c) is type(e))
