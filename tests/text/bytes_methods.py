# The methods that bytes and bytearray share, with seeded arguments; results and exceptions are printed.

state = 20220615


def rand(n):
    global state
    state = (state * 1103515245 + 12345) % 2147483648
    return (state >> 8) % n


def pick(seq):
    return seq[rand(len(seq))]


WORDS = [
    b"", b"a", b"b", b"ab", b"abc", b" ", b"  a b ", b"\n", b"a\r\nb\n\nc", b"A", b"aB", b"\xff", b"\x80a", b"12", b"-5", b"abcabc",
    b"aaaa", b"a,b,,c", b",", b"'", b'"', b"'\"", b"\\", b"\x00", b"\t", b"Hello World", b"\x0b", b"\x1c", b"it's",
]


def text():
    b = pick(WORDS) if rand(5) < 3 else b"".join(pick(WORDS) for _ in range(2 + rand(3)))
    return bytearray(b) if rand(4) == 0 else b


def number():
    return pick([-100, -3, -2, -1, 0, 1, 2, 3, 4, 5, 8, 10])


def index():
    return pick([None, number(), number()])


ARGUMENTS = {
    "find": "s??", "rfind": "s??", "index": "s??", "rindex": "s??", "count": "s??", "startswith": "p??", "endswith": "p??",
    "removeprefix": "s", "removesuffix": "s", "replace": "ssn", "split": "zn", "rsplit": "zn", "splitlines": "b",
    "partition": "s", "rpartition": "s", "join": "l", "center": "nc", "ljust": "nc", "rjust": "nc", "zfill": "n",
    "expandtabs": "n", "strip": "z", "lstrip": "z", "rstrip": "z", "lower": "", "upper": "", "swapcase": "", "capitalize": "",
    "title": "", "isascii": "", "islower": "", "isupper": "", "istitle": "", "isspace": "", "isdigit": "", "isalpha": "",
    "isalnum": "", "translate": "t", "__getitem__": "i", "__contains__": "s", "__add__": "s", "__mul__": "n", "__lt__": "s",
    "__eq__": "s", "__ge__": "s", "__repr__": "", "__len__": "", "hex": "hn", "decode": "e",
}


def argument(kind):
    if rand(40) == 0:
        return pick([None, 1, 1.5, "a", [], (), True, -1, 300])
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
        return pick([b"*", b"x", bytearray(b"-"), b"ab", b""])
    if kind == "l":
        return [text() for _ in range(rand(5))]
    if kind == "t":
        return pick([None, bytes(range(255, -1, -1)), bytes(range(256)), b"abc"])
    if kind == "h":
        return pick([":", "-", b".", "ab", "é"])
    if kind == "e":
        return pick(["utf-8", "ascii", "latin-1", "utf-16", "utf-32"])
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
