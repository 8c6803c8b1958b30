import { isAssigned } from '../literals/unicode-assigned.js';

/** Characters that mean something to the scanner. */
export enum Char {
  Tab = 9,
  Newline = 10,
  FormFeed = 12,
  Space = 32,
  DoubleQuote = 34,
  Hash = 35,
  Quote = 39,
  Plus = 43,
  Minus = 45,
  Dot = 46,
  Zero = 48,
  Seven = 55,
  Backslash = 92,
  Underscore = 95,
}

/** Character classes of the lexical grammar (language reference §2), as one byte a character below 128. */
export const START = 1; // a letter or `_`: begins an identifier
export const DIGIT = 2;
export const HEX = 4;
export const CONTINUE = 8; // a letter, a digit or `_`: continues an identifier

export const CLASS = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const lower = c | 32;
  const letter = (lower >= 97 && lower <= 122) || c === 95;
  const digit = c >= 48 && c <= 57;
  CLASS[c] =
    (letter ? START | CONTINUE : 0) |
    (digit ? DIGIT | CONTINUE : 0) |
    (digit || (lower >= 97 && lower <= 102 && c !== 95) ? HEX : 0);
}

/** `is_potential_identifier_char` of tokenizer.c: every character from 128 on counts, and is verified later. */
export const continuesName = (c: number): boolean => c >= 128 || (CLASS[c]! & CONTINUE) !== 0;
export const isDigit = (c: number): boolean => c >= 48 && c <= 57;
export const isHexDigit = (c: number): boolean => c < 128 && (CLASS[c]! & HEX) !== 0;

/** `str.isprintable` of one character. */
export const isPrintable = (character: string): boolean =>
  character === ' ' || (!/[\p{C}\p{Z}]/u.test(character) && isAssigned(character.codePointAt(0)!));

/**
 * The length of the valid identifier at the start of `name`, in UTF-16 units (PEP 3131; `PyUnicode_IsIdentifier`).
 */
export function identifierPrefix(name: string): number {
  const prefix = /^[\p{XID_Start}_]\p{XID_Continue}*/u.exec(name)?.[0] ?? '';
  let length = 0;
  for (const character of prefix) {
    if (!isAssigned(character.codePointAt(0)!)) break;
    length += character.length;
  }
  return length;
}

/** U+XXXX, four digits at least. */
export function codePointLabel(point: number): string {
  return point.toString(16).toUpperCase().padStart(4, '0');
}

/** The number of UTF-8 bytes of text[from…to). */
export function utf8Length(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80) bytes++;
    else if (c < 0x800) bytes += 2;
    else if (c >= 0xd800 && c < 0xdc00 && i + 1 < to && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += c >= 0xdc80 && c <= 0xdcff ? 1 : 3; // a byte that is not UTF-8 (../source/utf8.ts)
  }
  return bytes;
}

/** The number of characters (code points) of text[from…to). */
export function codePointLength(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < to && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
    count++;
  }
  return count;
}

/** Where the line begins in which `offset` is, or which it ends. */
export function lineStartAt(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
