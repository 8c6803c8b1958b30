/** The module `itertools`. */
import { type ModuleSpec, method } from '@tyston/objects';
import { keepType } from '../../lib/kept-types.js';
import { combinations, combinationsWithReplacement, permutations, product } from './combinatorics.js';
import { groupby, grouper } from './groupby.js';
import { count, repeat, zipLongest } from './infinite.js';
import {
  accumulate,
  chain,
  compress,
  cycle,
  dropwhile,
  filterfalse,
  islice,
  pairwise,
  starmap,
  takewhile,
} from './simple.js';
import { tee, teeDataType, teeType } from './tee.js';

export const itertoolsModule: ModuleSpec = {
  name: 'itertools',
  doc:
    'Functional tools for creating and using iterators.\n\nInfinite iterators:\ncount(start=0, step=1) --> start, start+step, start+2*step, ...\ncycle(p) --> p0, p1, ... plast, p0, p1, ...\nrepeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times\n\n' +
    'Iterators terminating on the shortest input sequence:\naccumulate(p[, func]) --> p0, p0+p1, p0+p1+p2\nchain(p, q, ...) --> p0, p1, ... plast, q0, q1, ...\nchain.from_iterable([p, q, ...]) --> p0, p1, ... plast, q0, q1, ...\ncompress(data, selectors) --> (d[0] if s[0]), (d[1] if s[1]), ...\n' +
    'dropwhile(predicate, seq) --> seq[n], seq[n+1], starting when predicate fails\ngroupby(iterable[, keyfunc]) --> sub-iterators grouped by value of keyfunc(v)\nfilterfalse(predicate, seq) --> elements of seq where predicate(elem) is False\nislice(seq, [start,] stop [, step]) --> elements from\n       seq[start:stop:step]\n' +
    'pairwise(s) --> (s[0],s[1]), (s[1],s[2]), (s[2], s[3]), ...\nstarmap(fun, seq) --> fun(*seq[0]), fun(*seq[1]), ...\ntee(it, n=2) --> (it1, it2 , ... itn) splits one iterator into n\ntakewhile(predicate, seq) --> seq[0], seq[1], until predicate fails\nzip_longest(p, q, ...) --> (p[0], q[0]), (p[1], q[1]), ...\n\n' +
    'Combinatoric generators:\nproduct(p, q, ... [repeat=1]) --> cartesian product\npermutations(p[, r])\ncombinations(p, r)\ncombinations_with_replacement(p, r)\n',
  functions: [
    method('tee', '($module, iterable, n: ssize = 2, /)', tee, 'Returns a tuple of n independent iterators.'),
  ],
  types: [
    accumulate,
    combinations,
    combinationsWithReplacement,
    cycle,
    dropwhile,
    takewhile,
    islice,
    starmap,
    chain,
    compress,
    filterfalse,
    count,
    zipLongest,
    pairwise,
    permutations,
    product,
    repeat,
    groupby,
    grouper,
    teeType,
    teeDataType,
  ],
  exec: (module) => {
    for (const name of ['chain', 'islice', 'groupby', '_grouper', '_tee', '_tee_dataobject'] as const)
      keepType(module, `itertools.${name}`);
    return 0;
  },
};
