# bytes and bytearray: construction, methods, formatting, mutation, errors.
for e in ("bytes(3)", "bytes([1, 2, 255])", "bytes([256])", "bytes([-1])", "bytes('a')", "bytes('é', 'utf-8')", "bytes('é', 'ascii')", "bytes(-1)", "bytes(1.5)", "bytes(b'ab')", "bytes(range(3))", "bytes(x=1)", "b'abc'[1]", "b'abc'[1:]", "b'abc'['a']", "b'a' + b'b'", "b'a' + bytearray(b'b')", "bytearray(b'a') + b'b'", "b'a' * 3", "97 in b'abc'", "b'bc' in b'abc'", "'a' in b'abc'", "256 in b'abc'", "b'abc'.hex()", "b'abcdef'.hex('-', 2)", "b'abcde'.hex(':', -2)", "bytes.fromhex('61 62 63')", "bytes.fromhex('6')", "bytes.fromhex('zz')", "b'a,b'.split(b',')", "b'a,b'.split(',')", "b' a b '.split()", "b'abc'.find(b'c')", "b'abc'.find(99)", "b'abc'.find('c')", "b'abc'.index(b'x')", "b','.join([b'a', bytearray(b'b')])", "b','.join(['a'])", "b'%d %s %r %x %c' % (5, b'a', 'z', 255, 65)", "b'%s' % 'a'", "b'%b' % b'q'", "b'%a' % 'é'", "b'%5d|%-5s|' % (3, b'x')", "b'abc'.decode()", "b'\\xff'.decode()", "b'\\xff'.decode('latin-1')", "b'a\\xffb'.decode('utf-8', 'ignore')", "b'a\\xffb'.decode('utf-8', 'replace')", "b'\\xff'.decode('utf-8', 'backslashreplace')", "b'\\xff'.decode('utf-8', 'surrogateescape').encode('utf-8', 'surrogateescape')", "b'ab'.decode('utf-16')", "b'a'.decode('utf-16')", "'é😀'.encode('utf-16-le')", "'é'.encode('utf-32')", "b'AbC'.lower()", "b'abc'.upper().swapcase()", "b'hello world'.title()", "b'x'.center(5, b'-')", "b'x'.zfill(4)", "b'aXbX'.replace(b'X', b'--', 1)", "b'  x '.strip()", "b'xxaxx'.strip(b'x')", "b'a\\nb\\r\\n'.splitlines()", "b'abc'.partition(b'b')", "b'abc'.startswith((b'x', b'a'))", "b'abc'.translate(bytes(range(256)), b'b')", "bytes.maketrans(b'a', b'b')[97]", "b'abc' < b'abd'", "b'a' == 'a'", "b'a' < 'a'", "repr(b'\\x00\\'\"\\n\\xff')", "b'a' b'b'", "hash(b'abc') == hash('abc')", "hash(bytearray(b'a'))", "b'abc'.isalpha()", "b'12'.isdigit()", "b'abc'.removeprefix(b'a')", "list(b'abc')", "b''.join([])", "b'abc'[::-1]", "b'ab'.count(b'')", "bytes(memoryview(b'ab'))", "b'abc'.expandtabs()", "bytearray(3)", "bytearray('é', 'utf-8')", "bytearray(b'abc').pop()", "bytearray().pop()", "b'x'.join(b'ab')", "b'%(a)s' % {b'a': b'v'}", "b'\\N{x}'", "rb'\\n'"):
    try:
        print(e, '=', ascii(eval(e)))
    except Exception as err:
        print(e, '->', type(err).__name__, err)
b = bytearray(b'hello')
b[0] = 72; b[1:3] = b'EYY'; b += b'!'; b.append(33); b.extend([63, 64]); b.insert(0, 42); print(b)
del b[0], b[-1]; b.reverse(); print(b); b[::2] = b'\0' * len(b[::2]); print(b); b.remove(0); print(b.pop(0), b, len(b)); b.clear(); print(b)
b = bytearray(b'abc'); m = memoryview(b)
for bad in ('b.append(1)', 'b[0] = 256', 'b[0] = "a"', 'b[0:1] = b"xx"', 'b[10] = 1', 'b.clear()', 'm[0:2] = b"x"', 'm["a"]'):
    try:
        exec(bad); print(bad, 'ok')
    except Exception as err:
        print(bad, '->', type(err).__name__, err)
m[0] = 90; print(b, m.tolist(), m[1:].tobytes(), m.nbytes, m.format, m.itemsize, m.readonly, m.shape, memoryview(b'x').readonly); m.release(); b.append(1); print(b)
b *= 2; print(b, b.index(90), b == b'Zbc\x01' * 2, bytearray(b'a') in [b'a'], b.copy() is b)
class B(bytes):
    def __bytes__(self): return b'from __bytes__'
print(bytes(B(b'x')), B(b'x'), B(b'x') + b'y', type(B(b'x')[:]).__name__)
class H:
    def __bytes__(self): return 5
try: bytes(H())
except TypeError as e: print(e)
