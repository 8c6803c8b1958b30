/** `memoryview`, its iterator, and the managed buffers behind it: slots, methods and attributes. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  Py_buffer,
  PyManagedBufferObject,
  PyMemoryViewObject,
  PyObject,
  st32,
  stOwned,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import { addressHex, hash, hashHigh, setHashHigh } from '../../core/abstract.js';
import { freeObject, newGc, typeFlags } from '../../core/alloc.js';
import { badArgument, noKeywords, parseTupleAndDict } from '../../core/args.js';
import { BUF, copyOut, viewFormat } from '../../core/buffer.js';
import { bytesData, newBytesBuffer } from '../../core/bytes.js';
import { type GetSetSpec, method, type TypeSpec } from '../../core/define.js';
import { setError, typeError, valueError } from '../../core/errors.js';
import { gcTrack, gcUntrack } from '../../core/gc-list.js';
import { hashInto } from '../../core/hash-str.js';
import { free, malloc } from '../../core/heap.js';
import { newBool, newInt } from '../../core/int.js';
import { decref, newRef, typeOf, xdecref } from '../../core/refcount.js';
import { jsStr, newStr } from '../../core/str.js';
import { newTupleBuffer, tupleInit } from '../../core/tuple.js';
import { clearWeakrefsOf } from '../../core/weakref-object.js';
import { EmptyTuple, None, T } from '../../core/wellknown.js';
import { hexExample, hexText } from '../../lib/bytes/map.js';
import { nativeLetter, unpackNative } from '../../lib/native-format.js';
import { castView } from './cast.js';
import { itemLetter, viewAssign, viewCompare, viewItem, viewSubscript, viewToList } from './items.js';
import {
  checkAlive,
  copyView,
  initFlags,
  isReleased,
  MV,
  memoryviewFromObject,
  mvFlags,
  releaseManaged,
  releaseView,
  viewNdim,
  viewOf,
  viewShape,
  viewStride,
  viewSuboffset,
} from './object.js';

function create(_type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const parsed = parseTupleAndDict('memoryview', '(object)', args, kwargs);
  return parsed === null ? NULL : memoryviewFromObject(parsed[0] as Borrowed);
}

function dealloc(self: Borrowed): void {
  gcUntrack(self);
  releaseView(self);
  if (ldPtr(self + PyMemoryViewObject.weakreflist) !== 0) clearWeakrefsOf(self);
  xdecref(ldPtr(self + PyMemoryViewObject.mbuf));
  freeObject(self, typeFlags(typeOf(self)));
}

function length(self: Borrowed): number {
  if (!checkAlive(self)) return -1;
  return viewNdim(self) === 0 ? 1 : viewShape(self, 0);
}

function viewHash(self: Borrowed): number {
  const field = self + PyMemoryViewObject.hash;
  const fail = () => {
    setHashHigh(-1);
    return -1;
  };
  if (ld32(field) === -1 && ld32(field + 4) === -1) {
    if (!checkAlive(self)) return fail();
    const view = viewOf(self);
    if (ld32(view + Py_buffer.readonly) === 0) {
      valueError('cannot hash writable memoryview object');
      return fail();
    }
    const letter = nativeLetter(viewFormat(view));
    if (letter === null || !'Bbc'.includes(letter)) {
      valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
      return fail();
    }
    const exporter = ldPtr(view + Py_buffer.obj);
    if (exporter !== 0 && hash(exporter) === -1 && hashHigh() === -1) return fail();
    const n = ldSsize(view + Py_buffer.len);
    if (mvFlags(self) & MV.C) hashInto(field, ldAddr(view + Py_buffer.buf), n);
    else {
      const scratch = malloc(Math.max(n, 8));
      copyOut(view, scratch);
      hashInto(field, scratch, n);
      free(scratch);
    }
  }
  setHashHigh(ld32(field + 4));
  return ld32(field);
}

function getBuffer(self: Borrowed, view: Addr, flags: number): number {
  const fail = (message: string) => {
    stPtr(view + Py_buffer.obj, 0);
    setError(T.BufferError, message);
    return -1;
  };
  if (!checkAlive(self)) return -1;
  const own = mvFlags(self);
  const asks = (bits: number) => (flags & bits) === bits;
  copy(view, viewOf(self), Py_buffer.size);
  stPtr(view + Py_buffer.obj, 0);
  if (asks(BUF.WRITABLE) && ld32(view + Py_buffer.readonly) !== 0)
    return fail('memoryview: underlying buffer is not writable');
  if (!asks(BUF.FORMAT)) stPtr(view + Py_buffer.format, 0);
  if (asks(BUF.C_CONTIGUOUS) && !(own & MV.C))
    return fail('memoryview: underlying buffer is not C-contiguous');
  if (asks(BUF.F_CONTIGUOUS) && !(own & MV.FORTRAN))
    return fail('memoryview: underlying buffer is not Fortran contiguous');
  if (asks(BUF.ANY_CONTIGUOUS) && !(own & (MV.C | MV.FORTRAN)))
    return fail('memoryview: underlying buffer is not contiguous');
  if (!asks(BUF.INDIRECT) && own & MV.PIL) return fail('memoryview: underlying buffer requires suboffsets');
  if (!asks(BUF.STRIDES)) {
    if (!(own & MV.C)) return fail('memoryview: underlying buffer is not C-contiguous');
    stPtr(view + Py_buffer.strides, 0);
  }
  if (!asks(BUF.ND)) {
    if (ldAddr(view + Py_buffer.format) !== 0)
      return fail('memoryview: cannot cast to unsigned bytes if the format flag is present');
    st32(view + Py_buffer.ndim, 1);
    stPtr(view + Py_buffer.shape, 0);
  }
  stOwned(view + Py_buffer.obj, newRef(self));
  const exports = self + PyMemoryViewObject.exports;
  stSsize(exports, ldSsize(exports) + 1);
  return 0;
}

function tobytes(self: Borrowed, orderObject: Borrowed): Owned {
  if (!checkAlive(self)) return NULL;
  let order = 'C';
  if (orderObject !== 0 && orderObject !== None) {
    if (typeOf(orderObject) !== T.str)
      return badArgument('tobytes', "argument 'order'", 'str or None', orderObject);
    order = jsStr(orderObject);
    if (order !== 'C' && order !== 'F' && order !== 'A') return valueError("order must be 'C', 'F' or 'A'");
  }
  const view = viewOf(self);
  const n = ldSsize(view + Py_buffer.len);
  const b = newBytesBuffer(n);
  if (n === 0) return b;
  // 'A' keeps Fortran's order where the view has it.
  const fortran =
    order === 'F' || (order === 'A' && !(mvFlags(self) & MV.C) && (mvFlags(self) & MV.FORTRAN) !== 0);
  if (!fortran || viewNdim(self) < 2) copyOut(view, bytesData(b));
  else copyFortran(self, bytesData(b));
  return b;
}
/** Items with the first index running fastest. */
function copyFortran(self: Borrowed, to: Addr): void {
  const ndim = viewNdim(self);
  const size = ldSsize(viewOf(self) + Py_buffer.itemsize);
  const at: number[] = new Array(ndim).fill(0);
  const total = ldSsize(viewOf(self) + Py_buffer.len) / size;
  for (let k = 0; k < total; k++) {
    let p = ldAddr(viewOf(self) + Py_buffer.buf);
    for (let d = 0; d < ndim; d++) {
      p += viewStride(self, d) * at[d]!;
      const sub = viewSuboffset(self, d);
      if (sub >= 0) p = ldAddr(p) + sub;
    }
    copy(to, p, size);
    to += size;
    for (let d = 0; d < ndim && ++at[d]! === viewShape(self, d); d++) at[d] = 0;
  }
}

function hex(self: Borrowed, sep: Borrowed, group: number): Owned {
  if (!checkAlive(self)) return NULL;
  const bytes = tobytes(self, 0 as Borrowed);
  const r = hexText(bytesData(bytes), ldSsize(viewOf(self) + Py_buffer.len), sep, group);
  decref(bytes);
  return r;
}

function toreadonly(self: Borrowed): Owned {
  if (!checkAlive(self)) return NULL;
  const r = copyView(self);
  st32(viewOf(r) + Py_buffer.readonly, 1);
  initFlags(r);
  return r;
}
function release(self: Borrowed): Owned {
  return releaseView(self) < 0 ? NULL : newRef(None);
}
/** `__exit__(*details)`. */
function exit(self: Borrowed, _args: Addr, _n: number, kwnames: Borrowed): Owned {
  return noKeywords('memoryview.__exit__', kwnames) ? release(self) : NULL;
}

// -- attributes ------------------------------------------------------------------------------------------------------

function attribute(name: string, get: (self: Borrowed, view: Addr) => Owned, doc: string): GetSetSpec {
  return { name, get: (self) => (checkAlive(self) ? get(self, viewOf(self)) : NULL), doc };
}
function numbers(self: Borrowed, value: (mv: Borrowed, i: number) => number): Owned {
  const n = viewNdim(self);
  if (n === 0) return newRef(EmptyTuple);
  const t = newTupleBuffer(n);
  for (let i = 0; i < n; i++) tupleInit(t, i, newInt(value(self, i)));
  gcTrack(t);
  return t;
}
const flagged = (bits: number) => (self: Borrowed) => newBool((mvFlags(self) & bits) !== 0);

const attributes: readonly GetSetSpec[] = [
  attribute(
    'obj',
    (_self, view) => newRef(ldPtr(view + Py_buffer.obj) || None),
    'The underlying object of the memoryview.',
  ), // prettier-ignore
  attribute(
    'nbytes',
    (_self, view) => newInt(ldSsize(view + Py_buffer.len)),
    'The amount of space in bytes that the array would use in\n a contiguous representation.',
  ), // prettier-ignore
  attribute(
    'readonly',
    (_self, view) => newBool(ld32(view + Py_buffer.readonly) !== 0),
    'A bool indicating whether the memory is read only.',
  ), // prettier-ignore
  attribute(
    'itemsize',
    (_self, view) => newInt(ldSsize(view + Py_buffer.itemsize)),
    'The size in bytes of each element of the memoryview.',
  ), // prettier-ignore
  attribute(
    'format',
    (_self, view) => newStr(viewFormat(view)),
    'A string containing the format (in struct module style)\n for each element in the view.',
  ), // prettier-ignore
  attribute(
    'ndim',
    (self) => newInt(viewNdim(self)),
    'An integer indicating how many dimensions of a multi-dimensional\n array the memory represents.',
  ), // prettier-ignore
  attribute(
    'shape',
    (self) => numbers(self, viewShape),
    'A tuple of ndim integers giving the shape of the memory\n as an N-dimensional array.',
  ), // prettier-ignore
  attribute(
    'strides',
    (self) => numbers(self, viewStride),
    'A tuple of ndim integers giving the size in bytes to access\n each element for each dimension of the array.',
  ), // prettier-ignore
  attribute(
    'suboffsets',
    (self, view) =>
      ldAddr(view + Py_buffer.suboffsets) === 0 ? newRef(EmptyTuple) : numbers(self, viewSuboffset),
    'A tuple of integers used internally for PIL-style arrays.',
  ), // prettier-ignore
  attribute('c_contiguous', flagged(MV.C), 'A bool indicating whether the memory is C contiguous.'),
  attribute(
    'f_contiguous',
    flagged(MV.FORTRAN),
    'A bool indicating whether the memory is Fortran contiguous.',
  ),
  attribute('contiguous', flagged(MV.C | MV.FORTRAN), 'A bool indicating whether the memory is contiguous.'),
];

// -- the iterator ----------------------------------------------------------------------------------------------------

const MemoryIterator = struct('memoryiterobject', PyObject, {
  it_index: 'ssize',
  it_seq: 'ptr',
  it_length: 'ssize',
  it_fmt: 'ptr',
});

function iterate(self: Borrowed): Owned {
  if (!checkAlive(self)) return NULL;
  if (viewNdim(self) === 0) return typeError('invalid indexing of 0-dim memory');
  if (viewNdim(self) > 1)
    return setError(T.NotImplementedError, 'multi-dimensional sub-views are not implemented');
  if (itemLetter(self) === null) return NULL;
  const it = newGc(T.memory_iterator, MemoryIterator.size);
  stSsize(it + MemoryIterator.it_index, 0);
  stOwned(it + MemoryIterator.it_seq, newRef(self));
  stSsize(it + MemoryIterator.it_length, viewShape(self, 0));
  stPtr(it + MemoryIterator.it_fmt, ldAddr(viewOf(self) + Py_buffer.format));
  gcTrack(it);
  return it;
}
function iterNext(it: Borrowed): Owned {
  const seq = ldPtr(it + MemoryIterator.it_seq);
  if (seq === 0) return NULL;
  const i = ldSsize(it + MemoryIterator.it_index);
  if (i < ldSsize(it + MemoryIterator.it_length)) {
    if (!checkAlive(seq)) return NULL;
    stSsize(it + MemoryIterator.it_index, i + 1);
    const p = ldAddr(viewOf(seq) + Py_buffer.buf) + viewStride(seq, 0) * i;
    const sub = viewSuboffset(seq, 0);
    return unpackNative(sub >= 0 ? ldAddr(p) + sub : p, nativeLetter(viewFormat(viewOf(seq)))!);
  }
  stOwned(it + MemoryIterator.it_seq, NULL);
  decref(seq);
  return NULL;
}

export const memoryIteratorType: TypeSpec = {
  type: 'memory_iterator',
  basicsize: MemoryIterator.size,
  flags: TypeFlags.HAVE_GC,
  slots: {
    tp_dealloc(it: Borrowed) {
      gcUntrack(it);
      xdecref(ldPtr(it + MemoryIterator.it_seq));
      freeObject(it, typeFlags(typeOf(it)));
    },
    tp_traverse(it: Borrowed, visit: (p: Borrowed) => void) {
      const seq = ldPtr(it + MemoryIterator.it_seq);
      if (seq !== 0) visit(seq);
    },
    tp_iter: (it: Borrowed) => newRef(it),
    tp_iternext: iterNext,
  },
};

export const managedBufferType: TypeSpec = {
  type: 'managedbuffer',
  basicsize: PyManagedBufferObject.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc(self: Borrowed) {
      gcUntrack(self);
      releaseManaged(self);
      freeObject(self, typeFlags(typeOf(self)));
    },
    tp_traverse(self: Borrowed, visit: (p: Borrowed) => void) {
      const o = ldPtr(self + PyManagedBufferObject.master + Py_buffer.obj);
      if (o !== 0) visit(o);
    },
    tp_clear(self: Borrowed) {
      if (ldSsize(self + PyManagedBufferObject.exports) === 0) releaseManaged(self);
      return 0;
    },
  },
};

export const memoryviewType: TypeSpec = {
  type: 'memoryview',
  basicsize: PyMemoryViewObject.ob_array,
  itemsize: 8,
  flags: TypeFlags.HAVE_GC | TypeFlags.SEQUENCE,
  weaklistoffset: PyMemoryViewObject.weakreflist,
  doc: 'Create a new memoryview object which references the given object.',
  textSignature: '(object)',
  slots: {
    tp_new: create,
    tp_dealloc: dealloc,
    tp_repr: (self: Borrowed) =>
      newStr(`<${mvFlags(self) & MV.RELEASED ? 'released memory' : 'memory'} at 0x${addressHex(self)}>`),
    tp_hash: viewHash,
    tp_richcompare: viewCompare,
    tp_iter: iterate,
    tp_traverse(self: Borrowed, visit: (p: Borrowed) => void) {
      const mbuf = ldPtr(self + PyMemoryViewObject.mbuf);
      if (mbuf !== 0) visit(mbuf);
    },
    tp_clear(self: Borrowed) {
      if (ldSsize(self + PyMemoryViewObject.exports) === 0 && !isReleased(self)) releaseView(self);
      return 0;
    },
    sq_length: length,
    sq_item: viewItem,
    mp_length: length,
    mp_subscript: viewSubscript,
    mp_ass_subscript: viewAssign,
    bf_getbuffer: getBuffer,
    bf_releasebuffer(self: Borrowed) {
      const exports = self + PyMemoryViewObject.exports;
      stSsize(exports, ldSsize(exports) - 1);
    },
  },
  methods: [
    method(
      'release',
      '($self, /)',
      release,
      'Release the underlying buffer exposed by the memoryview object.',
    ),
    method(
      'tobytes',
      "($self, /, order = 'C')",
      tobytes,
      "Return the data in the buffer as a byte string.\n\nOrder can be {'C', 'F', 'A'}: C or Fortran order, or the order of the view itself.",
    ), // prettier-ignore
    method(
      'hex',
      '($self, /, sep = <unrepresentable>, bytes_per_sep: int = 1)',
      hex,
      `Return the data in the buffer as a str of hexadecimal numbers.\n\n  sep\n    A character to put between groups of bytes.\n  bytes_per_sep\n    How many bytes between separators; counted from the right, or from the left when negative.\n\n${hexExample('memoryview')}`,
    ), // prettier-ignore
    method(
      'tolist',
      '($self, /)',
      (self: Borrowed) => (checkAlive(self) ? viewToList(self) : NULL),
      'Return the data in the buffer as a list of elements.',
    ), // prettier-ignore
    method(
      'cast',
      '($self, /, format: str, shape = <unrepresentable>)',
      castView,
      'Cast a memoryview to a new format or shape.',
    ), // prettier-ignore
    method('toreadonly', '($self, /)', toreadonly, 'Return a readonly version of the memoryview.'),
    method('__enter__', '($self, /)', (self: Borrowed) => (checkAlive(self) ? newRef(self) : NULL), '', {
      noTextSignature: true,
    }), // prettier-ignore
    method('__exit__', '($self, *args, /)', exit, '', { raw: true, noTextSignature: true }),
  ],
  getset: attributes,
};
