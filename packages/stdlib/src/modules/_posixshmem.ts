/** The module `_posixshmem`: shared memory by name, as shm_open(3) keeps it on Linux: files of /dev/shm. */
import { type Borrowed, O, type Owned } from '@tyston/memory';
import { encodeUtf8Escaped, type MethodSpec, type ModuleSpec, method } from '@tyston/objects';
import { os } from '../host.js';
import { fsEncode } from '../lib/fs-path.js';
import { raiseOsError } from '../os-error.js';
import { retryCount, retryDone } from './posix/result.js';

const EINVAL = -22;
const SLASH = 47;
/** Longest name of a file. */
const NAME_MAX = 255;
const FOLDER = encodeUtf8Escaped('/dev/shm/');

/** Calls `use` with the file of a name; slashes may stand before a name, but not in it. */
function withFile(name: Borrowed, use: (path: Uint8Array) => Owned): Owned {
  const bytes = fsEncode(name);
  if (bytes === null) return 0 as Owned;
  let start = 0;
  while (bytes[start] === SLASH) start++;
  const plain = bytes.subarray(start);
  if (plain.length === 0 || plain.length > NAME_MAX || plain.includes(SLASH))
    return raiseOsError(EINVAL, name);
  const path = new Uint8Array(FOLDER.length + plain.length);
  path.set(FOLDER);
  path.set(plain, FOLDER.length);
  return use(path);
}
function shmOpen(name: Borrowed, flags: number, mode: number): Owned {
  const all = flags | O.CLOEXEC | O.NOFOLLOW;
  return withFile(name, (path) => retryCount(() => os().open(path, all, mode), name));
}
function shmUnlink(name: Borrowed): Owned {
  return withFile(name, (path) => retryDone(() => os().unlink(path), name));
}
const f = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const posixshmemModule: ModuleSpec = {
  name: '_posixshmem',
  doc: 'POSIX shared memory module',
  functions: [
    f(
      'shm_open',
      '($module, /, path: str, flags: int, mode: int = 511)',
      (_m: Borrowed, path: Borrowed, flags: number, mode: number) => shmOpen(path, flags, mode),
      'Open a shared memory object.  Returns a file descriptor (integer).',
    ),
    f(
      'shm_unlink',
      '($module, /, path: str)',
      (_m: Borrowed, path: Borrowed) => shmUnlink(path),
      'Remove a shared memory object (similar to unlink()).\n\nRemove a shared memory object name, and, once all processes  have  unmapped\nthe object, de-allocates and destroys the contents of the associated memory\nregion.',
    ),
  ],
};
