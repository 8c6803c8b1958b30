# Every method of str over characters of all kinds, with seeded arguments; results and exceptions are printed.

state = 20220615


def rand(n):
    global state
    state = (state * 1103515245 + 12345) % 2147483648
    return (state >> 8) % n


def pick(seq):
    return seq[rand(len(seq))]


WORDS = [
    "", "a", "b", "ab", "abc", "aab", " ", "  a b  ", "\t", "\n", "a\r\nb\n\nc", "A", "Ab", "aBc", "ß", "é", "É", "ŉ", "ǆ",
    "ǅ", "İ", "Σ", "aΣ", "ΑΣ", "ΣΑ", "ﬁ", "中文", "日本 語", "\U0001F600", "a\U00010400", "\U00010428", "\ud800", "x\udc80y",
    "1", "12", "٣", "²", "½", "Ⅷ", "_", "a_1", "1a", "\x00", "\x85", "\u2028", "\x1c", "\xa0", "\u3000", "title case HERE",
    "it's", "'", '"', "'\"", "\\", "\x7f", "\xad", "abcabc", "aaaa", "a,b,,c", ",", "-5", "+12", "007", "\ufffe", "e\u0301",
]


def text():
    return pick(WORDS) if rand(5) < 3 else "".join(pick(WORDS) for _ in range(2 + rand(3)))


def number():
    return pick([-100, -3, -2, -1, 0, 1, 2, 3, 4, 5, 8, 10])


def index():
    return pick([None, number(), number()])


ARGUMENTS = {
    "find": "s??", "rfind": "s??", "index": "s??", "rindex": "s??", "count": "s??", "startswith": "p??", "endswith": "p??",
    "removeprefix": "s", "removesuffix": "s", "replace": "ssn", "split": "zn", "rsplit": "zn", "splitlines": "b",
    "partition": "s", "rpartition": "s", "join": "l", "center": "nc", "ljust": "nc", "rjust": "nc", "zfill": "n",
    "expandtabs": "n", "strip": "z", "lstrip": "z", "rstrip": "z", "lower": "", "upper": "", "casefold": "", "swapcase": "",
    "capitalize": "", "title": "", "isascii": "", "islower": "", "isupper": "", "istitle": "", "isspace": "", "isdecimal": "",
    "isdigit": "", "isnumeric": "", "isalpha": "", "isalnum": "", "isidentifier": "", "isprintable": "", "translate": "t",
    "__getitem__": "i", "__contains__": "s", "__add__": "s", "__mul__": "n", "__lt__": "s", "__eq__": "s", "__ge__": "s",
    "__repr__": "", "__len__": "", "__sizeof__": "", "__getnewargs__": "",
}


def argument(kind):
    if rand(40) == 0:
        return pick([None, 1, 1.5, b"a", [], (), True, -1, 10**20])
    if kind == "s":
        return text()
    if kind == "?":
        return index()
    if kind == "p":
        return text() if rand(3) else tuple(text() for _ in range(rand(4)))
    if kind == "n":
        return number()
    if kind == "b":
        return pick([True, False, 0, 1])
    if kind == "z":
        return None if rand(5) < 2 else text()
    if kind == "c":
        return pick(["*", "é", "中", "\U0001F600", "ab", ""])
    if kind == "l":
        return [text() for _ in range(rand(5))]
    if kind == "t":
        return {ord(pick("ab cÉ中")): pick([None, "x", "zz", 65, 0x1F600, ""]) for _ in range(3)}
    if kind == "i":
        return number() if rand(2) else slice(index(), index(), pick([None, None, 1, 2, -1, -2, 3, 0]))


for name, kinds in ARGUMENTS.items():
    for _ in range(40):
        s = text()
        args = [argument(k) for k in kinds[: rand(len(kinds) + 1)]]
        try:
            print(name, ascii(s), ascii(args), ascii(getattr(s, name)(*args)))
        except Exception as e:
            print(name, ascii(s), ascii(args), type(e).__name__, ascii(str(e)))
