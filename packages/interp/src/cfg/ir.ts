/**
 * The control-flow graph: blocks of three-address instructions over vregs.
 *
 * Instructions are those of opcodes.ts; only vregs and jump targets differ from the bytecode. A target is a block. How many
 * locals there are is known only when the whole function has been compiled (CPython numbers a local at its first use), so
 * vregs are numbered in four spaces until assembly: locals, cells, free variables, temporaries.
 */
import type { Positions } from '@tyston/parser';
import { OPCODES, Op, type Run } from '../opcodes.js';

export const CELL_BASE = 1 << 24;
export const FREE_BASE = 2 << 24;
export const TEMP_BASE = 3 << 24;

export const isTemp = (vreg: number): boolean => vreg >= TEMP_BASE;
/** A plain local, which may be unbound (a cell's vreg always holds its cell). */
export const isFast = (vreg: number): boolean => vreg < CELL_BASE;

/** Where an exception goes: the block, and how many temporaries it keeps. */
export interface Handler {
  readonly block: Block;
  readonly depth: number;
}

/** A part of the source, or null: the instruction has no counterpart in it, tracing does not see it. */
export type Location = Positions | null;

export class Instr {
  constructor(
    public op: number,
    public a: number,
    public b: number,
    public c: number,
    /** Extra words but for the label. */
    readonly extra: readonly number[],
    public target: Block | null,
    public loc: Location,
    readonly handler: Handler | null,
  ) {}

  /** As decoded bytecode has it: the label is the first extra word. */
  get fields(): { a: number; b: number; c: number; extra: readonly number[] } {
    return { a: this.a, b: this.b, c: this.c, extra: this.target === null ? this.extra : [0, ...this.extra] };
  }
}

export class Block {
  instrs: Instr[] = [];
  /** Its place in the order of blocks, which is the order of the code. */
  index = -1;
}

export interface Cfg {
  /** In the order of the code; the first is the entry. Control falls from a block into the next. */
  blocks: Block[];
}

/** Does control never leave the block at its end by falling? */
export function endsInTerminator(block: Block): boolean {
  const last = block.instrs.at(-1);
  return last !== undefined && OPCODES[last.op]!.terminator;
}

export function renumber(cfg: Cfg): void {
  cfg.blocks.forEach((block, i) => {
    block.index = i;
  });
}

/** The vregs that an instruction reads (src, peek, local operands, runs), with what it does to them. */
export function forEachRead(instr: Instr, visit: (vreg: number) => void): void {
  const row = OPCODES[instr.op]!;
  const values = [instr.a, instr.b, instr.c];
  row.operands.forEach((operand, i) => {
    if (operand.kind === 'src' || operand.kind === 'peek' || operand.kind === 'local') visit(values[i]!);
  });
  if (row.consumesRun !== undefined) forEachOf(row.consumesRun(instr.fields), visit);
}

export function forEachWritten(instr: Instr, visit: (vreg: number) => void): void {
  const row = OPCODES[instr.op]!;
  const values = [instr.a, instr.b, instr.c];
  row.operands.forEach((operand, i) => {
    if (operand.kind === 'dst') visit(values[i]!);
  });
  if (row.writesRun !== undefined) forEachOf(row.writesRun(instr.fields), visit);
}

function forEachOf([first, count]: Run, visit: (vreg: number) => void): void {
  for (let i = 0; i < count; i++) visit(first + i);
}

export const isJump = (op: number): boolean => op === Op.JUMP || op === Op.JUMP_BACK;
