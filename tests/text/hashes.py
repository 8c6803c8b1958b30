"""_md5, _sha1, _sha256 and _sha512: digests at the borders of blocks, copies, what is refused."""

import _md5
import _sha1
import _sha256
import _sha512

makers = [_md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512]
for make in makers:
    for n in (0, 1, 3, 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 255, 256, 1000):
        print(make.__name__, n, make(bytes(i * 7 % 251 for i in range(n))).hexdigest())
    h = make(b"abc")
    print(h.name, h.digest_size, h.block_size, type(h).__name__, type(h).__module__)
    twin = h.copy()
    for piece in (b"x" * 30, bytearray(b"y" * 70), memoryview(b"z" * 200)):
        twin.update(piece)
    print(h.hexdigest(), twin.hexdigest(), twin.digest()[:4])
    for bad in ("text", 5, None):
        for f in (make, h.update):
            try:
                f(bad)
            except TypeError as e:
                print(type(e).__name__, e)
    print(make(string=b"q", usedforsecurity=False).hexdigest() == make(b"q").hexdigest())
    try:
        type(h)()
    except TypeError as e:
        print(e)
    print(repr(h).startswith(f"<{type(h).__module__}.{h.name} object at "))
print([k for k in vars(_sha256) if not k.startswith("__")])
print([k for k in vars(_sha512) if not k.startswith("__")], _sha512.SHA384Type.__name__)
