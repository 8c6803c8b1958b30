/**
 * A file system in memory, for hosts that have none: a tree of directories, files and symbolic links, as much of POSIX as
 * `os`, `io` and the import system use.
 */
import { E } from '../errno.js';
import type { DirEntry, Os, StatResult } from '../os.js';
import { AT, DT, O, S, SEEK } from '../os-constants.js';
import type { BaseOs } from './base-os.js';
import { closedDescription, type Description } from './descriptors.js';

interface Node {
  readonly ino: bigint;
  mode: number;
  mtime: bigint;
  atime: bigint;
  ctime: bigint;
  links: number;
  /** Of a file; `size` bytes of it count. */
  data: Uint8Array;
  size: number;
  /** Of a directory. */
  readonly entries: Map<string, Node> | null;
  /** Of a symbolic link. */
  readonly target: string | null;
}

const MAX_LINKS = 40;
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
  let inodes = 1n;
  let umask = 0o022;
  function node(mode: number, target: string | null = null): Node {
    const t = now();
    const dir = (mode & S.IFMT) === S.IFDIR;
    return {
      ino: inodes++,
      mode,
      mtime: t,
      atime: t,
      ctime: t,
      links: dir ? 2 : 1,
      data: new Uint8Array(0),
      size: 0,
      entries: dir ? new Map() : null,
      target,
    };
  }
  const root = node(S.IFDIR | 0o755);
  let cwd = '/';

  interface Found {
    /** Null when the last name does not exist. */
    node: Node | null;
    parent: Node;
    name: string;
    path: string;
  }
  /** Walks a path; an error is a negative number. */
  function walk(path: string, follow: boolean, depth = 0): Found | number {
    if (path === '') return -E.ENOENT;
    if (path.includes('\0')) return -E.EINVAL;
    if (depth > MAX_LINKS) return -E.ELOOP;
    const parts = (path[0] === '/' ? path : `${cwd}/${path}`).split('/').filter((p) => p !== '' && p !== '.');
    const stack: [Node, string][] = [[root, '']];
    const here = () => stack.map((s) => s[1]).join('/') || '/';
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const [dir] = stack[stack.length - 1]!;
      const last = i === parts.length - 1;
      if (!dir.entries) return -E.ENOTDIR;
      if (part === '..') {
        if (stack.length > 1) stack.pop();
        continue;
      }
      const child = dir.entries.get(part) ?? null;
      if (child === null) {
        if (!last) return -E.ENOENT;
        return { node: null, parent: dir, name: part, path: `${here()}/${part}`.replace('//', '/') };
      }
      if (child.target !== null && (follow || !last)) {
        const to = child.target[0] === '/' ? child.target : `${here()}/${child.target}`;
        return walk([to, ...parts.slice(i + 1)].join('/'), follow, depth + 1);
      }
      if (last && child.entries === null && path.endsWith('/')) return -E.ENOTDIR;
      stack.push([child, part]);
    }
    const [found, last] = stack[stack.length - 1]!;
    const parent = stack[stack.length - 2]?.[0] ?? root;
    return { node: found, parent, name: last, path: here() };
  }
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
        if (d.flags & O.APPEND) position = n.size;
        const done = d.pwrite(from, position);
        if (done > 0) position += done;
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

  const files: MemoryFiles = {
    put(path, content) {
      const parts = path.split('/').filter((p) => p !== '');
      let dir = root;
      for (const part of parts.slice(0, -1)) {
        let next = dir.entries!.get(part);
        if (next === undefined) dir.entries!.set(part, (next = node(S.IFDIR | 0o755)));
        if (!next.entries) throw new Error(`${path}: ${part} is not a directory`);
        dir = next;
      }
      const file = node(S.IFREG | 0o644);
      file.data = typeof content === 'string' ? encoder.encode(content) : content;
      file.size = file.data.length;
      dir.entries!.set(parts[parts.length - 1]!, file);
    },
    take(path) {
      const found = walk(path, true);
      return typeof found === 'number' || !found.node || found.node.entries
        ? null
        : found.node.data.slice(0, found.node.size);
    },
    open(path, flags, mode, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), !(flags & O.NOFOLLOW) && !(flags & O.EXCL));
      if (typeof found === 'number') return found;
      let n = found.node;
      if (n === null) {
        if (!(flags & O.CREAT)) return -E.ENOENT;
        n = node(S.IFREG | (mode & ~umask & 0o7777));
        found.parent.entries!.set(found.name, n);
        found.parent.mtime = now();
      } else {
        if (flags & O.CREAT && flags & O.EXCL) return -E.EEXIST;
        if (n.target !== null) return -E.ELOOP;
        if (n.entries && (flags & 3) !== O.RDONLY) return -E.EISDIR;
        if (!n.entries && (flags & O.DIRECTORY) === O.DIRECTORY) return -E.ENOTDIR;
        if (flags & O.TRUNC && !n.entries) resize(n, 0);
      }
      return base.addDescription(
        describe(n, flags & ~(O.CREAT | O.EXCL | O.TRUNC), found.path),
        !(flags & O.CLOEXEC),
      );
    },
    truncate(path, length) {
      const found = walk(name(path), true);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      if (found.node.entries) return -E.EISDIR;
      if (length < 0) return -E.EINVAL;
      resize(found.node, length);
      return 0;
    },
    stat(path, out, follow = true, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), follow);
      if (typeof found === 'number') return found;
      return found.node ? fill(found.node, out) : -E.ENOENT;
    },
    scandir(path) {
      let text: string;
      if (typeof path === 'number') {
        const d = base.descriptors.get(path);
        if (d === null) return -E.EBADF;
        if (d.path === null) return -E.ENOTDIR;
        text = name(d.path);
      } else text = name(path);
      const found = walk(text, true);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      if (!found.node.entries) return -E.ENOTDIR;
      return [...found.node.entries].map(([entry, n]): DirEntry => {
        const type = n.entries ? DT.DIR : n.target !== null ? DT.LNK : DT.REG;
        return { name: encoder.encode(entry), type, ino: n.ino };
      });
    },
    mkdir(path, mode, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path).replace(/(.)\/+$/, '$1'), false);
      if (typeof found === 'number') return found;
      if (found.node) return -E.EEXIST;
      found.parent.entries!.set(found.name, node(S.IFDIR | (mode & ~umask & 0o7777)));
      found.parent.links++;
      return 0;
    },
    rmdir(path, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), false);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      if (!found.node.entries) return -E.ENOTDIR;
      if (found.node === root) return -E.EBUSY;
      if (found.node.entries.size > 0) return -E.ENOTEMPTY;
      found.parent.entries!.delete(found.name);
      found.parent.links--;
      return 0;
    },
    unlink(path, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), false);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      if (found.node.entries) return -E.EISDIR;
      found.parent.entries!.delete(found.name);
      found.node.links--;
      return 0;
    },
    rename(from, to, fromDirFd, toDirFd) {
      if (!at(fromDirFd) || !at(toDirFd)) return -E.ENOSYS;
      const a = walk(name(from), false);
      const b = walk(name(to), false);
      if (typeof a === 'number') return a;
      if (typeof b === 'number') return b;
      if (!a.node) return -E.ENOENT;
      if (a.node === b.node) return 0;
      if (`${b.path}/`.startsWith(`${a.path}/`)) return -E.EINVAL;
      if (b.node) {
        if (a.node.entries && !b.node.entries) return -E.ENOTDIR;
        if (!a.node.entries && b.node.entries) return -E.EISDIR;
        if (b.node.entries && b.node.entries.size > 0) return -E.ENOTEMPTY;
      }
      a.parent.entries!.delete(a.name);
      b.parent.entries!.set(b.name, a.node);
      return 0;
    },
    link(from, to, fromDirFd, toDirFd, follow = false) {
      if (!at(fromDirFd) || !at(toDirFd)) return -E.ENOSYS;
      const a = walk(name(from), follow);
      const b = walk(name(to), false);
      if (typeof a === 'number') return a;
      if (typeof b === 'number') return b;
      if (!a.node) return -E.ENOENT;
      if (a.node.entries) return -E.EPERM;
      if (b.node) return -E.EEXIST;
      a.node.links++;
      b.parent.entries!.set(b.name, a.node);
      return 0;
    },
    symlink(target, path, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), false);
      if (typeof found === 'number') return found;
      if (found.node) return -E.EEXIST;
      found.parent.entries!.set(found.name, node(S.IFLNK | 0o777, name(target)));
      return 0;
    },
    readlink(path, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), false);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      return found.node.target === null ? -E.EINVAL : encoder.encode(found.node.target);
    },
    chmod(path, mode, follow = true, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), follow);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      found.node.mode = (found.node.mode & S.IFMT) | (mode & 0o7777);
      return 0;
    },
    utime(path, atimeNs, mtimeNs, follow = true, dirFd) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), follow);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      found.node.atime = atimeNs;
      found.node.mtime = mtimeNs;
      return 0;
    },
    access(path, mode, dirFd, _effectiveIds, follow = true) {
      if (!at(dirFd)) return -E.ENOSYS;
      const found = walk(name(path), follow);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      return ((found.node.mode >>> 6) & mode) === mode ? 0 : -E.EACCES;
    },
    chdir(path) {
      const found = walk(name(path), true);
      if (typeof found === 'number') return found;
      if (!found.node) return -E.ENOENT;
      if (!found.node.entries) return -E.ENOTDIR;
      cwd = found.path;
      return 0;
    },
    getcwd: () => encoder.encode(cwd),
    umask(mask) {
      const before = umask;
      umask = mask & 0o777;
      return before;
    },
  };
  return files;
}
