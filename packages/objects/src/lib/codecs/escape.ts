/** unicode-escape, raw-unicode-escape, and the escapes of bytes literals. */
import { type Addr, type Borrowed, ld8, NULL, type Owned } from '@tyston/memory';
import { valueError } from '../../core/errors.js';
import { readChar, strData, strKind, strLength } from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { ByteWriter } from '../byte-writer.js';
import { characterNamed } from '../unicode/name-hook.js';
import { backslashed, DecodeErrors } from './errors.js';

const BACKSLASH = 92;

export function encodeUnicodeEscape(s: Borrowed): Owned {
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  const w = new ByteWriter(n);
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c === BACKSLASH) w.text('\\\\');
    else if (c === 9) w.text('\\t');
    else if (c === 10) w.text('\\n');
    else if (c === 13) w.text('\\r');
    else if (c >= 32 && c < 127) w.byte(c);
    else w.text(backslashed(c));
  }
  return w.finish();
}
export function encodeRawUnicodeEscape(s: Borrowed): Owned {
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  const w = new ByteWriter(n);
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c < 256) w.byte(c);
    else w.text(backslashed(c));
  }
  return w.finish();
}

export function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const l = c | 32;
  return l >= 97 && l <= 102 ? l - 87 : -1;
}

const SIMPLE: Readonly<Record<number, number>> = {
  92: 92,
  39: 39,
  34: 34,
  98: 8,
  102: 12,
  116: 9,
  110: 10,
  114: 13,
  118: 11,
  97: 7,
};

let firstInvalid = -1;
let used = 0;
/** Where the last decoding met an escape that means nothing (the character behind the backslash), or -1. */
export function invalidEscape(): number {
  return firstInvalid;
}
export function escapeConsumed(): number {
  return used;
}

export function decodeUnicodeEscape(p: Addr, n: number, errors: string | null, partial = false): Owned {
  const handler = new DecodeErrors('unicodeescape', p, n, errors);
  const w = new StrWriter();
  firstInvalid = -1;
  let i = 0;
  while (i < handler.length) {
    const data = handler.data;
    const length = handler.length;
    const c = ld8(data + i);
    if (c !== BACKSLASH) {
      w.char(c);
      i++;
      continue;
    }
    const start = i++;
    let reason = '';
    let end = i;
    if (i >= length) {
      if (partial) {
        i = start;
        break;
      }
      reason = '\\ at end of string';
    } else {
      const e = ld8(data + i++);
      const simple = SIMPLE[e];
      if (simple !== undefined) {
        w.char(simple);
        continue;
      }
      if (e === 10) continue;
      if (e >= 48 && e <= 55) {
        let v = e - 48;
        for (let k = 0; k < 2 && i < length; k++, i++) {
          const d = ld8(data + i) - 48;
          if (d < 0 || d > 7) break;
          v = v * 8 + d;
        }
        if (v > 0o377 && firstInvalid < 0) firstInvalid = start + 1;
        w.char(v);
        continue;
      }
      const digits = e === 120 ? 2 : e === 117 ? 4 : e === 85 ? 8 : 0;
      if (digits > 0) {
        let v = 0;
        let k = 0;
        for (; k < digits && i < length; k++, i++) {
          const d = hexDigit(ld8(data + i));
          if (d < 0) break;
          v = v * 16 + d;
        }
        if (k === digits) {
          if (v <= 0x10ffff) {
            w.char(v);
            continue;
          }
          reason = 'illegal Unicode character';
        } else {
          if (partial && i >= length) {
            i = start;
            break;
          }
          reason = `truncated \\${digits === 2 ? 'xXX' : digits === 4 ? 'uXXXX' : 'UXXXXXXXX'} escape`;
        }
        end = i;
      } else if (e === 78) {
        reason = 'malformed \\N character escape';
        if (i >= length && partial) {
          i = start;
          break;
        }
        if (i < length && ld8(data + i) === 123) {
          let close = ++i;
          while (close < length && ld8(data + close) !== 125) close++;
          if (partial && close >= length) {
            i = start;
            break;
          }
          if (close > i && close < length) {
            let name = '';
            for (let k = i; k < close; k++) name += String.fromCharCode(ld8(data + k));
            i = close + 1;
            const codes = characterNamed(name);
            if (codes !== null && codes.length === 1) {
              w.char(codes[0]!);
              continue;
            }
            reason = 'unknown Unicode character name';
          } else i = close;
        }
        end = i;
      } else {
        if (firstInvalid < 0) firstInvalid = start + 1;
        w.char(BACKSLASH);
        w.char(e);
        continue;
      }
    }
    if (!handler.handle(start, end, reason)) {
      handler.release();
      return NULL;
    }
    w.codePoints(handler.text);
    i = handler.next;
  }
  used = i;
  handler.release();
  return w.finish();
}

export function decodeRawUnicodeEscape(p: Addr, n: number, errors: string | null, partial = false): Owned {
  const handler = new DecodeErrors('rawunicodeescape', p, n, errors);
  const w = new StrWriter();
  let i = 0;
  while (i < handler.length) {
    const data = handler.data;
    const length = handler.length;
    const c = ld8(data + i);
    if (c !== BACKSLASH) {
      w.char(c);
      i++;
      continue;
    }
    if (i + 1 >= length) {
      if (partial) break;
      w.char(c);
      i++;
      continue;
    }
    const e = ld8(data + i + 1);
    const digits = e === 117 ? 4 : e === 85 ? 8 : 0;
    if (digits === 0) {
      w.char(BACKSLASH);
      w.char(e);
      i += 2;
      continue;
    }
    const start = i;
    i += 2;
    let v = 0;
    let k = 0;
    for (; k < digits && i < length; k++, i++) {
      const d = hexDigit(ld8(data + i));
      if (d < 0) break;
      v = v * 16 + d;
    }
    let reason: string;
    if (k === digits) {
      if (v <= 0x10ffff) {
        w.char(v);
        continue;
      }
      reason = '\\Uxxxxxxxx out of range';
    } else {
      if (partial && i >= length) {
        i = start;
        break;
      }
      reason = digits === 4 ? 'truncated \\uXXXX escape' : 'truncated \\UXXXXXXXX escape';
    }
    if (!handler.handle(start, i, reason)) {
      handler.release();
      return NULL;
    }
    w.codePoints(handler.text);
    i = handler.next;
  }
  used = i;
  handler.release();
  return w.finish();
}

/** The escapes of a bytes literal (the old string-escape codec, which pickle's protocol 0 uses). */
export function decodeBytesEscape(p: Addr, n: number, errors: string | null): Owned {
  const w = new ByteWriter(n);
  firstInvalid = -1;
  for (let i = 0; i < n; ) {
    const c = ld8(p + i);
    if (c !== BACKSLASH) {
      w.byte(c);
      i++;
      continue;
    }
    const start = i++;
    if (i >= n) return valueError('Trailing \\ in string');
    const e = ld8(p + i++);
    const simple = SIMPLE[e];
    if (simple !== undefined) w.byte(simple);
    else if (e === 10) continue;
    else if (e >= 48 && e <= 55) {
      let v = e - 48;
      for (let k = 0; k < 2 && i < n; k++, i++) {
        const d = ld8(p + i) - 48;
        if (d < 0 || d > 7) break;
        v = v * 8 + d;
      }
      if (v > 0o377 && firstInvalid < 0) firstInvalid = start + 1;
      w.byte(v & 255);
    } else if (e === 120) {
      const a = i < n ? hexDigit(ld8(p + i)) : -1;
      const b = i + 1 < n ? hexDigit(ld8(p + i + 1)) : -1;
      if (a >= 0 && b >= 0) {
        w.byte(a * 16 + b);
        i += 2;
        continue;
      }
      if (errors === null || errors === 'strict')
        return valueError(`invalid \\x escape at position ${start}`);
      if (errors === 'replace') w.byte(63);
      else if (errors !== 'ignore')
        return valueError(`decoding error; unknown error handling code: ${errors}`);
      if (a >= 0) i++;
    } else {
      if (firstInvalid < 0) firstInvalid = start + 1;
      w.byte(BACKSLASH);
      i--;
    }
  }
  return w.finish();
}

/** The inverse: bytes as they stand in a literal, without quotes. */
export function encodeBytesEscape(p: Addr, n: number): Owned {
  const w = new ByteWriter(n);
  for (let i = 0; i < n; i++) {
    const c = ld8(p + i);
    if (c === 39 || c === BACKSLASH) {
      w.byte(BACKSLASH);
      w.byte(c);
    } else if (c === 9) w.text('\\t');
    else if (c === 10) w.text('\\n');
    else if (c === 13) w.text('\\r');
    else if (c < 32 || c >= 127) w.text(backslashed(c));
    else w.byte(c);
  }
  return w.finish();
}
