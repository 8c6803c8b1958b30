# % formatting, str.format and format(): conversions, flags, fields, nesting, and their errors.

def show(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


FORMATS = "%s %d %r %5s| %-5d| %05d %x %#x %X %o %#o %c %% %e %.2f %g %10.3e %+d |%.3s %i %u %a %F %G %+.1f %08.2f %-8.2f| %.0f %#.0f %5% % %z %(a)s %(a)d %() %(a %*d %.*f %#.3g %ld %.5d %5c| %-5c|".split(" ")
VALUES = [(), (1,), ("a",), ("a", 2), 1, "x", {"a": 1}, 1.5, None, [1], (1, 2, 3), {"a": "b"}, 255, -255, 10**25, 3.14159, 1e300, float("inf"), float("nan"), "é中", True, b"x", (5, 3), (5, 3.14159), ("*", 1)]
for f in FORMATS:
    for v in VALUES:
        show(lambda: f % v)
        show(lambda: f.encode() % v)


class P:
    a = 1
    items = [1, 2, {"k": "v"}]
    def __format__(self, spec):
        return "<%s>" % spec
    def __repr__(self):
        return "P()"


FIELDS = ["{}", "{0}", "{1}", "{a}", "{0.a}", "{0.items[2][k]}", "{0.items[0]}", "{0.items[x]}", "{!r}", "{!s:>5}", "{!a}", "{!x}", "{!", "{!}", "{!r", "{!rx}", "{:{}}", "{:{}{}}", "{:{a}}", "{0:{0:{0}}}", "{", "}", "{{", "}}", "{{}}", "{}{0}", "{0}{}", "{0[}", "{0[]}", "{0.}", "{0.a.}", "{0[0]x}", "{a{b}}", "{99999999999999999999}", "{0:x}", "{-1}", "{ }", "{a b}", "{0:}", "x{0}y{1}z", "{a!r:^10}", "{0[a]}", "{٣}"]
for f in FIELDS:
    show(lambda: f.format())
    show(lambda: f.format(P(), 3, a="kw"))
    show(lambda: f.format({"a": 5}, "é", a=7))
    show(lambda: f.format_map({"a": P(), "0": 2}))
    show(lambda: f.format_map([1]))
SPECS = ["", "10", "<10", ">10", "^10", "*^11", ".2", "5.1", "é>6", "=5", "+5", "#", "d", "s", "10s", "08", "x<3", "\U0001F600>4", ",", "_", "5,", "{", ".", ".s", " 5", "z", "99999999999999999999", "<", "<<", "<<5", "0", "00", "05s", "1.2.3", "c"]
for s in SPECS:
    for v in ("", "a", "abc", "é中"):
        show(lambda: format(v, s))
        show(lambda: f"{v:{s}}")
show(lambda: format("a", 1))
import _string
for f in FIELDS:
    show(lambda: list(_string.formatter_parser(f)))
    show(lambda: (_string.formatter_field_name_split(f)[0], list(_string.formatter_field_name_split(f)[1])))
import string
show(lambda: string.Formatter().format("{0} {a!r} {1:>{w}}", 1, "x", a="q", w=4))
show(lambda: string.Template("$a ${b} $$").substitute(a=1, b=2))
class S(str):
    def __mod__(self, other):
        return "mine"
    def __rmod__(self, other):
        return "right"
show(lambda: S("%s") % 1)
show(lambda: "%s" % S("x"))
print(ascii("{0:\x00<6s}|{0:\x00^6s}|{1:\x00>6d}".format("foo", 5)), ascii(format("foo", "\x00<6")))
print("abc".__getnewargs__(), "abc".__getnewargs__()[0] is "abc".__str__(), "".__getnewargs__())
