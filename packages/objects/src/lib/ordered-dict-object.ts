/**
 * OrderedDict objects. The underlying dict is ordered itself, so its order is the OrderedDict's: nothing has to be kept in step.
 * What is left of CPython's fields is a place from which the first entry can be found without walking over deleted ones.
 */
import { type Borrowed, ld32, ldPtr, PyDictObject, st32, stPtr, struct } from '@tyston/memory';
import { dictKeys, dictNext } from '../core/dict.js';

export const OrderedDict = struct('PyODictObject', PyDictObject, {
  /** The keys block for which `first` holds. */
  first_keys: 'ptr',
  /** All entries before this one have been deleted. */
  first: 'ssize',
  unused: ['ssize', 4],
  od_inst_dict: 'ptr',
  od_weakreflist: 'ptr',
});

/** The cursor (see dictNext) of the first entry, 0 in an empty dict. */
export function firstCursor(od: Borrowed): number {
  const keys = dictKeys(od);
  const known = ldPtr(od + OrderedDict.first_keys) === keys;
  const c = dictNext(od, known ? ld32(od + OrderedDict.first) : 0);
  if (c !== 0) {
    stPtr(od + OrderedDict.first_keys, keys);
    st32(od + OrderedDict.first, c - 1);
  }
  return c;
}
