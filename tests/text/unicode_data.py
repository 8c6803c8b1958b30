# unicodedata over all code points, by checksums; names, aliases, sequences, normal forms, and Unicode 3.2.
import unicodedata as u

def checksum(f, step=1):
    h = 0
    for c in range(0, 0x110000, step):
        for x in str(f(chr(c))):
            h = (h * 31 + ord(x)) & 0xFFFFFFFF
    return h

for db in (u, u.ucd_3_2_0):
    print(db.unidata_version)
    for f in (db.category, db.bidirectional, db.combining, db.mirrored, db.east_asian_width, db.decomposition):
        print(f.__name__, checksum(f, 101))
    print(checksum(lambda s: db.decimal(s, -1), 101), checksum(lambda s: db.digit(s, -1), 101), checksum(lambda s: db.numeric(s, -1), 101), checksum(lambda s: db.name(s, ""), 101))
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        print(form, checksum(lambda s: "" if "\ud800" <= s <= "\udfff" else db.normalize(form, s), 97))
for s in ("e\u0301\u0323", "\u1e69", "\uac01", "\u1100\u1161\u11a8", "ﬁ½²", "\u0344", "\u212b", "a\u0308\u0308", "\u0958"):
    print([ascii(u.normalize(f, s)) for f in ("NFC", "NFD", "NFKC", "NFKD")], [u.is_normalized(f, s) for f in ("NFC", "NFD", "NFKC", "NFKD")])
for n in ("SPACE", "latin small letter a", "LATIN SMALL LETTER GHA", "LINE FEED", "NEW LINE", "KEYCAP NUMBER SIGN", "CJK UNIFIED IDEOGRAPH-4E00", "cjk unified ideograph-4e00", "CJK UNIFIED IDEOGRAPH-1", "HANGUL SYLLABLE GAG", "nope", ""):
    try:
        print(n, ascii(u.lookup(n)))
    except KeyError as e:
        print(n, e)
for f in (lambda: u.name("\n"), lambda: u.name("\n", 1), lambda: u.decimal("x"), lambda: u.digit("x"), lambda: u.numeric("x"), lambda: u.category("ab"), lambda: u.category(1), lambda: u.decimal("ab"), lambda: u.normalize("X", "a"), lambda: u.ucd_3_2_0.name("\u1e9e"), lambda: type(u.ucd_3_2_0)(), lambda: "\N{BULLET}\N{DIGIT ONE}", lambda: "é\u20ac".encode("ascii", "namereplace"), lambda: b"\\N{BULLET}".decode("unicode_escape")):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, e)
names = ["isalpha", "isdecimal", "isdigit", "isnumeric", "islower", "isupper", "istitle", "isspace", "isprintable", "isidentifier", "isalnum", "lower", "upper", "title", "casefold", "swapcase", "capitalize"]
for n in names:
    f = getattr(str, n)
    print(n, checksum(f, 103))
