/** SHA-1's compression (FIPS 180-4). */
import { type Addr, ld32, st32 } from '@tyston/memory';
import { type Algorithm, swap32 } from './algorithm.js';

const w = new Int32Array(80);

function compress(state: Addr, block: Addr): void {
  for (let i = 0; i < 16; i++) w[i] = swap32(ld32(block + 4 * i));
  for (let i = 16; i < 80; i++) {
    const x = w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!;
    w[i] = (x << 1) | (x >>> 31);
  }
  let a = ld32(state);
  let b = ld32(state + 4);
  let c = ld32(state + 8);
  let d = ld32(state + 12);
  let e = ld32(state + 16);
  for (let i = 0; i < 80; i++) {
    let f: number;
    if (i < 20) f = ((b & c) | (~b & d)) + 0x5a827999;
    else if (i < 40) f = (b ^ c ^ d) + 0x6ed9eba1;
    else if (i < 60) f = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else f = (b ^ c ^ d) + 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + f + e + w[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  st32(state, ld32(state) + a);
  st32(state + 4, ld32(state + 4) + b);
  st32(state + 8, ld32(state + 8) + c);
  st32(state + 12, ld32(state + 12) + d);
  st32(state + 16, ld32(state + 16) + e);
}

export const sha1: Algorithm = {
  digestSize: 20,
  blockSize: 64,
  lengthBytes: 8,
  bigEndian: true,
  start: () => [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0],
  compress,
};
