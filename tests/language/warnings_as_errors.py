# A warning of the compiler that a filter makes an error is a SyntaxError at its place; else it is only shown.
import warnings

PROGRAMS = [
    r'"\d"', 'x = """\n\\d"""', r'"a" "\d" "b"', r'f"\d{x}"', r'f"{x:\d}"', r'é = "\d"', 'f"""{"é"} \n\\d"""', r'b"\d"', r'"\400"',
    '("\\d"\n + "\\e" "\\f")', r'x[1].y is "\z"', '"\\d"\nreturn', 
    '1if 2else 3', 'é = 0x1for x in y', 'x = 1or 2\n', '1_000or 2', '0o7or 1', '0b1or 1', '1.5or 1', '1jif 1 else 2', '1e5or 2',
    "f'{1if 2else 3}'", "z = 1\nf'''{1}\n{0x1or 2}'''",
    '1 is 1', '\n\nx = (1 is\n   2)', '1 is 1 is not 2', 'assert (1,\n2)', '"a"\n(1)(2)\n', '[1][1, 2]', 'é = {}()', '(1)[0]', '{1}[0]',
    'def f():\n  x = 5; "" is x', '1 is 1\nreturn', '(yield) is 1', 'f"{1 is 1}"', '""[None]', '(lambda: 0)[1]', '(x for x in y)()',
]
for action in 'error', 'always', 'ignore':
    for source in PROGRAMS:
        for text in source, source.encode():
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter(action)
                try:
                    compile(text, 'prog.py', 'exec')
                    result = 'compiled'
                except SyntaxError as e:
                    result = type(e).__name__, e.args, e.__context__
            print(action, ascii(text), result, [(w.category.__name__, str(w.message), w.filename, w.lineno) for w in caught])

# A filter's own exception goes through as it is.
class Strange(Exception):
    pass
def showwarning(*args):
    raise Strange(args[0])
with warnings.catch_warnings():
    warnings.simplefilter('always')
    warnings.showwarning = showwarning
    for source in '"\\d"', '1 is 1', '1or 2':
        try:
            compile(source, 's', 'exec')
        except Strange as e:
            print('Strange', type(e.args[0]).__name__, e)
