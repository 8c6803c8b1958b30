/**
 * The constants of the SHA-2 family (FIPS 180-4): the first 64 bits of the fractional parts of square and cube roots of primes,
 * computed when they are first asked for.
 */
function primes(n: number): bigint[] {
  const found: number[] = [];
  for (let c = 2; found.length < n; c++) if (found.every((p) => c % p !== 0)) found.push(c);
  return found.map(BigInt);
}
/** The greatest r with r**k <= n. */
function root(n: bigint, k: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(n.toString(2).length) / k + 1n);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** k <= n) low = middle;
    else high = middle;
  }
  return low;
}
/** High and low words of 64-bit fractions, alternating. */
function words(fractions: readonly bigint[]): Int32Array {
  const out = new Int32Array(fractions.length * 2);
  fractions.forEach((f, i) => {
    out[2 * i] = Number(BigInt.asIntN(32, f >> 32n));
    out[2 * i + 1] = Number(BigInt.asIntN(32, f));
  });
  return out;
}
let rounds: Int32Array | null = null;
/** Round constants: 80 pairs, of cube roots. */
export function roundConstants(): Int32Array {
  rounds ??= words(primes(80).map((p) => root(p << 192n, 3n)));
  return rounds;
}
let initial: Int32Array | null = null;
/** 16 pairs, of square roots: the first eight start SHA-512 and (high words) SHA-256, the others SHA-384 and (low words) SHA-224. */
export function initialConstants(): Int32Array {
  initial ??= words(primes(16).map((p) => root(p << 128n, 2n)));
  return initial;
}
