/** Hash objects: `update`, `digest`, `hexdigest`, `copy`. */
import {
  type Addr,
  type Borrowed,
  copy,
  NULL,
  type Owned,
  PyObject,
  readBytes,
  TypeFlags,
} from '@tyston/memory';
import {
  decref,
  type HeapTypeSpec,
  type MethodSpec,
  method,
  None,
  newBytes,
  newInt,
  newRef,
  newStr,
  typeOf,
} from '@tyston/objects';
import { allocOf, endDealloc } from '../../lib/heap-type.js';
import { stateObject } from '../../lib/state.js';
import { type Algorithm, absorb, begin, finishDigest, STATE_BYTES } from './algorithm.js';
import { hashInput } from './input.js';

const STATE = PyObject.size;

export interface HashKind {
  readonly module: string;
  /** The function that makes one, which is the type's name too. */
  readonly name: string;
  /** The type's name in the module. */
  readonly typeName: string;
  readonly algorithm: Algorithm;
  /** Where the type is kept. */
  readonly word: Addr;
}

function hex(bytes: Uint8Array): string {
  let s = '';
  for (const b of bytes) s += (b < 16 ? '0' : '') + b.toString(16);
  return s;
}

export function hashType(kind: HashKind): HeapTypeSpec {
  const { algorithm } = kind;
  const duplicate = (self: Borrowed): Owned => {
    const twin = allocOf(typeOf(self));
    if (twin !== 0) copy(twin + STATE, self + STATE, STATE_BYTES);
    return twin;
  };
  /** The digest so far: taken of a copy, since the message may go on. Null with an exception. */
  const digest = (self: Borrowed): Uint8Array | null => {
    const twin = duplicate(self);
    if (twin === 0) return null;
    finishDigest(algorithm, twin + STATE);
    const bytes = readBytes(twin + STATE, algorithm.digestSize);
    decref(twin);
    return bytes;
  };
  return {
    name: kind.typeName,
    tpName: `${kind.module}.${kind.name}`,
    basicsize: STATE + STATE_BYTES,
    flags: TypeFlags.DISALLOW_INSTANTIATION,
    slots: { tp_dealloc: endDealloc },
    methods: [
      method('copy', '($self, /)', duplicate, 'Return a copy of the hash object.'),
      method(
        'digest',
        '($self, /)',
        (self: Borrowed) => {
          const d = digest(self);
          return d === null ? NULL : newBytes(d);
        },
        'Return the digest value as a bytes object.',
      ),
      method(
        'hexdigest',
        '($self, /)',
        (self: Borrowed) => {
          const d = digest(self);
          return d === null ? NULL : newStr(hex(d));
        },
        'Return the digest value as a string of hexadecimal digits.',
      ),
      method(
        'update',
        '($self, obj, /)',
        (self: Borrowed, obj: Borrowed) => {
          const input = hashInput(obj);
          if (input === null) return NULL;
          absorb(algorithm, self + STATE, input.address, input.length);
          input.release();
          return newRef(None);
        },
        "Update this hash object's state with the provided string.",
      ),
    ],
    getset: [
      { name: 'block_size', get: () => newInt(algorithm.blockSize) },
      { name: 'name', get: () => newStr(kind.name) },
      { name: 'digest_size', get: () => newInt(algorithm.digestSize) },
    ],
  };
}

/** The function that makes a hash object of a kind. */
export function hashFunction(kind: HashKind, doc: string): MethodSpec {
  return method(
    kind.name,
    "($module, /, string = b'', *, usedforsecurity: bool = True)",
    (_module: Borrowed, string: Borrowed) => {
      const input = string === 0 ? undefined : hashInput(string);
      if (input === null) return NULL;
      const self = allocOf(stateObject(kind.word));
      if (self !== 0) {
        begin(kind.algorithm, self + STATE);
        if (input !== undefined) absorb(kind.algorithm, self + STATE, input.address, input.length);
      }
      input?.release();
      return self;
    },
    doc,
  );
}
