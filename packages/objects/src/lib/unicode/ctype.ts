/**
 * What `str` knows about code points (Unicode 14): classes, cases, digit values.
 *
 * The generated runs unfold, when somebody first asks about a character beyond ASCII, into a table of two stages: a block
 * number for every 256 code points, and blocks of record numbers. ASCII has a table of its own, so that most programs
 * never unfold the other.
 */
import { CASES, RECORDS, U } from './tables.gen.js';
import { readVarints } from './varint.js';

export { U } from './tables.gen.js';

interface Tables {
  readonly stage1: Uint16Array;
  readonly stage2: Uint8Array;
  readonly flags: Uint16Array;
  readonly upper: Int32Array;
  readonly lower: Int32Array;
  readonly title: Int32Array;
  readonly digit: Int8Array;
}

function unfold(): Tables {
  const r = readVarints(RECORDS);
  const n = r.next();
  const flags = new Uint16Array(n);
  const upper = new Int32Array(n);
  const lower = new Int32Array(n);
  const title = new Int32Array(n);
  const digit = new Int8Array(n);
  for (let i = 0; i < n; i++) {
    flags[i] = r.next();
    upper[i] = r.signed();
    lower[i] = r.signed();
    title[i] = r.signed();
    digit[i] = r.next() - 1;
  }
  const stage1 = new Uint16Array(0x1100);
  const blocks = new Uint8Array(0x1100 * 256);
  const uniform = new Map<number, number>();
  let used = 0;
  let at = 0;
  const current = new Uint8Array(256);
  for (let k = r.next(); k > 0; k--) {
    let length = r.next();
    const record = r.next();
    while (length > 0) {
      const inBlock = at & 255;
      const take = Math.min(length, 256 - inBlock);
      if (take === 256) {
        // A whole block of one record is kept once.
        let block = uniform.get(record);
        if (block === undefined) {
          block = used++;
          uniform.set(record, block);
          blocks.fill(record, block << 8, (block + 1) << 8);
        }
        stage1[at >> 8] = block;
      } else {
        current.fill(record, inBlock, inBlock + take);
        if (inBlock + take === 256) {
          blocks.set(current, used << 8);
          stage1[at >> 8] = used++;
        }
      }
      at += take;
      length -= take;
    }
  }
  return { stage1, stage2: blocks.slice(0, used << 8), flags, upper, lower, title, digit };
}

let tables: Tables | null = null;

function recordOf(t: Tables, c: number): number {
  return t.stage2[(t.stage1[c >> 8]! << 8) | (c & 255)]!;
}
function get(): Tables {
  tables ??= unfold();
  return tables;
}

const ASCII_FLAGS = new Uint16Array(128);
for (let c = 0; c < 128; c++) {
  let f = c >= 32 && c < 127 ? U.PRINTABLE : 0;
  if (c >= 48 && c <= 57) f |= U.DECIMAL | U.DIGIT | U.NUMERIC | U.XID_CONTINUE;
  if (c >= 65 && c <= 90) f |= U.ALPHA | U.UPPER | U.XID_START | U.XID_CONTINUE;
  if (c >= 97 && c <= 122) f |= U.ALPHA | U.LOWER | U.XID_START | U.XID_CONTINUE;
  if (c === 95) f |= U.XID_START | U.XID_CONTINUE;
  if ((c >= 9 && c <= 13) || (c >= 28 && c <= 32)) f |= U.SPACE;
  if ((c >= 10 && c <= 13) || (c >= 28 && c <= 30)) f |= U.LINEBREAK;
  if (c === 39 || c === 46 || c === 58 || c === 94 || c === 96) f |= U.CASE_IGNORABLE;
  ASCII_FLAGS[c] = f;
}

/** The flags (`U`) of a code point. */
export function charFlags(c: number): number {
  if (c < 128) return ASCII_FLAGS[c]!;
  const t = get();
  return t.flags[recordOf(t, c)]!;
}
export function isSpaceChar(c: number): boolean {
  return (charFlags(c) & U.SPACE) !== 0;
}
export function isLineBreak(c: number): boolean {
  return (charFlags(c) & U.LINEBREAK) !== 0;
}
export function isPrintable(c: number): boolean {
  return (charFlags(c) & U.PRINTABLE) !== 0;
}
/** isalnum of one character. */
export function isAlnum(c: number): boolean {
  return (charFlags(c) & (U.ALPHA | U.DECIMAL | U.DIGIT | U.NUMERIC)) !== 0;
}

/** The simple lower case: always one character. */
export function toLower(c: number): number {
  if (c < 128) return c >= 65 && c <= 90 ? c + 32 : c;
  const t = get();
  return c + t.lower[recordOf(t, c)]!;
}
/** The simple upper case: always one character, the first where the full upper case is longer. */
export function toUpper(c: number): number {
  if (c < 128) return c >= 97 && c <= 122 ? c - 32 : c;
  const t = get();
  const i = recordOf(t, c);
  return t.flags[i]! & U.SPECIAL ? cases().special.get(c)![0]![0]! : c + t.upper[i]!;
}
export function toTitle(c: number): number {
  if (c < 128) return c >= 97 && c <= 122 ? c - 32 : c;
  const t = get();
  return c + t.title[recordOf(t, c)]!;
}
/** The value of a decimal digit, or -1. */
export function toDecimal(c: number): number {
  if (c < 128) return c >= 48 && c <= 57 ? c - 48 : -1;
  const t = get();
  const i = recordOf(t, c);
  return t.flags[i]! & U.DECIMAL ? t.digit[i]! : -1;
}
/** The value of a digit (superscripts and the like included), or -1. */
export function toDigit(c: number): number {
  if (c < 128) return c >= 48 && c <= 57 ? c - 48 : -1;
  const t = get();
  return t.digit[recordOf(t, c)]!;
}

interface LongCases {
  readonly special: Map<number, readonly (readonly number[])[]>;
  readonly folds: Map<number, readonly number[]>;
}
let longCases: LongCases | null = null;
function cases(): LongCases {
  if (longCases) return longCases;
  const r = readVarints(CASES);
  const special = new Map<number, readonly (readonly number[])[]>();
  for (let n = r.next(); n > 0; n--) {
    const c = r.next();
    special.set(c, [r.codes(), r.codes(), r.codes()]);
  }
  const folds = new Map<number, readonly number[]>();
  for (let n = r.next(); n > 0; n--) {
    const c = r.next();
    folds.set(c, r.codes());
  }
  longCases = { special, folds };
  return longCases;
}

/** Full case mappings (SpecialCasing.txt): null when the simple one is all there is. */
export function fullUpper(c: number): readonly number[] | null {
  return c >= 128 && charFlags(c) & U.SPECIAL ? cases().special.get(c)![0]! : null;
}
export function fullLower(c: number): readonly number[] | null {
  return c >= 128 && charFlags(c) & U.SPECIAL ? cases().special.get(c)![1]! : null;
}
export function fullTitle(c: number): readonly number[] | null {
  return c >= 128 && charFlags(c) & U.SPECIAL ? cases().special.get(c)![2]! : null;
}
/** The case folding where it is not the full lower case. */
export function fullFold(c: number): readonly number[] | null {
  return c >= 128 && charFlags(c) & U.FOLDS ? cases().folds.get(c)! : null;
}
