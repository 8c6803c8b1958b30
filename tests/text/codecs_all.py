# Codecs and error handlers: the built-in ones, those of the package encodings, and handlers that programs register.
import codecs

TEXTS = ["", "abc", "é", "\u20ac uro", "\U00010400", "\ud800", "a\udc80b", "\udcff\udcfe", "+-~\\", "x\x00\x7f\x80", "日本語", "ß\ufffe"]
DATA = [b"", b"abc", b"\xc3\xa9", b"\xff\xfe", b"\xff\xfea\0", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"a\x80b\xffc", b"\0\0\0a", b"+AGE-", b"\\u20ac\\x41\\N{DIGIT ONE}", b"\x00\xd8\x00\xdc", b"\x81\x40"]
NAMES = ["utf-8", "UTF8", "utf_16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii", "latin-1", "iso8859-15", "cp1252", "koi8-r", "utf-7", "unicode_escape", "raw_unicode_escape", "utf-8-sig", "cp437", "mac_roman", "nope", "idna", "punycode", "charmap"]
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass", "mine", "nope"]


def mine(e):
    if isinstance(e, UnicodeEncodeError):
        return ("[%d-%d]" % (e.start, e.end), e.end)
    if isinstance(e, UnicodeDecodeError):
        return ("<%s>" % e.object[e.start:e.end].hex(), e.end)
    raise e


codecs.register_error("mine", mine)
for name in NAMES:
    for errors in ERRORS:
        for t in TEXTS:
            try:
                print(name, errors, ascii(t), t.encode(name, errors))
            except Exception as e:
                print(name, errors, ascii(t), type(e).__name__, ascii(str(e)), getattr(e, "start", None), getattr(e, "end", None), getattr(e, "reason", None))
        for d in DATA:
            try:
                print(name, errors, d, ascii(d.decode(name, errors)))
            except Exception as e:
                print(name, errors, d, type(e).__name__, ascii(str(e)), getattr(e, "start", None), getattr(e, "end", None), getattr(e, "reason", None))

for bad in (lambda e: 1, lambda e: ("x",), lambda e: ("x", "y"), lambda e: (1, 1), lambda e: ("x", 100), lambda e: ("x", -100), lambda e: (b"y", e.end), lambda e: ("é", e.end)):
    codecs.register_error("bad", bad)
    for f in (lambda: "a\u20ac".encode("ascii", "bad"), lambda: b"a\xff".decode("ascii", "bad"), lambda: "a\ud800b".encode("utf-8", "bad"), lambda: "a\ud800".encode("utf-16", "bad")):
        try:
            print(ascii(f()))
        except Exception as e:
            print(type(e).__name__, ascii(str(e)))
for name in ("utf-8", "utf-16", "utf-32", "utf-7", "utf-8-sig"):
    d = codecs.getincrementaldecoder(name)("strict")
    data = "aé\u20ac\U00010400z".encode(name)
    print(name, [ascii(d.decode(data[i : i + 1], i == len(data) - 1)) for i in range(len(data))])
    e = codecs.getincrementalencoder(name)()
    print(name, [e.encode(c) for c in "aé\u20ac\U00010400"])
for n in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "surrogatepass"):
    h = codecs.lookup_error(n)
    for e in (UnicodeEncodeError("ascii", "a\u20ac\udc80", 1, 3, "r"), UnicodeDecodeError("utf-8", b"a\xff\xfe", 1, 3, "r"), UnicodeTranslateError("a\u20acb", 1, 2, "r"), ValueError("v")):
        try:
            print(n, ascii(h(e)))
        except Exception as x:
            print(n, type(x).__name__, ascii(str(x)))
print(codecs.lookup("UTF 8").name, codecs.lookup("latin1").name, codecs.encode("abc", "rot13"), codecs.decode(b"YWJj\n", "base64"), codecs.encode(b"a", "hex"))
for f in (lambda: "a".encode("rot13"), lambda: b"a".decode("hex"), lambda: "a".encode(1), lambda: codecs.encode(1, "utf-8"), lambda: codecs.lookup("a\0b"), lambda: str(b"\xff", "ascii"), lambda: str("a", "ascii"), lambda: str(1, "ascii"), lambda: str(b"ab", errors="strict"), lambda: str(bytearray(b"\xc3\xa9"), "utf-8")):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


# What fails inside of a codec says which codec it was, where the exception has nothing of its own.
class Plain(RuntimeError):
    pass


class Slotted(RuntimeError):
    __slots__ = ("more",)


for error in (Plain("text"), Slotted("text"), RuntimeError("a", "b"), RuntimeError()):

    def fail(*args):
        raise error

    codecs.register(search := lambda name: codecs.CodecInfo(fail, fail) if name == "failing" else None)
    try:
        "x".encode("failing")
    except RuntimeError as e:
        print(type(e).__name__, e, repr(e.__cause__))
    codecs.unregister(search)
for name, data in (("hex_codec", b"1"), ("zlib_codec", b"x")):
    try:
        codecs.decode(data, name)
    except Exception as e:
        print(type(e).__name__, e, repr(e.__cause__))

# In development mode names are checked that are not needed.
import subprocess, sys

code = """
for f in (lambda: str(b"", "nope"), lambda: str(b"", errors="nope"), lambda: b"".decode("utf-8", "nope"), lambda: "".encode("nope"),
          lambda: "x".encode(errors="nope"), lambda: bytes("", "utf-8", "nope"), lambda: bytearray("", "nope")):
    try:
        print(repr(f()))
    except LookupError as e:
        print(e)
"""
for options in ((), ("-X", "dev")):
    print(subprocess.run([sys.executable, *options, "-c", code], capture_output=True, text=True).stdout)

# UTF-7: halves of pairs, and bits that are left over.
for raw in (b"a+2AE-b", b"a+2AE\xffb", b"a+2AE", b"a+2AEA-b", b"a+2AH-b", b"a+IKzYAQ\xffb", b"a+IKzYAd-b", b"a+IKwgrNgB+AGE-b", b"a+2AEb"):
    for errors in ("replace", "ignore", "strict"):
        try:
            print(raw, errors, ascii(raw.decode("utf-7", errors)))
        except UnicodeDecodeError as e:
            print(raw, e)
