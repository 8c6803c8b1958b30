"""What a file that ends where an indented block is expected is told, and a text that does."""

import os
import subprocess
import sys
import tempfile

SOURCES = (
    "def f():\n",
    "class A:\n    def f(self):",
    "for x in y:\n\n\n# comment\n",
    "if 1:\nx = 1\n",
    "if 1:\n    pass\n  x = 2\n",
)
with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "program.py")
    for source in SOURCES:
        with open(file, "w") as f:
            f.write(source)
        run = subprocess.run([sys.executable, file], capture_output=True, text=True)
        print(run.stderr.replace(folder, ""))
        try:
            compile(source, "text", "exec")
        except IndentationError as e:
            print(e.args)
