"""Writes src/modules/cjk/tables.gen.ts: the double-byte character sets of East Asia, as the codecs of the Python that runs this
script have them:

    python3.11 scripts/cjk-tables.py > src/modules/cjk/tables.gen.ts

Each encoding is a grid of cells, lead byte by trail byte (and a second grid behind the lead byte 8F, where there is one), written as
its difference from an encoding that it extends. How characters are encoded follows from the grid; what does not is listed.
"""

import base64
import sys

LEADS, TRAILS = range(0x81, 0xFF), range(0x30, 0xFF)
CELLS = len(LEADS) * len(TRAILS)
# The second characters of the pairs that have one code.
MARKS = [0x309A, 0x300, 0x301, 0x2E5, 0x2E9, 0x304, 0x30C]
# A cell whose two bytes are taken as one mistake.
BOTH_ILLEGAL = 1

# Rows of the second plane of JIS X 0213 that Shift_JIS has behind the first plane's.
SJIS_SECOND_PLANE = [1, 8, 3, 4, 5, 12, 13, 14, 15, *range(78, 95)]

# Encoding, the encoding that it extends, how it is laid out beside that one.
ENCODINGS = [
    ("euc_jp", None, "same"),
    ("shift_jis", "euc_jp", "sjis"),
    ("cp932", "shift_jis", "same"),
    ("euc_jis_2004", "euc_jp", "same"),
    ("euc_jisx0213", "euc_jis_2004", "same"),
    ("shift_jis_2004", "euc_jis_2004", "sjis"),
    ("shift_jisx0213", "shift_jis_2004", "same"),
    ("gb2312", None, "same"),
    ("gbk", "gb2312", "same"),
    ("gb18030", "gbk", "same"),
    ("big5", None, "same"),
    ("cp950", "big5", "same"),
    ("big5hkscs", "big5", "same"),
    ("euc_kr", None, "same"),
    ("cp949", "euc_kr", "same"),
    ("johab", None, "same"),
]


def varint(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def signed(n):
    return varint(-2 * n - 1 if n < 0 else 2 * n)


def value(text):
    if len(text) == 1:
        return ord(text)
    first, second = text
    return ord(first) | (MARKS.index(ord(second)) + 1) << 18


def text(v):
    return chr(v & 0x3FFFF) + (chr(MARKS[(v >> 18) - 1]) if v >> 18 else "")


def alone(encoding, byte):
    """What a byte is by itself: a character, or None where it leads others or nothing."""
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return None


def cell(encoding, code):
    try:
        return value(code.decode(encoding))
    except UnicodeDecodeError as error:
        return BOTH_ILLEGAL if error.end == 2 and len(code) == 2 else 0


def grid(encoding, prefix):
    cells = []
    for lead in LEADS:
        single = not prefix and alone(encoding, lead) is not None
        for trail in TRAILS:
            cells.append(0 if single else cell(encoding, prefix + bytes([lead, trail])))
    if not prefix and encoding in GRIDS_3:
        for i in range(len(TRAILS)):
            cells[(0x8F - 0x81) * len(TRAILS) + i] = 0
    return cells


def at(lead, trail):
    return (lead - 0x81) * len(TRAILS) + trail - 0x30


def sjis_layout(first, second):
    """The grid of an EUC encoding, as Shift_JIS lays it out."""
    cells = [0] * CELLS
    for lead in [*range(0x81, 0xA0), *range(0xE0, 0xFD)]:
        for trail in [*range(0x40, 0x7F), *range(0x80, 0xFD)]:
            c = lead - (0x81 if lead < 0xE0 else 0xC1)
            t = trail - (0x40 if trail < 0x80 else 0x41)
            row, column = 2 * c + t // 94, t % 94
            if row < 94:
                cells[at(lead, trail)] = first[at(row + 0xA1, column + 0xA1)]
            elif second is not None:
                cells[at(lead, trail)] = second[at(SJIS_SECOND_PLANE[row - 94] + 0xA0, column + 0xA1)]
    return cells


def run(cells, start, expected):
    n = start
    while n < len(cells) and cells[n] == expected(n):
        n += 1
    return n - start


def pack(cells, base):
    """Runs: of the base's cells (0), of empty ones (1), of values (2), of values that follow each other (3)."""
    out, i, last = bytearray(), 0, 0
    literals = []

    def flush():
        nonlocal last
        if literals:
            out.extend(varint(len(literals) * 4 + 2))
            for v in literals:
                out.extend(signed(v - last - 1))
                last = v
            literals.clear()

    while i < len(cells):
        previous = literals[-1] if literals else last
        runs = (
            run(cells, i, lambda n: base[n]) if base else 0,
            run(cells, i, lambda n: 0),
            run(cells, i, lambda n: previous + 1 + n - i),
        )
        best = max(runs)
        if best < 3:
            literals.append(cells[i])
            i += 1
            continue
        flush()
        kind = runs.index(best)
        out.extend(varint(best * 4 + (3 if kind == 2 else kind)))
        if kind == 2:
            last += best
        i += best
    flush()
    return bytes(out)


GRIDS_3 = ("euc_jp", "euc_jis_2004", "euc_jisx0213")
two, three = {}, {}


def four_byte(code_points):
    """The codes of four bytes of GB 18030: the rest of the basic plane in order, then the other planes."""
    codes = {}

    def code(index, first):
        index, d = divmod(index, 10)
        index, c = divmod(index, 126)
        a, b = divmod(index, 10)
        return bytes([first + a, 0x30 + b, 0x81 + c, 0x30 + d])

    for index, c in enumerate(code_points):
        codes[c] = code(index, 0x81)
    for c in range(0x10000, 0x110000):
        codes[c] = code(c - 0x10000, 0x90)
    return codes


def hangul(c):
    """A syllable that KS X 1001 has not, as its letters: initial, vowel, final, behind a filler (eight bytes)."""
    index = c - 0xAC00
    initial = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[index // 588]
    vowel = chr(0x314F + index // 28 % 21)
    final = "ㅤㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"[index % 28]
    return "".join("ㅤ" + initial + vowel + final).encode("cp949")


def predicted(encoding):
    """What follows from the grids: the first code of a character is the one that it is encoded to."""
    codes = {chr(c): bytes([c]) for c in range(0x80)}
    for byte in range(256):
        one = alone(encoding, byte)
        if one is not None:
            codes.setdefault(one, bytes([byte]))
    for prefix, cells in ((b"", two[encoding]), (b"\x8f", three.get(encoding, ()))):
        for i, v in enumerate(cells):
            if v > BOTH_ILLEGAL:
                codes.setdefault(text(v), prefix + bytes([LEADS[i // len(TRAILS)], TRAILS[i % len(TRAILS)]]))
    if encoding == "gb18030":
        rest = [c for c in range(0x80, 0x10000) if chr(c) not in codes and not 0xD800 <= c < 0xE000]
        for c, code in four_byte(rest).items():
            codes[chr(c)] = code
    if encoding == "euc_kr":
        for c in range(0xAC00, 0xD7A4):
            if chr(c) not in codes:
                codes[chr(c)] = hangul(c)
    return codes


def exceptions(encoding):
    codes = predicted(encoding)
    found = []
    for c in range(0x110000):
        try:
            code = chr(c).encode(encoding)
        except UnicodeEncodeError:
            code = b""
        if code != codes.get(chr(c), b""):
            found.append((c, int.from_bytes(code, "big")))
    for pair, code in codes.items():
        assert len(pair) == 1 or pair.encode(encoding) == code, (encoding, pair)
    out, last = varint(len(found)), 0
    for c, code in found:
        out += varint(c - last) + varint(code)
        last = c
    print(encoding, len(found), "exceptions", [(hex(c), hex(code)) for c, code in found[:12]], file=sys.stderr)
    return out


def singles(encoding):
    """Bytes that are a character by themselves and not the one of their number; those from 80 on that are not listed lead others."""
    found = [(b, ord(alone(encoding, b))) for b in range(256) if alone(encoding, b) not in (None, chr(b)) or (b >= 0x80 and alone(encoding, b))]
    return varint(len(found)) + b"".join(varint(b) + varint(c) for b, c in found)


def refused(encoding):
    """Bytes after which nothing is waited for: they begin no code."""
    found = []
    for b in range(0x80, 256):
        try:
            bytes([b]).decode(encoding)
        except UnicodeDecodeError as error:
            if error.reason.startswith("illegal"):
                found.append(b)
    return varint(len(found)) + b"".join(varint(b) for b in found)


print("// Generated by scripts/cjk-tables.py. Do not edit.")
print("\n/** The second characters of the pairs that have one code. */")
print(f"export const MARKS: readonly number[] = {MARKS};")
print("""
export interface Packed {
  /** The encoding that this one extends, and whether that one is to be laid out as Shift_JIS lays it out. */
  readonly base: string | null;
  readonly sjis: boolean;
  /** Bytes that are a character by themselves; bytes that begin nothing; cells; characters encoded otherwise than the cells say. */
  readonly data: string;
  readonly threeBytes: boolean;
}
export const TABLES: Readonly<Record<string, Packed>> = {""")
total = 0
for encoding, base, layout in ENCODINGS:
    two[encoding] = grid(encoding, b"")
    if encoding in GRIDS_3:
        three[encoding] = grid(encoding, b"\x8f")
    base_two = two.get(base)
    if layout == "sjis":
        base_two = sjis_layout(two[base], three.get(base) if base == "euc_jis_2004" else None)
    data = singles(encoding) + refused(encoding) + pack(two[encoding], base_two)
    if encoding in GRIDS_3:
        data += pack(three[encoding], three.get(base))
    data += exceptions(encoding)
    total += len(data)
    print(f"  {encoding}: {{")
    print(f"    base: {repr(base) if base else 'null'},")
    print(f"    sjis: {'true' if layout == 'sjis' else 'false'},")
    print(f"    threeBytes: {'true' if encoding in GRIDS_3 else 'false'},")
    print(f"    data: '{base64.b64encode(data).decode()}',")
    print("  },")
print("};")
print(total, "bytes", file=sys.stderr)
