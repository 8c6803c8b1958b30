/**
 * The Unicode character database, of Unicode 14.0 and of 3.2 (which IDNA and stringprep are defined by). The tables unfold when
 * they are first asked.
 */

import { readVarints, toDecimal, toDigit } from '@tyston/objects';
import { characterByName, characterNameOf } from '@tyston/parser';
import {
  BIDIRECTIONAL,
  CATEGORIES,
  DECOMPOSITIONS,
  EXCLUDED,
  NUMERIC,
  OLD_NORMALIZED,
  OLD_RECORDS,
  RECORDS,
  SEQUENCES,
  TAGS,
  WIDTHS,
} from './tables.gen.js';

const CATEGORY_NAMES = CATEGORIES.split(' ');
const BIDIRECTIONAL_NAMES = BIDIRECTIONAL.split(',');
const WIDTH_NAMES = WIDTHS.split(' ');

/** What a record says: indices of names, the combining class, and 0 or 1. */
interface Properties {
  readonly category: string;
  readonly bidirectional: string;
  readonly combining: number;
  readonly mirrored: number;
  readonly width: string;
}

/** Runs of code points with the same record, searched by halving. */
class RecordTable {
  private starts: Uint32Array | null = null;
  private which: Uint8Array | Uint16Array = new Uint16Array(0);
  private records: Properties[] = [];

  constructor(private readonly text: string) {}

  at(code: number): Properties {
    if (this.starts === null) this.unfold();
    const starts = this.starts!;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= code) low = middle;
      else high = middle - 1;
    }
    return this.records[this.which[low]!]!;
  }
  private unfold(): void {
    const r = readVarints(this.text);
    for (let n = r.next(); n > 0; n--) {
      const category = CATEGORY_NAMES[r.next()]!;
      const bidirectional = BIDIRECTIONAL_NAMES[r.next()]!;
      const combining = r.next();
      const mirrored = r.next();
      this.records.push({ category, bidirectional, combining, mirrored, width: WIDTH_NAMES[r.next()]! });
    }
    const n = r.next();
    const starts = new Uint32Array(n);
    const which = new Uint16Array(n);
    let at = 0;
    for (let i = 0; i < n; i++) {
      starts[i] = at;
      at += r.next();
      which[i] = r.next();
    }
    this.starts = starts;
    this.which = which;
  }
}

interface Decomposition {
  /** "<compat>" and its like, or '' for a canonical one. */
  readonly tag: string;
  readonly codes: readonly number[];
}
let decompositions: Map<number, Decomposition> | null = null;
let compositions: Map<number, number> | null = null;
const PAIR = 0x110000;

function unfoldDecompositions(): Map<number, Decomposition> {
  if (decompositions !== null) return decompositions;
  const tags = TAGS.split(' ');
  const r = readVarints(DECOMPOSITIONS);
  const found = new Map<number, Decomposition>();
  let code = 0;
  for (let n = r.next(); n > 0; n--) {
    code += r.next();
    const tag = tags[r.next()]!;
    found.set(code, { tag, codes: r.codes() });
  }
  decompositions = found;
  return found;
}
/** The character that a pair composes to, or undefined. */
function composed(first: number, second: number): number | undefined {
  if (compositions === null) {
    const r = readVarints(EXCLUDED);
    const excluded = new Set<number>();
    let code = 0;
    for (let n = r.next(); n > 0; n--) excluded.add((code += r.next()));
    compositions = new Map();
    for (const [c, d] of unfoldDecompositions())
      if (d.tag === '' && d.codes.length === 2 && !excluded.has(c))
        compositions.set(d.codes[0]! * PAIR + d.codes[1]!, c);
  }
  return compositions.get(first * PAIR + second);
}

let numerics: Map<number, number> | null = null;
function numericOf(code: number): number | undefined {
  if (numerics === null) {
    numerics = new Map();
    const r = readVarints(NUMERIC);
    let c = 0;
    for (let n = r.next(); n > 0; n--) {
      c += r.next();
      const numerator = r.next();
      const value = Math.floor(numerator / 2) / r.next();
      numerics.set(c, numerator % 2 === 1 ? -value : value);
    }
  }
  return numerics.get(code);
}

let sequences: Map<string, readonly number[]> | null = null;
/** The code points of a character or sequence by its name or alias; undefined when there is none. */
export function codesByName(name: string): readonly number[] | undefined {
  // The computed names are known in capitals only.
  const upper = name.toUpperCase();
  for (const computed of ['CJK UNIFIED IDEOGRAPH-', 'HANGUL SYLLABLE '])
    if (upper.startsWith(computed) && !name.startsWith(computed)) return undefined;
  const code = characterByName(name);
  if (code !== undefined) return [code];
  if (sequences === null) {
    sequences = new Map();
    for (const entry of SEQUENCES.split(';')) {
      const [key, codes] = entry.split('=') as [string, string];
      sequences.set(
        key,
        codes.split(' ').map((c) => Number.parseInt(c, 16)),
      );
    }
  }
  return sequences.get(upper);
}

/** Digits that were decimal ones in 3.2: superscripts, subscripts, Ethiopic. */
function wasDecimal(c: number): boolean {
  return (
    c === 0xb2 ||
    c === 0xb3 ||
    c === 0xb9 ||
    (c >= 0x1369 && c <= 0x1371) ||
    c === 0x2070 ||
    (c >= 0x2074 && c <= 0x2079) ||
    (c >= 0x2080 && c <= 0x2089)
  );
}

const HANGUL_FIRST = 0xac00;
const HANGUL_COUNT = 11172;
const L = 0x1100;
const V = 0x1161;
const T = 0x11a7;

/** The database of one version. */
export class Database {
  private readonly records: RecordTable;
  private corrected: Map<number, readonly number[]> | null = null;

  constructor(readonly version: '14.0.0' | '3.2.0') {
    this.records = new RecordTable(version === '3.2.0' ? OLD_RECORDS : RECORDS);
  }
  private get old(): boolean {
    return this.version === '3.2.0';
  }
  properties(c: number): Properties {
    return this.records.at(c);
  }
  /** False for a character that the old version does not know. */
  private knows(c: number): boolean {
    return !this.old || this.records.at(c).category !== 'Cn';
  }
  decimal(c: number): number {
    if (!this.knows(c)) return -1;
    return this.old && wasDecimal(c) ? toDigit(c) : toDecimal(c);
  }
  digit(c: number): number {
    // The one property that is not asked for by version.
    return toDigit(c);
  }
  /** NaN for a character without a value. */
  numeric(c: number): number {
    if (!this.knows(c)) return Number.NaN;
    const d = toDigit(c);
    return d >= 0 ? d : (numericOf(c) ?? Number.NaN);
  }
  name(c: number): string | undefined {
    return this.knows(c) ? characterNameOf(c) : undefined;
  }
  decomposition(c: number): Decomposition | undefined {
    return this.knows(c) ? unfoldDecompositions().get(c) : undefined;
  }

  /** Adds the full decomposition of `c`. */
  private decompose(c: number, compatible: boolean, out: number[]): void {
    if (c < 0xa0) {
      out.push(c);
      return;
    }
    if (c >= HANGUL_FIRST && c < HANGUL_FIRST + HANGUL_COUNT) {
      const i = c - HANGUL_FIRST;
      out.push(L + Math.floor(i / 588), V + Math.floor((i % 588) / 28));
      if (i % 28) out.push(T + (i % 28));
      return;
    }
    if (this.old) {
      this.corrected ??= readCorrections();
      const then = this.corrected.get(c);
      if (then) {
        out.push(...then);
        return;
      }
    }
    const d = this.decomposition(c);
    if (d === undefined || (d.tag !== '' && !compatible)) {
      out.push(c);
      return;
    }
    for (const part of d.codes) this.decompose(part, compatible, out);
  }

  /** Normalisation form D or KD, composed again for C and KC (Unicode Standard Annex 15). */
  normalize(codes: readonly number[], compatible: boolean, compose: boolean): number[] {
    const out: number[] = [];
    for (const c of codes) this.decompose(c, compatible, out);
    const classes = out.map((c) => (c < 0x300 ? 0 : CURRENT.properties(c).combining));
    // Marks are ordered by their class, those of one class stay as they are.
    for (let i = 1; i < out.length; i++) {
      const k = classes[i]!;
      if (k === 0) continue;
      const c = out[i]!;
      let j = i;
      for (; j > 0 && classes[j - 1]! > k; j--) {
        out[j] = out[j - 1]!;
        classes[j] = classes[j - 1]!;
      }
      out[j] = c;
      classes[j] = k;
    }
    return compose ? composeAll(out, classes) : out;
  }
}

function readCorrections(): Map<number, readonly number[]> {
  const r = readVarints(OLD_NORMALIZED);
  const found = new Map<number, readonly number[]>();
  let c = 0;
  for (let n = r.next(); n > 0; n--) {
    c += r.next();
    found.set(c, r.codes());
  }
  return found;
}

function composeAll(codes: number[], classes: number[]): number[] {
  const out: number[] = [];
  /** Index in `out` of the last starter, and the class of what was put behind it last. */
  let starter = -1;
  let last = -1;
  for (let i = 0; i < codes.length; i++) {
    const c = codes[i]!;
    const k = classes[i]!;
    if (starter >= 0 && (last < k || last === -1)) {
      const s = out[starter]!;
      let made = composed(s, c);
      if (made === undefined && last === -1) {
        if (s >= L && s < L + 19 && c >= V && c < V + 21) made = HANGUL_FIRST + ((s - L) * 21 + (c - V)) * 28;
        else if (
          s >= HANGUL_FIRST &&
          s < HANGUL_FIRST + HANGUL_COUNT &&
          (s - HANGUL_FIRST) % 28 === 0 &&
          c > T &&
          c < T + 28
        )
          made = s + (c - T);
      }
      if (made !== undefined) {
        out[starter] = made;
        continue;
      }
    }
    if (k === 0) {
      starter = out.length;
      last = -1;
    } else last = k;
    out.push(c);
  }
  return out;
}

export const CURRENT = new Database('14.0.0');
export const OLD = new Database('3.2.0');
