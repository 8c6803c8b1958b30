/**
 * A hash is 64 bits wide. Functions return its low word and leave the high word here; nothing may run in between.
 */
let high = 0;

export function hashHigh(): number {
  return high;
}
export function setHashHigh(h: number): void {
  high = h;
}
/** Sets the high word that a small signed low word extends to, and returns the low word. */
export function hashOfWord(low: number): number {
  high = low >> 31;
  return low;
}
