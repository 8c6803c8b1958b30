# Regular expressions as programs use them: groups, flags, substitution, scanning, errors.
import re
print(re.findall(r'(\w)(\d)', 'a1 b2 c'), re.findall(r'\d+', 'a12b345'), re.split(r'[,;]\s*', 'a, b;c,d'), re.split(r'(-)', 'a-b-c', maxsplit=1), re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'), re.sub('a', lambda m: m[0].upper() + str(m.start()), 'banana', 2), re.subn('x*', '-', 'abxd'))
m = re.match(r'(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?', '2020-05 rest'); print(m, m.group(), m.groups(), m.groupdict(), m.span('m'), m['y'], m.lastgroup, m.lastindex, m.start('d'), m.expand(r'\g<y>/\2'), m.pos, m.endpos, m.re.groups, m.string[:4], m.groups('none'))
for p, s in ((r'^a.c$', 'abc'), (r'(?i)ABC', 'xabcx'), (r'a(?=b)', 'ab'), (r'a(?!b)', 'ab'), (r'(?<=x)y', 'xy'), (r'(?<!x)y', 'xy'), (r'(a+)+b', 'aaab'), (r'(a|b)*c', 'ababc'), (r'a{2,3}', 'aaaa'), (r'a{2,3}?', 'aaaa'), (r'(.)\1', 'abccd'), (r'\bfoo\b', 'a foo b'), (r'[^a-c]+', 'abcdef'), (r'(?s)a.b', 'a\nb'), (r'(?m)^b$', 'a\nb\nc'), (r'(?x) a  b # c', 'ab'), (r'\d+(?:\.\d*)?', '3.14'), (r'(?P<q>["\']).*?(?P=q)', 'say "hi" \'x\''), (r'(a)?(?(1)b|c)', 'c'), (r'[\w.]+@[\w.]+', 'mail me@x.org now'), (r'é+', 'caféé'), (r'[😀-😂]', 'x😁'), (r'\w+', 'naïve'), (r'(?a)\w+', 'naïve'), (r'(?>a+)b', 'aab'), (r'a++b', 'aab'), (r'\Aab\Z', 'ab\n'), (r'x*', ''), (r'[]a]+', ']a'), (r'[a\-z]+', 'a-z'), (r'\x41\u0042\t', 'AB\t'), (r'(?:a|ab)(?:c|bcd)', 'abcd'), (r'((a)|b)+', 'ab')):
    r = re.search(p, s); print(p, r and (r.span(), r.group(), r.groups()))
print([m.span() for m in re.finditer(r'a|', 'aba')], re.fullmatch('a+', 'aab'), re.escape('a.b*c é'), re.compile('a', re.I | re.M).flags, re.compile('x') is re.compile('x'), repr(re.compile('a', re.I)), re.I | re.S, re.RegexFlag(0))
for bad in ('(', ')', '[a', '*a', 'a**', '(?P<1>a)', '(?P<n>a)(?P<n>b)', '\\1', '(?P=x)', 'a{3,2}', '(?<=a*)b', '\\q', '[z-a]', '(?z)', '(?', '(?P<', '(?i', '\\', '(?(2)a)', '[\\d-z]', 'a(?i)b', '(?#', '\\x4', '\\u12'):
    try: print(repr(bad), re.compile(bad).pattern)
    except re.error as e: print(repr(bad), e, e.pos, e.lineno, e.colno)
print(re.sub(r'(?P<a>x)', r'[\g<a>\g<1>\g<0>]', 'axb'), re.sub('x', r'\n\\', 'axb'), re.sub(b'x', b'y', b'axb'), re.findall(rb'\w+', b'a b'))
for bad in (lambda: re.sub('x', r'\9', 'x'), lambda: re.sub('x', r'\g<z>', 'x'), lambda: re.match('a', b'a'), lambda: re.match(b'a', 'a'), lambda: re.match('a', 5), lambda: re.match('(a)', 'a')[5], lambda: re.match('a', 'a')['n'], lambda: re.sub('a', 5, 'a'), lambda: re.compile(5), lambda: re.compile(re.compile('a'), re.I)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
sc = re.Scanner([(r'\d+', lambda s, t: int(t)), (r'[a-z]+', lambda s, t: t), (r'\s+', None)]); print(sc.scan('12 abc 3 !'))
p = re.compile(r'(\w)(\w)?'); print(p.sub(r'<\2\1>', 'abc'), p.groups, p.groupindex, p.search('xyz', 1), p.match('xyz', 1, 2), p.fullmatch('ab'), p.pattern, [m.groups() for m in p.finditer('abc')])
tok = re.compile(r'\s*(?:(\d+)|(.))'); print([m.groups() for m in tok.finditer('3 + 4*(2)')])
print(len(re.findall(r'(?i)the', 'The the tHe')), re.sub(r'\s+', ' ', ' a \n b\t'), re.split('', 'ab'), re.split('x*', 'axbc'))
