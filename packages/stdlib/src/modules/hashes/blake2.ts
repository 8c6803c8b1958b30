/** The module `_blake2`: BLAKE2b and BLAKE2s (RFC 7693), with keys, salts, persons and trees. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld8,
  ld32,
  ldSsize,
  NULL,
  type Owned,
  st8,
  st32,
  stI64,
  stSsize,
  zero,
} from '@tyston/memory';
import {
  type BytesLike,
  decref,
  free,
  getBytesLike,
  type HeapTypeSpec,
  indexInt,
  intToNumber,
  isTrue,
  type ModuleSpec,
  malloc,
  newInt,
  parseTupleAndDict,
  setError,
  T,
  valueError,
} from '@tyston/objects';
import { allocOf, endDealloc } from '../../lib/heap-type.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { initialConstants } from './constants.js';
import {
  basicSize,
  type ContextHash,
  contextGetSet,
  contextMethods,
  contextOf,
  updateFrom,
} from './context-hash.js';
import { unsigned64 } from './unsigned.js';

/** A context: 64 bytes of chaining words, then these, then the block. */
const COUNT = 64;
const FILLED = 72;
const DIGEST = 76;
const LAST_NODE = 80;
const BLOCK = 84;

/** The order of the message's words in each round. */
const SIGMA = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
].map((row) => Uint8Array.from(row, (digit) => Number.parseInt(digit, 16))); // prettier-ignore
/** The words that each step of a round mixes: columns, then diagonals. */
const STEPS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const; // prettier-ignore

/** The working vector and the message of the block at work. */
const v = new Int32Array(32);
const m = new Int32Array(32);

function compressS(h: Addr, block: Addr, count: number, last: boolean, lastNode: boolean): void {
  const iv = initialConstants();
  for (let i = 0; i < 8; i++) {
    v[i] = ld32(h + i * 4);
    v[i + 8] = iv[i * 2]!;
  }
  v[12]! ^= count | 0;
  v[13]! ^= Math.floor(count / 4294967296) | 0;
  if (last) v[14]! ^= -1;
  if (last && lastNode) v[15]! ^= -1;
  for (let i = 0; i < 16; i++) m[i] = ld32(block + i * 4);
  for (let round = 0; round < 10; round++) {
    const order = SIGMA[round]!;
    for (let step = 0; step < 8; step++) {
      const [ia, ib, ic, id] = STEPS[step]!;
      let a = (v[ia]! + v[ib]! + m[order[step * 2]!]!) | 0;
      let d = v[id]! ^ a;
      d = (d >>> 16) | (d << 16);
      let c = (v[ic]! + d) | 0;
      let b = v[ib]! ^ c;
      b = (b >>> 12) | (b << 20);
      a = (a + b + m[order[step * 2 + 1]!]!) | 0;
      d ^= a;
      d = (d >>> 8) | (d << 24);
      c = (c + d) | 0;
      b ^= c;
      v[ia] = a;
      v[ib] = (b >>> 7) | (b << 25);
      v[ic] = c;
      v[id] = d;
    }
  }
  for (let i = 0; i < 8; i++) st32(h + i * 4, ld32(h + i * 4) ^ v[i]! ^ v[i + 8]!);
}

/** The same in halves of 64-bit words, the low one first. */
function compressB(h: Addr, block: Addr, count: number, last: boolean, lastNode: boolean): void {
  const iv = initialConstants();
  for (let i = 0; i < 16; i++) {
    v[i] = ld32(h + i * 4);
    v[i + 16] = iv[i ^ 1]!;
  }
  v[24]! ^= count | 0;
  v[25]! ^= Math.floor(count / 4294967296) | 0;
  if (last) {
    v[28]! ^= -1;
    v[29]! ^= -1;
    if (lastNode) {
      v[30]! ^= -1;
      v[31]! ^= -1;
    }
  }
  for (let i = 0; i < 32; i++) m[i] = ld32(block + i * 4);
  for (let round = 0; round < 12; round++) {
    const order = SIGMA[round % 10]!;
    for (let step = 0; step < 8; step++) {
      const at = STEPS[step]!;
      const ia = at[0] * 2;
      const ib = at[1] * 2;
      const ic = at[2] * 2;
      const id = at[3] * 2;
      const x = order[step * 2]! * 2;
      const y = order[step * 2 + 1]! * 2;
      let bl = v[ib]!;
      let bh = v[ib + 1]!;
      let sum = (v[ia]! >>> 0) + (bl >>> 0) + (m[x]! >>> 0);
      let al = sum | 0;
      let ah = (v[ia + 1]! + bh + m[x + 1]! + ((sum / 4294967296) | 0)) | 0;
      // A turn by 32.
      let dl = v[id + 1]! ^ ah;
      let dh = v[id]! ^ al;
      sum = (v[ic]! >>> 0) + (dl >>> 0);
      let cl = sum | 0;
      let ch = (v[ic + 1]! + dh + ((sum / 4294967296) | 0)) | 0;
      let tl = bl ^ cl;
      let th = bh ^ ch;
      bl = (tl >>> 24) | (th << 8);
      bh = (th >>> 24) | (tl << 8);
      sum = (al >>> 0) + (bl >>> 0) + (m[y]! >>> 0);
      al = sum | 0;
      ah = (ah + bh + m[y + 1]! + ((sum / 4294967296) | 0)) | 0;
      tl = dl ^ al;
      th = dh ^ ah;
      dl = (tl >>> 16) | (th << 16);
      dh = (th >>> 16) | (tl << 16);
      sum = (cl >>> 0) + (dl >>> 0);
      cl = sum | 0;
      ch = (ch + dh + ((sum / 4294967296) | 0)) | 0;
      tl = bl ^ cl;
      th = bh ^ ch;
      // To the right by 63 is to the left by one.
      v[ib] = (tl << 1) | (th >>> 31);
      v[ib + 1] = (th << 1) | (tl >>> 31);
      v[ia] = al;
      v[ia + 1] = ah;
      v[ic] = cl;
      v[ic + 1] = ch;
      v[id] = dl;
      v[id + 1] = dh;
    }
  }
  for (let i = 0; i < 16; i++) st32(h + i * 4, ld32(h + i * 4) ^ v[i]! ^ v[i + 16]!);
}

interface Variant extends ContextHash {
  readonly big: boolean;
  readonly maxDigest: number;
  readonly saltSize: number;
}

function variant(big: boolean): Variant {
  const blockSize = big ? 128 : 64;
  const compress = big ? compressB : compressS;
  return {
    name: big ? 'blake2b' : 'blake2s',
    big,
    blockSize,
    maxDigest: big ? 64 : 32,
    saltSize: big ? 16 : 8,
    size: BLOCK + blockSize,
    digestSize: (context) => ld32(context + DIGEST),
    update(context, data, length) {
      let filled = ld32(context + FILLED);
      let count = ldSsize(context + COUNT);
      for (let i = 0; i < length; ) {
        // The last block is taken at the end, so a full one waits until more comes.
        if (filled === blockSize) {
          count += blockSize;
          compress(context, context + BLOCK, count, false, false);
          filled = 0;
        }
        const n = Math.min(length - i, blockSize - filled);
        copy(context + BLOCK + filled, data + i, n);
        filled += n;
        i += n;
      }
      stSsize(context + COUNT, count);
      st32(context + FILLED, filled);
    },
    finish(context, out, length) {
      const filled = ld32(context + FILLED);
      zero(context + BLOCK + filled, blockSize - filled);
      compress(
        context,
        context + BLOCK,
        ldSsize(context + COUNT) + filled,
        true,
        ld8(context + LAST_NODE) !== 0,
      );
      for (let i = 0; i < length; i++) st8(out + i, ld8(context + i));
    },
  };
}

/** A C int; null with an exception. */
function cInt(o: Borrowed, absent: number): number | null {
  if (o === 0) return absent;
  const i = indexInt(o);
  if (i === 0) return null;
  const n = intToNumber(i);
  decref(i);
  if (n >= -2147483648 && n <= 2147483647) return n;
  setError(T.OverflowError, 'Python int too large to convert to C int');
  return null;
}

const SIGNATURE =
  "(data = b'', /, *, digest_size = 0, key = b'', salt = b'', person = b'', fanout = 1, depth = 1, leaf_size = 0, node_offset = 0, node_depth = 0, inner_size = 0, last_node = False, usedforsecurity = True)";

function create(hash: Variant, type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const given = parseTupleAndDict(hash.name, SIGNATURE, args, kwargs) as Borrowed[] | null;
  if (given === null) return NULL;
  const held: BytesLike[] = [];
  const r = createWith(hash, type, given, held);
  for (const b of held) b.release();
  return r;
}

function createWith(hash: Variant, type: Borrowed, given: readonly Borrowed[], held: BytesLike[]): Owned {
  const { maxDigest, saltSize, big } = hash;
  /** The bytes of an argument: held until the object is made; null with an exception. */
  const bytesOf = (o: Borrowed): { address: Addr; length: number } | null => {
    if (o === 0) return { address: 0, length: 0 };
    const b = getBytesLike(o);
    if (b !== null) held.push(b);
    return b;
  };
  const truth = (o: Borrowed) => (o === 0 ? 0 : isTrue(o));
  // All arguments are converted before any is looked at.
  const digestSize = cInt(given[1]!, maxDigest);
  if (digestSize === null) return NULL;
  const key = bytesOf(given[2]!);
  if (key === null) return NULL;
  const salt = bytesOf(given[3]!);
  if (salt === null) return NULL;
  const person = bytesOf(given[4]!);
  if (person === null) return NULL;
  const fanout = cInt(given[5]!, 1);
  if (fanout === null) return NULL;
  const depth = cInt(given[6]!, 1);
  if (depth === null) return NULL;
  const leafSize = given[7] === 0 ? 0n : unsigned64(given[7]!);
  if (leafSize === null) return NULL;
  const nodeOffset = given[8] === 0 ? 0n : unsigned64(given[8]!, 'int too big to convert');
  if (nodeOffset === null) return NULL;
  const nodeDepth = cInt(given[9]!, 0);
  if (nodeDepth === null) return NULL;
  const innerSize = cInt(given[10]!, 0);
  if (innerSize === null) return NULL;
  const lastNode = truth(given[11]!);
  if (lastNode < 0 || truth(given[12]!) < 0) return NULL;

  if (digestSize <= 0 || digestSize > maxDigest)
    return valueError(`digest_size must be between 1 and ${maxDigest} bytes`);
  if (salt.length > saltSize) return valueError(`maximum salt length is ${saltSize} bytes`);
  if (person.length > saltSize) return valueError(`maximum person length is ${saltSize} bytes`);
  if (fanout < 0 || fanout > 255) return valueError('fanout must be between 0 and 255');
  if (depth <= 0 || depth > 255) return valueError('depth must be between 1 and 255');
  if (leafSize > 0xffffffffn) return setError(T.OverflowError, 'leaf_size is too large');
  if (!big && nodeOffset > 0xffffffffffffn) return setError(T.OverflowError, 'node_offset is too large');
  if (nodeDepth < 0 || nodeDepth > 255) return valueError('node_depth must be between 0 and 255');
  if (innerSize < 0 || innerSize > maxDigest)
    return valueError(`inner_size must be between 0 and is ${maxDigest}`);
  if (key.length > maxDigest) return valueError(`maximum key length is ${maxDigest} bytes`);

  const self = allocOf(type);
  if (self === 0) return NULL;
  const context = contextOf(self);
  // The chaining words begin as the parameter block, which the square roots are then added to.
  const bytes = [digestSize, key.length, fanout, depth];
  bytes.forEach((b, i) => {
    st8(context + i, b);
  });
  st32(context + 4, Number(BigInt.asIntN(32, leafSize)));
  stI64(context + 8, BigInt.asIntN(64, nodeOffset));
  st8(context + (big ? 16 : 14), nodeDepth);
  st8(context + (big ? 17 : 15), innerSize);
  copy(context + (big ? 32 : 16), salt.address, salt.length);
  copy(context + (big ? 48 : 24), person.address, person.length);
  const iv = initialConstants();
  for (let i = 0; i < (big ? 16 : 8); i++)
    st32(context + i * 4, ld32(context + i * 4) ^ (big ? iv[i ^ 1]! : iv[i * 2]!));
  st32(context + DIGEST, digestSize);
  st8(context + LAST_NODE, lastNode);
  if (key.length > 0) {
    // The key is a block of its own before the message.
    const block = malloc(hash.blockSize);
    zero(block, hash.blockSize);
    copy(block, key.address, key.length);
    hash.update(context, block, hash.blockSize);
    zero(block, hash.blockSize);
    free(block);
  }
  if (given[0] !== 0 && updateFrom(hash, self, given[0]!) < 0) {
    decref(self);
    return NULL;
  }
  return self;
}

const LIMITS = ['SALT_SIZE', 'PERSON_SIZE', 'MAX_KEY_SIZE', 'MAX_DIGEST_SIZE'] as const;
function limit(hash: Variant, name: (typeof LIMITS)[number]): number {
  return name === 'SALT_SIZE' || name === 'PERSON_SIZE' ? hash.saltSize : hash.maxDigest;
}
function typeFor(hash: Variant): HeapTypeSpec {
  const { name } = hash;
  return {
    name,
    tpName: `_blake2.${name}`,
    basicsize: basicSize(hash),
    doc: `Return a new ${hash.big ? 'BLAKE2b' : 'BLAKE2s'} hash object.`,
    textSignature: `(data=b'', /, *, digest_size=_blake2.${name}.MAX_DIGEST_SIZE,\n        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,\n        node_offset=0, node_depth=0, inner_size=0, last_node=False,\n        usedforsecurity=True)`,
    slots: {
      tp_dealloc: endDealloc,
      tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => create(hash, type, args, kwargs),
    },
    methods: contextMethods(hash),
    getset: contextGetSet(hash),
    extra: () => LIMITS.map((n) => [n, newInt(limit(hash, n))] as const),
  };
}

const variants = [variant(true), variant(false)];
export const blake2Module: ModuleSpec = {
  name: '_blake2',
  doc: '_blake2b provides BLAKE2b for hashlib\n',
  types: variants.map(typeFor),
  exec(module) {
    for (const hash of variants)
      for (const n of LIMITS)
        if (setModuleAttr(module, `${hash.name.toUpperCase()}_${n}`, newInt(limit(hash, n))) < 0) return -1;
    return 0;
  },
};
