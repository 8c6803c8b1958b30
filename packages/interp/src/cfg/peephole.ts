/** Small changes to straight code, after numbering: neighbouring moves joined. */
import { Op } from '../opcodes.js';
import { type Cfg, Instr } from './ir.js';

export function peephole(cfg: Cfg, nlocalsplus: number): void {
  for (const block of cfg.blocks) block.instrs = joinMoves(block.instrs, nlocalsplus);
}

/** Two locals copied into neighbouring temporaries (arguments of a call) are one MOVE2. */
function joinMoves(instrs: readonly Instr[], nlocalsplus: number): Instr[] {
  const out: Instr[] = [];
  for (const instr of instrs) {
    const before = out.at(-1);
    if (
      before !== undefined &&
      before.op === Op.MOVE &&
      instr.op === Op.MOVE &&
      before.a >= nlocalsplus &&
      instr.a === before.a + 1 &&
      before.b < nlocalsplus &&
      instr.b < nlocalsplus &&
      before.loc?.lineno === instr.loc?.lineno &&
      before.handler === instr.handler
    ) {
      out[out.length - 1] = new Instr(
        Op.MOVE2,
        before.a,
        before.b,
        instr.b,
        [],
        null,
        before.loc,
        before.handler,
      );
    } else {
      out.push(instr);
    }
  }
  return out;
}
