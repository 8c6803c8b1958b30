/** SHA-512's compression, and SHA-384 (FIPS 180-4). A 64-bit word stands as a high and a low one, the high one first. */
import { type Addr, ld32, st32 } from '@tyston/memory';
import { type Algorithm, swap32 } from './algorithm.js';
import { initialConstants, roundConstants } from './constants.js';

const w = new Int32Array(160);
/** The working variables a to h. */
const v = new Int32Array(16);
/** High word of a sum whose low word is `low` = the terms' low words modulo 2**32, `exact` being their exact sum. */
const carry = (exact: number) => (exact / 4294967296) | 0;
function schedule(block: Addr): void {
  for (let i = 0; i < 32; i++) w[i] = swap32(ld32(block + 4 * i));
  for (let i = 32; i < 160; i += 2) {
    const xh = w[i - 30]!;
    const xl = w[i - 29]!;
    const yh = w[i - 4]!;
    const yl = w[i - 3]!;
    const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
    const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
    const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
    const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
    const low = (w[i - 31]! >>> 0) + (s0l >>> 0) + (w[i - 13]! >>> 0) + (s1l >>> 0);
    w[i + 1] = low;
    w[i] = w[i - 32]! + s0h + w[i - 14]! + s1h + carry(low);
  }
}
function compress(state: Addr, block: Addr): void {
  const k = roundConstants();
  schedule(block);
  for (let i = 0; i < 16; i++) v[i] = ld32(state + 4 * i);
  for (let i = 0; i < 160; i += 2) {
    const ah = v[0]!;
    const al = v[1]!;
    const eh = v[8]!;
    const el = v[9]!;
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
    const chh = (eh & v[10]!) ^ (~eh & v[12]!);
    const chl = (el & v[11]!) ^ (~el & v[13]!);
    const t1 = (v[15]! >>> 0) + (s1l >>> 0) + (chl >>> 0) + (k[i + 1]! >>> 0) + (w[i + 1]! >>> 0);
    const t1h = (v[14]! + s1h + chh + k[i]! + w[i]! + carry(t1)) | 0;
    const t1l = t1 | 0;
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
    const majh = (ah & v[2]!) ^ (ah & v[4]!) ^ (v[2]! & v[4]!);
    const majl = (al & v[3]!) ^ (al & v[5]!) ^ (v[3]! & v[5]!);
    const e = (v[7]! >>> 0) + (t1l >>> 0);
    const eHigh = v[6]! + t1h + carry(e);
    const a = (t1l >>> 0) + (s0l >>> 0) + (majl >>> 0);
    const aHigh = t1h + s0h + majh + carry(a);
    v.copyWithin(2, 0, 14);
    v[9] = e;
    v[8] = eHigh;
    v[1] = a;
    v[0] = aHigh;
  }
  for (let i = 0; i < 16; i += 2) {
    const low = (ld32(state + 4 * i + 4) >>> 0) + (v[i + 1]! >>> 0);
    st32(state + 4 * i + 4, low | 0);
    st32(state + 4 * i, ld32(state + 4 * i) + v[i]! + carry(low));
  }
}
const common = { blockSize: 128, lengthBytes: 16, bigEndian: true, compress } as const;
export const sha512: Algorithm = {
  ...common,
  digestSize: 64,
  start: () => Array.from(initialConstants().subarray(0, 16)),
};
export const sha384: Algorithm = {
  ...common,
  digestSize: 48,
  start: () => Array.from(initialConstants().subarray(16, 32)),
};
