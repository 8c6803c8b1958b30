/** The module `_sha512`: SHA-384 and SHA-512 (FIPS 180-4), in 32-bit halves. */
import { type Addr, ld32, st32 } from '@tyston/memory';
import type { ModuleSpec } from '@tyston/objects';
import { keepType } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { cubeRoots64, laterRoots64, squareRoots64 } from './constants.js';
import { type Construction, hashFunction, hashType } from './merkle-damgard.js';

/** The message schedule of the block at work: 80 words, the high half first. */
const W = new Int32Array(160);

function compress(state: Addr, block: Addr): void {
  const K = cubeRoots64();
  for (let i = 0; i < 32; i++) {
    const v = ld32(block + i * 4);
    W[i] = (v << 24) | ((v & 0xff00) << 8) | ((v >>> 8) & 0xff00) | (v >>> 24);
  }
  for (let i = 32; i < 160; i += 2) {
    const xh = W[i - 30]!;
    const xl = W[i - 29]!;
    const yh = W[i - 4]!;
    const yl = W[i - 3]!;
    const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
    const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
    const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
    const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
    const low = (s0l >>> 0) + (s1l >>> 0) + (W[i - 13]! >>> 0) + (W[i - 31]! >>> 0);
    W[i + 1] = low | 0;
    W[i] = (s0h + s1h + W[i - 14]! + W[i - 32]! + ((low / 4294967296) | 0)) | 0;
  }
  let ah = ld32(state);
  let al = ld32(state + 4);
  let bh = ld32(state + 8);
  let bl = ld32(state + 12);
  let ch = ld32(state + 16);
  let cl = ld32(state + 20);
  let dh = ld32(state + 24);
  let dl = ld32(state + 28);
  let eh = ld32(state + 32);
  let el = ld32(state + 36);
  let fh = ld32(state + 40);
  let fl = ld32(state + 44);
  let gh = ld32(state + 48);
  let gl = ld32(state + 52);
  let hh = ld32(state + 56);
  let hl = ld32(state + 60);
  for (let i = 0; i < 160; i += 2) {
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
    const choiceH = (eh & fh) ^ (~eh & gh);
    const choiceL = (el & fl) ^ (~el & gl);
    const low1 = (hl >>> 0) + (s1l >>> 0) + (choiceL >>> 0) + (K[i + 1]! >>> 0) + (W[i + 1]! >>> 0);
    const t1l = low1 | 0;
    const t1h = (hh + s1h + choiceH + K[i]! + W[i]! + ((low1 / 4294967296) | 0)) | 0;
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
    const majorityH = (ah & bh) ^ (ah & ch) ^ (bh & ch);
    const majorityL = (al & bl) ^ (al & cl) ^ (bl & cl);
    hh = gh;
    hl = gl;
    gh = fh;
    gl = fl;
    fh = eh;
    fl = el;
    const low2 = (dl >>> 0) + (t1l >>> 0);
    el = low2 | 0;
    eh = (dh + t1h + (low2 > 4294967295 ? 1 : 0)) | 0;
    dh = ch;
    dl = cl;
    ch = bh;
    cl = bl;
    bh = ah;
    bl = al;
    const low3 = (t1l >>> 0) + (s0l >>> 0) + (majorityL >>> 0);
    al = low3 | 0;
    ah = (t1h + s0h + majorityH + ((low3 / 4294967296) | 0)) | 0;
  }
  const add = (at: Addr, h: number, l: number) => {
    const low = (ld32(at + 4) >>> 0) + (l >>> 0);
    st32(at, ld32(at) + h + (low > 4294967295 ? 1 : 0));
    st32(at + 4, low | 0);
  };
  add(state, ah, al);
  add(state + 8, bh, bl);
  add(state + 16, ch, cl);
  add(state + 24, dh, dl);
  add(state + 32, eh, el);
  add(state + 40, fh, fl);
  add(state + 48, gh, gl);
  add(state + 56, hh, hl);
}

const sha512: Construction = {
  name: 'sha512',
  title: 'SHA-512',
  blockSize: 128,
  digestSize: 64,
  initial: squareRoots64,
  member: true,
  compress,
};
const sha384: Construction = {
  ...sha512,
  name: 'sha384',
  title: 'SHA-384',
  digestSize: 48,
  initial: laterRoots64,
};

export const sha512Module: ModuleSpec = {
  name: '_sha512',
  functions: [hashFunction(StdlibState.HASH_SHA512, sha512), hashFunction(StdlibState.HASH_SHA384, sha384)],
  // CPython puts both types into the module under one name: the second stays.
  types: [hashType('_sha512', 'sha384 type', sha384), hashType('_sha512', 'SHA384Type', sha512)],
  exec(module) {
    if (keepType(module, 'sha384 type', StdlibState.HASH_SHA384, true) < 0) return -1;
    return keepType(module, 'SHA384Type', StdlibState.HASH_SHA512, false);
  },
};
