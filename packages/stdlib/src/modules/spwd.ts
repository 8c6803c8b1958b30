/** The module `spwd`: the shadow passwords of the system, from /etc/shadow. */
import { type Borrowed, NULL, O, type Owned } from '@tyston/memory';
import {
  encodeUtf8Escaped,
  isInstance,
  listAppendOwned,
  type ModuleSpec,
  method,
  newInt,
  newList,
  type StructSpec,
  structType,
  T,
  typeError,
  typeName,
  warn,
} from '@tyston/objects';
import { os } from '../host.js';
import { numberOf, readDatabase } from '../lib/database.js';
import { fsBytes, fsDecode } from '../lib/fs-path.js';
import { keepInWord, osWord, wordType } from '../lib/os-words.js';
import { raiseOsError } from '../os-error.js';
import { makeStruct } from './posix/structs.js';
import { notFound } from './pwd.js';

const SHADOW = '/etc/shadow';
const SPWD: StructSpec = {
  name: 'spwd.struct_spwd',
  doc: 'spwd.struct_spwd: Results from getsp*() routines.\n\nThis object may be accessed either as a 9-tuple of\n  (sp_namp,sp_pwdp,sp_lstchg,sp_min,sp_max,sp_warn,sp_inact,sp_expire,sp_flag)\nor via the object attributes as named in the above tuple.',
  fields: [
    { name: 'sp_namp', doc: 'login name' },
    { name: 'sp_pwdp', doc: 'encrypted password' },
    { name: 'sp_lstchg', doc: 'date of last change' },
    { name: 'sp_min', doc: 'min #days between changes' },
    { name: 'sp_max', doc: 'max #days between changes' },
    { name: 'sp_warn', doc: '#days before pw expires to warn user about it' },
    { name: 'sp_inact', doc: '#days after pw expires until account is disabled' },
    { name: 'sp_expire', doc: '#days since 1970-01-01 when account expires' },
    { name: 'sp_flag', doc: 'reserved' },
    { name: 'sp_nam', doc: 'login name; deprecated' },
    { name: 'sp_pwd', doc: 'encrypted password; deprecated' },
  ],
  visible: 9,
};
/** The entries; null with an exception where the file may not be read. */
function rows(): Uint8Array[][] | null {
  const fd = os().open(encodeUtf8Escaped(SHADOW), O.RDONLY | O.CLOEXEC, 0);
  if (fd < 0) {
    raiseOsError(fd);
    return null;
  }
  os().close(fd);
  return readDatabase(SHADOW, 9);
}
function newSpwd(row: Uint8Array[]): Owned {
  const text = (i: number) => fsDecode(row[i]!);
  // What is left empty is -1.
  const number = (i: number) => newInt(row[i]!.length > 0 ? numberOf(row[i]!) : -1);
  const numbers = [2, 3, 4, 5, 6, 7, 8].map(number);
  return makeStruct(wordType(osWord.STRUCT_SPWD), SPWD, text(0), text(1), ...numbers, text(0), text(1));
}
function getspnam(name: Borrowed): Owned {
  if (!isInstance(name, T.str)) return typeError(`getspnam() argument must be str, not ${typeName(name)}`);
  const bytes = fsBytes(name);
  const all = bytes === null ? null : rows();
  if (bytes === null || all === null) return NULL;
  const row = all.find((r) => r[0]!.length === bytes.length && r[0]!.every((c, i) => c === bytes[i]));
  return row ? newSpwd(row) : notFound('getspnam(): name not found');
}
function getspall(): Owned {
  const all = rows();
  if (all === null) return NULL;
  const list = newList();
  for (const row of all) listAppendOwned(list, newSpwd(row));
  return list;
}

export const spwdModule: ModuleSpec = {
  name: 'spwd',
  doc: "This module provides access to the Unix shadow password database.\nIt is available on various Unix versions.\n\nShadow password database entries are reported as 9-tuples of type struct_spwd,\ncontaining the following items from the password database (see `<shadow.h>'):\nsp_namp, sp_pwdp, sp_lstchg, sp_min, sp_max, sp_warn, sp_inact, sp_expire, sp_flag.\nThe sp_namp and sp_pwdp are strings, the rest are integers.\nAn exception is raised if the entry asked for cannot be found.\nYou have to be root to be able to use this module.",
  types: [structType(SPWD)],
  functions: [
    method(
      'getspnam',
      '($module, arg, /)',
      (_m: Borrowed, name: Borrowed) => getspnam(name),
      'Return the shadow password database entry for the given user name.\n\nSee `help(spwd)` for more on shadow password database entries.',
    ),
    method(
      'getspall',
      '($module, /)',
      () => getspall(),
      'Return a list of all available shadow password database entries, in arbitrary order.\n\nSee `help(spwd)` for more on shadow password database entries.',
    ),
  ],
  exec: (module) => {
    if (warn(T.DeprecationWarning, "'spwd' is deprecated and slated for removal in Python 3.13", 7) < 0)
      return -1;
    keepInWord(module, 'struct_spwd', osWord.STRUCT_SPWD);
    return 0;
  },
};
