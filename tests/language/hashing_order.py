# Hashes with PYTHONHASHSEED=0 are the same everywhere: of strings, bytes, numbers, tuples; and the order of sets.
print([hash(s) for s in ('', 'a', 'abc', 'é', '€uro', '😀', 'x' * 100)], [hash(b) for b in (b'', b'a', b'abc\xff')], hash('abc') == hash(b'abc'))
print([hash(n) for n in (0, 1, -1, -2, 2**31, 2**61 - 1, 2**61, -2**61, 2**64, 10**30, True, 1.0, 0.5, -0.0, 1e300, 3.14, float('inf'), 1j, 2 + 3j)])
print([hash(t) for t in ((), (1,), (1, 2), (1, (2, 3)), ('a', 1.5), (None,)) if None not in t], [hash(f) for f in (frozenset(), frozenset([1, 2, 3]), frozenset('abc'))], hash(range(5)) == hash(range(5)), hash(slice) is not None)
print(set('hello world'), {'apple', 'banana', 'cherry', 'date'}, set(range(-5, 5)), {1.5, 2.5, 'x', (1, 2)}, frozenset('python'), {b'a', b'b', b'c'}, set('éàü€'))
s = set(); 
for w in 'the quick brown fox jumps over the lazy dog again and again'.split(): s.add(w)
print(s); s -= {'fox', 'dog'}; print(s, s | {'new', 'words'}, s & set('the lazy cat'.split()), s ^ {'over', 'under'}); print(list({'z': 1, 'a': 2}), {*'mississippi'}, [*set(str(i) for i in range(20))], sorted(hash(str(i)) % 100 for i in range(5)), set([True, 'True', 1, 0, None is None]))
big = {f'key{i}' for i in range(60)}; print(list(big)[:15]); big.discard('key5'); big.add('key99'); print(list(big)[-8:]); import datetime, fractions, decimal; print(hash(fractions.Fraction(1, 3)), hash(decimal.Decimal('1.5')), hash(''.join(['a', 'bc'])) == hash('abc'), hash(str.__name__) == hash('str'))
