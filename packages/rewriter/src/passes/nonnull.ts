/** Non-null: what is known not to be NULL is not asked again, and what was refined is used in its refined form. */
import type { Op, RecordedTrace } from '../trace.js';
import { isNullable } from '../types.js';
import { type Pass, Replacements, withOps } from './pass.js';

export const nonnull: Pass<RecordedTrace> = {
  name: 'nonnull',
  means: 'tracking of what is not NULL',
  run(trace) {
    /** What was refined: until a label. */
    let refined = new Replacements();
    /** Ops that were left out. */
    const same = new Replacements();
    const { types } = trace;
    const out: Op[] = [];
    for (const original of trace.ops) {
      if (original.row.flow === 'label') refined = new Replacements();
      const op = refined.apply(same.apply(original));
      if (op.name !== 'nonnull') {
        out.push(op);
        continue;
      }
      const v = op.args[0]!;
      if (!isNullable(types[v]!)) {
        same.set(op.result, v);
        continue;
      }
      out.push(op);
      refined.set(v, op.result);
    }
    return withOps(trace, out);
  },
};
