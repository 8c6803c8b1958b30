"""audioop: every operation on samples of every size."""

import warnings

warnings.simplefilter("ignore", DeprecationWarning)
import audioop
import random
import struct

rng = random.Random(5)
data = {n: rng.randbytes(n * 40) for n in (1, 2, 3, 4)}
edges = {
    1: bytes([0, 0x12, 0x45, 0xBB, 0x7F, 0x80, 0xFF]),
    2: struct.pack("<7h", 0, 0x1234, 0x4567, -0x4567, 0x7FFF, -0x8000, -1),
    3: b"".join(struct.pack("<i", v)[:3] for v in (0, 0x123456, 0x456789, -0x456789, 0x7FFFFF, -0x800000, -1)),
    4: struct.pack("<7i", 0, 0x12345678, 0x456789AB, -0x456789AB, 0x7FFFFFFF, -0x80000000, -1),
}


def show(*calls):
    for call in calls:
        try:
            r = call()
            print(r.hex() if isinstance(r, bytes) else (r[0].hex(), r[1]) if isinstance(r, tuple) and isinstance(r[0], bytes) else r)
        except Exception as e:
            print(type(e).__name__, e)


for n in (1, 2, 3, 4):
    for f in (b"", data[n], bytearray(edges[n]), memoryview(edges[n])):
        print(n, len(f))
        show(*(lambda name=name: getattr(audioop, name)(f, n) for name in ("max", "minmax", "avg", "rms", "avgpp", "maxpp", "cross")))
        show(lambda: audioop.getsample(f, n, 3), lambda: audioop.getsample(f, n, -1), lambda: audioop.reverse(f, n), lambda: audioop.byteswap(f, n))
        show(*(lambda x=x: audioop.mul(f, n, x) for x in (0, 2, -1.5, 0.01)))
        show(*(lambda x=x: audioop.bias(f, n, x) for x in (0, 1, -1, 0x7FFFFFFF, -0x80000000)))
        show(lambda: audioop.tostereo(f, n, 1, 0.5), lambda: audioop.tomono(f, n, 0.5, 0.25), lambda: audioop.add(f, audioop.reverse(f, n), n))
        show(*(lambda m=m: audioop.lin2lin(f, n, m) for m in (1, 2, 3, 4, 5)))
        show(lambda: audioop.lin2ulaw(f, n), lambda: audioop.lin2alaw(f, n), lambda: audioop.lin2adpcm(f, n, None), lambda: audioop.lin2adpcm(f, n, (100, 30)))
        show(lambda: audioop.ratecv(f, n, 1, 8000, 11025, None), lambda: audioop.ratecv(f, n, 1, 3, 1, None), lambda: audioop.ratecv(f, n, 1, 8000, 16000, None, 3, 1))
    codes = bytes(range(256))
    show(lambda: audioop.ulaw2lin(codes, n), lambda: audioop.alaw2lin(codes, n), lambda: audioop.adpcm2lin(codes, n, None), lambda: audioop.adpcm2lin(codes, n, (-5, 88)))

state, parts = None, []
for i in range(0, 80, 8):
    part, state = audioop.ratecv(data[2][i : i + 8], 2, 2, 8000, 11025, state, 5, 2)
    parts.append(part)
print(b"".join(parts) == audioop.ratecv(data[2][:80], 2, 2, 8000, 11025, None, 5, 2)[0], state)
a = struct.pack("<20h", *(rng.randrange(-3000, 3000) for _ in range(20)))
print(audioop.findfit(a, a[10:20]), audioop.findfactor(a[:10], a[4:14]), audioop.findmax(a, 4), audioop.findmax(a, 0))
show(
    lambda: audioop.max(b"abc", 2),
    lambda: audioop.max(b"abc", 0),
    lambda: audioop.max("abc", 1),
    lambda: audioop.max(b"abc"),
    lambda: audioop.findfit(b"abc", b"ab"),
    lambda: audioop.findfit(b"ab", b"abcd"),
    lambda: audioop.findfactor(b"ab", b"abcd"),
    lambda: audioop.findmax(b"ab", 5),
    lambda: audioop.add(b"ab", b"abcd", 2),
    lambda: audioop.tomono(b"ab", 2, 1, 1),
    lambda: audioop.lin2adpcm(b"ab", 2, 3),
    lambda: audioop.lin2adpcm(b"ab", 2, (1, 89)),
    lambda: audioop.lin2adpcm(b"ab", 2, (1, 2, 3)),
    lambda: audioop.adpcm2lin(b"ab", 2, (1 << 15, 0)),
    lambda: audioop.ratecv(b"ab", 2, 0, 1, 1, None),
    lambda: audioop.ratecv(b"ab", 2, 2, 1, 1, None),
    lambda: audioop.ratecv(b"ab", 2, 1, 0, 1, None),
    lambda: audioop.ratecv(b"ab", 2, 1, 1, 1, 3),
    lambda: audioop.ratecv(b"ab", 2, 1, 1, 1, (0, ())),
    lambda: audioop.ratecv(b"ab", 2, 1, 1, 1, None, 0),
    lambda: audioop.ratecv(b"ab", 4, 1 << 30, 1, 1, None),
    lambda: audioop.mul(b"ab", 2, "x"),
)
print(audioop.error.__mro__)
