/**
 * What is decided about a trace before registers are: which loads become operands of the guard behind them, which call is the
 * last thing done and becomes a jump, and where the frame begins.
 *
 * The frame begins late: in front of the first call, or of the first value that lives across one. Guards before it find the
 * machine as it was at the entry, and go to the next slot by a bare jump. In a trace with labels it begins at the start.
 */
import { type Flow, flowOf, type Liveness, livenessOf } from '../flow.js';
import { isConstant } from '../passes/constants.js';
import { rootsOf } from '../place.js';
import type { CountedTrace, Op } from '../trace.js';

export interface Plan {
  readonly flow: Flow;
  readonly live: Liveness;
  /** Names of one object share a register. */
  readonly roots: readonly number[];
  /** Guards, with the load that is their left operand. */
  readonly fused: ReadonlyMap<number, number>;
  /** Loads that are part of a guard. */
  readonly absorbed: ReadonlySet<number>;
  /** The call that becomes a jump, or -1. What follows it is not emitted. */
  readonly tail: number;
  /** Calls that come back. */
  readonly calls: readonly number[];
  /** The op in front of which the frame begins; the number of ops if there is none. */
  readonly frame: number;
}

const compares = (op: Op): boolean =>
  (op.name.startsWith('guard.') || op.name.startsWith('branch.')) && !op.name.endsWith('.f64');

/** Loads of whole words whose only use is the guard that comes next, constants aside. */
function fuse(trace: CountedTrace): Map<number, number> {
  const { ops } = trace;
  const uses = new Map<number, number>();
  for (const op of ops)
    for (const v of [...op.args, ...(op.exit?.args ?? []), ...(op.exit?.drop ?? [])])
      uses.set(v, (uses.get(v) ?? 0) + 1);
  const fused = new Map<number, number>();
  ops.forEach((op, i) => {
    if (!['load', 'load_ref', 'load_addr'].includes(op.name) || uses.get(op.result) !== 1) return;
    if (!['ptr', 'i64', 'u64', 'ssize', 'i32', 'u32'].includes(op.place.type)) return;
    let j = i + 1;
    while (j < ops.length && isConstant(ops[j]!)) j++;
    const guard = ops[j];
    if (guard !== undefined && compares(guard) && guard.args[0] === op.result && guard.args[1] !== op.result)
      fused.set(j, i);
  });
  return fused;
}

/** A call whose result is returned as it is; NULL for an error is what an error returns. */
function tailCall(trace: CountedTrace): number {
  const { ops } = trace;
  const last = ops.length - 1;
  if (ops[last]!.name !== 'return') return -1;
  let at = last - 1;
  let v = ops[last]!.args[0]!;
  const check = ops[at];
  if (
    check?.name === 'nonnull' &&
    check.result === v &&
    check.exit!.to === 'error' &&
    !check.exit!.drop.length
  ) {
    v = check.args[0]!;
    at--;
  }
  const call = ops[at];
  return call !== undefined && call.row.effect === 'call' && call.result === v && call.fn.result !== 'void'
    ? at
    : -1;
}

export function planOf(trace: CountedTrace): Plan {
  const { ops } = trace;
  const flow = flowOf(trace);
  const live = livenessOf(trace, flow);
  const fused = fuse(trace);
  const tail = tailCall(trace);
  const calls: number[] = [];
  ops.forEach((op, i) => {
    if (op.row.effect === 'call' && i !== tail) calls.push(i);
  });
  const labelled = ops.some((op) => op.row.flow === 'label');
  const roots = rootsOf(trace);
  let frame = calls.length === 0 ? ops.length : labelled ? 0 : calls[0]!;
  if (calls.length > 0 && !labelled) {
    const across = new Set<number>();
    for (const c of calls) for (const v of live.before[c]!) if (live.after[c]!.has(v)) across.add(roots[v]!);
    ops.forEach((op, i) => {
      if (op.result >= 0 && across.has(op.result) && !isConstant(op)) frame = Math.min(frame, i);
    });
  }
  return { flow, live, roots, fused, absorbed: new Set(fused.values()), tail, calls, frame };
}
