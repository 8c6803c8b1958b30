/**
 * Constants and tables of the elementary functions, computed with integers when first used: fixed-point numbers of 200 bits behind the
 * point, rounded to two doubles.
 */
export const POINT = 200n;
const ONE = 1n << POINT;

/** The nearest double of v / 2^point, and the nearest one of what is left. */
export function toDoubles(v: bigint, point = POINT): [number, number] {
  const high = fixedToDouble(v, point);
  const rest = v - doubleToFixed(high, point);
  return [high, fixedToDouble(rest, point)];
}
/** v / 2^point rounded to nearest, ties to even. */
export function fixedToDouble(v: bigint, point: bigint): number {
  const a = v < 0n ? -v : v;
  const extra = BigInt(a.toString(2).length - 64);
  let m = a;
  let e = -Number(point);
  if (extra > 0n) {
    m = a >> extra;
    if (m << extra !== a) m |= 1n; // sticky
    e += Number(extra);
  }
  const d = Number(m) * 2 ** Math.max(e, -1000) * 2 ** Math.min(0, e + 1000);
  return v < 0n ? -d : d;
}
function doubleToFixed(d: number, point: bigint): bigint {
  if (d === 0) return 0n;
  let e = Math.floor(Math.log2(Math.abs(d))) - 53;
  const m = BigInt(d * 2 ** -e);
  e += Number(point);
  return e >= 0 ? m << BigInt(e) : m >> BigInt(-e);
}

/** arctan(1/n), at any point. */
function arctanInverse(n: bigint, one: bigint): bigint {
  let term = one / n;
  let sum = term;
  const square = n * n;
  for (let k = 3n, negative = true; term !== 0n; k += 2n, negative = !negative) {
    term /= square;
    sum += negative ? -(term / k) : term / k;
  }
  return sum;
}
/** pi with `point` bits behind the point, by Machin's formula. */
export function piFixed(point: bigint): bigint {
  const one = 1n << (point + 20n);
  return (16n * arctanInverse(5n, one) - 4n * arctanInverse(239n, one)) >> 20n;
}
/** ln(a/b) of positive integers of about the same size, by 2 artanh((a-b)/(a+b)). */
export function lnRatio(a: bigint, b: bigint): bigint {
  const x = ((a - b) << POINT) / (a + b);
  const square = (x * x) >> POINT;
  let term = x;
  let sum = x;
  for (let k = 3n; term !== 0n && term !== -1n; k += 2n) {
    term = (term * square) >> POINT;
    sum += term / k;
  }
  return 2n * sum;
}
/** The value of `f`, computed when it is first asked for. */
export function lazy<V>(f: () => V): () => V {
  let v: V | undefined;
  return () => {
    if (v === undefined) v = f();
    return v;
  };
}
export const ln2Fixed = lazy(() => lnRatio(2n, 1n));

/** The integer square root. */
function sqrtInteger(n: bigint): bigint {
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

/** 2^(i/128) for i in [0, 128), as high and low parts. */
export function powersOfTwo(): Table {
  let root = 2n << POINT;
  for (let i = 0; i < 7; i++) root = sqrtInteger(root << POINT);
  const high = new Float64Array(128);
  const low = new Float64Array(128);
  let v = ONE;
  for (let i = 0; i < 128; i++) {
    [high[i], low[i]] = toDoubles(v) as [number, number];
    v = (v * root) >> POINT;
  }
  return { high, low };
}

/** c[i], near 128 / (128 + i) and of few bits, with -ln(c[i]). */
export interface Reciprocals {
  readonly c: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
}
export function reciprocals(): Reciprocals {
  const c = new Float64Array(129);
  const high = new Float64Array(129);
  const low = new Float64Array(129);
  let previous = 1024;
  let sum = 0n;
  for (let i = 0; i <= 128; i++) {
    const n = Math.round((128 / (128 + i)) * 1024);
    // From one to the next the ratio is near 1, where the series is short.
    sum += lnRatio(BigInt(previous), BigInt(n));
    previous = n;
    c[i] = n / 1024;
    [high[i], low[i]] = toDoubles(sum) as [number, number];
  }
  return { c, high, low };
}

export interface Table {
  readonly high: Float64Array;
  readonly low: Float64Array;
}
function table(n: number, f: (i: number) => bigint): Table {
  const high = new Float64Array(n);
  const low = new Float64Array(n);
  for (let i = 0; i < n; i++) [high[i], low[i]] = toDoubles(f(i)) as [number, number];
  return { high, low };
}
/** Taylor's series of sine or cosine of a fixed-point number. */
function circular(x: bigint, first: bigint, k: bigint): bigint {
  let term = first;
  let sum = first;
  const square = (x * x) >> POINT;
  for (; term !== 0n && term !== -1n; k += 2n) {
    term = -((term * square) >> POINT) / ((k + 1n) * (k + 2n));
    sum += term;
  }
  return sum;
}
/** sin(i/64) and cos(i/64) for i in [0, 52). */
export function sines(): { sin: Table; cos: Table } {
  const at = (i: number) => BigInt(i) << (POINT - 6n);
  return {
    sin: table(52, (i) => circular(at(i), at(i), 1n)),
    cos: table(52, (i) => circular(at(i), ONE, 0n)),
  };
}
/** arctan(i/64) for i in [0, 64]. */
export function arctangents(): Table {
  // arctan(x) by halving: x / (1 + sqrt(1 + x^2)) until the series converges fast
  return table(65, (i) => {
    let x = BigInt(i) << (POINT - 6n);
    let doublings = 0n;
    while (x > ONE >> 6n) {
      x = (x << POINT) / (ONE + sqrtInteger((ONE << POINT) + x * x));
      doublings++;
    }
    const square = (x * x) >> POINT;
    let term = x;
    let sum = x;
    for (let k = 3n; term !== 0n && term !== -1n; k += 2n) {
      term = -((term * square) >> POINT);
      sum += term / k;
    }
    return sum << doublings;
  });
}

/** A fixed-point number as doubles of `bits` bits each and a last one of 53. */
export function pieces(v: bigint, bits: number, count: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < count; i++) {
    const length = v.toString(2).length;
    const cut = BigInt(Math.max(0, length - bits));
    const top = (v >> cut) << cut;
    out.push(fixedToDouble(top, POINT));
    v -= top;
  }
  out.push(fixedToDouble(v, POINT));
  return out;
}
