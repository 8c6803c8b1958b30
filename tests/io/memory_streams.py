# BytesIO and StringIO: reading, writing, positions, line ends, errors.
import io


def trial(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


b = io.BytesIO(b'one\ntwo\nthree')
print(b.read(2), b.tell(), b.readline(), b.readlines(), b.read())
print(b.seek(-3, 2), b.read(), b.seek(0), b.read1(4), list(b))
b.seek(20)
print(b.write(b'x'), b.getvalue(), b.tell())
print(b.truncate(4), b.getvalue(), b.tell())
print(trial(b.seek, -1), trial(b.seek, 0, 9), trial(b.truncate, -2), trial(b.write, 'text'))
v = io.BytesIO(b'abcdef')
m = v.getbuffer()
m[1] = 66
print(v.getvalue(), trial(v.write, b'more'), trial(v.close))
m.release()
print(v.write(b'Z'), v.getvalue())
v.write(b'Q')
print(v.getvalue())
into = bytearray(3)
v.seek(4)
print(v.readinto(into), into, trial(v.readinto, b'xx'))
v.close()
print(v.closed, trial(v.read), trial(v.getvalue), v.close())
print(trial(io.BytesIO, 'x'), io.BytesIO(bytearray(b'ba')).getvalue(), io.BytesIO(None).getvalue())
with io.BytesIO() as w:
    w.writelines([b'a', b'b', bytearray(b'c')])
    print(w.getvalue(), w.isatty(), w.readable(), w.seekable(), w.writable())
for i in range(5):
    x = io.BytesIO()
    for k in range(200):
        x.write(bytes([k % 256]) * i)
    print(len(x.getvalue()), sum(x.getvalue()))

s = io.StringIO('one\ntwo\r\nthree\rfour')
print(repr(s.read(3)), s.tell(), s.readlines(), s.getvalue() == 'one\ntwo\r\nthree\rfour')
for nl in (None, '', '\n', '\r', '\r\n'):
    s = io.StringIO('a\nb\r\nc\rd', newline=nl)
    print(repr(nl), s.readlines(), repr(s.getvalue()), repr(s.newlines))
    s.write('\nx\r\n')
    print('  ', repr(s.getvalue()))
s = io.StringIO()
print(s.write('ab'), s.write('é'), s.write('€'), s.write('😀'), ascii(s.getvalue()))
s.seek(1)
print(s.write('Z'), ascii(s.read()), s.seek(0, 2), s.truncate(2), repr(s.getvalue()), s.tell())
s.write('!')
print(repr(s.getvalue()))
print(trial(s.write, b'x'), trial(s.seek, -1), trial(s.seek, 1, 1), trial(s.seek, 0, 5), trial(s.truncate, -1))
print(trial(io.StringIO, b'x'), trial(io.StringIO, '', 'x'), trial(io.StringIO, '', 5))
s.close()
print(s.closed, trial(s.read), trial(s.getvalue), trial(s.write, 'x'), trial(next, s))
s = io.StringIO('x\ny\n')
print(s.__getstate__(), list(s), s.line_buffering, s.encoding, s.errors)
t = io.StringIO()
t.__setstate__(('hello\n', '\n', 2, {'extra': 1}))
print(t.read(), t.extra)
u = io.BytesIO()
u.__setstate__((b'data', 1, None))
print(u.read(), u.__getstate__())
print(s.readline(0), repr(s.readline()), io.StringIO('abc\ndef').readline(2))


class Loud(io.StringIO):
    def write(self, text):
        return super().write(text.upper())


loud = Loud()
print('hello', 3, file=loud)
print(repr(loud.getvalue()))
d = io.IncrementalNewlineDecoder(None, True)
print(repr(d.decode('a\r')), d.getstate(), repr(d.decode('\nb\rc\n')), d.newlines, repr(d.decode('x\r', final=True)))
d.reset()
print(d.newlines, d.getstate(), trial(d.setstate, 5), trial(io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder).decode, 'x'))
b = io.BufferedReader(io.BytesIO(b'12'))
b.read(1)
b.close()
for f in (b.peek, lambda: b.read1(1), lambda: b.read(1), b.readline, lambda: next(b), lambda: b.seek(0), lambda: b.readinto(bytearray(2))):
    print(trial(f))
closed = io.BytesIO()
closed.close()
print(trial(closed.__setstate__, (b'closed', 0, None)), trial(io.StringIO().__setstate__, ('', 'f', 0, None)))
r = io.BufferedReader(io.BytesIO(b'hello world'))
print(r.read(5), r.readinto(bytearray()), r.tell(), r.readinto1(bytearray()), r.read())
t = io.TextIOWrapper(io.BytesIO(), encoding='ascii', errors='replace')
t.detach()
print(trial(lambda: t.errors), trial(lambda: t.encoding), trial(lambda: t.newlines))
import subprocess, sys
code = 'import io, sys; print(sys.flags.warn_default_encoding); io.TextIOWrapper(io.BytesIO()); io.text_encoding(None)'
for options in ((), ('-X', 'warn_default_encoding')):
    done = subprocess.run([sys.executable, *options, '-c', code], capture_output=True, text=True)
    print(done.stdout, done.stderr)
