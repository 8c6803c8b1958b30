# What the text types show of themselves: signatures, iterators, subclasses, hashes, sizes, identity.
import sys

for t in (str, bytes, bytearray, memoryview):
    print(t.__name__, t.__basicsize__, t.__itemsize__, t.__text_signature__, t.__doc__)
    for name in sorted(vars(t)):
        print(name, type(vars(t)[name]).__name__, getattr(vars(t)[name], "__text_signature__", None))
for o in ("", "a", "é", "\u20ac", "\U00010400", "abc", b"", b"abc", bytearray(), memoryview(b"abc")):
    print(ascii(o) if not isinstance(o, memoryview) else "mv", sys.getsizeof(o), type(iter(o)).__name__)


class S(str):
    def __str__(self):
        return "S:" + self[:]


class B(bytes):
    pass


s = S("abc")
s.x = 1
print(type(s.upper()), type(s[:]), type(s + "d"), type(s * 1), type(s.strip()), str(s), repr(s), hash(s) == hash("abc"), s == "abc", {"abc": 1}[s], type("".join([s])), s.partition("x")[0] is s)
print(S(b"ab", "ascii"), S(), S(5), type(str(s)), "%s" % s, f"{s}", format(s), s.__getnewargs__())
t = B(b"abc")
print(type(t), type(t + b""), type(t[:]), hash(t) == hash(b"abc"), t == b"abc", B.fromhex("61 62"), type(B.fromhex("61")), bytes(t), t.__bytes__() is not t)
print(str(), str(1), str(b"a"), str(object=5), "ab" "cd", "a" is "a", "abc"[1] is "b", bytes([65]) is b"A", "" is "ab"[:0])
for it in (iter("abé"), iter("abc"), iter(b"abc")):
    next(it)
    print(type(it).__name__, it.__length_hint__(), it.__reduce__()[1:], list(it), it.__reduce__()[1:])
    it.__setstate__(1)
it = iter("abcd")
it.__setstate__(2)
print(list(it))
x = "a"
for i in range(200):
    x += chr(97 + i % 26)
print(len(x), x[-5:], max(x), min(x), sorted("bca"), "".join(reversed("abc")), "abc" * 3, 3 * "é", "z" in x, "bcd" in x)
for f in (lambda: "a" + 1, lambda: "a" * "b", lambda: "a"[1.5], lambda: "abc"["x"], lambda: "a"[9], lambda: 1 in "a", lambda: "a" < 1, lambda: "".join([1]), lambda: "".join(1), lambda: str(1, 2), lambda: b"a" + "a", lambda: b"a"[9], lambda: "a" in b"a", lambda: 300 in b"a", lambda: hash(bytearray()), lambda: str.maketrans(1), lambda: str.maketrans("a", "bc"), lambda: str.maketrans({"ab": 1}), lambda: "abc".translate({97: -1}), lambda: "abc".translate({97: 1.5}), lambda: "a".find(), lambda: "a".find("a", 1, 2, 3), lambda: "a".find("a", 1.5), lambda: "a".find(x="a"), lambda: "abc".split(sep="b", maxsplit=1), lambda: "abc".split(1), lambda: "a".center(3, "ab"), lambda: "a".upper(1), lambda: "a".replace("a"), lambda: "a".encode(errors=1), lambda: str.upper(1), lambda: str.upper(), lambda: bytes.fromhex("zz"), lambda: bytes.fromhex(1), lambda: "a".startswith((1,)), lambda: "a".startswith(1), lambda: "\u20ac".join(["a", "b", "c"]), lambda: "abc".expandtabs("a"), lambda: "a" * (2**62), lambda: str.__new__(int), lambda: str.__new__(1)):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
d = {chr(i): i for i in range(3000)}
print(len(d), d["\u0800"], d["é"], all(d[chr(i)] == i for i in range(3000)))
