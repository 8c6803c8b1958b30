/** The module `_random`: the core generator under `random`. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldU32,
  NULL,
  type Owned,
  PyObject,
  PyTypeObject,
  st32,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import {
  decref,
  dictLength,
  errOccurred,
  gcTrack,
  hash,
  hashHigh,
  indexInt,
  intAbs,
  intFitsNumber,
  intFromBytes,
  intSign,
  intToNumber,
  isInstance,
  type ModuleSpec,
  method,
  None,
  newFloat,
  newInt,
  newRef,
  newTupleBuffer,
  setError,
  T,
  toBigInt,
  tupleInit,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { allocOf, endDealloc } from '../../lib/heap-type.js';
import { N, next32, nextDouble, STATE_BYTES, seedArray } from './twister.js';

const STATE = PyObject.size;

/** Random bytes of the system. */
function fillRandom(into: Uint8Array): void {
  for (let at = 0; at < into.length; ) {
    const n = os().getrandom(into.subarray(at));
    // Where the system has none to give, the clock must do, as in CPython.
    if (n <= 0) {
      for (let t = Date.now(); at < into.length; at++, t = Math.floor(t / 2) * 3 + at) into[at] = t & 255;
      return;
    }
    at += n;
  }
}

function stateOf(self: Borrowed): Addr {
  return self + STATE;
}

/** The 32-bit words of a non-negative integer, least first; at least one. */
function wordsOf(v: bigint): Uint32Array {
  const hex = v.toString(16);
  const n = Math.max(1, Math.ceil(hex.length / 8));
  const out = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const end = hex.length - i * 8;
    out[i] = Number.parseInt(hex.slice(Math.max(0, end - 8), end), 16);
  }
  return out;
}

/** Seeds by an object: 0, or -1 with an exception. NULL or None asks the system. */
function seedBy(self: Borrowed, arg: Borrowed): number {
  if (arg === 0 || arg === None) {
    const key = new Uint32Array(N);
    fillRandom(new Uint8Array(key.buffer));
    seedArray(stateOf(self), key);
    return 0;
  }
  let v: bigint;
  if (isInstance(arg, T.int)) {
    const a = intAbs(arg);
    v = toBigInt(a);
    decref(a);
  } else {
    const low = hash(arg);
    if (low === -1 && errOccurred()) return -1;
    v = (BigInt(hashHigh() >>> 0) << 32n) | BigInt(low >>> 0);
  }
  seedArray(stateOf(self), wordsOf(v));
  return 0;
}

function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const type = typeOf(self);
  if (kwargs !== 0 && dictLength(kwargs) > 0 && plainInit(type)) {
    typeError('Random() takes no keyword arguments');
    return -1;
  }
  const n = tupleLength(args);
  if (n > 1) {
    typeError('Random() requires 0 or 1 argument');
    return -1;
  }
  return seedBy(self, n === 1 ? tupleItem(args, 0) : NULL);
}
/** Is the type's `__init__` the one of Random? Another one may take keywords. */
function plainInit(type: Borrowed): boolean {
  const base = ld32(type + PyTypeObject.tp_base);
  return base === T.object || ld32(type + PyTypeObject.tp_init) === ld32(base + PyTypeObject.tp_init);
}

function getrandbits(self: Borrowed, o: Borrowed): Owned {
  const p = indexInt(o);
  if (p === 0) return NULL;
  const k = intToNumber(p);
  decref(p);
  if (k > 2147483647 || k < -2147483648)
    return setError(T.OverflowError, 'Python int too large to convert to C int');
  if (k < 0) return valueError('number of bits must be non-negative');
  if (k === 0) return newInt(0);
  const state = stateOf(self);
  if (k <= 32) return newInt(next32(state) >>> (32 - k));
  // Words from the least on; the last one gives its leading bits.
  const words = new Uint32Array(Math.ceil(k / 32));
  for (let i = 0, left = k; left > 0; i++, left -= 32) {
    const r = next32(state);
    words[i] = left < 32 ? r >>> (32 - left) : r;
  }
  return intFromBytes(new Uint8Array(words.buffer), true, false);
}

function getstate(self: Borrowed): Owned {
  const state = stateOf(self);
  const t = newTupleBuffer(N + 1);
  for (let i = 0; i < N; i++) tupleInit(t, i, newInt(ldU32(state + 4 + i * 4)));
  tupleInit(t, N, newInt(ld32(state)));
  gcTrack(t);
  return t;
}

function setstate(self: Borrowed, vector: Borrowed): Owned {
  if (!isInstance(vector, T.tuple)) return typeError('state vector must be a tuple');
  if (tupleLength(vector) !== N + 1) return valueError('state vector is the wrong size');
  const words = new Uint32Array(N);
  for (let i = 0; i < N; i++) {
    const item = tupleItem(vector, i);
    if (!isInstance(item, T.int)) return typeError('an integer is required');
    if (intSign(item) < 0) return setError(T.OverflowError, "can't convert negative value to unsigned int");
    const v = toBigInt(item);
    if (v >> 64n !== 0n)
      return setError(T.OverflowError, 'Python int too large to convert to C unsigned long');
    words[i] = Number(v & 0xffffffffn);
  }
  const last = tupleItem(vector, N);
  if (!isInstance(last, T.int)) return typeError('an integer is required');
  const index = intFitsNumber(last) ? intToNumber(last) : -1;
  if (index < 0 || index > N) return valueError('invalid state');
  const state = stateOf(self);
  st32(state, index);
  for (let i = 0; i < N; i++) st32(state + 4 + i * 4, words[i]!);
  return newRef(None);
}

export const randomModule: ModuleSpec = {
  name: '_random',
  doc: 'Module implements the Mersenne Twister random number generator.',
  types: [
    {
      name: 'Random',
      tpName: '_random.Random',
      basicsize: STATE + STATE_BYTES + 4,
      flags: TypeFlags.BASETYPE,
      doc: 'Random() -> create a random number generator with its own internal state.',
      slots: {
        tp_dealloc: endDealloc,
        tp_new: (type: Borrowed) => allocOf(type),
        tp_init: init,
      },
      methods: [
        method(
          'random',
          '($self, /)',
          (self: Borrowed) => newFloat(nextDouble(stateOf(self))),
          'random() -> x in the interval [0, 1).',
        ),
        method(
          'seed',
          '($self, n=None, /)',
          (self: Borrowed, n: Borrowed) => (seedBy(self, n) < 0 ? NULL : newRef(None)),
          'seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier.',
        ),
        method('getstate', '($self, /)', getstate, 'getstate() -> tuple containing the current state.'),
        method(
          'setstate',
          '($self, state, /)',
          setstate,
          'setstate(state) -> None.  Restores generator state.',
        ),
        method(
          'getrandbits',
          '($self, k, /)',
          getrandbits,
          'getrandbits(k) -> x.  Generates an int with k random bits.',
        ),
      ],
    },
  ],
};
