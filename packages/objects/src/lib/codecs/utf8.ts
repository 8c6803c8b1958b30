/** UTF-8 (RFC 3629; ill-formed sequences are replaced by maximal subparts, as Unicode recommends). */
import { type Addr, type Borrowed, copy, ld8, NULL, type Owned, st8 } from '@tyston/memory';
import { bytesData, newBytesBuffer } from '../../core/bytes.js';
import { newRef } from '../../core/refcount.js';
import {
  newChar,
  newStrBuffer,
  readChar,
  strData,
  strIsAscii,
  strKind,
  strLength,
  writeChar,
} from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { EmptyStr } from '../../core/wellknown.js';
import { ByteWriter } from '../byte-writer.js';
import { DecodeErrors, EncodeErrors } from './errors.js';

/** str → bytes. */
export function encodeUtf8(s: Borrowed, errors: string | null): Owned {
  const n = strLength(s);
  const data = strData(s);
  if (strIsAscii(s)) {
    const b = newBytesBuffer(n);
    if (n > 0) copy(bytesData(b), data, n);
    return b;
  }
  const kind = strKind(s);
  let size = 0;
  let surrogates = false;
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (c >= 0xd800 && c <= 0xdfff) surrogates = true;
  }
  if (surrogates && errors !== 'surrogatepass') return encodeSurrogates(s, errors);
  const b = newBytesBuffer(size);
  let p = bytesData(b);
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c < 0x80) st8(p++, c);
    else if (c < 0x800) {
      st8(p, 0xc0 | (c >> 6));
      st8(p + 1, 0x80 | (c & 63));
      p += 2;
    } else if (c < 0x10000) {
      st8(p, 0xe0 | (c >> 12));
      st8(p + 1, 0x80 | ((c >> 6) & 63));
      st8(p + 2, 0x80 | (c & 63));
      p += 3;
    } else {
      st8(p, 0xf0 | (c >> 18));
      st8(p + 1, 0x80 | ((c >> 12) & 63));
      st8(p + 2, 0x80 | ((c >> 6) & 63));
      st8(p + 3, 0x80 | (c & 63));
      p += 4;
    }
  }
  return b;
}

function writeUtf8(w: ByteWriter, c: number): void {
  if (c < 0x80) w.byte(c);
  else if (c < 0x800) {
    w.byte(0xc0 | (c >> 6));
    w.byte(0x80 | (c & 63));
  } else if (c < 0x10000) {
    w.byte(0xe0 | (c >> 12));
    w.byte(0x80 | ((c >> 6) & 63));
    w.byte(0x80 | (c & 63));
  } else {
    w.byte(0xf0 | (c >> 18));
    w.byte(0x80 | ((c >> 12) & 63));
    w.byte(0x80 | ((c >> 6) & 63));
    w.byte(0x80 | (c & 63));
  }
}

const SURROGATES = 'surrogates not allowed';

function encodeSurrogates(s: Borrowed, errors: string | null): Owned {
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  const w = new ByteWriter(n * 2);
  const handler = new EncodeErrors('utf-8', s, errors);
  for (let i = 0; i < n; ) {
    const c = readChar(kind, data, i);
    if (c < 0xd800 || c > 0xdfff) {
      writeUtf8(w, c);
      i++;
      continue;
    }
    let end = i + 1;
    while (end < n && (readChar(kind, data, end) & ~0x7ff) === 0xd800) end++;
    let ok = handler.handle(i, end, SURROGATES);
    // What a handler gives as text must be ASCII.
    if (ok && handler.bytes === null && handler.text.some((t) => t > 127))
      ok = handler.raise(i, end, SURROGATES);
    if (!ok) {
      handler.release();
      return NULL;
    }
    for (const b of handler.bytes ?? handler.text) w.byte(b);
    i = handler.next;
  }
  handler.release();
  return w.finish();
}

let sequenceEnd = 0;
/**
 * The code point at `i`, with `sequenceEnd` behind it. Negative where there is none: -1 for a bad start byte, -2, -3, -4 for a bad
 * byte after 1, 2 or 3 good ones, -5 when the data end inside a sequence that is good so far.
 */
function decodeOne(p: Addr, i: number, n: number): number {
  const a = ld8(p + i);
  if (a < 0x80) {
    sequenceEnd = i + 1;
    return a;
  }
  if (a < 0xc2 || a > 0xf4) return -1;
  if (i + 1 >= n) return -5;
  const b = ld8(p + i + 1);
  if (a < 0xe0) {
    if ((b & 0xc0) !== 0x80) return -2;
    sequenceEnd = i + 2;
    return ((a & 31) << 6) | (b & 63);
  }
  if ((b & 0xc0) !== 0x80) return -2;
  if (a < 0xf0) {
    if ((a === 0xe0 && b < 0xa0) || (a === 0xed && b > 0x9f)) return -2;
    if (i + 2 >= n) return -5;
    const c = ld8(p + i + 2);
    if ((c & 0xc0) !== 0x80) return -3;
    sequenceEnd = i + 3;
    return ((a & 15) << 12) | ((b & 63) << 6) | (c & 63);
  }
  if ((a === 0xf0 && b < 0x90) || (a === 0xf4 && b > 0x8f)) return -2;
  if (i + 2 >= n) return -5;
  const c = ld8(p + i + 2);
  if ((c & 0xc0) !== 0x80) return -3;
  if (i + 3 >= n) return -5;
  const d = ld8(p + i + 3);
  if ((d & 0xc0) !== 0x80) return -4;
  sequenceEnd = i + 4;
  return ((a & 7) << 18) | ((b & 63) << 12) | ((c & 63) << 6) | (d & 63);
}

/** True when the `n` bytes at `p` are ASCII. */
export function isAsciiRun(p: Addr, n: number): boolean {
  for (let i = 0; i < n; i++) if (ld8(p + i) > 127) return false;
  return true;
}

let consumed = 0;
/** How many bytes the last decoding that may stop early has used. */
export function decodedBytes(): number {
  return consumed;
}

/** bytes → str. With `partial`, an incomplete sequence at the end is left for the next time: see `decodedBytes`. */
export function decodeUtf8(p: Addr, n: number, errors: string | null, partial = false): Owned {
  consumed = n;
  if (n === 0) return newRef(EmptyStr);
  let ascii = 0;
  while (ascii < n && ld8(p + ascii) < 128) ascii++;
  if (ascii === n) {
    if (n === 1) return newChar(ld8(p));
    const s = newStrBuffer(n, 127);
    copy(strData(s), p, n);
    return s;
  }
  let length = ascii;
  let max = 0;
  let i = ascii;
  while (i < n) {
    const c = decodeOne(p, i, n);
    if (c < 0) return decodeWithErrors(p, n, errors, partial);
    if (c > max) max = c;
    length++;
    i = sequenceEnd;
  }
  if (length === 1) return newChar(max);
  const s = newStrBuffer(length, max);
  const kind = strKind(s);
  const data = strData(s);
  if (ascii > 0) {
    if (kind === 1) copy(data, p, ascii);
    else for (let k = 0; k < ascii; k++) writeChar(kind, data, k, ld8(p + k));
  }
  i = ascii;
  for (let k = ascii; i < n; k++) {
    writeChar(kind, data, k, decodeOne(p, i, n));
    i = sequenceEnd;
  }
  return s;
}

/** Two bytes of a surrogate's three, at the end: what follows may make a handler accept it. */
function isTruncatedSurrogate(p: Addr, left: number): boolean {
  return left === 2 && ld8(p) === 0xed && ld8(p + 1) >= 0xa0 && ld8(p + 1) <= 0xbf;
}

function decodeWithErrors(p: Addr, n: number, errors: string | null, partial: boolean): Owned {
  const w = new StrWriter();
  const handler = new DecodeErrors('utf-8', p, n, errors);
  let i = 0;
  while (i < handler.length) {
    const c = decodeOne(handler.data, i, handler.length);
    if (c >= 0) {
      w.char(c);
      i = sequenceEnd;
      continue;
    }
    if (partial && (c === -5 || (c === -2 && isTruncatedSurrogate(handler.data + i, handler.length - i))))
      break;
    const [end, reason] =
      c === -1
        ? [i + 1, 'invalid start byte']
        : c === -5
          ? [handler.length, 'unexpected end of data']
          : [i - c - 1, 'invalid continuation byte'];
    if (!handler.handle(i, end, reason)) {
      handler.release();
      return NULL;
    }
    w.codePoints(handler.text);
    i = handler.next;
  }
  consumed = i;
  handler.release();
  return w.finish();
}
