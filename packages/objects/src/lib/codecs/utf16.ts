/** UTF-16 and UTF-32, in both byte orders, with and without a byte order mark. */
import { type Addr, type Borrowed, ld8, NULL, type Owned } from '@tyston/memory';
import { newRef } from '../../core/refcount.js';
import { readChar, strData, strKind, strLength } from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { EmptyStr } from '../../core/wellknown.js';
import { ByteWriter } from '../byte-writer.js';
import { DecodeErrors, EncodeErrors } from './errors.js';

/** -1 little-endian, 1 big-endian, 0 native (little-endian) with a byte order mark. */
export type ByteOrder = -1 | 0 | 1;

const SURROGATES = 'surrogates not allowed';

function write16(w: ByteWriter, c: number, big: boolean): void {
  w.byte(big ? c >> 8 : c & 255);
  w.byte(big ? c & 255 : c >> 8);
}
function write32(w: ByteWriter, c: number, big: boolean): void {
  for (let k = 0; k < 4; k++) w.byte((c >>> ((big ? 3 - k : k) * 8)) & 255);
}

export function orderedName(bits: 16 | 32, order: ByteOrder): string {
  return `utf-${bits}${order < 0 ? '-le' : order > 0 ? '-be' : ''}`;
}

function encode(s: Borrowed, errors: string | null, order: ByteOrder, bits: 16 | 32): Owned {
  const big = order > 0;
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  const unit = bits >> 3;
  const w = new ByteWriter((n + 1) * unit);
  const put = bits === 16 ? write16 : write32;
  if (order === 0) put(w, 0xfeff, big);
  const handler = new EncodeErrors(orderedName(bits, order), s, errors);
  for (let i = 0; i < n; ) {
    const c = readChar(kind, data, i);
    if (c < 0xd800 || c > 0xdfff) {
      if (c > 0xffff && bits === 16) {
        put(w, 0xd7c0 + (c >> 10), big);
        put(w, 0xdc00 + (c & 0x3ff), big);
      } else put(w, c, big);
      i++;
      continue;
    }
    let ok = handler.handle(i, i + 1, SURROGATES);
    if (ok) {
      // Bytes must be whole units, text must be ASCII.
      const bad =
        handler.bytes !== null ? handler.bytes.length % unit !== 0 : handler.text.some((t) => t > 127);
      if (bad) ok = handler.raise(i, i + 1, SURROGATES);
    }
    if (!ok) {
      handler.release();
      return NULL;
    }
    if (handler.bytes !== null) for (const b of handler.bytes) w.byte(b);
    else for (const t of handler.text) put(w, t, big);
    i = handler.next;
  }
  handler.release();
  return w.finish();
}

export function encodeUtf16(s: Borrowed, errors: string | null, order: ByteOrder): Owned {
  return encode(s, errors, order, 16);
}
export function encodeUtf32(s: Borrowed, errors: string | null, order: ByteOrder): Owned {
  return encode(s, errors, order, 32);
}

let consumed = 0;
let found: ByteOrder = 0;
/** How many bytes the last decoding has used, and the byte order that it found or was given. */
export function utfConsumed(): number {
  return consumed;
}
export function utfByteOrder(): ByteOrder {
  return found;
}

function finish(w: StrWriter, handler: DecodeErrors, at: number): Owned {
  consumed = at;
  handler.release();
  return w.finish();
}

export function decodeUtf16(
  p: Addr,
  n: number,
  errors: string | null,
  order: ByteOrder,
  partial = false,
): Owned {
  let i = 0;
  if (order === 0 && n >= 2) {
    const bom = ld8(p) | (ld8(p + 1) << 8);
    if (bom === 0xfeff) {
      order = -1;
      i = 2;
    } else if (bom === 0xfffe) {
      order = 1;
      i = 2;
    }
  }
  found = order;
  consumed = i;
  if (i === n) return newRef(EmptyStr);
  const big = order > 0;
  // An order found in the mark goes into the encoding's name, as an order that was asked for.
  const handler = new DecodeErrors(orderedName(16, order === 0 ? -1 : order), p, n, errors);
  const w = new StrWriter();
  const unit = (at: number) =>
    big
      ? (ld8(handler.data + at) << 8) | ld8(handler.data + at + 1)
      : ld8(handler.data + at) | (ld8(handler.data + at + 1) << 8);
  while (i < handler.length) {
    const left = handler.length - i;
    let end = i + 2;
    let reason = '';
    if (left < 2) {
      if (partial) break;
      reason = 'truncated data';
      end = handler.length;
    } else {
      const c = unit(i);
      if (c < 0xd800 || c > 0xdfff) {
        w.char(c);
        i += 2;
        continue;
      }
      if (c >= 0xdc00) reason = 'illegal encoding';
      else if (left < 4) {
        if (partial) break;
        reason = 'unexpected end of data';
        end = handler.length;
      } else {
        const d = unit(i + 2);
        if (d >= 0xdc00 && d <= 0xdfff) {
          w.char(0x10000 + ((c & 0x3ff) << 10) + (d & 0x3ff));
          i += 4;
          continue;
        }
        reason = 'illegal UTF-16 surrogate';
      }
    }
    if (!handler.handle(i, end, reason)) {
      handler.release();
      return NULL;
    }
    w.codePoints(handler.text);
    i = handler.next;
  }
  return finish(w, handler, i);
}

export function decodeUtf32(
  p: Addr,
  n: number,
  errors: string | null,
  order: ByteOrder,
  partial = false,
): Owned {
  let i = 0;
  if (order === 0 && n >= 4) {
    const a = ld8(p) | (ld8(p + 1) << 8) | (ld8(p + 2) << 16);
    if (a === 0xfeff && ld8(p + 3) === 0) {
      order = -1;
      i = 4;
    } else if (a === 0xfe0000 && ld8(p + 3) === 0xff) {
      order = 1;
      i = 4;
    }
  }
  found = order;
  consumed = i;
  const big = order > 0;
  const handler = new DecodeErrors(orderedName(32, order === 0 ? -1 : order), p, n, errors);
  const w = new StrWriter();
  while (i < handler.length) {
    let end = i + 4;
    let reason: string;
    if (handler.length - i < 4) {
      if (partial) break;
      reason = 'truncated data';
      end = handler.length;
    } else {
      const q = handler.data + i;
      const c = big
        ? ((ld8(q) << 24) | (ld8(q + 1) << 16) | (ld8(q + 2) << 8) | ld8(q + 3)) >>> 0
        : ((ld8(q + 3) << 24) | (ld8(q + 2) << 16) | (ld8(q + 1) << 8) | ld8(q)) >>> 0;
      if (c <= 0x10ffff && (c < 0xd800 || c > 0xdfff)) {
        w.char(c);
        i += 4;
        continue;
      }
      reason =
        c > 0x10ffff
          ? 'code point not in range(0x110000)'
          : 'code point in surrogate code point range(0xd800, 0xe000)';
    }
    if (!handler.handle(i, end, reason)) {
      handler.release();
      return NULL;
    }
    w.codePoints(handler.text);
    i = handler.next;
  }
  return finish(w, handler, i);
}
