/** `posix`: extended attributes of files. */
import { type Addr, type Borrowed, E, NULL, type Owned, readBytes } from '@tyston/memory';
import {
  errClear,
  errMatches,
  getBytesLike,
  listAppendOwned,
  type MethodSpec,
  method,
  newBytes,
  newList,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { systemCall } from '../../lib/foreign.js';
import { fsBytes, fsDecode, type PathArgument, withPath } from '../../lib/fs-path.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { raiseOsError } from '../../os-error.js';
import { done } from './result.js';

/** Sizes that are tried for a value or a list; the second is the kernel's limit. */
const ROOM = [128, 65536];

/** Which of the three forms of a call a path takes: `fgetxattr`, `getxattr`, `lgetxattr`. */
const form = (call: string, p: PathArgument, follow: boolean): string =>
  (p.fd >= 0 ? 'f' : follow ? '' : 'l') + call;

/** Makes the call on a path; `rest` are its other arguments. */
function onPath(
  call: string,
  p: PathArgument,
  follow: boolean,
  signature: string,
  ...rest: (number | bigint)[]
): number {
  const f = systemCall(form(call, p, follow), (p.fd >= 0 ? 'i' : 'p') + signature);
  if (p.fd >= 0) return f(p.fd, ...rest);
  return withStrings([p.bytes], (path) => f(path!, ...rest));
}
/** The name of an attribute; null with an exception. */
function attributeName(fname: string, o: Borrowed): Uint8Array | null {
  const name = fsBytes(o);
  if (name !== null || !errMatches(T.TypeError)) return name;
  errClear();
  typeError(`${fname}: attribute should be string, bytes or os.PathLike, not ${typeName(o)}`);
  return null;
}
/** Reads into room that grows to the kernel's limit. */
function readSized(
  p: PathArgument,
  read: (at: Addr, n: number) => number,
  make: (bytes: Uint8Array) => Owned,
): Owned {
  for (const n of ROOM) {
    const out = withMemory(n, (at) => {
      const r = read(at, n);
      return r < 0 ? r : readBytes(at, r);
    });
    if (typeof out !== 'number') return make(out);
    if (out !== -E.ERANGE || n === ROOM.at(-1)) return raiseOsError(out, p.object);
  }
  return NULL;
}
const noDescriptorLinks = (fname: string, p: PathArgument, follow: boolean): boolean => {
  if (p.fd <= 0 || follow) return false;
  valueError(`${fname}: cannot use fd and follow_symlinks together`);
  return true;
};
function getxattr(_m: Borrowed, path: Borrowed, attribute: Borrowed, follow: boolean): Owned {
  return withPath(
    'getxattr',
    path,
    (p) => {
      const name = attributeName('getxattr', attribute);
      if (name === null || noDescriptorLinks('getxattr', p, follow)) return NULL;
      return withStrings([name], (a) =>
        readSized(p, (at, n) => onPath('getxattr', p, follow, 'ppn:n', a!, at, n), newBytes),
      );
    },
    { allowFd: true },
  );
}
function setxattr(
  _m: Borrowed,
  path: Borrowed,
  attribute: Borrowed,
  value: Borrowed,
  flags: number,
  follow: boolean,
): Owned {
  return withPath(
    'setxattr',
    path,
    (p) => {
      const name = attributeName('setxattr', attribute);
      if (name === null || noDescriptorLinks('setxattr', p, follow)) return NULL;
      const b = getBytesLike(value);
      if (b === null) return NULL;
      const r = withStrings([name], (a) =>
        onPath('setxattr', p, follow, 'ppni:i', a!, b.address, b.length, flags),
      );
      b.release();
      return done(r, p.object);
    },
    { allowFd: true },
  );
}
function removexattr(_m: Borrowed, path: Borrowed, attribute: Borrowed, follow: boolean): Owned {
  return withPath(
    'removexattr',
    path,
    (p) => {
      const name = attributeName('removexattr', attribute);
      if (name === null || noDescriptorLinks('removexattr', p, follow)) return NULL;
      return done(
        withStrings([name], (a) => onPath('removexattr', p, follow, 'p:i', a!)),
        p.object,
      );
    },
    { allowFd: true },
  );
}
/** The names stand one behind the other, each with a NUL. */
function nameList(bytes: Uint8Array): Owned {
  const list = newList();
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    listAppendOwned(list, fsDecode(bytes.subarray(at, end)));
    at = end + 1;
  }
  return list;
}
function listxattr(_m: Borrowed, path: Borrowed, follow: boolean): Owned {
  return withPath(
    'listxattr',
    path,
    (p) => {
      if (noDescriptorLinks('listxattr', p, follow)) return NULL;
      return readSized(p, (at, n) => onPath('listxattr', p, follow, 'pn:n', at, n), nameList);
    },
    { allowFd: true, nullable: true },
  );
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

const WHERE =
  'path may be either a string, a path-like object, or an open file descriptor.\nIf follow_symlinks is False, and the last element of the path is a symbolic\n  link, the call works on the link itself instead of the file the link points to.';
export const extendedAttributeFunctions: readonly MethodSpec[] = [
  m(
    'getxattr',
    '($module, /, path, attribute, *, follow_symlinks: bool = True)',
    getxattr,
    `Return the value of extended attribute attribute on path.\n\n${WHERE}`,
  ),
  m(
    'setxattr',
    '($module, /, path, attribute, value, flags: int = 0, *,\n         follow_symlinks: bool = True)',
    setxattr,
    `Set extended attribute attribute on path to value.\n\n${WHERE}`,
  ),
  m(
    'removexattr',
    '($module, /, path, attribute, *, follow_symlinks: bool = True)',
    removexattr,
    `Remove extended attribute attribute on path.\n\n${WHERE}`,
  ),
  m(
    'listxattr',
    '($module, /, path=None, *, follow_symlinks: bool = True)',
    listxattr,
    `Return a list of extended attributes on path.\n\n${WHERE}`,
  ),
]; // prettier-ignore
