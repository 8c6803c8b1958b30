# PEP 263: source in every encoding that Python has a codec for, and what is said about those it cannot read.
import ast, os, subprocess, sys, tempfile

LINES = 'x = "hé£"\nprint(ascii(x))\n'
ENCODINGS = ['utf-7', 'cp037', 'cp1252', 'latin-1', 'iso-8859-15', 'koi8-r', 'mac-roman', 'cp437', 'ascii', 'utf-8-sig', 'UTF8',
             'utf-8-unix', 'latin-1-dos', 'cp1251', 'rot13', 'hex', 'nope', 'unicode_escape', 'raw_unicode_escape', 'undefined']
for encoding in ENCODINGS:
    source = f'# -*- coding: {encoding} -*-\n'.encode()
    try:
        source += LINES.encode(encoding)
    except (UnicodeError, LookupError):
        source += b'x = "h\xe9"\nprint(ascii(x))\n'
    for work in (lambda: exec(compile(source, 's', 'exec'))), (lambda: print(type(ast.parse(source)).__name__)):
        try:
            work()
        except SyntaxError as e:
            print(encoding, type(e).__name__, e.args)
        except NameError as e:
            print(encoding, type(e).__name__, e)

# A codec of the program's own.
import codecs
def rot(data, errors='strict'):
    return bytes(data).decode('ascii').swapcase(), len(data)
codecs.register(lambda name: codecs.CodecInfo(lambda s, e: (s.encode(), len(s)), rot, name=name) if name == 'swapped' else None)
exec(compile(b'# coding: swapped\nPRINT("HELLO")', 's', 'exec'))

with tempfile.TemporaryDirectory() as directory:
    for encoding, body in [('utf-7', LINES.encode('utf-7')), ('nope', b'1'), ('ascii', b'x = "\xe9"'), ('rot13', b'1'), ('cp1252', b'"\x81"')]:
        path = os.path.join(directory, 'program.py')
        with open(path, 'wb') as file:
            file.write(f'# coding: {encoding}\n'.encode() + body)
        run = subprocess.run([sys.executable, path], capture_output=True, text=True)
        print(encoding, run.returncode, run.stdout.strip(), run.stderr.strip().splitlines()[-1:])
