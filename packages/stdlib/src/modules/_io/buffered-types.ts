/** `_io.BufferedReader`, `BufferedWriter` and `BufferedRandom`. */
import {
  type Borrowed,
  ld8,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  st32,
  stPtr,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  allocInstance,
  bytesLength,
  callMethod,
  decref,
  errClear,
  errFetch,
  errMatches,
  errOccurred,
  gcTrack,
  getAttr,
  getBytesLike,
  type HeapTypeSpec,
  intern,
  isInstance,
  lookupAttr,
  MemberType,
  type MethodSpec,
  method,
  moduleType,
  None,
  newInt,
  newRef,
  newStr,
  parseTupleAndDict,
  reprEnter,
  reprLeave,
  reprText,
  setError,
  T,
  tpName,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';
import { osWord } from '../../lib/os-words.js';
import {
  bufferedPut,
  bufferPos,
  bufferSize,
  enter,
  flushAndRewind,
  flushWrite,
  freeBuffer,
  isClosed,
  leave,
  rawOf,
  rawOffset,
  rawSeek,
  rawTell,
  readahead,
  ready,
  resetRead,
  setUp,
  usable,
} from './buffered.js';
import { bufferedReadline, peek, read, read1, readinto, readline } from './buffered-read.js';
import { deallocWarn } from './fileio.js';
import { chainErrors, checkReadable, checkSeekable, checkWritable } from './iobase.js';
import { Buffered as B, isExact, streamLife } from './layout.js';
import { DEFAULT_BUFFER_SIZE, position, unsupported } from './state.js';

/** Hands a question on to the raw stream. */
const delegate = (name: string): MethodSpec =>
  method(name, `($self, /)`, (self: Borrowed) => (ready(self) ? callMethod(rawOf(self), name) : NULL), '', {
    noTextSignature: true,
  }); // prettier-ignore

/** flush of a writer: what waits goes out, and the raw stream comes to the position. */
export function bufferedFlush(self: Borrowed): Owned {
  if (!usable(self, 'flush of closed file')) return NULL;
  if (!enter(self)) return NULL;
  const r = flushAndRewind(self);
  leave(self);
  return r < 0 ? NULL : newRef(None);
}
function simpleFlush(self: Borrowed): Owned {
  return ready(self) ? callMethod(rawOf(self), 'flush') : NULL;
}
/** write: how many bytes were taken, or -1 with an exception. */
export function bufferedWrite(self: Borrowed, at: number, n: number): number {
  if (!enter(self)) return -1;
  const r = bufferedPut(self, at, n);
  leave(self);
  return r;
}
/** Open for writing: true, or false with an exception. */
export function writeReady(self: Borrowed): boolean {
  if (!ready(self)) return false;
  const c = isClosed(self);
  if (c > 0) valueError('write to closed file');
  return c === 0;
}
function write(self: Borrowed, data: Borrowed): Owned {
  if (!ready(self)) return NULL;
  const b = getBytesLike(data);
  if (b === null) return NULL;
  const n = writeReady(self) ? bufferedWrite(self, b.address, b.length) : -1;
  b.release();
  return n < 0 ? NULL : newInt(n);
}
function close(self: Borrowed): Owned {
  if (!ready(self)) return NULL;
  const c = isClosed(self);
  if (c < 0) return NULL;
  if (c > 0) return newRef(None);
  if (ld8(self + B.finalizing)) warnUnclosed(self, self);
  const flushed = callMethod(self, 'flush');
  if (flushed !== 0) decref(flushed);
  const e = errFetch();
  const r = callMethod(rawOf(self), 'close');
  freeBuffer(self);
  const failed = e.type !== 0;
  chainErrors(e);
  if (failed && r !== 0) decref(r);
  return failed ? NULL : r;
}
/** Tells the raw stream that `source` was not closed. */
function warnUnclosed(self: Borrowed, source: Borrowed): void {
  if (ld32(self + B.ok) <= 0 || rawOf(self) === 0) return;
  if (isExact(rawOf(self), osWord.FILE_IO)) {
    deallocWarn(rawOf(self), source);
    return;
  }
  const r = callMethod(rawOf(self), '_dealloc_warn', source);
  if (r !== 0) decref(r);
  else errClear();
}
function detach(self: Borrowed): Owned {
  if (!ready(self)) return NULL;
  const r = callMethod(self, 'flush');
  if (r === 0) return NULL;
  decref(r);
  const raw = rawOf(self) as Owned;
  stPtr(self + B.raw, 0);
  st32(self + B.detached, 1);
  st32(self + B.ok, 0);
  return raw;
}
function tell(self: Borrowed): Owned {
  if (!ready(self)) return NULL;
  const at = rawTell(self);
  return at < 0 ? NULL : newInt(at - rawOffset(self));
}
/** Position after a seek, or -1 with an exception. */
export function bufferedSeek(self: Borrowed, target: number, whence: number): number {
  // A position within what has been read costs nothing.
  if (whence !== 2 && ld32(self + B.readable)) {
    const raw = rawTell(self, false);
    if (raw < 0) return -1;
    const current = raw - rawOffset(self);
    const move = whence === 0 ? target - current : target;
    if (readahead(self) > 0 && move >= -bufferPos(self) && move <= readahead(self)) {
      stSsize(self + B.pos, bufferPos(self) + move);
      return current + move;
    }
  }
  if (!enter(self)) return -1;
  const r = seekRaw(self, target, whence);
  leave(self);
  return r;
}
function seekRaw(self: Borrowed, target: number, whence: number): number {
  if (ld32(self + B.writable) && flushWrite(self) < 0) return -1;
  const to = whence === 1 ? target - rawOffset(self) : target;
  const n = rawSeek(self, to, whence);
  if (n < 0) return -1;
  stSsize(self + B.raw_pos, -1);
  if (ld32(self + B.readable)) resetRead(self);
  return n;
}
function seek(self: Borrowed, target: Borrowed, whence: number): Owned {
  if (!ready(self)) return NULL;
  if (whence < 0 || whence > 4) return valueError(`whence value ${whence} unsupported`);
  const c = isClosed(self);
  if (c !== 0) return c < 0 ? NULL : valueError('seek of closed file');
  const s = checkSeekable(rawOf(self));
  if (s === 0) return NULL;
  decref(s);
  const n = position(target, T.OverflowError);
  if (n === null) return NULL;
  const r = bufferedSeek(self, n, whence);
  return r < 0 ? NULL : newInt(r);
}
function truncate(self: Borrowed, pos: Borrowed): Owned {
  if (!usable(self, 'truncate of closed file')) return NULL;
  if (!ld32(self + B.writable)) return unsupported('truncate');
  if (!enter(self)) return NULL;
  let r: Owned = NULL;
  if (flushAndRewind(self) === 0) {
    r = callMethod(rawOf(self), 'truncate', pos === 0 ? None : pos);
    if (r !== 0 && rawTell(self) < 0) errClear();
  }
  leave(self);
  return r;
}
function repr(self: Borrowed): Owned {
  const type = tpName(typeOf(self));
  const name = lookupName(self);
  if (name === 0) return errOccurred() ? NULL : newStr(`<${type}>`);
  const inside = reprEnter(self);
  if (inside !== 0) {
    decref(name);
    return inside > 0 ? setError(T.RuntimeError, `reentrant call inside ${type}.__repr__`) : NULL;
  }
  const text = reprText(name);
  reprLeave(self);
  decref(name);
  return newStr(`<${type} name=${text}>`);
}
/** self.name; NULL without an exception where there is none, or the stream is in no state to tell. */
export function lookupName(self: Borrowed): Owned {
  const name = lookupAttr(self, intern('name'));
  if (name === 0 && errMatches(T.ValueError)) errClear();
  return name;
}
function iternext(self: Borrowed): Owned {
  let line: Owned;
  if (isExact(self, osWord.BUFFERED_READER) || isExact(self, osWord.BUFFERED_RANDOM))
    line = usable(self, 'readline of closed file') ? bufferedReadline(self, -1) : NULL;
  else {
    line = callMethod(self, 'readline');
    if (line !== 0 && !isInstance(line, T.bytes)) {
      setError(T.OSError, `readline() should have returned a bytes object, not '${typeName(line)}'`);
      decref(line);
      return NULL;
    }
  }
  if (line === 0) return NULL;
  if (bytesLength(line) > 0) return line;
  decref(line);
  return NULL;
}

const bare = { noTextSignature: true } as const;
const common: readonly MethodSpec[] = [
  method('detach', '($self, /)', detach, '', bare),
  method('close', '($self, /)', close, '', bare),
  delegate('seekable'),
  delegate('fileno'),
  delegate('isatty'),
  method(
    '_dealloc_warn',
    '($self, source, /)',
    (self: Borrowed, source: Borrowed) => {
      warnUnclosed(self, source);
      return newRef(None);
    },
    '',
    bare,
  ),
  method('tell', '($self, /)', tell, '', bare),
  method('seek', '($self, target, whence: int = 0, /)', seek, ''),
  method('truncate', '($self, pos=None, /)', truncate, ''),
  method(
    '__sizeof__',
    '($self, /)',
    (self: Borrowed) => newInt(B.size + (ldPtr(self + B.buffer) !== 0 ? bufferSize(self) : 0)),
    '',
    bare,
  ),
]; // prettier-ignore
const reading: readonly MethodSpec[] = [
  delegate('readable'),
  method('read', '($self, size=-1, /)', read, ''),
  method('peek', '($self, size: ssize = 0, /)', peek, ''),
  method('read1', '($self, size: ssize = -1, /)', read1, ''),
  method('readinto', '($self, buffer, /)', (self: Borrowed, b: Borrowed) => readinto(self, b, false), ''),
  method('readinto1', '($self, buffer, /)', (self: Borrowed, b: Borrowed) => readinto(self, b, true), ''),
  method('readline', '($self, size=-1, /)', readline, ''),
];
const writing: readonly MethodSpec[] = [
  delegate('writable'),
  method('write', '($self, buffer, /)', write, ''),
  method('flush', '($self, /)', bufferedFlush, '', bare),
];
/** A stream with both sides shares the raw stream's offsets; asking for its name or mode asks the raw stream. */
const getset = [
  { name: 'closed', get: (self: Borrowed) => (ready(self) ? getAttr(rawOf(self), intern('closed')) : NULL) },
  { name: 'name', get: (self: Borrowed) => (ready(self) ? getAttr(rawOf(self), intern('name')) : NULL) },
  { name: 'mode', get: (self: Borrowed) => (ready(self) ? getAttr(rawOf(self), intern('mode')) : NULL) },
];

/** Initialises a stream of one of the three types. 0, or -1 with an exception. */
export function initBuffered(self: Borrowed, raw: Borrowed, size: number, word: number): number {
  st32(self + B.ok, 0);
  st32(self + B.detached, 0);
  const read = word !== osWord.BUFFERED_WRITER;
  const write = word !== osWord.BUFFERED_READER;
  const checks =
    read && write ? [checkSeekable, checkReadable, checkWritable] : read ? [checkReadable] : [checkWritable];
  for (const check of checks) {
    const r = check(raw);
    if (r === 0) return -1;
    decref(r);
  }
  return setUp(self, raw, size, read, write, isExact(self, word));
}
export function newBuffered(type: Borrowed): Owned {
  const self = allocInstance(type, 0);
  stSsize(self + B.abs_pos, 0);
  gcTrack(self);
  return self;
}
function bufferedType(
  name: string,
  word: number,
  methods: readonly MethodSpec[],
  doc: string,
  iterates: boolean,
): HeapTypeSpec {
  return {
    name,
    tpName: `_io.${name}`,
    baseType: () => moduleType('_io', '_BufferedIOBase'),
    basicsize: B.size,
    dictoffset: B.dict,
    weaklistoffset: B.weakreflist,
    flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
    textSignature: '(raw, buffer_size=DEFAULT_BUFFER_SIZE)',
    doc,
    slots: {
      ...streamLife(B, [B.raw], (self) => {
        st32(self + B.ok, 0);
        freeBuffer(self);
      }),
      tp_new: (type: Borrowed) => newBuffered(type),
      tp_init: (self: Borrowed, args: Borrowed, kwargs: Borrowed) => {
        const v = parseTupleAndDict(name, `(raw, buffer_size: ssize = ${DEFAULT_BUFFER_SIZE})`, args, kwargs);
        return v === null ? -1 : initBuffered(self, v[0] as Borrowed, v[1] as number, word);
      },
      tp_repr: repr,
      ...(iterates ? { tp_iternext: iternext } : {}),
    },
    methods,
    getset,
    members: [
      { name: 'raw', type: MemberType.OBJECT, offset: B.raw, readonly: true },
      { name: '_finalizing', type: MemberType.BOOL, offset: B.finalizing },
    ],
  };
}
const simple = method('flush', '($self, /)', simpleFlush, '', bare);
export const bufferedReaderType = bufferedType(
  'BufferedReader',
  osWord.BUFFERED_READER,
  [...common, ...reading, simple],
  'Create a new buffered reader using the given readable raw IO object.',
  true,
);
export const bufferedWriterType = bufferedType(
  'BufferedWriter',
  osWord.BUFFERED_WRITER,
  [...common, ...writing],
  'A buffer for a writeable sequential RawIO object.\n\nThe constructor creates a BufferedWriter for the given writeable raw\nstream. If the buffer_size is not given, it defaults to\nDEFAULT_BUFFER_SIZE.',
  false,
);
export const bufferedRandomType = bufferedType(
  'BufferedRandom',
  osWord.BUFFERED_RANDOM,
  [...common, ...reading, ...writing],
  'A buffered interface to random access streams.\n\nThe constructor creates a reader and writer for a seekable stream,\nraw, given in the first argument. If the buffer_size is omitted it\ndefaults to DEFAULT_BUFFER_SIZE.',
  true,
);
