/** `_io.FileIO`: a stream over a descriptor, without a buffer. */
import {
  type Addr,
  type Borrowed,
  E,
  ld8,
  ld32,
  makeStat,
  NULL,
  O,
  type Owned,
  S,
  SEEK,
  st8,
  st32,
  TypeFlags,
} from '@tyston/memory';
import {
  allocInstance,
  asCInt,
  bytesData,
  call,
  decref,
  errClear,
  errFetch,
  errMatches,
  errOccurred,
  errRestore,
  gcTrack,
  getBytesLike,
  getWritableBytes,
  type HeapTypeSpec,
  hasIndex,
  intern,
  isInstance,
  jsStr,
  lookupAttr,
  MemberType,
  method,
  moduleType,
  None,
  newBool,
  newBytesBuffer,
  newInt,
  newRef,
  newStr,
  parseTupleAndDict,
  reprEnter,
  reprLeave,
  reprText,
  setAttr,
  setError,
  T,
  typeError,
  typeName,
  typeOf,
  valueError,
  warn,
  writeUnraisable,
} from '@tyston/objects';
import { os } from '../../host.js';
import { withPath } from '../../lib/fs-path.js';
import { osWord } from '../../lib/os-words.js';
import { resizeBytes, shrinkBytes } from '../../lib/shrink-bytes.js';
import { raiseOsError, retry, retryInterrupted } from '../../os-error.js';
import { baseClose, chainErrors } from './iobase.js';
import { FileIO as F, isExact, streamLife } from './layout.js';
import { DEFAULT_BUFFER_SIZE, position, unsupported } from './state.js';

/** Most that one read or write asks of the system. */
const MOST = 0x7ffff000;
/** Result of a raw operation that would have to wait. */
export const WOULD_BLOCK = -2;

export const fileFd = (self: Borrowed) => ld32(self + F.fd);
const closed = () => valueError('I/O operation on closed file');
function modeError(action: string): Owned {
  return unsupported(`File not open for ${action}`);
}

interface Mode {
  readonly created: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly appending: boolean;
  readonly flags: number;
}
/** What a mode like "rb+" says; null with ValueError. */
function parseMode(mode: string): Mode | null {
  const bad = 'Must have exactly one of create/read/write/append mode and at most one plus';
  let primary = '';
  let plus = false;
  for (const c of mode) {
    if ('xrwa'.includes(c)) {
      if (primary) {
        valueError(bad);
        return null;
      }
      primary = c;
    } else if (c === '+') {
      if (plus) {
        valueError(bad);
        return null;
      }
      plus = true;
    } else if (c !== 'b') {
      valueError(`invalid mode: ${mode}`);
      return null;
    }
  }
  if (!primary) {
    valueError(bad);
    return null;
  }
  const readable = primary === 'r' || plus;
  const writable = primary !== 'r' || plus;
  const how = { x: O.EXCL | O.CREAT, r: 0, w: O.CREAT | O.TRUNC, a: O.CREAT | O.APPEND }[primary as 'x'];
  return {
    created: primary === 'x',
    readable,
    writable,
    appending: primary === 'a',
    flags: how | (readable && writable ? O.RDWR : readable ? O.RDONLY : O.WRONLY) | O.CLOEXEC,
  };
}

const stat = makeStat();
/** The descriptor for a name: -1 with an exception. */
function openByName(name: Borrowed, opener: Borrowed, flags: number): number {
  if (opener !== None) {
    const f = newInt(flags);
    const r = call(opener, name, f);
    decref(f);
    if (r === 0) return -1;
    if (!hasIndex(r)) {
      decref(r);
      typeError('expected integer from opener');
      return -1;
    }
    const fd = asCInt(r);
    decref(r);
    if (fd === -1 && errOccurred()) return -1;
    if (fd < 0) {
      valueError(`opener returned ${fd}`);
      return -1;
    }
    const r2 = os().setInheritable(fd, false);
    if (r2 < 0) {
      raiseOsError(r2);
      return -1;
    }
    return fd;
  }
  let fd = -1;
  const ok = withPath('open', name, (p) => {
    const r = retry(() => os().open(p.bytes, flags, 0o666));
    if (r === null) return NULL;
    if (r < 0) return raiseOsError(r, name);
    fd = r;
    return newRef(None);
  });
  if (ok === 0) return -1;
  decref(ok);
  return fd;
}
function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const v = parseTupleAndDict(
    'FileIO',
    "(file, mode: str = 'r', closefd: bool = True, opener=None)",
    args,
    kwargs,
  );
  if (v === null) return -1;
  const [file, modeObject, closefd, openerObject] = v as [Borrowed, Borrowed, boolean, Borrowed];
  return initFile(
    self,
    file,
    modeObject === 0 ? 'r' : jsStr(modeObject),
    closefd,
    openerObject === 0 ? None : openerObject,
  );
}
/** FileIO.__init__: 0, or -1 with an exception. */
export function initFile(
  self: Borrowed,
  file: Borrowed,
  mode: string,
  closefd: boolean,
  opener: Borrowed,
): number {
  if (fileFd(self) >= 0) {
    if (ld8(self + F.closefd)) {
      // Initialised again: what was open goes.
      if (closeFd(self) < 0) return -1;
    } else st32(self + F.fd, -1);
  }
  let fd = -1;
  if (hasIndex(file)) {
    if (typeOf(file) === T.bool && warn(T.RuntimeWarning, 'bool is used as a file descriptor', 1) < 0)
      return -1;
    fd = asCInt(file);
    if (fd === -1 && errOccurred()) errClear();
    if (fd < 0) {
      valueError('negative file descriptor');
      return -1;
    }
  } else if (errOccurred()) return -1;
  const m = parseMode(mode);
  if (m === null) return -1;
  st8(self + F.created, m.created ? 1 : 0);
  st8(self + F.readable, m.readable ? 1 : 0);
  st8(self + F.writable, m.writable ? 1 : 0);
  st8(self + F.appending, m.appending ? 1 : 0);
  st8(self + F.seekable, 2);
  let own = false;
  if (fd >= 0) {
    st32(self + F.fd, fd);
    st8(self + F.closefd, closefd ? 1 : 0);
  } else {
    if (!closefd) {
      valueError('Cannot use closefd=False with file name');
      return -1;
    }
    st8(self + F.closefd, 1);
    fd = openByName(file, opener, m.flags);
    if (fd < 0) return -1;
    own = true;
    st32(self + F.fd, fd);
  }
  const r = os().fstat(fd, stat);
  let failed = false;
  st32(self + F.blksize, DEFAULT_BUFFER_SIZE);
  if (r === -E.EBADF) {
    raiseOsError(r);
    failed = true;
  } else if (r >= 0) {
    if ((stat.st_mode & S.IFMT) === S.IFDIR) {
      raiseOsError(-E.EISDIR, file);
      failed = true;
    } else if (stat.st_blksize > 1) st32(self + F.blksize, stat.st_blksize);
  }
  if (!failed && setAttr(self, intern('name'), file) < 0) failed = true;
  if (!failed && m.appending) {
    const at = os().lseek(fd, 0, SEEK.END);
    if (at < 0 && at !== -E.ESPIPE) {
      raiseOsError(at);
      failed = true;
    }
  }
  if (!failed) return 0;
  if (!own) st32(self + F.fd, -1);
  else {
    const e = errFetch();
    os().close(fd);
    st32(self + F.fd, -1);
    errRestore(e.type, e.value, e.traceback);
  }
  return -1;
}
/** A FileIO without a descriptor yet. */
export function newFileIO(type: Borrowed): Owned {
  const self = allocInstance(type, 0);
  st32(self + F.fd, -1);
  st32(self + F.blksize, 0);
  st8(self + F.closefd, 1);
  st8(self + F.seekable, 2);
  gcTrack(self);
  return self;
}
function closeFd(self: Borrowed): number {
  const fd = fileFd(self);
  if (fd < 0) return 0;
  st32(self + F.fd, -1);
  const r = os().close(fd);
  if (r < 0 && r !== -E.EINTR) {
    raiseOsError(r);
    return -1;
  }
  return 0;
}
/** ResourceWarning for a file that nobody closed; `source` is the stream that the program had. */
export function deallocWarn(self: Borrowed, source: Borrowed): void {
  if (fileFd(self) < 0 || !ld8(self + F.closefd)) return;
  const pending = errFetch();
  if (warn(T.ResourceWarning, `unclosed file ${reprText(source)}`, 1) < 0) {
    if (errMatches(T.Warning)) writeUnraisable(self);
    else errClear();
  }
  errRestore(pending.type, pending.value, pending.traceback);
}
function close(self: Borrowed): Owned {
  const r = baseClose(self);
  if (!ld8(self + F.closefd)) {
    st32(self + F.fd, -1);
    return r;
  }
  const e = errFetch();
  if (ld8(self + F.finalizing)) deallocWarn(self, self);
  const c = closeFd(self);
  chainErrors(e);
  if (c < 0 || r === 0) {
    if (r !== 0) decref(r);
    return NULL;
  }
  return r;
}

// -- reading and writing -----------------------------------------------------------------------------------------

/** Reads at most `n` bytes to `at`: how many, WOULD_BLOCK, or -1 with an exception. */
export function fileRead(self: Borrowed, at: Addr, n: number): number {
  const fd = fileFd(self);
  let r: number | null = os().read(fd, at, Math.min(n, MOST));
  if (r >= 0) return r;
  if (r === -E.EINTR) {
    r = retryInterrupted(() => os().read(fd, at, Math.min(n, MOST)));
    if (r === null) return -1;
    if (r >= 0) return r;
  }
  if (r === -E.EAGAIN) return WOULD_BLOCK;
  raiseOsError(r);
  return -1;
}
/** Writes at most `n` bytes from `at`, likewise. */
export function fileWrite(self: Borrowed, at: Addr, n: number): number {
  const fd = fileFd(self);
  let r: number | null = os().write(fd, at, Math.min(n, MOST));
  if (r >= 0) return r;
  if (r === -E.EINTR) {
    r = retryInterrupted(() => os().write(fd, at, Math.min(n, MOST)));
    if (r === null) return -1;
    if (r >= 0) return r;
  }
  if (r === -E.EAGAIN) return WOULD_BLOCK;
  raiseOsError(r);
  return -1;
}
export const fileIsOpen = (self: Borrowed) => fileFd(self) >= 0;
/** Open and in the right mode: true, or false with an exception. */
export function fileReady(self: Borrowed, write: boolean): boolean {
  if (fileFd(self) < 0) closed();
  else if (!ld8(self + (write ? F.writable : F.readable))) modeError(write ? 'writing' : 'reading');
  else return true;
  return false;
}
const amount = (r: number): Owned => (r === WOULD_BLOCK ? newRef(None) : r < 0 ? NULL : newInt(r));

function readinto(self: Borrowed, buffer: Borrowed): Owned {
  if (!fileReady(self, false)) return NULL;
  const b = writable(buffer, 'readinto');
  if (b === null) return NULL;
  const r = fileRead(self, b.address, b.length);
  b.release();
  return amount(r);
}
/** Memory to read into, with CPython's text for what offers none. */
export function writable(buffer: Borrowed, name: string) {
  const b = getWritableBytes(buffer);
  if (b !== null) return b;
  if (errMatches(T.TypeError) || errMatches(T.BufferError)) {
    errClear();
    typeError(`${name}() argument must be read-write bytes-like object, not ${typeName(buffer)}`);
  }
  return null;
}
function read(self: Borrowed, size: Borrowed): Owned {
  if (!fileReady(self, false)) return NULL;
  const n = sizeOrAll(size);
  if (n === null) return NULL;
  if (n < 0) return callReadall(self);
  const b = newBytesBuffer(Math.min(n, MOST));
  if (n === 0) return b;
  const r = fileRead(self, bytesData(b), n);
  if (r < 0) {
    decref(b);
    return r === WOULD_BLOCK ? newRef(None) : NULL;
  }
  return shrinkBytes(b, r);
}
function callReadall(self: Borrowed): Owned {
  return isExact(self, osWord.FILE_IO) ? fileReadall(self) : readall(self);
}
/** Everything up to the end: bytes, or None where nothing is there yet. */
export function fileReadall(self: Borrowed): Owned {
  const fd = fileFd(self);
  let room = 8192;
  const at = os().lseek(fd, 0, SEEK.CUR);
  const r = os().fstat(fd, stat);
  // One byte more than is left: the end shows by a read that does not fill it.
  if (r >= 0 && at >= 0 && stat.st_size >= at && stat.st_size > 0) room = stat.st_size - at + 1;
  let b = newBytesBuffer(room);
  let n = 0;
  for (;;) {
    if (n >= room) {
      room = grown(n);
      b = resizeBytes(b, room);
    }
    const k = fileRead(self, bytesData(b) + n, room - n);
    if (k === 0) break;
    if (k === WOULD_BLOCK) {
      if (n > 0) break;
      decref(b);
      return newRef(None);
    }
    if (k < 0) {
      decref(b);
      return NULL;
    }
    n += k;
  }
  return shrinkBytes(b, n);
}
function grown(n: number): number {
  const more = n > 65536 ? n >> 3 : 256 + n;
  return n + Math.max(more, 8192);
}
function readall(self: Borrowed): Owned {
  return fileFd(self) < 0 ? closed() : fileReadall(self);
}
function write(self: Borrowed, data: Borrowed): Owned {
  if (!fileReady(self, true)) return NULL;
  const b = getBytesLike(data);
  if (b === null) return NULL;
  const r = fileWrite(self, b.address, b.length);
  b.release();
  return amount(r);
}

// -- positions ---------------------------------------------------------------------------------------------------

/** lseek: the new position, or -1 with an exception. */
export function fileSeek(self: Borrowed, at: number, whence: number): number {
  const r = os().lseek(fileFd(self), at, whence);
  if (ld8(self + F.seekable) === 2) st8(self + F.seekable, r >= 0 ? 1 : 0);
  if (r < 0) {
    raiseOsError(r);
    return -1;
  }
  return r;
}
function seekable(self: Borrowed): Owned {
  if (fileFd(self) < 0) return closed();
  if (ld8(self + F.seekable) === 2)
    st8(self + F.seekable, os().lseek(fileFd(self), 0, SEEK.CUR) >= 0 ? 1 : 0);
  return newBool(ld8(self + F.seekable) === 1);
}
function seek(self: Borrowed, pos: Borrowed, whence: number): Owned {
  if (fileFd(self) < 0) return closed();
  if (isInstance(pos, T.float)) return typeError('an integer is required');
  const n = position(pos, T.OverflowError);
  if (n === null) return NULL;
  const r = fileSeek(self, n, whence);
  return r < 0 ? NULL : newInt(r);
}
function tell(self: Borrowed): Owned {
  if (fileFd(self) < 0) return closed();
  const r = fileSeek(self, 0, SEEK.CUR);
  return r < 0 ? NULL : newInt(r);
}
function truncate(self: Borrowed, size: Borrowed): Owned {
  if (fileFd(self) < 0) return closed();
  if (!ld8(self + F.writable)) return modeError('writing');
  let n: number | null;
  if (size === 0 || size === None) {
    n = fileSeek(self, 0, SEEK.CUR);
    if (n < 0) return NULL;
  } else {
    n = position(size, T.OverflowError);
    if (n === null) return NULL;
  }
  const length = n;
  const r = retry(() => os().ftruncate(fileFd(self), length));
  return r === null ? NULL : r < 0 ? raiseOsError(r) : newInt(length);
}

/** The mode as a program may read it. */
export function fileMode(self: Borrowed): string {
  const readable = ld8(self + F.readable);
  if (ld8(self + F.created)) return readable ? 'xb+' : 'xb';
  if (ld8(self + F.appending)) return readable ? 'ab+' : 'ab';
  if (readable) return ld8(self + F.writable) ? 'rb+' : 'rb';
  return 'wb';
}
function repr(self: Borrowed): Owned {
  if (fileFd(self) < 0) return newStr('<_io.FileIO [closed]>');
  const name = lookupAttr(self, intern('name'));
  const closefd = ld8(self + F.closefd) ? 'True' : 'False';
  if (name === 0) {
    if (errOccurred()) return NULL;
    return newStr(`<_io.FileIO fd=${fileFd(self)} mode='${fileMode(self)}' closefd=${closefd}>`);
  }
  const inside = reprEnter(self);
  if (inside !== 0) {
    decref(name);
    if (inside > 0) setError(T.RuntimeError, `reentrant call inside ${typeName(self)}.__repr__`);
    return NULL;
  }
  const text = reprText(name);
  reprLeave(self);
  decref(name);
  return newStr(`<_io.FileIO name=${text} mode='${fileMode(self)}' closefd=${closefd}>`);
}
function sizeOrAll(o: Borrowed): number | null {
  if (o === 0 || o === None) return -1;
  const n = position(o, T.OverflowError);
  if (n === null && errMatches(T.TypeError)) {
    errClear();
    typeError(`argument should be integer or None, not '${typeName(o)}'`);
  }
  return n;
}
const flag = (offset: number) => (self: Borrowed) =>
  fileFd(self) < 0 ? closed() : newBool(ld8(self + offset) === 1);

export const fileIOType: HeapTypeSpec = {
  name: 'FileIO',
  tpName: '_io.FileIO',
  baseType: () => moduleType('_io', '_RawIOBase'),
  basicsize: F.size,
  dictoffset: F.dict,
  weaklistoffset: F.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  textSignature: "(file, mode='r', closefd=True, opener=None)",
  doc: "Open a file.\n\nThe mode can be 'r' (default), 'w', 'x' or 'a' for reading,\nwriting, exclusive creation or appending.  The file will be created if it\ndoesn't exist when opened for writing or appending; it will be truncated\nwhen opened for writing.",
  slots: {
    ...streamLife(F, []),
    tp_new: (type: Borrowed) => newFileIO(type),
    tp_init: init,
    tp_repr: repr,
  },
  methods: [
    method(
      'read',
      '($self, size=-1, /)',
      read,
      'Read at most size bytes, returned as bytes.\n\nOnly makes one system call, so less data may be returned than requested.\nIn non-blocking mode, returns None if no data is available.\nReturn an empty bytes object at EOF.',
    ),
    method('readall', '($self, /)', readall, 'Read all data from the file, returned as bytes.'),
    method('readinto', '($self, buffer, /)', readinto, 'Same as RawIOBase.readinto().'),
    method(
      'write',
      '($self, b, /)',
      write,
      'Write buffer b to file, return number of bytes written.\n\nOnly makes one system call, so not all of the data may be written.\nThe number of bytes actually written is returned.  In non-blocking mode,\nreturns None if the write would block.',
    ),
    method(
      'seek',
      '($self, pos, whence: int = 0, /)',
      seek,
      'Move to new file position and return the file position.',
    ),
    method('tell', '($self, /)', tell, 'Current file position.\n\nCan raise OSError for non seekable files.'),
    method(
      'truncate',
      '($self, size=None, /)',
      truncate,
      'Truncate the file to at most size bytes and return the truncated size.\n\nSize defaults to the current file position, as returned by tell().\nThe current file position is changed to the value of size.',
    ),
    method(
      'close',
      '($self, /)',
      close,
      'Close the file.\n\nA closed file cannot be used for further I/O operations.  close() may be\ncalled more than once without error.',
    ),
    method('seekable', '($self, /)', seekable, 'True if file supports random-access.'),
    method('readable', '($self, /)', flag(F.readable), 'True if file was opened in a read mode.'),
    method('writable', '($self, /)', flag(F.writable), 'True if file was opened in a write mode.'),
    method(
      'fileno',
      '($self, /)',
      (self: Borrowed) => (fileFd(self) < 0 ? closed() : newInt(fileFd(self))),
      'Return the underlying file descriptor (an integer).',
    ),
    method(
      'isatty',
      '($self, /)',
      (self: Borrowed) => (fileFd(self) < 0 ? closed() : newBool(os().isatty(fileFd(self)) === 1)),
      'True if the file is connected to a TTY device.',
    ),
    method(
      '_dealloc_warn',
      '($self, source, /)',
      (self: Borrowed, source: Borrowed) => {
        deallocWarn(self, source);
        return newRef(None);
      },
      '',
      { noTextSignature: true },
    ),
  ],
  getset: [
    { name: 'closed', get: (self) => newBool(fileFd(self) < 0), doc: 'True if the file is closed' },
    {
      name: 'closefd',
      get: (self) => newBool(ld8(self + F.closefd) === 1),
      doc: 'True if the file descriptor will be closed by close().',
    },
    { name: 'mode', get: (self) => newStr(fileMode(self)), doc: 'String giving the file mode' },
  ],
  members: [
    { name: '_blksize', type: MemberType.INT, offset: F.blksize },
    { name: '_finalizing', type: MemberType.BOOL, offset: F.finalizing },
  ],
}; // prettier-ignore
