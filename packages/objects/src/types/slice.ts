/** The type `slice`. */
import { type Borrowed, ldPtr, NULL, type Owned, PySliceObject, TypeFlags } from '@tyston/memory';
import { indexInt, richCompare } from '../core/abstract.js';
import { checkPositional } from '../core/args.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { typeError, valueError } from '../core/errors.js';
import { intToBigInt, newIntFromBigInt } from '../core/int.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { StrWriter } from '../core/str-build.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { NotImplemented, T } from '../core/wellknown.js';
import { REDUCE_DOC } from '../lib/index-iterator.js';
import { fieldSlots } from '../lib/object-life.js';
import { writeRepr } from '../lib/repr-items.js';
import { newSlice, sliceLongIndices } from '../lib/slice-object.js';

const { start: START, stop: STOP, step: STEP } = PySliceObject;

function asTuple(s: Borrowed): Owned {
  return newTuple(newRef(ldPtr(s + START)), newRef(ldPtr(s + STOP)), newRef(ldPtr(s + STEP)));
}
function repr(s: Borrowed): Owned {
  const w = new StrWriter();
  w.text('slice(');
  if (!writeRepr(w, ldPtr(s + START))) return NULL;
  w.text(', ');
  if (!writeRepr(w, ldPtr(s + STOP))) return NULL;
  w.text(', ');
  if (!writeRepr(w, ldPtr(s + STEP))) return NULL;
  w.text(')');
  return w.finish();
}
function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (typeOf(a) !== T.slice || typeOf(b) !== T.slice) return newRef(NotImplemented);
  const x = asTuple(a);
  const y = asTuple(b);
  const r = richCompare(x, y, op);
  decref(x);
  decref(y);
  return r;
}
function indices(s: Borrowed, lengthObject: Borrowed): Owned {
  const n = indexInt(lengthObject);
  if (n === 0) return NULL;
  const length = intToBigInt(n);
  decref(n);
  if (length < 0n) return valueError('length should not be negative');
  const r = sliceLongIndices(s, length);
  return r === null ? NULL : newTuple(newIntFromBigInt(r[0]), newIntFromBigInt(r[1]), newIntFromBigInt(r[2]));
}
function create(_type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (kwargs !== 0 && dictLength(kwargs) !== 0) return typeError('slice() takes no keyword arguments');
  const n = tupleLength(args);
  if (!checkPositional('slice', n, 1, 3)) return NULL;
  if (n === 1) return newSlice(NULL, tupleItem(args, 0), NULL);
  return newSlice(tupleItem(args, 0), tupleItem(args, 1), n === 3 ? tupleItem(args, 2) : NULL);
}

const hidden = { noTextSignature: true } as const;
const member = (name: string, offset: number) => ({ name, type: MemberType.OBJECT, offset, readonly: true });
export const sliceType: TypeSpec = {
  type: 'slice',
  basicsize: PySliceObject.size,
  flags: TypeFlags.HAVE_GC,
  doc: 'slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).',
  slots: {
    ...fieldSlots(START, STOP, STEP),
    tp_repr: repr,
    tp_hash: null,
    tp_richcompare: compare,
    tp_new: create,
  },
  methods: [
    method(
      'indices',
      '($self, length, /)',
      indices,
      'S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.',
      hidden,
    ),
    method(
      '__reduce__',
      '($self, /)',
      (s: Borrowed) => newTuple(newRef(typeOf(s)), asTuple(s)),
      REDUCE_DOC,
      hidden,
    ),
  ],
  members: [member('start', START), member('stop', STOP), member('step', STEP)],
};
