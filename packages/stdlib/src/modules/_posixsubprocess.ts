/** The module `_posixsubprocess`: starting a child with its descriptors, directory, session and ids, through the system's spawn. */
import { type Borrowed, type Bytes, NULL, type Owned } from '@tyston/memory';
import {
  asCInt,
  asSsize,
  checkPositional,
  decref,
  errOccurred,
  isInstance,
  isTrue,
  type ModuleSpec,
  method,
  None,
  newInt,
  sequenceTuple,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { os } from '../host.js';
import { fsBytes } from '../lib/fs-path.js';
import { raiseOsError } from '../os-error.js';
import { id } from './posix/result.js';

/** The names of fork_exec's arguments, in order. */
const ARGUMENTS = [
  'args',
  'executable_list',
  'close_fds',
  'pass_fds',
  'cwd',
  'env',
  'p2cread',
  'p2cwrite',
  'c2pread',
  'c2pwrite',
  'errread',
  'errwrite',
  'errpipe_read',
  'errpipe_write',
  'restore_signals',
  'call_setsid',
  'pgid_to_set',
  'gid',
  'extra_groups',
  'uid',
  'umask',
  'preexec_fn',
  'allow_vfork',
] as const; // prettier-ignore
type Name = (typeof ARGUMENTS)[number];

/** Items of a sequence as bytes of the system; null with an exception. */
function byteList(o: Borrowed, message: string | null): Bytes[] | null {
  const t = sequenceTuple(o);
  if (t === 0) return null;
  const out: Bytes[] = [];
  for (let i = 0; i < tupleLength(t); i++) {
    const item = tupleItem(t, i);
    if (message !== null && !isInstance(item, T.bytes)) {
      typeError(message);
      break;
    }
    const b = fsBytes(item);
    if (b === null) break;
    out.push(b);
  }
  decref(t);
  return errOccurred() ? null : out;
}
/** Descriptors to keep: ascending, not negative; null with ValueError. */
function descriptors(o: Borrowed): number[] | null {
  if (!isInstance(o, T.tuple)) {
    typeError(`fork_exec() argument 4 must be tuple, not ${typeName(o)}`);
    return null;
  }
  const out: number[] = [];
  let last = -1;
  for (let i = 0; i < tupleLength(o); i++) {
    const item = tupleItem(o, i);
    const n = isInstance(item, T.int) ? asSsize(item, 0) : -1;
    if (n <= last || n > 0x7fffffff) {
      valueError('bad value(s) in fds_to_keep');
      return null;
    }
    out.push(n);
    last = n;
  }
  return out;
}
function groupList(o: Borrowed): number[] | null {
  if (!isInstance(o, T.list)) {
    typeError('setgroups argument must be a list');
    return null;
  }
  const t = sequenceTuple(o);
  if (t === 0) return null;
  const out: number[] = [];
  if (tupleLength(t) > 65536) valueError('too many extra_groups');
  else
    for (let i = 0; i < tupleLength(t); i++) {
      const item = tupleItem(t, i);
      if (!isInstance(item, T.int)) {
        typeError('extra_groups must be integers');
        break;
      }
      const g = id(item, 'gid');
      if (g === null) {
        valueError('invalid group id');
        break;
      }
      out.push(g);
    }
  decref(t);
  return errOccurred() ? null : out;
}

function forkExec(_m: Borrowed, args: Borrowed): Owned {
  if (!checkPositional('fork_exec', tupleLength(args), ARGUMENTS.length, ARGUMENTS.length)) return NULL;
  const at = (name: Name): Borrowed => tupleItem(args, ARGUMENTS.indexOf(name));
  let failed = false;
  const int = (name: Name): number => {
    if (failed) return 0;
    const n = asCInt(at(name));
    if (n === -1 && errOccurred()) failed = true;
    return n;
  };
  const truth = (name: Name): boolean => {
    if (failed) return false;
    const t = isTrue(at(name));
    if (t < 0) failed = true;
    return t > 0;
  };
  const optional = <V>(name: Name, f: (o: Borrowed) => V | null): V | null => {
    if (failed || at(name) === None) return null;
    const v = f(at(name));
    if (v === null) failed = true;
    return v;
  };
  const closeFds = truth('close_fds');
  const fdsToKeep = failed ? null : descriptors(at('pass_fds'));
  if (fdsToKeep === null) return NULL;
  if (at('preexec_fn') !== None)
    return setError(
      T.RuntimeError,
      'preexec_fn cannot run: a child is started as a new process, not as a copy of this one',
    );
  const executables = byteList(at('executable_list'), null);
  if (executables === null) return NULL;
  const argv = optional('args', (o) => byteList(o, null));
  if (failed) return NULL;
  if (argv === null) return valueError('argv must not be None');
  const env = optional('env', (o) => byteList(o, null));
  const cwd = optional('cwd', fsBytes);
  const request = {
    executables,
    argv,
    env,
    cwd,
    p2cread: int('p2cread'),
    p2cwrite: int('p2cwrite'),
    c2pread: int('c2pread'),
    c2pwrite: int('c2pwrite'),
    errread: int('errread'),
    errwrite: int('errwrite'),
    errpipeRead: int('errpipe_read'),
    errpipeWrite: int('errpipe_write'),
    closeFds,
    fdsToKeep,
    restoreSignals: truth('restore_signals'),
    startNewSession: truth('call_setsid'),
    processGroup: int('pgid_to_set'),
    gid: optional('gid', (o) => id(o, 'gid')),
    uid: optional('uid', (o) => id(o, 'uid')),
    extraGroups: optional('extra_groups', groupList),
    umask: int('umask'),
  };
  if (failed) return NULL;
  if (closeFds && request.errpipeWrite < 3) return valueError('errpipe_write must be >= 3');
  const pid = os().spawn(request);
  return pid < 0 ? raiseOsError(pid) : newInt(pid);
}

export const posixsubprocessModule: ModuleSpec = {
  name: '_posixsubprocess',
  doc: 'A POSIX helper for the subprocess module.',
  functions: [
    method(
      'fork_exec',
      '($module, /, *args)',
      forkExec,
      'Start a child process: give it its descriptors, directory, session and ids, and execute a program in it.\n\nReturns the process id of the child. Failures to execute are reported on errpipe_write.',
      { noTextSignature: true },
    ),
  ],
}; // prettier-ignore
