/** Adding to a dict from whatever can be added: mappings of any type, sequences of pairs. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, PyTypeObject } from '@tyston/memory';
import { call, getItem, getIter, iterNext, lookupAttr, sequenceList, typeName } from '../core/abstract.js';
import {
  dictContains,
  dictEntryKey,
  dictLength,
  dictMerge,
  dictNext,
  dictSet,
  dictSetDefault,
} from '../core/dict.js';
import { errMatches, errOccurred, typeError, valueError } from '../core/errors.js';
import { intern } from '../core/intern.js';
import { setKeyError } from '../core/key-error.js';
import { listItem, listLength } from '../core/list.js';
import { getAttr } from '../core/object.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { T } from '../core/wellknown.js';
import { fastItems, fastLength, fastSequence } from './fast-sequence.js';

/** `list(o.name())` (method_output_as_list). NULL with an exception. */
export function methodAsList(o: Borrowed, name: string): Owned {
  const m = getAttr(o, intern(name));
  if (m === 0) return NULL;
  const output = call(m);
  decref(m);
  if (output === 0) return NULL;
  const it = getIter(output);
  if (it === 0) {
    if (errMatches(T.TypeError))
      typeError(`${typeName(o)}.${name}() returned a non-iterable (type ${typeName(output)})`);
    decref(output);
    return NULL;
  }
  decref(output);
  const list = sequenceList(it);
  decref(it);
  return list;
}

/** True for a dict whose own entries are what iterating it gives. */
function iteratesAsDict(o: Borrowed): boolean {
  return (
    isInstance(o, T.dict) && ld32(typeOf(o) + PyTypeObject.tp_iter) === ld32(T.dict + PyTypeObject.tp_iter)
  );
}

/**
 * Adds the entries of a mapping to dict `a`. Where a key is in both, `override` says what happens: 1 the mapping's value wins, 0
 * a's stays, 2 KeyError. 0, or -1 with an exception (PyDict_Merge).
 */
export function updateFromMapping(a: Borrowed, b: Borrowed, override: number): 0 | -1 {
  if (iteratesAsDict(b)) return dictMerge(a, b, override);
  const keys = methodAsList(b, 'keys');
  if (keys === 0) return -1;
  let status: 0 | -1 = 0;
  for (let i = 0; i < listLength(keys) && status === 0; i++)
    status = addKey(a, b, newRef(listItem(keys, i)), override);
  decref(keys);
  return status;
}
/** Steals `key`. */
function addKey(a: Borrowed, b: Borrowed, key: Owned, override: number): 0 | -1 {
  let status: 0 | -1 = -1;
  const there = override === 1 ? 0 : dictContains(a, key);
  if (there > 0 && override === 2) setKeyError(key);
  else if (there > 0) status = 0;
  else if (there === 0) {
    const value = getItem(b, key);
    if (value !== 0) {
      status = dictSet(a, key, value);
      decref(value);
    }
  }
  decref(key);
  return status;
}

/** Adds the pairs of an iterable (PyDict_MergeFromSeq2). */
export function updateFromPairs(d: Borrowed, iterable: Borrowed, override: boolean): 0 | -1 {
  const it = getIter(iterable);
  if (it === 0) return -1;
  for (let i = 0; ; i++) {
    const item = iterNext(it);
    if (item === 0) break;
    const pair = fastSequence(item, `cannot convert dictionary update sequence element #${i} to a sequence`);
    decref(item);
    if (pair === 0) {
      decref(it);
      return -1;
    }
    const n = fastLength(pair);
    let status = -1;
    if (n !== 2) valueError(`dictionary update sequence element #${i} has length ${n}; 2 is required`);
    else {
      const key = newRef(ldPtr(fastItems(pair)));
      const value = newRef(ldPtr(fastItems(pair) + 8));
      status = override ? dictSet(d, key, value) : dictSetDefault(d, key, value) === 0 ? -1 : 0;
      decref(key);
      decref(value);
    }
    decref(pair);
    if (status < 0) {
      decref(it);
      return -1;
    }
  }
  decref(it);
  return errOccurred() ? -1 : 0;
}

/** Adds from a mapping (an object with `keys`) or an iterable of pairs, as `dict.update` decides (dict_update_arg). */
export function updateFrom(d: Borrowed, arg: Borrowed): 0 | -1 {
  if (typeOf(arg) === T.dict) return dictMerge(d, arg, 1);
  const keys = lookupAttr(arg, intern('keys'));
  if (keys !== 0) {
    decref(keys);
    return updateFromMapping(d, arg, 1);
  }
  return errOccurred() ? -1 : updateFromPairs(d, arg, true);
}

/** False, with TypeError, when a dict of keyword arguments has a key that is no str. */
export function keywordsAreStrings(kwargs: Borrowed): boolean {
  if (dictLength(kwargs) === 0) return true;
  for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c)) {
    if (!isInstance(dictEntryKey(), T.str)) {
      typeError('keywords must be strings');
      return false;
    }
  }
  return true;
}
