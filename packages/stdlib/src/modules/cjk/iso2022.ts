/**
 * ISO 2022: character sets are designated to G0, G1 or G2 by escape sequences, and bytes below 80 are read in the set that is in use.
 *
 * The state is five bytes: the marks of the sets in G0 to G3, then flags. Their values can be seen (`getstate()`), and are CPython's.
 */
import { ASCII, type Charset, charsets, DOUBLE } from './charsets.js';
import { type Codec, type CodecState, INCOMPLETE, INTERNAL, illegal } from './codec.js';
import { baseOf, charTable, markOf } from './tables.js';

const ESC = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;
const LINE_FEED = 0x0a;
const DOLLAR = 0x24;
const OPEN = 0x28;
const CLOSE = 0x29;
const DOT = 0x2e;
const AMPERSAND = 0x26;
const AT = 0x40;
const SINGLE_SHIFT_2 = 0x4e;
const LATIN1 = 0x41;
const GREEK = 0x46;
/** Longest escape sequence. */
const LONGEST = 16;

const G0 = 0;
const G1 = 1;
const G2 = 2;
const FLAGS = 4;
const SHIFTED = 1;
/** An escape sequence that means nothing here is passed through. */
const PASSES = 2;

export interface Iso2022 {
  readonly name: string;
  /** In the order in which they are tried for encoding. */
  readonly sets: readonly Charset[];
  /** Characters that have a code together with the one that follows. */
  readonly waits?: (code: number) => boolean;
  readonly shifts?: boolean;
  readonly hasG2?: boolean;
  /** Takes the sequence that announces the second edition of JIS X 0208. */
  readonly editions?: boolean;
}

/** ISO 8859-7 of 1987, above 80: runs of characters that follow each other. */
const GREEK_RUNS: readonly (readonly [first: number, last: number, code: number])[] = [
  [0xa0, 0xa0, 0xa0],
  [0xa1, 0xa2, 0x2018],
  [0xa3, 0xa3, 0xa3],
  [0xa6, 0xa9, 0xa6],
  [0xab, 0xad, 0xab],
  [0xaf, 0xaf, 0x2015],
  [0xb0, 0xb3, 0xb0],
  [0xb4, 0xb6, 0x384],
  [0xb7, 0xb7, 0xb7],
  [0xb8, 0xba, 0x388],
  [0xbb, 0xbb, 0xbb],
  [0xbc, 0xbc, 0x38c],
  [0xbd, 0xbd, 0xbd],
  [0xbe, 0xd1, 0x38e],
  [0xd3, 0xfe, 0x3a3],
];
function greek(byte: number): number {
  const run = GREEK_RUNS.find(([first, last]) => byte >= first && byte <= last);
  return run === undefined ? 0 : run[2] + byte - run[0];
}

const beginsSequence = (c: number | undefined) =>
  c === OPEN || c === CLOSE || c === DOLLAR || c === DOT || c === AMPERSAND;
const endsSequence = (c: number) => (c >= 0x41 && c <= 0x5a) || c === AT;

export function iso2022Codec(spec: Iso2022): Codec {
  const { sets } = spec;

  function begin(state: CodecState): void {
    state[G0] = state[G1] = ASCII;
    state[FLAGS] = 0;
  }
  function beginDecoding(state: CodecState): void {
    begin(state);
    state[G2] = ASCII;
  }

  /** Reads an escape sequence that begins at `at`. */
  function designate(bytes: Uint8Array, at: number, state: CodecState): number {
    let length = 0;
    for (let i = 1; i < LONGEST; i++) {
      if (at + i >= bytes.length) return INCOMPLETE;
      const c = bytes[at + i]!;
      if (endsSequence(c)) {
        length = i + 1;
        break;
      }
      if (spec.editions && c === AMPERSAND && bytes[at + i + 1] === AT) i += 2;
    }
    const byte = (i: number) => bytes[at + i]!;
    let mark: number;
    let to = G0;
    if (length === 3) {
      mark = byte(1) === DOLLAR ? byte(2) | DOUBLE : byte(2);
      if (byte(1) === CLOSE) to = G1;
      else if (byte(1) === DOT && spec.hasG2) to = G2;
      else if (byte(1) !== DOLLAR && byte(1) !== OPEN) return illegal(3);
    } else if (length === 4 && byte(1) === DOLLAR && (byte(2) === OPEN || byte(2) === CLOSE)) {
      mark = byte(3) | DOUBLE;
      if (byte(2) === CLOSE) to = G1;
    } else if (length === 6 && spec.editions && isSecondEdition(bytes, at)) mark = ASCII | DOUBLE;
    else return illegal(length === 0 ? 1 : length);
    const known =
      mark === ASCII ||
      sets.some((set) => set.mark === mark) ||
      (spec.hasG2 === true && (mark === LATIN1 || mark === GREEK));
    if (!known) return illegal(length);
    state[to] = mark;
    return length;
  }
  /** ESC & @ ESC $ B */
  function isSecondEdition(bytes: Uint8Array, at: number): boolean {
    return bytes[at + 3] === ESC && bytes[at + 4] === DOLLAR && bytes[at + 5] === ASCII;
  }

  /** A character of G2, behind ESC N. */
  function decodeG2(bytes: Uint8Array, at: number, state: CodecState, put: (code: number) => void): number {
    const c = bytes[at + 2]!;
    if (state[G2] === LATIN1 && c < 0x80) put(c + 0x80);
    else if (state[G2] === GREEK && c < 0x80 && greek(c | 0x80) !== 0) put(greek(c | 0x80));
    else if (state[G2] === ASCII && c < 0x80) put(c);
    else if (state[G2] === LATIN1 || state[G2] === GREEK || state[G2] === ASCII) return illegal(3);
    else return INTERNAL;
    return 3;
  }

  const decode: Codec['decode'] = (bytes, at, state, put) => {
    const c = bytes[at]!;
    if ((state[FLAGS]! & PASSES) !== 0) {
      put(c);
      if (endsSequence(c)) state[FLAGS]! &= ~PASSES;
      return 1;
    }
    if (c === ESC) {
      const next = bytes[at + 1];
      if (next === undefined) return INCOMPLETE;
      if (beginsSequence(next)) return designate(bytes, at, state);
      if (spec.hasG2 && next === SINGLE_SHIFT_2)
        return at + 2 >= bytes.length ? INCOMPLETE : decodeG2(bytes, at, state, put);
      put(ESC);
      state[FLAGS]! |= PASSES;
      return 1;
    }
    if (spec.shifts && (c === SHIFT_IN || c === SHIFT_OUT)) {
      if (c === SHIFT_OUT) state[FLAGS]! |= SHIFTED;
      else state[FLAGS]! &= ~SHIFTED;
      return 1;
    }
    if (c === LINE_FEED) {
      state[FLAGS]! &= ~SHIFTED;
      put(c);
      return 1;
    }
    if (c >= 0x80) return illegal(1);
    const mark = state[(state[FLAGS]! & SHIFTED) !== 0 ? G1 : G0]!;
    if (c < 0x20 || mark === ASCII) {
      put(c);
      return 1;
    }
    const set = sets.find((one) => one.mark === mark);
    if (set === undefined) return INTERNAL;
    if (at + set.width > bytes.length) return INCOMPLETE;
    const cell = set.decode(c, set.width === 2 ? bytes[at + 1]! : 0);
    if (cell === 0) return illegal(set.width);
    put(baseOf(cell));
    if (markOf(cell) !== 0) put(markOf(cell));
    return set.width;
  };

  function unshift(state: CodecState, put: (byte: number) => void): void {
    if ((state[FLAGS]! & SHIFTED) === 0) return;
    put(SHIFT_IN);
    state[FLAGS]! &= ~SHIFTED;
  }
  function toAscii(state: CodecState, put: (byte: number) => void): void {
    if (state[G0] === ASCII) return;
    for (const byte of [ESC, OPEN, ASCII]) put(byte);
    state[G0] = ASCII;
  }
  /** Says that a set is meant from here on. */
  function choose(set: Charset, state: CodecState, put: (byte: number) => void): void {
    const final = set.mark & ~DOUBLE;
    const g = set.shifted ? G1 : G0;
    if (g === G0) unshift(state, put);
    if (state[g] !== set.mark) {
      put(ESC);
      if (set.width === 2) put(DOLLAR);
      // JIS X 0208, which was there first, needs no byte that says where it goes.
      if (g === G1) put(CLOSE);
      else if (set.width === 1 || final !== ASCII) put(OPEN);
      put(final);
      state[g] = set.mark;
    }
    if (g === G1 && (state[FLAGS]! & SHIFTED) === 0) {
      put(SHIFT_OUT);
      state[FLAGS]! |= SHIFTED;
    }
  }

  const encode: Codec['encode'] = (text, at, flush, state, put) => {
    const code = text[at]!;
    if (code < 0x80) {
      toAscii(state, put);
      unshift(state, put);
      put(code);
      return 1;
    }
    // Like CPython's, these encodings wait for what follows such a character, but then write the two one by one.
    if (spec.waits?.(code) && at + 1 === text.length && !flush) return INCOMPLETE;
    for (const set of sets) {
      const bytes = set.encode(code);
      if (bytes === 0) continue;
      choose(set, state, put);
      if (set.width === 2) put(bytes >> 8);
      put(bytes & 255);
      return 1;
    }
    return illegal(1);
  };

  return {
    name: spec.name,
    beginEncoding: begin,
    beginDecoding,
    decode,
    encode,
    endEncoding(state, put) {
      unshift(state, put);
      toAscii(state, put);
    },
    endDecoding(state) {
      state[G0] = ASCII;
      state[FLAGS]! &= ~SHIFTED;
    },
  };
}

/** The encodings of this kind, and their sets. */
export const ISO_2022: Readonly<Record<string, () => Iso2022>> = {
  iso2022_kr: () => ({ name: 'iso2022_kr', sets: [charsets.ksx1001Shifted()], shifts: true }),
  iso2022_jp: () => ({
    name: 'iso2022_jp',
    sets: [charsets.jisx0208(), charsets.jisx0201Roman(), charsets.jisx0208Old()],
    editions: true,
  }),
  iso2022_jp_1: () => ({
    name: 'iso2022_jp_1',
    sets: [charsets.jisx0208(), charsets.jisx0212(), charsets.jisx0201Roman(), charsets.jisx0208Old()],
    editions: true,
  }),
  iso2022_jp_2: () => ({
    name: 'iso2022_jp_2',
    sets: [
      charsets.jisx0208(),
      charsets.jisx0212(),
      charsets.ksx1001(),
      charsets.gb2312(),
      charsets.jisx0201Roman(),
      charsets.jisx0208Old(),
    ],
    hasG2: true,
    editions: true,
  }),
  iso2022_jp_2004: () => ({
    name: 'iso2022_jp_2004',
    sets: [charsets.jisx0208(), charsets.jisx0213(), charsets.jisx0213Second()],
    waits: charTable('euc_jis_2004').beginsPair,
    editions: true,
  }),
  iso2022_jp_3: () => ({
    name: 'iso2022_jp_3',
    sets: [charsets.jisx0208(), charsets.jisx0213Of2000(), charsets.jisx0213SecondOf2000()],
    waits: charTable('euc_jisx0213').beginsPair,
    editions: true,
  }),
  iso2022_jp_ext: () => ({
    name: 'iso2022_jp_ext',
    sets: [
      charsets.jisx0208(),
      charsets.jisx0212(),
      charsets.jisx0201Roman(),
      charsets.jisx0201Katakana(),
      charsets.jisx0208Old(),
    ],
    editions: true,
  }),
};
