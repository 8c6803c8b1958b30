/** fsum, hypot, dist and prod. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asDouble,
  decref,
  errOccurred,
  exponentOf,
  getIter,
  iterNext,
  libm,
  newFloat,
  newInt,
  newRef,
  numberMultiply,
  pow2,
  sequenceTuple,
  setError,
  T,
  tupleItem,
  tupleLength,
  valueError,
} from '@tyston/objects';

const { low, twoProduct } = libm;

/** The exactly rounded sum, by partial sums without common bits (J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997). */
export function fsum(_module: Borrowed, seq: Borrowed): Owned {
  const it = getIter(seq);
  if (it === 0) return NULL;
  const partials: number[] = [];
  let special = 0;
  let infinities = 0;
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    let x = asDouble(item);
    decref(item);
    if (x === -1 && errOccurred()) break;
    const original = x;
    let n = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const rest = y - (high - x);
      if (rest !== 0) partials[n++] = rest;
      x = high;
    }
    partials.length = n;
    if (x !== 0) {
      if (!Number.isFinite(x)) {
        // Either a special value came, or the sum overflowed.
        if (Number.isFinite(original)) {
          setError(T.OverflowError, 'intermediate overflow in fsum');
          break;
        }
        if (!Number.isNaN(original)) infinities += original;
        special += original;
        partials.length = 0;
      } else partials.push(x);
    }
  }
  decref(it);
  if (errOccurred()) return NULL;
  if (special !== 0) {
    if (Number.isNaN(infinities)) return valueError('-inf + inf in fsum');
    return newFloat(special);
  }
  return newFloat(roundPartials(partials));
}

/** The sum of partials of growing magnitude, rounded once, ties to even. */
function roundPartials(p: number[]): number {
  let n = p.length;
  if (n === 0) return 0;
  let high = p[--n]!;
  let rest = 0;
  while (n > 0) {
    const x = high;
    const y = p[--n]!;
    high = x + y;
    rest = y - (high - x);
    if (rest !== 0) break;
  }
  // What is left decides a tie.
  if (n > 0 && ((rest < 0 && p[n - 1]! < 0) || (rest > 0 && p[n - 1]! > 0))) {
    const y = rest * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}

/** The length of a vector whose largest component is `max`: squares summed in two doubles, and a corrected root. */
function norm(v: number[], max: number, foundNaN: boolean): number {
  if (max === Number.POSITIVE_INFINITY) return max;
  if (foundNaN) return Number.NaN;
  if (max === 0 || v.length <= 1) return max;
  const e = exponentOf(max);
  if (e < -1021) {
    const tiny = 2 ** -1022;
    return (
      tiny *
      norm(
        v.map((x) => x / tiny),
        max / tiny,
        false,
      )
    );
  }
  const up = e > 0 ? pow2(-e + 1) / 2 : pow2(Math.min(1023, -e));
  let sum = 1;
  let frac1 = 0;
  let frac2 = 0;
  const add = (high: number, lowPart: number) => {
    const s = sum + high;
    frac2 += high - (s - sum);
    frac1 += lowPart;
    sum = s;
  };
  for (const x of v) {
    const scaled = x * up;
    const p = twoProduct(scaled, scaled);
    add(p, low());
  }
  let h = Math.sqrt(sum - 1 + (frac1 + frac2));
  const p = twoProduct(-h, h);
  add(p, low());
  h += (sum - 1 + (frac1 + frac2)) / (2 * h);
  return h / up;
}

export function hypot(_module: Borrowed, args: Borrowed): Owned {
  const v: number[] = [];
  let max = 0;
  let foundNaN = false;
  for (let i = 0; i < tupleLength(args); i++) {
    const x = asDouble(tupleItem(args, i));
    if (x === -1 && errOccurred()) return NULL;
    const a = Math.abs(x);
    v.push(a);
    if (Number.isNaN(a)) foundNaN = true;
    else if (a > max) max = a;
  }
  return newFloat(norm(v, max, foundNaN));
}

export function dist(_module: Borrowed, pArg: Borrowed, qArg: Borrowed): Owned {
  const p = sequenceTuple(pArg);
  if (p === 0) return NULL;
  const q = sequenceTuple(qArg);
  if (q === 0) {
    decref(p);
    return NULL;
  }
  const r = distance(p, q);
  decref(p);
  decref(q);
  return r;
}
function distance(p: Borrowed, q: Borrowed): Owned {
  if (tupleLength(p) !== tupleLength(q))
    return valueError('both points must have the same number of dimensions');
  const v: number[] = [];
  let max = 0;
  let foundNaN = false;
  for (let i = 0; i < tupleLength(p); i++) {
    const x = asDouble(tupleItem(p, i));
    if (x === -1 && errOccurred()) return NULL;
    const y = asDouble(tupleItem(q, i));
    if (y === -1 && errOccurred()) return NULL;
    const a = Math.abs(x - y);
    v.push(a);
    if (Number.isNaN(a)) foundNaN = true;
    else if (a > max) max = a;
  }
  return newFloat(norm(v, max, foundNaN));
}

export function prod(_module: Borrowed, iterable: Borrowed, start: Borrowed): Owned {
  const it = getIter(iterable);
  if (it === 0) return NULL;
  let result = start === 0 ? newInt(1) : newRef(start);
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    const next = numberMultiply(result, item);
    decref(item);
    decref(result);
    result = next;
    if (result === 0) break;
  }
  decref(it);
  if (errOccurred()) {
    if (result !== 0) decref(result);
    return NULL;
  }
  return result;
}
