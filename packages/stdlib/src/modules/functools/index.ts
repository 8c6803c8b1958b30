/** The module `_functools`. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned } from '@tyston/memory';
import {
  call,
  checkPositional,
  decref,
  errMatches,
  errOccurred,
  getIter,
  iterNext,
  type ModuleSpec,
  method,
  newRef,
  noKeywords,
  T,
  typeError,
} from '@tyston/objects';
import { keepType } from '../../lib/kept-types.js';
import { cmpToKey, keyWrapperType } from './key-wrapper.js';
import { lruCacheType } from './lru-cache.js';
import { partialType } from './partial.js';

function reduce(_module: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords('reduce', kwnames) || !checkPositional('reduce', n, 2, 3)) return NULL;
  const f = ldPtr(args);
  const it = getIter(ldPtr(args + 8));
  if (it === 0) {
    if (errMatches(T.TypeError)) typeError('reduce() arg 2 must support iteration');
    return NULL;
  }
  let result: Owned = n === 3 ? newRef(ldPtr(args + 16)) : NULL;
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    if (result === 0) result = item;
    else {
      const next = call(f, result, item);
      decref(result);
      decref(item);
      result = next;
      if (next === 0) break;
    }
  }
  decref(it);
  if (errOccurred()) {
    if (result !== 0) decref(result);
    return NULL;
  }
  return result === 0 ? typeError('reduce() of empty iterable with no initial value') : result;
}

export const functoolsModule: ModuleSpec = {
  name: '_functools',
  doc: 'Tools that operate on functions.',
  functions: [
    method(
      'reduce',
      '($module, function, iterable, initial=None, /)',
      reduce,
      'reduce(function, iterable[, initial]) -> value\n\nApply a function of two arguments cumulatively to the items of a sequence\nor iterable, from left to right, so as to reduce the iterable to a single\nvalue.  For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5]) calculates\n((((1+2)+3)+4)+5).  If initial is present, it is placed before the items\nof the iterable in the calculation, and serves as a default when the\niterable is empty.',
      { raw: true, noTextSignature: true },
    ),
    method('cmp_to_key', '($module, /, mycmp)', cmpToKey, 'Convert a cmp= function into a key= function.', {
      noTextSignature: true,
    }),
  ],
  types: [partialType, lruCacheType, keyWrapperType],
  exec: (module) => {
    keepType(module, '_functools.partial');
    keepType(module, '_functools._lru_cache_wrapper');
    keepType(module, '_functools.KeyWrapper', true);
    return 0;
  },
};
