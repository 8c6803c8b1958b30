/** Comparing runs of bytes. */
import { type Addr, compareBytes } from '@tyston/memory';

/** a OP b, with OP one of the six rich comparisons (Py_LT … Py_GE). */
export function compareRuns(a: Addr, n: number, b: Addr, m: number, op: number): boolean {
  if (n !== m && (op === 2 || op === 3)) return op === 3;
  let c = a === b ? 0 : compareBytes(a, b, Math.min(n, m));
  if (c === 0) c = n - m;
  switch (op) {
    case 0:
      return c < 0;
    case 1:
      return c <= 0;
    case 2:
      return c === 0;
    case 3:
      return c !== 0;
    case 4:
      return c > 0;
    default:
      return c >= 0;
  }
}
