/**
 * The buffer protocol (PEP 3118): asking objects for their memory, and what exporters need to answer.
 *
 * A `Py_buffer` lives in the window. What is asked for here is released by `releaseBuffer`, which also gives back the reference
 * that the view holds on its exporter.
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
  PyBufferProcs,
  PyTypeObject,
  readCString,
  st32,
  stOwned,
  stPtr,
  stSsize,
  zero,
} from '@tyston/memory';
import { bytesData, bytesLength } from './bytes.js';
import { setError, typeError } from './errors.js';
import { call2, call3 } from './functions.js';
import { free, malloc } from './heap.js';
import { tpName } from './names.js';
import { decref, newRef, typeOf } from './refcount.js';
import { isInstance } from './subtype.js';
import { singleByte, T } from './wellknown.js';

/** What a consumer asks for (PyBUF_*). */
export const BUF = Object.freeze({
  SIMPLE: 0,
  WRITABLE: 1,
  FORMAT: 4,
  ND: 8,
  STRIDES: 0x18,
  C_CONTIGUOUS: 0x38,
  F_CONTIGUOUS: 0x58,
  ANY_CONTIGUOUS: 0x98,
  INDIRECT: 0x118,
  CONTIG: 9,
  CONTIG_RO: 8,
  STRIDED: 0x19,
  STRIDED_RO: 0x18,
  RECORDS: 0x1d,
  RECORDS_RO: 0x1c,
  FULL: 0x11d,
  FULL_RO: 0x11c,
});

function bufferProcs(o: Borrowed): Addr {
  return ldAddr(typeOf(o) + PyTypeObject.tp_as_buffer);
}
/** True when `o` exports a buffer (PyObject_CheckBuffer). */
export function hasBuffer(o: Borrowed): boolean {
  const procs = bufferProcs(o);
  return procs !== 0 && ld32(procs + PyBufferProcs.bf_getbuffer) !== 0;
}

/** Fills `view` with the memory of `o`. 0, or -1 with an exception. */
export function getBuffer(o: Borrowed, view: Addr, flags: number): number {
  if (!hasBuffer(o)) {
    typeError(`a bytes-like object is required, not '${tpName(typeOf(o))}'`);
    return -1;
  }
  return call3(ld32(bufferProcs(o) + PyBufferProcs.bf_getbuffer), o, view, flags);
}
/** Ends the use of a view and lets its exporter go. A view that was released already is left alone. */
export function releaseBuffer(view: Addr): void {
  const o = ldPtr(view + Py_buffer.obj);
  if (o === 0) return;
  const procs = bufferProcs(o);
  const f = procs === 0 ? 0 : ld32(procs + PyBufferProcs.bf_releasebuffer);
  if (f !== 0) call2(f, o, view);
  stOwned(view + Py_buffer.obj, NULL);
  decref(o);
}

/** Answers a request for `length` plain bytes at `address` (PyBuffer_FillInfo). 0, or -1 with BufferError. */
export function bufferFillInfo(
  view: Addr,
  exporter: Borrowed,
  address: Addr,
  length: number,
  readonly: boolean,
  flags: number,
): number {
  if ((flags & BUF.WRITABLE) === BUF.WRITABLE && readonly) {
    setError(T.BufferError, 'Object is not writable.');
    return -1;
  }
  stOwned(view + Py_buffer.obj, newRef(exporter));
  stPtr(view + Py_buffer.buf, address);
  stSsize(view + Py_buffer.len, length);
  st32(view + Py_buffer.readonly, readonly ? 1 : 0);
  stSsize(view + Py_buffer.itemsize, 1);
  stPtr(view + Py_buffer.format, flags & BUF.FORMAT ? byteFormat() : 0);
  st32(view + Py_buffer.ndim, 1);
  stPtr(view + Py_buffer.shape, (flags & BUF.ND) === BUF.ND ? view + Py_buffer.len : 0);
  stPtr(view + Py_buffer.strides, (flags & BUF.STRIDES) === BUF.STRIDES ? view + Py_buffer.itemsize : 0);
  stPtr(view + Py_buffer.suboffsets, 0);
  stPtr(view + Py_buffer.internal, 0);
  return 0;
}

/** The immortal C string "B": it is the tail of a bytes object that always exists. */
function byteFormat(): Addr {
  return bytesData(singleByteB);
}
const singleByteB = singleByte(66);

/** True when the view's items lie without gaps in order 'C', 'F', or 'A' (either): PyBuffer_IsContiguous. */
export function isContiguous(view: Addr, order: 'C' | 'F' | 'A'): boolean {
  if (ldAddr(view + Py_buffer.suboffsets) !== 0) return false;
  if (order === 'A') return isContiguous(view, 'C') || isContiguous(view, 'F');
  const strides = ldAddr(view + Py_buffer.strides);
  const ndim = ld32(view + Py_buffer.ndim);
  const shape = ldAddr(view + Py_buffer.shape);
  if (ldSsize(view + Py_buffer.len) === 0) return true;
  if (strides === 0) {
    // Without strides the order is C; with at most one dimension of more than one item it is F too.
    if (order === 'C' || ndim <= 1) return true;
    let large = 0;
    for (let i = 0; i < ndim; i++) if (ldSsize(shape + i * 8) > 1) large++;
    return large <= 1;
  }
  let step = ldSsize(view + Py_buffer.itemsize);
  for (let k = 0; k < ndim; k++) {
    const i = order === 'C' ? ndim - 1 - k : k;
    const n = ldSsize(shape + i * 8);
    if (n > 1 && ldSsize(strides + i * 8) !== step) return false;
    step *= n;
  }
  return true;
}

/** A Py_buffer of our own on `o`. The address of the struct, or 0 with an exception. Give it back with `dropBuffer`. */
export function acquireBuffer(o: Borrowed, flags: number): Addr {
  const view = malloc(Py_buffer.size);
  zero(view, Py_buffer.size);
  if (getBuffer(o, view, flags) < 0) {
    free(view);
    return 0;
  }
  return view;
}
export function dropBuffer(view: Addr): void {
  releaseBuffer(view);
  free(view);
}

/** The contiguous bytes of an object, until `release`. */
export interface BytesLike {
  readonly address: Addr;
  readonly length: number;
  release(): void;
}

/** The bytes of a bytes-like object; null with TypeError (or what its exporter raised). */
export function getBytesLike(o: Borrowed): BytesLike | null {
  if (isInstance(o, T.bytes)) {
    const held: Owned = newRef(o);
    return { address: bytesData(o), length: bytesLength(o), release: () => decref(held) };
  }
  return getContiguous(o, BUF.SIMPLE);
}
/** The same for memory that may be written to (the converter `w*`). */
export function getWritableBytes(o: Borrowed): BytesLike | null {
  return getContiguous(o, BUF.WRITABLE);
}
function getContiguous(o: Borrowed, flags: number): BytesLike | null {
  const view = acquireBuffer(o, flags);
  if (view === 0) return null;
  if (!isContiguous(view, 'C')) {
    dropBuffer(view);
    setError(T.BufferError, 'contiguous buffer expected');
    return null;
  }
  return {
    address: ldAddr(view + Py_buffer.buf),
    length: ldSsize(view + Py_buffer.len),
    release: () => dropBuffer(view),
  };
}

/** The view's format, "B" where it has none. */
export function viewFormat(view: Addr): string {
  const f = ldAddr(view + Py_buffer.format);
  return f === 0 ? 'B' : readCString(f);
}

/** Visits every item of a view in C order with its address. */
export function eachItem(view: Addr, visit: (address: Addr) => void): void {
  const ndim = ld32(view + Py_buffer.ndim);
  const shape = ldAddr(view + Py_buffer.shape);
  const strides = ldAddr(view + Py_buffer.strides);
  const suboffsets = ldAddr(view + Py_buffer.suboffsets);
  const itemsize = ldSsize(view + Py_buffer.itemsize);
  const start = ldAddr(view + Py_buffer.buf);
  if (ndim === 0) {
    visit(start);
    return;
  }
  if (strides === 0) {
    const n = ldSsize(view + Py_buffer.len);
    for (let i = 0; i < n; i += itemsize) visit(start + i);
    return;
  }
  const walk = (dimension: number, from: Addr): void => {
    const n = ldSsize(shape + dimension * 8);
    const step = ldSsize(strides + dimension * 8);
    const indirect = suboffsets === 0 ? -1 : ldSsize(suboffsets + dimension * 8);
    for (let i = 0; i < n; i++) {
      let at = from + i * step;
      if (indirect >= 0) at = ldAddr(at) + indirect;
      if (dimension + 1 === ndim) visit(at);
      else walk(dimension + 1, at);
    }
  };
  walk(0, start);
}

/** Copies a view's items, in C order, to `to` (which has room for `len` bytes). */
export function copyOut(view: Addr, to: Addr): void {
  const itemsize = ldSsize(view + Py_buffer.itemsize);
  if (isContiguous(view, 'C')) {
    copy(to, ldAddr(view + Py_buffer.buf), ldSsize(view + Py_buffer.len));
    return;
  }
  let at = to;
  eachItem(view, (from) => {
    copy(at, from, itemsize);
    at += itemsize;
  });
}
