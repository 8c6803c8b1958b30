"""array.array: every type code, sequence operations, pickling hooks, errors."""
import array as M
from array import array as A

class I:
    def __index__(self):
        return 5

class Out:
    def __init__(self):
        self.data = b''
        self.at = 0
    def write(self, b):
        self.data += b
    def read(self, n):
        r = self.data[self.at:self.at + n]
        self.at += n
        return r

def show(text):
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(text, '->', ascii(r)[:300])

for c in 'bBhHiIlLqQ':
    for v in (-1, 2**7, 2**8, 2**15, 2**16, 2**31, 2**32, 2**63, 2**64, -2**70, -2**31-1, -2**63-1, 'a', 1.5, I()):
        try:
            print(c, ascii(v)[:20], A(c, [v]))
        except Exception as e:
            print(c, ascii(v)[:20] if not isinstance(v, I) else 'I', type(e).__name__, e)
for text in r"""
A(); A(5); A('z'); A('ab'); A('i', 5); A('i', 'abc'); A('u', 'abc'); A('u', ['a', 'b']); A('u', ['ab']); A('u', [5]); A('i', b'abc'); A('i', b'abcd'); A('i', bytearray(8)); A('i', A('u')); A('u', A('i')); A('i', A('h', [1, 2])); A('d', A('i', [1])); A('i', x=1); A('i', [1], 2); A('f', ['a']); A('f', [1e40]); A('i', (1, 2)); A('i', iter([1, 2]))
repr(A('d', [1.5])); repr(A('u', 'a"b')); A('i', [1]) + 5; A('i', [1]) + A('h', [1]); A('i', [1]) + A('i', [2]); A('i', [1]) * 'a'; A('i', [1]) * 2; 2 * A('i', [1]); A('i', [1]) * -1; A('i', [1]).__iadd__(5)
A('i', [1, 2, 3])[5]; A('i', [1, 2, 3])[-1]; A('i', [1, 2, 3])['a']; A('i', [1, 2, 3])[1:]; A('i', [1, 2, 3])[::-1]; A('i', [1, 2, 3, 4])[::2]; A('i', [1, 2, 3]).__setitem__(5, 1); A('i', [1, 2, 3]).__setitem__('a', 1); A('i', [1, 2, 3]).__setitem__(slice(0, 1), 5); A('i', [1, 2, 3]).__setitem__(slice(0, 1), A('h', [5])); A('i', [1, 2, 3]).__setitem__(slice(0, 3, 2), A('i', [5])); A('i', [1, 2, 3]).__delitem__(7)
A('i', [1]).pop(5); A('i').pop(); A('i', [1]).remove(5); A('i', [1]).index(5); A('i', [1, 2, 1]).index(1, 1); A('i', [1, 2, 1]).index(1, 1, 2); A('i', [1, 1]).count(1); A('i', [1]).extend(5); A('i', [1]).extend(A('h')); A('i', [1]).extend(['a']); A('i').fromlist(5); A('i').fromlist([1, 'a']); A('i').frombytes(b'abc'); A('i').frombytes('abc'); A('i').fromunicode('a'); A('i').tounicode(); A('u', 'ab').tounicode(); A('u').fromunicode(5); A('i', [1]).buffer_info()[1]
A('i', [1]).__reduce_ex__(2); A('i', [1]).__reduce_ex__(3); A('u', 'a').__reduce_ex__(3); A('d', [1]).__reduce_ex__('a'); A('i', [1]) == A('d', [1.0]); A('i', [1]) < A('i', [2]); A('i', [1]) == [1]; A('i', [1]) < 5; A('q', [2**62]) == A('d', [2.0**62]); A('q', [2**53 + 1]) == A('d', [2.0**53]); A('u', 'a') == A('i', [97]); A('u', 'a') < A('i', [97]); A('d', [float('nan')]) == A('d', [float('nan')]); hash(A('i'))
M._array_reconstructor(A, 'i', 8, b'abcd'); M._array_reconstructor(A, 'z', 8, b'abcd'); M._array_reconstructor(5, 'i', 8, b'abcd'); M._array_reconstructor(int, 'i', 8, b'abcd'); M._array_reconstructor(A, 'i', 99, b'abcd'); M._array_reconstructor(A, 'i', 8, 5); M._array_reconstructor(A, 'd', 16, b'12345678'); M._array_reconstructor(A, 'h', 1, b'abcd'); M._array_reconstructor(A, 'I', 18, b'abcd'); M._array_reconstructor(A, 'd', 15, b'abcd'); M._array_reconstructor(A, 'u', 21, b'\0\0\0a'); M._array_reconstructor(A, 'i', 9, b'abcd')
A('i', [1]).insert('a', 1); A('i', [1]).insert(0, 'a'); A('i', [1]).append(); A('i', [1]).__sizeof__(); type(iter(A('i'))).__name__; iter(A('i', [1])).__reduce__(); 1 in A('i', [1]); 'a' in A('i', [1]); A('i', [1]).typecode; A('l').itemsize; A('i', [1]).__copy__(); A('B', b'abc').tobytes(); A('u', '\U0001F600'); M.typecodes; A('i').tofile(5); len(A('d', [1, 2]))
""".replace('\n', ';').split(';'):
    if text.strip():
        show(text.strip())
a = A('i', range(10))
a[2:5] = A('i', [77]); print(a)
a[1:2] = A('i', [5, 6, 7]); print(a)
del a[::3]; print(a)
del a[-1]; print(a)
a[::2] = A('i', [0] * len(a[::2])); print(a)
a[:] = a; print(a)
a.insert(-1, 42); a.insert(100, 43); a.insert(-100, 44); print(a, a.pop(), a.pop(0), a)
a.reverse(); a.byteswap(); print(a); a.byteswap(); a *= 2; a += a; print(a, a.tolist() == list(a))
f = Out(); a.tofile(f); b = A('i'); b.fromfile(f, 3); print(b)
try:
    b.fromfile(f, 1000)
except EOFError as e:
    print(e, len(b) > 3)
m = memoryview(a); print(m.format, m.itemsize, m.nbytes, m[0], m.tolist() == a.tolist())
for op in (lambda: a.append(5), lambda: a.extend([5]), lambda: a.pop(), lambda: a.__setitem__(slice(0, 1), A('i', [1, 2]))):
    try:
        op()
    except BufferError as e:
        print(e)
m[0] = 99; print(a[0]); m.release(); a.append(1); print(a[-1])
s = A('i'); sizes = []
for i in range(30):
    s.append(i); sizes.append((s.__sizeof__() - A('i').__sizeof__()) // 4)
print(sizes)
