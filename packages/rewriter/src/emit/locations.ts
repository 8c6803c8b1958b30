/**
 * Where values are: a register, a slot of the frame, or nowhere because they are constants.
 *
 *     0–15    general-purpose registers by number        16–31   vector registers
 *     32 …    slots of 8 bytes, from rsp up              -1      not kept
 *
 * r10, r11, xmm14 and xmm15 are scratch; r15 holds the thread state and rsp the stack: no value is there.
 */
import type { ValueType } from '../types.js';

export type Location = number;
export const NOWHERE: Location = -1;
export const FIRST_SLOT: Location = 32;

export const isXmm = (l: Location): boolean => l >= 16 && l < FIRST_SLOT;
export const isGp = (l: Location): boolean => l >= 0 && l < 16;
export const isSlot = (l: Location): boolean => l >= FIRST_SLOT;

export const [RAX, RCX, RDX, RBX, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14] = [
  0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
] as const;
/** Number of a vector register as a location. */
export const xmmAt = (n: number): Location => 16 + n;
export const [SCRATCH_X, SCRATCH_Y] = [xmmAt(14), xmmAt(15)] as const;

/** The System V convention, and the order in which registers are handed out. */
export const INTEGER_ARGUMENTS: readonly Location[] = [RDI, RSI, RDX, RCX, R8, R9];
export const FLOAT_ARGUMENTS: readonly Location[] = [0, 1, 2, 3, 4, 5, 6, 7].map(xmmAt);
export const CALLER_SAVED: readonly Location[] = [RAX, RCX, RDX, RSI, RDI, R8, R9];
export const CALLEE_SAVED: readonly Location[] = [RBX, RBP, R14, R12, R13];
export const VECTORS: readonly Location[] = Array.from({ length: 14 }, (_, n) => xmmAt(n));

/** Where arguments of these types are passed. @throws RangeError beyond six integers or eight floats. */
export function argumentLocations(types: readonly (ValueType | 'f64' | string)[]): Location[] {
  let [integers, floats] = [0, 0];
  return types.map((t) => {
    const found = t === 'f64' ? FLOAT_ARGUMENTS[floats++] : INTEGER_ARGUMENTS[integers++];
    if (found === undefined) throw new RangeError('more arguments than registers for them');
    return found;
  });
}
/** Where a result is returned. */
export const resultLocation = (t: ValueType | 'void'): Location => (t === 'f64' ? xmmAt(0) : RAX);
