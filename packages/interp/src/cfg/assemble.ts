/** From the graph to bytecode and its side tables: numbers the vregs, places the blocks, encodes. */
import { encode, sizeOf } from '../encoding.js';
import { encodeExceptionTable, type HandlerRange } from '../exception-table.js';
import { OPCODES } from '../opcodes.js';
import {
  type Block,
  CELL_BASE,
  type Cfg,
  FREE_BASE,
  forEachRead,
  forEachWritten,
  type Handler,
  type Instr,
  TEMP_BASE,
} from './ir.js';
import { LineTableWriter } from './line-table.js';

/** Where the four spaces of vreg numbers end up. */
export interface VregLayout {
  /** vreg of each plain local. */
  readonly locals: readonly number[];
  /** vreg of each cell variable: a parameter that is a cell keeps its place. */
  readonly cells: readonly number[];
  readonly firstFree: number;
  readonly nlocalsplus: number;
}

export interface Assembled {
  readonly words: Int32Array;
  readonly exceptiontable: Uint8Array;
  readonly linetable: Uint8Array;
}

const VREG_KINDS = new Set(['dst', 'src', 'peek', 'local', 'base']);

/** Which of a, b, c are vregs, by opcode. */
const VREG_MASK = OPCODES.map((row) =>
  row.operands.reduce((mask, operand, i) => (VREG_KINDS.has(operand.kind) ? mask | (1 << i) : mask), 0),
);

function placeVreg(vreg: number, layout: VregLayout): number {
  if (vreg >= TEMP_BASE) return layout.nlocalsplus + vreg - TEMP_BASE;
  if (vreg >= FREE_BASE) return layout.firstFree + vreg - FREE_BASE;
  if (vreg >= CELL_BASE) return layout.cells[vreg - CELL_BASE]!;
  return layout.locals[vreg]!;
}

/**
 * Plain locals in the order of their first use, which is CPython's order of co_varnames; parameters come first. While
 * compiling, a destination gets its number before the operands do.
 */
export function orderLocals(cfg: Cfg, nlocals: number, nparameters: number): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const touch = (vreg: number): void => {
    if (vreg >= CELL_BASE || seen.has(vreg)) return;
    seen.add(vreg);
    order.push(vreg);
  };
  for (let i = 0; i < nparameters; i++) touch(i);
  for (const block of cfg.blocks) {
    for (const instr of block.instrs) {
      forEachRead(instr, touch);
      forEachWritten(instr, touch);
    }
  }
  for (let i = 0; i < nlocals; i++) touch(i);
  return order;
}

export function numberVregs(cfg: Cfg, layout: VregLayout): void {
  for (const block of cfg.blocks) {
    for (const instr of block.instrs) {
      const mask = VREG_MASK[instr.op]!;
      if ((mask & 1) !== 0) instr.a = placeVreg(instr.a, layout);
      if ((mask & 2) !== 0) instr.b = placeVreg(instr.b, layout);
      if ((mask & 4) !== 0) instr.c = placeVreg(instr.c, layout);
    }
  }
}

/** Expects numbered vregs. */
export function assemble(cfg: Cfg, firstlineno: number): Assembled {
  const offsets = new Map<Block, number>();
  let offset = 0;
  for (const block of cfg.blocks) {
    offsets.set(block, offset);
    for (const instr of block.instrs) offset += sizeOf(instr.op, instr.a, instr.b, instr.c);
  }
  const words: number[] = [];
  const lines = new LineTableWriter(firstlineno);
  const ranges = new RangeCollector(offsets);
  for (const block of cfg.blocks) {
    for (const instr of block.instrs) {
      const start = words.length;
      encode(words, instr.op, instr.a, instr.b, instr.c, extraOf(instr, offsets));
      lines.add(words.length - start, instr.loc);
      ranges.add(start, words.length, instr.handler);
    }
  }
  return {
    words: Int32Array.from(words),
    exceptiontable: encodeExceptionTable(ranges.finish()),
    linetable: lines.finish(),
  };
}

function extraOf(instr: Instr, offsets: Map<Block, number>): readonly number[] {
  return instr.target === null ? instr.extra : [offsets.get(instr.target)!, ...instr.extra];
}

/** Joins neighbouring instructions under the same handler. */
class RangeCollector {
  private readonly ranges: HandlerRange[] = [];

  constructor(private readonly offsets: Map<Block, number>) {}

  add(start: number, end: number, handler: Handler | null): void {
    if (handler === null) return;
    const target = this.offsets.get(handler.block);
    // The handler was unreachable: nothing in the range can raise.
    if (target === undefined) return;
    const last = this.ranges.at(-1);
    if (last !== undefined && last.end === start && last.handler === target && last.depth === handler.depth) {
      this.ranges[this.ranges.length - 1] = { ...last, end };
    } else {
      this.ranges.push({ start, end, handler: target, depth: handler.depth });
    }
  }

  finish(): readonly HandlerRange[] {
    return this.ranges;
  }
}
