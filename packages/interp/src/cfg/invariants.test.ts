/** What holds of every graph that is assembled, over part of CPython's library. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@tyston/parser';
import { describe, expect, it } from 'vitest';
import type { CodeUnit } from '../code-unit.js';
import { compileAst } from '../compile/compile.js';
import { OPCODES } from '../opcodes.js';
import { type Cfg, endsInTerminator } from './ir.js';
import { reachableBlocks } from './simplify.js';

const LIBRARY = '/usr/lib/python3.11';

interface Compiled {
  readonly cfg: Cfg;
  readonly code: CodeUnit;
  readonly allocated: number;
}

const graphs: Compiled[] = [];
for (const [i, name] of readdirSync(LIBRARY)
  .filter((name) => name.endsWith('.py'))
  .entries()) {
  if (i % 8 !== 0) continue;
  compileAst(parse(readFileSync(join(LIBRARY, name))), { filename: name }, (cfg, code, allocated) => {
    graphs.push({ cfg, code, allocated });
  });
}

/** Block numbers from which control may come: falling, jumping, by an exception. */
function predecessors(cfg: Cfg): Set<number>[] {
  const found = cfg.blocks.map(() => new Set<number>());
  cfg.blocks.forEach((block, i) => {
    if (i + 1 < cfg.blocks.length && !endsInTerminator(block)) found[i + 1]!.add(i);
    for (const instr of block.instrs) {
      if (instr.target !== null) found[instr.target.index]!.add(i);
      if (instr.handler !== null && OPCODES[instr.op]!.canRaise) found[instr.handler.block.index]!.add(i);
    }
  });
  return found;
}

describe('graphs', () => {
  it('there are some', () => {
    expect(graphs.length).toBeGreaterThan(500);
  });

  it('contain no block that cannot be reached', () => {
    for (const { cfg, code } of graphs)
      expect(reachableBlocks(cfg).size, code.qualname).toBe(cfg.blocks.length);
  });

  it('have their blocks in order: each but the first has a predecessor before it', () => {
    for (const { cfg, code } of graphs) {
      predecessors(cfg).forEach((from, i) => {
        if (i > 0)
          expect(Math.min(...from), `${code.filename}: ${code.qualname}, block ${i}`).toBeLessThan(i);
      });
    }
  });

  it('have jumps and ends only at the ends of blocks', () => {
    for (const { cfg, code } of graphs) {
      for (const block of cfg.blocks) {
        for (const instr of block.instrs.slice(0, -1)) {
          const row = OPCODES[instr.op]!;
          expect(row.terminator || row.hasLabel, `${code.qualname}: ${row.name}`).toBe(false);
        }
      }
    }
  });

  it('have a location on every instruction that can raise, but for prologues', () => {
    for (const { cfg, code } of graphs) {
      for (const block of cfg.blocks) {
        for (const instr of block.instrs) {
          const row = OPCODES[instr.op]!;
          // What a safepoint raises is raised where the jump leads.
          if (!row.canRaise || ['RERAISE', 'MAKE_CELL', 'JUMP_BACK'].includes(row.name)) continue;
          expect(instr.loc, `${code.filename}: ${code.qualname}: ${row.name}`).not.toBeNull();
        }
      }
    }
  });

  it('save more than a third of the vregs by sharing', () => {
    let shared = 0;
    let unshared = 0;
    for (const { code, allocated } of graphs) {
      if (code.name === '<module>') continue;
      shared += code.localsplusnames.length + code.ntemps;
      unshared += code.localsplusnames.length + allocated;
    }
    expect(1 - shared / unshared).toBeGreaterThan(0.35);
  });
});
