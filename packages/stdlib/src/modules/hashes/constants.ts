/** The constants of the SHA-2 family (FIPS 180-4), which BLAKE2 takes its first values from: fractions of roots of primes. */

function firstPrimes(n: number): number[] {
  const primes: number[] = [];
  for (let c = 2; primes.length < n; c++) if (primes.every((p) => c % p !== 0)) primes.push(c);
  return primes;
}
/** The first 64 bits of the fraction of the k-th root of p. */
function fraction(p: number, k: 2n | 3n): bigint {
  const target = BigInt(p) << (64n * k);
  // Newton's method on integers, from above.
  let r = 1n << 70n;
  for (;;) {
    const next = ((k - 1n) * r + target / r ** (k - 1n)) / k;
    if (next >= r) return BigInt.asUintN(64, r);
    r = next;
  }
}
/** 64-bit numbers as pairs of words, the high one first. */
function words(values: readonly bigint[]): Int32Array {
  return Int32Array.from(values.flatMap((v) => [Number(v >> 32n) | 0, Number(v & 0xffffffffn) | 0]));
}
function lazy<V>(make: () => V): () => V {
  let value: V | null = null;
  return () => (value ??= make());
}
const every = (a: Int32Array, from: number) => a.filter((_, i) => i % 2 === from);

/** Fractions of the cube roots of the first 80 primes: SHA-512's round constants. */
export const cubeRoots64 = lazy(() => words(firstPrimes(80).map((p) => fraction(p, 3n))));
/** Their first halves, of 64 primes: SHA-256's. */
export const cubeRoots32 = lazy(() => every(cubeRoots64(), 0).slice(0, 64));
const squareRoots = lazy(() => words(firstPrimes(16).map((p) => fraction(p, 2n))));
/** The square roots of the first 8 primes: where SHA-512 and BLAKE2b begin. */
export const squareRoots64 = lazy(() => squareRoots().slice(0, 16));
/** Their first halves: SHA-256 and BLAKE2s. */
export const squareRoots32 = lazy(() => every(squareRoots64(), 0));
/** The square roots of the 9th to 16th primes: SHA-384. */
export const laterRoots64 = lazy(() => squareRoots().slice(16));
/** Their second halves: SHA-224. */
export const laterRoots32 = lazy(() => every(laterRoots64(), 1));
