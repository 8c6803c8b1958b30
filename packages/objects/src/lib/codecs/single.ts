/** ASCII, Latin-1 and encodings given by a character map. */
import { type Addr, type Borrowed, copy, ld8, NULL, type Owned } from '@tyston/memory';
import { getItem } from '../../core/abstract.js';
import { bytesData, bytesLength, newBytesBuffer } from '../../core/bytes.js';
import { errClear, errMatches, typeError } from '../../core/errors.js';
import { intFitsNumber, intToNumber, newInt } from '../../core/int.js';
import { typeName } from '../../core/names.js';
import { decref, newRef } from '../../core/refcount.js';
import { newChar, newStrBuffer, readChar, strData, strIsAscii, strKind, strLength } from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { isInstance } from '../../core/subtype.js';
import { EmptyStr, None, T } from '../../core/wellknown.js';
import { ByteWriter } from '../byte-writer.js';
import { DecodeErrors, EncodeErrors } from './errors.js';
import { isAsciiRun } from './utf8.js';

function encodeBelow(s: Borrowed, errors: string | null, limit: 128 | 256): Owned {
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  if (strIsAscii(s) || (limit === 256 && kind === 1)) {
    const b = newBytesBuffer(n);
    if (n > 0) copy(bytesData(b), data, n);
    return b;
  }
  const w = new ByteWriter(n);
  const handler = new EncodeErrors(limit === 128 ? 'ascii' : 'latin-1', s, errors);
  const reason = `ordinal not in range(${limit})`;
  for (let i = 0; i < n; ) {
    const c = readChar(kind, data, i);
    if (c < limit) {
      w.byte(c);
      i++;
      continue;
    }
    let end = i + 1;
    while (end < n && readChar(kind, data, end) >= limit) end++;
    let ok = handler.handle(i, end, reason);
    if (ok && handler.bytes === null && handler.text.some((t) => t >= limit))
      ok = handler.raise(i, end, reason);
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
export function encodeAscii(s: Borrowed, errors: string | null): Owned {
  return encodeBelow(s, errors, 128);
}
export function encodeLatin1(s: Borrowed, errors: string | null): Owned {
  return encodeBelow(s, errors, 256);
}

export function decodeLatin1(p: Addr, n: number): Owned {
  if (n === 0) return newRef(EmptyStr);
  if (n === 1) return newChar(ld8(p));
  const s = newStrBuffer(n, isAsciiRun(p, n) ? 127 : 255);
  copy(strData(s), p, n);
  return s;
}
export function decodeAscii(p: Addr, n: number, errors: string | null): Owned {
  if (isAsciiRun(p, n)) return decodeLatin1(p, n);
  const w = new StrWriter();
  const handler = new DecodeErrors('ascii', p, n, errors);
  let i = 0;
  while (i < handler.length) {
    const c = ld8(handler.data + i);
    if (c < 128) {
      w.char(c);
      i++;
      continue;
    }
    if (!handler.handle(i, i + 1, 'ordinal not in range(128)')) {
      handler.release();
      return NULL;
    }
    w.codePoints(handler.text);
    i = handler.next;
  }
  handler.release();
  return w.finish();
}

// -- character maps --------------------------------------------------------------------------------------------

const UNDEFINED = 'character maps to <undefined>';

/** What a decoding map gives for byte `b`: true, false for undefined, null for an exception. */
function mapByte(w: StrWriter, mapping: Borrowed, b: number): boolean | null {
  if (isInstance(mapping, T.str)) {
    const c = b < strLength(mapping) ? readChar(strKind(mapping), strData(mapping), b) : 0xfffe;
    if (c === 0xfffe) return false;
    w.char(c);
    return true;
  }
  const key = newInt(b);
  const v = getItem(mapping, key);
  decref(key);
  if (v === 0) {
    if (!errMatches(T.LookupError)) return null;
    errClear();
    return false;
  }
  let r: boolean | null = true;
  if (v === None) r = false;
  else if (isInstance(v, T.int)) {
    const c = intFitsNumber(v) ? intToNumber(v) : -1;
    if (c === 0xfffe) r = false;
    else if (c < 0 || c > 0x10ffff) {
      typeError('character mapping must be in range(0x110000)');
      r = null;
    } else w.char(c);
  } else if (isInstance(v, T.str)) {
    if (strLength(v) === 1 && readChar(strKind(v), strData(v), 0) === 0xfffe) r = false;
    else w.str(v);
  } else {
    typeError('character mapping must return integer, None or str');
    r = null;
  }
  decref(v);
  return r;
}

export function decodeCharmap(p: Addr, n: number, errors: string | null, mapping: Borrowed): Owned {
  if (mapping === 0 || mapping === None) return decodeLatin1(p, n);
  const w = new StrWriter();
  const handler = new DecodeErrors('charmap', p, n, errors);
  let i = 0;
  while (i < handler.length) {
    const r = mapByte(w, mapping, ld8(handler.data + i));
    if (r === true) {
      i++;
      continue;
    }
    if (r === null || !handler.handle(i, i + 1, UNDEFINED)) {
      handler.release();
      return NULL;
    }
    w.codePoints(handler.text);
    i = handler.next;
  }
  handler.release();
  return w.finish();
}

/** What an encoding map gives for `c`: true, false for undefined, null for an exception. */
function mapChar(w: ByteWriter, mapping: Borrowed, c: number): boolean | null {
  const key = newInt(c);
  const v = getItem(mapping, key);
  decref(key);
  if (v === 0) {
    if (!errMatches(T.LookupError)) return null;
    errClear();
    return false;
  }
  let r: boolean | null = true;
  if (v === None) r = false;
  else if (isInstance(v, T.int)) {
    const b = intFitsNumber(v) ? intToNumber(v) : -1;
    if (b < 0 || b > 255) {
      typeError('character mapping must be in range(256)');
      r = null;
    } else w.byte(b);
  } else if (isInstance(v, T.bytes)) w.copy(bytesData(v), bytesLength(v));
  else {
    typeError(`character mapping must return integer, bytes or None, not ${typeName(v)}`);
    r = null;
  }
  decref(v);
  return r;
}

export function encodeCharmap(s: Borrowed, errors: string | null, mapping: Borrowed): Owned {
  if (mapping === 0 || mapping === None) return encodeLatin1(s, errors);
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  const w = new ByteWriter(n);
  const handler = new EncodeErrors('charmap', s, errors);
  const probe = new ByteWriter();
  const put = (out: ByteWriter, c: number) => mapChar(out, mapping, c);
  const fail = () => {
    handler.release();
    return NULL;
  };
  for (let i = 0; i < n; ) {
    const r = put(w, readChar(kind, data, i));
    if (r === null) return fail();
    if (r) {
      i++;
      continue;
    }
    let end = i + 1;
    for (; end < n; end++) {
      const next = put(probe, readChar(kind, data, end));
      if (next === null) return fail();
      if (next) break;
    }
    if (!handler.handle(i, end, UNDEFINED)) return fail();
    if (handler.bytes !== null) for (const b of handler.bytes) w.byte(b);
    else
      for (const t of handler.text) {
        const ok = put(w, t);
        if (ok === null) return fail();
        if (!ok) {
          handler.raise(i, end, UNDEFINED);
          return fail();
        }
      }
    i = handler.next;
  }
  handler.release();
  return w.finish();
}
