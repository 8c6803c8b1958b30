/** The module `grp`: the groups of the system, from /etc/group. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  errClear,
  errMatches,
  isInstance,
  listAppendOwned,
  type ModuleSpec,
  method,
  newInt,
  newList,
  reprText,
  type StructSpec,
  structType,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { numberOf, readDatabase, split } from '../lib/database.js';
import { fsBytes, fsDecode } from '../lib/fs-path.js';
import { keepInWord, osWord, wordType } from '../lib/os-words.js';
import { id } from './posix/result.js';
import { makeStruct } from './posix/structs.js';
import { notFound } from './pwd.js';

const GROUP: StructSpec = {
  name: 'grp.struct_group',
  doc: 'grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.\n',
  fields: [
    { name: 'gr_name', doc: 'group name' },
    { name: 'gr_passwd', doc: 'password' },
    { name: 'gr_gid', doc: 'group id' },
    { name: 'gr_mem', doc: 'group members' },
  ],
  visible: 4,
};
const rows = () => readDatabase('/etc/group', 4);
function newGroup(row: Uint8Array[]): Owned {
  const members = newList();
  if (row[3]!.length > 0) for (const m of split(row[3]!, 44)) listAppendOwned(members, fsDecode(m));
  return makeStruct(
    wordType(osWord.STRUCT_GROUP),
    GROUP,
    fsDecode(row[0]!),
    fsDecode(row[1]!),
    newInt(numberOf(row[2]!)),
    members,
  );
}
function getgrnam(name: Borrowed): Owned {
  if (!isInstance(name, T.str))
    return typeError(`getgrnam() argument 'name' must be str, not ${typeName(name)}`);
  const bytes = fsBytes(name);
  if (bytes === null) return NULL;
  const row = rows().find((r) => r[0]!.length === bytes.length && r[0]!.every((c, i) => c === bytes[i]));
  return row ? newGroup(row) : notFound(`getgrnam(): name not found: ${reprText(name)}`);
}
function getgrgid(o: Borrowed): Owned {
  const gid = id(o, 'gid');
  if (gid === null) {
    if (!errMatches(T.OverflowError)) return NULL;
    errClear();
    return notFound(`getgrgid(): gid not found: ${reprText(o)}`);
  }
  const row = rows().find((r) => numberOf(r[2]!) === gid);
  return row ? newGroup(row) : notFound(`getgrgid(): gid not found: ${gid}`);
}
export const grpModule: ModuleSpec = {
  name: 'grp',
  doc: 'Access to the Unix group database.\n\nGroup entries are reported as 4-tuples containing the following fields\nfrom the group database, in order:\n\n  name   - name of the group\n  passwd - group password (encrypted); often empty\n  gid    - numeric ID of the group\n  mem    - list of members\n\nThe gid is an integer, name and password are strings.  (Note that most\nusers are not explicitly listed as members of the groups they are in\naccording to the password database.  Check both databases to get\ncomplete membership information.)',
  types: [structType(GROUP)],
  functions: [
    method(
      'getgrgid',
      '($module, /, id)',
      (_m: Borrowed, o: Borrowed) => getgrgid(o),
      'Return the group database entry for the given numeric group ID.\n\nIf id is not valid, raise KeyError.',
    ),
    method(
      'getgrnam',
      '($module, /, name)',
      (_m: Borrowed, o: Borrowed) => getgrnam(o),
      'Return the group database entry for the given group name.\n\nIf name is not valid, raise KeyError.',
    ),
    method(
      'getgrall',
      '($module, /)',
      () => {
        const list = newList();
        for (const row of rows()) listAppendOwned(list, newGroup(row));
        return list;
      },
      "Return a list of all available group entries, in arbitrary order.\n\nAn entry whose name starts with '+' or '-' represents an instruction\nto use YP/NIS and may not be accessible via getgrnam or getgrgid.",
    ),
  ],
  exec: (module) => {
    keepInWord(module, 'struct_group', osWord.STRUCT_GROUP);
    return 0;
  },
}; // prettier-ignore
