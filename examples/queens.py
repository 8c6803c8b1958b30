"""Eight queens by generators: each row asks the rows above for their placements.

    tyston examples/queens.py [N]
"""

import sys


def place(n, row):
    if row == 0:
        yield ()
        return
    for above in place(n, row - 1):
        for column in range(n):
            if all(column != c and abs(column - c) != row - 1 - r for r, c in enumerate(above)):
                yield (*above, column)


n = int(sys.argv[1]) if len(sys.argv) > 1 else 8
solutions = list(place(n, n))
for column in solutions[0] if solutions else ():
    print(" ".join("♛" if c == column else "·" for c in range(n)))
print(f"{n} queens: {len(solutions)} ways")
