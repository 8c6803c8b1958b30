/**
 * Where in the source an instruction stands: CPython 3.11's location table (Objects/locations.md), read from the window. A code unit is
 * one word here.
 */
import { type Addr, FrameFlags, PyCodeObject, PyGenObject } from '@tyston/memory';
import type { Location, Position } from '../interpreter.js';
import type { Handle } from '../space.js';
import { FrameState, type Machine, W } from './machine.js';

export interface Lines {
  /** All entries of a code object's table, in order. */
  locations(code: Handle): Generator<Location>;
  /** The line of the instruction at word `at`, -1 where there is none. */
  lineAt(code: Handle, at: number): number;
  /** The position of the instruction at word `at`. */
  positionAt(code: Handle, at: number): Position;
  lineOfFrame(frame: Addr): number;
  /** Word of the frame's current instruction, -1 before the first. */
  wordOfFrame(frame: Addr): number;
}

const NO_LOCATION = 15;
const LONG = 14;
const NO_COLUMNS = 13;
const ONE_LINE = 10;

/** The entries of a table. */
export function* decodeLocations(bytes: Uint8Array, firstLine: number): Generator<Location> {
  let at = 0;
  let line = firstLine;
  let start = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 6) {
      const byte = bytes[at++]!;
      value |= (byte & 63) << shift;
      if ((byte & 64) === 0) return value;
    }
  };
  const signed = (): number => {
    const value = varint();
    return (value & 1) !== 0 ? -(value >>> 1) : value >>> 1;
  };
  while (at < bytes.length) {
    const first = bytes[at++]!;
    const kind = (first >> 3) & 15;
    const end = start + (first & 7) + 1;
    if (kind === NO_LOCATION) yield { start, end, line: -1, endLine: -1, column: -1, endColumn: -1 };
    else if (kind === LONG) {
      line += signed();
      const endLine = line + varint();
      const column = varint() - 1;
      const endColumn = varint() - 1;
      yield { start, end, line, endLine, column, endColumn };
    } else if (kind === NO_COLUMNS) {
      line += signed();
      yield { start, end, line, endLine: line, column: -1, endColumn: -1 };
    } else if (kind >= ONE_LINE) {
      line += kind - ONE_LINE;
      const column = bytes[at++]!;
      const endColumn = bytes[at++]!;
      yield { start, end, line, endLine: line, column, endColumn };
    } else {
      const second = bytes[at++]!;
      const column = (kind << 3) | (second >> 4);
      yield { start, end, line, endLine: line, column, endColumn: column + (second & 15) };
    }
    start = end;
  }
}

export function makeLines(machine: Machine): Lines {
  const { I32, I8, U8 } = machine.views;
  const { space } = machine;
  const FIRST_WORD = PyCodeObject.co_code_adaptive;

  function locations(code: Handle): Generator<Location> {
    const table = I32[(code >>> 2) + W.code.co_linetable]!;
    const address = space.bytesAddress(table) >>> 0;
    const bytes = U8.subarray(address, address + space.bytesLength(table));
    return decodeLocations(bytes, I32[(code >>> 2) + W.code.co_firstlineno]!);
  }

  function positionAt(code: Handle, at: number): Position {
    for (const location of locations(code)) if (at < location.end) return location;
    return { line: -1, endLine: -1, column: -1, endColumn: -1 };
  }

  /** The line alone, without making objects: this is done for every traceback entry. */
  function lineAt(code: Handle, at: number): number {
    const table = I32[(code >>> 2) + W.code.co_linetable]!;
    let p = space.bytesAddress(table) >>> 0;
    const limit = p + space.bytesLength(table);
    let line = I32[(code >>> 2) + W.code.co_firstlineno]!;
    let end = 0;
    while (p < limit) {
      const first = U8[p++]!;
      const kind = (first >> 3) & 15;
      end += (first & 7) + 1;
      if (kind === LONG || kind === NO_COLUMNS) {
        let value = 0;
        let shift = 0;
        let byte: number;
        do {
          byte = U8[p++]!;
          value |= (byte & 63) << shift;
          shift += 6;
        } while ((byte & 64) !== 0);
        line += (value & 1) !== 0 ? -(value >>> 1) : value >>> 1;
      } else if (kind >= ONE_LINE && kind < NO_COLUMNS) line += kind - ONE_LINE;
      if (at < end) return kind === NO_LOCATION ? -1 : line;
      // The rest of an entry has its top bit clear, the next entry's first byte has it set.
      while (p < limit && U8[p]! < 128) p++;
    }
    return -1;
  }

  function wordOfFrame(frame: Addr): number {
    const f = frame >>> 2;
    if ((I32[f + W.frame.flags]! & FrameFlags.GENERATOR) !== 0) {
      const gen = frame - PyGenObject.gi_iframe;
      if (I8[(gen + PyGenObject.gi_frame_state) >>> 0] === FrameState.CREATED) return -1;
    }
    const pc = I32[f + W.frame.pc]!;
    return (pc - (I32[f + W.frame.code]! + FIRST_WORD)) >> 2;
  }

  function lineOfFrame(frame: Addr): number {
    const code = I32[(frame >>> 2) + W.frame.code]!;
    const word = wordOfFrame(frame);
    if (word >= 0) return lineAt(code, word);
    // A module begins before its first line (RESUME has line 0), anything else at its `def` or `class`.
    const isModule = space.text(I32[(code >>> 2) + W.code.co_name]!) === '<module>';
    return isModule ? 0 : I32[(code >>> 2) + W.code.co_firstlineno]!;
  }

  return { locations, positionAt, lineAt, lineOfFrame, wordOfFrame };
}
