/** What the functions of binascii take: bytes-like objects, or str of ASCII where text is decoded. */
import { type Borrowed, ld8, ldPtr, NULL, type Owned } from '@tyston/memory';
import {
  type BytesLike,
  getBytesLike,
  hasBuffer,
  isInstance,
  setError,
  strData,
  strIsAscii,
  strLength,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { StdlibState } from '../../lib/state.js';

/** Bytes, or the characters of an ASCII str. Null with an exception. */
export function asciiInput(o: Borrowed): BytesLike | null {
  if (isInstance(o, T.str)) {
    if (!strIsAscii(o)) {
      valueError('string argument should contain only ASCII characters');
      return null;
    }
    return { address: strData(o), length: strLength(o), release() {} };
  }
  if (!hasBuffer(o)) {
    typeError(`argument should be bytes, buffer or ASCII string, not '${typeName(o)}'`);
    return null;
  }
  return getBytesLike(o);
}
/** A JavaScript copy of the bytes; the input is released. */
export function take(input: BytesLike): Uint8Array {
  const bytes = Uint8Array.from({ length: input.length }, (_, i) => ld8(input.address + i));
  input.release();
  return bytes;
}
/** binascii.Error(message). Returns NULL. */
export function fail(message: string): Owned {
  setError(ldPtr(StdlibState.BINASCII_ERROR), message);
  return NULL;
}
