/**
 * The character sets of East Asia, unpacked from `tables.gen.ts` when an encoding is first used.
 *
 * An encoding is a grid of cells, lead byte by trail byte; some have a second grid behind the byte 8F. A cell holds a code point, or two: the
 * second is one of few marks, whose number stands above bit 18.
 */
import { readVarints } from '@tyston/objects';
import { MARKS, TABLES } from './tables.gen.js';

const FIRST_LEAD = 0x81;
const FIRST_TRAIL = 0x30;
const TRAILS = 0xff - FIRST_TRAIL;
const CELLS = (0xff - FIRST_LEAD) * TRAILS;
const MARK_SHIFT = 18;
const BASE_MASK = (1 << MARK_SHIFT) - 1;

/** What a cell holds whose two bytes are taken as one mistake. */
export const BOTH_ILLEGAL = 1;
/** Of a byte: it leads others; it begins nothing. */
export const LEADS = -1;
export const REFUSED = -2;

/** The rows of JIS X 0213's second plane that Shift_JIS has behind those of the first. */
const SECOND_PLANE_ROWS = [1, 8, 3, 4, 5, 12, 13, 14, 15, ...Array.from({ length: 17 }, (_, i) => 78 + i)];
/** Is a lead byte behind 8F one of the second plane of JIS X 0213? (The others are JIS X 0212's.) */
export function isSecondPlane(lead: number): boolean {
  return SECOND_PLANE_ROWS.includes(lead - 0xa0);
}

export interface CharTable {
  /** What each byte is by itself: a code point, LEADS or REFUSED. */
  readonly singles: Int32Array;
  /** The code point of two bytes; with `pairOf` above it where it is two; 0 for none. */
  two(lead: number, trail: number): number;
  /** The same behind the byte 8F. */
  three(lead: number, trail: number): number;
  readonly hasThree: boolean;
  /** The bytes of a character as one number, 0 where there are none (and for U+0000). */
  encode(code: number): number;
  /** Has the character a code of its own together with one of the marks? */
  beginsPair(code: number): boolean;
  /** The bytes of a character with a mark, or 0. */
  encodePair(code: number, mark: number): number;
}
/** The second code point of a cell, 0 where it has one. */
export function markOf(cell: number): number {
  return cell >> MARK_SHIFT === 0 ? 0 : MARKS[(cell >> MARK_SHIFT) - 1]!;
}
export function baseOf(cell: number): number {
  return cell & BASE_MASK;
}

interface Grids {
  readonly table: CharTable;
  readonly two: Int32Array;
  readonly three: Int32Array | null;
}
const unpacked = new Map<string, Grids>();

export function charTable(name: string): CharTable {
  return gridsOf(name).table;
}

function at(lead: number, trail: number): number {
  return (lead - FIRST_LEAD) * TRAILS + trail - FIRST_TRAIL;
}

/** The grid of an EUC encoding, as Shift_JIS lays it out: two rows of 94 to a lead byte. */
function asShiftJis({ two, three }: Grids, planes: 1 | 2): Int32Array {
  const cells = new Int32Array(CELLS);
  for (let lead = 0x81; lead < 0xfd; lead++) {
    if (lead >= 0xa0 && lead < 0xe0) continue;
    const c = lead - (lead < 0xe0 ? 0x81 : 0xc1);
    for (let trail = 0x40; trail < 0xfd; trail++) {
      if (trail === 0x7f) continue;
      const t = trail - (trail < 0x80 ? 0x40 : 0x41);
      const row = 2 * c + (t < 94 ? 0 : 1);
      const column = (t % 94) + 0xa1;
      if (row < 94) cells[at(lead, trail)] = two[at(row + 0xa1, column)]!;
      else if (planes === 2)
        cells[at(lead, trail)] = three![at(SECOND_PLANE_ROWS[row - 94]! + 0xa0, column)]!;
    }
  }
  return cells;
}

/** Runs: of the base's cells (0), of empty ones (1), of values (2), of values that follow each other (3). */
function unpackCells(reader: ReturnType<typeof readVarints>, base: Int32Array | null): Int32Array {
  const cells = new Int32Array(CELLS);
  let last = 0;
  for (let i = 0; i < CELLS; ) {
    const head = reader.next();
    const end = i + (head >> 2);
    for (; i < end; i++) {
      const kind = head & 3;
      if (kind === 0) cells[i] = base![i]!;
      else if (kind === 2) cells[i] = last += 1 + reader.signed();
      else if (kind === 3) cells[i] = last += 1;
    }
  }
  return cells;
}

function gridsOf(name: string): Grids {
  const known = unpacked.get(name);
  if (known !== undefined) return known;
  const packed = TABLES[name]!;
  const base = packed.base === null ? null : gridsOf(packed.base);
  const reader = readVarints(packed.data);
  const singles = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) singles[byte] = byte < 0x80 ? byte : LEADS;
  for (let n = reader.next(); n > 0; n--) {
    const byte = reader.next();
    singles[byte] = reader.next();
  }
  for (let n = reader.next(); n > 0; n--) singles[reader.next()] = REFUSED;
  const baseCells =
    base === null
      ? null
      : packed.sjis
        ? asShiftJis(base, TABLES[packed.base!]!.threeBytes && name === 'shift_jis_2004' ? 2 : 1)
        : base.two;
  const two = unpackCells(reader, baseCells);
  const three = packed.threeBytes ? unpackCells(reader, base?.three ?? null) : null;
  const codes = codesOf(name, singles, two, three);
  for (let n = reader.next(), code = 0; n > 0; n--) {
    code += reader.next();
    codes.set(code, reader.next());
  }
  const pairBases = new Set<number>();
  for (const cell of codes.keys()) if (cell >> MARK_SHIFT !== 0) pairBases.add(baseOf(cell));
  const table: CharTable = {
    singles,
    two: (lead, trail) => (trail < FIRST_TRAIL || trail > 0xfe || lead > 0xfe ? 0 : two[at(lead, trail)]!),
    three: (lead, trail) =>
      three === null || lead < FIRST_LEAD || lead > 0xfe || trail < FIRST_TRAIL || trail > 0xfe
        ? 0
        : three[at(lead, trail)]!,
    hasThree: three !== null,
    encode: (code) => codes.get(code) ?? 0,
    beginsPair: (code) => pairBases.has(code),
    encodePair(code, mark) {
      const number = MARKS.indexOf(mark);
      return number < 0 ? 0 : (codes.get(code | ((number + 1) << MARK_SHIFT)) ?? 0);
    },
  };
  const grids = { table, two, three };
  unpacked.set(name, grids);
  return grids;
}

/** Characters (and pairs) to their bytes: the first that decode to them. */
function codesOf(
  name: string,
  singles: Int32Array,
  two: Int32Array,
  three: Int32Array | null,
): Map<number, number> {
  const codes = new Map<number, number>();
  const add = (value: number, code: number) => {
    if (!codes.has(value)) codes.set(value, code);
  };
  for (let byte = 0; byte < 0x80; byte++) codes.set(byte, byte);
  for (let byte = 0; byte < 256; byte++) if (singles[byte]! >= 0) add(singles[byte]!, byte);
  const addGrid = (cells: Int32Array, prefix: number) => {
    for (let i = 0; i < CELLS; i++) {
      if (cells[i]! <= BOTH_ILLEGAL) continue;
      const lead = FIRST_LEAD + Math.floor(i / TRAILS);
      add(cells[i]!, prefix | (lead << 8) | (FIRST_TRAIL + (i % TRAILS)));
    }
  };
  addGrid(two, 0);
  if (three !== null) addGrid(three, 0x8f0000);
  if (name === 'gb18030') addRest(codes);
  return codes;
}

// -- GB 18030: the rest of Unicode in four bytes ------------------------------------------------------------------------------

const rest: number[] = [];
function addRest(codes: Map<number, number>): void {
  for (let code = 0x80; code < 0x10000; code++) {
    if (codes.has(code) || (code >= 0xd800 && code < 0xe000)) continue;
    codes.set(code, fourBytes(rest.length, 0x81));
    rest.push(code);
  }
}
/** The code of four bytes, 10 × 126 × 10 × as many first bytes as it takes. */
export function fourBytes(index: number, first: number): number {
  const d = index % 10;
  const c = Math.floor(index / 10) % 126;
  const b = Math.floor(index / 1260) % 10;
  const a = Math.floor(index / 12600);
  return (first + a) * 0x1000000 + (((0x30 + b) << 16) | ((0x81 + c) << 8) | (0x30 + d));
}
/** The character of four bytes of GB 18030, or 0. */
export function fromFourBytes(a: number, b: number, c: number, d: number): number {
  if (a < 0x81 || b < 0x30 || b > 0x39 || c < 0x81 || c > 0xfe || d < 0x30 || d > 0x39) return 0;
  const index = ((a - 0x81) * 10 + b - 0x30) * 1260 + (c - 0x81) * 10 + d - 0x30;
  if (a < 0x90) return rest[index] ?? 0;
  const code = index - (0x90 - 0x81) * 12600 + 0x10000;
  return code <= 0x10ffff ? code : 0;
}
