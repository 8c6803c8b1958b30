/** JSON strings: reading them, and writing them with and without characters beyond ASCII. */
import type { Addr, Borrowed, Owned } from '@tyston/memory';
import {
  hexDigit,
  readChar,
  StrWriter,
  strData,
  strKind,
  strLength,
  substr,
  valueError,
} from '@tyston/objects';
import { decodeError } from './errors.js';

const SIMPLE: Readonly<Record<number, number>> = {
  34: 34,
  92: 92,
  47: 47,
  98: 8,
  102: 12,
  110: 10,
  114: 13,
  116: 9,
};

let endOfString = 0;
/** Where the last string that was read ends, behind its quote. */
export function stringEnd(): number {
  return endOfString;
}

/** Four hexadecimal digits at `i`, or -1. */
function fourDigits(kind: number, data: Addr, i: number): number {
  let v = 0;
  for (let k = 0; k < 4; k++) {
    const d = hexDigit(readChar(kind, data, i + k));
    if (d < 0) return -1;
    v = v * 16 + d;
  }
  return v;
}

/** Reads a string whose opening quote is just before `start`. New reference or NULL. */
export function scanString(text: Borrowed, start: number, strict: boolean): Owned {
  const n = strLength(text);
  if (start < 0 || start > n) return valueError('end is out of bounds');
  const begin = start - 1;
  const kind = strKind(text);
  const data = strData(text);
  let w: StrWriter | null = null;
  let i = start;
  for (;;) {
    const from = i;
    let c = 0;
    for (; i < n; i++) {
      c = readChar(kind, data, i);
      if (c === 34 || c === 92) break;
      if (c <= 0x1f && strict) return decodeError('Invalid control character at', text, i);
    }
    if (i >= n) return decodeError('Unterminated string starting at', text, begin);
    if (c === 34) {
      endOfString = i + 1;
      if (w === null) return substr(text, from, i);
      w.run(kind, data, from, i);
      return w.finish();
    }
    w ??= new StrWriter();
    w.run(kind, data, from, i);
    i++;
    if (i >= n) return decodeError('Unterminated string starting at', text, begin);
    c = readChar(kind, data, i++);
    if (c !== 117) {
      const simple = SIMPLE[c];
      if (simple === undefined) return decodeError('Invalid \\escape', text, i - 2);
      w.char(simple);
      continue;
    }
    if (i + 4 >= n) return decodeError('Invalid \\uXXXX escape', text, i - 1);
    let v = fourDigits(kind, data, i);
    if (v < 0) return decodeError('Invalid \\uXXXX escape', text, i - 1);
    i += 4;
    // A high surrogate takes a low one that follows with it.
    if (
      v >= 0xd800 &&
      v <= 0xdbff &&
      i + 6 < n &&
      readChar(kind, data, i) === 92 &&
      readChar(kind, data, i + 1) === 117
    ) {
      const low = fourDigits(kind, data, i + 2);
      if (low < 0) return decodeError('Invalid \\uXXXX escape', text, i + 1);
      if (low >= 0xdc00 && low <= 0xdfff) {
        v = 0x10000 + ((v & 0x3ff) << 10) + (low & 0x3ff);
        i += 6;
      }
    }
    w.char(v);
  }
}

const HEX = '0123456789abcdef';
function unicodeEscape(w: StrWriter, unit: number): void {
  w.text('\\u');
  for (let k = 12; k >= 0; k -= 4) w.char(HEX.charCodeAt((unit >> k) & 15));
}

/** Writes a str with quotes and escapes; `ascii` escapes all beyond ASCII too. */
export function writeString(w: StrWriter, s: Borrowed, ascii: boolean): void {
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  w.char(34);
  let from = 0;
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c >= 32 && c !== 34 && c !== 92 && (c < 127 || !ascii)) continue;
    w.run(kind, data, from, i);
    from = i + 1;
    switch (c) {
      case 34:
        w.text('\\"');
        break;
      case 92:
        w.text('\\\\');
        break;
      case 8:
        w.text('\\b');
        break;
      case 12:
        w.text('\\f');
        break;
      case 10:
        w.text('\\n');
        break;
      case 13:
        w.text('\\r');
        break;
      case 9:
        w.text('\\t');
        break;
      default:
        if (c > 0xffff) {
          unicodeEscape(w, 0xd7c0 + (c >> 10));
          unicodeEscape(w, 0xdc00 + (c & 0x3ff));
        } else unicodeEscape(w, c);
    }
  }
  w.run(kind, data, from, n);
  w.char(34);
}
/** The JSON string of a str. New reference. */
export function encodeString(s: Borrowed, ascii: boolean): Owned {
  const w = new StrWriter();
  writeString(w, s, ascii);
  return w.finish();
}
