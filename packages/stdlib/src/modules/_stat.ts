/** The module `_stat`: what the bits of `st_mode` mean. */
import { type Borrowed, NULL, type Owned, S } from '@tyston/memory';
import {
  asSsize,
  errOccurred,
  isInstance,
  type MethodSpec,
  type ModuleSpec,
  method,
  newBool,
  newInt,
  newStr,
  setError,
  T,
  typeError,
} from '@tyston/objects';
import { setModuleAttr } from '../lib/module-attrs.js';

/** A mode; -1 with an exception. */
function modeOf(o: Borrowed): number {
  if (!isInstance(o, T.int)) {
    typeError('an integer is required');
    return -1;
  }
  const n = asSsize(o, T.OverflowError);
  if (n === -1 && errOccurred()) return -1;
  if (n < 0) {
    setError(T.OverflowError, "can't convert negative value to unsigned int");
    return -1;
  }
  if (n > 0xffffffff) {
    setError(T.OverflowError, 'mode out of range');
    return -1;
  }
  return n;
}
const onMode = (name: string, doc: string, f: (mode: number) => Owned): MethodSpec =>
  method(
    name,
    '($module, mode, /)',
    (_m: Borrowed, o: Borrowed) => {
      const mode = modeOf(o);
      return mode < 0 ? NULL : f(mode);
    },
    doc,
    { noTextSignature: true },
  ); // prettier-ignore
const isType = (name: string, bits: number, what: string): MethodSpec =>
  onMode(name, `${name}(mode) -> bool\n\nReturn True if mode is from ${what}.`, (m) =>
    newBool(bits !== 0 && (m & S.IFMT) === bits),
  );

const TYPE_LETTERS = new Map<number, string>([
  [S.IFREG, '-'],
  [S.IFDIR, 'd'],
  [S.IFLNK, 'l'],
  [S.IFBLK, 'b'],
  [S.IFCHR, 'c'],
  [S.IFIFO, 'p'],
  [S.IFSOCK, 's'],
]);
/** `-rwxr-xr-x`, as ls shows it. */
function fileMode(mode: number): string {
  let text = TYPE_LETTERS.get(mode & S.IFMT) ?? '?';
  const special = [
    [S.ISUID, 's'],
    [S.ISGID, 's'],
    [S.ISVTX, 't'],
  ] as const;
  special.forEach(([bit, letter], who) => {
    const shift = 6 - 3 * who;
    const x = (mode >> shift) & 1;
    text += (mode >> shift) & 4 ? 'r' : '-';
    text += (mode >> shift) & 2 ? 'w' : '-';
    if (mode & bit) text += x ? letter : letter.toUpperCase();
    else text += x ? 'x' : '-';
  });
  return text;
}
const constants: Readonly<Record<string, number>> = {
  S_IFDIR: S.IFDIR,
  S_IFCHR: S.IFCHR,
  S_IFBLK: S.IFBLK,
  S_IFREG: S.IFREG,
  S_IFIFO: S.IFIFO,
  S_IFLNK: S.IFLNK,
  S_IFSOCK: S.IFSOCK,
  S_IFDOOR: 0,
  S_IFPORT: 0,
  S_IFWHT: 0,
  S_ISUID: S.ISUID,
  S_ISGID: S.ISGID,
  S_ISVTX: S.ISVTX,
  S_ENFMT: S.ISGID,
  S_IREAD: 0o400,
  S_IWRITE: 0o200,
  S_IEXEC: 0o100,
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o70,
  S_IRGRP: 0o40,
  S_IWGRP: 0o20,
  S_IXGRP: 0o10,
  S_IRWXO: 7,
  S_IROTH: 4,
  S_IWOTH: 2,
  S_IXOTH: 1,
  UF_NODUMP: 1,
  UF_IMMUTABLE: 2,
  UF_APPEND: 4,
  UF_OPAQUE: 8,
  UF_NOUNLINK: 16,
  UF_COMPRESSED: 32,
  UF_HIDDEN: 0x8000,
  SF_ARCHIVED: 0x10000,
  SF_IMMUTABLE: 0x20000,
  SF_APPEND: 0x40000,
  SF_NOUNLINK: 0x100000,
  SF_SNAPSHOT: 0x200000,
  ST_MODE: 0,
  ST_INO: 1,
  ST_DEV: 2,
  ST_NLINK: 3,
  ST_UID: 4,
  ST_GID: 5,
  ST_SIZE: 6,
  ST_ATIME: 7,
  ST_MTIME: 8,
  ST_CTIME: 9,
}; // prettier-ignore

export const statModule: ModuleSpec = {
  name: '_stat',
  doc: 'The bits of st_mode: file types, permissions and flags.',
  functions: [
    isType('S_ISDIR', S.IFDIR, 'a directory'),
    isType('S_ISCHR', S.IFCHR, 'a character special device file'),
    isType('S_ISBLK', S.IFBLK, 'a block special device file'),
    isType('S_ISREG', S.IFREG, 'a regular file'),
    isType('S_ISFIFO', S.IFIFO, 'a FIFO (named pipe)'),
    isType('S_ISLNK', S.IFLNK, 'a symbolic link'),
    isType('S_ISSOCK', S.IFSOCK, 'a socket'),
    isType('S_ISDOOR', 0, 'a door'),
    isType('S_ISPORT', 0, 'an event port'),
    isType('S_ISWHT', 0, 'a whiteout'),
    onMode('S_IMODE', "Return the portion of the file's mode that can be set by os.chmod().", (m) =>
      newInt(m & 0o7777),
    ),
    onMode('S_IFMT', "Return the portion of the file's mode that describes the file type.", (m) =>
      newInt(m & S.IFMT),
    ),
    onMode('filemode', "Convert a file's mode to a string of the form '-rwxrwxrwx'", (m) =>
      newStr(fileMode(m)),
    ),
  ],
  exec: (module) => {
    for (const [name, n] of Object.entries(constants))
      if (setModuleAttr(module, name, newInt(n)) < 0) return -1;
    return 0;
  },
};
