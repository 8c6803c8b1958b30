/** The module `fcntl`: file control, device control and locks. */
import {
  type Borrowed,
  copy,
  F,
  FD_CLOEXEC,
  NULL,
  type Owned,
  readBytes,
  st16,
  st32,
  stSsize,
} from '@tyston/memory';
import {
  asSsize,
  decref,
  encodeUtf8,
  errClear,
  errOccurred,
  free,
  getBytesLike,
  getWritableBytes,
  hasBuffer,
  indexInt,
  intToBigInt,
  isInstance,
  type MethodSpec,
  type ModuleSpec,
  malloc,
  method,
  newBytes,
  newInt,
  T,
  valueError,
} from '@tyston/objects';
import { os } from '../host.js';
import { fileDescriptor } from '../lib/fs-path.js';
import { setModuleAttr } from '../lib/module-attrs.js';
import { raiseOsError, retry } from '../os-error.js';
import { retryCount, retryDone } from './posix/result.js';

const ENOSYS = -38;
/** Most that a structure passed as bytes may have. */
const MOST = 1024;

const constants: Readonly<Record<string, number>> = {
  LOCK_SH: 1,
  LOCK_EX: 2,
  LOCK_NB: 4,
  LOCK_UN: 8,
  LOCK_MAND: 32,
  LOCK_READ: 64,
  LOCK_WRITE: 128,
  LOCK_RW: 192,
  F_DUPFD: F.DUPFD,
  F_DUPFD_CLOEXEC: F.DUPFD_CLOEXEC,
  F_GETFD: F.GETFD,
  F_SETFD: F.SETFD,
  F_GETFL: F.GETFL,
  F_SETFL: F.SETFL,
  F_GETLK: F.GETLK,
  F_SETLK: F.SETLK,
  F_SETLKW: F.SETLKW,
  F_OFD_GETLK: 36,
  F_OFD_SETLK: 37,
  F_OFD_SETLKW: 38,
  F_GETOWN: F.GETOWN,
  F_SETOWN: F.SETOWN,
  F_GETSIG: 11,
  F_SETSIG: 10,
  F_RDLCK: 0,
  F_WRLCK: 1,
  F_UNLCK: 2,
  F_EXLCK: 4,
  F_SHLCK: 8,
  F_GETLK64: F.GETLK,
  F_SETLK64: F.SETLK,
  F_SETLKW64: F.SETLKW,
  FASYNC: 8192,
  FD_CLOEXEC,
  F_SETLEASE: 1024,
  F_GETLEASE: 1025,
  F_NOTIFY: 1026,
  F_SETPIPE_SZ: F.SETPIPE_SZ,
  F_GETPIPE_SZ: F.GETPIPE_SZ,
  F_ADD_SEALS: 1033,
  F_GET_SEALS: 1034,
  F_SEAL_SEAL: 1,
  F_SEAL_SHRINK: 2,
  F_SEAL_GROW: 4,
  F_SEAL_WRITE: 8,
  DN_ACCESS: 1,
  DN_MODIFY: 2,
  DN_CREATE: 4,
  DN_DELETE: 8,
  DN_RENAME: 16,
  DN_ATTRIB: 32,
  DN_MULTISHOT: 0x80000000,
}; // prettier-ignore

/** A C int or unsigned int; null with an exception. */
function cInt(o: Borrowed): number | null {
  const i = indexInt(o);
  if (i === 0) return null;
  const v = Number(BigInt.asIntN(32, intToBigInt(i)));
  decref(i);
  return v;
}
/** Calls `use` with a copy of the argument's bytes in memory that the system may write to; the copy as it is then. */
function withStructure(name: string, argument: Borrowed, use: (address: number) => number): Owned {
  let source: Borrowed | Owned = argument;
  if (isInstance(argument, T.str)) {
    source = encodeUtf8(argument, null);
    if (source === 0) return NULL;
  }
  const b = getBytesLike(source);
  if (source !== argument) decref(source);
  if (b === null) return NULL;
  const n = b.length;
  if (n > MOST) {
    b.release();
    return valueError(name === 'fcntl' ? 'fcntl argument 3 is too long' : 'ioctl string arg too long');
  }
  const block = malloc(MOST + 8);
  copy(block, b.address, n);
  b.release();
  const r = retry(() => use(block));
  const out = r === null ? NULL : r < 0 ? raiseOsError(r) : newBytes(readBytes(block, n));
  free(block);
  return out;
}
const isStructure = (o: Borrowed) => o !== 0 && (isInstance(o, T.str) || hasBuffer(o));

function fcntl(fdObject: Borrowed, cmd: number, argument: Borrowed): Owned {
  const fd = fileDescriptor(fdObject);
  if (fd < 0) return NULL;
  if (isStructure(argument)) {
    const call = os().libc('fcntl', 'iip:i');
    return withStructure('fcntl', argument, (p) => (call === null ? ENOSYS : Number(call(fd, cmd, p))));
  }
  const n = argument === 0 ? 0 : cInt(argument);
  return n === null ? NULL : retryCount(() => os().fcntl(fd, cmd, n));
}
function ioctl(fdObject: Borrowed, requestObject: Borrowed, argument: Borrowed, mutate: boolean): Owned {
  const fd = fileDescriptor(fdObject);
  const request = fd < 0 ? null : cInt(requestObject);
  if (request === null) return NULL;
  const call = os().libc('ioctl', 'inp:i');
  if (!isStructure(argument)) {
    const n = argument === 0 ? 0 : cInt(argument);
    const plain = os().libc('ioctl', 'inn:i');
    return n === null
      ? NULL
      : retryCount(() => (plain === null ? ENOSYS : Number(plain(fd, request >>> 0, n))));
  }
  const target =
    mutate && !isInstance(argument, T.str) && !isInstance(argument, T.bytes)
      ? getWritableBytes(argument)
      : null;
  if (target !== null) {
    // A buffer that can be written to is changed in place.
    const at = target.address;
    const r = retry(() => (call === null ? ENOSYS : Number(call(fd, request >>> 0, at))));
    target.release();
    return r === null ? NULL : r < 0 ? raiseOsError(r) : newInt(r);
  }
  if (errOccurred()) errClear();
  return withStructure('ioctl', argument, (p) =>
    call === null ? ENOSYS : Number(call(fd, request >>> 0, p)),
  );
}
function flock(fdObject: Borrowed, operation: number): Owned {
  const fd = fileDescriptor(fdObject);
  return fd < 0 ? NULL : retryDone(() => os().flock(fd, operation));
}
/** A lock on a range of a file, by fcntl: struct flock is type, whence, start, length, pid. */
function lockf(fdObject: Borrowed, code: number, length: Borrowed, start: Borrowed, whence: number): Owned {
  const fd = fileDescriptor(fdObject);
  if (fd < 0) return NULL;
  const type = code === 8 ? 2 : code & 1 ? 0 : code & 2 ? 1 : -1;
  if (type < 0) return valueError('unrecognized lockf argument');
  const long = (o: Borrowed): number | null => {
    if (o === 0) return 0;
    const n = asSsize(o, T.OverflowError);
    return n === -1 && errOccurred() ? null : n;
  };
  const from = long(start);
  const n = from === null ? null : long(length);
  if (from === null || n === null) return NULL;
  const call = os().libc('fcntl', 'iip:i');
  if (call === null) return raiseOsError(ENOSYS);
  const lock = malloc(32);
  st16(lock, type);
  st16(lock + 2, whence);
  st32(lock + 4, 0);
  stSsize(lock + 8, from);
  stSsize(lock + 16, n);
  stSsize(lock + 24, 0);
  const r = retryDone(() => Number(call(fd, code & 4 ? F.SETLK : F.SETLKW, lock)));
  free(lock);
  return r;
}
const f = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const fcntlModule: ModuleSpec = {
  name: 'fcntl',
  doc: 'This module performs file control and I/O control on file\ndescriptors.  It is an interface to the fcntl() and ioctl() Unix\nroutines.  File descriptors can be obtained with the fileno() method of\na file or socket object.',
  functions: [
    f(
      'fcntl',
      '($module, fd, cmd: int, arg=0, /)',
      (_m, fd: Borrowed, cmd: number, a: Borrowed) => fcntl(fd, cmd, a),
      'Perform the operation `cmd` on file descriptor fd.',
    ),
    f(
      'ioctl',
      '($module, fd, request, arg=0, mutate_flag: bool = True, /)',
      (_m, fd: Borrowed, r: Borrowed, a: Borrowed, m: boolean) => ioctl(fd, r, a, m),
      'Perform the operation request on file descriptor fd.',
    ),
    f(
      'flock',
      '($module, fd, operation: int, /)',
      (_m, fd: Borrowed, op: number) => flock(fd, op),
      'Perform the lock operation `operation` on file descriptor `fd`.',
    ),
    f(
      'lockf',
      '($module, fd, cmd: int, len=0, start=0, whence: int = 0, /)',
      (_m, fd: Borrowed, c: number, n: Borrowed, s: Borrowed, w: number) => lockf(fd, c, n, s, w),
      'A wrapper around the fcntl() locking calls.',
    ),
  ],
  exec: (module) => {
    for (const [name, n] of Object.entries(constants))
      if (setModuleAttr(module, name, newInt(n)) < 0) return -1;
    return 0;
  },
}; // prettier-ignore
