/** The module `_sha3`: SHA-3 and SHAKE (FIPS 202). */
import { type Addr, type Borrowed, ld8, ld32, NULL, type Owned, st8, st32 } from '@tyston/memory';
import {
  decref,
  type HeapTypeSpec,
  type ModuleSpec,
  newBytes,
  newInt,
  newStr,
  parseTupleAndDict,
  valueError,
} from '@tyston/objects';
import { allocOf, endDealloc } from '../../lib/heap-type.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { basicSize, type ContextHash, contextGetSet, contextMethods, updateFrom } from './context-hash.js';
import { unsigned64 } from './unsigned.js';

/** Round constants, rotations and the order of the lanes, which follow from the rules that they stand for. */
interface Tables {
  /** 24 pairs, low word first. */
  readonly rounds: Int32Array;
  /** Of each lane in the cycle that pi makes: where it goes and how far it turns. */
  readonly lanes: Uint8Array;
  readonly turns: Uint8Array;
}
let tables: Tables | null = null;
function makeTables(): Tables {
  const rounds = new Int32Array(48);
  let register = 1;
  for (let round = 0; round < 24; round++) {
    for (let j = 0; j < 7; j++) {
      if (register & 1) {
        const bit = (1 << j) - 1;
        rounds[round * 2 + (bit >> 5)]! |= 1 << (bit & 31);
      }
      register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
    }
  }
  const lanes = new Uint8Array(24);
  const turns = new Uint8Array(24);
  for (let t = 0, x = 1, y = 0; t < 24; t++) {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    lanes[t] = x + 5 * y;
    turns[t] = (((t + 1) * (t + 2)) / 2) % 64;
  }
  return { rounds, lanes, turns };
}

/** The permutation's 25 lanes, low words first, and the columns' sums: only while it is at work. */
const A = new Int32Array(50);
const C = new Int32Array(10);

/** Keccak-f[1600] on the 200 bytes at `state`. */
function permute(state: Addr): void {
  tables ??= makeTables();
  const { rounds, lanes, turns } = tables;
  for (let i = 0; i < 50; i++) A[i] = ld32(state + i * 4);
  for (let round = 0; round < 48; round += 2) {
    for (let i = 0; i < 10; i++) C[i] = A[i]! ^ A[i + 10]! ^ A[i + 20]! ^ A[i + 30]! ^ A[i + 40]!;
    for (let x = 0; x < 10; x += 2) {
      const left = x === 0 ? 8 : x - 2;
      const right = x === 8 ? 0 : x + 2;
      const low = C[left]! ^ ((C[right]! << 1) | (C[right + 1]! >>> 31));
      const high = C[left + 1]! ^ ((C[right + 1]! << 1) | (C[right]! >>> 31));
      for (let i = x; i < 50; i += 10) {
        A[i]! ^= low;
        A[i + 1]! ^= high;
      }
    }
    let low = A[2]!;
    let high = A[3]!;
    for (let t = 0; t < 24; t++) {
      const to = lanes[t]! * 2;
      const n = turns[t]!;
      const k = n & 31;
      // A turn by 32 or more exchanges the halves.
      const l = n < 32 ? low : high;
      const h = n < 32 ? high : low;
      low = A[to]!;
      high = A[to + 1]!;
      A[to] = k === 0 ? l : (l << k) | (h >>> (32 - k));
      A[to + 1] = k === 0 ? h : (h << k) | (l >>> (32 - k));
    }
    for (let y = 0; y < 50; y += 10) {
      for (let half = y; half < y + 2; half++) {
        const a0 = A[half]!;
        const a1 = A[half + 2]!;
        const a2 = A[half + 4]!;
        const a3 = A[half + 6]!;
        const a4 = A[half + 8]!;
        A[half] = a0 ^ (~a1 & a2);
        A[half + 2] = a1 ^ (~a2 & a3);
        A[half + 4] = a2 ^ (~a3 & a4);
        A[half + 6] = a3 ^ (~a4 & a0);
        A[half + 8] = a4 ^ (~a0 & a1);
      }
    }
    A[0]! ^= rounds[round]!;
    A[1]! ^= rounds[round + 1]!;
  }
  for (let i = 0; i < 50; i++) st32(state + i * 4, A[i]!);
}

/** Behind the state: how many bytes of the block have been taken in. */
const FILLED = 200;

function sponge(name: string, digestSize: number, rate: number, suffix: number): ContextHash {
  return {
    name,
    blockSize: rate,
    size: FILLED + 4,
    digestSize: () => digestSize,
    update(context, data, length) {
      let filled = ld32(context + FILLED);
      for (let i = 0; i < length; ) {
        if (((filled | (data + i)) & 3) === 0 && length - i >= 4 && filled + 4 <= rate) {
          st32(context + filled, ld32(context + filled) ^ ld32(data + i));
          filled += 4;
          i += 4;
        } else {
          st8(context + filled, ld8(context + filled) ^ ld8(data + i));
          filled++;
          i++;
        }
        if (filled === rate) {
          permute(context);
          filled = 0;
        }
      }
      st32(context + FILLED, filled);
    },
    finish(context, out, length) {
      const filled = ld32(context + FILLED);
      st8(context + filled, ld8(context + filled) ^ suffix);
      st8(context + rate - 1, ld8(context + rate - 1) ^ 0x80);
      for (let i = 0; i < length; i++) {
        if (i % rate === 0) permute(context);
        st8(out + i, ld8(context + (i % rate)));
      }
    },
  };
}

/** The length of a SHAKE's digest; -1 with an exception. */
function shakeLength(o: Borrowed): number {
  const v = unsigned64(o);
  if (v === null) return -1;
  if (v < 1n << 29n) return Number(v);
  valueError('length is too large');
  return -1;
}

function typeFor(name: string, digestSize: number, rate: number): HeapTypeSpec {
  const shake = digestSize === 0;
  const suffix = shake ? 0x1f : 0x06;
  const hash = sponge(name, digestSize, rate, suffix);
  const kind = shake ? 'SHAKE' : 'SHA3';
  return {
    name,
    tpName: `_sha3.${name}`,
    basicsize: basicSize(hash),
    doc: `${name}([data], *, usedforsecurity=True) -> ${kind} object\n\nReturn a new ${kind} hash object${shake ? '' : ` with a hashbit length of ${digestSize} bytes`}.`,
    slots: {
      tp_dealloc: endDealloc,
      tp_new(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
        const given = parseTupleAndDict(
          name,
          "(data = b'', /, *, usedforsecurity: bool = True)",
          args,
          kwargs,
        );
        if (given === null) return NULL;
        const data = given[0] as Borrowed;
        const self = allocOf(type);
        if (self !== 0 && data !== 0 && updateFrom(hash, self, data) < 0) {
          decref(self);
          return NULL;
        }
        return self;
      },
    },
    methods: contextMethods(hash, shake ? shakeLength : undefined),
    getset: [
      ...contextGetSet(hash),
      { name: '_capacity_bits', get: () => newInt(1600 - rate * 8) },
      { name: '_rate_bits', get: () => newInt(rate * 8) },
      { name: '_suffix', get: () => newBytes(Uint8Array.of(suffix)) },
    ],
  };
}

export const sha3Module: ModuleSpec = {
  name: '_sha3',
  types: [
    typeFor('sha3_224', 28, 144),
    typeFor('sha3_256', 32, 136),
    typeFor('sha3_384', 48, 104),
    typeFor('sha3_512', 64, 72),
    typeFor('shake_128', 0, 168),
    typeFor('shake_256', 0, 136),
  ],
  exec(module) {
    if (setModuleAttr(module, 'keccakopt', newInt(0)) < 0) return -1;
    return setModuleAttr(module, 'implementation', newStr('tiny_sha3'));
  },
};
