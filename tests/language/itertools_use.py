# itertools in pipelines: laziness, exhaustion, tee, groupby sharing, infinite iterators.
from itertools import *
import operator
print(list(chain('ab', [1], ())), list(chain.from_iterable(['ab', 'c'])), list(islice(count(5, 2), 4)), list(islice('abcdef', 1, None, 2)), list(zip(range(5), cycle('ab'))), list(repeat('x', 3)), list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 2], max, initial=0)), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(None, [0, 1, '', 'a'])), list(compress('abcd', [1, 0, 1, 1])), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest('ab', 'xyz', fillvalue='-')), list(pairwise('abcd')))
print([(k, list(g)) for k, g in groupby('aabbbca')], [(k, len(list(g))) for k, g in groupby(sorted('mississippi'))]); g = groupby('aab'); k1, g1 = next(g); k2, g2 = next(g); print(list(g1), list(g2))
print(list(product('ab', range(2))), list(product([0, 1], repeat=3))[-2:], len(list(product())), list(permutations('abc', 2)), len(list(permutations(range(5)))), list(combinations('abcd', 2)), list(combinations_with_replacement('ab', 2)), list(combinations('ab', 3)), list(permutations([], 0)))
a, b = tee(iter([1, 2, 3])); print(next(a), next(a), list(b), list(a)); t = tee('ab', 3); print([list(x) for x in t])
def loud(n):
    for i in range(n): print('made', i); yield i
s = islice(loud(5), 2); print(next(s), list(s)); m = map(lambda x: print('mapped', x) or x, loud(2)); print(next(m)); z = zip(loud(1), loud(3)); print(list(z)); c = chain(loud(1), loud(1)); print(next(c)); print(list(c))
for bad in ("islice('a', -1)", "islice('a', 1, 2, 0)", "islice('a', 'b')", "next(count('a'))", "count(1, 'a')", "repeat()", "repeat(1, 'a')", "product(5)", "product('a', repeat=-1)", "permutations('a', -1)", "combinations('a')", "tee('a', -1)", "list(starmap(5, [(1,)]))", "list(starmap(pow, [5]))", "list(compress(5, 5))", "list(accumulate([1, 'a']))", "next(cycle([]))", "zip_longest('a', bad=1)", "list(chain(5))", "groupby()", "list(chain.from_iterable([5]))", "pairwise()"):
    try: print(bad, eval(bad))
    except BaseException as e: print(bad, '->', type(e).__name__, e)
print(repr(count(3)), repr(count(1.5, 0.5)), repr(repeat('x', 2)), operator.length_hint(repeat(1, 5)), next(count(2**70)), list(islice(count(0.1, 0.1), 3)), sum(islice(count(), 100)), dict(zip('abc', count())), list(map(operator.add, [1, 2], [3, 4])), max(accumulate(range(10), operator.mul)))
def primes():
    seen = {}
    for q in count(2):
        p = seen.pop(q, None)
        if p is None: seen[q * q] = q; yield q
        else:
            x = q + p
            while x in seen: x += p
            seen[x] = p
print(list(islice(primes(), 20))); import copy, pickle; c = count(3); next(c); print(next(copy.copy(c)), pickle.loads(pickle.dumps(c))); print(operator.itemgetter(1, 0)('ab'), operator.attrgetter('real', 'imag')(1j), operator.methodcaller('split', ',')('a,b'), sorted([(2, 'a'), (1, 'b')], key=operator.itemgetter(1)), operator.itemgetter(slice(1))('abc'))
