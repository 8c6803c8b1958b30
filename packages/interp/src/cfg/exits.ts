/**
 * Exits without a line (the implicit `return None`) get one from where they are reached, as in CPython: an exit that several jumps
 * reach is copied for each, so that tracing sees the function return from the line that it was on.
 */
import { Op } from '../opcodes.js';
import { Block, type Cfg, endsInTerminator, Instr, renumber } from './ir.js';
import { countPredecessors } from './locations.js';

const EXITS = new Set([Op.RETURN, Op.RETURN_CONST, Op.RAISE, Op.RAISE_FROM, Op.RAISE_AGAIN, Op.RERAISE]);

export function placeExits(cfg: Cfg): void {
  renumber(cfg);
  const predecessors = countPredecessors(cfg);
  const copies = new Map<Block, Block[]>();
  for (const block of cfg.blocks) {
    const jump = block.instrs.at(-1);
    const target = jump?.target ?? null;
    if (jump === undefined || target === null || !isExitWithoutLine(target)) continue;
    if (predecessors[target.index]! < 2) continue;
    predecessors[target.index]!--;
    const copy = new Block();
    copy.instrs = target.instrs.map(
      ({ op, a, b, c, extra, loc, handler }) => new Instr(op, a, b, c, extra, null, loc, handler),
    );
    copy.instrs[0]!.loc = jump.loc;
    jump.target = copy;
    copies.set(target, [...(copies.get(target) ?? []), copy]);
  }
  // Behind the original, which control does not leave.
  cfg.blocks = cfg.blocks.flatMap((block) => [block, ...(copies.get(block) ?? [])]);
  // What is left is fallen into, and from one block only.
  for (const [i, block] of cfg.blocks.entries()) {
    const next = cfg.blocks[i + 1];
    const last = block.instrs.at(-1);
    if (next === undefined || last === undefined || endsInTerminator(block)) continue;
    if (isExitWithoutLine(next)) next.instrs[0]!.loc = last.loc;
  }
  renumber(cfg);
}

function isExitWithoutLine(block: Block): boolean {
  const last = block.instrs.at(-1);
  return last !== undefined && EXITS.has(last.op) && block.instrs.every((instr) => instr.loc === null);
}
