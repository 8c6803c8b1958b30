/** `posix`: changing who the process is: users, groups, the terminal's user. */
import { type Addr, type Borrowed, ld32, NULL, type Owned, readCString, st32 } from '@tyston/memory';
import {
  badArgument,
  decref,
  isInstance,
  isSequence,
  iterableToArray,
  listAppendOwned,
  type MethodSpec,
  method,
  newInt,
  newList,
  newTuple,
  setError,
  T,
  typeError,
  utf8Bytes,
  valueError,
} from '@tyston/objects';
import { asciiBytes } from '../../lib/ascii.js';
import { cInt, systemCall, systemCallWide } from '../../lib/foreign.js';
import { fsBytes, fsDecode } from '../../lib/fs-path.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { raiseOsError } from '../../os-error.js';
import { done, id } from './result.js';

const MAX_GROUPS = 65536;
/** Room for a login name. */
const LOGIN_NAME_MAX = 256;

/** A function that sets some ids; -1 leaves one as it is. */
function setter(name: string, what: 'uid' | 'gid', parameters: readonly string[], doc: string): MethodSpec {
  const set = (_m: Borrowed, ...args: Borrowed[]): Owned => {
    const ids: number[] = [];
    for (const o of args) {
      const n = id(o, what);
      if (n === null) return NULL;
      ids.push(n);
    }
    return done(systemCall(name, `${'i'.repeat(ids.length)}:i`)(...ids.map((n) => n | 0)));
  };
  return method(name, `($module, ${parameters.join(', ')}, /)`, set, doc);
}
/** The real, effective and saved id. */
const three = (name: 'getresuid' | 'getresgid'): Owned =>
  withMemory(16, (at) => {
    const r = systemCall(name, 'ppp:i')(at, at + 4, at + 8);
    return r < 0 ? raiseOsError(r) : newTuple(...[0, 4, 8].map((o) => newInt(ld32(at + o) >>> 0)));
  });
/** The ids of a sequence; null with an exception. */
function setgroups(_m: Borrowed, groups: Borrowed): Owned {
  if (!isSequence(groups)) return typeError('setgroups argument must be a sequence');
  const items = iterableToArray(groups);
  if (items === null) return NULL;
  const ids: number[] = [];
  if (items.length > MAX_GROUPS) valueError('too many groups');
  else
    for (const item of items) {
      if (!isInstance(item, T.int)) {
        typeError('groups must be integers');
        break;
      }
      const n = id(item, 'gid');
      if (n === null) break;
      ids.push(n);
    }
  for (const item of items) decref(item);
  if (ids.length < items.length) return NULL;
  return withGroups(ids, (at) => done(systemCall('setgroups', 'np:i')(ids.length, at)));
}
function withGroups<R>(ids: readonly number[], use: (at: Addr) => R): R {
  return withMemory(Math.max(4 * ids.length, 4), (at) => {
    for (const [i, n] of ids.entries()) st32(at + 4 * i, n);
    return use(at);
  });
}
function getgrouplist(_m: Borrowed, user: Borrowed, groupObject: Borrowed): Owned {
  if (!isInstance(user, T.str)) return badArgument('getgrouplist', 'argument 1', 'str', user);
  const group = id(groupObject, 'gid');
  if (group === null) return NULL;
  const name = utf8Bytes(user);
  if (name.includes(0)) return setError(T.ValueError, 'embedded null character');
  return withStrings([name], (u) =>
    withMemory(4 * MAX_GROUPS + 16, (at) => {
      const size = at + 4 * MAX_GROUPS;
      st32(size, MAX_GROUPS);
      const n = cInt(systemCallWide('getgrouplist', 'pipp:q')(u!, group | 0, at, size));
      if (n < 0) return raiseOsError(-38);
      const list = newList();
      for (let i = 0; i < ld32(size); i++) {
        const g = ld32(at + 4 * i);
        listAppendOwned(list, newInt(g === -1 ? -1 : g >>> 0));
      }
      return list;
    }),
  );
}
function initgroups(_m: Borrowed, user: Borrowed, groupObject: Borrowed): Owned {
  const name = fsBytes(user);
  const group = name === null ? null : id(groupObject, 'gid');
  if (name === null || group === null) return NULL;
  return withStrings([name], (u) => done(systemCall('initgroups', 'pi:i')(u!, group | 0)));
}
function getlogin(): Owned {
  return withMemory(LOGIN_NAME_MAX, (at) => {
    const r = systemCall('getlogin_r', 'pn:i')(at, LOGIN_NAME_MAX);
    return r !== 0 ? raiseOsError(-Math.abs(r)) : fsDecode(asciiBytes(readCString(at)));
  });
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const idFunctions: readonly MethodSpec[] = [
  setter('seteuid', 'uid', ['euid'], "Set the current process's effective user id."),
  setter('setegid', 'gid', ['egid'], "Set the current process's effective group id."),
  setter('setreuid', 'uid', ['ruid', 'euid'], "Set the current process's real and effective user ids."),
  setter('setregid', 'gid', ['rgid', 'egid'], "Set the current process's real and effective group ids."),
  setter(
    'setresuid',
    'uid',
    ['ruid', 'euid', 'suid'],
    "Set the current process's real, effective, and saved user ids.",
  ),
  setter(
    'setresgid',
    'gid',
    ['rgid', 'egid', 'sgid'],
    "Set the current process's real, effective, and saved group ids.",
  ),
  m(
    'getresuid',
    '($module, /)',
    () => three('getresuid'),
    "Return a tuple of the current process's real, effective, and saved user ids.",
  ),
  m(
    'getresgid',
    '($module, /)',
    () => three('getresgid'),
    "Return a tuple of the current process's real, effective, and saved group ids.",
  ),
  m('setgroups', '($module, groups, /)', setgroups, 'Set the groups of the current process to list.'),
  m(
    'getgrouplist',
    '($module, user, group, /)',
    getgrouplist,
    'Returns a list of groups to which a user belongs.\n\n  user\n    username to lookup\n  group\n    base group id of the user',
  ),
  m(
    'initgroups',
    '($module, username, gid, /)',
    initgroups,
    'Initialize the group access list.\n\nCall the system initgroups() to initialize the group access list with all of\nthe groups of which the specified username is a member, plus the specified\ngroup id.',
  ),
  m('getlogin', '($module, /)', () => getlogin(), 'Return the actual login name.'),
]; // prettier-ignore
