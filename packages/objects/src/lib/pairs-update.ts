/** `MutableMapping.update` in terms of `self[key] = value`, as OrderedDict does it: overridden methods are asked. */
import { type Borrowed, NULL } from '@tyston/memory';
import { call, getItem, getIter, iterNext, lookupAttr, setItem } from '../core/abstract.js';
import { dictEntryKey, dictEntryValue, dictNext } from '../core/dict.js';
import { errOccurred, valueError } from '../core/errors.js';
import { intern } from '../core/intern.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { T } from '../core/wellknown.js';

/** `self[key] = value` for each pair of an iterable of iterables. */
function addPairs(self: Borrowed, pairs: Borrowed): 0 | -1 {
  const it = getIter(pairs);
  if (it === 0) return -1;
  for (;;) {
    const pair = iterNext(it);
    if (pair === 0) break;
    const status = addPair(self, pair);
    decref(pair);
    if (status < 0) break;
  }
  decref(it);
  return errOccurred() ? -1 : 0;
}
function addPair(self: Borrowed, pair: Borrowed): 0 | -1 {
  const it = getIter(pair);
  if (it === 0) return -1;
  const key = iterNext(it);
  const value = key === 0 ? NULL : iterNext(it);
  let status: 0 | -1 = -1;
  if (key === 0 || value === 0) {
    if (!errOccurred()) valueError(`need more than ${key === 0 ? '0 values' : '1 value'} to unpack`);
  } else {
    const more = iterNext(it);
    if (more !== 0) {
      decref(more);
      valueError('too many values to unpack (expected 2)');
    } else if (!errOccurred()) status = setItem(self, key, value) < 0 ? -1 : 0;
  }
  if (key !== 0) decref(key);
  if (value !== 0) decref(value);
  decref(it);
  return status;
}
/** The entries of a real dict. */
export function addDictItems(self: Borrowed, d: Borrowed): 0 | -1 {
  for (let c = dictNext(d, 0); c !== 0; c = dictNext(d, c)) {
    const key = newRef(dictEntryKey());
    const value = newRef(dictEntryValue());
    const status = setItem(self, key, value);
    decref(key);
    decref(value);
    if (status < 0) return -1;
  }
  return 0;
}
function addByKeys(self: Borrowed, other: Borrowed, keys: Borrowed): 0 | -1 {
  const it = getIter(keys);
  if (it === 0) return -1;
  for (;;) {
    const key = iterNext(it);
    if (key === 0) break;
    const value = getItem(other, key);
    const status = value === 0 ? -1 : setItem(self, key, value);
    if (value !== 0) decref(value);
    decref(key);
    if (status < 0) break;
  }
  decref(it);
  return errOccurred() ? -1 : 0;
}
/** Adds from a dict, an object with `keys` or `items`, or an iterable of pairs. 0, or -1 with an exception. */
export function mutableMappingUpdate(self: Borrowed, other: Borrowed): 0 | -1 {
  if (typeOf(other) === T.dict) return addDictItems(self, other);
  for (const name of ['keys', 'items']) {
    const m = lookupAttr(other, intern(name));
    if (m !== 0) {
      const all = call(m);
      decref(m);
      if (all === 0) return -1;
      const status = name === 'keys' ? addByKeys(self, other, all) : addPairs(self, all);
      decref(all);
      return status;
    }
    if (errOccurred()) return -1;
  }
  return addPairs(self, other);
}
