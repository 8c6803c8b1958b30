/**
 * Locations for instructions that have none (ends of loops, implicit returns): that of the instruction before, so that
 * tracing sees no line of theirs, and an exception at a safepoint still has one. As CPython's propagate_line_numbers.
 */
import { OPCODES } from '../opcodes.js';
import { type Block, type Cfg, endsInTerminator, type Location, renumber } from './ir.js';

export function propagateLocations(cfg: Cfg): void {
  renumber(cfg);
  const predecessors = countPredecessors(cfg);
  const give = (block: Block, loc: Location): void => {
    const first = block.instrs[0];
    if (first !== undefined && first.loc === null && predecessors[block.index] === 1) first.loc = loc;
  };
  for (const [i, block] of cfg.blocks.entries()) {
    let loc: Location = null;
    for (const instr of block.instrs) {
      if (instr.loc === null) instr.loc = loc;
      else loc = instr.loc;
    }
    const next = cfg.blocks[i + 1];
    if (next !== undefined && !endsInTerminator(block)) give(next, loc);
    const target = block.instrs.at(-1)?.target ?? null;
    if (target !== null) give(target, loc);
  }
}

/** Handlers count as having several: their first instruction keeps what it has. */
export function countPredecessors(cfg: Cfg): number[] {
  const counts = cfg.blocks.map(() => 0);
  for (const [i, block] of cfg.blocks.entries()) {
    if (i + 1 < counts.length && !endsInTerminator(block)) counts[i + 1]!++;
    for (const instr of block.instrs) {
      if (instr.target !== null) counts[instr.target.index]!++;
      if (instr.handler !== null && OPCODES[instr.op]!.canRaise) counts[instr.handler.block.index]! += 2;
    }
  }
  return counts;
}
