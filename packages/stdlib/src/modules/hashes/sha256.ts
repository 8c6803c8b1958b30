/** SHA-256's compression, and SHA-224, which starts otherwise and shows less (FIPS 180-4). */
import { type Addr, ld32, st32 } from '@tyston/memory';
import { type Algorithm, swap32 } from './algorithm.js';
import { initialConstants, roundConstants } from './constants.js';

const w = new Int32Array(64);

function compress(state: Addr, block: Addr): void {
  const k = roundConstants();
  for (let i = 0; i < 16; i++) w[i] = swap32(ld32(block + 4 * i));
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
  }
  let a = ld32(state);
  let b = ld32(state + 4);
  let c = ld32(state + 8);
  let d = ld32(state + 12);
  let e = ld32(state + 16);
  let f = ld32(state + 20);
  let g = ld32(state + 24);
  let h = ld32(state + 28);
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[2 * i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  st32(state, ld32(state) + a);
  st32(state + 4, ld32(state + 4) + b);
  st32(state + 8, ld32(state + 8) + c);
  st32(state + 12, ld32(state + 12) + d);
  st32(state + 16, ld32(state + 16) + e);
  st32(state + 20, ld32(state + 20) + f);
  st32(state + 24, ld32(state + 24) + g);
  st32(state + 28, ld32(state + 28) + h);
}

const common = { blockSize: 64, lengthBytes: 8, bigEndian: true, compress } as const;
export const sha256: Algorithm = {
  ...common,
  digestSize: 32,
  start: () => Array.from({ length: 8 }, (_, i) => initialConstants()[2 * i]!),
};
export const sha224: Algorithm = {
  ...common,
  digestSize: 28,
  start: () => Array.from({ length: 8 }, (_, i) => initialConstants()[2 * (i + 8) + 1]!),
};
