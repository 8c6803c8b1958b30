/** PickleBuffer (PEP 574): a buffer that may travel beside the pickle. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  Py_buffer,
  TypeFlags,
} from '@tyston/memory';
import {
  BUF,
  call,
  callMethod,
  clearWeakReferences,
  decref,
  dictLength,
  getBuffer,
  type HeapTypeSpec,
  isContiguous,
  isTrue,
  method,
  None,
  newRef,
  newStr,
  releaseBuffer,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  valueError,
  viewFormat,
} from '@tyston/objects';
import { allocOf, beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { writeBytearray, writeBytes } from './atoms.js';
import type { Dump } from './dump.js';
import { field, PICKLE_BUFFER, PICKLER, picklingError } from './layout.js';
import { Op } from './opcodes.js';

const VIEW = PICKLE_BUFFER.view;
const WEAKREFS = PICKLE_BUFFER.weakreflist;

const exporter = (o: Borrowed): Borrowed => ldPtr(o + VIEW + Py_buffer.obj);
/** The view; NULL with ValueError for a released one. */
function viewOf(o: Borrowed): Addr | 0 {
  if (exporter(o) !== 0) return o + VIEW;
  valueError('operation forbidden on released PickleBuffer object');
  return 0;
}

/** Writes a PickleBuffer: into the pickle, or, where the pickler's callback takes it, a mark in its place. False with an exception. */
export function savePickleBuffer(d: Dump, o: Borrowed): boolean {
  if (d.proto < 5) {
    picklingError('PickleBuffer can only pickled with protocol >= 5');
    return false;
  }
  const view = viewOf(o);
  if (view === 0) return false;
  if (ldPtr(view + Py_buffer.suboffsets) !== 0 || !isContiguous(view, 'A')) {
    picklingError('PickleBuffer can not be pickled when pointing to a non-contiguous buffer');
    return false;
  }
  const readonly = ld32(view + Py_buffer.readonly) !== 0;
  const callback = field(d.pickler, PICKLER.bufferCallback);
  if (callback !== 0) {
    const r = call(callback, o);
    if (r === 0) return false;
    const inBand = isTrue(r);
    decref(r);
    if (inBand < 0) return false;
    if (inBand === 0) {
      d.out.op(Op.NEXT_BUFFER);
      if (readonly) d.out.op(Op.READONLY_BUFFER);
      return true;
    }
  }
  const from = ldAddr(view + Py_buffer.buf);
  const n = ldSsize(view + Py_buffer.len);
  return readonly ? writeBytes(d, o, from, n, NULL) : writeBytearray(d, o, from, n);
}

function bufferNew(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const n = tupleLength(args);
  const given = kwargs === 0 ? 0 : dictLength(kwargs);
  if (n + given > 1) return typeError(`PickleBuffer() takes at most 1 argument (${n + given} given)`);
  if (n === 0) return typeError('PickleBuffer() takes exactly 1 positional argument (0 given)');
  const o = allocOf(type);
  if (o === 0) return NULL;
  if (getBuffer(tupleItem(args, 0), o + VIEW, BUF.FULL_RO) < 0) {
    decref(o);
    return NULL;
  }
  return o;
}
/** A memoryview of the plain bytes. */
function raw(o: Borrowed): Owned {
  const view = viewOf(o);
  if (view === 0) return NULL;
  if (ldPtr(view + Py_buffer.suboffsets) !== 0 || !isContiguous(view, 'A'))
    return setError(T.BufferError, 'cannot extract raw buffer from non-contiguous buffer');
  const mv = call(T.memoryview, o);
  if (mv === 0 || (ld32(view + Py_buffer.ndim) === 1 && viewFormat(view) === 'B')) return mv;
  const format = newStr('B');
  const bytes = callMethod(mv, 'cast', format);
  decref(format);
  decref(mv);
  return bytes;
}

export const pickleBufferType: HeapTypeSpec = {
  name: 'PickleBuffer',
  tpName: 'pickle.PickleBuffer',
  basicsize: PICKLE_BUFFER.size,
  weaklistoffset: WEAKREFS,
  flags: TypeFlags.HAVE_GC,
  doc: 'Wrapper for potentially out-of-band buffers',
  slots: {
    tp_new: bufferNew,
    tp_dealloc: (o: Borrowed) => {
      beginDealloc(o);
      if (ldPtr(o + WEAKREFS) !== 0) clearWeakReferences(o);
      releaseBuffer(o + VIEW);
      endDealloc(o);
    },
    tp_traverse: (o: Borrowed, visit: (p: Borrowed) => void) => {
      if (exporter(o) !== 0) visit(exporter(o));
    },
    tp_clear: (o: Borrowed) => {
      releaseBuffer(o + VIEW);
      return 0;
    },
    bf_getbuffer: (o: Borrowed, view: Addr, flags: number) =>
      viewOf(o) === 0 ? -1 : getBuffer(exporter(o), view, flags),
  },
  methods: [
    method(
      'raw',
      '($self, /)',
      raw,
      'A memoryview of the raw memory underlying this buffer, as plain bytes.',
    ),
    method(
      'release',
      '($self, /)',
      (o: Borrowed) => {
        releaseBuffer(o + VIEW);
        return newRef(None);
      },
      'Releases the underlying buffer.',
    ),
  ],
};
