/** Iterators over strings. */
import { type Borrowed, ld8, type Owned } from '@tyston/memory';
import type { TypeSpec } from '../../core/define.js';
import { newRef } from '../../core/refcount.js';
import { newChar, strChar, strData, strIsAscii, strLength } from '../../core/str.js';
import { EmptyStr, latin1Char, T } from '../../core/wellknown.js';
import { newIndexIterator } from '../../lib/index-iterator.js';
import { textIteratorType } from '../../lib/text-iterator.js';

const empty = () => newRef(EmptyStr);

export const strIteratorType: TypeSpec = textIteratorType(
  'str_iterator',
  strLength,
  (s, i) => newChar(strChar(s, i)),
  empty,
);
/** ASCII strings have an iterator of their own, whose items are all preallocated. */
export const strAsciiIteratorType: TypeSpec = textIteratorType(
  'str_ascii_iterator',
  strLength,
  (s, i) => newRef(latin1Char(ld8(strData(s) + i))),
  empty,
);

export function strIter(s: Borrowed): Owned {
  return newIndexIterator(strIsAscii(s) ? T.str_ascii_iterator : T.str_iterator, s, 0);
}
