/** Dead code: what nobody looks at and changes nothing, and what no way leads to. */
import { flowOf } from '../flow.js';
import { effectOf, type Op, type RecordedTrace } from '../trace.js';
import { type Pass, withOps } from './pass.js';

/** Whether an op may go if its result is not wanted. A call may fail or never return unless it says otherwise. */
function removable(op: Op): boolean {
  if (op.result < 0 || op.row.flow !== 'on') return false;
  const effect = effectOf(op);
  if (op.row.effect === 'call') return effect === 'pure' && op.fn.raises === 'never';
  return effect === 'pure' || effect === 'reads';
}

export const dead: Pass<RecordedTrace> = {
  name: 'dead',
  means: 'dead code',
  run(trace) {
    let { ops } = trace;
    const { blockOf, reachable } = flowOf(trace);
    ops = ops.filter((_, i) => reachable[blockOf[i]!]);
    const wanted = new Set<number>();
    const kept: Op[] = [];
    // In a loop a use may stand above the definition, as an argument of a label only; those are collected first.
    for (const op of ops) for (const v of op.exit?.args ?? []) wanted.add(v);
    for (let i = ops.length - 1; i >= 0; i--) {
      const op = ops[i]!;
      if (removable(op) && !wanted.has(op.result)) continue;
      for (const v of op.args) wanted.add(v);
      kept.push(op);
    }
    return withOps(trace, kept.reverse());
  },
};
