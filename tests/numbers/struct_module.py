"""_struct: every format, offsets, Struct, errors."""
import _struct as struct
from _struct import pack, unpack, pack_into, unpack_from, iter_unpack, calcsize, Struct

class I:
    def __index__(self):
        return 5

class F:
    def __float__(self):
        return 5.0

def show(text):
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(text, '->', ascii(r)[:300])

for p in '@=<>':
    for c in 'bBhHiIlLqQnNP':
        for v in (2**100, -2**100, 2**63, -1, 2**31, 2**32, 70000, 40000, 300, -40000, 'a', 1.5, None, 100):
            try:
                b = pack(p + c, v)
                print(p + c, v, b, unpack(p + c, b))
            except Exception as e:
                print(p + c, v, type(e).__name__, e)
for text in r"""
pack('c', 'a'); pack('c', b'ab'); pack('c', b'a'); pack('s', 'a'); pack('p', 'a'); pack('3p', b'abcdef'); pack('0p', b''); pack('3s', b'abcdef'); pack('5s', bytearray(b'ab')); pack('f', 'a'); pack('f', 1e40); pack('<f', 1e40); pack('e', 1e6); pack('d', 'a'); pack('d', 10**400); pack('?', []); pack('b', I()); pack('d', F()); pack('i'); pack('i', 1, 2); pack('z', 1); pack('5'); pack('5 i', 1); pack(' i i', 1, 2)
pack('99999999999999999999i'); pack('9223372036854775807i'); pack('i\0'); pack('\u1234'); pack(5); pack(); Struct(5); Struct(); Struct(1, 2); unpack('i', b''); unpack('i', 'a'); unpack_from('i', b'abcd', 1); unpack_from('i', b'abcd', -1); unpack_from('i', b'abcd', -5); unpack_from('i', b'abcd', offset=0); unpack_from('i', b'abcd', 2**70); unpack_from('h', b'abcd', -2); iter_unpack('', b''); iter_unpack('i', b'abc'); list(iter_unpack('h', b'abcd'))
pack_into('i'); pack_into('i', bytearray(4)); pack_into('i', b'abcd', 0, 1); pack_into('i', bytearray(4), 0); pack_into('i', bytearray(4), 1, 1); pack_into('i', bytearray(4), -1, 1); pack_into('i', bytearray(4), -5, 1); pack_into('i', bytearray(4), 'a', 1); pack_into('i', bytearray(4), 2**70, 1)
Struct('i').format; Struct(b'i').format; Struct('ii').size; calcsize('@bi'); calcsize('@bq0i'); calcsize('=bq0i'); calcsize('3x?'); calcsize('bhilqfdnNP'); calcsize('0s'); calcsize('10s3p'); unpack('?', b'\x05'); pack('n', 5); pack('=n', 5); unpack('<e', b'\x00\x7e'); pack('<e', 65519.0); pack('<e', 65520.0); pack('e', float('nan')); pack('f', float('nan')); pack('>d', 1.5); unpack('5p', b'\x09abcd'); pack('P', -1); pack('P', 2**64)
pack('<e', 5.960464477539063e-08); pack('<e', 2.980232238769531e-08); pack('<e', 3e-08); pack('<e', -0.0); pack('<e', 1/3); unpack('<e', b'\x01\x00'); unpack('<e', b'\xff\x03'); pack('<e', float('-inf')); pack('<f', 0.1); unpack('>f', pack('>f', 0.1)); pack('!h', 1); pack('>q', -2); unpack('<Q', b'\xff' * 8); pack('2h3s?', 1, 2, b'abc', True); pack('@bxi', 1, 2)
type(iter_unpack('i', b'')).__name__; struct.error.__module__; struct.error.__name__; len(iter_unpack('h', b'abcd')); iter_unpack('h', b'abcd').__length_hint__(); Struct.__new__(Struct).pack(1); Struct('i').unpack(b'abc'); Struct('i').unpack_from(b'abc'); Struct('i').pack('a'); unpack('i'); Struct('i').unpack_from(); Struct('i').__sizeof__(); Struct('iii').__sizeof__(); pack('x' * 3); Struct('i').unpack(bytearray(4)); Struct('h').iter_unpack(b'abcd').__next__()
""".replace('\n', ';').split(';'):
    if text.strip():
        show(text.strip())
buf = bytearray(10)
pack_into('<h', buf, -3, 513); pack_into('>i', buf, 1, 1 << 24); print(buf)

for call in (
    lambda: struct.pack_into("<I", bytearray(10), 2**63 - 1, 1),
    lambda: struct.unpack_from("<I", bytearray(10), 2**63 - 1),
    lambda: struct.pack_into("<I", bytearray(10), -(2**63), 1),
    lambda: struct.pack_into("<I", bytearray(10), 2**63, 1),
    lambda: struct.pack_into("<I", bytearray(10), 7, 1),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
