/**
 * Jumps: a trace function assigns to `frame.f_lineno`. Allowed is what CPython allows: the temporaries that are filled where
 * execution shall go on must hold the same kinds of things where it stands. Others are released, as leaving their constructs would.
 */
import { type Addr, Frame, PyCodeObject } from '@tyston/memory';
import { instructions } from '../encoding.js';
import { decodeExceptionTable } from '../exception-table.js';
import type { Instruction } from '../opcodes.js';
import type { Handle } from '../space.js';
import type { Lines } from './lines.js';
import { type Machine, W } from './machine.js';
import type { Ops } from './ops.js';
import {
  CALLEE,
  type Decoded,
  EMPTY,
  HANDLED,
  ITERATOR,
  type Kinds,
  MAYBE,
  OBJECT,
  RAISED,
  readsUnchecked,
  temporaryKinds,
} from './temp-kinds.js';
import type { Tracing } from './tracing.js';

/** Where a frame can go on, and what its temporaries hold here and are to hold there. */
export interface Jump {
  readonly word: number;
  readonly from: Kinds;
  readonly to: Kinds;
  /** Variables that have no value, although the code there has been compiled for variables that have one. */
  readonly unbound: readonly number[];
}

export interface Jumps {
  /** The jump to a line, or what is in its way. */
  find(frame: Addr, line: number): Jump | string;
  /** Moves the frame; variables that are taken to be bound become None. */
  perform(frame: Addr, jump: Jump): void;
}

export function makeJumps(machine: Machine, lines: Lines, tracing: Tracing, ops: Ops): Jumps {
  const { I32, U8 } = machine.views;
  const { space } = machine;
  const VREG0 = Frame.size >> 2;

  /** The lowest line that begins somewhere in the code and is not before `line`, with where it begins; null: there is none. */
  function placesOf(code: Handle, line: number): number[] | null {
    let best = Number.POSITIVE_INFINITY;
    let places: number[] = [];
    let last = -1;
    for (const location of lines.locations(code)) {
      if (location.line === last || location.line < 0) continue;
      last = location.line;
      if (location.line < line || location.line > best) continue;
      if (location.line < best) places = [];
      best = location.line;
      places.push(location.start);
    }
    return places.length === 0 ? null : places;
  }

  function decoded(code: Handle): Decoded {
    const c = code >>> 2;
    const byWord = new Map<number, Instruction>();
    for (const instruction of instructions(tracing.wordsOf(code))) byWord.set(instruction.at, instruction);
    const table = I32[c + W.code.co_exceptiontable]!;
    const address = space.bytesAddress(table) >>> 0;
    const ranges = decodeExceptionTable(U8.slice(address, address + space.bytesLength(table)));
    return {
      byWord,
      ranges,
      nlocalsplus: I32[c + W.code.co_nlocalsplus]!,
      ntemps: I32[c + W.code.co_stacksize]!,
    };
  }

  /** Index of the first temporary. */
  function temporaries(frame: Addr): number {
    const f = frame >>> 2;
    return f + VREG0 + 2 * I32[(I32[f + W.frame.code]! >>> 2) + W.code.co_nlocalsplus]!;
  }

  function find(frame: Addr, line: number): Jump | string {
    const code = I32[(frame >>> 2) + W.frame.code]!;
    if (line < I32[(code >>> 2) + W.code.co_firstlineno]!)
      return `line ${line} comes before the current code block`;
    const places = placesOf(code, line);
    if (places === null) return `line ${line} comes after the current code block`;
    const all = decoded(code);
    const states = temporaryKinds(all);
    const here = states.get(lines.wordOfFrame(frame));
    if (here === undefined) return UNREACHABLE;
    const from = here.slice();
    // A frame that has yielded no longer has what it yielded.
    const first = temporaries(frame);
    for (let i = 0; i < from.length; i++) if (I32[first + 2 * i] === 0) from[i] = EMPTY;
    let best: Omit<Jump, 'unbound'> | null = null;
    let obstacle = '';
    for (const word of places) {
      const to = states.get(word);
      if (to === undefined || !compatible(from, to)) obstacle = explain(to);
      else if (best === null || filled(to) > filled(best.to)) best = { word, from, to };
    }
    if (best === null) return obstacle;
    const { word } = best;
    const locals = (frame >>> 2) + VREG0;
    const unbound: number[] = [];
    for (let i = 0; i < all.nlocalsplus; i++)
      if (I32[locals + 2 * i] === 0 && readsUnchecked(all, word, i)) unbound.push(i);
    return { ...best, unbound };
  }

  function perform(frame: Addr, { word, from, to, unbound }: Jump): void {
    for (const local of unbound) {
      space.incref(space.None);
      I32[(frame >>> 2) + VREG0 + 2 * local] = space.None;
    }
    const first = temporaries(frame);
    for (let i = from.length - 1; i >= 0; i--) {
      const at = first + 2 * i;
      const x = I32[at]!;
      if (x === 0 || to[i] !== EMPTY) continue;
      I32[at] = 0;
      if (from[i] === HANDLED) ops.popExcept(x);
      else space.decref(x);
    }
    const f = frame >>> 2;
    I32[f + W.frame.pc] = I32[f + W.frame.code]! + PyCodeObject.co_code_adaptive + 4 * word;
    tracing.jumped(frame, word);
  }

  return { find, perform };
}

function filled(kinds: Kinds): number {
  return kinds.reduce((count, kind) => (kind === EMPTY ? count : count + 1), 0);
}

function compatible(from: Kinds, to: Kinds): boolean {
  return to.every((kind, i) => {
    const own = from[i]!;
    if (kind === EMPTY || kind === MAYBE) return true;
    if (kind === OBJECT) return own !== EMPTY && own !== MAYBE && own !== CALLEE;
    return own === kind;
  });
}

const UNREACHABLE = "can't jump into an exception handler, or code may be unreachable";

/** What is on top where execution shall go on. */
function explain(to: Kinds | undefined): string {
  if (to === undefined) return UNREACHABLE;
  let top = to.length - 1;
  while (to[top] === EMPTY) top--;
  if (to[top] === RAISED || to[top] === HANDLED)
    return "can't jump into an 'except' block as there's no exception";
  return to[top] === ITERATOR ? "can't jump into the body of a for loop" : 'incompatible stacks';
}
