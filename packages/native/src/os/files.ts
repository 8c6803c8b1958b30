/** Files and directories. Every path call is the `…at` one, so that paths relative to a descriptor cost nothing more. */
import {
  type Addr,
  AT,
  type DirEntry,
  E,
  ld8,
  ld16,
  ldI64,
  ldSsize,
  ldU32,
  ldU64,
  O,
  type Os,
  readBytes,
  type StatResult,
  stI64,
} from '@tyston/memory';
import { dirent64, stat, timespec } from '../structs.js';
import { type Context, stringAt, withPath, withScratch } from './context.js';

export type FileCalls = Pick<
  Os,
  | 'open'
  | 'truncate'
  | 'stat'
  | 'lstat'
  | 'fstat'
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
  | 'mkfifo'
  | 'chdir'
  | 'fchdir'
  | 'getcwd'
  | 'umask'
>;

const DIRENT_BYTES = 64 * 1024;
const LONGEST_PATH = 64 * 1024;
const BILLION = 1_000_000_000n;

export const nanoseconds = (p: Addr) => ldI64(p + timespec.tv_sec) * BILLION + ldI64(p + timespec.tv_nsec);
export function storeNanoseconds(p: Addr, ns: bigint): void {
  // Rounded down: nanoseconds are 0..999,999,999 also before 1970.
  const part = ((ns % BILLION) + BILLION) % BILLION;
  stI64(p + timespec.tv_sec, (ns - part) / BILLION);
  stI64(p + timespec.tv_nsec, part);
}

function fill(p: Addr, out: StatResult): void {
  out.st_mode = ldU32(p + stat.st_mode);
  out.st_ino = ldU64(p + stat.st_ino);
  out.st_dev = ldU64(p + stat.st_dev);
  out.st_nlink = ldSsize(p + stat.st_nlink);
  out.st_uid = ldU32(p + stat.st_uid);
  out.st_gid = ldU32(p + stat.st_gid);
  out.st_rdev = ldU64(p + stat.st_rdev);
  out.st_size = ldSsize(p + stat.st_size);
  out.st_blksize = ldSsize(p + stat.st_blksize);
  out.st_blocks = ldSsize(p + stat.st_blocks);
  out.st_atime_ns = nanoseconds(p + stat.st_atim);
  out.st_mtime_ns = nanoseconds(p + stat.st_mtim);
  out.st_ctime_ns = nanoseconds(p + stat.st_ctim);
}

export function makeFileCalls(c: Context): FileCalls {
  const { libc } = c;
  const noFollow = (follow: boolean) => (follow ? 0 : AT.SYMLINK_NOFOLLOW);

  /** Reads all entries behind an open descriptor. */
  function entries(fd: number): DirEntry[] | number {
    return withScratch(c, (s) => {
      const list: DirEntry[] = [];
      const p = s.take(DIRENT_BYTES);
      for (;;) {
        const n = libc.getdents64(fd, p, DIRENT_BYTES);
        if (n <= 0) return n < 0 ? n : list;
        for (let at = p; at < p + n; at += ld16(at + dirent64.d_reclen)) {
          const name = stringAt(at + dirent64.d_name, ld16(at + dirent64.d_reclen) - dirent64.d_name);
          if (name[0] === 0x2e && (name.length === 1 || (name.length === 2 && name[1] === 0x2e))) continue;
          list.push({ name, type: ld8(at + dirent64.d_type), ino: ldU64(at + dirent64.d_ino) });
        }
      }
    });
  }
  function two(a: Uint8Array, b: Uint8Array, call: (p: Addr, q: Addr) => number): number {
    return withScratch(c, (s) => {
      const p = s.cstring(a);
      const q = s.cstring(b);
      return p === 0 || q === 0 ? -E.EINVAL : call(p, q);
    });
  }
  function times(s: { take(n: number): Addr }, atimeNs: bigint, mtimeNs: bigint): Addr {
    const p = s.take(2 * timespec.size);
    storeNanoseconds(p, atimeNs);
    storeNanoseconds(p + timespec.size, mtimeNs);
    return p;
  }

  const files: FileCalls = {
    open: (path, flags, mode, dirFd = AT.FDCWD) =>
      withPath(c, path, (p) => libc.openat(dirFd, p, flags | 0, mode)),
    truncate: (path, length) => withPath(c, path, (p) => libc.truncate(p, length)),
    stat: (path, out, follow = true, dirFd = AT.FDCWD) =>
      withPath(c, path, (p, s) => {
        const st = s.take(stat.size);
        const status = libc.fstatat(dirFd, p, st, noFollow(follow));
        if (status === 0) fill(st, out);
        return status;
      }),
    lstat: (path, out) => files.stat(path, out, false),
    fstat: (fd, out) =>
      withScratch(c, (s) => {
        const st = s.take(stat.size);
        const status = libc.fstat(fd, st);
        if (status === 0) fill(st, out);
        return status;
      }),
    scandir(path) {
      if (typeof path === 'number') {
        // As fdopendir does on a duplicate: the descriptor's position is left at the start again.
        const sought = libc.lseek(path, 0, 0);
        if (sought < 0) return sought === -E.ESPIPE ? -E.ENOTDIR : sought;
        const list = entries(path);
        libc.lseek(path, 0, 0);
        return list;
      }
      const fd = files.open(path, O.RDONLY | O.DIRECTORY | O.CLOEXEC, 0);
      if (fd < 0) return fd;
      const list = entries(fd);
      libc.close(fd);
      return list;
    },
    mkdir: (path, mode, dirFd = AT.FDCWD) => withPath(c, path, (p) => libc.mkdirat(dirFd, p, mode)),
    rmdir: (path, dirFd = AT.FDCWD) => withPath(c, path, (p) => libc.unlinkat(dirFd, p, AT.REMOVEDIR)),
    unlink: (path, dirFd = AT.FDCWD) => withPath(c, path, (p) => libc.unlinkat(dirFd, p, 0)),
    rename: (from, to, fromDirFd = AT.FDCWD, toDirFd = AT.FDCWD) =>
      two(from, to, (p, q) => libc.renameat(fromDirFd, p, toDirFd, q)),
    link: (from, to, fromDirFd = AT.FDCWD, toDirFd = AT.FDCWD, follow = false) =>
      two(from, to, (p, q) => libc.linkat(fromDirFd, p, toDirFd, q, follow ? AT.SYMLINK_FOLLOW : 0)),
    symlink: (target, path, dirFd = AT.FDCWD) => two(target, path, (p, q) => libc.symlinkat(p, dirFd, q)),
    readlink(path, dirFd = AT.FDCWD) {
      let target: Uint8Array | null = null;
      const status = withPath(c, path, (p, s) => {
        const into = s.take(LONGEST_PATH);
        const n = libc.readlinkat(dirFd, p, into, LONGEST_PATH);
        if (n >= 0) target = readBytes(into, n);
        return n;
      });
      return target ?? status;
    },
    chmod: (path, mode, follow = true, dirFd = AT.FDCWD) =>
      withPath(c, path, (p) => libc.fchmodat(dirFd, p, mode, noFollow(follow))),
    fchmod: (fd, mode) => libc.fchmod(fd, mode),
    chown: (path, uid, gid, follow = true, dirFd = AT.FDCWD) =>
      withPath(c, path, (p) => libc.fchownat(dirFd, p, uid | 0, gid | 0, noFollow(follow))),
    fchown: (fd, uid, gid) => libc.fchown(fd, uid | 0, gid | 0),
    utime: (path, atimeNs, mtimeNs, follow = true, dirFd = AT.FDCWD) =>
      withPath(c, path, (p, s) => libc.utimensat(dirFd, p, times(s, atimeNs, mtimeNs), noFollow(follow))),
    futime: (fd, atimeNs, mtimeNs) => withScratch(c, (s) => libc.futimens(fd, times(s, atimeNs, mtimeNs))),
    access: (path, mode, dirFd = AT.FDCWD, effectiveIds = false, follow = true) =>
      withPath(c, path, (p) =>
        libc.faccessat(dirFd, p, mode, (effectiveIds ? AT.EACCESS : 0) | noFollow(follow)),
      ),
    mkfifo: (path, mode, dirFd = AT.FDCWD) => withPath(c, path, (p) => libc.mkfifoat(dirFd, p, mode)),
    chdir: (path) => withPath(c, path, (p) => libc.chdir(p)),
    fchdir: (fd) => libc.fchdir(fd),
    getcwd: () =>
      withScratch(c, (s) => {
        const p = s.take(LONGEST_PATH);
        return libc.getcwd(p, LONGEST_PATH) === 0 ? -c.errno() : stringAt(p, LONGEST_PATH);
      }),
    umask: (mask) => libc.umask(mask),
  };
  return files;
}
