"""OSError: which class an errno gives, the five arguments, subclasses with constructors of their own."""
import errno


def attempt(label, function):
    try:
        print(label, '=', function())
    except Exception as error:
        print(label, '!', type(error).__name__, error)


for name in ('ENOENT', 'EACCES', 'EPERM', 'EEXIST', 'ENOTDIR', 'EISDIR', 'EINTR', 'EAGAIN', 'EALREADY', 'EINPROGRESS', 'EPIPE', 'ESHUTDOWN', 'ECHILD',
             'ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'ESRCH', 'ETIMEDOUT', 'EINVAL', 'ENOSPC', 'EWOULDBLOCK'):
    print(name, type(OSError(getattr(errno, name), 'text')).__name__, end='; ')
print()

for args in ((), ('a',), (2, 'b'), (2, 'b', 'file'), (2, 'b', 'file', None), (2, 'b', 'file', None, 'file2'), (2, 'b', None, None, 'f2'), (2, 'b', 'f', None, 'g', 'h'), ('x', 'y'), (2, 'b', b'bytes'), (2, 'b', 7)):
    e = OSError(*args)
    print(type(e).__name__, repr(e), '|', e, '|', e.args, e.errno, e.strerror, e.filename, e.filename2)

print(IOError is OSError, EnvironmentError is OSError, [c.__name__ for c in OSError.__subclasses__()][:9], ConnectionError.__mro__[1].__name__)
attempt('keyword', lambda: OSError(errno=2))
e = OSError(2, 'x')
e.filename = 'later'
print(e, e.args)
e.filename = None
print(e)
del e.filename
print(e, e.filename)
e.errno, e.strerror = 17, 'changed'
print(e, type(e).__name__, e.args)


class Mine(OSError):
    pass


class New(OSError):
    def __new__(cls, *args):
        print('new', args)
        return super().__new__(cls, *args)


class Init(OSError):
    def __init__(self, a, b=None):
        print('init', a, b)
        super().__init__(a, b)


class Both(OSError):
    def __new__(cls, x):
        return OSError.__new__(cls, 2, 'from new')

    def __init__(self, x):
        self.x = x


for make in (lambda: Mine(2, 'm'), lambda: New(2, 'n', 'f'), lambda: Init(2, 'i'), lambda: Init(5), lambda: Both(9)):
    e = make()
    print(type(e).__name__, e.args, e.errno, e.strerror, e.filename, e)

b = BlockingIOError(11, 'would', 5)
print(b.characters_written, b.args, b.filename, b)
attempt('no characters', lambda: BlockingIOError(11, 'would').characters_written)
attempt('set characters', lambda: setattr(b, 'characters_written', 'a'))
attempt('set to 7', lambda: setattr(b, 'characters_written', 7) or b.characters_written)
attempt('del', lambda: delattr(b, 'characters_written') or b.characters_written)

print('-- from the system')
for f in (lambda: open('/nonexistent/file'), lambda: open('/'), lambda: open('/etc/passwd/x'), lambda: open(''), lambda: open('a\0b'), lambda: open(99999),
          lambda: open('/nonexistent', 'wx'), lambda: open('f', 'q'), lambda: open('f', 'r', -2), lambda: open('f', 'rb', encoding='x'), lambda: open('/etc', 'w'),
          lambda: __import__('os').listdir('/nonexistent'), lambda: __import__('os').rename('/nonexistent', '/x'), lambda: __import__('os').mkdir('/'),
          lambda: __import__('os').close(9999), lambda: __import__('os').stat(b'/nope'), lambda: __import__('os').unlink('/nope/a'), lambda: __import__('os').rmdir('/nope')):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'filename', '-'), getattr(e, 'filename2', '-'))
