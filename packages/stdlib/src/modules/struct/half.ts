/** Floats of 16 bits (IEEE 754 binary16). */

/** Rounded half to even; -1 where the value is beyond the largest one. */
export function toHalf(v: number): number {
  const sign = v < 0 || Object.is(v, -0) ? 0x8000 : 0;
  if (Number.isNaN(v)) return 0x7e00;
  const a = Math.abs(v);
  if (a === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  // The unit in the last place of the result: 2^-24 below the normal numbers.
  let e = -14;
  while (e < 16 && a >= 2 ** (e + 1)) e++;
  if (e > 15) return -1;
  const units = a * 2 ** (10 - e);
  let n = Math.floor(units);
  const rest = units - n;
  if (rest > 0.5 || (rest === 0.5 && n % 2 === 1)) n++;
  // n has 11 bits for a normal number; a carry into the exponent is what adding does.
  const bits = a < 2 ** -14 ? n : ((e + 15) << 10) + (n - 1024);
  return bits >= 0x7c00 ? -1 : sign | bits;
}

export function fromHalf(bits: number): number {
  const e = (bits >> 10) & 31;
  const f = bits & 1023;
  let v: number;
  if (e === 31) v = f === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  else v = e === 0 ? f * 2 ** -24 : (1024 + f) * 2 ** (e - 25);
  return bits & 0x8000 ? -v : v;
}
