/** The view and iterator objects of dicts: laying them out. Their behaviour is in types/dict-views and types/dict-iterators. */
import { type Borrowed, NULL, type Owned, PyObject, stPtr, struct, stSsize } from '@tyston/memory';
import { typeName } from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { dictLastCursor, dictLength } from '../core/dict.js';
import { typeError } from '../core/errors.js';
import { gcTrack } from '../core/gc-list.js';
import { newRef } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { newTuple } from '../core/tuple.js';
import { None, T } from '../core/wellknown.js';

/** CPython's _PyDictViewObject. */
export const DictView = struct('_PyDictViewObject', PyObject, { dv_dict: 'ptr' });
/**
 * CPython's dictiterobject. `di_dict` becomes NULL at the end; `di_used` -1 once the dict has changed size; `di_pos` is a
 * cursor of dictNext or dictPrevious; `di_result` the pair that an item iterator gives out again when nobody kept it.
 */
export const DictIterator = struct('dictiterobject', PyObject, {
  di_dict: 'ptr',
  di_used: 'ssize',
  di_pos: 'ssize',
  di_result: 'ptr',
  len: 'ssize',
});

export function newDictView(type: Borrowed, d: Borrowed): Owned {
  if (!isInstance(d, T.dict)) {
    // (Only the Python-level constructor, which the types do not have, could get here.)
    return typeError(`dict_keys() requires a dict argument, not '${typeName(d)}'`);
  }
  const v = newGc(type, DictView.size);
  stPtr(v + DictView.dv_dict, newRef(d));
  gcTrack(v);
  return v;
}

function newIterator(type: Borrowed, d: Borrowed, cursor: number, pair: Owned): Owned {
  const it = newGc(type, DictIterator.size);
  stPtr(it + DictIterator.di_dict, newRef(d));
  stSsize(it + DictIterator.di_used, dictLength(d));
  stSsize(it + DictIterator.di_pos, cursor);
  stPtr(it + DictIterator.di_result, pair);
  stSsize(it + DictIterator.len, dictLength(d));
  gcTrack(it);
  return it;
}
const emptyPair = () => newTuple(newRef(None), newRef(None));

export const newKeyIterator = (d: Borrowed): Owned => newIterator(T.dict_keyiterator, d, 0, NULL);
export const newValueIterator = (d: Borrowed): Owned => newIterator(T.dict_valueiterator, d, 0, NULL);
export const newItemIterator = (d: Borrowed): Owned => newIterator(T.dict_itemiterator, d, 0, emptyPair());
export const newReverseKeyIterator = (d: Borrowed): Owned =>
  newIterator(T.dict_reversekeyiterator, d, dictLastCursor(d), NULL);
export const newReverseValueIterator = (d: Borrowed): Owned =>
  newIterator(T.dict_reversevalueiterator, d, dictLastCursor(d), NULL);
export const newReverseItemIterator = (d: Borrowed): Owned =>
  newIterator(T.dict_reverseitemiterator, d, dictLastCursor(d), emptyPair());
