/** The six iterators of dicts: keys, values and items, forward and backward. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, stPtr, stSsize, TypeFlags } from '@tyston/memory';
import type { TypeSpec } from '../core/define.js';
import { dictEntryKey, dictEntryValue, dictLength, dictNext, dictPrevious } from '../core/dict.js';
import { errOccurred, setError } from '../core/errors.js';
import { listAppendOwned, newList } from '../core/list.js';
import { decref, incref, newRef } from '../core/refcount.js';
import { newTuple } from '../core/tuple.js';
import { type StaticTypeName, T } from '../core/wellknown.js';
import { reduceBuiltin } from '../lib/builtin.js';
import { DictIterator } from '../lib/dict-objects.js';
import { lengthHintMethod, newCount, reduceMethod, selfIter } from '../lib/index-iterator.js';
import { fieldSlots } from '../lib/object-life.js';
import { resultPair } from '../lib/pair-result.js';

const DICT = DictIterator.di_dict;
const POS = DictIterator.di_pos;
const USED = DictIterator.di_used;
const LEN = DictIterator.len;
const RESULT = DictIterator.di_result;

/** Steps to the next entry, which dictEntryKey and dictEntryValue then give: false at the end or with an exception. */
function stepForward(it: Borrowed): boolean {
  const d = ldPtr(it + DICT);
  if (d === 0) return false;
  if (ld32(it + USED) !== dictLength(d)) return changedSize(it);
  const c = dictNext(d, ld32(it + POS));
  if (c === 0) return end(it, d);
  const left = ld32(it + LEN);
  if (left === 0) {
    // An entry that was not expected: as many were added as deleted.
    end(it, d);
    setError(T.RuntimeError, 'dictionary keys changed during iteration');
    return false;
  }
  stSsize(it + POS, c);
  stSsize(it + LEN, left - 1);
  return true;
}
function stepBackward(it: Borrowed): boolean {
  const d = ldPtr(it + DICT);
  if (d === 0) return false;
  if (ld32(it + USED) !== dictLength(d)) return changedSize(it);
  const c = dictPrevious(d, ld32(it + POS));
  if (c === 0) return end(it, d);
  stSsize(it + POS, c);
  stSsize(it + LEN, ld32(it + LEN) - 1);
  return true;
}
function changedSize(it: Borrowed): false {
  // For good: the iterator will go on complaining.
  stSsize(it + USED, -1);
  setError(T.RuntimeError, 'dictionary changed size during iteration');
  return false;
}
function end(it: Borrowed, d: Borrowed): false {
  stPtr(it + DICT, 0);
  decref(d);
  return false;
}

type Step = (it: Borrowed) => boolean;
const nextKey =
  (step: Step) =>
  (it: Borrowed): Owned =>
    step(it) ? newRef(dictEntryKey()) : NULL;
const nextValue =
  (step: Step) =>
  (it: Borrowed): Owned =>
    step(it) ? newRef(dictEntryValue()) : NULL;
const nextItem =
  (step: Step) =>
  (it: Borrowed): Owned => {
    if (!step(it)) return NULL;
    const key = newRef(dictEntryKey());
    const value = newRef(dictEntryValue());
    return resultPair(it + RESULT, key, value);
  };

/** The rest as a list, by a copy of the iterator's state; the iterator stays where it is. */
function rest(it: Borrowed, step: Step, item: () => Owned): Owned {
  const list = newList();
  const d = ldPtr(it + DICT);
  const pos = ld32(it + POS);
  const left = ld32(it + LEN);
  if (d === 0) return list;
  const used = ld32(it + USED);
  incref(d);
  while (step(it)) listAppendOwned(list, item());
  if (ldPtr(it + DICT) === 0) stPtr(it + DICT, d);
  else decref(d);
  stSsize(it + POS, pos);
  stSsize(it + LEN, left);
  stSsize(it + USED, used);
  if (!errOccurred()) return list;
  decref(list);
  return NULL;
}

function iteratorType(
  type: StaticTypeName,
  step: Step,
  next: (step: Step) => (it: Borrowed) => Owned,
  item: () => Owned,
): TypeSpec {
  return {
    type,
    basicsize: DictIterator.size,
    flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
    slots: { ...fieldSlots(DICT, RESULT), tp_iter: selfIter, tp_iternext: next(step) },
    methods: [
      lengthHintMethod((it) => {
        const d = ldPtr(it + DICT);
        return newCount(d !== 0 && ld32(it + USED) === dictLength(d) ? ld32(it + LEN) : 0);
      }),
      reduceMethod((it) => {
        const list = rest(it, step, item);
        return list === 0 ? NULL : reduceBuiltin('iter', newTuple(list));
      }),
    ],
  };
}
const key = () => newRef(dictEntryKey());
const value = () => newRef(dictEntryValue());
const pair = () => newTuple(newRef(dictEntryKey()), newRef(dictEntryValue()));

export const dictIteratorTypes: readonly TypeSpec[] = [
  iteratorType('dict_keyiterator', stepForward, nextKey, key),
  iteratorType('dict_valueiterator', stepForward, nextValue, value),
  iteratorType('dict_itemiterator', stepForward, nextItem, pair),
  iteratorType('dict_reversekeyiterator', stepBackward, nextKey, key),
  iteratorType('dict_reversevalueiterator', stepBackward, nextValue, value),
  iteratorType('dict_reverseitemiterator', stepBackward, nextItem, pair),
];
