/** Hashes of Merkle and Damgård's construction: chaining words, a block, and the length of all that came. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld32,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  st8,
  st32,
  stSsize,
  TypeFlags,
  zero,
} from '@tyston/memory';
import { decref, type HeapTypeSpec, MemberType, type MethodSpec, method } from '@tyston/objects';
import { allocOf, endDealloc } from '../../lib/heap-type.js';
import { stateObject } from '../../lib/state.js';
import { type Algorithm, contextOf, hashGetSet, hashMethods, updateFrom } from './object.js';

/** Where things are in a context: the count of bytes, what of the block is filled, and the digest's size where it is a member. */
const LENGTH = 0;
const FILLED = 8;
const DIGEST = 12;

export interface Construction {
  readonly name: string;
  /** Its name in prose. */
  readonly title: string;
  readonly blockSize: number;
  readonly digestSize: number;
  /** The chaining words at the start. */
  readonly initial: () => ArrayLike<number>;
  readonly littleEndian?: boolean;
  /** The type's digest_size is a member of the object, as it is in the modules of SHA-2. */
  readonly member?: boolean;
  /** Takes one block into the chaining words. */
  compress(state: Addr, block: Addr): void;
}
export interface Hash extends Algorithm {
  start(context: Addr): void;
}

export function construct(c: Construction): Hash {
  const state = c.member ? DIGEST + 4 : DIGEST;
  const block = state + (c.blockSize === 128 ? 64 : c.digestSize < 20 ? 16 : c.digestSize === 20 ? 20 : 32);
  const swap = (v: number) => (v << 24) | ((v & 0xff00) << 8) | ((v >>> 8) & 0xff00) | (v >>> 24);
  const ordered = (v: number) => (c.littleEndian ? v : swap(v));
  return {
    size: block + c.blockSize,
    blockSize: () => c.blockSize,
    digestSize: () => c.digestSize,
    start(context) {
      if (c.member) st32(context + DIGEST, c.digestSize);
      const words = c.initial();
      for (let i = 0; i < words.length; i++) st32(context + state + i * 4, words[i]!);
    },
    update(context, data, length) {
      stSsize(context + LENGTH, ldSsize(context + LENGTH) + length);
      let filled = ld32(context + FILLED);
      let at = data;
      let left = length;
      if (filled > 0) {
        const n = Math.min(left, c.blockSize - filled);
        copy(context + block + filled, at, n);
        filled += n;
        at += n;
        left -= n;
        if (filled === c.blockSize) {
          c.compress(context + state, context + block);
          filled = 0;
        }
      }
      for (; left >= c.blockSize; at += c.blockSize, left -= c.blockSize) {
        // The words of a block are read as words: they must lie at multiples of four.
        if (at & 3) {
          copy(context + block, at, c.blockSize);
          c.compress(context + state, context + block);
        } else c.compress(context + state, at);
      }
      if (left > 0) {
        copy(context + block, at, left);
        filled = left;
      }
      st32(context + FILLED, filled);
    },
    finish(context, out, length) {
      let filled = ld32(context + FILLED);
      const counter = c.blockSize === 128 ? 16 : 8;
      st8(context + block + filled++, 0x80);
      if (filled > c.blockSize - counter) {
        zero(context + block + filled, c.blockSize - filled);
        c.compress(context + state, context + block);
        filled = 0;
      }
      zero(context + block + filled, c.blockSize - filled);
      const bytes = ldSsize(context + LENGTH);
      const low = (bytes * 8) | 0;
      const high = Math.floor(bytes / 0x20000000);
      const end = context + block + c.blockSize;
      st32(end - 8, c.littleEndian ? low : swap(high));
      st32(end - 4, c.littleEndian ? high : swap(low));
      c.compress(context + state, context + block);
      for (let i = 0; i < length; i += 4) {
        const v = ordered(ld32(context + state + i));
        st8(out + i, v);
        st8(out + i + 1, v >>> 8);
        st8(out + i + 2, v >>> 16);
        st8(out + i + 3, v >>> 24);
      }
    },
  };
}

/** The type of a hash's objects, named in its module `typeName`. */
export function hashType(module: string, typeName: string, c: Construction): HeapTypeSpec {
  const hash = construct(c);
  const getset = hashGetSet(hash, c.name);
  return {
    name: typeName,
    tpName: `${module}.${c.name}`,
    basicsize: (PyObject.size + hash.size + 7) & ~7,
    flags: TypeFlags.DISALLOW_INSTANTIATION,
    slots: { tp_dealloc: endDealloc },
    methods: hashMethods(hash),
    getset: c.member ? getset.filter((g) => g.name !== 'digest_size') : getset,
    ...(c.member
      ? {
          members: [
            { name: 'digest_size', type: MemberType.INT, offset: PyObject.size + DIGEST, readonly: true },
          ],
        }
      : {}),
  };
}
/** The function that makes such objects; `word` holds their type. */
export function hashFunction(word: Addr, c: Construction): MethodSpec {
  const hash = construct(c);
  return method(
    c.name,
    "($module, /, string=b'', *, usedforsecurity=True)",
    (_module: Borrowed, string: Borrowed): Owned => {
      const self = allocOf(stateObject(word));
      if (self === 0) return NULL;
      hash.start(contextOf(self));
      if (string !== 0 && updateFrom(hash, self, string) < 0) {
        decref(self);
        return NULL;
      }
      return self;
    },
    `Return a new ${c.title} hash object; optionally initialized with a string.`,
  );
}
