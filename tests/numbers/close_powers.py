"""Powers that lie next to the middle of two doubles, where the C library does not always give the nearest: its bits are Python's."""
import math

for base, exponent in [
    (9007199254740991, -3),
    (float.fromhex('0x1.edc3937541774p+2'), float.fromhex('0x1.af7c17fbb589cp+3')),
    (float.fromhex('0x1.d1ab851eb851fp+9'), float.fromhex('0x1.6e00000000000p+6')),
    (10.0, 210.0),
    (float.fromhex('0x1.1570a1923ff96p+60'), 11.0),
    (float.fromhex('0x1.06d38766bd769p+2'), float.fromhex('0x1.acf4476fe9478p+3')),
    (float.fromhex('0x1.000006168ebc3p+0'), float.fromhex('0x1.0ba99cb269dddp+20')),
    (float.fromhex('0x1.55ccccccccccdp+6'), 2.5),
]:
    print(base, exponent, (base**exponent).hex(), math.pow(base, exponent).hex(), (-float(base)) ** int(exponent))

# Ties, and what has a way of its own: squares, roots, reciprocals.
for base in 134217729.0, 1.1, 0.1, 3.0, 1e-160, 1.3e-162, 1e154, 1e160, 5e-324, 1.7976931348623157e308:
    print(base, end=' ')
    for exponent in 2.0, -1.0, 0.5, -0.5, 3.0, -2.0:
        try:
            print((base**exponent).hex(), end=' ')
        except OverflowError as error:
            print(error, end=' ')
    print()

# Many more in few words.
state, sums = 1, []
for row in range(20):
    total = 0
    for column in range(400):
        state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        value = (state >> 11) / 2**53 * 30 + 0.01
        for exponent in 2.0, -1.0, 0.5, 11.25:
            total ^= hash(value**exponent)
    sums.append(total)
print(sums)
