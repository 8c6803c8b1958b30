/**
 * Files over `node:fs`. Node's descriptors have no `lseek`, so a regular file's position is kept here and every access says
 * where; terminals, pipes and devices are read where they stand.
 */
/// <reference types="node" />
import fs from 'node:fs';
import tty from 'node:tty';
import { isMainThread } from 'node:worker_threads';
import { E } from '../errno.js';
import type { DirEntry, Os, StatResult } from '../os.js';
import { AT, DT, O, POLL, S, SEEK } from '../os-constants.js';
import type { BaseOs } from './base-os.js';
import { closedDescription, type Description } from './descriptors.js';

interface NodeError {
  readonly code?: string;
}

/** The `-errno` of what a node:fs call threw. */
export function failure(error: unknown): number {
  const code = (error as NodeError).code ?? '';
  const n = (E as Record<string, number | undefined>)[code];
  if (n !== undefined) return -n;
  if (error instanceof TypeError || error instanceof RangeError) return -E.EINVAL;
  return code === 'EOF' ? 0 : -E.EIO;
}
export function attempt(call: () => unknown): number {
  try {
    const result = call();
    return typeof result === 'number' ? result : 0;
  } catch (error) {
    return failure(error);
  }
}

export const buffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);

/** Linux's open flags as this system's: the same bits on Linux. */
function systemFlags(flags: number): number {
  if (process.platform === 'linux') return flags & ~O.CLOEXEC;
  const table = fs.constants as unknown as Record<string, number | undefined>;
  let out = flags & 3;
  for (const [name, bits] of Object.entries(O))
    if (bits > 3 && (flags & bits) === bits) out |= table[`O_${name}`] ?? 0;
  return out;
}

function fill(st: fs.BigIntStats, out: StatResult): number {
  out.st_mode = Number(st.mode);
  out.st_ino = st.ino;
  out.st_dev = st.dev;
  out.st_nlink = Number(st.nlink);
  out.st_uid = Number(st.uid);
  out.st_gid = Number(st.gid);
  out.st_rdev = st.rdev;
  out.st_size = Number(st.size);
  out.st_blksize = Number(st.blksize);
  out.st_blocks = Number(st.blocks);
  out.st_atime_ns = st.atimeNs;
  out.st_mtime_ns = st.mtimeNs;
  out.st_ctime_ns = st.ctimeNs;
  return 0;
}

/**
 * Why `stat` found nothing. Newer Nodes say "no entry" for ENOTDIR too: the nearest ancestor that exists tells. (A call
 * that throws would tell as well, but programs look for files that are not there all the time, and a throw is slow.)
 */
function missing(path: Buffer): number {
  for (let end = path.lastIndexOf(0x2f); end > 0; end = path.lastIndexOf(0x2f, end - 1)) {
    const st = fs.statSync(path.subarray(0, end), { throwIfNoEntry: false });
    if (st !== undefined) return st.isDirectory() ? -E.ENOENT : -E.ENOTDIR;
  }
  return -E.ENOENT;
}

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
  /** -1: unknown yet, a regular file that we were started with. */
  let position = owned ? 0 : -1;
  /** Where reads that may block are made; opened when first wanted. */
  let source = -1;
  const here = () => (position >= 0 ? position : (position = inheritedPosition(fd)));
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
      const n = d.pread(into, here());
      if (n > 0) position += n;
      return n;
    },
    write(from) {
      if (!regular || d.flags & O.APPEND) {
        const n = writeBlocking(fd, from, d, interrupted);
        if (regular && n > 0) position = attempt(() => fs.fstatSync(fd).size);
        return n;
      }
      const n = d.pwrite(from, here());
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
      position = origin + offset;
      return position;
    },
    stat: (out) => attempt(() => fill(fs.fstatSync(fd, { bigint: true }), out)),
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

type PathCalls = Pick<
  Os,
  | 'open'
  | 'truncate'
  | 'stat'
  | 'scandir'
  | 'mkdir'
  | 'rmdir'
  | 'unlink'
  | 'rename'
  | 'link'
  | 'symlink'
  | 'readlink'
  | 'chmod'
  | 'fchmod'
  | 'chown'
  | 'fchown'
  | 'utime'
  | 'futime'
  | 'access'
  | 'chdir'
  | 'fchdir'
  | 'getcwd'
  | 'umask'
>;

/** The real descriptor behind one of ours, or -1. */
export function realFd(base: BaseOs, fd: number): number {
  const d = base.descriptors.get(fd) as (Description & { realFd?: number }) | null;
  return d?.realFd ?? -1;
}

export function makeNodeFiles(base: BaseOs, isWorker: boolean, interrupted: () => boolean): PathCalls {
  /** A Worker can change neither directory nor mask of the process: there both are kept here. */
  let cwd: Buffer | null = null;
  let mask = attempt(() => process.umask());
  if (mask < 0) mask = 0o022;

  const elsewhere = (dirFd: number | undefined) => dirFd !== undefined && dirFd !== AT.FDCWD;
  function resolve(path: Uint8Array): Buffer {
    const given = buffer(path);
    if (cwd === null || path[0] === 0x2f || path.length === 0) return given;
    return Buffer.concat([cwd, Buffer.from('/'), given]);
  }
  /** A call on one path: `-ENOSYS` for a path relative to a descriptor, which Node cannot do. */
  function on(path: Uint8Array, dirFd: number | undefined, call: (p: Buffer) => unknown): number {
    if (elsewhere(dirFd)) return -E.ENOSYS;
    if (path.length === 0) return -E.ENOENT;
    return attempt(() => call(resolve(path)));
  }
  function onFd(fd: number, call: (real: number) => unknown): number {
    const real = realFd(base, fd);
    return real < 0 ? -E.EBADF : attempt(() => call(real));
  }
  const created = (mode: number) => (isWorker ? mode & ~mask : mode);

  return {
    open: (path, flags, mode, dirFd) =>
      on(path, dirFd, (p) => {
        const fd = fs.openSync(p, systemFlags(flags), created(mode));
        const kept = flags & ~(O.CREAT | O.EXCL | O.TRUNC | O.CLOEXEC);
        const ours = base.addDescription(
          nodeDescription(fd, kept, Uint8Array.from(p), true, interrupted),
          !(flags & O.CLOEXEC),
        );
        if (ours < 0) fs.closeSync(fd);
        return ours;
      }),
    truncate: (path, length) => on(path, undefined, (p) => fs.truncateSync(p, length)),
    stat(path, out, follow = true, dirFd) {
      if (elsewhere(dirFd)) return -E.ENOSYS;
      if (path.length === 0) return -E.ENOENT;
      try {
        const options = { bigint: true, throwIfNoEntry: false } as const;
        const st = follow ? fs.statSync(resolve(path), options) : fs.lstatSync(resolve(path), options);
        return st === undefined ? missing(resolve(path)) : fill(st, out);
      } catch (error) {
        return failure(error);
      }
    },
    scandir(path) {
      const where = typeof path === 'number' ? (base.descriptors.get(path)?.path ?? null) : path;
      if (where === null) return base.descriptors.get(path as number) ? -E.ENOTDIR : -E.EBADF;
      try {
        const entries = fs.readdirSync(resolve(where), { withFileTypes: true, encoding: 'buffer' });
        return entries.map((entry): DirEntry => ({ name: entry.name, type: typeOf(entry), ino: 0n }));
      } catch (error) {
        return failure(error);
      }
    },
    mkdir: (path, mode, dirFd) => on(path, dirFd, (p) => void fs.mkdirSync(p, { mode: created(mode) })),
    rmdir: (path, dirFd) => on(path, dirFd, (p) => fs.rmdirSync(p)),
    unlink: (path, dirFd) => on(path, dirFd, (p) => fs.unlinkSync(p)),
    rename: (from, to, fromDirFd, toDirFd) =>
      elsewhere(toDirFd) ? -E.ENOSYS : on(from, fromDirFd, (p) => fs.renameSync(p, resolve(to))),
    link: (from, to, fromDirFd, toDirFd) =>
      elsewhere(toDirFd) ? -E.ENOSYS : on(from, fromDirFd, (p) => fs.linkSync(p, resolve(to))),
    symlink: (target, path, dirFd) => on(path, dirFd, (p) => fs.symlinkSync(buffer(target), p)),
    readlink(path, dirFd) {
      let target: Buffer | null = null;
      const status = on(path, dirFd, (p) => {
        target = fs.readlinkSync(p, { encoding: 'buffer' });
      });
      return target === null ? status : Uint8Array.from(target);
    },
    chmod: (path, mode, follow = true, dirFd) =>
      follow ? on(path, dirFd, (p) => fs.chmodSync(p, mode)) : -E.ENOTSUP,
    fchmod: (fd, mode) => onFd(fd, (real) => fs.fchmodSync(real, mode)),
    chown: (path, uid, gid, follow = true, dirFd) =>
      on(path, dirFd, (p) => (follow ? fs.chownSync(p, uid, gid) : fs.lchownSync(p, uid, gid))),
    fchown: (fd, uid, gid) => onFd(fd, (real) => fs.fchownSync(real, uid, gid)),
    utime: (path, atimeNs, mtimeNs, follow = true, dirFd) =>
      on(path, dirFd, (p) => {
        const set = follow ? fs.utimesSync : fs.lutimesSync;
        set(p, Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9);
      }),
    futime: (fd, atimeNs, mtimeNs) =>
      onFd(fd, (real) => fs.futimesSync(real, Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9)),
    access: (path, mode, dirFd) => on(path, dirFd, (p) => fs.accessSync(p, mode)),
    chdir: (path) =>
      on(path, undefined, (p) => {
        if (!isWorker) return process.chdir(p.toString());
        const real = fs.realpathSync(p, { encoding: 'buffer' });
        if (!fs.statSync(real).isDirectory()) return -E.ENOTDIR;
        cwd = real;
        return 0;
      }),
    fchdir(fd) {
      const path = base.descriptors.get(fd)?.path;
      if (!path) return base.descriptors.get(fd) ? -E.ENOTDIR : -E.EBADF;
      return this.chdir(path);
    },
    getcwd() {
      try {
        return Uint8Array.from(cwd ?? Buffer.from(process.cwd()));
      } catch (error) {
        return failure(error);
      }
    },
    umask(next) {
      const before = mask;
      mask = next & 0o777;
      if (!isWorker) attempt(() => void process.umask(mask));
      return before;
    },
  };
}

function typeOf(entry: fs.Dirent<Buffer>): number {
  if (entry.isFile()) return DT.REG;
  if (entry.isDirectory()) return DT.DIR;
  if (entry.isSymbolicLink()) return DT.LNK;
  if (entry.isFIFO()) return DT.FIFO;
  if (entry.isSocket()) return DT.SOCK;
  if (entry.isCharacterDevice()) return DT.CHR;
  return entry.isBlockDevice() ? DT.BLK : DT.UNKNOWN;
}
