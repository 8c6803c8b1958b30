/** int.to_bytes and int.from_bytes: two's complement in either byte order. */
import { type Borrowed, NULL, type Owned, readBytes } from '@tyston/memory';
import { call, getIter, indexInt, iterNext, lookupSpecial, typeName } from '../../core/abstract.js';
import { getBytesLike } from '../../core/buffer.js';
import { bytesData, bytesView, newBytesBuffer } from '../../core/bytes.js';
import { errClear, errMatches, errOccurred, setError, typeError, valueError } from '../../core/errors.js';
import { intFitsNumber, intSize, intToNumber } from '../../core/int.js';
import { decref, typeOf } from '../../core/refcount.js';
import { strEqualsAscii } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { T } from '../../core/wellknown.js';
import { MOST_BYTES, refuseBytes } from '../../lib/bytes/most.js';
import { bitsNeeded, intFromBytes, writeTwosComplement } from '../../lib/int-bytes.js';

/** 1 for little, 0 for big, -1 with ValueError. */
function littleEndian(byteorder: Borrowed): number {
  if (byteorder === 0 || strEqualsAscii(byteorder, 'big')) return 0;
  if (strEqualsAscii(byteorder, 'little')) return 1;
  valueError("byteorder must be either 'little' or 'big'");
  return -1;
}

/** _PyLong_AsByteArray into a new bytes object. */
export function intToBytes(self: Borrowed, length: number, byteorder: Borrowed, signed: boolean): Owned {
  const little = littleEndian(byteorder);
  if (little < 0) return NULL;
  if (length < 0) return valueError('length argument must be non-negative');
  if (length > MOST_BYTES) return refuseBytes(length);
  const negative = intSize(self) < 0;
  if (negative && !signed) return setError(T.OverflowError, "can't convert negative int to unsigned");
  if (bitsNeeded(self, signed) > 8 * length) return setError(T.OverflowError, 'int too big to convert');
  const result = newBytesBuffer(length);
  writeTwosComplement(self, bytesData(result), length, little === 1);
  return result;
}

/** What PyObject_Bytes takes: a copy of the bytes, or null with an exception. */
function bytesOf(o: Borrowed): Uint8Array | null {
  if (typeOf(o) === T.bytes) return bytesView(o).slice();
  const f = lookupSpecial(o, '__bytes__');
  if (f !== 0) {
    const r = call(f);
    decref(f);
    if (r === 0) return null;
    if (!isInstance(r, T.bytes)) {
      typeError(`__bytes__ returned non-bytes (type ${typeName(r)})`);
      decref(r);
      return null;
    }
    const bytes = bytesView(r).slice();
    decref(r);
    return bytes;
  }
  if (errOccurred()) return null;
  const view = getBytesLike(o);
  if (view !== null) {
    const bytes = readBytes(view.address, view.length);
    view.release();
    return bytes;
  }
  if (!errMatches(T.TypeError)) return null;
  errClear();
  const cannot = () => {
    typeError(`cannot convert '${typeName(o)}' object to bytes`);
    return null;
  };
  if (isInstance(o, T.str)) return cannot();
  const it = getIter(o);
  if (it === 0) {
    if (!errMatches(T.TypeError)) return null;
    errClear();
    return cannot();
  }
  const out: number[] = [];
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    const index = indexInt(item);
    decref(item);
    if (index === 0) break;
    const v = intFitsNumber(index) ? intToNumber(index) : -1;
    decref(index);
    if (v < 0 || v > 255) {
      valueError('bytes must be in range(0, 256)');
      break;
    }
    out.push(v);
  }
  decref(it);
  return errOccurred() ? null : Uint8Array.from(out);
}

/** int.from_bytes: of a subclass, the subclass called with the int. */
export function fromBytes(type: Borrowed, o: Borrowed, byteorder: Borrowed, signed: boolean): Owned {
  const little = littleEndian(byteorder);
  if (little < 0) return NULL;
  const bytes = bytesOf(o);
  if (bytes === null) return NULL;
  const v = intFromBytes(bytes, little === 1, signed);
  if (type === T.int) return v;
  const r = call(type, v);
  decref(v);
  return r;
}
