/**
 * Constant folding: ops on constants become constants, guards and branches that always go the same way go it, and what adds
 * nothing (`x + 0`, `x * 1`, `x & -1`, a shift by 0) is left out.
 */
import { EVALUATE, holds, OVERFLOW, type Scalar } from '../evaluate.js';
import { Op, type RecordedTrace } from '../trace.js';
import { constantOp, constantsOf, isConstant } from './constants.js';
import { type Pass, Replacements, withOps } from './pass.js';

/** The operand on the right that leaves the one on the left as it is. */
const NEUTRAL: Readonly<Record<string, number>> = {
  add: 0,
  sub: 0,
  or: 0,
  xor: 0,
  shl: 0,
  shr: 0,
  sar: 0,
  mul: 1,
  and: -1,
  add_overflow: 0,
  sub_overflow: 0,
  mul_overflow: 1,
};
const COMMUTES: ReadonlySet<string> = new Set([
  'add',
  'or',
  'xor',
  'mul',
  'and',
  'add_overflow',
  'mul_overflow',
]);

/** The operand that is the result, or -1. Floats are left alone: -0 + 0 is 0. */
function same(op: Op, constants: ReadonlyMap<number, Scalar>): number {
  const [family, type] = op.name.split('.') as [string, string];
  if (type === 'f64' || !(family in NEUTRAL)) return -1;
  const neutral = NEUTRAL[family]!;
  const is = (v: number): boolean => constants.has(v) && Number(constants.get(v)) === neutral;
  if (is(op.args[1]!)) return op.args[0]!;
  return COMMUTES.has(family) && is(op.args[0]!) ? op.args[1]! : -1;
}

export const fold: Pass<RecordedTrace> = {
  name: 'fold',
  means: 'constant folding',
  run(trace) {
    const constants = constantsOf(trace.ops);
    const replaced = new Replacements();
    const out: Op[] = [];
    let unreachable = false;
    for (const original of trace.ops) {
      const op = replaced.apply(original);
      if (op.row.flow === 'label') unreachable = false;
      if (unreachable) continue;
      const known = op.args.map((v) => constants.get(v));
      if (op.args.length === 0 || isConstant(op)) {
        out.push(op);
        continue;
      }
      const decided = op.row.detail === 'condition' && known.every((k) => k !== undefined);
      const truth = decided && holds(op.condition, known[0]!, known[1]!);
      if (decided && op.name.startsWith('compare.')) {
        constants.set(op.result, truth ? 1 : 0);
        out.push(new Op('int32', [], op.result, truth ? 1 : 0));
        continue;
      }
      if (decided) {
        if (truth === op.name.startsWith('guard.')) continue;
        const { to } = op.exit!;
        out.push(new Op(to === 'next' ? 'leave' : to === 'error' ? 'fail' : 'jump', [], -1, null, op.exit));
        unreachable = true;
        continue;
      }
      const compute = EVALUATE[op.name];
      const type = trace.types[op.result]!;
      if (compute !== undefined && known.every((k) => k !== undefined)) {
        const value = compute(known[0] as never, known[1] as never);
        const constant = value === OVERFLOW ? null : constantOp(type, op.result, value);
        if (constant !== null) {
          constants.set(op.result, constant.constant);
          out.push(constant);
          continue;
        }
      }
      const copy = same(op, constants);
      if (copy >= 0) replaced.set(op.result, copy);
      else out.push(op);
    }
    return withOps(trace, out);
  },
};
