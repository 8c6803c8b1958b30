"""_tokenize: the compiler's own tokens."""
import _tokenize

SOURCES = [
    "def f(x): # c\n  return 1+'''a\nb''' ; y\n\n",
    "x = (1,\n     2) # two\n\n# alone\ny\n",
    "a = 1 + \\\n  2\nb\n",
    "if 1:\n\tif 2:\n\t\tpass\nelse: 'é' + x",
    "async def f(): await x\n",
    "",
    "\n",
    "(1\n  def",
    "if 1:\n    a\n  b",
    "(1+2]",
    "1_",
    "'abc",
    "x = '''abc\n",
    "0b12",
    "€",
    "a\n]",
    "f'{x!r}' ... -> := ** //= != <>\n",
]
for source in SOURCES:
    print(repr(source))
    try:
        for token in _tokenize.TokenizerIter(source):
            print("  ", token)
    except SyntaxError as error:
        print("  ", error.args)
