/** Passes that change the shape of the graph: jump threading, dead blocks, jumps to the next block. */
import { OPCODES, Op } from '../opcodes.js';
import { type Block, type Cfg, endsInTerminator, Instr, isJump, renumber } from './ir.js';

export function simplify(cfg: Cfg): void {
  threadJumps(cfg);
  copySmallExits(cfg);
  removeUnreachable(cfg);
  removeIdleJumps(cfg);
  removeNops(cfg);
  mergeEmptyBlocks(cfg);
  renumber(cfg);
}

/** The line of an instruction, −1 if it has none. */
const lineOf = (instr: Instr): number => instr.loc?.lineno ?? -1;

/**
 * A jump to a jump goes straight to the end, as in CPython only where no line would vanish from a trace. A JUMP_BACK is
 * kept: it polls. Chains may be circular (`while True: pass`), hence the count.
 */
function threadJumps(cfg: Cfg): void {
  renumber(cfg);
  for (const block of cfg.blocks) {
    for (const instr of block.instrs) {
      for (let steps = 0; instr.target !== null && steps < 16; steps++) {
        const first = firstInstr(cfg, instr.target);
        if (first === null || first.target === instr.target) break;
        const line = lineOf(first);
        if (line !== -1 && line !== lineOf(instr)) break;
        if (first.op === Op.JUMP_BACK && instr.op === Op.JUMP && first.handler === instr.handler) {
          instr.op = Op.JUMP_BACK;
        } else if (first.op !== Op.JUMP) {
          break;
        }
        instr.target = first.target;
      }
    }
  }
}

/** An exit of at most so many instructions is copied to the jumps that go there, as in CPython. */
const MAX_EXIT = 4;

/** A jump to a short way out becomes that way out: a NOP stands for the jump, in case its line would be lost. */
function copySmallExits(cfg: Cfg): void {
  for (const block of cfg.blocks) {
    const last = block.instrs.at(-1);
    if (last === undefined || last.op !== Op.JUMP) continue;
    const exit = exitAt(cfg, last.target!);
    if (exit === null) continue;
    last.op = Op.NOP;
    last.target = null;
    for (const { op, a, b, c, extra, target, loc, handler } of exit) {
      block.instrs.push(new Instr(op, a, b, c, extra, target, loc, handler));
    }
  }
}

function exitAt(cfg: Cfg, target: Block): readonly Instr[] | null {
  let i = target.index;
  while (i < cfg.blocks.length - 1 && cfg.blocks[i]!.instrs.length === 0) i++;
  const { instrs } = cfg.blocks[i]!;
  const last = instrs.at(-1);
  if (last === undefined || instrs.length > MAX_EXIT) return null;
  return last.op === Op.RETURN || last.op === Op.RETURN_CONST ? instrs : null;
}

/** The instruction that control reaches first in a block, which may be empty and fall into the next. */
function firstInstr(cfg: Cfg, block: Block): Instr | null {
  for (let i = block.index; i < cfg.blocks.length; i++) {
    const first = cfg.blocks[i]!.instrs[0];
    if (first !== undefined) return first;
  }
  return null;
}

/** Reachable: from the entry by falling and jumping, and as a handler of something reachable. */
export function reachableBlocks(cfg: Cfg): Set<Block> {
  renumber(cfg);
  const seen = new Set<Block>();
  const work: Block[] = [cfg.blocks[0]!];
  const visit = (block: Block): void => {
    if (!seen.has(block)) {
      seen.add(block);
      work.push(block);
    }
  };
  seen.add(cfg.blocks[0]!);
  while (work.length > 0) {
    const block = work.pop()!;
    for (const instr of block.instrs) {
      if (instr.target !== null) visit(instr.target);
      if (instr.handler !== null && OPCODES[instr.op]!.canRaise) visit(instr.handler.block);
    }
    if (!endsInTerminator(block)) {
      const next = cfg.blocks[block.index + 1];
      if (next !== undefined) visit(next);
    }
  }
  return seen;
}

function removeUnreachable(cfg: Cfg): void {
  const reachable = reachableBlocks(cfg);
  cfg.blocks = cfg.blocks.filter((block) => reachable.has(block));
  renumber(cfg);
}

/**
 * A jump to where control falls anyway. If it alone stands for its line, a NOP remains, so that tracing sees the line
 * (`continue`, `break`, `pass`).
 */
function removeIdleJumps(cfg: Cfg): void {
  for (const [i, block] of cfg.blocks.entries()) {
    const last = block.instrs.at(-1);
    if (last === undefined || last.op !== Op.JUMP) continue;
    let next = i + 1;
    while (
      next < cfg.blocks.length &&
      cfg.blocks[next] !== last.target &&
      cfg.blocks[next]!.instrs.length === 0
    )
      next++;
    if (cfg.blocks[next] !== last.target) continue;
    last.op = Op.NOP;
    last.target = null;
  }
}

/** A NOP stays only if its line would be lost: no neighbour in its block, nor what follows, is on it. */
function removeNops(cfg: Cfg): void {
  for (const [i, block] of cfg.blocks.entries()) {
    if (!block.instrs.some((instr) => instr.op === Op.NOP)) continue;
    const kept: Instr[] = [];
    block.instrs.forEach((instr, at) => {
      if (instr.op === Op.NOP) {
        const line = lineOf(instr);
        if (line === -1) return;
        const before = kept.at(-1);
        if (before !== undefined && lineOf(before) === line) return;
        const inBlock = block.instrs[at + 1];
        const after = inBlock ?? nextInstr(cfg, i + 1);
        if (after !== undefined && lineOf(after) === line) return;
        if (after !== undefined && after.loc === null && (inBlock !== undefined || isJump(after.op))) {
          after.loc = instr.loc;
          return;
        }
      }
      kept.push(instr);
    });
    block.instrs = kept;
  }
}

function nextInstr(cfg: Cfg, from: number): Instr | undefined {
  for (let i = from; i < cfg.blocks.length; i++) {
    const first = cfg.blocks[i]!.instrs[0];
    if (first !== undefined) return first;
  }
  return undefined;
}

/** Empty blocks go; what jumped to one goes where it fell. */
function mergeEmptyBlocks(cfg: Cfg): void {
  renumber(cfg);
  const settle = (block: Block): Block => {
    let i = block.index;
    while (cfg.blocks[i]!.instrs.length === 0 && i + 1 < cfg.blocks.length) i++;
    return cfg.blocks[i]!;
  };
  for (const block of cfg.blocks) {
    for (const instr of block.instrs) if (instr.target !== null) instr.target = settle(instr.target);
  }
  const targets = new Set<Block>();
  for (const block of cfg.blocks) {
    for (const instr of block.instrs) {
      if (instr.target !== null) targets.add(instr.target);
      if (instr.handler !== null) targets.add(instr.handler.block);
    }
  }
  cfg.blocks = cfg.blocks.filter((block, i) => i === 0 || block.instrs.length > 0 || targets.has(block));
  joinStraightBlocks(cfg, targets);
}

/** A block that nothing jumps to and that is only fallen into becomes part of the one before, unless that ends in a jump. */
function joinStraightBlocks(cfg: Cfg, targets: Set<Block>): void {
  const joined: Block[] = [];
  for (const block of cfg.blocks) {
    const before = joined.at(-1);
    const last = before?.instrs.at(-1);
    if (
      before !== undefined &&
      !targets.has(block) &&
      (last === undefined || (last.target === null && !endsInTerminator(before)))
    ) {
      before.instrs.push(...block.instrs);
    } else {
      joined.push(block);
    }
  }
  cfg.blocks = joined;
}
