/**
 * tee: several iterators over one. The items wait in a chain of cells of 57 each, which the tees walk along; a cell is freed when the
 * last tee has left it.
 */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st32,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  asSsize,
  call,
  checkPositional,
  clearWeakReferences,
  decref,
  EmptyTuple,
  errOccurred,
  freeObject,
  gcTrack,
  gcUntrack,
  getIter,
  type HeapTypeSpec,
  intern,
  isInstance,
  iterNext,
  listAppend,
  listItem,
  listLength,
  lookupAttr,
  method,
  None,
  newInt,
  newList,
  newRef,
  newTuple,
  newTupleBuffer,
  noStrayKeywords,
  reduceMethod,
  setError,
  setField,
  setStateMethod,
  T,
  tupleInit,
  tupleItem,
  tupleLength,
  typeError,
  typeFlags,
  typeName,
  typeOf,
  valueError,
  xdecref,
} from '@tyston/objects';
import { newInstance } from '../../lib/heap-objects.js';
import { kept } from '../../lib/kept-types.js';
import { iteratorType } from './common.js';

const CELLS = 57;
const Data = struct('teedataobject', PyObject, {
  it: 'ptr',
  numread: 'i32',
  running: 'i32',
  nextlink: 'ptr',
  values: ['ptr', CELLS],
});
const Tee = struct('teeobject', PyObject, { dataobj: 'ptr', index: 'ssize', weakreflist: 'ptr' });

function newData(type: Borrowed, it: Borrowed): Owned {
  const data = newInstance(type);
  stPtr(data + Data.it, newRef(it));
  return data;
}
/** Item `i` of a cell, read from the iterator if nobody was there before. */
function dataItem(data: Borrowed, i: number): Owned {
  if (i < ld32(data + Data.numread)) return newRef(ldPtr(data + Data.values + i * 8));
  if (ld32(data + Data.running) !== 0) return setError(T.RuntimeError, 'cannot re-enter the tee iterator');
  st32(data + Data.running, 1);
  const value = iterNext(ldPtr(data + Data.it));
  st32(data + Data.running, 0);
  if (value === 0) return NULL;
  st32(data + Data.numread, i + 1);
  stPtr(data + Data.values + i * 8, value);
  return newRef(value);
}
/** The cell behind a full one: a new reference. */
function nextData(data: Borrowed): Owned {
  if (ldPtr(data + Data.nextlink) === 0)
    stPtr(data + Data.nextlink, newData(kept('itertools._tee_dataobject'), ldPtr(data + Data.it)));
  return newRef(ldPtr(data + Data.nextlink));
}
function newTee(type: Borrowed, data: Owned, index: number): Owned {
  const self = newInstance(type);
  stPtr(self + Tee.dataobj, data);
  stSsize(self + Tee.index, index);
  return self;
}
function copyTee(self: Borrowed): Owned {
  return newTee(kept('itertools._tee'), newRef(ldPtr(self + Tee.dataobj)), ld32(self + Tee.index));
}
function teeOf(iterable: Borrowed): Owned {
  const it = getIter(iterable);
  if (it === 0) return NULL;
  const r =
    typeOf(it) === kept('itertools._tee')
      ? copyTee(it)
      : newTee(kept('itertools._tee'), newData(kept('itertools._tee_dataobject'), it), 0);
  decref(it);
  return r;
}

/** `itertools.tee(iterable, n=2)`. */
export function tee(_module: Borrowed, iterable: Borrowed, n: number): Owned {
  if (n < 0) return valueError('n must be >= 0');
  const result = newTupleBuffer(n);
  if (n === 0) return result;
  const fail = (): Owned => {
    decref(result);
    return NULL;
  };
  const it = getIter(iterable);
  if (it === 0) return fail();
  let copy = lookupAttr(it, intern('__copy__'));
  let first: Owned = it;
  if (copy === 0) {
    if (errOccurred()) {
      decref(it);
      return fail();
    }
    first = teeOf(it);
    decref(it);
    if (first === 0) return fail();
    copy = lookupAttr(first, intern('__copy__'));
    if (copy === 0) {
      decref(first);
      return fail();
    }
  }
  tupleInit(result, 0, first);
  for (let i = 1; i < n; i++) {
    const another = call(copy);
    if (another === 0) {
      decref(copy);
      return fail();
    }
    tupleInit(result, i, another);
  }
  decref(copy);
  gcTrack(result);
  return result;
}

export const teeType: HeapTypeSpec = iteratorType(
  '_tee',
  Tee.size,
  [Tee.dataobj],
  'Iterator wrapped to make it copyable.',
  {
    tp_dealloc: (self: Borrowed) => {
      gcUntrack(self);
      if (ldPtr(self + Tee.weakreflist) !== 0) clearWeakReferences(self);
      const data = ldPtr(self + Tee.dataobj);
      freeObject(self, typeFlags(typeOf(self)));
      xdecref(data);
    },
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('_tee', type, kwargs) || !checkPositional('_tee', tupleLength(args), 1, 1))
        return NULL;
      return teeOf(tupleItem(args, 0));
    },
    tp_iternext: (self: Borrowed) => {
      if (ld32(self + Tee.index) >= CELLS) {
        setField(self, Tee.dataobj, nextData(ldPtr(self + Tee.dataobj)));
        stSsize(self + Tee.index, 0);
      }
      const value = dataItem(ldPtr(self + Tee.dataobj), ld32(self + Tee.index));
      if (value !== 0) stSsize(self + Tee.index, ld32(self + Tee.index) + 1);
      return value;
    },
  },
  [
    method('__copy__', '($self, /)', copyTee, 'Returns an independent iterator.', { noTextSignature: true }),
    reduceMethod((self) =>
      newTuple(
        newRef(typeOf(self)),
        newTuple(newRef(EmptyTuple)),
        newTuple(newRef(ldPtr(self + Tee.dataobj)), newInt(ld32(self + Tee.index))),
      ),
    ),
    setStateMethod((self, state) => {
      if (!isInstance(state, T.tuple)) return typeError('state is not a tuple');
      if (tupleLength(state) !== 2)
        return typeError(`function takes exactly 2 arguments (${tupleLength(state)} given)`);
      const data = tupleItem(state, 0);
      if (typeOf(data) !== kept('itertools._tee_dataobject'))
        return typeError(`argument 1 must be itertools._tee_dataobject, not ${typeName(data)}`);
      const index = asSsize(tupleItem(state, 1), T.OverflowError);
      if (index === -1 && errOccurred()) return NULL;
      if (index < 0 || index > CELLS) return valueError('Index out of range');
      setField(self, Tee.dataobj, newRef(data));
      stSsize(self + Tee.index, index);
      return newRef(None);
    }),
  ],
  {
    flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE,
    weaklistoffset: Tee.weakreflist,
    textSignature: '(iterable, /)',
  },
);

const fields = [Data.it, Data.nextlink, ...Array.from({ length: CELLS }, (_, i) => Data.values + i * 8)];
export const teeDataType: HeapTypeSpec = {
  name: '_tee_dataobject',
  tpName: 'itertools._tee_dataobject',
  basicsize: Data.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE,
  doc: 'teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.',
  slots: {
    ...iteratorType('_tee_dataobject', Data.size, fields, '', {}, []).slots,
    tp_iter: null,
    tp_new: (type: Borrowed, args: Borrowed) => {
      if (!checkPositional('teedataobject', tupleLength(args), 3, 3)) return NULL;
      const values = tupleItem(args, 1);
      if (!isInstance(values, T.list))
        return typeError(`teedataobject() argument 2 must be list, not ${typeName(values)}`);
      const n = listLength(values);
      const next = tupleItem(args, 2);
      if (n > CELLS || (n < CELLS && next !== None)) return valueError('Invalid arguments');
      if (next !== None && typeOf(next) !== type) return valueError('Invalid arguments');
      const data = newData(type, tupleItem(args, 0));
      for (let i = 0; i < n; i++) stPtr(data + Data.values + i * 8, newRef(listItem(values, i)));
      st32(data + Data.numread, n);
      if (next !== None) stPtr(data + Data.nextlink, newRef(next));
      return data;
    },
  },
  methods: [
    reduceMethod((data) => {
      const values = newList();
      for (let i = 0; i < ld32(data + Data.numread); i++)
        listAppend(values, ldPtr(data + Data.values + i * 8));
      const next = ldPtr(data + Data.nextlink);
      return newTuple(
        newRef(typeOf(data)),
        newTuple(newRef(ldPtr(data + Data.it)), values, newRef(next === 0 ? None : next)),
      );
    }),
  ],
};
