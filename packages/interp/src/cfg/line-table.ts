/**
 * The location table, in CPython 3.11's format (Objects/locations.md): an entry for each instruction, first byte
 * `1 cccc lll` with a code c and l + 1 code units (words, here); then, by code:
 *
 *     0–9    columns on the same line: start column >> 3 is c, its low bits and the width follow in a byte
 *     10–12  line advances by c − 10; start and end column, a byte each
 *     13     no columns: signed line delta
 *     14     signed line delta, end line delta, start column + 1, end column + 1, as varints
 *     15     no location at all
 */
import type { Location } from './ir.js';

export class LineTableWriter {
  private readonly bytes: number[] = [];
  private line: number;

  constructor(firstlineno: number) {
    this.line = firstlineno;
  }

  /** An instruction of `words` words at a location. */
  add(words: number, loc: Location): void {
    // An entry covers at most 8 units.
    for (; words > 8; words -= 8) this.entry(8, loc);
    this.entry(words, loc);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }

  private entry(words: number, loc: Location): void {
    if (loc === null || loc.lineno < 0) {
      this.head(15, words);
      return;
    }
    const delta = loc.lineno - this.line;
    const { col_offset: column, end_col_offset: endColumn } = loc;
    if (column < 0 || endColumn < 0) {
      this.head(13, words);
      this.signed(delta);
    } else if (
      loc.end_lineno === loc.lineno &&
      delta === 0 &&
      column < 80 &&
      endColumn - column < 16 &&
      endColumn >= column
    ) {
      this.head(column >> 3, words);
      this.bytes.push(((column & 7) << 4) | (endColumn - column));
    } else if (loc.end_lineno === loc.lineno && delta >= 0 && delta < 3 && column < 128 && endColumn < 128) {
      this.head(10 + delta, words);
      this.bytes.push(column, endColumn);
    } else {
      this.head(14, words);
      this.signed(delta);
      this.varint(loc.end_lineno - loc.lineno);
      this.varint(column + 1);
      this.varint(endColumn + 1);
    }
    this.line = loc.lineno;
  }

  private head(code: number, words: number): void {
    this.bytes.push(0x80 | (code << 3) | (words - 1));
  }

  private varint(value: number): void {
    while (value >= 64) {
      this.bytes.push(0x40 | (value & 63));
      value >>>= 6;
    }
    this.bytes.push(value);
  }

  private signed(value: number): void {
    this.varint(value < 0 ? (-value << 1) | 1 : value << 1);
  }
}

/** A decoded entry. Lines and columns are −1 where there is none. */
export interface LineTableEntry {
  /** Word offsets. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
}

export function decodeLineTable(bytes: Uint8Array, firstlineno: number): LineTableEntry[] {
  const entries: LineTableEntry[] = [];
  let at = 0;
  let word = 0;
  let line = firstlineno;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 6) {
      const byte = bytes[at++]!;
      value |= (byte & 63) << shift;
      if ((byte & 0x40) === 0) return value;
    }
  };
  const signed = (): number => {
    const value = varint();
    return (value & 1) !== 0 ? -(value >> 1) : value >> 1;
  };
  while (at < bytes.length) {
    const head = bytes[at++]!;
    const code = (head >> 3) & 15;
    const start = word;
    word += (head & 7) + 1;
    if (code === 15) {
      entries.push({ start, end: word, line: -1, endLine: -1, column: -1, endColumn: -1 });
    } else if (code === 14) {
      line += signed();
      const endLine = line + varint();
      const column = varint() - 1;
      entries.push({ start, end: word, line, endLine, column, endColumn: varint() - 1 });
    } else if (code === 13) {
      line += signed();
      entries.push({ start, end: word, line, endLine: line, column: -1, endColumn: -1 });
    } else if (code >= 10) {
      line += code - 10;
      const column = bytes[at++]!;
      entries.push({ start, end: word, line, endLine: line, column, endColumn: bytes[at++]! });
    } else {
      const low = bytes[at++]!;
      const column = (code << 3) | (low >> 4);
      entries.push({ start, end: word, line, endLine: line, column, endColumn: column + (low & 15) });
    }
  }
  return entries;
}
