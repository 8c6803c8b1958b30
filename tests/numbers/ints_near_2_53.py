# Sums and differences of ints about the sizes at which an implementation changes its way.
edges = [0, 1, 2**30 - 1, 2**30, 2**31, 2**53 - 1, 2**53, 2**53 + 1, 2**60 - 1, 2**60, 2**60 + 1, 2**62, 1152920954851035134, 1152920954851035071]
for a in edges:
    for b in edges:
        print(a + b, a - b, -a + b, -a - b, a * b)
        x = a
        x += b
        x -= a
        print(x, a < b, a == b, -a <= b)
