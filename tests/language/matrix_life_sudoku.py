# Game of life on sets, sudoku by constraint, n queens, knight's tour, mandelbrot, spiral: loops over grids.
def life(cells):
    from collections import Counter
    n = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {c for c, k in n.items() if k == 3 or k == 2 and c in cells}
g = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(20): g = life(g)
print(sorted(g)); print('\n'.join(''.join('#' if (x, y) in g else '.' for x in range(10)) for y in range(10)))
puzzle = '530070000600195000098000060800060003400803001700020006060000280000419005000080079'
def solve(b):
    def cand(i):
        r, c = divmod(i, 9)
        used = {b[r * 9 + k] for k in range(9)} | {b[k * 9 + c] for k in range(9)} | {b[(r // 3 * 3 + k // 3) * 9 + c // 3 * 3 + k % 3] for k in range(9)}
        return [d for d in '123456789' if d not in used]
    empty = [(len(c), i, c) for i, v in enumerate(b) if v == '0' for c in [cand(i)]]
    if not empty: return b
    _, i, c = min(empty)
    for d in c:
        b[i] = d
        if (s := solve(b)): return s
    b[i] = '0'
s = ''.join(solve(list(puzzle))); print(*(s[i:i + 9] for i in range(0, 81, 9)), sep='\n')
def queens(n, cols=()):
    if len(cols) == n: yield cols; return
    for c in range(n):
        if all(c != k and abs(c - k) != len(cols) - r for r, k in enumerate(cols)): yield from queens(n, cols + (c,))
print(len(list(queens(6))), next(queens(8)))
def tour(n):
    seen = {(0, 0): 0}; p = (0, 0)
    moves = lambda p: [q for dx, dy in ((1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)) if 0 <= (q := (p[0] + dx, p[1] + dy))[0] < n and 0 <= q[1] < n and q not in seen]
    while (ms := moves(p)): p = min(ms, key=lambda q: (len(moves(q)), q)); seen[p] = len(seen)
    return seen
t = tour(6); print(len(t)); print('\n'.join(' '.join(f'{t.get((x, y), -1):2}' for x in range(6)) for y in range(6)))
for y in range(-6, 7, 3):
    row = ''
    for x in range(-20, 11):
        c, z, k = complex(x / 10, y / 6), 0j, 0
        while abs(z) < 2 and k < 20: z, k = z * z + c, k + 1
        row += ' .:-=+*#%@'[k // 2 - (k == 20)]
    print(row)
def spiral(m):
    while m: yield from m[0]; m = [*zip(*m[1:])][::-1]
print(list(spiral([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])), [*map(list, zip(*[[1, 2], [3, 4]]))])
def flood(grid, x, y, new):
    old, todo, n = grid[y][x], [(x, y)], 0
    while todo:
        x, y = todo.pop()
        if 0 <= y < len(grid) and 0 <= x < len(grid[y]) and grid[y][x] == old: grid[y][x] = new; n += 1; todo += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    return n
grid = [list(r) for r in ('..#..', '.##..', '#...#')]; print(flood(grid, 0, 0, 'o'), [''.join(r) for r in grid], flood(grid, 4, 0, 'x'), [''.join(r) for r in grid])
