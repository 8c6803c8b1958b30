/**
 * Control flow and liveness, over ops by their index.
 *
 * A block begins at op 0, at a label, and behind an op that may leave to a label; most traces have one.
 */
import { ends, type Op, type Trace } from './trace.js';

export interface Block {
  readonly start: number;
  /** One past the last op. */
  readonly end: number;
  /** Starts of the blocks that may follow, with the op that leaves there. */
  readonly successors: readonly { readonly block: number; readonly from: number; readonly falls: boolean }[];
}

export interface Flow {
  readonly blocks: readonly Block[];
  /** The block of each op. */
  readonly blockOf: readonly number[];
  /** The op that binds each label. */
  readonly labels: ReadonlyMap<number, number>;
  /** Immediate dominators by block; -1 for the first and for what is unreachable. */
  readonly dominators: readonly number[];
  readonly reachable: readonly boolean[];
}

export function labelsOf(ops: readonly Op[]): Map<number, number> {
  const labels = new Map<number, number>();
  ops.forEach((op, i) => {
    if (op.row.flow === 'label') labels.set(op.label.id, i);
  });
  return labels;
}

export function flowOf(trace: Trace): Flow {
  const { ops } = trace;
  const labels = labelsOf(ops);
  const starts = new Set<number>([0]);
  ops.forEach((op, i) => {
    if (op.row.flow === 'label') starts.add(i);
    if (i + 1 < ops.length && (ends(op) || typeof op.exit?.to === 'number')) starts.add(i + 1);
  });
  const order = [...starts].sort((a, b) => a - b);
  const blockOf: number[] = [];
  order.forEach((start, b) => {
    for (let i = start; i < (order[b + 1] ?? ops.length); i++) blockOf[i] = b;
  });
  const blocks = order.map((start, b): Block => {
    const end = order[b + 1] ?? ops.length;
    const successors: { block: number; from: number; falls: boolean }[] = [];
    for (let i = start; i < end; i++) {
      const to = ops[i]!.exit?.to;
      const at = typeof to === 'number' ? labels.get(to) : undefined;
      if (at !== undefined) successors.push({ block: blockOf[at]!, from: i, falls: false });
    }
    if (end > start && end < ops.length && !ends(ops[end - 1]!))
      successors.push({ block: b + 1, from: end - 1, falls: true });
    return { start, end, successors };
  });
  return { blocks, blockOf, labels, ...dominatorsOf(blocks) };
}

/** Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm". */
function dominatorsOf(blocks: readonly Block[]): { dominators: number[]; reachable: boolean[] } {
  const reachable = blocks.map(() => false);
  const postorder: number[] = [];
  const visit = (b: number): void => {
    reachable[b] = true;
    for (const s of blocks[b]!.successors) if (!reachable[s.block]) visit(s.block);
    postorder.push(b);
  };
  if (blocks.length > 0) visit(0);
  const number = blocks.map(() => -1);
  postorder.forEach((b, i) => {
    number[b] = i;
  });
  const predecessors: number[][] = blocks.map(() => []);
  blocks.forEach((block, b) => {
    if (reachable[b]) for (const s of block.successors) predecessors[s.block]!.push(b);
  });
  const dominators = blocks.map(() => -1);
  if (blocks.length > 0) dominators[0] = 0;
  const meet = (a: number, b: number): number => {
    while (a !== b) {
      while (number[a]! < number[b]!) a = dominators[a]!;
      while (number[b]! < number[a]!) b = dominators[b]!;
    }
    return a;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const b of postorder.slice().reverse()) {
      if (b === 0) continue;
      let found = -1;
      for (const p of predecessors[b]!) {
        if (dominators[p] === -1) continue;
        found = found === -1 ? p : meet(p, found);
      }
      if (dominators[b] !== found) {
        dominators[b] = found;
        changed = true;
      }
    }
  }
  if (blocks.length > 0) dominators[0] = -1;
  return { dominators, reachable };
}

export function dominates(flow: Flow, a: number, b: number): boolean {
  for (let x = b; x !== -1; x = flow.dominators[x]!) if (x === a) return true;
  return false;
}

/** The values that an op looks at on its way on and out; not what it drops. */
export function usesOf(op: Op): readonly number[] {
  return op.exit !== null && op.exit.args.length > 0 ? [...op.args, ...op.exit.args] : op.args;
}

/** What is live behind each op where it goes on, and on its way out. */
export interface Liveness {
  /** By op: live before it. */
  readonly before: readonly ReadonlySet<number>[];
  /** By op: live behind it, if it goes on; its own result included. */
  readonly after: readonly ReadonlySet<number>[];
  /** By op: live where its exit leads, beyond the values that a label takes. */
  readonly exit: readonly ReadonlySet<number>[];
}

const EMPTY: ReadonlySet<number> = new Set();

/**
 * Liveness by iteration from the end. The parameters are live at `next`: the next slot is given them.
 */
export function livenessOf(trace: Trace, flow: Flow): Liveness {
  const { ops } = trace;
  const params = new Set(trace.params.keys());
  const before: ReadonlySet<number>[] = ops.map(() => EMPTY);
  const after: ReadonlySet<number>[] = ops.map(() => EMPTY);
  const exit: ReadonlySet<number>[] = ops.map(() => EMPTY);
  const hasLoop = ops.some((op, i) => typeof op.exit?.to === 'number' && flow.labels.get(op.exit.to)! <= i);
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = ops.length - 1; i >= 0; i--) {
      const op = ops[i]!;
      const out = ends(op) || i + 1 === ops.length ? EMPTY : before[i + 1]!;
      after[i] = out;
      const live = new Set(out);
      if (op.result >= 0) live.delete(op.result);
      if (op.row.flow === 'label') for (const p of op.label.params) live.delete(p);
      const to = op.exit?.to;
      if (to === 'next') exit[i] = params;
      else if (typeof to === 'number') exit[i] = liveIn(flow.labels.get(to)!);
      for (const v of exit[i]!) live.add(v);
      for (const v of op.args) live.add(v);
      if (op.exit !== null) {
        for (const v of op.exit.args) live.add(v);
        for (const v of op.exit.drop) live.add(v);
      }
      if (live.size !== before[i]!.size) changed = true;
      before[i] = live;
    }
    if (!hasLoop) break;
  }
  return { before, after, exit };

  function liveIn(at: number): ReadonlySet<number> {
    return before[at]!;
  }
}
