"""Conway's game of life on an endless board: a set of cells, and a Counter of neighbours.

    tyston examples/life.py [GENERATIONS]
"""

import sys
from collections import Counter

GLIDER_GUN = """
........................O...........
......................O.O...........
............OO......OO............OO
...........O...O....OO............OO
OO........O.....O...OO..............
OO........O...O.OO....O.O...........
..........O.....O.......O...........
...........O...O....................
............OO......................
"""


def parse(picture):
    return {
        (x, y)
        for y, line in enumerate(picture.split())
        for x, c in enumerate(line)
        if c == "O"
    }


def step(cells):
    near = Counter(
        (x + dx, y + dy)
        for x, y in cells
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        if dx or dy
    )
    return {cell for cell, n in near.items() if n == 3 or (n == 2 and cell in cells)}


def show(cells, width=60, height=24):
    for y in range(height):
        print("".join("O" if (x, y) in cells else "·" for x in range(width)))


generations = int(sys.argv[1]) if len(sys.argv) > 1 else 90
cells = parse(GLIDER_GUN)
for _ in range(generations):
    cells = step(cells)
show(cells)
print(f"generation {generations}: {len(cells)} cells")
