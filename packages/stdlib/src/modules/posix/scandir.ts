/** `posix.scandir`: the iterator and its entries. The whole directory is read when the iterator is made. */
import {
  type Borrowed,
  type Bytes,
  DT,
  E,
  type DirEntry as Found,
  isError,
  ld32,
  ldPtr,
  ldU64,
  NULL,
  type Owned,
  PyObject,
  S,
  st32,
  stOwned,
  struct,
  stU64,
} from '@tyston/memory'; // prettier-ignore
import {
  allocInstance,
  classGetItem,
  clearField,
  freeObject,
  type HeapTypeSpec,
  listAppendOwned,
  listItem,
  listLength,
  MemberType,
  type MethodSpec,
  method,
  None,
  newBool,
  newList,
  newRef,
  newStr,
  reprText,
  tpName,
  typeError,
  typeFlags,
  typeOf,
} from '@tyston/objects';
import { os } from '../../host.js';
import { fsBytes, fsResult, withPath } from '../../lib/fs-path.js';
import { osWord, wordType } from '../../lib/os-words.js';
import { raiseOsError } from '../../os-error.js';
import { bigOrInt, newStatResult, statBuffer } from './structs.js';

const Entry = struct('DirEntry', PyObject, {
  name: 'ptr',
  path: 'ptr',
  stat: 'ptr',
  lstat: 'ptr',
  d_type: 'i32',
  dir_fd: 'i32',
  d_ino: 'u64',
});
const Iterator = struct('ScandirIterator', PyObject, { entries: 'ptr', next: 'i32', closed: 'i32' });

function newEntry(found: Found, directory: Bytes, isBytes: boolean, fd: number): Owned {
  const e = allocInstance(wordType(osWord.DIR_ENTRY), 0);
  const name = fsResult(found.name, isBytes);
  stOwned(e + Entry.name, name);
  if (fd >= 0) stOwned(e + Entry.path, newRef(name));
  else {
    const slash = directory.length > 0 && directory[directory.length - 1] !== 47 ? 1 : 0;
    const path = new Uint8Array(directory.length + slash + found.name.length);
    path.set(directory);
    if (slash) path[directory.length] = 47;
    path.set(found.name, directory.length + slash);
    stOwned(e + Entry.path, fsResult(path, isBytes));
  }
  st32(e + Entry.d_type, found.type);
  st32(e + Entry.dir_fd, fd);
  stU64(e + Entry.d_ino, found.ino);
  return e;
}

/** The cached or new stat_result of an entry. */
function entryStat(e: Borrowed, follow: boolean): Owned {
  if (follow && isLink(e) === 0) return entryStat(e, false);
  const field = e + (follow ? Entry.stat : Entry.lstat);
  const have = ldPtr(field);
  if (have !== 0) return newRef(have);
  const path = ldPtr(e + Entry.path);
  const bytes = fsBytes(path);
  if (bytes === null) return NULL;
  const dir = ld32(e + Entry.dir_fd);
  const r = os().stat(bytes, statBuffer, follow, dir >= 0 ? dir : undefined);
  if (r < 0) return raiseOsError(r, path);
  const s = newStatResult();
  if (s === 0) return NULL;
  stOwned(field, s);
  return newRef(s);
}
/** File type bits of an entry by a stat call: 0 when the file is gone, -1 with an exception. */
function modeOf(e: Borrowed, follow: boolean): number {
  const bytes = fsBytes(ldPtr(e + Entry.path));
  if (bytes === null) return -1;
  const dir = ld32(e + Entry.dir_fd);
  const r = os().stat(bytes, statBuffer, follow, dir >= 0 ? dir : undefined);
  if (r === -E.ENOENT) return 0;
  if (r < 0) {
    raiseOsError(r, ldPtr(e + Entry.path));
    return -1;
  }
  return statBuffer.st_mode & S.IFMT;
}
function isLink(e: Borrowed): number {
  const type = ld32(e + Entry.d_type);
  if (type !== DT.UNKNOWN) return type === DT.LNK ? 1 : 0;
  const mode = modeOf(e, false);
  return mode < 0 ? -1 : mode === S.IFLNK ? 1 : 0;
}
function isOfType(e: Borrowed, follow: boolean, d: number, bits: number): Owned {
  const type = ld32(e + Entry.d_type);
  if (type === DT.UNKNOWN || (type === DT.LNK && follow)) {
    const mode = modeOf(e, follow);
    return mode < 0 ? NULL : newBool(mode === bits);
  }
  return newBool(type === d);
}

const direntry: HeapTypeSpec = {
  name: 'DirEntry',
  tpName: 'posix.DirEntry',
  basicsize: Entry.size,
  slots: {
    tp_new: (type: Borrowed) => typeError(`cannot create '${tpName(type)}' instances`),
    tp_dealloc: (e: Borrowed) => {
      for (const field of [Entry.name, Entry.path, Entry.stat, Entry.lstat]) clearField(e, field);
      freeObject(e, typeFlags(typeOf(e)));
    },
    tp_repr: (e: Borrowed) => newStr(`<DirEntry ${reprText(ldPtr(e + Entry.name))}>`),
  },
  members: [
    {
      name: 'name',
      type: MemberType.OBJECT_EX,
      offset: Entry.name,
      readonly: true,
      doc: 'the entry\'s base filename, relative to scandir() "path" argument',
    },
    {
      name: 'path',
      type: MemberType.OBJECT_EX,
      offset: Entry.path,
      readonly: true,
      doc: "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)",
    },
  ],
  methods: [
    method(
      'is_dir',
      '($self, /, *, follow_symlinks: bool = True)',
      (e: Borrowed, follow: boolean) => isOfType(e, follow, DT.DIR, S.IFDIR),
      'Return True if the entry is a directory; cached per entry.',
    ),
    method(
      'is_file',
      '($self, /, *, follow_symlinks: bool = True)',
      (e: Borrowed, follow: boolean) => isOfType(e, follow, DT.REG, S.IFREG),
      'Return True if the entry is a file; cached per entry.',
    ),
    method(
      'is_symlink',
      '($self, /)',
      (e: Borrowed) => {
        const r = isLink(e);
        return r < 0 ? NULL : newBool(r === 1);
      },
      'Return True if the entry is a symbolic link; cached per entry.',
    ),
    method(
      'stat',
      '($self, /, *, follow_symlinks: bool = True)',
      (e: Borrowed, follow: boolean) => entryStat(e, follow),
      'Return stat_result object for the entry; cached per entry.',
    ),
    method(
      'inode',
      '($self, /)',
      (e: Borrowed) => bigOrInt(ldU64(e + Entry.d_ino)),
      'Return inode of the entry; cached per entry.',
    ),
    method(
      '__fspath__',
      '($self, /)',
      (e: Borrowed) => newRef(ldPtr(e + Entry.path)),
      'Returns the path for the entry.',
    ),
    classGetItem,
  ],
}; // prettier-ignore

function closeIterator(it: Borrowed): void {
  clearField(it, Iterator.entries);
}
const iterator: HeapTypeSpec = {
  name: 'ScandirIterator',
  tpName: 'posix.ScandirIterator',
  basicsize: Iterator.size,
  slots: {
    tp_new: (type: Borrowed) => typeError(`cannot create '${tpName(type)}' instances`),
    tp_dealloc: (it: Borrowed) => {
      closeIterator(it);
      freeObject(it, typeFlags(typeOf(it)));
    },
    tp_iter: (it: Borrowed) => newRef(it),
    tp_iternext: (it: Borrowed): Owned => {
      const entries = ldPtr(it + Iterator.entries);
      if (entries === 0) return NULL;
      const i = ld32(it + Iterator.next);
      if (i >= listLength(entries)) {
        closeIterator(it);
        return NULL;
      }
      st32(it + Iterator.next, i + 1);
      return newRef(listItem(entries, i));
    },
  },
  methods: [
    method('__enter__', '($self, /)', (it: Borrowed) => newRef(it), '', { noTextSignature: true }),
    method(
      '__exit__',
      '($self, /, *args)',
      (it: Borrowed) => {
        closeIterator(it);
        return newRef(None);
      },
      '',
      { noTextSignature: true },
    ),
    method(
      'close',
      '($self, /)',
      (it: Borrowed) => {
        closeIterator(it);
        return newRef(None);
      },
      '',
      { noTextSignature: true },
    ),
  ],
}; // prettier-ignore

function scandir(path: Borrowed): Owned {
  return withPath(
    'scandir',
    path,
    (p) => {
      const found = os().scandir(p.fd !== -1 ? p.fd : p.bytes);
      if (isError(found)) return raiseOsError(found, p.object);
      const entries = newList();
      for (const f of found) listAppendOwned(entries, newEntry(f, p.bytes, p.isBytes, p.fd));
      const it = allocInstance(wordType(osWord.SCANDIR_ITERATOR), 0);
      stOwned(it + Iterator.entries, entries);
      return it;
    },
    { allowFd: true, nullable: true },
  );
}
export const scandirTypes = [direntry, iterator];
export const scandirFunctions: readonly MethodSpec[] = [
  method(
    'scandir',
    '($module, /, path=None)',
    (_m: Borrowed, path: Borrowed) => scandir(path),
    'Return an iterator of DirEntry objects for given path.',
  ),
]; // prettier-ignore
