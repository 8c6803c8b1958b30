/**
 * What the temporaries of a code object hold at each instruction, found by following its control flow: what must be known before
 * execution may be moved to another place (CPython's mark_stacks, with temporaries for its stack).
 */
import type { HandlerRange } from '../exception-table.js';
import { type Instruction, OPCODES, Op, type Run } from '../opcodes.js';

export const EMPTY = 0;
export const OBJECT = 1;
/** Of a loop that is running. */
export const ITERATOR = 2;
/** An exception as its handler finds it. */
export const RAISED = 3;
/** The exception that was handled before the handler that is running. */
export const HANDLED = 4;
/** Filled or not: the place of `self` beside a method. */
export const MAYBE = 5;
/** What is about to be called: of no use as an operand. */
export const CALLEE = 6;

/** One of the above for each temporary. */
export type Kinds = Uint8Array;

/** A code object taken apart. */
export interface Decoded {
  /** By the offset of the first word. */
  readonly byWord: ReadonlyMap<number, Instruction>;
  readonly ranges: readonly HandlerRange[];
  readonly nlocalsplus: number;
  readonly ntemps: number;
}

/** The kinds before each instruction that can be reached, by the offset of its first word. */
export function temporaryKinds({ byWord, ranges, nlocalsplus, ntemps }: Decoded): Map<number, Kinds> {
  const states = new Map<number, Kinds>();
  const work: number[] = [];
  const callees = findCallees(byWord, nlocalsplus);

  function arrive(at: number, state: Kinds): void {
    const known = states.get(at);
    if (known === undefined) {
      states.set(at, state.slice());
      work.push(at);
      return;
    }
    let changed = false;
    for (let i = 0; i < ntemps; i++) {
      const both = merged(known[i]!, state[i]!);
      if (both === known[i]) continue;
      known[i] = both;
      changed = true;
    }
    if (changed) work.push(at);
  }

  function step(instruction: Instruction, state: Kinds): void {
    const row = OPCODES[instruction.op]!;
    const values = [instruction.a, instruction.b, instruction.c];
    const set = (into: Kinds, vreg: number, kind: number): void => {
      if (vreg >= nlocalsplus) into[vreg - nlocalsplus] = kind;
    };
    const setRun = (into: Kinds, run: Run | undefined, kind: number): void => {
      if (run !== undefined) for (let i = 0; i < run[1]; i++) set(into, run[0] + i, kind);
    };
    row.operands.forEach((operand, i) => {
      if (operand.kind === 'src') set(state, values[i]!, EMPTY);
    });
    setRun(state, row.consumesRun?.(instruction), EMPTY);
    if (row.canRaise) raise(instruction, state);
    const jumped = state.slice();
    const write = (into: Kinds): void => {
      row.operands.forEach((operand, i) => {
        if (operand.kind === 'dst')
          set(into, values[i]!, kindOfResult(instruction.op, callees.has(instruction.at)));
      });
      setRun(into, row.writesRun?.(instruction), OBJECT);
      if (instruction.op !== Op.LOAD_METHOD) return;
      set(into, instruction.a, CALLEE);
      set(into, instruction.a + 1, MAYBE);
    };
    if (row.releasesOnFall >= 0) set(state, values[row.releasesOnFall]!, EMPTY);
    if (row.releasesOnJump >= 0) set(jumped, values[row.releasesOnJump]!, EMPTY);
    write(state);
    if (row.hasLabel) {
      if (!row.writesOnFall) write(jumped);
      arrive(instruction.extra[0]!, jumped);
    }
    if (!row.terminator) arrive(instruction.next, state);
  }

  function raise(instruction: Instruction, state: Kinds): void {
    const range = rangeAt(ranges, instruction.at);
    if (range === undefined) return;
    const caught = state.slice();
    caught.fill(EMPTY, range.depth);
    caught[range.depth] = RAISED;
    arrive(range.handler, caught);
  }

  arrive(0, new Uint8Array(ntemps));
  while (work.length > 0) {
    const at = work.pop()!;
    step(byWord.get(at)!, states.get(at)!.slice());
  }
  return states;
}

/** Can the local be read, from the instruction at `start` on, without having been written or checked? */
export function readsUnchecked({ byWord, ranges }: Decoded, start: number, local: number): boolean {
  const seen = new Set<number>();
  const work = [start];
  while (work.length > 0) {
    const at = work.pop()!;
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = byWord.get(at)!;
    const row = OPCODES[instruction.op]!;
    const values = [instruction.a, instruction.b, instruction.c];
    const uses = (kind: string): boolean =>
      row.operands.some((operand, i) => operand.kind === kind && values[i] === local);
    if (instruction.op === Op.CHECK_BOUND && uses('local')) continue;
    if (instruction.op === Op.RELEASE && uses('peek')) continue;
    if (uses('src') || uses('peek')) return true;
    const range = row.canRaise ? rangeAt(ranges, at) : undefined;
    if (range !== undefined) work.push(range.handler);
    const written = uses('dst');
    if (row.hasLabel && !(written && !row.writesOnFall)) work.push(instruction.extra[0]!);
    if (!row.terminator && !written) work.push(instruction.next);
  }
  return false;
}

/** The instructions whose result is what a later one calls: what uses a temporary next stands behind in the code. */
function findCallees(byWord: ReadonlyMap<number, Instruction>, nlocalsplus: number): Set<number> {
  const callees = new Set<number>();
  const called = new Set<number>();
  for (const instruction of [...byWord.values()].reverse()) {
    const row = OPCODES[instruction.op]!;
    const values = [instruction.a, instruction.b, instruction.c];
    row.operands.forEach((operand, i) => {
      if (operand.kind === 'dst' && called.has(values[i]!)) callees.add(instruction.at);
    });
    const run = row.consumesRun?.(instruction);
    if (run !== undefined) for (let i = 0; i < run[1]; i++) called.delete(run[0] + i);
    row.operands.forEach((operand, i) => {
      const released = row.releasesOnFall === i || row.releasesOnJump === i;
      if (operand.kind === 'src' || operand.kind === 'dst' || released) called.delete(values[i]!);
    });
    const { op } = instruction;
    if ((op === Op.CALL || op === Op.CALL_KW || op === Op.CALL_EX) && run![0] >= nlocalsplus)
      called.add(run![0]);
  }
  return callees;
}

function kindOfResult(op: number, called: boolean): number {
  if (op === Op.GET_ITER || op === Op.GET_AITER) return ITERATOR;
  if (op === Op.PUSH_EXC_INFO) return HANDLED;
  return called ? CALLEE : OBJECT;
}

function merged(a: number, b: number): number {
  if (a === b) return a;
  return a === EMPTY || b === EMPTY || a === MAYBE || b === MAYBE ? MAYBE : OBJECT;
}

/** The ranges are in order and do not overlap. */
function rangeAt(ranges: readonly HandlerRange[], at: number): HandlerRange | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]!.start <= at) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low - 1];
  return range !== undefined && at < range.end ? range : undefined;
}
