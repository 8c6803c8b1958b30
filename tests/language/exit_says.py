"""Whatever has something to say when a program ends says it: each kind alone in a program of its own."""

import os
import subprocess
import sys
import tempfile

PROGRAMS = {
    "nothing": "x = [1, 2]",
    "__del__": "class C:\n def __del__(self): print('del')\nc = C()",
    "__del__ without collector": "class C:\n __slots__ = ()\n def __del__(self): print('del')\nc = C()",
    "__del__ of a class": "class M(type):\n def __del__(cls): print('del')\nclass C(metaclass=M): pass",
    "__del__ in a cycle": "class C:\n def __del__(self): print('del')\nc = C()\nc.c = c\ndel c",
    "__del__ in sys": "import sys\nclass C:\n def __del__(self): print('del')\nsys.c = C()",
    "__del__ in a function": "class C:\n def __del__(self): print('del')\ndef f(c=C()): pass",
    "__del__ in frozen": "import gc\nclass C:\n def __del__(self): print('del')\nc = C()\ngc.freeze()",
    "generator": "def g():\n try: yield 1\n finally: print('finally')\ni = g()\nnext(i)",
    "generator not begun": "def g():\n try: yield 1\n finally: print('finally')\ni = g()",
    "generator at its end": "def g():\n try: yield 1\n finally: print('finally')\ni = g()\nprint(*i)",
    "coroutine": "async def f(): print('ran')\nc = f()",
    "weak callback": "import weakref\nclass C: pass\nc = C()\nr = weakref.ref(c, lambda r: print('callback'))",
    "built-in weak callback": "import weakref\nclass C: pass\nc = C()\nr = weakref.proxy(c, lambda r: print('callback'))",
    "weak set": "import weakref\nclass C: pass\nc = C()\ns = weakref.WeakSet([c])",
    "weak dict": "import weakref\nclass C:\n def __del__(self): print('del')\nc = C()\nd = weakref.WeakValueDictionary(c=c)",
    "file": "f = open(PATH, 'w')\nf.write('text')",
    "binary file": "f = open(PATH, 'wb')\nf.write(b'bytes')",
    "closed file": "with open(PATH, 'w') as f: f.write('text')",
    "stream replaced": "import sys\nsys.stdout = sys.__stdout__ = open(PATH, 'w')\nprint('text')",
    "stream wrapped": "import io, sys\nout = io.TextIOWrapper(sys.stdout.detach())\nout.write('wrapped')",
    "second stream": "out = open(1, 'w', closefd=False)\nout.write('second')",
    "file subclass": "import io\nclass F(io.StringIO):\n def close(self): print('close')\nf = F()",
    "StringIO": "import io\nf = io.StringIO('x')\ng = io.BytesIO()",
    "without newline": "print('x', end='')",
    "traceback": "class C:\n def __del__(self): print('del')\ndef f():\n c = C()\n 1/0\nf()",
    "warning": "import warnings\nwarnings.simplefilter('always')\nf = open(PATH)",
    "gc.disable": "import gc\ngc.disable()\nclass C:\n def __del__(self): print('del')\nc = C()\nc.c = c\ndel c",
}

fd, path = tempfile.mkstemp()
os.close(fd)
for name, program in PROGRAMS.items():
    open(path, "w").close()
    done = subprocess.run(
        [sys.executable, "-c", program.replace("PATH", repr(path))], capture_output=True, text=True
    )
    print(name, done.returncode, [done.stdout], [done.stderr.replace(path, "PATH")], [open(path).read()])
os.unlink(path)
