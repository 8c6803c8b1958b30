"""-X no_debug_ranges and PYTHONNODEBUGRANGES: code objects tell lines, but no columns."""

import os
import subprocess
import sys

PROGRAM = """
def f():
    return (1 +
            2 / 0)

print({p[1] == p[0] and p[2:] == (None, None) for p in f.__code__.co_positions()})
print([line for *_, line in f.__code__.co_lines()] != [])
import traceback
try:
    f()
except ZeroDivisionError:
    print(traceback.format_exc().count("^"))
f()
"""

for options, variables in (
    (["-X", "no_debug_ranges"], {}),
    ([], {"PYTHONNODEBUGRANGES": "1"}),
    (["-E"], {"PYTHONNODEBUGRANGES": "1"}),
    ([], {"PYTHONNODEBUGRANGES": ""}),
    ([], {}),
):
    run = subprocess.run(
        [sys.executable, *options, "-c", PROGRAM],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )
    print(options, variables)
    print(run.stdout)
    print(run.stderr)
