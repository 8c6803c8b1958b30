/**
 * The text of a number, as `int()`, `float()` and `complex()` read it: digits of any script become ASCII digits, white space of
 * any script becomes a space, other characters beyond ASCII become '?', which is in no number.
 */
import type { Borrowed } from '@tyston/memory';
import { jsStr, strIsAscii } from '../core/str.js';
import { isSpaceChar, toDecimal } from './unicode/ctype.js';

/** A str with its characters replaced as said above (_PyUnicode_TransformDecimalAndSpaceToASCII). */
export function asciiNumber(p: Borrowed): string {
  const s = jsStr(p);
  if (strIsAscii(p)) return s;
  let out = '';
  for (const ch of s) {
    const c = ch.codePointAt(0)!;
    if (c < 128) out += ch;
    else if (isSpaceChar(c)) out += ' ';
    else {
      const d = toDecimal(c);
      out += d < 0 ? '?' : String.fromCharCode(48 + d);
    }
  }
  return out;
}

/** C's isspace: what may stand around a number. */
export function isAsciiSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}
/** The text without ASCII white space around it. Str's own 0x1c to 0x1f count where `wide` is set. */
export function trimAsciiSpace(s: string): string {
  let start = 0;
  let end = s.length;
  while (start < end && isAsciiSpace(s.charCodeAt(start))) start++;
  while (end > start && isAsciiSpace(s.charCodeAt(end - 1))) end--;
  return start === 0 && end === s.length ? s : s.slice(start, end);
}

/** Value of a digit in bases up to 36; 37 for anything else. */
export function digitValue(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 122) return c - 87;
  if (c >= 65 && c <= 90) return c - 55;
  return 37;
}
