import type { Value } from './node.js';

/** What is known of a rule at a token. */
export const UNKNOWN = 0;
export const NO_MATCH = -1;

/**
 * The results of one rule by the token where it was tried: arrays that grow with the program that has been read, since
 * a program of a megabyte has millions of results.
 */
export class RuleMemo {
  /** UNKNOWN, NO_MATCH, or one more than the token at which the match ended. */
  private ends = new Int32Array(64);
  private readonly values: Value[] = [];

  constructor(private readonly from: number) {}

  /** The token at which the match that begins at `token` ended, plus one; or UNKNOWN, or NO_MATCH. */
  end(token: number): number {
    const index = token - this.from;
    return index < this.ends.length ? this.ends[index]! : UNKNOWN;
  }

  value(token: number): Value {
    return this.values[token - this.from]!;
  }

  fail(token: number): void {
    this.room(token - this.from);
    this.ends[token - this.from] = NO_MATCH;
  }

  match(token: number, value: Value, end: number): void {
    const index = token - this.from;
    this.room(index);
    this.ends[index] = end + 1;
    this.values[index] = value;
  }

  private room(index: number): void {
    if (index < this.ends.length) return;
    const longer = new Int32Array(Math.max(index + 1, this.ends.length * 2));
    longer.set(this.ends);
    this.ends = longer;
  }
}
