/** Containers for the interpreter: subscripts, iteration, building and taking apart. */
import { type Containers, GENERATOR } from '@tyston/interp';
import {
  type Borrowed,
  ld32,
  ldAddr,
  type Owned,
  PyListObject,
  PyObject,
  PyTupleObject,
  PyTypeObject,
  PyVarObject,
  views,
  WINDOW_HIGH,
} from '@tyston/memory'; // prettier-ignore
import {
  ascii,
  format,
  getItem,
  getIter,
  isSequence,
  iterNext,
  length,
  lookupAttr,
  repr,
  sequenceList,
  sequenceTuple,
  setItem,
  str,
  typeName,
} from '../core/abstract.js';
import {
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictGetStr,
  dictLength,
  dictNext,
  dictSet,
  newDict,
  newDictSized,
} from '../core/dict.js'; // prettier-ignore
import { errClear, errMatches, errOccurred, typeError, valueError } from '../core/errors.js';
import { takeRaised } from '../core/exception.js';
import { functionText } from '../core/function-text.js';
import { call1 } from '../core/functions.js';
import { gcTrack } from '../core/gc-list.js';
import { newInt } from '../core/int.js';
import { intern } from '../core/intern.js';
import { listAppendOwned, newListBuffer } from '../core/list.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { newSet, setAdd } from '../core/set.js';
import { jsStr, newChar, readChar, strData, strKind, strLength, substr } from '../core/str.js';
import { strConcatAll } from '../core/str-build.js';
import { newTupleBuffer, newTupleFrom } from '../core/tuple.js';
import { EmptyStr, None, smallInt, T } from '../core/wellknown.js';
import { IndexIterator } from '../lib/index-iterator.js';
import { listExtend } from '../lib/list-ops.js';
import { updateFromMapping } from '../lib/mapping-update.js';
import { RangeIterator } from '../lib/range-object.js';
import { setUpdate } from '../lib/set-ops.js';
import { newSlice } from '../lib/slice-object.js';
import { assignSlice } from '../types/list.js';
import type { Boxes } from './boxes.js';

export function makeContainers(boxes: Boxes): Containers {
  const { int: boxInt, release } = boxes;
  const { I32 } = views();
  const TYPE = PyObject.ob_type;
  const SIZE = PyVarObject.ob_size;
  const LIST = T.list as number;
  const TUPLE = T.tuple as number;
  const DICT = T.dict as number;
  const INT = T.int as number;
  const STR = T.str as number;
  const NONE = None as number;
  const ITEMS = PyListObject.ob_item;
  const TITEMS = PyTupleObject.ob_item;
  const B = (p: number) => p as Borrowed;

  function own(v: number): number {
    I32[v >>> 2] = I32[v >>> 2]! + 1;
    return v;
  }
  /** Index of an exact int of one digit, counted from the front of `n`; -1 when it is out of range or no such int. */
  function indexOf(key: number, n: number): number {
    if (I32[(key + TYPE) >>> 2] !== INT) return -1;
    const s = I32[(key + SIZE) >>> 2]!;
    let i: number;
    if (s === 1) i = I32[(key + 24) >>> 2]!;
    else if (s === 0) i = 0;
    else if (s === -1) i = n - I32[(key + 24) >>> 2]!;
    else return -1;
    return i < n ? i : -1;
  }
  function getItemFast(x: number, key: number): number {
    const t = I32[(x + TYPE) >>> 2];
    if (t === LIST) {
      const i = indexOf(key, I32[(x + SIZE) >>> 2]!);
      if (i >= 0) return own(I32[(I32[(x + ITEMS) >>> 2]! + i * 8) >>> 2]!);
    } else if (t === TUPLE) {
      const i = indexOf(key, I32[(x + SIZE) >>> 2]!);
      if (i >= 0) return own(I32[(x + TITEMS + i * 8) >>> 2]!);
    } else if (t === DICT) {
      const v = I32[(key + TYPE) >>> 2] === STR ? dictGetStr(B(x), B(key)) : dictGet(B(x), B(key));
      if (v !== 0) return own(v);
      if (errOccurred() !== 0) return 0;
    } else if (t === STR) {
      const i = indexOf(key, strLength(B(x)));
      if (i >= 0) return newChar(readChar(strKind(B(x)), strData(B(x)), i));
    }
    return getItem(B(x), B(key));
  }
  function setItemFast(x: number, key: number, value: number): number {
    const t = I32[(x + TYPE) >>> 2];
    if (t === LIST) {
      const i = indexOf(key, I32[(x + SIZE) >>> 2]!);
      if (i >= 0) {
        const at = (I32[(x + ITEMS) >>> 2]! + i * 8) >>> 2;
        const old = I32[at]!;
        I32[value >>> 2] = I32[value >>> 2]! + 1;
        I32[at] = value;
        release(old);
        return 0;
      }
    } else if (t === DICT) return dictSet(B(x), B(key), B(value));
    return setItem(B(x), B(key), B(value));
  }
  function sliceObject(start: number, stop: number, step: number): Owned {
    return newSlice(B(start || None), B(stop || None), B(step || None));
  }

  /** A slice's bound that is missing, None or an int of one digit, within 0…n; -1 for anything else. */
  function boundOf(v: number, n: number, missing: number): number {
    if (v === 0 || v === NONE) return missing;
    if (I32[(v + TYPE) >>> 2] !== INT) return -1;
    const s = I32[(v + SIZE) >>> 2]!;
    if (s < -1 || s > 1) return -1;
    const i = s * I32[(v + 24) >>> 2]!;
    return i < 0 ? Math.max(i + n, 0) : Math.min(i, n);
  }
  /** `x[start:stop]` of a list, tuple or str without a slice object; 0 where that is not the case. */
  function sliceFast(x: number, start: number, stop: number): number {
    const t = I32[(x + TYPE) >>> 2];
    if (t !== LIST && t !== TUPLE && t !== STR) return 0;
    const n = t === STR ? strLength(B(x)) : I32[(x + SIZE) >>> 2]!;
    const from = boundOf(start, n, 0);
    const to = boundOf(stop, n, n);
    if (from < 0 || to < 0) return 0;
    const count = to - from;
    if (t === STR) {
      if (count === n) return own(x);
      return count <= 0 ? own(EmptyStr) : substr(B(x), from, to);
    }
    if (t === TUPLE) {
      if (count === n) return own(x);
      const r = newTupleBuffer(Math.max(count, 0));
      if (count <= 0) return r;
      share(x + TITEMS + from * 8, r + TITEMS, count);
      gcTrack(r);
      return r;
    }
    const r = newListBuffer(Math.max(count, 0));
    if (count > 0) share(I32[(x + ITEMS) >>> 2]! + from * 8, I32[(r + ITEMS) >>> 2]!, count);
    return r;
  }
  /** New references to `n` objects in consecutive words, at another place. */
  function share(from: number, to: number, n: number): void {
    let i = from >>> 2;
    let k = to >>> 2;
    for (const end = k + 2 * n; k < end; i += 2, k += 2) {
      const v = I32[i]!;
      I32[v >>> 2] = I32[v >>> 2]! + 1;
      I32[k] = v;
      I32[k + 1] = WINDOW_HIGH;
    }
  }

  // -- iteration ------------------------------------------------------------------------------------------------------

  const LIST_ITER = T.list_iterator as number;
  const TUPLE_ITER = T.tuple_iterator as number;
  const RANGE_ITER = T.range_iterator as number;
  const GEN = T.generator as number;
  const TP_NEXT = PyTypeObject.tp_iternext;

  const IT_INDEX = IndexIterator.it_index;
  const IT_SEQ = IndexIterator.it_seq;
  const R_INDEX = RangeIterator.index >> 2;
  const R_START = RangeIterator.start >> 2;
  const R_STEP = RangeIterator.step >> 2;
  const R_LEN = RangeIterator.len >> 2;

  function next(it: number): number {
    const t = I32[(it + TYPE) >>> 2]!;
    if (t === RANGE_ITER) {
      // All in the low words, as nearly always: no index above 2^31, numbers of 32 bits.
      const i = it >>> 2;
      const k = I32[i + R_INDEX]!;
      const n = I32[i + R_LEN]!;
      const start = I32[i + R_START]!;
      if (k < n && k >= 0 && I32[i + R_LEN + 1] === 0 && I32[i + R_START + 1] === start >> 31) {
        const step = I32[i + R_STEP]!;
        if (I32[i + R_STEP + 1] === step >> 31) {
          I32[i + R_INDEX] = k + 1;
          return boxInt(start + k * step);
        }
      }
    } else if (t === LIST_ITER) {
      const seq = I32[(it + IT_SEQ) >>> 2]!;
      if (seq !== 0) {
        const k = I32[(it + IT_INDEX) >>> 2]!;
        if (k < I32[(seq + SIZE) >>> 2]!) {
          I32[(it + IT_INDEX) >>> 2] = k + 1;
          return own(I32[(I32[(seq + ITEMS) >>> 2]! + k * 8) >>> 2]!);
        }
      }
    } else if (t === TUPLE_ITER) {
      const seq = I32[(it + IT_SEQ) >>> 2]!;
      if (seq !== 0) {
        const k = I32[(it + IT_INDEX) >>> 2]!;
        if (k < I32[(seq + SIZE) >>> 2]!) {
          I32[(it + IT_INDEX) >>> 2] = k + 1;
          return own(I32[(seq + TITEMS + k * 8) >>> 2]!);
        }
      }
    } else if (t === GEN) return GENERATOR;
    return nextSlow(t, it);
  }
  function nextSlow(t: number, it: number): number {
    const r = call1(I32[(t + TP_NEXT) >>> 2]!, it);
    if (r === 0 && errOccurred() !== 0 && errMatches(T.StopIteration)) errClear();
    return r;
  }

  // -- building -------------------------------------------------------------------------------------------------------

  /** Moves `n` vregs at `at` to consecutive 8-byte words. */
  function moveTo(to: number, at: number, n: number): void {
    let i = to >>> 2;
    let v = at;
    for (let k = 0; k < n; k++, i += 2, v += 2) {
      I32[i] = I32[v]!;
      I32[i + 1] = WINDOW_HIGH;
      I32[v] = 0;
    }
  }
  function clear(at: number, n: number): void {
    for (let k = 0; k < n; k++) {
      const v = I32[at + k * 2]!;
      I32[at + k * 2] = 0;
      if (v !== 0) decref(B(v));
    }
  }
  function buildTuple(at: number, n: number): number {
    const t = newTupleBuffer(n);
    if (n === 0) return t;
    moveTo(t + TITEMS, at, n);
    gcTrack(t);
    return t;
  }
  function buildList(at: number, n: number): number {
    const l = newListBuffer(n);
    if (n > 0) moveTo(ldAddr(l + ITEMS), at, n);
    return l;
  }
  function buildSet(at: number, n: number): number {
    const s = newSet();
    for (let k = 0; k < n; k++) {
      if (setAdd(s, B(I32[at + k * 2]!)) < 0) {
        clear(at, n);
        decref(s);
        return 0;
      }
    }
    clear(at, n);
    return s;
  }
  /** A dict with room for `n` keys, which stand `step` words apart. */
  function newDictFor(keys: number, n: number, step: number): Owned {
    // The smallest table has room for five.
    if (n <= 5) return newDict();
    let k = 0;
    while (k < n && typeOf(B(I32[keys + k * step]!)) === STR) k++;
    return newDictSized(n, k === n);
  }
  function buildMap(at: number, n: number): number {
    const d = newDictFor(at, n, 4);
    for (let k = 0; k < n; k++) {
      if (dictSet(d, B(I32[at + k * 4]!), B(I32[at + k * 4 + 2]!)) < 0) {
        clear(at, 2 * n);
        decref(d);
        return 0;
      }
    }
    clear(at, 2 * n);
    return d;
  }

  // -- dict displays and keyword arguments ---------------------------------------------------------------------------------

  function dictUpdate(d: number, mapping: number): number {
    if (updateFromMapping(B(d), B(mapping), 1) >= 0) return 0;
    if (errMatches(T.AttributeError)) typeError(`'${typeName(B(mapping))}' object is not a mapping`);
    return -1;
  }
  function dictMergeKeywords(d: number, mapping: number, callable: number): number {
    if (updateFromMapping(B(d), B(mapping), 2) >= 0) return 0;
    if (errMatches(T.AttributeError)) {
      typeError(
        `${functionText(B(callable))} argument after ** must be a mapping, not ${typeName(B(mapping))}`,
      );
    } else if (errMatches(T.KeyError)) {
      // dictMerge leaves the key that is there twice.
      const key = pendingKey();
      if (key !== null)
        typeError(`${functionText(B(callable))} got multiple values for keyword argument '${key}'`);
    }
    return -1;
  }
  /** The key of a pending KeyError(key), which is cleared; null when it has another form. */
  function pendingKey(): string | null {
    const e = takeRaised();
    const args = callAttrArgs(e);
    decref(e);
    return args;
  }
  function callAttrArgs(e: Borrowed): string | null {
    const args = lookupAttr(e, intern('args'));
    if (args === 0) return null;
    const k = getItem(args, smallZero);
    decref(args);
    if (k === 0) {
      errClear();
      return '?';
    }
    const text = str(k);
    const s = text === 0 ? '?' : jsStr(text);
    xdecref(text);
    errClear();
    decref(k);
    return s;
  }
  const smallZero = smallInt(0);

  // -- unpacking -----------------------------------------------------------------------------------------------------------

  function unpackSequence(x: number, n: number, at: number): number {
    const t = I32[(x + TYPE) >>> 2];
    if (t === TUPLE || t === LIST) {
      const size = I32[(x + SIZE) >>> 2]!;
      if (size === n) {
        let i = (t === TUPLE ? x + TITEMS : I32[(x + ITEMS) >>> 2]!) >>> 2;
        for (let k = 0; k < n; k++, i += 2) I32[at + k * 2] = own(I32[i]!);
        return 0;
      }
      if (size > n) valueError(`too many values to unpack (expected ${n})`);
      else valueError(`not enough values to unpack (expected ${n}, got ${size})`);
      return -1;
    }
    const it = openForUnpacking(x);
    if (it === 0) return -1;
    for (let k = 0; k < n; k++) {
      const v = iterNext(it);
      if (v === 0) {
        if (!errOccurred()) valueError(`not enough values to unpack (expected ${n}, got ${k})`);
        clear(at, k);
        decref(it);
        return -1;
      }
      I32[at + k * 2] = v;
    }
    const extra = iterNext(it);
    decref(it);
    if (extra === 0 && !errOccurred()) return 0;
    if (extra !== 0) {
      decref(extra);
      valueError(`too many values to unpack (expected ${n})`);
    }
    clear(at, n);
    return -1;
  }
  function openForUnpacking(x: number): Owned {
    const it = getIter(B(x));
    if (
      it === 0 &&
      errMatches(T.TypeError) &&
      ld32(typeOf(B(x)) + PyTypeObject.tp_iter) === 0 &&
      !isSequenceType(x)
    ) {
      typeError(`cannot unpack non-iterable ${typeName(B(x))} object`);
    }
    return it;
  }
  function isSequenceType(x: number): boolean {
    return isSequence(B(x));
  }
  function unpackEx(x: number, before: number, after: number, at: number): number {
    const it = openForUnpacking(x);
    if (it === 0) return -1;
    for (let k = 0; k < before; k++) {
      const v = iterNext(it);
      if (v === 0) {
        if (!errOccurred()) {
          valueError(`not enough values to unpack (expected at least ${before + after}, got ${k})`);
        }
        clear(at, k);
        decref(it);
        return -1;
      }
      I32[at + k * 2] = v;
    }
    const rest = sequenceList(it);
    decref(it);
    if (rest === 0) {
      clear(at, before);
      return -1;
    }
    const n = I32[(rest + SIZE) >>> 2]!;
    if (n < after) {
      valueError(`not enough values to unpack (expected at least ${before + after}, got ${before + n})`);
      clear(at, before);
      decref(rest);
      return -1;
    }
    I32[at + before * 2] = rest;
    const items = ldAddr(rest + ITEMS);
    for (let k = 0; k < after; k++)
      I32[at + (before + 1 + k) * 2] = I32[(items + (n - after + k) * 8) >>> 2]!;
    stPtrSize(rest, n - after);
    return 0;
  }
  function stPtrSize(list: number, n: number): void {
    I32[(list + SIZE) >>> 2] = n;
  }

  function formatValue(x: number, conversion: number, spec: number): number {
    let v: Owned;
    if (conversion === 0) v = newRef(B(x));
    else v = conversion === 1 ? str(B(x)) : conversion === 2 ? repr(B(x)) : ascii(B(x));
    if (v === 0) return 0;
    if (spec === 0 && typeOf(v) === STR) return v;
    const r = format(v, spec === 0 ? EmptyStr : B(spec));
    decref(v);
    return r;
  }

  return {
    getItem: getItemFast,
    setItem: setItemFast,
    deleteItem: (x, key) => setItem(B(x), B(key), 0 as Owned),
    getSlice: (x, start, stop) => {
      const r0 = sliceFast(x, start, stop);
      if (r0 !== 0) return r0;
      const s = sliceObject(start, stop, 0);
      const r = getItem(B(x), s);
      decref(s);
      return r;
    },
    setSlice: (x, start, stop, value) => {
      if (I32[(x + TYPE) >>> 2] === LIST) {
        const n = I32[(x + SIZE) >>> 2]!;
        const from = boundOf(start, n, 0);
        const to = boundOf(stop, n, n);
        if (from >= 0 && to >= 0) return assignSlice(B(x), from, Math.max(from, to), B(value));
      }
      const s = sliceObject(start, stop, 0);
      const r = setItem(B(x), s, B(value));
      decref(s);
      return r;
    },
    buildSlice: sliceObject,
    length: (x) => {
      const n = length(B(x));
      return n < 0 ? 0 : newInt(n);
    },
    iter: (x) => getIter(B(x)),
    next,
    buildTuple,
    buildList,
    buildSet,
    buildMap,
    buildConstKeyMap: (at, n, keys) => {
      const d = newDictFor((keys + TITEMS) >>> 2, n, 2);
      for (let k = 0; k < n; k++) {
        if (dictSet(d, B(I32[(keys + TITEMS + k * 8) >>> 2]!), B(I32[at + k * 2]!)) < 0) {
          clear(at, n);
          decref(d);
          return 0;
        }
      }
      clear(at, n);
      return d;
    },
    buildString: (at, n) => {
      const r = strConcatAll(at * 4, n);
      clear(at, n);
      return r;
    },
    tupleOf: (at, n) => newTupleFrom(at * 4, n),
    listAppend: (list, value) => {
      listAppendOwned(B(list), value as Owned);
      return 0;
    },
    listExtend: (list, iterable) => {
      const r = listExtend(B(list), B(iterable));
      if (
        r < 0 &&
        errMatches(T.TypeError) &&
        ld32(typeOf(B(iterable)) + PyTypeObject.tp_iter) === 0 &&
        !isSequenceType(iterable)
      ) {
        typeError(`Value after * must be an iterable, not ${typeName(B(iterable))}`);
      }
      return r;
    },
    listToTuple: (list) => sequenceTuple(B(list)),
    setAdd: (set, item) => setAdd(B(set), B(item)),
    setUpdate: (set, iterable) => setUpdate(B(set), B(iterable)),
    dictSet: (d, key, value) => dictSet(B(d), B(key), B(value)),
    dictUpdate,
    dictMerge: dictMergeKeywords,
    starArgs: (args, callable) => {
      if (typeOf(B(args)) === TUPLE) return newRef(B(args));
      if (ld32(typeOf(B(args)) + PyTypeObject.tp_iter) === 0 && !isSequenceType(args)) {
        return typeError(
          `${functionText(B(callable))} argument after * must be an iterable, not ${typeName(B(args))}`,
        );
      }
      return sequenceTuple(B(args));
    },
    newDict,
    dictGet: (d, key) => dictGet(B(d), B(key)),
    dictNext: (d, position) => dictNext(B(d), position) - 1,
    dictKeyAt: (d, position) => {
      dictNext(B(d), position);
      return dictEntryKey();
    },
    dictValueAt: (d, position) => {
      dictNext(B(d), position);
      return dictEntryValue();
    },
    dictSize: (d) => dictLength(B(d)),
    unpackSequence,
    unpackEx,
    formatValue,
  };
}
