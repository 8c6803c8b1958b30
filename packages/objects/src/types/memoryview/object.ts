/**
 * memoryview objects and the managed buffers behind them.
 *
 * A managed buffer holds one `Py_buffer` that its exporter filled. Any number of memoryviews look at it, each with a
 * `Py_buffer` of its own whose shape, strides and suboffsets stand in the object (`ob_array`). When the last view is released, the
 * buffer goes back to its exporter.
 */
import {
  type Addr,
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  Py_buffer,
  PyManagedBufferObject,
  PyMemoryViewObject,
  st32,
  stOwned,
  stPtr,
  stSsize,
  zero,
} from '@tyston/memory';
import { newGc, newGcVar } from '../../core/alloc.js';
import { BUF, getBuffer, hasBuffer, isContiguous, releaseBuffer } from '../../core/buffer.js';
import { setError, typeError, valueError } from '../../core/errors.js';
import { gcTrack, gcUntrack } from '../../core/gc-list.js';
import { typeName } from '../../core/names.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { T } from '../../core/wellknown.js';

/** Flags of a memoryview. */
export const MV = Object.freeze({ RELEASED: 1, C: 2, FORTRAN: 4, SCALAR: 8, PIL: 16 });
/** Flags of a managed buffer. */
const MBUF_RELEASED = 1;
export const MAX_NDIM = 64;

export function viewOf(mv: Borrowed): Addr {
  return mv + PyMemoryViewObject.view;
}
export function mvFlags(mv: Borrowed): number {
  return ld32(mv + PyMemoryViewObject.flags);
}
export function viewNdim(mv: Borrowed): number {
  return ld32(viewOf(mv) + Py_buffer.ndim);
}
export function viewShape(mv: Borrowed, i: number): number {
  return ldSsize(ldAddr(viewOf(mv) + Py_buffer.shape) + i * 8);
}
export function viewStride(mv: Borrowed, i: number): number {
  return ldSsize(ldAddr(viewOf(mv) + Py_buffer.strides) + i * 8);
}
export function viewSuboffset(mv: Borrowed, i: number): number {
  const p = ldAddr(viewOf(mv) + Py_buffer.suboffsets);
  return p === 0 ? -1 : ldSsize(p + i * 8);
}
export function viewItemsize(mv: Borrowed): number {
  return ldSsize(viewOf(mv) + Py_buffer.itemsize);
}

function mbufOf(mv: Borrowed): Borrowed {
  return ldPtr(mv + PyMemoryViewObject.mbuf);
}
/** True when the view may still be looked through; else ValueError. */
export function checkAlive(mv: Borrowed): boolean {
  if (!isReleased(mv)) return true;
  valueError('operation forbidden on released memoryview object');
  return false;
}
export function isReleased(mv: Borrowed): boolean {
  return (
    (mvFlags(mv) & MV.RELEASED) !== 0 ||
    (ld32(mbufOf(mv) + PyManagedBufferObject.flags) & MBUF_RELEASED) !== 0
  );
}

/** Finds out what the view is: scalar, contiguous, with indirections. */
export function initFlags(mv: Borrowed): void {
  const view = viewOf(mv);
  let flags = mvFlags(mv) & MV.RELEASED;
  if (viewNdim(mv) === 0) flags |= MV.SCALAR | MV.C | MV.FORTRAN;
  else if (viewNdim(mv) === 1) {
    // Even an empty slice keeps its stride in mind.
    if (viewShape(mv, 0) === 1 || viewStride(mv, 0) === viewItemsize(mv)) flags |= MV.C | MV.FORTRAN;
  } else {
    if (isContiguous(view, 'C')) flags |= MV.C;
    if (isContiguous(view, 'F')) flags |= MV.FORTRAN;
  }
  if (ldAddr(view + Py_buffer.suboffsets) !== 0) flags = (flags | MV.PIL) & ~(MV.C | MV.FORTRAN);
  st32(mv + PyMemoryViewObject.flags, flags);
}

/** A view without content and with room for `ndim` dimensions, on `mbuf`. */
function newView(mbuf: Borrowed, ndim: number): Owned {
  const mv = newGcVar(T.memoryview, PyMemoryViewObject.ob_array + 3 * ndim * 8, 3 * ndim);
  stOwned(mv + PyMemoryViewObject.mbuf, newRef(mbuf));
  stSsize(mv + PyMemoryViewObject.hash, -1);
  st32(mv + PyMemoryViewObject.flags, 0);
  stSsize(mv + PyMemoryViewObject.exports, 0);
  zero(viewOf(mv), Py_buffer.size);
  stPtr(mv + PyMemoryViewObject.weakreflist, 0);
  const view = viewOf(mv);
  const array = mv + PyMemoryViewObject.ob_array;
  st32(view + Py_buffer.ndim, ndim);
  stPtr(view + Py_buffer.shape, array);
  stPtr(view + Py_buffer.strides, array + ndim * 8);
  stPtr(view + Py_buffer.suboffsets, array + 2 * ndim * 8);
  const exports = mbuf + PyManagedBufferObject.exports;
  stSsize(exports, ldSsize(exports) + 1);
  return mv;
}

/** A view of `mbuf` that looks at what `source` (a Py_buffer) looks at, with `ndim` dimensions made by the caller. */
export function viewWithRoom(mbuf: Borrowed, source: Addr, ndim: number): Owned {
  const mv = newView(mbuf, ndim);
  const view = viewOf(mv);
  // The exporter is borrowed: the managed buffer keeps it.
  stPtr(view + Py_buffer.obj, ldPtr(source + Py_buffer.obj));
  stPtr(view + Py_buffer.buf, ldAddr(source + Py_buffer.buf));
  stSsize(view + Py_buffer.len, ldSsize(source + Py_buffer.len));
  stSsize(view + Py_buffer.itemsize, ldSsize(source + Py_buffer.itemsize));
  st32(view + Py_buffer.readonly, ld32(source + Py_buffer.readonly));
  stPtr(view + Py_buffer.format, ldAddr(source + Py_buffer.format));
  stPtr(view + Py_buffer.internal, ldAddr(source + Py_buffer.internal));
  stPtr(view + Py_buffer.suboffsets, 0);
  return mv;
}

/** A view of `mbuf` like `source`. */
export function addView(mbuf: Borrowed, source: Addr): Owned {
  const ndim = ld32(source + Py_buffer.ndim);
  const mv = viewWithRoom(mbuf, source, ndim);
  const view = viewOf(mv);
  const array = mv + PyMemoryViewObject.ob_array;
  const itemsize = ldSsize(source + Py_buffer.itemsize);
  const shape = ldAddr(source + Py_buffer.shape);
  const strides = ldAddr(source + Py_buffer.strides);
  const suboffsets = ldAddr(source + Py_buffer.suboffsets);
  if (ndim > 0) {
    if (shape !== 0) copy(array, shape, ndim * 8);
    else stSsize(array, ldSsize(source + Py_buffer.len) / itemsize);
    if (strides !== 0) copy(array + ndim * 8, strides, ndim * 8);
    else stridesFromShape(mv);
    if (suboffsets !== 0) {
      stPtr(view + Py_buffer.suboffsets, array + 2 * ndim * 8);
      copy(array + 2 * ndim * 8, suboffsets, ndim * 8);
    }
  }
  initFlags(mv);
  gcTrack(mv);
  return mv;
}
/** Strides of a C-contiguous view of this shape. */
export function stridesFromShape(mv: Borrowed): void {
  const strides = ldAddr(viewOf(mv) + Py_buffer.strides);
  let step = viewItemsize(mv);
  for (let i = viewNdim(mv) - 1; i >= 0; i--) {
    stSsize(strides + i * 8, step);
    step *= viewShape(mv, i);
  }
}
/** Sets `len` from shape and item size. */
export function initLength(mv: Borrowed): void {
  let n = viewItemsize(mv);
  for (let i = 0; i < viewNdim(mv); i++) n *= viewShape(mv, i);
  stSsize(viewOf(mv) + Py_buffer.len, n);
}
/** Another view like `mv`. */
export function copyView(mv: Borrowed): Owned {
  return addView(mbufOf(mv), viewOf(mv));
}
export function copyViewWithRoom(mv: Borrowed, ndim: number): Owned {
  return viewWithRoom(mbufOf(mv), viewOf(mv), ndim);
}

/** memoryview(o). New reference or NULL. */
export function memoryviewFromObject(o: Borrowed): Owned {
  if (typeOf(o) === T.memoryview) return checkAlive(o) ? copyView(o) : NULL;
  if (!hasBuffer(o)) return typeError(`memoryview: a bytes-like object is required, not '${typeName(o)}'`);
  const mbuf = newGc(T.managedbuffer, PyManagedBufferObject.size);
  st32(mbuf + PyManagedBufferObject.flags, 0);
  stSsize(mbuf + PyManagedBufferObject.exports, 0);
  const master = mbuf + PyManagedBufferObject.master;
  zero(master, Py_buffer.size);
  if (getBuffer(o, master, BUF.FULL_RO) < 0) {
    decref(mbuf);
    return NULL;
  }
  gcTrack(mbuf);
  const mv = addView(mbuf, master);
  decref(mbuf);
  return mv;
}

/** Gives the buffer back to its exporter. */
export function releaseManaged(mbuf: Borrowed): void {
  const flags = ld32(mbuf + PyManagedBufferObject.flags);
  if (flags & MBUF_RELEASED) return;
  st32(mbuf + PyManagedBufferObject.flags, flags | MBUF_RELEASED);
  gcUntrack(mbuf);
  releaseBuffer(mbuf + PyManagedBufferObject.master);
}

/** Releases a view. 0, or -1 with BufferError when others look through it. */
export function releaseView(mv: Borrowed): number {
  if (mvFlags(mv) & MV.RELEASED) return 0;
  const exports = ldSsize(mv + PyMemoryViewObject.exports);
  if (exports > 0) {
    setError(T.BufferError, `memoryview has ${exports} exported buffer${exports === 1 ? '' : 's'}`);
    return -1;
  }
  st32(mv + PyMemoryViewObject.flags, mvFlags(mv) | MV.RELEASED);
  const mbuf = mbufOf(mv);
  const left = ldSsize(mbuf + PyManagedBufferObject.exports) - 1;
  stSsize(mbuf + PyManagedBufferObject.exports, left);
  if (left === 0) releaseManaged(mbuf);
  return 0;
}
