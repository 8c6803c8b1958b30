/** Samples in fewer bits: u-law and A-law (ITU-T G.711), and Intel/DVI ADPCM, four bits a sample. */

/** Ends of the segments of u-law (for 14 bits) and A-law (13 bits). */
const U_ENDS = [0x3f, 0x7f, 0xff, 0x1ff, 0x3ff, 0x7ff, 0xfff, 0x1fff];
const A_ENDS = [0x1f, 0x3f, 0x7f, 0xff, 0x1ff, 0x3ff, 0x7ff, 0xfff];
const U_BIAS = 0x84;
const U_MOST = 8159;
const SEGMENTS = 8;

function segment(value: number, ends: readonly number[]): number {
  const i = ends.findIndex((end) => value <= end);
  return i < 0 ? SEGMENTS : i;
}
/** Of 14 bits. */
export function toUlaw(sample: number): number {
  const mask = sample < 0 ? 0x7f : 0xff;
  const value = Math.min(Math.abs(sample), U_MOST) + (U_BIAS >> 2);
  const s = segment(value, U_ENDS);
  return s >= SEGMENTS ? 0x7f ^ mask : ((s << 4) | ((value >> (s + 1)) & 0xf)) ^ mask;
}
/** To 16 bits. */
export function fromUlaw(byte: number): number {
  const u = ~byte;
  const t = (((u & 0xf) << 3) + U_BIAS) << ((u & 0x70) >> 4);
  return u & 0x80 ? U_BIAS - t : t - U_BIAS;
}
/** Of 13 bits. */
export function toAlaw(sample: number): number {
  const mask = sample >= 0 ? 0xd5 : 0x55;
  const value = sample >= 0 ? sample : -sample - 1;
  const s = segment(value, A_ENDS);
  return s >= SEGMENTS ? 0x7f ^ mask : ((s << 4) | ((value >> (s < 2 ? 1 : s)) & 0xf)) ^ mask;
}
/** To 16 bits. */
export function fromAlaw(byte: number): number {
  const a = byte ^ 0x55;
  const s = (a & 0x70) >> 4;
  const t = ((a & 0xf) << 4) + (s === 0 ? 8 : 0x108);
  const value = s > 1 ? t << (s - 1) : t;
  return a & 0x80 ? value : -value;
}

const INDEX_CHANGE = [-1, -1, -1, -1, 2, 4, 6, 8, -1, -1, -1, -1, 2, 4, 6, 8];
export const STEPS = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130,
  143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282,
  1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493,
  10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
]; // biome-ignore format: a table
/** What ADPCM foretells, and where it is in the table of steps. */
export interface Adpcm {
  value: number;
  index: number;
}
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The sample of a code of four bits; the state goes on. */
export function fromAdpcm(state: Adpcm, code: number): number {
  const step = STEPS[state.index]!;
  let change = step >> 3;
  if (code & 4) change += step;
  if (code & 2) change += step >> 1;
  if (code & 1) change += step >> 2;
  state.value = clamp(state.value + (code & 8 ? -change : change), -32768, 32767);
  state.index = clamp(state.index + INDEX_CHANGE[code]!, 0, STEPS.length - 1);
  return state.value;
}
/** The code of a sample of 16 bits; the state goes on. */
export function toAdpcm(state: Adpcm, sample: number): number {
  let step = STEPS[state.index]!;
  let code = sample < state.value ? 8 : 0;
  let difference = Math.abs(sample - state.value);
  for (const bit of [4, 2, 1]) {
    if (difference >= step) {
      code |= bit;
      difference -= step;
    }
    step >>= 1;
  }
  fromAdpcm(state, code);
  return code;
}
