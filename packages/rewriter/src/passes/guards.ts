/**
 * Duplicate guards: what has been asked on the way here is not asked again, and a value that was found equal to a constant is
 * that constant from there on. Values do not change, so an answer holds until a label.
 */
import { holds } from '../evaluate.js';
import type { Condition } from '../ops.js';
import type { Op, RecordedTrace } from '../trace.js';
import { isRef } from '../types.js';
import { constantsOf } from './constants.js';
import { type Pass, Replacements, withOps } from './pass.js';

const OPPOSITE: Readonly<Partial<Record<Condition, Condition>>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  gt: 'le',
  le: 'gt',
  below: 'above_eq',
  above_eq: 'below',
  above: 'below_eq',
  below_eq: 'above',
};
/** Answers that follow from others: a < b says that a <= b and a != b. */
const IMPLIES: Readonly<Partial<Record<Condition, readonly Condition[]>>> = {
  eq: ['le', 'ge', 'below_eq', 'above_eq'],
  lt: ['le', 'ne'],
  gt: ['ge', 'ne'],
  below: ['below_eq', 'ne'],
  above: ['above_eq', 'ne'],
};

const key = (type: string, condition: Condition, a: number, b: number): string =>
  `${type} ${condition} ${a} ${b}`;

export const guards: Pass<RecordedTrace> = {
  name: 'guards',
  means: 'duplicate guards',
  run(trace) {
    const constants = constantsOf(trace.ops);
    let replaced = new Replacements();
    let known = new Set<string>();
    const out: Op[] = [];

    function learn(type: string, condition: Condition, a: number, b: number): void {
      known.add(key(type, condition, a, b));
      // A float may be no number: then nothing follows.
      if (type === 'f64') return;
      for (const weaker of IMPLIES[condition] ?? []) known.add(key(type, weaker, a, b));
      if (condition !== 'eq') return;
      known.add(key(type, 'eq', b, a));
      if (constants.has(b) && !constants.has(a)) become(a, b);
      else if (constants.has(a) && !constants.has(b)) become(b, a);
    }
    /** NULL does not stand for what must not be NULL, nor an unowned constant for an owned value. */
    function become(v: number, constant: number): void {
      const [from, to] = [trace.types[v]!, trace.types[constant]!];
      if (isRef(from) ? from.startsWith('borrowed') && to === 'borrowed' : from === to)
        replaced.set(v, constant);
    }

    for (const original of trace.ops) {
      if (original.row.flow === 'label') {
        known = new Set();
        replaced = new Replacements();
      }
      let op = replaced.apply(original);
      // A field is read through the register that was compared: the constant would have to be loaded.
      if (op.row.detail === 'place' && original.args.length > 0)
        op = op.with([original.args[0]!, ...op.args.slice(1)]);
      const [family, type] = op.name.split('.') as [string, string];
      if ((family === 'guard' || family === 'branch') && op.row.detail === 'condition') {
        const [a, b] = op.args as [number, number];
        const holdsWhenOn =
          family === 'guard' ? op.condition : type === 'f64' ? undefined : OPPOSITE[op.condition];
        if (holdsWhenOn !== undefined && known.has(key(type, holdsWhenOn, a, b))) continue;
        const [x, y] = [constants.get(a), constants.get(b)];
        if (family === 'guard' && x !== undefined && y !== undefined && holds(op.condition, x, y)) continue;
        if (holdsWhenOn !== undefined) learn(type, holdsWhenOn, a, b);
      }
      out.push(op);
    }
    return withOps(trace, out);
  },
};
