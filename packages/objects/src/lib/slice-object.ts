/** Slice objects, and slices of sequences whose length is an int of any size. */
import { type Borrowed, ldPtr, type Owned, PySliceObject, stPtr } from '@tyston/memory';
import { hasIndex, indexInt } from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { typeError, valueError } from '../core/errors.js';
import { gcTrack } from '../core/gc-list.js';
import { intToBigInt } from '../core/int.js';
import { decref, newRef } from '../core/refcount.js';
import { None, T } from '../core/wellknown.js';

/** `slice(start, stop, step)`; 0 for None. */
export function newSlice(start: Borrowed, stop: Borrowed, step: Borrowed): Owned {
  const s = newGc(T.slice, PySliceObject.size);
  stPtr(s + PySliceObject.start, newRef(start === 0 ? None : start));
  stPtr(s + PySliceObject.stop, newRef(stop === 0 ? None : stop));
  stPtr(s + PySliceObject.step, newRef(step === 0 ? None : step));
  gcTrack(s);
  return s;
}

/** One end of a slice as a BigInt; null with an exception. */
function longIndex(v: Borrowed): bigint | null {
  if (!hasIndex(v)) {
    typeError('slice indices must be integers or None or have an __index__ method');
    return null;
  }
  const i = indexInt(v);
  if (i === 0) return null;
  const b = intToBigInt(i);
  decref(i);
  return b;
}
/** start, stop and step for a sequence of `n` items (_PySlice_GetLongIndices); null with an exception. */
export function sliceLongIndices(slice: Borrowed, n: bigint): [bigint, bigint, bigint] | null {
  const stepObject = ldPtr(slice + PySliceObject.step);
  const step = stepObject === None ? 1n : longIndex(stepObject);
  if (step === null) return null;
  if (step === 0n) {
    valueError('slice step cannot be zero');
    return null;
  }
  const lower = step < 0n ? -1n : 0n;
  const upper = step < 0n ? n - 1n : n;
  const clip = (v: Borrowed, fallback: bigint): bigint | null => {
    if (v === None) return fallback;
    let i = longIndex(v);
    if (i === null) return null;
    if (i < 0n) {
      i += n;
      return i < lower ? lower : i;
    }
    return i > upper ? upper : i;
  };
  const start = clip(ldPtr(slice + PySliceObject.start), step < 0n ? upper : lower);
  if (start === null) return null;
  const stop = clip(ldPtr(slice + PySliceObject.stop), step < 0n ? lower : upper);
  if (stop === null) return null;
  return [start, stop, step];
}
