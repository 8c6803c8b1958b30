/** Writing to text streams. */
import { type Borrowed, copy, ld8, ld32, ldPtr, NULL, type Owned, st8 } from '@tyston/memory';
import {
  bytesData,
  bytesLength,
  callMethod,
  decref,
  isInstance,
  newInt,
  newRef,
  strData,
  strIsAscii,
  strLength,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { osWord } from '../../lib/os-words.js';
import { bufferedFlush } from './buffered-types.js';
import { isExact, TextIO as X } from './layout.js';
import { indexOfChar, replaceNewlines } from './newline.js';
import { unsupported } from './state.js';
import { encodeChunk, resetDecoder } from './text-codec.js';
import { bufferOf, forgetRead, open, pendingRoom, setDecoded, writeFlush } from './text-object.js';

/** The buffer's flush. */
export function flushBuffer(self: Borrowed): Owned {
  const buffer = bufferOf(self);
  return isExact(buffer, osWord.BUFFERED_WRITER) ? bufferedFlush(buffer) : callMethod(buffer, 'flush');
}
export function textFlush(self: Borrowed): Owned {
  if (!open(self)) return NULL;
  // After a flush the position can be told again.
  st8(self + X.telling, ld8(self + X.seekable));
  return writeFlush(self) < 0 ? NULL : flushBuffer(self);
}
/** `write(text)`: NULL with an exception, else the number of characters. */
export function textWrite(self: Borrowed, text: Borrowed): Owned {
  if (!isInstance(text, T.str)) return typeError(`write() argument must be str, not ${typeName(text)}`);
  if (!open(self)) return NULL;
  if (ldPtr(self + X.encoder) === 0) return unsupported('not writable');
  const length = strLength(text);
  const lineBuffering = ld8(self + X.line_buffering) !== 0;
  const writenl = ld8(self + X.writetranslate) ? ldPtr(self + X.writenl) : (0 as Borrowed);
  const hasNewline = (lineBuffering || writenl !== 0) && indexOfChar(text, 10, 0, length) >= 0;
  let held = newRef(text);
  if (hasNewline && writenl !== 0) held = replaceNewlines(held, writenl);
  const flushLine = lineBuffering && (hasNewline || indexOfChar(held, 13, 0, strLength(held)) >= 0);
  const ok = append(self, held);
  decref(held);
  if (!ok) return NULL;
  const chunk = ld32(self + X.chunk_size);
  if (ld32(self + X.pending_bytes_count) >= chunk || flushLine || ld8(self + X.write_through))
    if (writeFlush(self) < 0) return NULL;
  if (flushLine) {
    const r = flushBuffer(self);
    if (r === 0) return NULL;
    decref(r);
  }
  if (ldPtr(self + X.decoded_chars) !== 0) setDecoded(self, NULL);
  if (ldPtr(self + X.snapshot) !== 0) forgetRead(self);
  if (ldPtr(self + X.decoder) !== 0 && resetDecoder(self) < 0) return NULL;
  return newInt(length);
}
/** Adds the bytes of a str to those that wait, which go first where there is no room: false with an exception. */
function append(self: Borrowed, text: Borrowed): boolean {
  if (ld8(self + X.encodefunc) !== 0 && strIsAscii(text))
    return addBytes(self, strData(text), strLength(text));
  const b = encodeChunk(self, text);
  if (b === 0) return false;
  const ok = addBytes(self, bytesData(b), bytesLength(b));
  decref(b);
  return ok;
}
function addBytes(self: Borrowed, at: number, n: number): boolean {
  if (ld32(self + X.pending_bytes_count) + n > ld32(self + X.chunk_size) && writeFlush(self) < 0)
    return false;
  if (n > 0) copy(pendingRoom(self, n), at, n);
  return true;
}
