/**
 * A file system in memory, for hosts that have none: a tree of directories, files and symbolic links, as much of POSIX as
 * `os`, `io` and the import system use.
 */
import { E } from '../errno.js';
import type { DirEntry, Os, StatResult } from '../os.js';
import { AT, DT, O, S, SEEK } from '../os-constants.js';
import type { BaseOs } from './base-os.js';
import { closedDescription, type Description } from './descriptors.js';
import { makeTree, type Node } from './memory-tree.js';

const decoder = new TextDecoder('utf-8');
const encoder = new TextEncoder();
const name = (path: Uint8Array) => decoder.decode(path.slice());

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
  | 'utime'
  | 'access'
  | 'chdir'
  | 'getcwd'
  | 'umask'
>;

export interface MemoryFiles extends PathCalls {
  /** Puts a file there, directories included. */
  put(path: string, content: Uint8Array | string): void;
  /** The content of a file, or null. */
  take(path: string): Uint8Array | null;
}

export function makeMemoryFiles(base: BaseOs, now: () => bigint): MemoryFiles {
  let umask = 0o022;
  const tree = makeTree(now);
  const { root, make, lookup } = tree;
  const at = (dirFd: number | undefined) => dirFd === undefined || dirFd === AT.FDCWD;

  function fill(n: Node, out: StatResult): number {
    out.st_mode = n.mode;
    out.st_ino = n.ino;
    out.st_dev = 1n;
    out.st_nlink = n.links;
    out.st_uid = 0;
    out.st_gid = 0;
    out.st_rdev = 0n;
    out.st_size = n.target === null ? n.size : encoder.encode(n.target).length;
    out.st_blksize = 4096;
    out.st_blocks = Math.ceil(n.size / 512);
    out.st_atime_ns = n.atime;
    out.st_mtime_ns = n.mtime;
    out.st_ctime_ns = n.ctime;
    return 0;
  }
  function resize(n: Node, size: number): void {
    if (size > n.data.length) {
      const grown = new Uint8Array(Math.max(size, n.data.length * 2, 256));
      grown.set(n.data.subarray(0, n.size));
      n.data = grown;
    } else if (size < n.size) n.data.fill(0, size, n.size);
    n.size = size;
    n.mtime = now();
  }
  function describe(n: Node, flags: number, path: string): Description {
    let position = 0;
    const mode = flags & 3;
    const d: Description = {
      ...closedDescription(E.EINVAL),
      flags,
      path: encoder.encode(path),
      pread(into, offset) {
        if (mode === O.WRONLY) return -E.EBADF;
        if (n.entries) return -E.EISDIR;
        const from = n.data.subarray(Math.min(offset, n.size), Math.min(offset + into.length, n.size));
        into.set(from);
        return from.length;
      },
      pwrite(from, offset) {
        if (mode === O.RDONLY) return -E.EBADF;
        if (offset + from.length > n.size) resize(n, offset + from.length);
        n.data.set(from, offset);
        n.mtime = now();
        return from.length;
      },
      read(into) {
        const done = d.pread(into, position);
        if (done > 0) position += done;
        return done;
      },
      write(from) {
        const start = d.flags & O.APPEND ? n.size : position;
        const done = d.pwrite(from, start);
        if (done > 0) position = start + done;
        return done;
      },
      seek(offset, whence) {
        const origin =
          whence === SEEK.SET ? 0 : whence === SEEK.CUR ? position : whence === SEEK.END ? n.size : -1;
        if (origin < 0 || origin + offset < 0) return -E.EINVAL;
        position = origin + offset;
        return position;
      },
      stat: (out) => fill(n, out),
      truncate(length) {
        if (mode === O.RDONLY) return -E.EINVAL;
        resize(n, length);
        return 0;
      },
      sync: () => 0,
    };
    return d;
  }

  /** Checks for an entry that is to be made under a name: `-errno`, or its place. */
  function vacancy(path: Uint8Array, directory: boolean) {
    const found = tree.entry(name(path));
    if (typeof found === 'number') return found;
    if (found.dots !== '' || found.node) return -E.EEXIST;
    return found.slash && !directory ? -E.ENOENT : found;
  }
  function put(place: { parent: Node; name: string }, node: Node): number {
    place.parent.entries!.set(place.name, node);
    place.parent.mtime = now();
    return 0;
  }
  /** A call on what a path leads to. */
  function on(
    path: Uint8Array,
    follow: boolean,
    dirFd: number | undefined,
    call: (n: Node) => number,
  ): number {
    if (!at(dirFd)) return -E.ENOSYS;
    const found = lookup(name(path), follow);
    return typeof found === 'number' ? found : call(found.node);
  }

  const files: MemoryFiles = {
    put(path, content) {
      const parts = path.split('/').filter((p) => p !== '');
      let dir = root;
      for (const part of parts.slice(0, -1)) {
        let next = dir.entries!.get(part);
        if (next === undefined) dir.entries!.set(part, (next = make(S.IFDIR | 0o755)));
        if (!next.entries) throw new Error(`${path}: ${part} is not a directory`);
        dir = next;
      }
      const file = make(S.IFREG | 0o644);
      file.data = typeof content === 'string' ? encoder.encode(content) : content;
      file.size = file.data.length;
      dir.entries!.set(parts[parts.length - 1]!, file);
    },
    take(path) {
      const found = lookup(path, true);
      return typeof found === 'number' || found.node.entries
        ? null
        : found.node.data.slice(0, found.node.size);
    },
    open(path, flags, mode, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const create = (flags & O.CREAT) !== 0;
      const exclusive = create && (flags & O.EXCL) !== 0;
      const text = name(path);
      const follow = !exclusive && (!(flags & O.NOFOLLOW) || text.endsWith('/'));
      const found = tree.reach(text, follow);
      if (typeof found === 'number') return found;
      if (create && found.slash) return -E.EISDIR;
      let n = found.node;
      if (n === null) {
        if (!create) return -E.ENOENT;
        n = make(S.IFREG | (mode & ~umask & 0o7777));
        put(found, n);
      } else {
        if (exclusive) return -E.EEXIST;
        if (n.target !== null) return found.slash ? -E.ENOTDIR : -E.ELOOP;
        const directory = (flags & O.DIRECTORY) === O.DIRECTORY || found.slash;
        if (!n.entries && directory) return -E.ENOTDIR;
        if (n.entries && (create || (flags & 3) !== O.RDONLY || flags & O.TRUNC)) return -E.EISDIR;
        if (flags & O.TRUNC) resize(n, 0);
      }
      const kept = flags & ~(O.CREAT | O.EXCL | O.TRUNC | O.CLOEXEC);
      return base.addDescription(describe(n, kept, found.path), !(flags & O.CLOEXEC));
    },
    truncate: (path, length) =>
      on(path, true, undefined, (n) => {
        if (n.entries) return -E.EISDIR;
        if (length < 0) return -E.EINVAL;
        resize(n, length);
        return 0;
      }),
    stat: (path, out, follow = true, dirFd) => on(path, follow, dirFd, (n) => fill(n, out)),
    scandir(path) {
      let text: string;
      if (typeof path === 'number') {
        const d = base.descriptors.get(path);
        if (d === null) return -E.EBADF;
        if (d.path === null) return -E.ENOTDIR;
        text = name(d.path);
      } else text = name(path);
      const found = lookup(text, true);
      if (typeof found === 'number') return found;
      if (!found.node.entries) return -E.ENOTDIR;
      return [...found.node.entries].map(([entry, n]): DirEntry => {
        const type = n.entries ? DT.DIR : n.target !== null ? DT.LNK : DT.REG;
        return { name: encoder.encode(entry), type, ino: n.ino };
      });
    },
    mkdir(path, mode, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const place = vacancy(path, true);
      if (typeof place === 'number') return place;
      place.parent.links++;
      return put(place, make(S.IFDIR | (mode & ~umask & 0o7777)));
    },
    rmdir(path, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = tree.entry(name(path));
      if (typeof found === 'number') return found;
      if (found.dots !== '') return { '/': -E.EBUSY, '.': -E.EINVAL, '..': -E.ENOTEMPTY }[found.dots];
      if (!found.node) return -E.ENOENT;
      if (!found.node.entries) return -E.ENOTDIR;
      if (found.node.entries.size > 0) return -E.ENOTEMPTY;
      found.parent.entries!.delete(found.name);
      found.parent.links--;
      return 0;
    },
    unlink(path, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = tree.entry(name(path));
      if (typeof found === 'number') return found;
      if (found.dots !== '') return -E.EISDIR;
      if (!found.node) return -E.ENOENT;
      if (found.node.entries) return -E.EISDIR;
      if (found.slash) return -E.ENOTDIR;
      found.parent.entries!.delete(found.name);
      found.node.links--;
      return 0;
    },
    rename(from, to, fromDirFd, toDirFd) {
      if (!at(fromDirFd) || !at(toDirFd)) return -E.ENOSYS;
      const a = tree.entry(name(from));
      if (typeof a === 'number') return a;
      const b = tree.entry(name(to));
      if (typeof b === 'number') return b;
      if (a.dots !== '' || b.dots !== '') return -E.EBUSY;
      if (!a.node) return -E.ENOENT;
      if (!a.node.entries && (a.slash || b.slash)) return -E.ENOTDIR;
      if (a.node.entries && b.path.startsWith(`${a.path}/`)) return -E.EINVAL;
      if (b.node?.entries && a.path.startsWith(`${b.path}/`)) return -E.ENOTEMPTY;
      if (a.node === b.node) return 0;
      if (b.node) {
        if (a.node.entries && !b.node.entries) return -E.ENOTDIR;
        if (!a.node.entries && b.node.entries) return -E.EISDIR;
        if (b.node.entries && b.node.entries.size > 0) return -E.ENOTEMPTY;
        b.node.links--;
      }
      a.parent.entries!.delete(a.name);
      return put(b, a.node);
    },
    link(from, to, fromDirFd, toDirFd, follow = false) {
      if (!at(fromDirFd) || !at(toDirFd)) return -E.ENOSYS;
      const a = lookup(name(from), follow);
      if (typeof a === 'number') return a;
      const place = vacancy(to, false);
      if (typeof place === 'number') return place;
      if (a.node.entries) return -E.EPERM;
      a.node.links++;
      return put(place, a.node);
    },
    symlink(target, path, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      if (target.length === 0) return -E.ENOENT;
      const place = vacancy(path, false);
      return typeof place === 'number' ? place : put(place, make(S.IFLNK | 0o777, name(target)));
    },
    readlink(path, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = lookup(name(path), false);
      if (typeof found === 'number') return found;
      return found.node.target === null ? -E.EINVAL : encoder.encode(found.node.target);
    },
    chmod: (path, mode, follow = true, dirFd) =>
      on(path, follow, dirFd, (n) => {
        n.mode = (n.mode & S.IFMT) | (mode & 0o7777);
        return 0;
      }),
    utime: (path, atimeNs, mtimeNs, follow = true, dirFd) =>
      on(path, follow, dirFd, (n) => {
        n.atime = atimeNs;
        n.mtime = mtimeNs;
        return 0;
      }),
    access: (path, mode, dirFd, _effectiveIds, follow = true) =>
      on(path, follow, dirFd, (n) => (((n.mode >>> 6) & mode) === mode ? 0 : -E.EACCES)),
    chdir(path) {
      const found = lookup(name(path), true);
      if (typeof found === 'number') return found;
      if (!found.node.entries) return -E.ENOTDIR;
      tree.cwd = found.path;
      return 0;
    },
    getcwd: () => encoder.encode(tree.cwd),
    umask(mask) {
      const before = umask;
      umask = mask & 0o777;
      return before;
    },
  };
  return files;
}
