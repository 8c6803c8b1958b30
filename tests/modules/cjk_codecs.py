"""The codecs of East Asia, all of them: characters, pairs of bytes, random bytes and texts, by digests."""

import codecs
import hashlib
import random

ENCODINGS = (
    "gb2312 gbk gb18030 hz big5hkscs shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 euc_jisx0213 shift_jisx0213 "
    "euc_kr cp949 johab big5 cp950 iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext"
).split()
BLOCK = 2048


def digest(blocks):
    h = hashlib.sha1()
    for block in blocks:
        h.update(block)
    return h.hexdigest()[:12]


def encoded(encoding):
    for start in (0, 0x2000, 0x3000, 0x5000, 0x8000, 0xAC00, 0xE000, 0xF000, 0x20000):
        yield "".join(map(chr, range(start, start + BLOCK))).encode(encoding, "backslashreplace")


def decoded(encoding):
    for first in range(1, 256, 8):
        data = b"".join(bytes([first, second, 10]) for second in range(256))
        yield data.decode(encoding, "backslashreplace").encode("utf-8", "surrogatepass")


def errors(encoding, r):
    letters = b"\x1b$()&@B.NAJDCQPOI~{}\n\x0e\x0fAz !\x81\x8e\x8f\x90\xa1\xa4\xd4\xbf\xbe\xed\xfe\x300x"
    for i in range(100):
        data = bytes(r.choice(letters) for _ in range(r.randrange(12)))
        for how in "strict", "replace", "ignore":
            try:
                yield data.decode(encoding, how).encode("utf-8", "surrogatepass")
            except UnicodeDecodeError as e:
                yield str(e).encode()
            except RuntimeError as e:
                yield str(e).encode()


def pieces(encoding, r):
    characters = "aZ~\\\n\u4e16\u754c\u3042\u304b\u309a\u00e6\u0300\u00ca\u0304\u02e9\u02e5\uac00\ubdc1\u00a5\u203e\uff71\U00020089"
    encoder = codecs.getincrementalencoder(encoding)("ignore")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for i in range(40):
        text = "".join(r.choice(characters) for _ in range(r.randrange(5)))
        data = encoder.encode(text, i % 7 == 6)
        yield data + str(encoder.getstate()).encode()
        for j in range(0, len(data), 2):
            yield decoder.decode(data[j : j + 2]).encode()
            yield repr(decoder.getstate()).encode()


r = random.Random(5)
for encoding in ENCODINGS:
    print(
        encoding,
        digest(encoded(encoding)),
        digest(decoded(encoding)),
        digest(errors(encoding, r)),
        digest(pieces(encoding, r)),
    )
