/** The iterator of OrderedDict and its views: laying one out. Its behaviour is in types/ordered-dict-iterator. */
import { type Borrowed, type Owned, PyObject, st32, stPtr, struct, stSsize } from '@tyston/memory';
import { newGc } from '../core/alloc.js';
import { dictKeysVersion, dictLastCursor, dictLength } from '../core/dict.js';
import { gcTrack } from '../core/gc-list.js';
import { newRef } from '../core/refcount.js';
import { T } from '../core/wellknown.js';
import { newResultTuple } from './pair-result.js';

export const OrderedIterator = struct('odictiterobject', PyObject, {
  kind: 'i32',
  reversed: 'i32',
  di_odict: 'ptr',
  di_size: 'ssize',
  /** The version of the dict's keys: it changes when a key is added, removed or moved, not when a value changes. */
  di_state: 'u32',
  di_result: 'ptr',
  di_pos: 'ssize',
});
export const ITER_KEYS = 1;
export const ITER_VALUES = 2;
export const ITER_ITEMS = ITER_KEYS | ITER_VALUES;

export function newOrderedIterator(od: Borrowed, kind: number, reversed: boolean): Owned {
  const it = newGc(T.odict_iterator, OrderedIterator.size);
  st32(it + OrderedIterator.kind, kind);
  st32(it + OrderedIterator.reversed, reversed ? 1 : 0);
  stPtr(it + OrderedIterator.di_odict, newRef(od));
  stSsize(it + OrderedIterator.di_size, dictLength(od));
  st32(it + OrderedIterator.di_state, dictLength(od) === 0 ? 0 : dictKeysVersion(od));
  stPtr(it + OrderedIterator.di_result, kind === ITER_ITEMS ? newResultTuple(2) : 0);
  stSsize(it + OrderedIterator.di_pos, reversed ? dictLastCursor(od) : 0);
  gcTrack(it);
  return it;
}
