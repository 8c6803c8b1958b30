/**
 * Formats of `struct`, compiled. A compiled format is a row of records in the window, one for each character with its count:
 *
 *     +0 character   +1 1 for little-endian   +2 1 for the machine's own rules   +4 offset   +8 size of one   +12 count
 */
import { type Addr, ld8, ld32, st8, st32 } from '@tyston/memory';

export const RECORD = 16;

const STANDARD: Readonly<Record<string, number>> = {
  x: 1,
  b: 1,
  B: 1,
  c: 1,
  s: 1,
  p: 1,
  '?': 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  q: 8,
  Q: 8,
  e: 2,
  f: 4,
  d: 8,
}; // prettier-ignore
const NATIVE: Readonly<Record<string, number>> = { ...STANDARD, l: 8, L: 8, n: 8, N: 8, P: 8 };
const NO_ALIGNMENT = new Set(['x', 'b', 'B', 'c', 's', 'p', '?']);

export interface Compiled {
  readonly records: readonly { code: string; offset: number; size: number; count: number }[];
  readonly little: boolean;
  readonly native: boolean;
  /** Bytes of the whole. */
  readonly size: number;
  /** Values that are packed. */
  readonly values: number;
}

const MAX = 2 ** 63 - 1024;

/** Compiles a format; the error's text where it is malformed. */
export function compileFormat(text: string): Compiled | string {
  let i = 0;
  let little = true;
  let native = true;
  switch (text[0]) {
    case '<':
    case '=':
      native = false;
      i = 1;
      break;
    case '>':
    case '!':
      native = false;
      little = false;
      i = 1;
      break;
    case '@':
      i = 1;
  }
  const sizes = native ? NATIVE : STANDARD;
  const records: { code: string; offset: number; size: number; count: number }[] = [];
  let at = 0;
  let values = 0;
  while (i < text.length) {
    let c = text[i++]!;
    if (/[ \t\n\v\f\r]/.test(c)) continue;
    let count = 1;
    if (c >= '0' && c <= '9') {
      let digits = c;
      while (i < text.length && text[i]! >= '0' && text[i]! <= '9') digits += text[i++]!;
      count = Number(digits);
      if (count > MAX) return 'total struct size too long';
      if (i === text.length) return 'repeat count given without format specifier';
      c = text[i++]!;
    }
    const size = sizes[c];
    if (size === undefined) return 'bad char in struct format';
    if (native && !NO_ALIGNMENT.has(c)) at = Math.ceil(at / size) * size;
    if (c === 's' || c === 'p') {
      values++;
      records.push({ code: c, offset: at, size: count, count: 1 });
    } else if (c !== 'x') {
      values += count;
      if (count > 0) records.push({ code: c, offset: at, size, count });
    }
    at += count * size;
    if (at > MAX) return 'total struct size too long';
  }
  return { records, little, native, size: at, values };
}

/** Writes the records of a compiled format. */
export function writeRecords(at: Addr, f: Compiled): void {
  for (const r of f.records) {
    st8(at, r.code.charCodeAt(0));
    st8(at + 1, f.little ? 1 : 0);
    st8(at + 2, f.native ? 1 : 0);
    st32(at + 4, r.offset);
    st32(at + 8, r.size);
    st32(at + 12, r.count);
    at += RECORD;
  }
}
export const recordCode = (at: Addr): number => ld8(at);
export const recordLittle = (at: Addr): boolean => ld8(at + 1) === 1;
export const recordNative = (at: Addr): boolean => ld8(at + 2) === 1;
export const recordOffset = (at: Addr): number => ld32(at + 4);
export const recordSize = (at: Addr): number => ld32(at + 8);
export const recordCount = (at: Addr): number => ld32(at + 12);
