/**
 * The ownership of a counted trace, followed along every path.
 *
 * For each reference the verifier knows how many counts the trace holds: one where an owned value is defined, one more at
 * an `incref`, one less where an op takes the reference over or gives it back. None may be left at an exit, none may be
 * spent that is not held, and paths that meet must agree.
 *
 * What `nonnull` refines is the same reference under another name: counts belong to the root of the names.
 *
 * A reference that the trace does not hold is alive as long as its lender: parameters and constants throughout, what was
 * read from memory, or given away, until something runs that may release it. Any use after that is an error.
 */
import type { Flow } from './flow.js';
import { lentValues, rootsOf } from './place.js';
import { effectOf, ends, type Op, operandsOf, type Trace } from './trace.js';
import { consumes, isOwned, isRef } from './types.js';

type Fail = (reason: string, index: number) => never;

class State {
  constructor(
    readonly held: Map<number, number>,
    /** References that may be dead. */
    readonly stale: Set<number>,
  ) {}
  copy(): State {
    return new State(new Map(this.held), new Set(this.stale));
  }
  count(v: number): number {
    return this.held.get(v) ?? 0;
  }
}

export function checkOwnership(trace: Trace, flow: Flow, fail: Fail): void {
  const { ops, types } = trace;
  const lent = lentValues(trace);
  const roots = rootsOf(trace);
  const nulls = new Set(ops.filter((op) => op.name === 'null').map((op) => op.result));

  const entry = new State(new Map(), new Set());
  trace.params.forEach((t, p) => {
    if (isOwned(t)) entry.held.set(p, 1);
  });
  const states: (State | undefined)[] = flow.blocks.map(() => undefined);
  states[0] = entry;
  const work = [0];
  while (work.length > 0) {
    const b = work.pop()!;
    const block = flow.blocks[b]!;
    const state = states[b]!.copy();
    for (let i = block.start; i < block.end; i++) {
      step(ops[i]!, i, state);
      if (i === block.end - 1 && !ends(ops[i]!) && i + 1 < ops.length) meet(b + 1, state, i);
    }
  }

  function meet(block: number, state: State, at: number): void {
    const known = states[block];
    if (known === undefined) {
      states[block] = state.copy();
      work.push(block);
      return;
    }
    for (const v of new Set([...known.held.keys(), ...state.held.keys()]))
      if (known.count(v) !== state.count(v))
        fail(`%${v} is held ${state.count(v)} times here and ${known.count(v)} times on another path`, at);
    const before = known.stale.size;
    for (const v of state.stale) known.stale.add(v);
    if (known.stale.size > before) work.push(block);
  }

  function take(v: number, state: State, i: number): void {
    const r = roots[v]!;
    if (nulls.has(r)) return;
    if (state.count(r) === 0) fail(`%${v} is given away, and the trace does not hold it`, i);
    state.held.set(r, state.count(r) - 1);
  }

  function release(state: State): void {
    roots.forEach((r, v) => {
      if (r === v && isRef(types[v]!) && !lent.has(v) && state.count(v) === 0) state.stale.add(v);
    });
  }

  function leave(op: Op, i: number, state: State): void {
    const { to, args, drop } = op.exit!;
    const out = state.copy();
    // Nothing is held of what is NULL.
    if (op.name === 'nonnull') out.held.set(roots[op.args[0]!]!, 0);
    for (const v of drop) take(v, out, i);
    if (typeof to === 'number') {
      const label = ops[flow.labels.get(to)!]!.label;
      for (const p of label.params) out.stale.delete(p);
      label.params.forEach((p, k) => {
        const v = args[k]!;
        if (isOwned(types[p]!)) {
          take(v, out, i);
          out.held.set(p, 1);
        } else if (state.stale.has(roots[v]!)) out.stale.add(p);
      });
      meet(flow.blockOf[flow.labels.get(to)!]!, out, i);
    } else finish(out, i, to === 'next');
  }

  function finish(state: State, i: number, next: boolean): void {
    for (const [v, n] of state.held)
      if (n > 0 && !(next && v < trace.params.length)) fail(`%${v} is still held on the way out`, i);
  }

  function step(op: Op, i: number, state: State): void {
    const kinds = operandsOf(op);
    for (const v of [...op.args, ...(op.exit?.args ?? [])]) {
      const r = roots[v]!;
      if (state.stale.has(r) && state.count(r) === 0) fail(`%${v} may be dead: nobody holds it`, i);
    }
    const given = op.args.filter((_, k) => consumes(kinds[k]!));
    if (op.name === 'decref') given.push(op.args[0]!);
    if (op.name === 'return' && isOwned(trace.result as never)) given.push(op.args[0]!);
    for (const v of given) take(v, state, i);
    if (effectOf(op) === 'runs') release(state);
    if (op.name === 'incref') {
      const r = roots[op.args[0]!]!;
      state.held.set(r, state.count(r) + 1);
    }
    if (op.exit !== null) leave(op, i, state);
    else if (ends(op)) finish(state, i, false);
    if (op.result >= 0 && roots[op.result] === op.result) {
      state.stale.delete(op.result);
      if (isOwned(types[op.result]!)) state.held.set(op.result, 1);
    }
  }
}
