/**
 * Definedness: which locals are certainly bound at each point, by a forward analysis over vreg numbers. The compiler
 * puts a CHECK_BOUND before each read of a local; this pass takes away those that cannot fail.
 */
import { OPCODES, Op } from '../opcodes.js';
import {
  type Block,
  type Cfg,
  endsInTerminator,
  forEachWritten,
  type Instr,
  isFast,
  renumber,
} from './ir.js';

/** Bit sets over the locals: rows of 32-bit words. */
type Bits = Int32Array;

export function removeRedundantChecks(cfg: Cfg, nlocals: number, nparameters: number): void {
  if (!cfg.blocks.some((block) => block.instrs.some((instr) => instr.op === Op.CHECK_BOUND))) return;
  renumber(cfg);
  const width = (nlocals + 31) >> 5;
  const atEntry: Bits[] = cfg.blocks.map(() => new Int32Array(width).fill(-1));
  atEntry[0]!.fill(0);
  for (let i = 0; i < nparameters; i++) set(atEntry[0]!, i);
  const work: Block[] = [cfg.blocks[0]!];
  const queued = new Uint8Array(cfg.blocks.length);
  const visited = new Uint8Array(cfg.blocks.length);
  const meet = (block: Block, bits: Bits): void => {
    const into = atEntry[block.index]!;
    let changed = visited[block.index] === 0;
    for (let i = 0; i < width; i++) {
      const met = into[i]! & bits[i]!;
      if (met !== into[i]) {
        into[i] = met;
        changed = true;
      }
    }
    if (changed && queued[block.index] === 0) {
      queued[block.index] = 1;
      work.push(block);
    }
  };
  const bits = new Int32Array(width);
  while (work.length > 0) {
    const block = work.pop()!;
    queued[block.index] = 0;
    visited[block.index] = 1;
    bits.set(atEntry[block.index]!);
    for (const instr of block.instrs) {
      if (instr.handler !== null && OPCODES[instr.op]!.canRaise) meet(instr.handler.block, bits);
      if (instr.target !== null && OPCODES[instr.op]!.writesOnFall) meet(instr.target, bits);
      transfer(instr, bits);
      if (instr.target !== null && !OPCODES[instr.op]!.writesOnFall) meet(instr.target, bits);
    }
    const next = cfg.blocks[block.index + 1];
    if (next !== undefined && !endsInTerminator(block)) meet(next, bits);
  }
  for (const block of cfg.blocks) {
    bits.set(atEntry[block.index]!);
    block.instrs = block.instrs.filter((instr) => {
      const redundant = instr.op === Op.CHECK_BOUND && has(bits, instr.a);
      transfer(instr, bits);
      return !redundant;
    });
  }
}

function transfer(instr: Instr, bits: Bits): void {
  if (instr.op === Op.CHECK_BOUND) {
    set(bits, instr.a);
  } else if (instr.op === Op.RELEASE) {
    if (isFast(instr.a)) bits[instr.a >> 5]! &= ~(1 << (instr.a & 31));
  } else {
    forEachWritten(instr, (vreg) => {
      if (isFast(vreg)) set(bits, vreg);
    });
  }
}

function set(bits: Bits, i: number): void {
  bits[i >> 5]! |= 1 << (i & 31);
}
function has(bits: Bits, i: number): boolean {
  return ((bits[i >> 5]! >> (i & 31)) & 1) !== 0;
}
