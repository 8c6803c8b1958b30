/**
 * Open files over `node:fs`. Node's descriptors have no `lseek`, so a regular file's position is kept here and every access says
 * where; terminals, pipes and devices are read where they stand.
 */
/// <reference types="node" />
import fs from 'node:fs';
import tty from 'node:tty';
import { isMainThread } from 'node:worker_threads';
import { E } from '../errno.js';
import { O, POLL, S, SEEK } from '../os-constants.js';
import { closedDescription, type Description } from './descriptors.js';
import { attempt, fillStat } from './node-calls.js';

/**
 * A second way to the same pipe or terminal that does not block, so that a read on it can be given up when a signal comes; or `fd`
 * itself where there is none. Only a Worker wants it: on the main thread nobody could deliver a signal.
 */
function openInterruptible(fd: number, mode: number): number {
  const kind = mode & S.IFMT;
  if (isMainThread || process.platform !== 'linux') return fd;
  if (kind !== S.IFIFO && !(kind === S.IFCHR && tty.isatty(fd))) return fd;
  const other = attempt(() => fs.openSync(`/proc/self/fd/${fd}`, O.RDONLY | O.NONBLOCK | O.NOCTTY));
  return other < 0 ? fd : other;
}

const nap = new Int32Array(new SharedArrayBuffer(4));

/**
 * Reads from a descriptor that may be a terminal or pipe somebody has made non-blocking: Python's reads block, so an empty one
 * is asked again. `interrupted` ends the wait.
 */
function readBlocking(fd: number, into: Uint8Array, d: Description, interrupted: () => boolean): number {
  for (;;) {
    const n = attempt(() => fs.readSync(fd, into, 0, into.length, null));
    if (n !== -E.EAGAIN || d.flags & O.NONBLOCK) return n;
    if (interrupted()) return -E.EINTR;
    Atomics.wait(nap, 0, 0, 5);
  }
}
/** Writes all of `from`, however small the steps in which a non-blocking descriptor takes it. */
function writeBlocking(fd: number, from: Uint8Array, d: Description, interrupted: () => boolean): number {
  let at = 0;
  while (at < from.length) {
    const n = attempt(() => fs.writeSync(fd, from, at, from.length - at));
    if (n >= 0) at += n;
    else if (n !== -E.EAGAIN || d.flags & O.NONBLOCK) return at > 0 ? at : n;
    else if (interrupted()) return at > 0 ? at : -E.EINTR;
    else Atomics.wait(nap, 0, 0, 2);
  }
  return at;
}

/** Where an inherited file stands, if the system tells. */
function inheritedPosition(fd: number): number {
  try {
    return Number(/^pos:\s*(\d+)/m.exec(fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** An open file of Node's. `fd` is the real descriptor; `owned` says whether closing ours closes it. */
export function nodeDescription(
  fd: number,
  flags: number,
  path: Uint8Array | null,
  owned: boolean,
  interrupted: () => boolean,
): Description & { readonly realFd: number } {
  const mode = attempt(() => fs.fstatSync(fd).mode);
  const regular = mode >= 0 && (mode & S.IFMT) === S.IFREG;
  /** -1: the system's own, which a file that we were started with shares with whoever opened it, until the program seeks. */
  let position = owned ? 0 : -1;
  /** Where reads that may block are made; opened when first wanted. */
  let source = -1;
  const here = () => (position >= 0 ? position : inheritedPosition(fd));
  const seekable = mode >= 0 && (mode & S.IFMT) !== S.IFIFO && (mode & S.IFMT) !== S.IFSOCK;
  const nothing = () => {
    if ((flags & 3) === O.WRONLY) return -E.EBADF;
    return mode >= 0 && (mode & S.IFMT) === S.IFDIR ? -E.EISDIR : 0;
  };
  const d: Description & { readonly realFd: number } = {
    ...closedDescription(E.EINVAL),
    realFd: fd,
    flags,
    path,
    read(into) {
      if (into.length === 0) return nothing();
      if (!regular) {
        if (source < 0) source = openInterruptible(fd, mode);
        return readBlocking(source, into, d, interrupted);
      }
      if (position < 0) return attempt(() => fs.readSync(fd, into, 0, into.length, null));
      const n = d.pread(into, position);
      if (n > 0) position += n;
      return n;
    },
    write(from) {
      if (!regular || position < 0 || d.flags & O.APPEND) {
        const n = writeBlocking(fd, from, d, interrupted);
        if (regular && position >= 0 && n > 0) position = attempt(() => fs.fstatSync(fd).size);
        return n;
      }
      const n = d.pwrite(from, position);
      if (n > 0) position += n;
      return n;
    },
    pread(into, offset) {
      if (!seekable) return -E.ESPIPE;
      // Node answers a read of nothing itself.
      if (into.length === 0) return nothing();
      return attempt(() => fs.readSync(fd, into, 0, into.length, offset));
    },
    pwrite: (from, offset) =>
      seekable ? attempt(() => fs.writeSync(fd, from, 0, from.length, offset)) : -E.ESPIPE,
    seek(offset, whence) {
      if (!regular) return seekable && !d.isatty() ? 0 : -E.ESPIPE;
      const origin =
        whence === SEEK.SET
          ? 0
          : whence === SEEK.CUR
            ? here()
            : whence === SEEK.END
              ? attempt(() => fs.fstatSync(fd).size)
              : -1;
      if (origin < 0 || origin + offset < 0) return -E.EINVAL;
      // Only asked: the system's stays the one that counts.
      if (position < 0 && whence === SEEK.CUR && offset === 0) return origin;
      position = origin + offset;
      return position;
    },
    stat: (out) => attempt(() => fillStat(fs.fstatSync(fd, { bigint: true }), out)),
    truncate: (length) => attempt(() => fs.ftruncateSync(fd, length)),
    sync: () => attempt(() => fs.fsyncSync(fd)),
    isatty: () => tty.isatty(fd),
    close() {
      if (source >= 0 && source !== fd) fs.closeSync(source);
      return owned ? attempt(() => fs.closeSync(fd)) : 0;
    },
    ready: () => POLL.IN | POLL.OUT,
  };
  return d;
}
