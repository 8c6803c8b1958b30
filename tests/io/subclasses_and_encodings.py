# Streams made of Python classes, other encodings with positions, finalization, pickling.
import gc
import io
import os
import pickle
import tempfile
import warnings

def trial(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return f'{type(e).__name__}: {e}'

class Raw(io.RawIOBase):
    def __init__(self, data=b''):
        self.data = bytearray(data)
        self.pos = 0

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, b):
        n = min(len(b), 3, len(self.data) - self.pos)
        b[:n] = self.data[self.pos:self.pos + n]
        self.pos += n
        return n

    def write(self, b):
        n = min(len(b), 5)
        self.data[self.pos:self.pos + n] = b[:n]
        self.pos += n
        return n

    def seek(self, pos, whence=0):
        self.pos = pos + (0, self.pos, len(self.data))[whence]
        return self.pos

r = Raw(b'one\ntwo\nthree')
print(r.read(2), r.readline(), r.readlines(), r.readall(), r.tell(), r.seek(0), r.read(), list(r))
b = io.BufferedReader(Raw(b'one\ntwo\nthree'), 4)
print(b.read(5), b.readline(), b.peek(), b.read(), b.seek(1), b.read1(10), b.tell())
w = io.BufferedWriter(Raw(), 4)
print(w.write(b'abcdefghijk'), w.tell(), w.raw.data, w.flush(), w.raw.data)
x = io.BufferedRandom(Raw(b'0123456789'), 4)
print(x.read(3), x.write(b'AB'), x.read(2), x.seek(0), x.read())
t = io.TextIOWrapper(Raw('h\u00e9llo\nw\u00f6rld\n'.encode()), encoding='utf-8')
print(ascii(t.readline()), t.tell(), ascii(t.read(3)), t.tell(), ascii(t.read()))

class Bad(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, b):
        return len(b) + 1

print(trial(io.BufferedReader(Bad()).read, 5), trial(Bad().write, b''), trial(io.RawIOBase().readinto, bytearray(1)))
for name in ('read', 'write', 'detach', 'read1'):
    print(trial(getattr(io.BufferedIOBase(), name)), end=' ')
print(trial(io.TextIOBase().read), trial(io.IOBase().seek, 0), trial(io.IOBase().fileno), io.IOBase().isatty())

for enc in ('utf-16', 'utf-16-le', 'utf-32', 'utf-8-sig', 'cp1252', 'utf-7'):
    f = tempfile.TemporaryFile('w+', encoding=enc, newline='')
    text = 'plain\nline two\r\nthird' + '\u00e9' + '\n'
    f.write(text)
    f.seek(0)
    out = []
    spots = []
    while True:
        line = f.readline()
        if not line:
            break
        out.append(line)
        spots.append(f.tell())
    f.seek(spots[0])
    again = f.read()
    f.seek(0, 2)
    f.write('more')
    f.seek(0)
    print(enc, ascii(out), spots, again == ''.join(out[1:]), ascii(f.read()[-6:]))
    f.close()
s = io.StringIO('text')
s.read(2)
b = io.BytesIO(b'bytes')
b.extra = 1
for o in (s, b):
    c = pickle.loads(pickle.dumps(o))
    print(type(c).__name__, c.tell(), c.getvalue(), c.__dict__)
with open(__file__) as f:
    print(trial(pickle.dumps, f), trial(pickle.dumps, f.buffer), trial(pickle.dumps, f.buffer.raw))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    f = open(__file__)

    del f
    gc.collect()
    g = open(__file__, 'rb', 0)
    del g
print([str(c.message).replace(__file__, 'FILE') for c in caught])

class Closing(io.StringIO):
    def close(self):
        if not self.closed:
            print('closing')
        super().close()

c = Closing()
del c
name = tempfile.mktemp()
f = open(name, 'w')
f.write('flushed when it dies')
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    del f
print(open(name).read())
os.unlink(name)
f = open(__file__)
f.extra = [f]
f.close()
del f
gc.collect()
print(io.open_code(__file__).read(1), io.text_encoding(None), io.text_encoding('x'))
