import { type StrConstant, strFromCodePoints } from '../ast/constant.js';
import { findEscapedByte, utf8Message } from '../source/utf8.js';
import { LiteralError } from './literal-error.js';
import { characterByName } from './unicode-names.js';

/** Reports an invalid escape sequence; the message is CPython's. */
export type EscapeWarning = (message: string) => void;

/** A STRING token taken apart (language reference §2.4.1). */
export interface StringParts {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
  /** Where the text between the quotes begins and ends, counted in the token's image. */
  readonly start: number;
  readonly end: number;
}

export function stringParts(image: string): StringParts {
  let raw = false;
  let bytes = false;
  let format = false;
  let i = 0;
  for (; ; i++) {
    const c = image.charCodeAt(i);
    if (c === 39 || c === 34) break;
    const lower = c | 32;
    if (lower === 114) raw = true;
    else if (lower === 98) bytes = true;
    else if (lower === 102) format = true;
  }
  const quote = image.charCodeAt(i);
  const triple =
    image.length >= i + 6 && image.charCodeAt(i + 1) === quote && image.charCodeAt(i + 2) === quote;
  const size = triple ? 3 : 1;
  return { raw, bytes, format, start: i + size, end: image.length - size };
}

const SIMPLE: Readonly<Record<string, number>> = {
  '\\': 92,
  "'": 39,
  '"': 34,
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

const isOctal = (c: number): boolean => c >= 48 && c <= 55;

function octalEnd(text: string, pos: number): number {
  let end = pos;
  while (end < pos + 3 && isOctal(text.charCodeAt(end))) end++;
  return end;
}

function hexEnd(text: string, pos: number, digits: number): number {
  let end = pos;
  while (end < pos + digits && /[0-9a-fA-F]/.test(text.charAt(end))) end++;
  return end;
}

/** The value of a str literal's text: `decode_unicode_with_escapes` of string_parser.c. */
export function decodeStr(text: string, raw: boolean, warn: EscapeWarning): StrConstant {
  if (findEscapedByte(text) >= 0) throw new LiteralError(utf8Message(text));
  if (raw || !text.includes('\\')) return { type: 'str', value: text };
  return decodeEscapes(text, warn);
}

function decodeEscapes(text: string, warn: EscapeWarning): StrConstant {
  const points: number[] = [];
  let value = '';
  // Only an escape can make a lone surrogate: until one does, a plain string is enough.
  let lone = false;
  let warned = false;
  const warnOnce = (message: string): void => {
    if (!warned) warn(message);
    warned = true;
  };
  const add = (point: number): void => {
    if (!lone && point >= 0xd800 && point < 0xe000) {
      lone = true;
      for (const character of value) points.push(character.codePointAt(0)!);
    }
    if (lone) points.push(point);
    else value += String.fromCodePoint(point);
  };
  let i = 0;
  while (i < text.length) {
    const slash = text.indexOf('\\', i);
    const stop = slash < 0 ? text.length : slash;
    if (stop > i) {
      if (lone) for (const character of text.slice(i, stop)) points.push(character.codePointAt(0)!);
      else value += text.slice(i, stop);
    }
    if (slash < 0) break;
    i = slash + 1;
    const c = text.charAt(i++);
    const simple = SIMPLE[c];
    if (c === '\n') continue;
    if (simple !== undefined) add(simple);
    else if (isOctal(c.charCodeAt(0))) {
      const end = octalEnd(text, i - 1);
      const point = Number.parseInt(text.slice(i - 1, end), 8);
      if (point > 0xff) warnOnce(`invalid octal escape sequence '\\${text.slice(i - 1, i + 2)}'`);
      add(point);
      i = end;
    } else if (c === 'x' || c === 'u' || c === 'U') {
      const digits = c === 'x' ? 2 : c === 'u' ? 4 : 8;
      const end = hexEnd(text, i, digits);
      if (end < i + digits) {
        const form = c === 'x' ? '\\xXX' : c === 'u' ? '\\uXXXX' : '\\UXXXXXXXX';
        throw unicodeError(text, slash, end, `truncated ${form} escape`);
      }
      const point = Number.parseInt(text.slice(i, end), 16);
      if (point > 0x10ffff) throw unicodeError(text, slash, end, 'illegal Unicode character');
      add(point);
      i = end;
    } else if (c === 'N') {
      const close = text.charAt(i) === '{' ? text.indexOf('}', i) : -1;
      if (text.charAt(i) !== '{' || close <= i + 1) {
        const end = text.charAt(i) !== '{' ? i : close < 0 ? text.length : close;
        throw unicodeError(text, slash, end, 'malformed \\N character escape');
      }
      const point = characterByName(text.slice(i + 1, close));
      if (point === undefined) throw unicodeError(text, slash, close + 1, 'unknown Unicode character name');
      add(point);
      i = close + 1;
    } else {
      add(92);
      // The piece of an f-string ends with it: an expression follows.
      if (c === '') {
        warnOnce("invalid escape sequence '\\{'");
        break;
      }
      const point = text.codePointAt(i - 1)!;
      if (point < 0x80) warnOnce(`invalid escape sequence '\\${c}'`);
      add(point);
      if (point > 0xffff) i++;
    }
  }
  return lone ? strFromCodePoints(points) : { type: 'str', value };
}

/**
 * CPython decodes a copy of the literal in which each character that is not ASCII has become `\UXXXXXXXX`,
 * and reports positions in that copy.
 */
function unicodeError(text: string, from: number, to: number, reason: string): LiteralError {
  const start = escapedLength(text, from);
  const end = escapedLength(text, to);
  const where =
    end - start === 1 ? `byte 0x5c in position ${start}` : `bytes in position ${start}-${end - 1}`;
  return new LiteralError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`);
}

function escapedLength(text: string, to: number): number {
  let length = 0;
  for (let i = 0; i < to; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    // A backslash before such a character becomes `\u005c`.
    if (point === 92 && (i + 1 >= text.length || text.charCodeAt(i + 1) >= 0x80)) length += 6;
    else length += point < 0x80 ? 1 : 10;
    if (point === 92 && text.charCodeAt(i + 1) === 92) {
      i++;
      length++;
    }
  }
  return length;
}

/** The value of a bytes literal's text: `_PyBytes_DecodeEscape`. */
export function decodeBytes(text: string, raw: boolean, warn: EscapeWarning): Uint8Array {
  if (/[^\x00-\x7f]/.test(text)) {
    throw new LiteralError('bytes can only contain ASCII literal characters');
  }
  const out: number[] = [];
  let warned = false;
  const warnOnce = (message: string): void => {
    if (!warned) warn(message);
    warned = true;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 92 || raw) {
      out.push(code);
      continue;
    }
    const start = i;
    const c = text.charAt(++i);
    const simple = SIMPLE[c];
    if (c === '\n') continue;
    if (simple !== undefined) out.push(simple);
    else if (isOctal(c.charCodeAt(0))) {
      const end = octalEnd(text, i);
      const value = Number.parseInt(text.slice(i, end), 8);
      if (value > 0xff) warnOnce(`invalid octal escape sequence '\\${text.slice(i, i + 3)}'`);
      out.push(value & 0xff);
      i = end - 1;
    } else if (c === 'x') {
      if (hexEnd(text, i + 1, 2) < i + 3) {
        throw new LiteralError(`(value error) invalid \\x escape at position ${start}`);
      }
      out.push(Number.parseInt(text.slice(i + 1, i + 3), 16));
      i += 2;
    } else {
      warnOnce(`invalid escape sequence '\\${c}'`);
      out.push(92, c.charCodeAt(0));
    }
  }
  return Uint8Array.from(out);
}
