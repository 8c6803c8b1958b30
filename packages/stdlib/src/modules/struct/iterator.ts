/**
 * `iter_unpack`: the values of one record of a buffer after the other.
 *
 *     +16 the Struct  +24 where the next record starts  +32 a Py_buffer
 */
import {
  type Borrowed,
  ldAddr,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  Py_buffer,
  PyObject,
  stPtr,
  stSsize,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import {
  BUF,
  decref,
  getBuffer,
  type HeapTypeSpec,
  method,
  newInt,
  newRef,
  releaseBuffer,
  xdecref,
} from '@tyston/objects';
import { allocOf, beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { structSize, unpackAt } from './record.js';
import { structError } from './values.js';

const STRUCT = PyObject.size;
const INDEX = STRUCT + 8;
const VIEW = STRUCT + 16;

export function newUnpackIterator(struct: Borrowed, buffer: Borrowed): Owned {
  const size = structSize(struct);
  if (size === 0) return structError('cannot iteratively unpack with a struct of length 0');
  const it = allocOf(stateObject(StdlibState.STRUCT_ITERATOR));
  if (it === 0) return NULL;
  if (getBuffer(buffer, it + VIEW, BUF.SIMPLE) < 0) {
    decref(it);
    return NULL;
  }
  if (ldSsize(it + VIEW + Py_buffer.len) % size !== 0) {
    decref(it);
    return structError(`iterative unpacking requires a buffer of a multiple of ${size} bytes`);
  }
  stPtr(it + STRUCT, newRef(struct));
  return it;
}

function dealloc(self: Borrowed): void {
  beginDealloc(self);
  xdecref(ldPtr(self + STRUCT));
  releaseBuffer(self + VIEW);
  endDealloc(self);
}

function next(self: Borrowed): Owned {
  const struct = ldPtr(self + STRUCT);
  if (struct === 0) return NULL;
  const index = ldSsize(self + INDEX);
  if (index >= ldSsize(self + VIEW + Py_buffer.len)) {
    stPtr(self + STRUCT, 0);
    decref(struct);
    releaseBuffer(self + VIEW);
    return NULL;
  }
  const r = unpackAt(struct, ldAddr(self + VIEW + Py_buffer.buf) + index);
  stSsize(self + INDEX, index + structSize(struct));
  return r;
}

function lengthHint(self: Borrowed): Owned {
  const struct = ldPtr(self + STRUCT);
  if (struct === 0) return newInt(0);
  return newInt((ldSsize(self + VIEW + Py_buffer.len) - ldSsize(self + INDEX)) / structSize(struct));
}

export const unpackIteratorType: HeapTypeSpec = {
  name: 'unpack_iterator',
  tpName: '_struct.unpack_iterator',
  basicsize: VIEW + Py_buffer.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => {
      const struct = ldPtr(self + STRUCT);
      if (struct !== 0) visit(struct);
      const exporter = ldPtr(self + VIEW + Py_buffer.obj);
      if (exporter !== 0) visit(exporter);
    },
    tp_iter: (self: Borrowed) => newRef(self),
    tp_iternext: next,
  },
  methods: [method('__length_hint__', '($self, /)', lengthHint, '', { noTextSignature: true })],
};
