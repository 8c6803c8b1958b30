/** The character sets that ISO 2022 switches between, taken out of the encodings that have them whole. */
import { BOTH_ILLEGAL, charTable, isSecondPlane } from './tables.js';

/** A set's mark is the last byte of the escape sequence that designates it; bit 7 says that its characters have two bytes. */
export const DOUBLE = 0x80;
export const ASCII = 0x42;

export interface Charset {
  readonly mark: number;
  readonly width: 1 | 2;
  /** Designated to G1, and shifted to, instead of to G0. */
  readonly shifted?: boolean;
  /** The characters of one or two bytes below 80, or 0; two where `markOf` has one. */
  decode(first: number, second: number): number;
  /** The bytes of a character as one number, or 0. */
  encode(code: number): number;
}

const letter = (c: string) => c.charCodeAt(0);
const HIGH_BITS = 0x8080;

/** A set whose characters stand with bit 7 in an encoding's two bytes. */
function fromTable(mark: string, table: string, shifted = false): Charset {
  const chars = charTable(table);
  return {
    mark: letter(mark) | DOUBLE,
    width: 2,
    shifted,
    decode: (first, second) => {
      const cell = chars.two(first | 0x80, second | 0x80);
      return cell === BOTH_ILLEGAL || second >= 0x80 || first < 0x21 ? 0 : cell;
    },
    encode: (code) => {
      const bytes = chars.encode(code);
      return bytes < 0x10000 && (bytes & HIGH_BITS) === HIGH_BITS && bytes >> 8 !== 0x8e
        ? bytes & ~HIGH_BITS
        : 0;
    },
  };
}
/** What an encoding has behind the byte 8F: rows for which `has` says so. */
function behindShift(mark: string, table: string, has: (lead: number) => boolean): Charset {
  const chars = charTable(table);
  return {
    mark: letter(mark) | DOUBLE,
    width: 2,
    decode: (first, second) =>
      has(first | 0x80) && second < 0x80 ? chars.three(first | 0x80, second | 0x80) : 0,
    encode: (code) => {
      const bytes = chars.encode(code);
      return bytes >> 16 === 0x8f && has((bytes >> 8) & 255) ? bytes & ~HIGH_BITS & 0xffff : 0;
    },
  };
}

const FULLWIDTH_TILDE = 0xff5e;
const TILDE = 0x7e;
const FILLER = 0x3164;
/** The first plane of JIS X 0213, in which only EUC and Shift_JIS have a full-width tilde. */
function firstPlane(mark: string, table: string): Charset {
  const set = fromTable(mark, table);
  const tilde = (cell: number) => (cell === FULLWIDTH_TILDE ? TILDE : cell);
  return {
    ...set,
    decode: (first, second) => tilde(set.decode(first, second)),
    encode: (code) => (code === FULLWIDTH_TILDE ? 0 : set.encode(code)),
  };
}
/** KS X 1001, whose filler has no code of its own in EUC-KR. */
function koreanSet(shifted: boolean): Charset {
  const set = fromTable('C', 'euc_kr', shifted);
  return {
    ...set,
    decode: (first, second) => (first === 0x24 && second === 0x54 ? FILLER : set.decode(first, second)),
  };
}
/** The second plane of JIS X 0213 of 2000, where one character was another. */
function secondPlaneOf2000(): Charset {
  const set = behindShift('P', 'euc_jisx0213', isSecondPlane);
  return {
    ...set,
    decode: (first, second) => (first === 0x7d && second === 0x3b ? 0x9b1c : set.decode(first, second)),
  };
}

export const charsets = {
  jisx0208: () => fromTable('B', 'euc_jp'),
  /** Its first edition, which is read but seldom written. */
  jisx0208Old: () => fromTable('@', 'euc_jp'),
  jisx0212: () => behindShift('D', 'euc_jp', () => true),
  jisx0213: () => firstPlane('Q', 'euc_jis_2004'),
  jisx0213Second: () => behindShift('P', 'euc_jis_2004', isSecondPlane),
  jisx0213Of2000: () => firstPlane('O', 'euc_jisx0213'),
  jisx0213SecondOf2000: () => secondPlaneOf2000(),
  ksx1001: () => koreanSet(false),
  ksx1001Shifted: () => koreanSet(true),
  gb2312: () => fromTable('A', 'gb2312'),
  /** ASCII but for two characters. */
  jisx0201Roman: (): Charset => ({
    mark: letter('J'),
    width: 1,
    decode: (c) => (c === 0x5c ? 0xa5 : c === 0x7e ? 0x203e : c),
    encode: (code) => (code === 0xa5 ? 0x5c : code === 0x203e ? 0x7e : 0),
  }),
  jisx0201Katakana: (): Charset => ({
    mark: letter('I'),
    width: 1,
    decode: (c) => (c >= 0x21 && c <= 0x5f ? c + 0xff40 : 0),
    encode: (code) => (code >= 0xff61 && code <= 0xff9f ? code - 0xff40 : 0),
  }),
} as const;
