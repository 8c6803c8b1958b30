/** Samples of one to four bytes, signed, lowest byte first. */

export const SIZES = [1, 2, 3, 4];
export type Size = number;

/** The sample that begins at a byte. */
export function get(bytes: Uint8Array, size: Size, at: number): number {
  let value = 0;
  for (let i = 0; i < size; i++) value |= bytes[at + i]! << (8 * i);
  const unused = 32 - 8 * size;
  return (value << unused) >> unused;
}
export function set(bytes: Uint8Array, size: Size, at: number, value: number): void {
  for (let i = 0; i < size; i++) bytes[at + i] = value >> (8 * i);
}
/** The same as samples of four bytes: the bytes there are come highest. */
export const getHigh = (bytes: Uint8Array, size: Size, at: number): number =>
  get(bytes, size, at) << (32 - 8 * size);
export const setHigh = (bytes: Uint8Array, size: Size, at: number, value: number): void =>
  set(bytes, size, at, value >> (32 - 8 * size));

export const least = (size: Size): number => -(2 ** (8 * size - 1));
export const most = (size: Size): number => 2 ** (8 * size - 1) - 1;
/** A number as a sample: cut off at the bounds, else rounded down. */
export function bound(value: number, size: Size): number {
  if (value > most(size)) return most(size);
  return value < least(size) + 1 ? least(size) : Math.floor(value);
}
/** All samples. */
export function samples(bytes: Uint8Array, size: Size): number[] {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += size) out.push(get(bytes, size, at));
  return out;
}
/** Bytes of samples, each made from one of a fragment. */
export function mapped(bytes: Uint8Array, size: Size, change: (value: number) => number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += size) set(out, size, at, change(get(bytes, size, at)));
  return out;
}
