# binascii, base64 and csv.
import binascii as b, base64, csv, io

def show(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, ascii(str(e)))

for s in ("", "a", "ab", "abc", "YWI=", "YWI=YWI=", "Y W\nI=", "YWI=x", "=YWI", "YW=I=", "é", "YQ=", "YQ==", "YQ==YQ==", "Y===", "YWJj=", "====", "=", "YQ==\n", "YQ=b", "YQ==="):
    show(lambda: b.a2b_base64(s))
    show(lambda: b.a2b_base64(s, strict_mode=True))
    show(lambda: b.a2b_hex(s))
data = [b"", b"a", b"ab", b"abc", bytes(range(40)), b"a=b \t\nc\xff. x _ ", b"a" * 100, b".\nab \n", b"a b_c", b"x\r\ny \r\n"]
for d in data:
    print(b.b2a_base64(d), b.b2a_base64(d, newline=False), b.b2a_hex(d), b.crc32(d), b.crc32(d, 5), b.crc_hqx(d, 7))
    show(lambda: b.b2a_uu(d))
    show(lambda: b.a2b_uu(b.b2a_uu(d)))
    for k in range(8):
        show(lambda: b.b2a_qp(d, quotetabs=bool(k & 1), istext=bool(k & 2), header=bool(k & 4)))
    show(lambda: b.a2b_qp(b.b2a_qp(d)) == d)
    print(base64.b32encode(d), base64.b85encode(d), base64.urlsafe_b64encode(d))
show(lambda: b.hexlify(b"abcd", "-", -3))
show(lambda: b.a2b_uu(b"#86)Cxxx"))
show(lambda: b.a2b_uu(b"#\x80"))
show(lambda: b.a2b_base64(1))
show(lambda: b.b2a_base64("a"))

LINES = [["a,b", '"c""d",e', "x\n", '"mul\n', 'ti",y'], ["a\nb"], [b"a"], ['"a"b'], ['"a'], ["1,\"2\",x"], ["1,\"2\",3"], ["a\\,b"], ["a, b"], [""], ["a\\"], ["a\r\n", "b\r"], ['a"b,c'], ['"a" ,c'], ["a;b;'c;d'"], ["a\0b"]]
OPTIONS = [{}, {"strict": True}, {"quoting": csv.QUOTE_NONNUMERIC}, {"quoting": csv.QUOTE_NONE}, {"escapechar": "\\"}, {"skipinitialspace": True}, {"delimiter": ";", "quotechar": "'"}, {"doublequote": False}, {"dialect": "excel-tab"}, {"quotechar": None}]
for lines in LINES:
    for o in OPTIONS:
        show(lambda: list(csv.reader(lines, **o)))
ROWS = [[1, "a", None, 1.5, "x,y", 'q"r', "l\nm", ""], ["a,b"], ['a"b'], [], [""], [None], 1, [" a"], ["\\", "\r"], "ab", [1]]
for row in ROWS:
    for o in OPTIONS + [{"quoting": csv.QUOTE_ALL}, {"lineterminator": "!"}, {"delimiter": "1"}]:
        f = io.StringIO()
        show(lambda: (csv.writer(f, **o).writerow(row), f.getvalue()))
for o in ({"delimiter": "ab"}, {"delimiter": 1}, {"delimiter": ""}, {"delimiter": None}, {"quotechar": ""}, {"quoting": 5}, {"quoting": "a"}, {"quotechar": None, "quoting": 0}, {"lineterminator": None}, {"lineterminator": 1}, {"escapechar": 1}, {"dialect": "nope"}, {"doublequote": "x"}):
    show(lambda: csv.reader([], **o).dialect.doublequote)
show(lambda: csv.reader(1))
show(lambda: csv.writer(1))
show(lambda: csv.get_dialect("nope"))
show(lambda: csv.register_dialect(1))
print(sorted(csv.list_dialects()), csv.field_size_limit(3))
show(lambda: list(csv.reader(["abcdef"])))
csv.field_size_limit(131072)
f = io.StringIO()
w = csv.DictWriter(f, ["a", "b"])
w.writeheader()
w.writerows([{"a": 1, "b": "x y"}, {"a": "é", "b": ","}])
f.seek(0)
print(ascii(f.getvalue()), list(csv.DictReader(f)), csv.Sniffer().sniff("a;b\n1;2\n").delimiter)
