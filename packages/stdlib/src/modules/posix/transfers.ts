/** `posix`: moving bytes between descriptors: several buffers at once, copies within the kernel, hints. */
import { type Addr, type Borrowed, NULL, type Owned, stI64, stPtr, stSsize } from '@tyston/memory';
import {
  type BytesLike,
  decref,
  getBytesLike,
  getWritableBytes,
  isSequence,
  iterableToArray,
  type MethodSpec,
  method,
  None,
  typeError,
  valueError,
} from '@tyston/objects';
import { systemCall } from '../../lib/foreign.js';
import { withMemory } from '../../lib/with-memory.js';
import { done, offset, retryCount, retryDone } from './result.js';

const IOVEC = 16;

/** Calls `use` with a struct iovec for each buffer of a sequence. */
function withBuffers(
  name: string,
  buffers: Borrowed,
  writable: boolean,
  use: (vector: Addr, count: number) => Owned,
): Owned {
  if (!isSequence(buffers)) return typeError(`${name}() arg 2 must be a sequence`);
  const items = iterableToArray(buffers);
  if (items === null) return NULL;
  const all: BytesLike[] = [];
  for (const item of items) {
    const b = writable ? getWritableBytes(item) : getBytesLike(item);
    if (b === null) break;
    all.push(b);
  }
  const r =
    all.length < items.length
      ? NULL
      : withMemory(Math.max(all.length, 1) * IOVEC, (vector) => {
          for (const [i, b] of all.entries()) {
            stPtr(vector + i * IOVEC, b.address);
            stSsize(vector + i * IOVEC + 8, b.length);
          }
          return use(vector, all.length);
        });
  for (const b of all) b.release();
  for (const item of items) decref(item);
  return r;
}
const vectorCall =
  (name: 'readv' | 'writev') =>
  (_m: Borrowed, fd: number, buffers: Borrowed): Owned =>
    withBuffers(name, buffers, name === 'readv', (v, n) =>
      retryCount(() => systemCall(name, 'ipi:n')(fd, v, n)),
    );
const vectorCallAt =
  (name: 'preadv' | 'pwritev') =>
  (_m: Borrowed, fd: number, buffers: Borrowed, at: Borrowed, flags: number): Owned => {
    const from = offset(at);
    if (from === null) return NULL;
    return withBuffers(name, buffers, name === 'preadv', (v, n) =>
      retryCount(() => systemCall(`${name}2`, 'ipini:n')(fd, v, n, from, flags)),
    );
  };

/** Calls `use` with two file positions in memory; 0 for None. */
function withOffsets(a: Borrowed, b: Borrowed, use: (a: Addr, b: Addr) => Owned): Owned {
  return withMemory(16, (at) => {
    const places: Addr[] = [];
    for (const [i, o] of [a, b].entries()) {
      if (o === 0 || o === None) {
        places.push(0);
        continue;
      }
      const n = offset(o);
      if (n === null) return NULL;
      stI64(at + 8 * i, BigInt(n));
      places.push(at + 8 * i);
    }
    return use(places[0]!, places[1]!);
  });
}
const negativeCount = (): Owned => valueError("negative value for 'count' not allowed");
function copyFileRange(
  _m: Borrowed,
  from: number,
  to: number,
  count: number,
  fromOffset: Borrowed,
  toOffset: Borrowed,
): Owned {
  if (count < 0) return negativeCount();
  return withOffsets(fromOffset, toOffset, (a, b) =>
    retryCount(() => systemCall('copy_file_range', 'ipipni:n')(from, a, to, b, count, 0)),
  );
}
function splice(
  _m: Borrowed,
  from: number,
  to: number,
  count: number,
  fromOffset: Borrowed,
  toOffset: Borrowed,
  flags: number,
): Owned {
  if (count < 0) return negativeCount();
  return withOffsets(fromOffset, toOffset, (a, b) =>
    retryCount(() => systemCall('splice', 'ipipni:n')(from, a, to, b, count, flags)),
  );
}
/** The posix_f… functions return the error itself. */
const returned = (call: () => number): Owned => retryDone(() => -call());
/** A lock on a part of a file. */
function lockf(_m: Borrowed, fd: number, command: number, length: number): Owned {
  return retryDone(() => systemCall('lockf', 'iin:i')(fd, command, length));
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const transferFunctions: readonly MethodSpec[] = [
  m(
    'readv',
    '($module, fd: int, buffers, /)',
    vectorCall('readv'),
    'Read from a file descriptor fd into an iterable of buffers.\n\nThe buffers should be mutable buffers accepting bytes.\nreadv will transfer data into each buffer until it is full\nand then move on to the next buffer in the sequence to hold\nthe rest of the data.\n\nreadv returns the total number of bytes read,\nwhich may be less than the total capacity of all the buffers.',
  ),
  m(
    'writev',
    '($module, fd: int, buffers, /)',
    vectorCall('writev'),
    'Iterate over buffers, and write the contents of each to a file descriptor.\n\nReturns the total number of bytes written.\nbuffers must be a sequence of bytes-like objects.',
  ),
  m(
    'preadv',
    '($module, fd: int, buffers, offset, flags: int = 0, /)',
    vectorCallAt('preadv'),
    'Reads from a file descriptor into a number of mutable bytes-like objects.\n\nCombines the functionality of readv() and pread(). As readv(), it will\ntransfer data into each buffer until it is full and then move on to the next\nbuffer in the sequence to hold the rest of the data. Its fourth argument,\nspecifies the file offset at which the input operation is to be performed.',
  ),
  m(
    'pwritev',
    '($module, fd: int, buffers, offset, flags: int = 0, /)',
    vectorCallAt('pwritev'),
    'Writes the contents of bytes-like objects to a file descriptor at a given offset.\n\nCombines the functionality of writev() and pwrite(). All buffers must be a sequence\nof bytes-like objects. Buffers are processed in array order. Entire contents of first\nbuffer is written before proceeding to second, and so on.',
  ),
  m(
    'copy_file_range',
    '($module, /, src: int, dst: int, count: ssize, offset_src=None,\n                offset_dst=None)',
    copyFileRange,
    'Copy count bytes from one file descriptor to another.\n\n  src\n    Source file descriptor.\n  dst\n    Destination file descriptor.\n  count\n    Number of bytes to copy.\n  offset_src\n    Starting offset in src.\n  offset_dst\n    Starting offset in dst.\n\nIf offset_src is None, then src is read from the current position;\nrespectively for offset_dst.',
  ),
  m(
    'splice',
    '($module, /, src: int, dst: int, count: ssize, offset_src=None, offset_dst=None,\n       flags: int = 0)',
    splice,
    'Transfer count bytes from one pipe to a descriptor or vice versa.\n\n  src\n    Source file descriptor.\n  dst\n    Destination file descriptor.\n  count\n    Number of bytes to copy.\n  offset_src\n    Starting offset in src.\n  offset_dst\n    Starting offset in dst.\n  flags\n    Flags to modify the semantics of the call.',
  ),
  m(
    'posix_fallocate',
    '($module, fd: int, offset: ssize, length: ssize, /)',
    (_m, fd: number, at: number, n: number) =>
      returned(() => systemCall('posix_fallocate', 'inn:i')(fd, at, n)),
    'Ensure a file has allocated at least a particular number of bytes on disk.\n\nEnsure that the file specified by fd encompasses a range of bytes\nstarting at offset bytes from the beginning and continuing for length bytes.',
  ),
  m(
    'posix_fadvise',
    '($module, fd: int, offset: ssize, length: ssize, advice: int, /)',
    (_m, fd: number, at: number, n: number, advice: number) =>
      returned(() => systemCall('posix_fadvise', 'inni:i')(fd, at, n, advice)),
    'Announce an intention to access data in a specific pattern.\n\nAnnounce an intention to access data in a specific pattern, thus allowing\nthe kernel to make optimizations.\nThe advice applies to the region of the file specified by fd starting at\noffset and continuing for length bytes.',
  ),
  m(
    'lockf',
    '($module, fd: int, command: int, length: ssize, /)',
    lockf,
    'Apply, test or remove a POSIX lock on an open file descriptor.\n\n  fd\n    An open file descriptor.\n  command\n    One of F_LOCK, F_TLOCK, F_ULOCK or F_TEST.\n  length\n    The number of bytes to lock, starting at the current position.',
  ),
  m(
    'sync',
    '($module, /)',
    () => {
      systemCall('sync', ':v')();
      return done(0);
    },
    'Force write of everything to disk.',
  ),
]; // prettier-ignore
