/**
 * Places the reference counts. One rule: **the trace holds a reference exactly while it is live.**
 *
 * What follows from it, for a value that the trace holds:
 *
 *     its last use takes it over          nothing: the count goes along
 *     a use takes it over, more follow    incref before it
 *     its last use only looks             decref behind it
 *     it is not wanted on a way out       that exit drops it
 *
 * Owned values are held from their definition. A borrowed one is held too if it is read from memory and live across
 * anything that may change memory: its lender might go. (That is more than needed; the pass `pairs` takes back what no release
 * could reach.) Parameters and constants have lenders that stay.
 *
 * A label's borrowed parameter becomes owned unless all that is passed for it stays alive by itself, since what was passed may
 * end on the way.
 */
import { flowOf, type Liveness, livenessOf } from './flow.js';
import { type CountedTrace, type Exit, ends, mutates, Op, operandsOf, type RecordedTrace } from './trace.js';
import { consumes, isOwned, isRef, type ValueType } from './types.js';

/** @throws nothing for a verified trace; the result is to be verified again. */
export function placeCounts(recorded: RecordedTrace): CountedTrace {
  const flow = flowOf(recorded);
  const live = livenessOf(recorded, flow);
  const types = ownedLabels(recorded);
  const trace = { ...recorded, types, phase: 'counted' } as CountedTrace;
  const nulls = new Set(trace.ops.filter((op) => op.name === 'null').map((op) => op.result));
  const context = { trace, roots: countedRoots(trace, live), live, nulls };
  const held = heldValues(context);
  const out: Op[] = [];
  trace.ops.forEach((_, i) => {
    const around = countsAround(context, i, held);
    for (const v of around.before) out.push(count('incref', v));
    out.push(around.op);
    for (const v of around.taken) out.push(count('incref', v));
    for (const v of around.dropped) out.push(count('decref', v));
  });
  return { ...trace, ops: out };
}

const count = (name: 'incref' | 'decref', v: number): Op => new Op(name, [v], -1);

/**
 * The value that each value is another name of: what `nonnull` refines is the same object, and has one count between them.
 */
export function rootsOf(trace: { types: readonly ValueType[]; ops: readonly Op[] }): number[] {
  const roots = trace.types.map((_, v) => v);
  for (const op of trace.ops) if (op.name === 'nonnull') roots[op.result] = roots[op.args[0]!]!;
  return roots;
}

/**
 * The same, but a borrowed reference that goes on under its refined name alone begins anew there: if a count is taken,
 * it is taken when it is known that there is an object.
 */
function countedRoots(trace: CountedTrace, live: Liveness): number[] {
  const roots = rootsOf(trace);
  const lent = lentValues(trace);
  trace.ops.forEach((op, i) => {
    const v = op.args[0]!;
    if (op.name !== 'nonnull' || lent.has(v)) return;
    const others = [...live.after[i]!].some((o) => o !== op.result && roots[o] === roots[v]);
    roots[op.result] = isOwned(trace.types[roots[v]!]!) || others ? roots[v]! : op.result;
  });
  return roots;
}

/** The references whose lender stays throughout: parameters, constants, and what is known of them. */
export function lentValues(trace: { params: readonly ValueType[]; ops: readonly Op[] }): Set<number> {
  const lent = new Set<number>();
  trace.params.forEach((t, p) => {
    if (isRef(t) && !isOwned(t)) lent.add(p);
  });
  for (const op of trace.ops)
    if (op.name === 'object' || op.name === 'null' || (op.name === 'nonnull' && lent.has(op.args[0]!)))
      lent.add(op.result);
  return lent;
}

function ownedLabels(trace: RecordedTrace): ValueType[] {
  const types = [...trace.types];
  const lent = lentValues(trace);
  const params = new Map(
    trace.ops.filter((op) => op.row.flow === 'label').map((op) => [op.label.id, op.label]),
  );
  for (const op of trace.ops)
    if (typeof op.exit?.to === 'number')
      params.get(op.exit.to)!.params.forEach((p, k) => {
        if (!lent.has(op.exit!.args[k]!))
          types[p] = types[p] === 'borrowed' ? 'owned' : types[p] === 'borrowed?' ? 'owned?' : types[p]!;
      });
  for (const op of trace.ops)
    if (op.name === 'nonnull' && isOwned(types[op.args[0]!]!)) types[op.result] = 'owned';
  return types;
}

interface Around {
  readonly op: Op;
  /** Counted up before the op, for what it takes over. */
  readonly before: readonly number[];
  /** Counted up behind it: a result whose lender may go. */
  readonly taken: readonly number[];
  /** Given back behind it. */
  readonly dropped: readonly number[];
}

/** What the places around an op are worked out from. Sets are of roots. */
interface Context {
  readonly trace: CountedTrace;
  readonly roots: readonly number[];
  readonly live: Liveness;
  readonly nulls: ReadonlySet<number>;
}

/** The operands that an op takes over, as often as it does. */
function takenOver(trace: CountedTrace, op: Op): number[] {
  const kinds = operandsOf(op);
  const owns = op.name === 'return' && trace.result !== 'void' && isOwned(trace.result);
  return op.args.filter((_, k) => consumes(kinds[k]!) || owns);
}

/** The values that a label takes over from the exit to it. */
function passedOn(trace: CountedTrace, exit: Exit): number[] {
  const bound = trace.ops.find((o) => o.row.flow === 'label' && o.label.id === exit.to);
  if (bound === undefined) return [];
  return exit.args.filter((_, k) => isOwned(trace.types[bound.label.params[k]!]!));
}

/** An op around which there is nothing to count: most of them. */
const plain = (op: Op): Around => ({ op, before: [], taken: [], dropped: [] });

function countsAround(context: Context, i: number, held: ReadonlySet<number>): Around {
  const { trace, roots, live, nulls } = context;
  const op = trace.ops[i]!;
  const { exit } = op;
  const over = takenOver(trace, op);
  if (held.size === 0 && over.length === 0 && (exit === null || exit.args.length === 0)) return plain(op);
  const goesOn = !ends(op);
  const root = (v: number): number => roots[v]!;
  const rootsOf = (values: ReadonlySet<number>): Set<number> => new Set([...values].map(root));
  const after = goesOn ? rootsOf(live.after[i]!) : new Set<number>();
  const outside = exit === null ? new Set<number>() : rootsOf(live.exit[i]!);
  const passed = new Set((exit?.args ?? []).map(root));
  /** The name under which a root is known here: the one refined last. */
  const names = new Map<number, number>();
  for (const v of [...live.before[i]!].sort((a, b) => a - b)) names.set(root(v), v);
  if (op.result >= 0) names.set(root(op.result), op.result);
  const named = (r: number): number => names.get(r)!;

  const before: number[] = [];
  /** Roots held when the op is done. */
  const holding = new Set([...rootsOf(live.before[i]!)].filter((r) => held.has(r)));
  for (const v of over) {
    const r = root(v);
    if (nulls.has(r)) continue;
    if (holding.has(r) && !after.has(r) && !outside.has(r) && !passed.has(r)) holding.delete(r);
    else before.push(v);
  }
  const dropped: number[] = [];
  let out = exit;
  if (exit !== null) {
    const leaving = new Set(holding);
    for (const v of passedOn(trace, exit)) {
      const r = root(v);
      if (nulls.has(r)) continue;
      if (leaving.has(r) && !outside.has(r)) leaving.delete(r);
      else {
        before.push(v);
        if (goesOn) dropped.push(v);
      }
    }
    // A `nonnull` that leaves has found NULL.
    if (op.name === 'nonnull') leaving.delete(root(op.args[0]!));
    const drop = [...leaving]
      .filter((r) => !outside.has(r))
      .map((r) => (r === root(op.result) ? r : named(r)));
    out = { ...exit, drop: drop.sort((a, b) => a - b) };
  }
  const taken: number[] = [];
  if (goesOn) {
    for (const r of holding) if (!after.has(r)) dropped.push(named(r));
    const defined = op.row.flow === 'label' ? op.label.params : op.result >= 0 ? [op.result] : [];
    for (const v of defined) {
      if (root(v) !== v || !held.has(v)) continue;
      const born = isOwned(trace.types[v]!);
      if (!born && after.has(v)) taken.push(v);
      else if (born && !after.has(v)) dropped.push(v);
    }
  }
  return { op: op.with(op.args, out), before, taken, dropped };
}

/** The roots that the trace holds while they are live. */
function heldValues(context: Context): Set<number> {
  const { trace, roots, live } = context;
  const { ops, types } = trace;
  const lent = lentValues(trace);
  const held = new Set<number>();
  types.forEach((t, v) => {
    if (isOwned(t)) held.add(roots[v]!);
  });
  // What is held makes counts, and counts that are given back make more to be held.
  for (let size = -1; size !== held.size; ) {
    size = held.size;
    ops.forEach((op, i) => {
      const { dropped, op: placed } = countsAround(context, i, held);
      const hold = (v: number): void => {
        if (isRef(types[v]!) && !lent.has(v)) held.add(roots[v]!);
      };
      if (mutates(op) || dropped.length > 0)
        for (const v of live.after[i]!) if (v !== op.result || dropped.length > 0) hold(v);
      if ((placed.exit?.drop.length ?? 0) > 0) for (const v of live.exit[i]!) hold(v);
    });
  }
  return held;
}
