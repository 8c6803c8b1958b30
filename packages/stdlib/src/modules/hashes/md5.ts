/** MD5's compression (RFC 1321). */
import { type Addr, ld32, st32 } from '@tyston/memory';
import type { Algorithm } from './algorithm.js';

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
let sines: Int32Array | null = null;

function compress(state: Addr, block: Addr): void {
  if (sines === null) {
    sines = new Int32Array(64);
    for (let i = 0; i < 64; i++) sines[i] = Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1)));
  }
  let a = ld32(state);
  let b = ld32(state + 4);
  let c = ld32(state + 8);
  let d = ld32(state + 12);
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    let f: number;
    let word: number;
    if (round === 0) {
      f = (b & c) | (~b & d);
      word = i;
    } else if (round === 1) {
      f = (d & b) | (~d & c);
      word = (5 * i + 1) & 15;
    } else if (round === 2) {
      f = b ^ c ^ d;
      word = (3 * i + 5) & 15;
    } else {
      f = c ^ (b | ~d);
      word = (7 * i) & 15;
    }
    const sum = (a + f + sines[i]! + ld32(block + 4 * word)) | 0;
    const s = SHIFTS[round * 4 + (i & 3)]!;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << s) | (sum >>> (32 - s)))) | 0;
  }
  st32(state, ld32(state) + a);
  st32(state + 4, ld32(state + 4) + b);
  st32(state + 8, ld32(state + 8) + c);
  st32(state + 12, ld32(state + 12) + d);
}

export const md5: Algorithm = {
  digestSize: 16,
  blockSize: 64,
  lengthBytes: 8,
  bigEndian: false,
  start: () => [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476],
  compress,
};
