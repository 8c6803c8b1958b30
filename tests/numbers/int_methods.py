"""int: constructor, methods, operators with other types, errors."""

class Index:
    def __index__(self):
        return 5

class Int:
    def __int__(self):
        return 7

class Trunc:
    def __trunc__(self):
        return 9

class Sub(int):
    def __repr__(self):
        return 'Sub(' + int.__repr__(self) + ')'

class BadInt:
    def __int__(self):
        return 'x'

def show(text):
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(text, '->', ascii(r) if not isinstance(r, str) else ascii(r)[:300])

for text in """
int(); int(5); int(5.9); int(-5.9); int('12'); int(' 12 '); int('1_000'); int('0x1f', 16); int('0b101', 0); int('z', 36)
int('12', base=5); int(b'12'); int(bytearray(b'12')); int(Index()); int(Int()); int(True); int(Sub(5)); type(int(Sub(5)))
int(x=5); int(5, 10); int(base=10); int('5', base='a'); int('1', 1); int('1', 37); int('1', 10**30); int([]); int(1, 2, 3)
int('1', foo=1); int(None); int('5', 2.0); int(object()); int('a' * 300); int('9' * 4301); int(BadInt()); int(float('inf')); int(float('nan'))
int('٣٤'); int('5\\x1c'); int('\\u30005'); int(''); int('  '); int('+ 5'); int('01', 0); int('0_0', 0); int(b'\\xff'); int('\\ud800')
Sub(5); Sub('12') + 1; Sub(2**70); type(Sub(5) + 1); Sub(5).real; Sub(-3).__abs__(); -Sub(3); +Sub(3); Sub(5) == 5; hash(Sub(5)); Sub(0); bool(Sub(0))
Sub(5).__format__(''); Sub(5).__format__('d'); format(Sub(5)); str(Sub(5)); '%d' % Sub(5); Sub(300).to_bytes(2, 'big'); Sub.from_bytes(b'ab', 'big')
(5).to_bytes(); (5).to_bytes(2); (5).to_bytes(-1, 'big'); (5).to_bytes(0, 'big'); (-5).to_bytes(1, 'big'); (300).to_bytes(1, 'big'); (-300).to_bytes(1, 'big', signed=True)
(5).to_bytes(1, 'x'); (5).to_bytes(1, 5); (5).to_bytes(2, 'little', True); (0).to_bytes(0, 'big'); (-1).to_bytes(0, 'big', signed=True); (-128).to_bytes(1, 'big', signed=True); (128).to_bytes(1, 'big', signed=True); (-129).to_bytes(1, 'big', signed=True); (2**100).to_bytes(16, 'little'); (-2**100).to_bytes(16, 'little', signed=True)
int.from_bytes(b'', 'big'); int.from_bytes(b'\\x00\\x10', 'big'); int.from_bytes(b'\\xff\\xff', 'big', signed=True); int.from_bytes([1, 2], 'little'); int.from_bytes('abc', 'big'); int.from_bytes([300], 'big'); int.from_bytes(5, 'big'); int.from_bytes(b'a', 'x'); int.from_bytes(bytes(range(20)), 'little'); int.from_bytes(bytes(range(255, 235, -1)), 'big', signed=True); int.from_bytes(b'ab')
(5).bit_length(); (0).bit_length(); (-256).bit_length(); (2**100).bit_length(); (255).bit_count(); (-255).bit_count(); (5).conjugate(); (5).conjugate(1); (5).as_integer_ratio(); (5).numerator; (5).denominator; (5).imag
round(5, -1); round(15, -1); round(25, -1); round(-15, -1); round(-25, -1); round(12345, -2); round(12345, 2); round(5, 1.5); (5).__round__(None); (5).__round__(1, 2); round(2**100, -10); round(50, -2); round(51, -2)
(5).__format__(5); (5).__trunc__(); (5).__floor__(); (5).__ceil__(); (5).__index__(); (5).__getnewargs__(); (5).__sizeof__(); (2**30).__sizeof__(); (0).__sizeof__()
int.__new__(); int.__new__(5); int.__new__(str); int.__new__(Sub, 5); int.__new__(int, '5')
1 // 0; 1 % 0; divmod(1, 0); 1 / 0; 0 ** -1; pow(2, -1, 4); pow(3, -1, 7); pow(2, 3, 0); 1 << -1; 1 >> -1; 1 << (1 << 70); 0 << (1 << 70); 1 >> (1 << 70); -1 >> (1 << 70); 10**400 / 1; 10**400 / 10**399; float(10**400); 10**400 * 1.0
7 // -2; -7 // 2; 7 % -2; -7 % 2; divmod(-7, 2); divmod(7, -2); 2 ** 10; 2 ** -2; (-2) ** 3; (-2) ** -3; pow(2, 10, 1000); pow(-2, 3, 5); pow(2, 3, -5); pow(7, 0, 1); pow(3, 200, 13)
1 + 'a'; 'a' + 1; 1 - None; [] * 'a'; 1 < 'a'; 1 == 'a'; 1 != None; ~5; ~-1; ~(2**70); -(2**70); abs(-(2**70)); 5 & -3; 5 | -3; 5 ^ -3; 2**70 & -(2**65); -(2**70) | 12345; -(2**70) ^ 2**69
True + True; True & False; True | False; True ^ True; True & 3; ~True; -True; True / 2; bool(5); bool(''); bool(); bool(1, 2); bool(x=1); True == 1; repr(True); str(False); format(True, 'd'); format(True); hash(True); bool.__new__(int); True.bit_length(); {1: 'a'}[True]
(1).__add__('a'); (1).__pow__(2, 'a'); (1).__lt__(2); (1).__eq__(1.0); (1).__rsub__(5); (5).__divmod__(2); (5).__rdivmod__(7); (2).__rpow__(3); (2).__pow__(3, 5); (5).__bool__(); (5).__float__(); (5).__int__(); (5).__hash__(); (-1).__hash__()
hash(2**61 - 1); hash(2**61); hash(-2); hash(-1); hash(10**100); hash(-10**100)
1_000_000; 0xff; 0o17; 0b11; 123456789012345678901234567890; -123456789012345678901234567890; hex(-255); oct(8); bin(-5); hex(2**100); oct(-2**100); bin(0)
repr(10**5000)[:10]; str(10**4299)[:10]; '%d' % 10**5000; f'{10**5000}'; format(10**5000, 'x')[:10]; '{:e}'.format(10**300); '{:,}'.format(10**20); '{:_x}'.format(10**20); '{:n}'.format(12345)
""".replace('\n', ';').split(';'):
    if text.strip():
        show(text.strip())
