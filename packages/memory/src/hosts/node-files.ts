/** Calls on paths over `node:fs`. */
/// <reference types="node" />
import fs from 'node:fs';
import { E } from '../errno.js';
import type { DirEntry, Os } from '../os.js';
import { AT, DT, O } from '../os-constants.js';
import type { BaseOs } from './base-os.js';
import type { Description } from './descriptors.js';
import { attempt, buffer, failure, fillStat } from './node-calls.js';
import { nodeDescription } from './node-description.js';

/** Linux's open flags as this system's: the same bits on Linux. */
function systemFlags(flags: number): number {
  if (process.platform === 'linux') return flags & ~O.CLOEXEC;
  const table = fs.constants as unknown as Record<string, number | undefined>;
  let out = flags & 3;
  for (const [name, bits] of Object.entries(O))
    if (bits > 3 && (flags & bits) === bits) out |= table[`O_${name}`] ?? 0;
  return out;
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
        return st === undefined ? missing(resolve(path)) : fillStat(st, out);
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
