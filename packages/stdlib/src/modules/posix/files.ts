/** `posix`: what is done with paths. */
import { type Borrowed, isError, NULL, O, type Owned } from '@tyston/memory';
import {
  decref,
  floatValue,
  indexInt,
  intToBigInt,
  isInstance,
  jsStr,
  listAppendOwned,
  type MethodSpec,
  method,
  None,
  newBool,
  newBytes,
  newList,
  newStr,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import {
  dirFd,
  fileDescriptor,
  fsDecode,
  fspath,
  fsResult,
  type PathArgument,
  withPath,
} from '../../lib/fs-path.js';
import { raiseOsError, retry } from '../../os-error.js';
import { count, done, id, offset, retryDone } from './result.js';
import { newStatResult, statBuffer } from './structs.js';

const notImplemented = (name: string, argument: string): Owned =>
  setError(T.NotImplementedError, `${name}: ${argument} unavailable on this platform`);

/** A call on a path, or on one in a directory that is given by descriptor. */
function at(
  name: string,
  path: Borrowed,
  dir: Borrowed,
  use: (p: PathArgument, dir: number | undefined) => Owned,
  allowFd = false,
): Owned {
  const d = dirFd(dir);
  if (d === null) return NULL;
  return withPath(
    name,
    path,
    (p) => {
      if (p.fd >= 0 && d !== undefined)
        return valueError(`${name}: can't specify dir_fd without matching path`);
      return use(p, d);
    },
    { allowFd },
  );
}
/** A call on two paths, each in a directory of its own. */
function both(
  name: string,
  src: Borrowed,
  dst: Borrowed,
  use: (a: PathArgument, b: PathArgument) => Owned,
): Owned {
  return withPath(name, src, (a) => withPath(name, dst, (b) => use(a, b), { argument: 'dst' }), {
    argument: 'src',
  });
}

function stat(name: string, path: Borrowed, dir: Borrowed, follow: boolean, allowFd: boolean): Owned {
  const d = dirFd(dir);
  if (d === null) return NULL;
  return withPath(
    name,
    path,
    (p) => {
      if (p.fd !== -1 && d !== undefined)
        return valueError(`${name}: can't specify dir_fd without matching path`);
      if (p.fd !== -1 && !follow) return valueError(`${name}: cannot use fd and follow_symlinks together`);
      const r = p.fd !== -1 ? os().fstat(p.fd, statBuffer) : os().stat(p.bytes, statBuffer, follow, d);
      return r < 0 ? raiseOsError(r, p.object) : newStatResult();
    },
    { allowFd },
  );
}

function listdir(path: Borrowed): Owned {
  return withPath(
    'listdir',
    path,
    (p) => {
      const entries = os().scandir(p.fd !== -1 ? p.fd : p.bytes);
      if (isError(entries)) return raiseOsError(entries, p.object);
      const list = newList();
      for (const e of entries) listAppendOwned(list, fsResult(e.name, p.isBytes));
      return list;
    },
    { allowFd: true, nullable: true },
  );
}

function chmod(path: Borrowed, mode: number, dir: Borrowed, follow: boolean): Owned {
  return at(
    'chmod',
    path,
    dir,
    (p, d) => {
      if (p.fd !== -1)
        return follow
          ? done(os().fchmod(p.fd, mode), p.object)
          : valueError('chmod: cannot use fd and follow_symlinks together');
      if (!follow) return notImplemented('chmod', 'follow_symlinks');
      return done(os().chmod(p.bytes, mode, true, d), p.object);
    },
    true,
  );
}
function chown(
  name: string,
  path: Borrowed,
  uid: Borrowed,
  gid: Borrowed,
  dir: Borrowed,
  follow: boolean,
  allowFd: boolean,
): Owned {
  const u = id(uid, 'uid');
  const g = u === null ? null : id(gid, 'gid');
  if (u === null || g === null) return NULL;
  return at(
    name,
    path,
    dir,
    (p, d) => {
      if (p.fd !== -1)
        return follow
          ? done(os().fchown(p.fd, u, g), p.object)
          : valueError('chown: cannot use fd and follow_symlinks together');
      return done(os().chown(p.bytes, u, g, follow, d), p.object);
    },
    allowFd,
  );
}

/** Nanoseconds of a time in seconds (an int or a float); null with an exception. Rounds down, as utime does. */
function secondsToNs(o: Borrowed): bigint | null {
  if (isInstance(o, T.float)) {
    const v = floatValue(o);
    if (Number.isNaN(v)) {
      valueError('Invalid value NaN (not a number)');
      return null;
    }
    const whole = Math.floor(v);
    const ns = Math.floor((v - whole) * 1e9);
    if (Math.abs(whole) >= 9.3e18) {
      setError(T.OverflowError, 'timestamp out of range for platform time_t');
      return null;
    }
    return BigInt(whole) * 1_000_000_000n + BigInt(ns);
  }
  const n = bigOf(o);
  return n === null ? null : n * 1_000_000_000n;
}
function bigOf(o: Borrowed): bigint | null {
  const i = indexInt(o);
  if (i === 0) return null;
  const v = intToBigInt(i);
  decref(i);
  return v;
}
function utime(path: Borrowed, times: Borrowed, ns: Borrowed, dir: Borrowed, follow: boolean): Owned {
  let a: bigint | null;
  let m: bigint | null;
  if (times !== 0 && times !== None && ns !== 0)
    return valueError("utime: you may specify either 'times' or 'ns' but not both");
  if (times !== 0 && times !== None) {
    if (!isInstance(times, T.tuple) || tupleLength(times) !== 2)
      return typeError("utime: 'times' must be either a tuple of two ints or None");
    a = secondsToNs(tupleItem(times, 0));
    m = a === null ? null : secondsToNs(tupleItem(times, 1));
  } else if (ns !== 0) {
    if (!isInstance(ns, T.tuple) || tupleLength(ns) !== 2)
      return typeError("utime: 'ns' must be a tuple of two ints");
    a = bigOf(tupleItem(ns, 0));
    m = a === null ? null : bigOf(tupleItem(ns, 1));
  } else a = m = os().clock(0);
  if (a === null || m === null) return NULL;
  const atime = a;
  const mtime = m;
  return at(
    'utime',
    path,
    dir,
    (p, d) => {
      if (p.fd !== -1 && !follow) return valueError('utime: cannot use fd and follow_symlinks together');
      return done(
        p.fd !== -1 ? os().futime(p.fd, atime, mtime) : os().utime(p.bytes, atime, mtime, follow, d),
        p.object,
      );
    },
    true,
  );
}

function open(path: Borrowed, flags: number, mode: number, dir: Borrowed): Owned {
  return at('open', path, dir, (p, d) => {
    const fd = retry(() => os().open(p.bytes, flags | O.CLOEXEC, mode, d));
    return fd === null ? NULL : count(fd, p.object);
  });
}
function readlink(path: Borrowed, dir: Borrowed): Owned {
  return at('readlink', path, dir, (p, d) => {
    const r = os().readlink(p.bytes, d);
    return isError(r) ? raiseOsError(r, p.object) : fsResult(r, p.isBytes);
  });
}
function rename(name: string, src: Borrowed, dst: Borrowed, srcDir: Borrowed, dstDir: Borrowed): Owned {
  const s = dirFd(srcDir);
  const d = s === null ? null : dirFd(dstDir);
  if (s === null || d === null) return NULL;
  return both(name, src, dst, (a, b) => {
    return done(os().rename(a.bytes, b.bytes, s, d), a.object, b.object);
  });
}
function unlink(name: string, path: Borrowed, dir: Borrowed): Owned {
  return at(name, path, dir, (p, d) => done(os().unlink(p.bytes, d), p.object));
}
function getcwd(asBytes: boolean): Owned {
  const r = os().getcwd();
  return isError(r) ? raiseOsError(r) : asBytes ? newBytes(r) : fsDecode(r);
}
function chdir(path: Borrowed): Owned {
  return withPath(
    'chdir',
    path,
    (p) => done(p.fd !== -1 ? os().fchdir(p.fd) : os().chdir(p.bytes), p.object),
    { allowFd: true },
  );
}

/** No empty parts, no `.`, `..` taken with what stands before it; two leading slashes stay two. Empty for the current directory. */
function pathNormpath(path: Borrowed): Owned {
  if (!isInstance(path, T.str))
    return typeError(`_path_normpath() argument 'path' must be str, not ${typeName(path)}`);
  const text = jsStr(path);
  const root = /^\/+/.exec(text)?.[0].length ?? 0;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === 0 && (parts.length === 0 || parts[parts.length - 1] === '..')))
      parts.push(part);
    else parts.pop();
  }
  const lead = root === 2 ? '//' : root > 0 ? '/' : '';
  return newStr(lead + parts.join('/'));
}
function truncate(path: Borrowed, length: Borrowed): Owned {
  const n = offset(length);
  if (n === null) return NULL;
  return withPath(
    'truncate',
    path,
    (p) => retryDone(() => (p.fd !== -1 ? os().ftruncate(p.fd, n) : os().truncate(p.bytes, n)), p.object),
    {
      allowFd: true,
    },
  );
}

const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const fileFunctions: readonly MethodSpec[] = [
  m(
    'stat',
    '($module, /, path, *, dir_fd=None, follow_symlinks: bool = True)',
    (_m, path: Borrowed, dir: Borrowed, follow: boolean) => stat('stat', path, dir, follow, true),
    'Perform a stat system call on the given path.',
  ),
  m(
    'lstat',
    '($module, /, path, *, dir_fd=None)',
    (_m, path: Borrowed, dir: Borrowed) => stat('lstat', path, dir, false, false),
    'Perform a stat system call on the given path, without following symbolic links.\n\nLike stat(), but do not follow symbolic links.\nEquivalent to stat(path, follow_symlinks=False).',
  ),
  m(
    'fstat',
    '($module, /, fd: int)',
    (_m, fd: number) => {
      const r = os().fstat(fd, statBuffer);
      return r < 0 ? raiseOsError(r) : newStatResult();
    },
    'Perform a stat system call on the given file descriptor.\n\nLike stat(), but for an open file descriptor.\nEquivalent to os.stat(fd).',
  ),
  m(
    'access',
    '($module, /, path, mode: int, *, dir_fd=None,\n       effective_ids: bool = False, follow_symlinks: bool = True)',
    (_m, path: Borrowed, mode: number, dir: Borrowed, effective: boolean, follow: boolean) =>
      at('access', path, dir, (p, d) => newBool(os().access(p.bytes, mode, d, effective, follow) === 0)),
    'Use the real uid/gid to test for access to a path.',
  ),
  m(
    'chdir',
    '($module, /, path)',
    (_m, path: Borrowed) => chdir(path),
    'Change the current working directory to the specified path.',
  ),
  m(
    'fchdir',
    '($module, /, fd)',
    (_m, fd: Borrowed) => {
      const n = fileDescriptor(fd);
      return n < 0 ? NULL : retryDone(() => os().fchdir(n));
    },
    'Change to the directory of the given file descriptor.',
  ),
  m(
    'chmod',
    '($module, /, path, mode: int, *, dir_fd=None, follow_symlinks: bool = True)',
    (_m, path: Borrowed, mode: number, dir: Borrowed, follow: boolean) => chmod(path, mode, dir, follow),
    'Change the access permissions of a file.',
  ),
  m(
    'fchmod',
    '($module, /, fd: int, mode: int)',
    (_m, fd: number, mode: number) => retryDone(() => os().fchmod(fd, mode)),
    'Change the access permissions of the file given by file descriptor fd.\n\nEquivalent to os.chmod(fd, mode).',
  ),
  m(
    'chown',
    '($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks: bool = True)',
    (_m, path: Borrowed, u: Borrowed, g: Borrowed, dir: Borrowed, follow: boolean) =>
      chown('chown', path, u, g, dir, follow, true),
    'Change the owner and group id of path to the numeric uid and gid.',
  ),
  m(
    'lchown',
    '($module, /, path, uid, gid)',
    (_m, path: Borrowed, u: Borrowed, g: Borrowed) =>
      chown('lchown', path, u, g, 0 as Borrowed, false, false),
    'Change the owner and group id of path to the numeric uid and gid.\n\nThis function will not follow symbolic links.\nEquivalent to os.chown(path, uid, gid, follow_symlinks=False).',
  ),
  m(
    'fchown',
    '($module, /, fd: int, uid, gid)',
    (_m, fd: number, u: Borrowed, g: Borrowed) => {
      const uid = id(u, 'uid');
      const gid = uid === null ? null : id(g, 'gid');
      return uid === null || gid === null ? NULL : retryDone(() => os().fchown(fd, uid, gid));
    },
    'Change the owner and group id of the file specified by file descriptor.\n\nEquivalent to os.chown(fd, uid, gid).',
  ),
  m(
    'getcwd',
    '($module, /)',
    () => getcwd(false),
    'Return a unicode string representing the current working directory.',
  ),
  m(
    'getcwdb',
    '($module, /)',
    () => getcwd(true),
    'Return a bytes string representing the current working directory.',
  ),
  m(
    'link',
    '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None,\n     follow_symlinks: bool = True)',
    (_m, src: Borrowed, dst: Borrowed, sd: Borrowed, dd: Borrowed, follow: boolean) => {
      const s = dirFd(sd);
      const d = s === null ? null : dirFd(dd);
      if (s === null || d === null) return NULL;
      return both('link', src, dst, (a, b) =>
        done(os().link(a.bytes, b.bytes, s, d, follow), a.object, b.object),
      );
    },
    'Create a hard link to a file.',
  ),
  m(
    'listdir',
    '($module, /, path=None)',
    (_m, path: Borrowed) => listdir(path),
    'Return a list containing the names of the files in the directory.',
  ),
  m(
    'mkdir',
    '($module, /, path, mode: int = 511, *, dir_fd=None)',
    (_m, path: Borrowed, mode: number, dir: Borrowed) =>
      at('mkdir', path, dir, (p, d) => done(os().mkdir(p.bytes, mode, d), p.object)),
    'Create a directory.',
  ),
  m(
    'mkfifo',
    '($module, /, path, mode: int = 438, *, dir_fd=None)',
    (_m, path: Borrowed, mode: number, dir: Borrowed) =>
      at('mkfifo', path, dir, (p, d) => retryDone(() => os().mkfifo(p.bytes, mode, d), p.object)),
    'Create a "fifo" (a POSIX named pipe).',
  ),
  m(
    'open',
    '($module, /, path, flags: int, mode: int = 511, *, dir_fd=None)',
    (_m, path: Borrowed, flags: number, mode: number, dir: Borrowed) => open(path, flags, mode, dir),
    'Open a file for low level IO.  Returns a file descriptor (integer).',
  ),
  m(
    'readlink',
    '($module, /, path, *, dir_fd=None)',
    (_m, path: Borrowed, dir: Borrowed) => readlink(path, dir),
    'Return a string representing the path to which the symbolic link points.',
  ),
  m(
    'rename',
    '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)',
    (_m, src: Borrowed, dst: Borrowed, s: Borrowed, d: Borrowed) => rename('rename', src, dst, s, d),
    'Rename a file or directory.',
  ),
  m(
    'replace',
    '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)',
    (_m, src: Borrowed, dst: Borrowed, s: Borrowed, d: Borrowed) => rename('replace', src, dst, s, d),
    'Rename a file or directory, overwriting the destination.',
  ),
  m(
    'rmdir',
    '($module, /, path, *, dir_fd=None)',
    (_m, path: Borrowed, dir: Borrowed) =>
      at('rmdir', path, dir, (p, d) => done(os().rmdir(p.bytes, d), p.object)),
    'Remove a directory.',
  ),
  m(
    'symlink',
    '($module, /, src, dst, target_is_directory: bool = False, *, dir_fd=None)',
    (_m, src: Borrowed, dst: Borrowed, _is: boolean, dir: Borrowed) => {
      const d = dirFd(dir);
      if (d === null) return NULL;
      return both('symlink', src, dst, (a, b) => done(os().symlink(a.bytes, b.bytes, d), a.object, b.object));
    },
    'Create a symbolic link pointing to src named dst.',
  ),
  m(
    'truncate',
    '($module, /, path, length)',
    (_m, path: Borrowed, n: Borrowed) => truncate(path, n),
    'Truncate a file, specified by path, to a specific length.',
  ),
  m(
    'unlink',
    '($module, /, path, *, dir_fd=None)',
    (_m, path: Borrowed, dir: Borrowed) => unlink('unlink', path, dir),
    'Remove a file (same as remove()).',
  ),
  m(
    'remove',
    '($module, /, path, *, dir_fd=None)',
    (_m, path: Borrowed, dir: Borrowed) => unlink('remove', path, dir),
    'Remove a file (same as unlink()).',
  ),
  m(
    'utime',
    '($module, /, path, times=None, *, ns=<unrepresentable>,\n      dir_fd=None, follow_symlinks: bool = True)',
    (_m, path: Borrowed, times: Borrowed, ns: Borrowed, dir: Borrowed, follow: boolean) =>
      utime(path, times, ns, dir, follow),
    'Set the access and modified time of path.',
  ),
  m(
    'fspath',
    '($module, /, path)',
    (_m, path: Borrowed) => fspath(path),
    'Return the file system path representation of the object.',
  ),
  m(
    '_path_normpath',
    '($module, /, path)',
    (_m, path: Borrowed) => pathNormpath(path),
    'Basic path normalization.',
  ),
]; // prettier-ignore
