/**
 * Register allocation by linear scan (Poletto and Sarkar, "Linear Scan Register Allocation", 1999).
 *
 * Op i reads at point 2i and defines at 2i+1; what its exit needs is read at 2i+1 too, so that the result does not take
 * its place. A value has one home from its definition to its last use: a register, or a slot of the frame when there is none
 * free; what lives across a call gets a register that calls keep. Parameters stay in the registers that they came in until the frame
 * begins, and have a home of their own from there on. Constants have none: they are made where they are used.
 */
import { isConstant } from '../passes/constants.js';
import type { CountedTrace, Op } from '../trace.js';
import type { ValueType } from '../types.js';
import {
  argumentLocations,
  CALLEE_SAVED,
  CALLER_SAVED,
  FIRST_SLOT,
  isSlot,
  isXmm,
  type Location,
  NOWHERE,
  resultLocation,
  VECTORS,
} from './locations.js';
import type { Plan } from './plan.js';

export interface Allocation {
  /** The home of each value. */
  readonly homes: readonly Location[];
  /** Where parameters are before the frame begins. */
  readonly entry: readonly Location[];
  /** Registers to save, in the order in which they are pushed. */
  readonly saved: readonly Location[];
  readonly slots: number;
  /** The op in front of which the frame begins, as the plan says or earlier. */
  readonly frame: number;
}

interface Interval {
  readonly value: number;
  readonly type: ValueType;
  start: number;
  end: number;
  readonly hints: Location[];
  home: Location;
}

export function allocate(trace: CountedTrace, plan: Plan): Allocation {
  const late = scan(trace, plan, plan.frame);
  // A slot needs a frame, and a register to be kept must have been saved before it is used.
  const needs = late.slots > 0 || late.saved.length > 0;
  if (!needs || late.safe) return late;
  return scan(trace, plan, 0);
}

function scan(trace: CountedTrace, plan: Plan, frame: number): Allocation & { readonly safe: boolean } {
  const entry = argumentLocations(trace.params);
  const intervals = intervalsOf(trace, plan, frame, entry);
  const homes: Location[] = trace.types.map(() => NOWHERE);
  const active: Interval[] = [];
  const saved = new Set<Location>();
  let slots = 0;
  let safe = true;

  /** How long each parameter is wanted where it came in. */
  const until = trace.params.map((_, p) => {
    const wanted = (set: ReadonlySet<number> | undefined): boolean =>
      set !== undefined && [...set].some((v) => plan.roots[v] === p);
    let last = wanted(plan.live.before[frame]) ? 2 * frame - 1 : -1;
    for (let i = 0; i < Math.min(frame, trace.ops.length); i++) {
      if (wanted(plan.live.before[i])) last = Math.max(last, 2 * i);
      if (wanted(plan.live.exit[i])) last = Math.max(last, 2 * i + 1);
      const op = trace.ops[i]!;
      if (readsLate(op) && op.args.some((v) => plan.roots[v] === p)) last = Math.max(last, 2 * i + 1);
      const load = plan.fused.get(i);
      if (load !== undefined && trace.ops[load]!.args.some((v) => plan.roots[v] === p))
        last = Math.max(last, 2 * i);
    }
    return last;
  });
  const pinned = (register: Location, start: number): boolean =>
    entry.some((r, p) => r === register && start <= until[p]!);

  for (const interval of intervals) {
    for (let k = active.length - 1; k >= 0; k--) if (active[k]!.end < interval.start) active.splice(k, 1);
    const across = plan.calls.some((c) => interval.start <= 2 * c && interval.end >= 2 * c + 1);
    const candidates =
      interval.type === 'f64'
        ? across
          ? []
          : VECTORS
        : across
          ? CALLEE_SAVED
          : [...CALLER_SAVED, ...CALLEE_SAVED];
    const free = (r: Location): boolean => !active.some((o) => o.home === r) && !pinned(r, interval.start);
    const hinted = interval.hints.find((r) => candidates.includes(r) && free(r));
    const found = hinted ?? candidates.find(free);
    if (found !== undefined) interval.home = found;
    else {
      const longest = active
        .filter((o) => candidates.includes(o.home) && o.end > interval.end && !pinned(o.home, interval.start))
        .sort((x, y) => y.end - x.end)[0];
      const slot = FIRST_SLOT + slots++;
      if (longest === undefined) interval.home = slot;
      else {
        interval.home = longest.home;
        longest.home = slot;
        if (longest.start < 2 * frame) safe = false;
      }
    }
    if (CALLEE_SAVED.includes(interval.home)) saved.add(interval.home);
    if ((isSlot(interval.home) || CALLEE_SAVED.includes(interval.home)) && interval.start < 2 * frame)
      safe = false;
    active.push(interval);
  }
  for (const { value, home } of intervals) homes[value] = home;
  plan.roots.forEach((root, v) => {
    if (root !== v) homes[v] = homes[root]!;
  });
  const begins = slots > 0 || saved.size > 0 || frame < trace.ops.length;
  return {
    homes,
    entry,
    saved: CALLEE_SAVED.filter((r) => saved.has(r)),
    slots,
    frame: begins ? frame : trace.ops.length,
    safe,
  };
}

/** A swap reads its place and value when the result is there already. */
const readsLate = (op: Op): boolean => op.name.startsWith('swap');

/** One interval a root, by start. Parameters have theirs from the frame on, if they live so long. */
function intervalsOf(trace: CountedTrace, plan: Plan, frame: number, entry: readonly Location[]): Interval[] {
  const { ops, types } = trace;
  const { live, roots } = plan;
  const constants = new Set(ops.filter(isConstant).map((op) => op.result));
  const found = new Map<number, Interval>();
  const touch = (v: number, at: number): void => {
    const root = roots[v]!;
    if (constants.has(root)) return;
    let interval = found.get(root);
    if (interval === undefined)
      found.set(
        root,
        (interval = { value: root, type: types[root]!, start: at, end: at, hints: [], home: NOWHERE }),
      );
    interval.start = Math.min(interval.start, at);
    interval.end = Math.max(interval.end, at);
  };
  for (const p of trace.params.keys()) touch(p, -1);
  ops.forEach((op, i) => {
    if (plan.absorbed.has(i)) return;
    for (const v of live.before[i]!) touch(v, 2 * i);
    for (const v of live.after[i]!) touch(v, 2 * i + 1);
    if (op.exit !== null) {
      for (const v of live.exit[i]!) touch(v, 2 * i + 1);
      for (const v of [...op.exit.args, ...op.exit.drop]) touch(v, 2 * i + 1);
    }
    if (op.row.flow === 'label') for (const p of op.label.params) touch(p, 2 * i + 1);
    if (op.result >= 0) touch(op.result, 2 * i + 1);
    if (readsLate(op)) for (const v of op.args) touch(v, 2 * i + 1);
    const load = plan.fused.get(i);
    if (load !== undefined) for (const v of ops[load]!.args) touch(v, 2 * i);
  });
  hint(trace, plan, found);
  trace.params.forEach((_, p) => {
    const interval = found.get(p)!;
    interval.hints.unshift(entry[p]!);
    interval.start = 2 * frame;
  });
  return [...found.values()]
    .filter((n) => !(n.value < trace.params.length && n.end < 2 * frame))
    .filter((n) => !plan.absorbed.has(ops.findIndex((op) => op.result === n.value)))
    .sort((x, y) => x.start - y.start || x.value - y.value);
}

/** Registers in which values would save a move: results of calls, arguments, what is returned. */
function hint(trace: CountedTrace, plan: Plan, found: ReadonlyMap<number, Interval>): void {
  const want = (v: number, at: Location): void => {
    const interval = found.get(plan.roots[v]!);
    if (interval !== undefined && isXmm(at) === (interval.type === 'f64')) interval.hints.push(at);
  };
  for (const op of trace.ops) {
    if (op.row.effect === 'call') {
      const own = op.row.operands.length;
      for (const [k, r] of argumentLocations(op.fn.params).entries()) want(op.args[own + k]!, r);
      if (op.result >= 0) want(op.result, resultLocation(trace.types[op.result]!));
    } else if (op.name === 'return') want(op.args[0]!, resultLocation(trace.result));
  }
}
