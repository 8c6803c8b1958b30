"""string.Template, string.Formatter and textwrap: placeholders, errors, wrapping."""
import string
import textwrap


def attempt(label, function):
    try:
        print(label, '=', repr(function()))
    except Exception as error:
        print(label, '!', type(error).__name__, error)


T = string.Template
attempt('plain', lambda: T('$a and ${b}, $$').substitute(a=1, b='two'))
attempt('mapping', lambda: T('$a $b').substitute({'a': 1}, b=2))
attempt('missing', lambda: T('$a $b').substitute(a=1))
attempt('safe', lambda: T('$a $b ${c} $').safe_substitute(a=1))
attempt('invalid', lambda: T('line\n  $1').substitute())
attempt('identifiers', lambda: T('$a ${b} $a').get_identifiers())
attempt('valid', lambda: (T('$a').is_valid(), T('$1').is_valid()))
F = string.Formatter()
attempt('formatter', lambda: F.format('{0} {x!r} {1:>{w}}', 'a', 'b', x='c', w=4))
attempt('auto', lambda: F.format('{} {}', 1, 2))
attempt('mixed', lambda: F.format('{} {0}', 1, 2))
attempt('missing field', lambda: F.format('{x}'))
attempt('parse', lambda: list(F.parse('a{b!r:>{c}}d{{e}}')))
attempt('capwords', lambda: (string.capwords(' ab  cd '), string.capwords('a-b', '-')))
text = 'The quick brown fox, averylongwordindeed-withhyphens jumps  over\tthe lazy dog. ' * 2
for width in (10, 20, 40):
    print(textwrap.wrap(text, width))
print(textwrap.fill(text, 30, initial_indent='* ', subsequent_indent='  '))
attempt('shorten', lambda: (textwrap.shorten(text, 20), textwrap.shorten('Hello world', 11, placeholder='…'), textwrap.shorten('Hello', 5)))
attempt('shorten too short', lambda: textwrap.shorten('Hello world', 3))
attempt('no break', lambda: textwrap.wrap('aaaaaaaaaa bb', 4, break_long_words=False))
attempt('max lines', lambda: textwrap.wrap(text, 20, max_lines=2))
attempt('width 0', lambda: textwrap.wrap('a', 0))
attempt('dedent', lambda: textwrap.dedent('  a\n    b\n\n  c\n'))
attempt('dedent mixed', lambda: textwrap.dedent('\ta\n  b'))
attempt('indent', lambda: textwrap.indent('a\n\nb\n', '> '))
attempt('indent all', lambda: textwrap.indent('a\n\nb\n', '> ', lambda line: True))
# a literal with %, a tuple display, widths
n, t = 5, 'abcdef'; print('%-4s|%4s|%.2s|%8.3r|%-6a|' % (n, t[1:3], t, t, 'é'), '%%%5s' % (n,), '%s%3s' % (t[0], n))
