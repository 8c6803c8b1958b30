/** `_io.BytesIO`: a stream in memory. The content is a bytes object, shared with whoever gave or got it until it is written to. */
import {
  type Addr,
  type Borrowed,
  copy,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyBytesObject,
  stOwned,
  stSsize,
  TypeFlags,
  views,
  zero,
} from '@tyston/memory';
import {
  allocInstance,
  asSsize,
  bufferFillInfo,
  bytesData,
  bytesLength,
  call,
  clearField,
  decref,
  dictCopy,
  dictMerge,
  EmptyBytes,
  errOccurred,
  False,
  freeObject,
  gcTrack,
  gcUntrack,
  getBytesLike,
  getIter,
  type HeapTypeSpec,
  hasIndex,
  instanceDict,
  isInstance,
  iterNext,
  listAppendOwned,
  method,
  moduleType,
  None,
  newBool,
  newBytesBuffer,
  newInt,
  newList,
  newRef,
  newTuple,
  parseTupleAndDict,
  refcount,
  setError,
  T,
  True,
  tupleItem,
  tupleLength,
  typeError,
  typeFlags,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';
import { osWord, wordType } from '../../lib/os-words.js';
import { resizeBytes } from '../../lib/shrink-bytes.js';
import { writable } from './fileio.js';
import { BytesIO as B, BytesIOBuffer, streamLife } from './layout.js';
import { closedError, position, sizeArgument } from './state.js';

const buf = (self: Borrowed) => ldPtr(self + B.buf);
const size = (self: Borrowed) => ldSsize(self + B.string_size);
const pos = (self: Borrowed) => ldSsize(self + B.pos);
const setPos = (self: Borrowed, n: number) => stSsize(self + B.pos, n);
/** Open: true, or false with ValueError. */
function open(self: Borrowed): boolean {
  if (buf(self) !== 0) return true;
  closedError();
  return false;
}
function exported(self: Borrowed): boolean {
  if (ldSsize(self + B.exports) === 0) return false;
  setError(T.BufferError, 'Existing exports of data: object cannot be re-sized');
  return true;
}
/** Makes the content ours alone, with room for `room` bytes. */
function own(self: Borrowed, room: number): void {
  const b = buf(self);
  const have = bytesLength(b);
  const shared = b === EmptyBytes || refcount(b) > 1 || have < 2;
  if (!shared && room <= have) return;
  // Growth in proportion, so that many small writes cost little.
  const want =
    room > have && have > 0
      ? Math.max(room, have + (have >> 3) + (have < 9 ? 3 : 6))
      : Math.max(room, have, 2);
  if (shared) {
    const fresh = newBytesBuffer(want);
    copy(bytesData(fresh), bytesData(b), Math.min(size(self), want));
    stOwned(self + B.buf, fresh);
    decref(b);
  } else stOwned(self + B.buf, resizeBytes(b as Owned, want));
}
/** Writes `n` bytes from `from` at the position. */
function put(self: Borrowed, from: Addr, n: number): void {
  const at = pos(self);
  const end = at + n;
  own(self, end);
  const data = bytesData(buf(self));
  // A hash that somebody asked of the content before is no longer true.
  stSsize(buf(self) + PyBytesObject.ob_shash, -1);
  if (at > size(self)) zero(data + size(self), at - size(self));
  copy(data + at, from, n);
  setPos(self, end);
  if (end > size(self)) stSsize(self + B.string_size, end);
}
/** Bytes [start, start + n) of the content; the whole content itself where it can be shared. */
function slice(self: Borrowed, start: number, n: number): Owned {
  const b = buf(self);
  if (n > 1 && start === 0 && n === bytesLength(b) && ldSsize(self + B.exports) === 0) return newRef(b);
  const r = newBytesBuffer(n);
  if (n > 0) copy(bytesData(r), bytesData(b) + start, n);
  return r;
}
function read(self: Borrowed, sizeObject: Borrowed): Owned {
  if (!open(self)) return NULL;
  const want = sizeArgument(sizeObject);
  if (want === null) return NULL;
  const left = size(self) - pos(self);
  const n = want < 0 || want > left ? Math.max(left, 0) : want;
  const start = pos(self);
  setPos(self, start + n);
  return n === 0 ? newRef(EmptyBytes) : slice(self, start, n);
}
/** Length of the line at the position, at most `limit` (-1: any). */
function lineLength(self: Borrowed, limit: number): number {
  const start = pos(self);
  const left = size(self) - start;
  if (left <= 0) return 0;
  const n = limit >= 0 && limit < left ? limit : left;
  const { U8 } = views();
  const from = (bytesData(buf(self)) + start) >>> 0;
  const end = from + n;
  for (let i = from; i < end; i++) if (U8[i] === 10) return i - from + 1;
  return n;
}
function takeLine(self: Borrowed, limit: number): Owned {
  const n = lineLength(self, limit);
  const start = pos(self);
  setPos(self, start + n);
  return n === 0 ? newRef(EmptyBytes) : slice(self, start, n);
}
function readline(self: Borrowed, sizeObject: Borrowed): Owned {
  if (!open(self)) return NULL;
  const limit = sizeArgument(sizeObject);
  return limit === null ? NULL : takeLine(self, limit);
}
function readlines(self: Borrowed, hint: Borrowed): Owned {
  if (!open(self)) return NULL;
  let limit = 0;
  if (hint !== 0 && hint !== None) {
    if (!hasIndex(hint)) return typeError(`integer argument expected, got '${typeName(hint)}'`);
    limit = asSsize(hint, T.OverflowError);
    if (limit === -1 && errOccurred()) return NULL;
  }
  const list = newList();
  for (let total = 0; ; ) {
    const n = lineLength(self, -1);
    if (n === 0) break;
    listAppendOwned(list, takeLine(self, -1));
    total += n;
    if (limit > 0 && total >= limit) break;
  }
  return list;
}
function readinto(self: Borrowed, into: Borrowed): Owned {
  if (!open(self)) return NULL;
  const b = writable(into, 'readinto');
  if (b === null) return NULL;
  const n = Math.max(0, Math.min(b.length, size(self) - pos(self)));
  copy(b.address, bytesData(buf(self)) + pos(self), n);
  setPos(self, pos(self) + n);
  b.release();
  return newInt(n);
}
/** Number of bytes written, or -1 with an exception. */
function writeObject(self: Borrowed, data: Borrowed): number {
  if (!open(self) || exported(self)) return -1;
  const b = getBytesLike(data);
  if (b === null) return -1;
  // Asking for the memory may have run code of the exporter.
  if (!open(self) || exported(self)) {
    b.release();
    return -1;
  }
  const n = b.length;
  if (n > 0) put(self, b.address, n);
  b.release();
  return n;
}
function writelines(self: Borrowed, lines: Borrowed): Owned {
  if (!open(self)) return NULL;
  const it = getIter(lines);
  if (it === 0) return NULL;
  for (;;) {
    const line = iterNext(it);
    if (line === 0) break;
    const n = writeObject(self, line);
    decref(line);
    if (n < 0) break;
  }
  decref(it);
  return errOccurred() ? NULL : newRef(None);
}
function seek(self: Borrowed, posObject: Borrowed, whence: number): Owned {
  if (!open(self)) return NULL;
  const n = position(posObject, T.OverflowError);
  if (n === null) return NULL;
  if (n < 0 && whence === 0) return valueError(`negative seek value ${n}`);
  let base = 0;
  if (whence === 1) base = pos(self);
  else if (whence === 2) base = size(self);
  else if (whence !== 0) return valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
  if (base + n > Number.MAX_SAFE_INTEGER) return setError(T.OverflowError, 'new position too large');
  const at = Math.max(0, base + n);
  setPos(self, at);
  return newInt(at);
}
function truncate(self: Borrowed, sizeObject: Borrowed): Owned {
  if (!open(self) || exported(self)) return NULL;
  let n: number | null;
  if (sizeObject === 0 || sizeObject === None) n = pos(self);
  else {
    n = sizeArgument(sizeObject);
    if (n === null) return NULL;
    if (n < 0) return valueError(`negative size value ${n}`);
  }
  if (n < size(self)) {
    own(self, size(self));
    stSsize(self + B.string_size, n);
    if (n > 1) stOwned(self + B.buf, resizeBytes(buf(self) as Owned, n));
    else {
      // What is left is too short for a block of its own to be resized.
      const fresh = newBytesBuffer(2);
      copy(bytesData(fresh), bytesData(buf(self)), n);
      const old = buf(self);
      stOwned(self + B.buf, fresh);
      decref(old);
    }
  }
  return newInt(n);
}
function getvalue(self: Borrowed): Owned {
  if (!open(self)) return NULL;
  const n = size(self);
  if (n < 2) return slice(self, 0, n);
  if (bytesLength(buf(self)) !== n && ldSsize(self + B.exports) === 0) {
    own(self, n);
    stOwned(self + B.buf, resizeBytes(buf(self) as Owned, n));
  }
  return slice(self, 0, n);
}
function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const v = parseTupleAndDict('BytesIO', "(initial_bytes=b'')", args, kwargs);
  if (v === null) return -1;
  const initial = v[0] === 0 ? None : (v[0] as Borrowed);
  stSsize(self + B.string_size, 0);
  setPos(self, 0);
  if (exported(self)) return -1;
  // Exact bytes are shared until they are written to.
  const shared = typeOf(initial) === T.bytes ? initial : EmptyBytes;
  const old = buf(self);
  stOwned(self + B.buf, newRef(shared));
  stSsize(self + B.string_size, bytesLength(shared));
  if (old !== 0) decref(old);
  if (initial === None || shared === initial) return 0;
  if (writeObject(self, initial) < 0) return -1;
  setPos(self, 0);
  return 0;
}
function getstate(self: Borrowed): Owned {
  const value = getvalue(self);
  if (value === 0) return NULL;
  const d = ldPtr(self + B.dict);
  return newTuple(value, newInt(pos(self)), d === 0 ? newRef(None) : dictCopy(d));
}
function setstate(self: Borrowed, state: Borrowed): Owned {
  if (!isInstance(state, T.tuple) || tupleLength(state) < 3)
    return typeError(`${typeName(self)}.__setstate__ argument should be 3-tuple, got ${typeName(state)}`);
  if (exported(self) || !open(self)) return NULL;
  const old = buf(self);
  stOwned(self + B.buf, newRef(EmptyBytes));
  if (old !== 0) decref(old);
  stSsize(self + B.string_size, 0);
  setPos(self, 0);
  if (writeObject(self, tupleItem(state, 0)) < 0) return NULL;
  const p = tupleItem(state, 1);
  if (!isInstance(p, T.int)) return typeError(`second item of state must be an integer, not ${typeName(p)}`);
  const n = asSsize(p, T.OverflowError);
  if (n === -1 && errOccurred()) return NULL;
  if (n < 0) return valueError('position value cannot be negative');
  setPos(self, n);
  const d = tupleItem(state, 2);
  if (d !== None) {
    if (!isInstance(d, T.dict))
      return typeError(`third item of state should be a dict, got a ${typeName(d)}`);
    const mine = instanceDict(self);
    if (mine === 0 || dictMerge(mine, d, 1) < 0) return NULL;
  }
  return newRef(None);
}
function getbuffer(self: Borrowed): Owned {
  if (!open(self)) return NULL;
  const view = allocInstance(wordType(osWord.BYTES_IO_BUFFER), 0);
  stOwned(view + BytesIOBuffer.source, newRef(self));
  gcTrack(view);
  const r = call(T.memoryview, view);
  decref(view);
  return r;
}
const truthMethod = (name: string, value: Borrowed, doc: string) =>
  method(name, '($self, /)', (self: Borrowed) => (open(self) ? newRef(value) : NULL), doc);

export const bytesIOType: HeapTypeSpec = {
  name: 'BytesIO',
  tpName: '_io.BytesIO',
  baseType: () => moduleType('_io', '_BufferedIOBase'),
  basicsize: B.size,
  dictoffset: B.dict,
  weaklistoffset: B.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  textSignature: "(initial_bytes=b'')",
  doc: 'Buffered I/O implementation using an in-memory bytes buffer.',
  slots: {
    ...streamLife(B, [], (self) => clearField(self, B.buf)),
    tp_new: (type: Borrowed) => {
      const self = allocInstance(type, 0);
      stOwned(self + B.buf, newRef(EmptyBytes));
      gcTrack(self);
      return self;
    },
    tp_init: init,
    tp_iter: (self: Borrowed) => (open(self) ? newRef(self) : NULL),
    tp_iternext: (self: Borrowed) => {
      if (!open(self) || lineLength(self, 1) === 0) return NULL;
      return takeLine(self, -1);
    },
  },
  methods: [
    truthMethod('readable', True, 'Returns True if the IO object can be read.'),
    truthMethod('seekable', True, 'Returns True if the IO object can be seeked.'),
    truthMethod('writable', True, 'Returns True if the IO object can be written.'),
    truthMethod(
      'isatty',
      False,
      'Always returns False.\n\nBytesIO objects are not connected to a TTY-like device.',
    ),
    truthMethod('flush', None, 'Does nothing.'),
    method(
      'close',
      '($self, /)',
      (self: Borrowed) => {
        if (exported(self)) return NULL;
        clearField(self, B.buf);
        return newRef(None);
      },
      'Disable all I/O operations.',
    ),
    method(
      'tell',
      '($self, /)',
      (self: Borrowed) => (open(self) ? newInt(pos(self)) : NULL),
      'Current file position, an integer.',
    ),
    method(
      'write',
      '($self, b, /)',
      (self: Borrowed, b: Borrowed) => {
        const n = writeObject(self, b);
        return n < 0 ? NULL : newInt(n);
      },
      'Write bytes to file.\n\nReturn the number of bytes written.',
    ),
    method(
      'writelines',
      '($self, lines, /)',
      writelines,
      'Write lines to the file.\n\nNote that newlines are not added.  lines can be any iterable object\nproducing bytes-like objects. This is equivalent to calling write() for\neach element.',
    ),
    method(
      'read1',
      '($self, size=-1, /)',
      read,
      'Read at most size bytes, returned as a bytes object.\n\nIf the size argument is negative or omitted, read until EOF is reached.\nReturn an empty bytes object at EOF.',
    ),
    method(
      'readinto',
      '($self, buffer, /)',
      readinto,
      'Read bytes into buffer.\n\nReturns number of bytes read (0 for EOF), or None if the object\nis set not to block and has no data to read.',
    ),
    method(
      'readline',
      '($self, size=-1, /)',
      readline,
      'Next line from the file, as a bytes object.\n\nRetain newline.  A non-negative size argument limits the maximum\nnumber of bytes to return (an incomplete line may be returned then).\nReturn an empty bytes object at EOF.',
    ),
    method(
      'readlines',
      '($self, size=None, /)',
      readlines,
      'List of bytes objects, each a line from the file.\n\nCall readline() repeatedly and return a list of the lines so read.\nThe optional size argument, if given, is an approximate bound on the\ntotal number of bytes in the lines returned.',
    ),
    method(
      'read',
      '($self, size=-1, /)',
      read,
      'Read at most size bytes, returned as a bytes object.\n\nIf the size argument is negative, read until EOF is reached.\nReturn an empty bytes object at EOF.',
    ),
    method(
      'getbuffer',
      '($self, /)',
      getbuffer,
      'Get a read-write view over the contents of the BytesIO object.',
    ),
    method('getvalue', '($self, /)', getvalue, 'Retrieve the entire contents of the BytesIO object.'),
    method(
      'seek',
      '($self, pos, whence: int = 0, /)',
      seek,
      'Change stream position.\n\nSeek to byte offset pos relative to position indicated by whence:\n     0  Start of stream (the default).  pos should be >= 0;\n     1  Current position - pos may be negative;\n     2  End of stream - pos usually negative.\nReturns the new absolute position.',
    ),
    method(
      'truncate',
      '($self, size=None, /)',
      truncate,
      'Truncate the file to at most size bytes.\n\nSize defaults to the current file position, as returned by tell().\nThe current file position is unchanged.  Returns the new size.',
    ),
    method('__getstate__', '($self, /)', getstate, '', { noTextSignature: true }),
    method('__setstate__', '($self, state, /)', setstate, '', { noTextSignature: true }),
    method(
      '__sizeof__',
      '($self, /)',
      (self: Borrowed) => {
        const b = buf(self);
        const shared = b === 0 || b === EmptyBytes || refcount(b) > 1;
        return newInt(B.size + (shared ? 0 : 33 + bytesLength(b)));
      },
      '',
      { noTextSignature: true },
    ),
  ],
  getset: [{ name: 'closed', get: (self) => newBool(buf(self) === 0), doc: 'True if the file is closed.' }],
}; // prettier-ignore

/** The exporter behind `getbuffer`: while a view lives, the stream cannot change its size. */
export const bytesIOBufferType: HeapTypeSpec = {
  name: '_BytesIOBuffer',
  tpName: '_io._BytesIOBuffer',
  basicsize: BytesIOBuffer.size,
  flags: TypeFlags.HAVE_GC,
  slots: {
    tp_dealloc: (self: Borrowed) => {
      gcUntrack(self);
      clearField(self, BytesIOBuffer.source);
      freeObject(self, typeFlags(typeOf(self)));
    },
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => {
      const s = ldPtr(self + BytesIOBuffer.source);
      if (s !== 0) visit(s);
    },
    tp_new: (type: Borrowed) => typeError(`cannot create '${typeName(type)}' instances`),
    bf_getbuffer: (self: Borrowed, view: Addr, flags: number) => {
      const source = ldPtr(self + BytesIOBuffer.source);
      const n = size(source);
      own(source, n);
      const r = bufferFillInfo(view, self, bytesData(buf(source)), n, false, flags);
      if (r === 0) stSsize(source + B.exports, ldSsize(source + B.exports) + 1);
      return r;
    },
    bf_releasebuffer: (self: Borrowed) => {
      const source = ldPtr(self + BytesIOBuffer.source);
      stSsize(source + B.exports, ldSsize(source + B.exports) - 1);
    },
  },
};
