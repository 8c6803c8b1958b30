/** `posix`: file systems, their limits, and files that are none: statvfs, pathconf, confstr, mknod, chroot. */
import { type Addr, type Borrowed, ldU64, NULL, type Owned, readCString, struct } from '@tyston/memory';
import {
  asCInt,
  decref,
  dictSet,
  errOccurred,
  hasIndex,
  intern,
  isInstance,
  jsStr,
  type MethodSpec,
  method,
  None,
  newDict,
  newInt,
  newRef,
  newStr,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { systemCall, systemCallWide } from '../../lib/foreign.js';
import { dirFd, fileDescriptor, withPath } from '../../lib/fs-path.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { raiseOsError } from '../../os-error.js';
import { done, offset, retryDone } from './result.js';
import { bigOrInt, newStatvfsResult } from './structs.js';

const AT_FDCWD = -100;

const Statvfs = struct('statvfs', null, {
  f_bsize: 'u64',
  f_frsize: 'u64',
  f_blocks: 'u64',
  f_bfree: 'u64',
  f_bavail: 'u64',
  f_files: 'u64',
  f_ffree: 'u64',
  f_favail: 'u64',
  f_fsid: 'u64',
  f_flag: 'u64',
  f_namemax: 'u64',
  __f_spare: ['i32', 6],
});
/** The order in which Python shows the fields. */
const SHOWN = [
  'f_bsize',
  'f_frsize',
  'f_blocks',
  'f_bfree',
  'f_bavail',
  'f_files',
  'f_ffree',
  'f_favail',
  'f_flag',
  'f_namemax',
  'f_fsid',
] as const;

/** The numbers behind the names that pathconf takes. */
const PATHCONF: Readonly<Record<string, number>> = {
  PC_ALLOC_SIZE_MIN: 18,
  PC_ASYNC_IO: 10,
  PC_CHOWN_RESTRICTED: 6,
  PC_FILESIZEBITS: 13,
  PC_LINK_MAX: 0,
  PC_MAX_CANON: 1,
  PC_MAX_INPUT: 2,
  PC_NAME_MAX: 3,
  PC_NO_TRUNC: 7,
  PC_PATH_MAX: 4,
  PC_PIPE_BUF: 5,
  PC_PRIO_IO: 11,
  PC_REC_INCR_XFER_SIZE: 14,
  PC_REC_MAX_XFER_SIZE: 15,
  PC_REC_MIN_XFER_SIZE: 16,
  PC_REC_XFER_ALIGN: 17,
  PC_SOCK_MAXBUF: 12,
  PC_SYMLINK_MAX: 19,
  PC_SYNC_IO: 9,
  PC_VDISABLE: 8,
}; // prettier-ignore
/** Those that confstr takes. */
const CONFSTR: Readonly<Record<string, number>> = (() => {
  const names: Record<string, number> = { CS_GNU_LIBC_VERSION: 2, CS_GNU_LIBPTHREAD_VERSION: 3 };
  const kinds = ['CFLAGS', 'LDFLAGS', 'LIBS', 'LINTFLAGS'];
  const sets = { LFS64: 1004, LFS: 1000 };
  for (const [set, first] of Object.entries(sets))
    for (const [i, kind] of kinds.entries()) names[`CS_${set}_${kind}`] = first + i;
  names['CS_PATH'] = 0;
  for (const [n, model] of ['ILP32_OFF32', 'ILP32_OFFBIG', 'LP64_OFF64', 'LPBIG_OFFBIG'].entries())
    for (const [i, kind] of kinds.entries()) names[`CS_XBS5_${model}_${kind}`] = 1100 + 4 * n + i;
  return names;
})();
const namesDict = (table: Readonly<Record<string, number>>): Owned => {
  const d = newDict();
  for (const [name, n] of Object.entries(table)) {
    const value = newInt(n);
    dictSet(d, intern(name), value);
    decref(value);
  }
  return d;
};
export const newPathconfNames = (): Owned => namesDict(PATHCONF);
export const newConfstrNames = (): Owned => namesDict(CONFSTR);

/** Name or number of a configuration value as its number; null with an exception. */
function configNumber(o: Borrowed, table: Readonly<Record<string, number>>): number | null {
  if (isInstance(o, T.str)) {
    const name = jsStr(o);
    if (Object.hasOwn(table, name)) return table[name]!;
    valueError('unrecognized configuration name');
    return null;
  }
  if (!hasIndex(o)) {
    typeError('configuration names must be strings or integers');
    return null;
  }
  const n = asCInt(o);
  return n === -1 && errOccurred() ? null : n;
}

/** statvfs by `call`, which fills the struct. */
function statvfs(call: (at: Addr) => number, filename: Borrowed | 0 = 0): Owned {
  return withMemory(Statvfs.size, (at) => {
    const r = call(at);
    if (r < 0) return raiseOsError(r, filename);
    return newStatvfsResult(...SHOWN.map((f) => bigOrInt(ldU64(at + Statvfs[f]))));
  });
}
function statvfsPath(_m: Borrowed, path: Borrowed): Owned {
  return withPath(
    'statvfs',
    path,
    (p) =>
      p.fd >= 0
        ? statvfs((at) => systemCall('fstatvfs', 'ip:i')(p.fd, at), p.object)
        : withStrings([p.bytes], (s) => statvfs((at) => systemCall('statvfs', 'pp:i')(s!, at), p.object)),
    { allowFd: true },
  );
}
/** The answer of pathconf: -1 without an error says that there is no limit. */
function limit(r: bigint, filename: Borrowed | 0): Owned {
  const errno = os().errno();
  return r < 0n && errno !== 0 ? raiseOsError(-errno, filename) : newInt(Number(r));
}
function pathconf(_m: Borrowed, path: Borrowed, name: Borrowed): Owned {
  return withPath(
    'pathconf',
    path,
    (p) => {
      const n = configNumber(name, PATHCONF);
      if (n === null) return NULL;
      if (p.fd >= 0) return limit(systemCallWide('fpathconf', 'ii:q')(p.fd, n), p.object);
      return withStrings([p.bytes], (s) => limit(systemCallWide('pathconf', 'pi:q')(s!, n), p.object));
    },
    { allowFd: true },
  );
}
function fpathconf(_m: Borrowed, fdObject: Borrowed, name: Borrowed): Owned {
  const fd = fileDescriptor(fdObject);
  const n = fd < 0 ? null : configNumber(name, PATHCONF);
  return n === null ? NULL : limit(systemCallWide('fpathconf', 'ii:q')(fd, n), 0);
}
function confstr(_m: Borrowed, name: Borrowed): Owned {
  const n = configNumber(name, CONFSTR);
  if (n === null) return NULL;
  const call = systemCall('confstr', 'ipn:n');
  const size = call(n, 0, 0);
  // 0 is an error, or says that the value is not defined.
  if (size <= 0) {
    const errno = os().errno();
    return errno !== 0 ? raiseOsError(-errno) : newRef(None);
  }
  return withMemory(size, (at) => {
    call(n, at, size);
    return newStr(readCString(at));
  });
}
function mknod(_m: Borrowed, path: Borrowed, mode: number, device: Borrowed, dir: Borrowed): Owned {
  const d = dirFd(dir);
  const dev = device === 0 ? 0 : offset(device);
  if (d === null || dev === null) return NULL;
  return withPath('mknod', path, (p) =>
    withStrings([p.bytes], (s) =>
      retryDone(() => systemCall('mknodat', 'ipin:i')(d ?? AT_FDCWD, s!, mode, dev)),
    ),
  );
}
function chroot(_m: Borrowed, path: Borrowed): Owned {
  return withPath('chroot', path, (p) =>
    withStrings([p.bytes], (s) => done(systemCall('chroot', 'p:i')(s!), p.object)),
  );
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const fileSystemFunctions: readonly MethodSpec[] = [
  m(
    'statvfs',
    '($module, /, path)',
    statvfsPath,
    'Perform a statvfs system call on the given path.\n\npath may always be specified as a string.\nOn some platforms, path may also be specified as an open file descriptor.\n  If this functionality is unavailable, using it raises an exception.',
  ),
  m(
    'fstatvfs',
    '($module, fd: int, /)',
    (_m, fd: number) => statvfs((at) => systemCall('fstatvfs', 'ip:i')(fd, at)),
    'Perform an fstatvfs system call on the given fd.\n\nEquivalent to statvfs(fd).',
  ),
  m(
    'pathconf',
    '($module, /, path, name)',
    pathconf,
    'Return the configuration limit name for the file or directory path.\n\nIf there is no limit, return -1.\nOn some platforms, path may also be specified as an open file descriptor.\n  If this functionality is unavailable, using it raises an exception.',
  ),
  m(
    'fpathconf',
    '($module, fd, name, /)',
    fpathconf,
    'Return the configuration limit name for the file descriptor fd.\n\nIf there is no limit, return -1.',
  ),
  m('confstr', '($module, name, /)', confstr, 'Return a string-valued system configuration variable.'),
  m(
    'mknod',
    '($module, /, path, mode: int = 384, device=0, *, dir_fd=None)',
    mknod,
    'Create a node in the file system.\n\nCreate a node in the file system (file, device special file or named pipe)\nat path.  mode specifies both the permissions to use and the\ntype of node to be created, being combined (bitwise OR) with one of\nS_IFREG, S_IFCHR, S_IFBLK, and S_IFIFO.',
  ),
  m('chroot', '($module, /, path)', chroot, 'Change root directory to path.'),
]; // prettier-ignore
