/**
 * A Struct's memory, and reading the values of one record by it.
 *
 *     +16 size  +24 number of values  +32 records (format.ts)  +40 the format, a bytes object  +48 weak references
 */
import { type Addr, type Borrowed, ldAddr, ldSsize, type Owned, PyObject } from '@tyston/memory';
import { gcTrack, newTupleBuffer, tupleInit } from '@tyston/objects';
import {
  RECORD,
  recordCode,
  recordCount,
  recordLittle,
  recordNative,
  recordOffset,
  recordSize,
} from './format.js';
import { unpackValue } from './values.js';

export const SIZE = PyObject.size;
export const VALUES = SIZE + 8;
export const CODES = SIZE + 16;
export const FORMAT = SIZE + 24;
export const WEAKREFS = SIZE + 32;
/** In front of the records: their number. */
export const COUNT = 8;

export const structSize = (self: Borrowed): number => ldSsize(self + SIZE);
export const valueCount = (self: Borrowed): number => ldSsize(self + VALUES);

/** Visits each value's place: the record's facts and the offset. Stops where `visit` returns false. */
export function eachPlace(
  self: Borrowed,
  visit: (code: string, size: number, little: boolean, native: boolean, offset: number) => boolean,
): boolean {
  const codes = ldAddr(self + CODES);
  const n = codes === 0 ? 0 : ldSsize(codes);
  let at = codes + COUNT;
  for (let k = 0; k < n; k++, at += RECORD) {
    const code = String.fromCharCode(recordCode(at));
    const size = recordSize(at);
    const little = recordLittle(at);
    const native = recordNative(at);
    let offset = recordOffset(at);
    for (let i = recordCount(at); i > 0; i--, offset += size)
      if (!visit(code, size, little, native, offset)) return false;
  }
  return true;
}

/** The tuple of the values at `from`. */
export function unpackAt(self: Borrowed, from: Addr): Owned {
  const t = newTupleBuffer(valueCount(self));
  let i = 0;
  eachPlace(self, (code, size, little, _native, offset) => {
    tupleInit(t, i++, unpackValue(code, size, little, from + offset));
    return true;
  });
  if (i > 0) gcTrack(t);
  return t;
}
