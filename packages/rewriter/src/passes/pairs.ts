/**
 * Refcount pairs: a count that is taken and given back goes, if nothing in between could have given back the one that it was
 * taken to protect from. Only calls that run anything, and counts given back, can; a field that is filled cannot.
 */
import { rootsOf } from '../place.js';
import { type CountedTrace, type Exit, effectOf, type Op, operandsOf, type Place } from '../trace.js';
import { consumes, isRef } from '../types.js';
import { type Pass, REFCOUNT, withOps } from './pass.js';

/** Exits by op, with one drop of the value less. */
type Changes = { readonly exits: Map<number, Exit>; readonly last: number };

/** The exit with one drop of the reference less, or null if it drops none. */
function without(exit: Exit, root: number, roots: readonly number[]): Exit | null {
  const at = exit.drop.findIndex((v) => roots[v] === root);
  return at < 0 ? null : { ...exit, drop: exit.drop.filter((_, k) => k !== at) };
}

/** Follows a count from its `incref` at `i` to the op that gives it back; null if it cannot go. */
function partner(
  trace: CountedTrace,
  roots: readonly number[],
  ops: readonly (Op | null)[],
  i: number,
  refcount: Place,
): Changes | null {
  const root = roots[ops[i]!.args[0]!]!;
  const exits = new Map<number, Exit>();
  for (let j = i + 1; j < ops.length; j++) {
    const op = ops[j];
    if (op === null || op === undefined) continue;
    const mine = op.args.some((v) => roots[v] === root);
    if (op.name === 'decref' && mine) return { exits, last: j };
    if (op.row.flow === 'label' || op.row.flow === 'end' || effectOf(op) === 'runs') return null;
    const kinds = operandsOf(op);
    if (op.args.some((v, k) => roots[v] === root && consumes(kinds[k]!))) return null;
    // Who looks at counts is to see them as they were.
    const { place } = op;
    if (op.row.detail === 'place' && place.offset === refcount.offset && isRef(trace.types[op.args[0]!]!))
      return null;
    // A `nonnull` of the reference leaves with NULL, which has no count.
    if (op.exit === null || (op.name === 'nonnull' && mine)) continue;
    const exit = without(op.exit, root, roots);
    if (exit === null) return null;
    exits.set(j, exit);
  }
  return null;
}

export const pairs: Pass<CountedTrace> = {
  name: 'pairs',
  means: 'pairs of counts',
  run(trace, { refcount = REFCOUNT }) {
    const ops: (Op | null)[] = [...trace.ops];
    const roots = rootsOf(trace);
    for (let i = ops.length - 1; i >= 0; i--) {
      if (ops[i]?.name !== 'incref') continue;
      const found = partner(trace, roots, ops, i, refcount);
      if (found === null) continue;
      ops[i] = null;
      ops[found.last] = null;
      for (const [j, exit] of found.exits) ops[j] = ops[j]!.with(ops[j]!.args, exit);
    }
    return withOps(trace, ops.filter((op) => op !== null) as Op[]);
  },
};
