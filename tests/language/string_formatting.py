# str.format with custom __format__, nested fields, attribute and item lookups; % with mappings; Template; textwrap.
import string, textwrap
class P:
    x = 5
    def __format__(self, s): return f'P<{s}>'
    def __getitem__(self, k): return f'item {k!r}'
p = P()
print('{:abc} {0.x if}'.format(p) if False else '{:abc} {}'.format(p, p), '{0.x} {0[key]} {0[1]} {0[-1]}'.format(p), '{a[b][c]}'.format(a={'b': {'c': 'deep'}}), '{:{}.{}f}'.format(3.14159, 8, 2), '{0:{1}}'.format('x', '>5'), '{!s} {!r} {!a}'.format('é', 'é', 'é'))
print('%(a)s %(b)5.2f %(a)r' % {'a': 'x', 'b': 2}, '%-10s|%+5d|%05d|%5.1f%%' % ('l', 3, 42, 99.5), '%s' % ((1, 2),), '%s %s' % (1, [2]), '%o %x %X %#o %#x' % (8, 255, 255, 8, 255), '%e %E %g %G' % (1.5, 1.5, 1e-10, 1e20), '%c%c' % (65, 'B'), '%5s%-5s|' % ('a', 'b'), '%.3s' % 'abcdef', '%i %u' % (3.9, 4), '% d %+d' % (5, 5), '%.0f %.1f' % (0.5, 0.25), '%10.4s|' % 'abcdefgh', '%r' % (None,), '%a' % 'ü')
for t, v in (('b', 10), ('o', 10), ('x', 255), ('X', 255), ('#b', 5), ('d', 5), ('n', 5), ('c', 97), ('e', 5), ('f', 5), ('g', 5), ('%', 5), (',', 10**9), ('_', 10**9), ('_x', 10**9), ('_b', 300), ('+', 5), (' ', 5), ('05', -5), ('<5', 5), ('^5', 5), ('=+5', 5), ('*>5', 5), ('.2', 5.678), ('.2f', 5.678), ('10.2e', 5.678), (',.2f', 12345.678), ('.0f', 2.5), ('g', 1e10), ('.3g', 1234.5), ('#g', 1.0), ('z', 1), ('z.1f', -0.01), ('s', 'a'), ('5', 'a'), ('.1', 'ab'), ('^7.2', 'abc'), ('é>4', 'a'), ('d', 'a'), ('s', 5), ('.2', 5), ('c', 1.5), (',', 'a'), ('=5', 'a'), ('05', 'a'), ('', None), ('5', None), ('', [1]), ('x', 1.5), ('', 1.5), ('5', True), ('d', True), ('', 2**70), ('e', 2**70), ('%', 0.123), ('.1%', 0.12345), ('n', 1234567.5), (',', 1.5), ('_.3f', 1234567.5), ('020,', 1234567), ('<<5', 'a'), ('{<5', 'a'), ('99999', 'a'), ('.', 'a'), ('.f', 1.0), ('+s', 'a'), ('#s', 'a'), (' s', 'a'), ('ss', 'a'), ('1a', 5), (',d', 5000), ('_d', 5000), (',x', 5000), ('+c', 65)):
    try: r = format(v, t); print(repr(t), v, '=', repr(r) if len(r) < 99 else len(r))
    except (ValueError, TypeError) as e: print(repr(t), v, '->', type(e).__name__, e)
T = string.Template('$a ${b}c $$ $d'); print(T.safe_substitute(a=1, b=2), T.substitute(a=1, b=2, d=3))
try: T.substitute(a=1)
except KeyError as e: print('KeyError', e)
class F(string.Formatter):
    def get_value(self, k, a, kw): return kw.get(k, f'<{k}>') if isinstance(k, str) else a[k]
    def convert_field(self, v, c): return str(v).upper() if c == 'u' else super().convert_field(v, c)
print(F().format('{0} {name!u} {missing}', 1, name='n'), list(string.Formatter().parse('a{b!r:c}d{{}}')), string.capwords('hello  world'), string.ascii_lowercase[:3], string.punctuation[:5])
text = 'The quick brown fox jumps over the lazy dog. ' * 3
print(textwrap.fill(text, 40, initial_indent='* ', subsequent_indent='  ')); print(textwrap.shorten(text, 30), textwrap.dedent('  a\n    b\n  c'), textwrap.indent('a\n\nb', '> '), textwrap.wrap('averyveryverylongword short', 8))
class Fm:
    def __format__(self, s): return 5
for bad in ("format(Fm())", "'{}'.format(Fm())", "f'{Fm()}'", "format(5, 5)", "object().__format__('x')", "'{0}{}'.format(1)", "'{}{0}'.format(1)", "'{a b}'.format(**{'a b': 1})", "'{0[}'.format(1)", "'{0.}'.format(1)", "'{!}'.format(1)", "'{!x}'.format(1)", "'{:{:{}}}'.format(1, 2, 3)", "'{0!r'.format(1)", "'}{'.format(1)", "'%(a' % {}", "'%(a)s' % 5", "'%(a)s' % {}", "'%*s' % ('a', 1)", "'%s' % ()", "'%5' % 1", "'%c' % 'ab'", "'%c' % -1", "'%d' % None", "'%f' % 'a'"):
    try: print(bad, '=', eval(bad))
    except Exception as e: print(bad, '->', type(e).__name__, e)
