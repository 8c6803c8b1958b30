/** Powers of ints. */
import type { Borrowed, Owned } from '@tyston/memory';
import { valueError } from '../core/errors.js';
import { intFitsNumber, intSize, intToNumber, newInt } from '../core/int.js';
import { smallInt } from '../core/wellknown.js';
import { fromBigInt, orMemoryError, toBigInt } from './bigint.js';
import { intExact, intIsOdd, intMul } from './int-arith.js';
import { intShiftLeftBy, intTrailingZeros } from './int-bits.js';

/** base ** exponent for exponent >= 0. */
export function intPower(base: Borrowed, exponent: Borrowed): Owned {
  const size = intSize(base);
  if (intSize(exponent) === 0) return newInt(1);
  if (size === 0) return newInt(0);
  if (intFitsNumber(base)) {
    const b = intToNumber(base);
    if (b === 1) return newInt(1);
    if (b === -1) return newInt(intIsOdd(exponent) ? -1 : 1);
    if (intFitsNumber(exponent)) {
      const e = intToNumber(exponent);
      if (e === 1) return intExact(base);
      if (e === 2) return intMul(base, base);
      if (b === 2) return intShiftLeftBy(smallInt(1), e);
      // Squaring stays exact as long as the results do.
      if (e * Math.log2(Math.abs(b)) < 52.9) {
        let v = 1;
        let square = b;
        for (let n = e; n > 0; ) {
          if (n & 1) v *= square;
          n >>>= 1;
          if (n > 0) square *= square;
        }
        return newInt(v);
      }
    }
  }
  const e = toBigInt(exponent);
  return orMemoryError(() => {
    // Zeros at the end of the base are a shift of the result.
    const zeros = intTrailingZeros(base);
    if (zeros < 8) return fromBigInt(toBigInt(base) ** e);
    const odd = (toBigInt(base) >> BigInt(zeros)) ** e;
    return fromBigInt(odd << (BigInt(zeros) * e));
  });
}

/** The inverse of a modulo n (n > 0), or 0n when there is none (n = 1 apart). */
function inverse(a: bigint, n: bigint): bigint {
  let [r0, r1] = [n, ((a % n) + n) % n];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [t0, t1] = [t1, t0 - q * t1];
  }
  if (r0 !== 1n) return -1n;
  return t0 < 0n ? t0 + n : t0;
}

/** pow(base, exponent, modulus), of ints. ValueError for a modulus of 0 and a base without an inverse. */
export function intPowerModulo(base: Borrowed, exponent: Borrowed, modulus: Borrowed): Owned {
  if (intSize(modulus) === 0) return valueError('pow() 3rd argument cannot be 0');
  if (intFitsNumber(base) && intFitsNumber(exponent) && intFitsNumber(modulus)) {
    const m = intToNumber(modulus);
    const e = intToNumber(exponent);
    if (Math.abs(m) < 94906265 && e >= 0) return smallPowerModulo(intToNumber(base), e, m);
  }
  const signed = toBigInt(modulus);
  const m = signed < 0n ? -signed : signed;
  let b = toBigInt(base);
  let e = toBigInt(exponent);
  if (e < 0n) {
    e = -e;
    b = inverse(b, m);
    if (b < 0n && m !== 1n) return valueError('base is not invertible for the given modulus');
  }
  if (m === 1n) return newInt(0);
  b %= m;
  if (b < 0n) b += m;
  let v = powerModulo(b, e, m);
  if (signed < 0n && v !== 0n) v -= m;
  return fromBigInt(v);
}

/** With a modulus whose square a double holds. */
function smallPowerModulo(b: number, e: number, signed: number): Owned {
  const m = Math.abs(signed);
  b %= m;
  if (b < 0) b += m;
  let v = 1 % m;
  while (e > 0) {
    const half = Math.floor(e / 2);
    if (e - half * 2 === 1) v = (v * b) % m;
    e = half;
    if (e > 0) b = (b * b) % m;
  }
  return newInt(signed < 0 && v !== 0 ? v - m : v);
}

/** b^e mod m by windows of five bits (Handbook of Applied Cryptography, 14.82); 0 <= b < m, e >= 0. */
function powerModulo(b: bigint, e: bigint, m: bigint): bigint {
  const bits = e.toString(2);
  let v = 1n;
  if (bits.length < 40) {
    for (const bit of bits) {
      v = (v * v) % m;
      if (bit === '1') v = (v * b) % m;
    }
    return v;
  }
  const table = [1n];
  for (let i = 1; i < 32; i++) table.push((table[i - 1]! * b) % m);
  let i = 0;
  for (let width = bits.length % 5 || 5; i < bits.length; i += width, width = 5) {
    if (i > 0) for (let k = 0; k < 5; k++) v = (v * v) % m;
    const window = Number.parseInt(bits.slice(i, i + width), 2);
    if (window !== 0) v = (v * table[window]!) % m;
  }
  return v;
}
