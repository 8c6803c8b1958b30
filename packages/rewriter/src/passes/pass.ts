/** What a pass is, and how most are written: once forward over the ops, with values replaced by others. */
import { PyObject } from '@tyston/memory';
import { type Exit, type Op, type Place, place, type Trace } from '../trace.js';

export interface Pass<T extends Trace> {
  readonly name: PassName;
  readonly means: string;
  run(trace: T, options: PassOptions): T;
}

export interface PassOptions {
  /** Passes that are left out. Default: none. */
  readonly without?: readonly PassName[];
  /** Whether the trace is verified before and behind every pass. Default: false. */
  readonly checked?: boolean;
  /** Where an object's count is. Default: `PyObject.ob_refcnt`. */
  readonly refcount?: Place;
}

export const REFCOUNT: Place = place(PyObject, 'ob_refcnt');

export const PASS_NAMES = ['fold', 'loads', 'guards', 'nonnull', 'dead', 'pairs'] as const;
export type PassName = (typeof PASS_NAMES)[number];

/** Values that stand for others. */
export class Replacements {
  private readonly map = new Map<number, number>();
  of(v: number): number {
    let found = v;
    for (let next = this.map.get(found); next !== undefined; next = this.map.get(found)) found = next;
    return found;
  }
  set(v: number, by: number): void {
    this.map.set(v, by);
  }
  /** The op with its operands replaced. */
  apply(op: Op): Op {
    if (this.map.size === 0) return op;
    const args = op.args.map((v) => this.of(v));
    const exit: Exit | null =
      op.exit === null
        ? null
        : {
            ...op.exit,
            args: op.exit.args.map((v) => this.of(v)),
            drop: op.exit.drop.map((v) => this.of(v)),
          };
    return op.with(args, exit);
  }
}

export const withOps = <T extends Trace>(trace: T, ops: readonly Op[]): T => ({ ...trace, ops });
