/** Tuples, lists, dicts and sets: what they hold goes in batches between a mark and an opcode. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  callMethod,
  decref,
  dictEntryKey,
  dictEntryValue,
  dictLength,
  dictNext,
  errOccurred,
  getIter,
  isInstance,
  iterNext,
  listItem,
  listLength,
  newRef,
  newTuple,
  sequenceList,
  setError,
  setLength,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
} from '@tyston/objects';
import type { SaveReduce } from './atoms.js';
import type { Dump } from './dump.js';
import { BATCH, Op } from './opcodes.js';

export function saveTuple(d: Dump, o: Borrowed): boolean {
  const n = tupleLength(o);
  if (n === 0) {
    if (d.bin) d.out.op(Op.EMPTY_TUPLE);
    else {
      d.out.op(Op.MARK);
      d.out.op(Op.TUPLE);
    }
    return true;
  }
  const short = n <= 3 && d.proto >= 2;
  if (!short) d.out.op(Op.MARK);
  for (let i = 0; i < n; i++) if (!d.save(d, tupleItem(o, i))) return false;
  // A tuple that holds itself was written while its items were: they are taken off again.
  const i = d.known(o);
  if (i >= 0) {
    if (!short && d.bin) d.out.op(Op.POP_MARK);
    else for (let k = short ? 1 : 0; k <= n; k++) d.out.op(Op.POP);
    d.get(i);
    return true;
  }
  d.out.op(short ? Op.TUPLE1 + n - 1 : Op.TUPLE);
  d.put(o);
  return true;
}

/** Begins an empty list or dict. */
function begin(d: Dump, o: Borrowed, empty: number, old: number): void {
  if (d.bin) d.out.op(empty);
  else {
    d.out.op(Op.MARK);
    d.out.op(old);
  }
  d.put(o);
}

export function saveList(d: Dump, o: Borrowed): boolean {
  if (!d.enter(o)) return false;
  begin(d, o, Op.EMPTY_LIST, Op.LIST);
  let ok = true;
  if (listLength(o) > 0) {
    if (d.proto > 0) ok = batchOfList(d, o);
    else {
      const it = getIter(o);
      ok = it !== 0 && batchItems(d, it);
      if (it !== 0) decref(it);
    }
  }
  d.leave(o);
  return ok;
}
function saveKept(d: Dump, item: Owned): boolean {
  const ok = d.save(d, item);
  decref(item);
  return ok;
}
function batchOfList(d: Dump, o: Borrowed): boolean {
  if (listLength(o) === 1) {
    if (!saveKept(d, newRef(listItem(o, 0)))) return false;
    d.out.op(Op.APPEND);
    return true;
  }
  let i = 0;
  do {
    const end = i + BATCH;
    d.out.op(Op.MARK);
    while (i < listLength(o) && i < end) if (!saveKept(d, newRef(listItem(o, i++)))) return false;
    d.out.op(Op.APPENDS);
  } while (i < listLength(o));
  return true;
}
/** What an iterator gives, written by `one`; `single` and `many` are the opcodes for it. False with an exception. */
function batched(
  d: Dump,
  it: Borrowed,
  one: (item: Owned) => boolean,
  single: number,
  many: number,
): boolean {
  if (d.proto === 0) {
    for (let item = iterNext(it); item !== 0; item = iterNext(it)) {
      if (!one(item)) return false;
      d.out.op(single);
    }
    return !errOccurred();
  }
  for (;;) {
    const first = iterNext(it);
    if (first === 0) return !errOccurred();
    let item = iterNext(it);
    if (item === 0) {
      if (errOccurred()) {
        decref(first);
        return false;
      }
      if (!one(first)) return false;
      d.out.op(single);
      return true;
    }
    d.out.op(Op.MARK);
    if (!one(first)) {
      decref(item);
      return false;
    }
    let n = 1;
    while (item !== 0) {
      if (!one(item)) return false;
      n++;
      if (n === BATCH) break;
      item = iterNext(it);
      if (item === 0 && errOccurred()) return false;
    }
    d.out.op(many);
    if (n < BATCH) return true;
  }
}
export const batchItems = (d: Dump, it: Borrowed): boolean =>
  batched(d, it, (item) => saveKept(d, item), Op.APPEND, Op.APPENDS);
/** Pairs of keys and values. */
export function batchPairs(d: Dump, it: Borrowed): boolean {
  const pair = (item: Owned): boolean => {
    const good = isInstance(item, T.tuple) && tupleLength(item) === 2;
    if (!good) typeError('dict items iterator must return 2-tuples');
    const ok = good && d.save(d, tupleItem(item, 0)) && d.save(d, tupleItem(item, 1));
    decref(item);
    return ok;
  };
  return batched(d, it, pair, Op.SETITEM, Op.SETITEMS);
}

export function saveDict(d: Dump, o: Borrowed): boolean {
  if (!d.enter(o)) return false;
  begin(d, o, Op.EMPTY_DICT, Op.DICT);
  let ok = true;
  if (dictLength(o) > 0) {
    if (typeOf(o) === T.dict && d.proto > 0) ok = batchOfDict(d, o);
    else {
      const items = callMethod(o, 'items');
      const it = items === 0 ? NULL : getIter(items);
      if (items !== 0) decref(items);
      ok = it !== 0 && batchPairs(d, it);
      if (it !== 0) decref(it);
    }
  }
  d.leave(o);
  return ok;
}
function savePair(d: Dump): boolean {
  const key = newRef(dictEntryKey());
  const value = newRef(dictEntryValue());
  const ok = d.save(d, key) && d.save(d, value);
  decref(key);
  decref(value);
  return ok;
}
function batchOfDict(d: Dump, o: Borrowed): boolean {
  const size = dictLength(o);
  let at = dictNext(o, 0);
  if (size === 1) {
    if (!savePair(d)) return false;
    d.out.op(Op.SETITEM);
    return true;
  }
  let n: number;
  do {
    n = 0;
    d.out.op(Op.MARK);
    for (; at !== 0 && n < BATCH; at = dictNext(o, at)) {
      if (!savePair(d)) return false;
      n++;
      if (dictLength(o) !== size) {
        setError(T.RuntimeError, 'dictionary changed size during iteration');
        return false;
      }
    }
    d.out.op(Op.SETITEMS);
  } while (n === BATCH);
  return true;
}

/** As a call of the type with a list of what is in it: before there were opcodes for sets. */
function reduceSet(d: Dump, o: Borrowed, reduce: SaveReduce): boolean {
  const items = sequenceList(o);
  if (items === 0) return false;
  const value = newTuple(newRef(typeOf(o)), newTuple(items));
  const ok = reduce(d, value, o);
  decref(value);
  return ok;
}
export function saveSet(d: Dump, o: Borrowed, reduce: SaveReduce): boolean {
  if (d.proto < 4) return reduceSet(d, o, reduce);
  d.out.op(Op.EMPTY_SET);
  d.put(o);
  const size = setLength(o);
  if (size === 0) return true;
  const items = members(o);
  let n: number;
  let i = 0;
  let ok = true;
  do {
    n = 0;
    d.out.op(Op.MARK);
    for (; ok && i < items.length && n < BATCH; i++, n++) {
      ok = d.save(d, items[i]!);
      if (ok && setLength(o) !== size) {
        setError(T.RuntimeError, 'set changed size during iteration');
        ok = false;
      }
    }
    if (ok) d.out.op(Op.ADDITEMS);
  } while (ok && n === BATCH);
  for (const item of items) decref(item);
  return ok;
}
/** References to what is in a set. */
function members(o: Borrowed): Owned[] {
  const items: Owned[] = [];
  const list = sequenceList(o);
  for (let i = 0; i < listLength(list); i++) items.push(newRef(listItem(list, i)));
  decref(list);
  return items;
}
export function saveFrozenSet(d: Dump, o: Borrowed, reduce: SaveReduce): boolean {
  if (!d.enter(o)) return false;
  let ok: boolean;
  if (d.proto < 4) ok = reduceSet(d, o, reduce);
  else {
    d.out.op(Op.MARK);
    const items = members(o);
    ok = items.every((item) => d.save(d, item));
    for (const item of items) decref(item);
    const i = ok ? d.known(o) : -1;
    if (i >= 0) {
      // Recursive: what was written for it is taken off.
      d.out.op(Op.POP_MARK);
      d.get(i);
    } else if (ok) {
      d.out.op(Op.FROZENSET);
      d.put(o);
    }
  }
  d.leave(o);
  return ok;
}
