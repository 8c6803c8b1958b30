/** The module `pwd`: the users of the system, from /etc/passwd. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  decref,
  errClear,
  errMatches,
  listAppendOwned,
  type ModuleSpec,
  method,
  newInt,
  newList,
  newStr,
  reprText,
  type StructSpec,
  setErrorObject,
  structType,
  T,
} from '@tyston/objects';
import { numberOf, readDatabase } from '../lib/database.js';
import { fsBytes, fsDecode } from '../lib/fs-path.js';
import { keepInWord, osWord, wordType } from '../lib/os-words.js';
import { id } from './posix/result.js';
import { makeStruct } from './posix/structs.js';

const PASSWD: StructSpec = {
  name: 'pwd.struct_passwd',
  doc: 'pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple.',
  fields: [
    { name: 'pw_name', doc: 'user name' },
    { name: 'pw_passwd', doc: 'password' },
    { name: 'pw_uid', doc: 'user id' },
    { name: 'pw_gid', doc: 'group id' },
    { name: 'pw_gecos', doc: 'real name' },
    { name: 'pw_dir', doc: 'home directory' },
    { name: 'pw_shell', doc: 'shell program' },
  ],
  visible: 7,
};
const rows = () => readDatabase('/etc/passwd', 7);
function newPasswd(row: Uint8Array[]): Owned {
  const text = (i: number) => fsDecode(row[i]!);
  return makeStruct(
    wordType(osWord.STRUCT_PASSWD),
    PASSWD,
    text(0),
    text(1),
    newInt(numberOf(row[2]!)),
    newInt(numberOf(row[3]!)),
    text(4),
    text(5),
    text(6),
  ); // prettier-ignore
}
/** KeyError with a message. NULL. */
export function notFound(message: string): Owned {
  const text = newStr(message);
  setErrorObject(T.KeyError, text);
  decref(text);
  return NULL;
}
const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((c, i) => c === b[i]);

function getpwnam(name: Borrowed): Owned {
  const bytes = fsBytes(name);
  if (bytes === null) return NULL;
  const row = rows().find((r) => same(r[0]!, bytes));
  return row ? newPasswd(row) : notFound(`getpwnam(): name not found: ${reprText(name)}`);
}
function getpwuid(o: Borrowed): Owned {
  const uid = id(o, 'uid');
  if (uid === null) {
    if (!errMatches(T.OverflowError)) return NULL;
    errClear();
    return notFound('getpwuid(): uid not found');
  }
  const row = rows().find((r) => numberOf(r[2]!) === uid);
  return row ? newPasswd(row) : notFound(`getpwuid(): uid not found: ${uid}`);
}
export const pwdModule: ModuleSpec = {
  name: 'pwd',
  doc: "This module provides access to the Unix password database.\nIt is available on all Unix versions.\n\nPassword database entries are reported as 7-tuples containing the following\nitems from the password database (see `<pwd.h>'), in order:\npw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell.\nThe uid and gid items are integers, all others are strings. An\nexception is raised if the entry asked for cannot be found.",
  types: [structType(PASSWD)],
  functions: [
    method(
      'getpwuid',
      '($module, uidobj, /)',
      (_m: Borrowed, o: Borrowed) => getpwuid(o),
      'Return the password database entry for the given numeric user ID.\n\nSee `help(pwd)` for more on password database entries.',
    ),
    method(
      'getpwnam',
      '($module, name: str, /)',
      (_m: Borrowed, o: Borrowed) => getpwnam(o),
      'Return the password database entry for the given user name.\n\nSee `help(pwd)` for more on password database entries.',
    ),
    method(
      'getpwall',
      '($module, /)',
      () => {
        const list = newList();
        for (const row of rows()) listAppendOwned(list, newPasswd(row));
        return list;
      },
      'Return a list of all available password database entries, in arbitrary order.\n\nSee help(pwd) for more on password database entries.',
    ),
  ],
  exec: (module) => {
    keepInWord(module, 'struct_passwd', osWord.STRUCT_PASSWD);
    return 0;
  },
}; // prettier-ignore
