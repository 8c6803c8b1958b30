# Regular expressions: every kind of instruction, on str and bytes, with groups, flags, substitution and scanning.
import re

PATTERNS = [
    r"a", r"abc", r"a*b", r"(a+|b)*c", r"(?:a|ab)(?:c|bcd)(d*)", r"(a)|(b)", r"((a)|(b))*", r"(?=ab)a", r"(?!ab)a.", r"(?<=a)b", r"(?<!a)b",
    r"a{2,3}", r"a{2,3}?", r"(ab){2,3}?c?", r"(a*)*", r"(a*)+", r"(a|b)*?c", r"(?:a?)*?b", r"\bab\b", r"\w+", r"\W+", r"\d+\s*", r"[^a]+", r"[a-c]{2}",
    r"^a", r"a$", r"(?m)^a", r"(?m)a$", r"(?s).+", r".+", r"(a)(?(1)b|c)", r"(?:(a)|b)(?(1)b|a)", r"(a)\1", r"(?i)(a)\1", r"(?i)AbC", r"(?i)[A-C]+",
    r"(?>a+)b", r"(?>a|ab)c", r"a++b", r"a*+a", r"(?:ab)*+a", r"(?:a|b)++c", r"(?:ab){1,2}+", r"((?=(a))a)*b", r"a.*?c", r"a.*c", r"[ab]*?c",
    r"(?P<x>a)(?P=x)", r"", r"(|a)+", r"(a|)+", r"(?:a+)+$", r"\Aab\Z", r"(?a:\w)", r"\B", r"(.)*b", r"((.)b?)*", r"(?:(a)|(b)|c)*", r"(a(b)?)+", r"(x)?(?(1)a|b)",
    r"(?<=(a))b", r"(?=(a+))a*b\1", r"(a{0,2}){2,}?b", r"[\u0400-\u04ff]+", r"(?i)ß", r"(?i)[k-s]+", r"(?i)\u212a", r"[^\W\d]+", r"(?x) a  b # c", r"[\w\s]+", r"(?-i:a)b", r"\x61\u0062",
]
SUBJECTS = ["", "a", "ab", "abc", "aab", "abab", "aabbcc", "abcabc1", "bca", "a\nb", "ab\n", "éab", "ABab", "aaaa", "aabab c1", "ßSs", "kK\u212asſ", "абв", "a\U00010400b"]
for p in PATTERNS:
    rx = re.compile(p)
    print(p, rx.flags, rx.groups, dict(rx.groupindex))
    for s in SUBJECTS:
        row = []
        for how in (rx.match, rx.fullmatch, rx.search):
            m = how(s)
            row.append(None if m is None else (m.regs, m.lastindex, m.lastgroup))
        print(ascii(s), row, ascii(rx.findall(s)), ascii(rx.split(s)), ascii(rx.sub("<\\g<0>>", s)), rx.subn("-", s, 2)[1], [m.span() for m in rx.finditer(s)])
    print([m and m.span() for m in (rx.search("xxab", 1), rx.search("abab", 1, 3), rx.match("ab", 5), rx.match("ab", -3, 10**6))])


def show(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


m = re.match(r"(?P<a>\w)(?P<b>x)?(\d+)", "q12")
for f in (
    lambda: m, lambda: m.group(), lambda: m.group(1, "b", 3), lambda: m[3], lambda: m["a"], lambda: m.groups(), lambda: m.groups(0), lambda: m.groupdict(), lambda: m.groupdict("-"),
    lambda: m.start(2), lambda: m.span("a"), lambda: m.end(9), lambda: m["zz"], lambda: m.group(1.5), lambda: m.expand(r"\g<a>-\3-\2"), lambda: m.expand(r"\9"), lambda: (m.pos, m.endpos, m.string, m.re.pattern),
    lambda: re.compile("a"), lambda: re.compile(b"a", re.I | re.X), lambda: re.compile("a" * 250, re.M), lambda: re.compile("a") == re.compile("a"), lambda: re.compile("a") == re.compile(b"a"),
    lambda: re.compile("a").match(b"a"), lambda: re.compile(b"a").match("a"), lambda: re.match("a", 1), lambda: re.compile("("), lambda: re.compile("a**"), lambda: re.compile("[b-a]"), lambda: re.compile(r"\1"), lambda: re.compile("(?P<1>a)"),
    lambda: re.sub("a", lambda m: m.group().upper(), "banana"), lambda: re.sub("a", lambda m: None, "banana"), lambda: re.sub("a", lambda m: 1, "banana"), lambda: re.sub("(a)", r"[\1\\n]\n", "ba"), lambda: re.sub("a", r"\q", "a"), lambda: re.sub("x*", "-", "abxd"),
    lambda: re.split(r"(\W)", "a,b c"), lambda: re.split("x*", "axbc"), lambda: re.split("a", "banana", 1), lambda: re.findall(b"\\w+", b"ab cd\xff"), lambda: re.findall(rb"[\x80-\xff]", bytearray(b"a\xe9")), lambda: re.escape("a.b*c é"),
    lambda: re.search("b", memoryview(b"abc")).group(), lambda: re.compile("a").scanner("aba").search().span(), lambda: re.fullmatch("a|ab", "ab").span(), lambda: re.compile("a", 2**40),
    lambda: re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\s+", None), (r"\w+", lambda s, t: t)]).scan("a 12 b"), lambda: re.Pattern[str], lambda: type(m)(),
):
    show(f)
import copy, pickle
print(copy.copy(m) is m, copy.deepcopy(m.re) is m.re, pickle.loads(pickle.dumps(re.compile("a+", re.I))))
print(len(re.sub(r"(?:x|y)*z", "", "xy" * 20000 + "z")), re.match(r"(?:a|b)*", "ab" * 30000).end())
