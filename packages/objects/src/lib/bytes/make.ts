/** The bytes that an object stands for: what `bytes(x)` and `bytearray(x)` take. */
import { type Borrowed, ldSsize, NULL, type Owned, Py_buffer } from '@tyston/memory';
import { asSsize, getIter, iterNext, lengthHint } from '../../core/abstract.js';
import { acquireBuffer, BUF, copyOut, dropBuffer, hasBuffer } from '../../core/buffer.js';
import { bytesData, newBytesBuffer } from '../../core/bytes.js';
import { errClear, errMatches, errOccurred, typeError, valueError } from '../../core/errors.js';
import { typeName } from '../../core/names.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { isInstance } from '../../core/subtype.js';
import { T } from '../../core/wellknown.js';
import { ByteWriter } from '../byte-writer.js';

/** The value of an item that is to be a byte; -1 with an exception, whose text is `range` for one out of range. */
export function byteValue(item: Borrowed, range: string): number {
  const v = asSsize(item, 0);
  if (v === -1 && errOccurred() !== 0) return -1;
  if (v < 0 || v > 255) {
    valueError(range);
    return -1;
  }
  return v;
}

/** A copy of an object's buffer in C order. New bytes, or NULL. */
export function bytesFromBuffer(o: Borrowed): Owned {
  const view = acquireBuffer(o, BUF.FULL_RO);
  if (view === 0) return NULL;
  const b = newBytesBuffer(ldSsize(view + Py_buffer.len));
  if (ldSsize(view + Py_buffer.len) > 0) copyOut(view, bytesData(b));
  dropBuffer(view);
  return b;
}

/** Collects the bytes that an iterator gives. False with an exception. */
export function collectBytes(w: ByteWriter, it: Borrowed, range: string): boolean {
  for (;;) {
    const item = iterNext(it);
    if (item === 0) return errOccurred() === 0;
    const v = byteValue(item, range);
    decref(item);
    if (v < 0) return false;
    w.byte(v);
  }
}

/** PyBytes_FromObject: of a buffer or an iterable of ints. New bytes, or NULL. */
export function bytesFromObject(o: Borrowed): Owned {
  if (typeOf(o) === T.bytes) return newRef(o);
  if (hasBuffer(o)) return bytesFromBuffer(o);
  if (!isInstance(o, T.str)) {
    const it = getIter(o);
    if (it !== 0) {
      const w = new ByteWriter();
      const ok = lengthHint(o, 64) >= 0 && collectBytes(w, it, 'bytes must be in range(0, 256)');
      decref(it);
      return ok ? w.finish() : NULL;
    }
    if (!errMatches(T.TypeError)) return NULL;
    errClear();
  }
  return typeError(`cannot convert '${typeName(o)}' object to bytes`);
}
