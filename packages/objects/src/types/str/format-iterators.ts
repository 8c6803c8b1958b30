/** Types of the iterators over format strings. */
import type { Borrowed, Owned } from '@tyston/memory';
import type { TypeSpec } from '../../core/define.js';
import { newRef } from '../../core/refcount.js';
import {
  deallocFormatIterator,
  FormatIterator,
  fieldNameNext,
  formatterNext,
} from '../../lib/format-iterators.js';

function iteratorType(
  type: 'formatter_iterator' | 'fieldname_iterator',
  tpName: string,
  next: (it: Borrowed) => Owned,
): TypeSpec {
  return {
    type,
    tpName,
    basicsize: FormatIterator.size,
    slots: { tp_dealloc: deallocFormatIterator, tp_iter: (it: Borrowed) => newRef(it), tp_iternext: next },
  };
}
export const formatterIteratorType = iteratorType('formatter_iterator', 'formatteriterator', formatterNext);
export const fieldNameIteratorType = iteratorType('fieldname_iterator', 'fieldnameiterator', fieldNameNext);
