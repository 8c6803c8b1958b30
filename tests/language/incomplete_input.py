# What an interactive loop asks of the compiler: is this statement complete, wrong, or not finished yet?
import code, codeop, io, contextlib

INCOMPLETE, KEEP_BLOCK_OPEN = 0x4000, 0x200

PIECES = [
    '', '\n', '#c', 'a', 'a =', 'a b', '(', '[1,\n2', ')', 'x = (1,', 'f(a', 'a.', '1 +', '...', 'a **', '"abc"', "''",
    'if x:', 'if x:\n', 'if x:\n  y', 'if x:\n  y\n', 'if x:\n  y\n  # c', 'if x:\n    a\n  b', '  a',
    'def f(', 'def f():\n    x = """', 'class C:', '@dec', '@dec\n', '@a\ndef f():\n  pass\n', 'try:\n  pass\nexcept',
    'try:\n  pass', 'try:\n  pass\n', 'for x in', 'while 1:\n  a\n\n', 'match x:\n case 1:', 'match x:\n case 1:\n  pass\n',
    '"""', "'''a\nb", '"a', "'\\", "'''\\", 'f"{a"', 'a\\\n', '\\', 'a\n# c\n\\\n', '0x', 'a?', 'raise = 2\n\n',
    'from x import (a,', 'lambda', 'return', 'x = 1; y', 'a = 1\nb = 2', 'é = ', "é = '''", 'def f():\n    pass\n#foo\n',
]

def attempt(work):
    try:
        return 'more' if work() is None else 'code'
    except SyntaxError as e:
        return f'{type(e).__name__}{e.args}'

for piece in PIECES:
    for mode in 'single', 'exec', 'eval':
        print(repr(piece), mode)
        print('  codeop:', attempt(lambda: codeop.compile_command(piece, 's', mode)))
        for flags in INCOMPLETE, KEEP_BLOCK_OPEN, INCOMPLETE | KEEP_BLOCK_OPEN:
            print(f'  {flags:#x}:', attempt(lambda: compile(piece, 's', mode, flags)))

SESSION = '''x = 3
x
if x:
    print('x is', x)
    for i in range(2):
        i

def f(a):
    """Over
    lines."""

    return a * 2

f(x)
(1,
 2)
1/0
a b
from __future__ import annotations
def g(a: nowhere): pass

g.__annotations__
class C:
  def __repr__(self): return 'C()'

C()
'''.splitlines()

class Scripted(code.InteractiveConsole):
    def __init__(self, lines):
        super().__init__({'__name__': '__console__'})
        self.lines = iter(lines)

    def raw_input(self, prompt=''):
        for line in self.lines:
            print(prompt + line)
            return line
        raise EOFError

    def write(self, data):
        print(data, end='')

Scripted(SESSION).interact('hello', 'bye')
