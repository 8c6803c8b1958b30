/** math's functions of integers: gcd, lcm, factorial, comb, perm, isqrt. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  decref,
  fromBigInt,
  indexInt,
  intFitsNumber,
  intSign,
  intToNumber,
  None,
  newInt,
  setError,
  T,
  toBigInt,
  tupleItem,
  tupleLength,
  valueError,
} from '@tyston/objects';

const LONG_MAX = 9223372036854775807n;

/** The greatest common divisor of non-negative integers, by Euclid's algorithm, in numbers as soon as they fit. */
export function gcdOf(a: bigint, b: bigint): bigint {
  if (a < b) [a, b] = [b, a];
  while (b > 0x1fffffffffffffn) [a, b] = [b, a % b];
  if (b === 0n) return a;
  let y = Number(b);
  let x = Number(a % b);
  while (x !== 0) [x, y] = [y % x, x];
  return BigInt(y);
}

/** The arguments as ints by `__index__`; null with an exception. Owned. */
function indices(args: Borrowed): Owned[] | null {
  const out: Owned[] = [];
  for (let i = 0; i < tupleLength(args); i++) {
    const v = indexInt(tupleItem(args, i));
    if (v === 0) {
      for (const p of out) decref(p);
      return null;
    }
    out.push(v);
  }
  return out;
}
function magnitudeOf(p: Borrowed): bigint {
  const v = toBigInt(p);
  return v < 0n ? -v : v;
}

export function gcd(_module: Borrowed, args: Borrowed): Owned {
  const ints = indices(args);
  if (ints === null) return NULL;
  let r = 0n;
  for (const p of ints) r = gcdOf(r, magnitudeOf(p));
  for (const p of ints) decref(p);
  return fromBigInt(r);
}

export function lcm(_module: Borrowed, args: Borrowed): Owned {
  const ints = indices(args);
  if (ints === null) return NULL;
  let r = 1n;
  for (const p of ints) {
    const v = magnitudeOf(p);
    r = v === 0n || r === 0n ? 0n : (r / gcdOf(r, v)) * v;
  }
  for (const p of ints) decref(p);
  return fromBigInt(r);
}

/** The product of the integers in [from, to], by halves. */
function productOf(from: number, to: number): bigint {
  if (to - from < 12) {
    let r = BigInt(from);
    for (let i = from + 1; i <= to; i++) r *= BigInt(i);
    return r;
  }
  const middle = Math.floor((from + to) / 2);
  return productOf(from, middle) * productOf(middle + 1, to);
}

export function factorial(_module: Borrowed, n: Borrowed): Owned {
  const p = indexInt(n);
  if (p === 0) return NULL;
  const v = toBigInt(p);
  decref(p);
  if (v > LONG_MAX) return setError(T.OverflowError, `factorial() argument should not exceed ${LONG_MAX}`);
  if (v < 0n) return valueError('factorial() not defined for negative values');
  if (v < 2n) return newInt(1);
  if (v > 100_000_000n) return setError(T.MemoryError, '');
  return fromBigInt(productOf(2, Number(v)));
}

/** n (n-1) … (n-k+1), by halves. */
function falling(n: bigint, k: number): bigint {
  if (k === 0) return 1n;
  if (k <= 8) {
    let r = n;
    for (let i = 1; i < k; i++) r *= n - BigInt(i);
    return r;
  }
  const half = k >> 1;
  return falling(n, half) * falling(n - BigInt(half), k - half);
}

/** n and k as non-negative integers; null with an exception. */
function twoCounts(n: Borrowed, k: Borrowed): [bigint, bigint] | null {
  const p = indexInt(n);
  if (p === 0) return null;
  const q = indexInt(k);
  if (q === 0) {
    decref(p);
    return null;
  }
  const a = toBigInt(p);
  const b = toBigInt(q);
  decref(p);
  decref(q);
  if (a < 0n) valueError('n must be a non-negative integer');
  else if (b < 0n) valueError('k must be a non-negative integer');
  else return [a, b];
  return null;
}

export function perm(module: Borrowed, n: Borrowed, k: Borrowed): Owned {
  if (k === 0 || k === None) return factorial(module, n);
  const counts = twoCounts(n, k);
  if (counts === null) return NULL;
  const [a, b] = counts;
  if (b > a) return newInt(0);
  if (b > LONG_MAX) return setError(T.OverflowError, `k must not exceed ${LONG_MAX}`);
  return fromBigInt(falling(a, Number(b)));
}

/** A binomial coefficient: n!/(k! (n-k)!) by splitting k, so that the factors stay small. */
function binomial(n: bigint, k: number): bigint {
  if (k === 0) return 1n;
  if (k <= 24) {
    let r = n;
    for (let i = 1; i < k; i++) r = (r * (n - BigInt(i))) / BigInt(i + 1);
    return r;
  }
  return falling(n, k) / productOf(1, k);
}

export function comb(_module: Borrowed, n: Borrowed, k: Borrowed): Owned {
  const counts = twoCounts(n, k);
  if (counts === null) return NULL;
  const [a, b] = counts;
  if (b > a) return newInt(0);
  // the smaller of k and n - k
  let small = b;
  if (a - b < b) small = a - b;
  if (small > LONG_MAX) return setError(T.OverflowError, `min(n - k, k) must not exceed ${LONG_MAX}`);
  return fromBigInt(binomial(a, Number(small)));
}

/** floor(sqrt(n)) by Newton's method from above, the precision doubling with each step. */
export function isqrtOf(n: bigint): bigint {
  if (n < 1n << 52n) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const bits = n.toString(16).length * 4;
  if (bits < 1000) {
    let x = BigInt(Math.floor(Math.sqrt(Number(n)) * (1 + 2 ** -50))) + 1n;
    for (;;) {
      const y = (x + n / x) >> 1n;
      if (y >= x) return x;
      x = y;
    }
  }
  // The root of the leading half, brought up, is right to half its bits.
  const shift = BigInt(Math.floor(bits / 8) * 2);
  let x = (isqrtOf(n >> (2n * shift)) + 1n) << shift;
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

export function isqrt(_module: Borrowed, n: Borrowed): Owned {
  const p = indexInt(n);
  if (p === 0) return NULL;
  if (intSign(p) < 0) {
    decref(p);
    return valueError('isqrt() argument must be nonnegative');
  }
  if (intFitsNumber(p) && intToNumber(p) < 2 ** 52) {
    const r = newInt(Math.floor(Math.sqrt(intToNumber(p))));
    decref(p);
    return r;
  }
  const r = fromBigInt(isqrtOf(toBigInt(p)));
  decref(p);
  return r;
}
