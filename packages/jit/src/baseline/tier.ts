/**
 * The baseline tier: machine code by the number of the code object, and the way into it.
 *
 * Machine code is a cache: what it is of stands in the window, and an isolate that joins makes its own. Nothing is suspended inside it
 * while TypeScript runs: a crossing is one `enter`, and whatever machine code cannot do it leaves.
 */
import { assemble, type Code, type MemoryBlock } from '@tyston/asm-x64';
import {
  CodeField,
  type CodeToTranslate,
  MachineExit,
  type MachineTier,
  type MachineTierMaker,
  OPCODES,
  Op,
} from '@tyston/interp';
import { Frame, type Machine, Mailbox, ThreadState, views, WINDOW_HIGH } from '@tyston/memory';
import { ROW, ROW_CODE, ROW_ENTRY, ROW_TURNS } from './calls.js';
import { type Compiled, compileCode } from './compile.js';
import { Left } from './conventions.js';
import type { BaselineCounters } from './counters.js';
import type { ObjectFacts } from './facts.js';
import { type StubName, writeStubs } from './stubs.js';

/** Where code is put: see makeCodeMemory of `@tyston/native`. */
export interface CodeMemory {
  allocate(size: number): MemoryBlock;
  free(block: MemoryBlock): void;
}

export interface Lister {
  /** Whether the code object of this qualified name is to be listed. */
  wants(name: string): boolean;
  take(name: string, code: Code, address: bigint, symbolOf: (address: bigint) => string | undefined): void;
}

export interface BaselineOptions {
  readonly machine: Machine;
  readonly memory: CodeMemory;
  readonly facts: ObjectFacts;
  /** Memory of the window, zeroed. */
  allocate(bytes: number): number;
  /** Instructions that must follow for it to be worth while to enter machine code. */
  readonly least: number;
  /** Takes the code of functions that are to be listed. */
  readonly list?: Lister;
  /** Whether leaves are counted by opcode. */
  readonly detailed: boolean;
}

interface Piece {
  readonly handle: number;
  readonly block: MemoryBlock;
  readonly code: Code;
  /** Low half of the address of an instruction's code, by word offset; 0 where it is not worth while to enter. */
  readonly entries: Int32Array;
  readonly first: number;
  /** Low half of the address of the first instruction's code. */
  readonly start: number;
  /** See Compiled. */
  readonly runs: Int32Array;
  /** How often machine code has been left at an instruction, by word offset; and those where it is not tried any more. */
  readonly leaves: Int32Array;
  readonly cold: Set<number>;
}

/** Code objects with machine code that compiled calls find. */
const ROWS = 1 << 14;

/** Instructions at the beginning of a function that make it worth while to call it from machine code. */
const CALLED = 2;

/** Leaves at an instruction between two looks at whether it is worth compiling. */
const PATIENCE = 512;
/** An instruction that is left more often than once in so many turns of its code costs more than it gains. */
const SHARE = 16;

/** Room that machine code must find on the machine stack. */
const RESERVE = 64 * 1024;

export function makeBaseline(options: BaselineOptions, counters: BaselineCounters): MachineTierMaker {
  const { machine, memory, facts, least } = options;
  const { I32 } = views();
  const box = machine.mailbox >>> 2;
  const FN = box + (Mailbox.fn >>> 2);
  const FIRST = box + (Mailbox.ints >>> 2);
  const COUNT = box + (Mailbox.stack_count >>> 2);
  const RESULT = box + (Mailbox.result >>> 2);
  const SP = box + (Mailbox.sp >>> 2);
  const LIMIT = box + (Mailbox.sp_limit >>> 2);
  const CODE = Frame.code >>> 2;
  const PC = Frame.pc >>> 2;
  const { enter } = machine;

  /** Puts code where it runs. */
  function place(
    code: Code,
    resolve: (symbol: string) => bigint | undefined,
  ): { block: MemoryBlock; code: Code } {
    const block = memory.allocate(code.bytes.length);
    block.bytes.set(code.bytes);
    const placed = code.at(block.bytes.subarray(0, code.bytes.length));
    placed.link(block.address, resolve);
    counters.bytes += code.bytes.length;
    return { block, code: placed };
  }

  const table = options.allocate(ROWS * ROW);
  const stubs = place(
    assemble((a) => writeStubs(a, facts, table, ROWS)),
    () => undefined,
  );
  const addressOf = (stub: StubName | string) => stubs.block.address + BigInt(stubs.code.offsetOf(stub));
  /** The name of a stub, for listings. */
  const symbolOf = (address: bigint) =>
    [...stubs.code.labels].find(([, offset]) => stubs.block.address + BigInt(offset) === address)?.[0];
  const ENTER = Number(BigInt.asIntN(32, addressOf('enter')));

  const pieces: (Piece | null)[] = [];

  function pieceOf(
    { code, offsets, runs, whole }: Compiled,
    source: CodeToTranslate,
    cold: Set<number>,
  ): Piece | null {
    let placed: ReturnType<typeof place>;
    try {
      placed = place(code, addressOf);
    } catch (error) {
      // The region is full: what is in it stays.
      if (error instanceof RangeError) return null;
      throw error;
    }
    const start = Number(BigInt.asIntN(32, placed.block.address));
    // (Code that is compiled whole is worth while anywhere.)
    const enough = whole ? 1 : least;
    const entries = offsets.map((offset, at) => (offset >= 0 && runs[at]! >= enough ? start + offset : 0));
    return {
      handle: source.handle,
      block: placed.block,
      code: placed.code,
      entries,
      first: source.first,
      start: start + offsets[0]!,
      runs,
      leaves: new Int32Array(offsets.length),
      cold,
    };
  }

  function forget(number: number): void {
    const piece = pieces[number];
    if (!piece) return;
    pieces[number] = null;
    if (number < ROWS - 1) I32[(table + number * ROW + ROW_CODE) >>> 2] = 0;
    piece.block.bytes.fill(0xcc);
    memory.free(piece.block);
  }

  return (context): MachineTier => {
    const { thread, freed } = context;
    const T_FRAME = (thread + ThreadState.frame) >>> 2;

    function compile(number: number, source: CodeToTranslate): ((at: number) => boolean) | null {
      const before = pieces[number];
      const cold = before?.handle === source.handle ? before.cold : new Set<number>();
      forget(number);
      const listed = options.list?.wants(context.nameOf(source.handle)) === true;
      const row = table + Math.min(number, ROWS - 1) * ROW;
      const compiled = compileCode(source, {
        facts,
        cold,
        turns: row + ROW_TURNS,
        lineOf: listed ? (word) => context.lineOf(source.handle, word) : undefined,
      });
      // What is too short to be entered from here is worth while to those that call it from machine code.
      if (compiled.runs[0]! < CALLED && !compiled.runs.some((n) => n >= least)) return null;
      const piece = pieceOf(compiled, source, cold);
      if (piece === null) return null;
      if (listed)
        options.list?.take(context.nameOf(source.handle), piece.code, piece.block.address, symbolOf);
      pieces[number] = piece;
      I32[(row + ROW_TURNS) >>> 2] = 0;
      // (The last row is that of nobody.)
      if (number < ROWS - 1) {
        I32[(row + ROW_CODE) >>> 2] = piece.handle;
        I32[(row + ROW_ENTRY) >>> 2] = piece.start;
      }
      counters.compiled++;
      return (at) => piece.entries[at] !== 0;
    }

    function run(number: number): number {
      const frame = I32[T_FRAME]!;
      const piece = pieces[number];
      // (The number may be another isolate's, or of code that is gone.)
      if (!piece || I32[(frame >>> 2) + CODE] !== piece.handle) return MachineExit.TRANSLATION;
      const entry = piece.entries[(I32[(frame >>> 2) + PC]! >>> 2) - piece.first] ?? 0;
      const limit = (I32[LIMIT]! >>> 0) + RESERVE;
      if (entry === 0 || I32[SP]! >>> 0 < limit) return MachineExit.TRANSLATION;
      I32[FN] = ENTER;
      I32[FN + 1] = WINDOW_HIGH;
      I32[COUNT] = 0;
      I32[FIRST] = frame + Frame.size;
      I32[FIRST + 1] = WINDOW_HIGH;
      I32[FIRST + 2] = entry;
      I32[FIRST + 3] = WINDOW_HIGH;
      I32[FIRST + 4] = limit;
      I32[FIRST + 5] = WINDOW_HIGH;
      counters.entries++;
      enter();
      const left = I32[RESULT]!;
      if (left === Left.TRANSLATION) {
        counters.leaves++;
        if (options.detailed) countLeave();
        return leftTooOften(piece) ? MachineExit.ANEW : MachineExit.TRANSLATION;
      }
      if (left !== Left.GO_ON) {
        const next = I32[RESULT + 1]!;
        const at = (I32[T_FRAME]! >>> 2) + PC;
        counters.deaths++;
        freed(left);
        I32[at] = next;
      }
      return MachineExit.GO_ON;
    }

    /**
     * Whether the instruction at which machine code has been left in the innermost frame has cost too much. Then it and its like are
     * cold: what was compiled for them does not fit.
     */
    function leftTooOften(entered: Piece): boolean {
      const frame = I32[T_FRAME]! >>> 2;
      const code = I32[frame + CODE]!;
      const number = -1 - I32[(code + CodeField.heat) >>> 2]!;
      const piece = entered.handle === code ? entered : pieces[number];
      if (piece?.handle !== code || number >= ROWS - 1) return false;
      const { leaves, runs, cold } = piece;
      const at = (I32[frame + PC]! >>> 2) - piece.first;
      const often = ++leaves[at]!;
      if (often % PATIENCE !== 0 || runs[at] === 0) return false;
      const much = Math.max(I32[(table + number * ROW + ROW_TURNS) >>> 2]! / SHARE, PATIENCE / 4);
      if (often <= much) return false;
      for (let i = 0; i < leaves.length; i++) if (leaves[i]! > much && runs[i]! > 0) cold.add(i);
      return true;
    }

    /** The instruction at which machine code has been left. */
    function countLeave(): void {
      let pc = I32[(I32[T_FRAME]! >>> 2) + PC]! >>> 2;
      while ((I32[pc]! & 255) === Op.WIDE) pc++;
      const { name } = OPCODES[I32[pc]! & 255]!;
      counters.leavesBy[name] = (counters.leavesBy[name] ?? 0) + 1;
    }

    return { compile, run, forget };
  };
}
