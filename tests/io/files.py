# Files: raw, buffered and text streams; positions; modes; errors; representations.
import io
import posix

NAME = f'/tmp/tyston-io-{posix.getpid()}'


def trial(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return f'{type(e).__name__}: {e}'.replace(NAME, 'NAME')


def show(o):
    print(repr(o).replace(NAME, 'NAME'))


with open(NAME, 'w') as f:
    show(f)
    print(f.write('one\ntwo\nthrée\n'), f.tell(), f.encoding, f.errors, f.newlines, f.mode, f.line_buffering)
    show(f.buffer)
    show(f.buffer.raw)
    print(f.name == NAME, f.closed, f.readable(), f.writable(), f.seekable(), f.isatty(), f.fileno() > 2)
    print(trial(f.read), trial(f.readline), trial(f.write, 5), trial(f.write, b'x'))
show(f)
print(f.closed, trial(f.write, 'x'), trial(f.read), trial(f.fileno), trial(f.flush), f.close(), trial(f.__enter__))
with open(NAME) as f:
    show(f)
    print(f.read(3), repr(f.readline()), f.tell(), repr(f.readline()), f.tell(), f.readlines(), f.read(), f.tell())
    print(f.seek(0), next(f), trial(f.tell), list(f), f.tell())
    print(trial(f.seek, 1, 1), trial(f.seek, 1, 2), trial(f.seek, -1), trial(f.seek, 0, 7), f.seek(0, 2), f.seek(0, 1))
    print(trial(f.write, 'x'), trial(f.truncate))
with open(NAME, 'rb') as f:
    show(f)
    show(f.raw)
    print(f.read(2), f.tell(), f.peek(3)[:4], f.readline(), f.tell(), f.read1(3), f.tell(), f.seek(-3, 2), f.read(), f.seek(1), f.readlines())
    into = bytearray(5)
    print(f.seek(0), f.readinto(into), into, f.readinto1(into), into, f.mode, trial(f.write, b'x'), trial(f.read, -5))
    print([f.seek(3), *f], trial(f.seek, 0, 9))
with open(NAME, 'r+b') as f:
    show(f)
    print(f.read(4), f.write(b'TWO'), f.tell(), f.read(4), f.seek(0), f.read())
    print(f.seek(2), f.write(b'XY'), f.seek(0), f.read(6), f.truncate(8), f.seek(0), f.read(), f.truncate(), f.tell())
with open(NAME, 'ab') as f:
    print(f.tell(), f.write(b'end'), f.tell(), f.raw.mode)
with open(NAME, 'rb', 0) as f:
    show(f)
    print(f.read(3), f.readall(), f.read(), f.seek(0), f.readinto(into), into, f.tell(), f.closefd, f.mode, f._blksize > 0)
with open(NAME, 'a+') as f:
    f.write('ünïcode€😀\n')
    f.seek(0)
    print(ascii(f.read()))
for enc in ('latin-1', 'ascii', 'utf-8'):
    for err in ('strict', 'replace', 'ignore', 'backslashreplace', 'surrogateescape'):
        with open(NAME, encoding=enc, errors=err) as f:
            print(enc, err, ascii(trial(f.read)), f.encoding, f.errors)
        with open(NAME + 'x', 'w', encoding=enc, errors=err) as f:
            print('  ', ascii(trial(f.write, 'é€\udc80')))
        with open(NAME + 'x', 'rb') as f:
            print('  ', f.read())
posix.unlink(NAME + 'x')
data = 'a\nb\r\nc\rd\n'
for nl in (None, '', '\n', '\r', '\r\n'):
    with open(NAME, 'w', newline=nl) as f:
        f.write(data)
    with open(NAME, 'rb') as f:
        print(repr(nl), f.read())
    with open(NAME, 'wb') as f:
        f.write(data.encode())
    with open(NAME, newline=nl) as f:
        print('  ', f.readlines(), repr(f.newlines))
print(trial(open, NAME, 'q'), trial(open, NAME, 'rw'), trial(open, NAME, 'rbt'), trial(open, NAME, ''), trial(open, NAME, 'rr'))
print(trial(open, NAME, 'rb', encoding='x'), trial(open, NAME, 'rb', errors='x'), trial(open, NAME, 'rb', newline='\n'))
print(trial(open, NAME, 'r', 0), trial(open, NAME, newline='q'), trial(open, NAME, encoding=5), trial(open, NAME, closefd=False))
print(trial(open, NAME + '/x'), trial(open, '/'), trial(open, NAME + 'none'), trial(open, NAME, 'x'), trial(open, []), trial(open, -1))
print(trial(open, NAME, encoding=''), trial(open, 'a\0b'))
r, w = posix.pipe()
reader = open(r, 'rb')
writer = open(w, 'w', 1)
print(writer.line_buffering, writer.write('line\nrest'), posix.read(r, 100))
writer.close()
print(reader.read(), trial(reader.tell), trial(reader.seek, 0), reader.seekable())
reader.close()
r, w = posix.pipe()
pair = io.BufferedRWPair(io.FileIO(r, 'rb'), io.FileIO(w, 'wb'))
print(pair.write(b'abc'), pair.flush(), pair.read(2), pair.readable(), pair.writable(), pair.isatty(), pair.closed)
pair.close()
print(pair.closed)
with open(NAME, 'w') as f:
    for i in range(3000):
        print(i, 'é' * (i % 7), file=f)
with open(NAME) as f:
    total = 0
    spots = []
    while True:
        if total % 500 == 0:
            spots.append(f.tell())
        line = f.readline()
        if not line:
            break
        total += 1
    print(total, spots)
    for s in reversed(spots[:-1]):
        f.seek(s)
        print(f.readline().split(), end=' ')
    print()
    f.seek(0)
    print(sum(len(x) for x in f), len(open(NAME, 'rb').read()))
with open(NAME) as f:
    f.read(1000)
    at = f.tell()
    rest = f.read()
    f.seek(at)
    print(f.read() == rest, at)
f = open(NAME)
f.seek(10)
buffer = f.detach()
print(buffer.tell(), trial(f.read), trial(repr, f))
buffer.close()
raw = io.FileIO(NAME, 'r')
b = io.BufferedReader(raw, 10)
print(b.read(4), b.peek(), len(b.read(25)), b.read1(100) != b'', b.detach() is raw, trial(b.read), trial(repr, b))
raw.close()
print(trial(raw.read), trial(io.BufferedReader, raw), trial(io.BufferedWriter, io.BytesIO(), 0))
t = io.TextIOWrapper(io.BytesIO(), encoding='utf-8', write_through=True)
print(t.write('héllo'), t.buffer.getvalue(), t.write_through, t._CHUNK_SIZE, t.reconfigure(newline='\r\n', line_buffering=True), t.line_buffering)
t.write('x\n')
print(t.buffer.getvalue(), trial(t.reconfigure, encoding='no-such'))
print(trial(io.TextIOWrapper, 5), trial(io.TextIOWrapper, io.BytesIO(), errors=5), issubclass(io.UnsupportedOperation, ValueError))
posix.unlink(NAME)
