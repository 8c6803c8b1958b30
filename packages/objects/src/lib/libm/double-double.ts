/**
 * Double-double arithmetic: an unevaluated sum of two doubles holds some 106 bits.
 *
 * A function returns the high part and leaves the low part in `low()`. Error-free transformations after T. J. Dekker,
 * "A floating-point technique for extending the available precision" (1971), and D. E. Knuth, TAOCP 4.2.2.
 */
const L = new Float64Array(1);

/** The low part that the last operation left. */
export function low(): number {
  return L[0]!;
}
export function setLow(v: number): void {
  L[0] = v;
}

/** a + b exactly. */
export function twoSum(a: number, b: number): number {
  const s = a + b;
  const t = s - a;
  L[0] = a - (s - t) + (b - t);
  return s;
}
/** a + b exactly, where |a| >= |b| or a = 0. */
export function fastTwoSum(a: number, b: number): number {
  const s = a + b;
  L[0] = b - (s - a);
  return s;
}

const SPLITTER = 134217729; // 2^27 + 1

/** a * b exactly; neither may be beyond 2^996. */
export function twoProduct(a: number, b: number): number {
  const p = a * b;
  const ta = SPLITTER * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = SPLITTER * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  L[0] = ah * bh - p + ah * bl + al * bh + al * bl;
  return p;
}

/** (ah + al) / (bh + bl). */
export function divideDD(ah: number, al: number, bh: number, bl: number): number {
  const q = ah / bh;
  const p = twoProduct(q, bh);
  const rest = (ah - p - L[0]! + al - q * bl) / bh;
  return fastTwoSum(q, rest);
}

/** The square root of ah + al > 0. */
export function sqrtDD(ah: number, al: number): number {
  const s = Math.sqrt(ah);
  const p = twoProduct(s, s);
  const rest = (ah - p - L[0]! + al) / (2 * s);
  return fastTwoSum(s, rest);
}
