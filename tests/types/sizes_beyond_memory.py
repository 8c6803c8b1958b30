"""What is larger than any memory: which error says so."""
import sys

most = sys.maxsize


def attempt(name, make):
    try:
        make()
    except (MemoryError, OverflowError) as error:
        print(name, type(error).__name__, error)


for n in most, most // 2:
    print(n)
    attempt('bytes', lambda: bytes(n))
    attempt('repeat', lambda: b'a' * n)
    attempt('repeat two', lambda: b'ab' * n)
    attempt('ljust', lambda: b'a'.ljust(n))
    attempt('rjust', lambda: b'a'.rjust(n))
    attempt('center', lambda: b'a'.center(n))
    attempt('zfill', lambda: b'a'.zfill(n))
    attempt('to_bytes', lambda: (1).to_bytes(n, 'big'))
    attempt('to_bytes of less than 0', lambda: (-1).to_bytes(n, 'big'))
    attempt('bytearray', lambda: bytearray(n))
    attempt('str', lambda: 'a' * n)
    attempt('list', lambda: [1] * n)
    attempt('shift', lambda: 1 << n)

for exponent in 53, 62, 63, 65, 66, 70, 200:
    attempt(f'1 << 2 ** {exponent}', lambda: 1 << 2**exponent)
