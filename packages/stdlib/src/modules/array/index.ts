/** The module `array`. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  Py_buffer,
  PyVarObject,
  st32,
  stOwned,
  stPtr,
  stSsize,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import {
  asSsize,
  BUF,
  builtin,
  bytesData,
  clearWeakReferences,
  decref,
  dictGet,
  dictTake,
  EmptyBytes,
  errOccurred,
  free,
  type HeapTypeSpec,
  intern,
  type ModuleSpec,
  method,
  moduleDict,
  None,
  newChar,
  newInt,
  newRef,
  newStr,
  newTuple,
  singleByte,
  T,
  xdecref,
} from '@tyston/objects';
import { allocOf, beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';
import { arrayRepr, arrayToBytes, arrayToList } from './convert.js';
import { ARRAY_DOC, DOCS } from './docs.js';
import * as m from './methods.js';
import { arrayNew } from './new.js';
import { reconstruct, reduce } from './pickle.js';
import {
  assignSubscript,
  compare,
  concat,
  find,
  inplaceConcat,
  inplaceRepeat,
  item,
  repeated,
  subscript,
} from './sequence.js'; // prettier-ignore
import {
  arrayItems,
  arrayLength,
  BASIC_SIZE,
  EXPORTS,
  getItemAt,
  itemSize,
  TYPE_CODES,
  typeCode,
  WEAKREFS,
} from './store.js'; // prettier-ignore

function dealloc(self: Borrowed): void {
  beginDealloc(self);
  if (ldPtr(self + WEAKREFS) !== 0) clearWeakReferences(self);
  free(arrayItems(self));
  endDealloc(self);
}

function getbuffer(self: Borrowed, view: Addr, flags: number): number {
  const items = arrayItems(self);
  stOwned(view + Py_buffer.obj, newRef(self));
  stPtr(view + Py_buffer.buf, items === 0 ? bytesData(EmptyBytes) : items);
  stSsize(view + Py_buffer.len, arrayLength(self) * itemSize(self));
  stSsize(view + Py_buffer.itemsize, itemSize(self));
  st32(view + Py_buffer.readonly, 0);
  st32(view + Py_buffer.ndim, 1);
  const code = typeCode(self);
  // The type code as a C string is the content of a one-byte bytes object, which always exists.
  const format = bytesData(singleByte((code === 'u' ? 'w' : code).charCodeAt(0)));
  stPtr(view + Py_buffer.format, flags & BUF.FORMAT ? format : 0);
  stPtr(view + Py_buffer.shape, (flags & BUF.ND) === BUF.ND ? self + PyVarObject.ob_size : 0);
  stPtr(view + Py_buffer.strides, (flags & BUF.STRIDES) === BUF.STRIDES ? view + Py_buffer.itemsize : 0);
  stPtr(view + Py_buffer.suboffsets, 0);
  stPtr(view + Py_buffer.internal, 0);
  st32(self + EXPORTS, ld32(self + EXPORTS) + 1);
  return 0;
}

const PLAIN = '($self, /)';

const arrayType: HeapTypeSpec = {
  name: 'array',
  tpName: 'array.array',
  basicsize: BASIC_SIZE,
  weaklistoffset: WEAKREFS,
  flags: TypeFlags.BASETYPE | TypeFlags.HAVE_GC | TypeFlags.SEQUENCE,
  doc: ARRAY_DOC,
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: () => {},
    tp_new: arrayNew,
    tp_repr: arrayRepr,
    tp_hash: null,
    tp_richcompare: compare,
    tp_iter: newArrayIterator,
    sq_length: arrayLength,
    sq_concat: concat,
    sq_repeat: repeated,
    sq_item: item,
    sq_contains: (a: Borrowed, v: Borrowed) => {
      const i = find(a, v, 0, arrayLength(a));
      return i === -2 ? -1 : i < 0 ? 0 : 1;
    },
    sq_inplace_concat: inplaceConcat,
    sq_inplace_repeat: inplaceRepeat,
    mp_length: arrayLength,
    mp_subscript: subscript,
    mp_ass_subscript: assignSubscript,
    bf_getbuffer: getbuffer,
    bf_releasebuffer: (self: Borrowed) => st32(self + EXPORTS, ld32(self + EXPORTS) - 1),
  },
  methods: [
    method('append', '($self, v, /)', m.append, DOCS.append),
    method('buffer_info', PLAIN, m.bufferInfo, DOCS.buffer_info),
    method('byteswap', PLAIN, m.byteswap, DOCS.byteswap),
    method('__copy__', PLAIN, (a: Borrowed) => repeated(a, 1), DOCS.__copy__),
    method('__deepcopy__', '($self, unused, /)', (a: Borrowed) => repeated(a, 1), DOCS.__deepcopy__),
    method('count', '($self, v, /)', m.count, DOCS.count),
    method('extend', '($self, bb, /)', m.extend, DOCS.extend),
    method('fromfile', '($self, f, n: ssize, /)', m.fromfile, DOCS.fromfile),
    method('fromlist', '($self, list, /)', m.fromlist, DOCS.fromlist),
    method('frombytes', '($self, buffer, /)', m.frombytes, DOCS.frombytes),
    method('fromunicode', '($self, ustr: str, /)', m.fromunicode, DOCS.fromunicode),
    method('index', '($self, v, start: ssize = 0, stop: ssize = sys.maxsize, /)', m.index, DOCS.index),
    method('insert', '($self, i: ssize, v, /)', m.insert, DOCS.insert),
    method('pop', '($self, i: ssize = -1, /)', m.pop, DOCS.pop),
    method('remove', '($self, v, /)', m.remove, DOCS.remove),
    method('reverse', PLAIN, m.reverse, DOCS.reverse),
    method('tobytes', PLAIN, arrayToBytes, DOCS.tobytes),
    method('tofile', '($self, f, /)', m.tofile, DOCS.tofile),
    method('tolist', PLAIN, arrayToList, DOCS.tolist),
    method('tounicode', PLAIN, m.tounicode, DOCS.tounicode),
    method('__reduce_ex__', '($self, value, /)', reduce, DOCS.__reduce_ex__),
    method('__sizeof__', PLAIN, m.sizeOf, DOCS.__sizeof__),
  ],
  getset: [
    {
      name: 'typecode',
      get: (a) => newChar(typeCode(a).charCodeAt(0)),
      doc: 'the typecode character used to create the array',
    },
    { name: 'itemsize', get: (a) => newInt(itemSize(a)), doc: 'the size, in bytes, of one array item' },
  ],
};

// -- the iterator: +16 index  +24 the array, NULL when exhausted ------------------------------------------------------

const INDEX = PyVarObject.ob_size;
const ARRAY = INDEX + 8;

function newArrayIterator(a: Borrowed): Owned {
  const it = allocOf(stateObject(StdlibState.ARRAY_ITERATOR));
  if (it === 0) return NULL;
  stPtr(it + ARRAY, newRef(a));
  return it;
}

function iteratorNext(it: Borrowed): Owned {
  const a = ldPtr(it + ARRAY);
  if (a === 0) return NULL;
  const i = ldSsize(it + INDEX);
  if (i < arrayLength(a)) {
    stSsize(it + INDEX, i + 1);
    return getItemAt(a, i);
  }
  stPtr(it + ARRAY, 0);
  decref(a);
  return NULL;
}

function iteratorReduce(it: Borrowed): Owned {
  const a = ldPtr(it + ARRAY);
  const iter = builtin('iter');
  if (iter === 0) return NULL;
  if (a === 0) return newTuple(iter, newTuple(newTuple()));
  return newTuple(iter, newTuple(newRef(a)), newInt(ldSsize(it + INDEX)));
}

function iteratorSetState(it: Borrowed, state: Borrowed): Owned {
  const a = ldPtr(it + ARRAY);
  const i = asSsize(state, T.OverflowError);
  if (i === -1 && errOccurred()) return NULL;
  if (a !== 0) stSsize(it + INDEX, Math.max(0, Math.min(i, arrayLength(a))));
  return newRef(None);
}

const iteratorType: HeapTypeSpec = {
  name: 'arrayiterator',
  tpName: 'array.arrayiterator',
  basicsize: ARRAY + 16,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (self: Borrowed) => {
      beginDealloc(self);
      xdecref(ldPtr(self + ARRAY));
      endDealloc(self);
    },
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => {
      const a = ldPtr(self + ARRAY);
      if (a !== 0) visit(a);
    },
    tp_iter: (self: Borrowed) => newRef(self),
    tp_iternext: iteratorNext,
  },
  methods: [
    method('__reduce__', PLAIN, iteratorReduce, 'Return state information for pickling.'),
    method('__setstate__', '($self, state, /)', iteratorSetState, 'Set state information for unpickling.'),
  ],
};

export const arrayModule: ModuleSpec = {
  name: 'array',
  doc: 'This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating point\nnumbers.  Arrays are sequence types and behave very much like lists,\nexcept that the type of objects stored in them is constrained.\n',
  functions: [
    method(
      '_array_reconstructor',
      '($module, arraytype, typecode, mformat_code, items,\n                     /)',
      reconstruct,
      'Internal. Used for pickling support.',
    ),
  ],
  types: [arrayType, iteratorType],
  exec(module) {
    const names = moduleDict(module);
    const type = dictGet(names, intern('array'));
    setStateObject(StdlibState.ARRAY_TYPE, newRef(type));
    // The iterator's type has no name in the module.
    setStateObject(StdlibState.ARRAY_ITERATOR, dictTake(names, intern('arrayiterator')));
    setStateObject(StdlibState.ARRAY_RECONSTRUCTOR, newRef(dictGet(names, intern('_array_reconstructor'))));
    if (setModuleAttr(module, 'ArrayType', newRef(type)) < 0) return -1;
    return setModuleAttr(module, 'typecodes', newStr(TYPE_CODES));
  },
};
