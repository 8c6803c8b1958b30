/** `posix`: posix_spawn, and waiting with waitid. */
import {
  type Addr,
  type Borrowed,
  type Bytes,
  ld32,
  NULL,
  type Owned,
  st32,
  stPtr,
  struct,
} from '@tyston/memory';
import {
  asCInt,
  decref,
  errOccurred,
  isInstance,
  isMapping,
  isSequence,
  iterableToArray,
  type MethodSpec,
  method,
  None,
  newInt,
  newRef,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
} from '@tyston/objects';
import { systemCall } from '../../lib/foreign.js';
import { fsBytes, withPath } from '../../lib/fs-path.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { raiseOsError, retry } from '../../os-error.js';
import { signalMask, storeSigset } from '../_signal/sets.js';
import { argumentVector, environment } from './process.js';
import { priorityOf } from './scheduling.js';
import { newWaitidResult } from './structs.js';

/** sizeof of the C library's own structs. */
const ACTIONS_BYTES = 80;
const ATTRIBUTES_BYTES = 336;
const SIGSET_BYTES = 128;
const FLAG = {
  RESETIDS: 1,
  SETPGROUP: 2,
  SETSIGDEF: 4,
  SETSIGMASK: 8,
  SETSCHEDPARAM: 16,
  SETSCHEDULER: 32,
  SETSID: 128,
};
const OPEN = 0;
const CLOSE = 1;
const DUP2 = 2;

/** A NULL-terminated array of strings. */
function withStringArray(strings: readonly Bytes[], use: (array: Addr) => Owned): Owned {
  return withStrings(strings, (...places) =>
    withMemory(8 * (places.length + 1), (array) => {
      for (const [i, p] of places.entries()) stPtr(array + 8 * i, p);
      return use(array);
    }),
  );
}
/** A C int of a tuple's item; null with an exception. */
function intItem(o: Borrowed, i: number): number | null {
  const n = asCInt(tupleItem(o, i));
  return n === -1 && errOccurred() ? null : n;
}

// -- what the child does with its descriptors ----------------------------------------------------------------------

const fail = (message: string): false => {
  typeError(message);
  return false;
};
/** Adds one action; false with an exception. */
function addAction(actions: Addr, o: Borrowed): boolean {
  if (!isInstance(o, T.tuple) || tupleLength(o) === 0)
    return fail('Each file_actions element must be a non-empty tuple');
  const kind = intItem(o, 0);
  if (kind === null) return false;
  const n = tupleLength(o);
  const add = (name: string, signature: string, ...args: number[]): boolean => {
    const r = systemCall(`posix_spawn_file_actions_add${name}`, `p${signature}:i`)(actions, ...args);
    if (r !== 0) raiseOsError(-Math.abs(r));
    return r === 0;
  };
  switch (kind) {
    case OPEN: {
      if (n !== 5) return fail('A open file_action tuple must have 5 elements');
      const fd = intItem(o, 1);
      const path = fd === null ? null : fsBytes(tupleItem(o, 2));
      const flags = path === null ? null : intItem(o, 3);
      const mode = flags === null ? null : intItem(o, 4);
      if (mode === null) return false;
      // The C library keeps a copy of the path.
      return withStrings([path], (p) => add('open', 'ipii', fd!, p!, flags!, mode));
    }
    case CLOSE: {
      if (n !== 2) return fail('A close file_action tuple must have 2 elements');
      const fd = intItem(o, 1);
      return fd !== null && add('close', 'i', fd);
    }
    case DUP2: {
      if (n !== 3) return fail('A dup2 file_action tuple must have 3 elements');
      const from = intItem(o, 1);
      const to = from === null ? null : intItem(o, 2);
      return to !== null && add('dup2', 'ii', from!, to);
    }
    default:
      return fail('Unknown file_actions identifier');
  }
}
/** Calls `use` with the actions, or with 0 where there are none. */
function withActions(o: Borrowed, use: (actions: Addr) => Owned): Owned {
  if (o === 0 || o === None) return use(0);
  if (!isSequence(o)) return typeError('file_actions must be a sequence or None');
  const items = iterableToArray(o);
  if (items === null) return NULL;
  const r =
    items.length === 0
      ? use(0)
      : withMemory(ACTIONS_BYTES, (actions) => {
          systemCall('posix_spawn_file_actions_init', 'p:i')(actions);
          const out = items.every((item) => addAction(actions, item)) ? use(actions) : NULL;
          systemCall('posix_spawn_file_actions_destroy', 'p:i')(actions);
          return out;
        });
  for (const item of items) decref(item);
  return r;
}

// -- what else it is to be -----------------------------------------------------------------------------------------

interface Wanted {
  readonly setpgroup: Borrowed;
  readonly resetids: boolean;
  readonly setsid: boolean;
  readonly setsigmask: Borrowed;
  readonly setsigdef: Borrowed;
  readonly scheduler: Borrowed;
}
/** Sets one attribute: its flag, or null with an exception. */
function setSignals(
  attributes: Addr,
  name: 'sigmask' | 'sigdefault',
  o: Borrowed,
  flag: number,
): number | null {
  if (o === 0) return 0;
  const mask = signalMask(o);
  if (mask === null) return null;
  return withMemory(SIGSET_BYTES, (at) => {
    storeSigset(at, mask);
    systemCall(`posix_spawnattr_set${name}`, 'pp:i')(attributes, at);
    return flag;
  });
}
function setGroup(attributes: Addr, o: Borrowed): number | null {
  if (o === 0) return 0;
  const group = asCInt(o);
  if (group === -1 && errOccurred()) return null;
  systemCall('posix_spawnattr_setpgroup', 'pi:i')(attributes, group);
  return FLAG.SETPGROUP;
}
/** (policy, param); a policy of None leaves it. */
function setScheduler(attributes: Addr, o: Borrowed): number | null {
  if (o === 0) return 0;
  if (!isInstance(o, T.tuple)) {
    setError(T.SystemError, 'new style getargs format but argument is not a tuple');
    return null;
  }
  if (tupleLength(o) !== 2) {
    typeError('A scheduler tuple must have two elements');
    return null;
  }
  const keep = tupleItem(o, 0) === None;
  const policy = keep ? 0 : intItem(o, 0);
  const priority = policy === null ? null : priorityOf(tupleItem(o, 1));
  if (priority === null) return null;
  return withMemory(4, (at) => {
    st32(at, priority);
    systemCall('posix_spawnattr_setschedparam', 'pp:i')(attributes, at);
    if (keep) return FLAG.SETSCHEDPARAM;
    systemCall('posix_spawnattr_setschedpolicy', 'pi:i')(attributes, policy!);
    return FLAG.SETSCHEDULER;
  });
}
function withAttributes(w: Wanted, use: (attributes: Addr) => Owned): Owned {
  return withMemory(ATTRIBUTES_BYTES, (attributes) => {
    systemCall('posix_spawnattr_init', 'p:i')(attributes);
    let flags = (w.resetids ? FLAG.RESETIDS : 0) | (w.setsid ? FLAG.SETSID : 0);
    for (const set of [
      () => setGroup(attributes, w.setpgroup),
      () => setSignals(attributes, 'sigmask', w.setsigmask, FLAG.SETSIGMASK),
      () => setSignals(attributes, 'sigdefault', w.setsigdef, FLAG.SETSIGDEF),
      () => setScheduler(attributes, w.scheduler),
    ]) {
      const flag = set();
      if (flag === null) return NULL;
      flags |= flag;
    }
    systemCall('posix_spawnattr_setflags', 'pi:i')(attributes, flags);
    const r = use(attributes);
    systemCall('posix_spawnattr_destroy', 'p:i')(attributes);
    return r;
  });
}
const spawner =
  (name: 'posix_spawn' | 'posix_spawnp') =>
  (
    _m: Borrowed,
    path: Borrowed,
    argv: Borrowed,
    env: Borrowed,
    actions: Borrowed,
    setpgroup: Borrowed,
    resetidsObject: Borrowed,
    setsid: boolean,
    setsigmask: Borrowed,
    setsigdef: Borrowed,
    scheduler: Borrowed,
  ): Owned =>
    withPath(name, path, (p) => {
      const resetids = resetidsObject === 0 ? 0 : asCInt(resetidsObject);
      if (resetids === -1 && errOccurred()) return NULL;
      const args = argumentVector(name, argv, 'argv must not be empty', 'argv first element cannot be empty');
      if (args === null) return NULL;
      if (!isMapping(env)) return typeError(`${name}: environment must be a mapping object`);
      const variables = environment(name, env);
      if (variables === null) return NULL;
      return withActions(actions, (a) =>
        withAttributes(
          { setpgroup, resetids: resetids !== 0, setsid, setsigmask, setsigdef, scheduler },
          (attributes) =>
            withStringArray(args, (argvArray) =>
              withStringArray(variables, (envArray) =>
                withStrings([p.bytes], (file) =>
                  withMemory(4, (pid) => {
                    const call = systemCall(name, 'pppppp:i');
                    const r = call(pid, file!, a, attributes, argvArray, envArray);
                    return r !== 0 ? raiseOsError(-Math.abs(r), p.object) : newInt(ld32(pid));
                  }),
                ),
              ),
            ),
        ),
      );
    });

// -- waiting -------------------------------------------------------------------------------------------------------

/** siginfo_t, as waitid fills it. */
const SigInfo = struct('siginfo_t', null, {
  si_signo: 'i32',
  si_errno: 'i32',
  si_code: 'i32',
  __pad0: 'i32',
  si_pid: 'i32',
  si_uid: 'i32',
  si_status: 'i32',
  rest: ['i32', 25],
});
function waitid(_m: Borrowed, kind: number, id: number, options: number): Owned {
  return withMemory(SigInfo.size, (at) => {
    const r = retry(() => systemCall('waitid', 'iipi:i')(kind, id, at, options));
    if (r === null) return NULL;
    if (r < 0) return raiseOsError(r);
    if (ld32(at + SigInfo.si_pid) === 0) return newRef(None);
    const field = (name: 'si_pid' | 'si_uid' | 'si_signo' | 'si_status' | 'si_code') =>
      newInt(ld32(at + SigInfo[name]));
    return newWaitidResult(
      field('si_pid'),
      field('si_uid'),
      field('si_signo'),
      field('si_status'),
      field('si_code'),
    );
  });
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);
const signature = (indent: string): string =>
  `($module, path, argv, env, /, *, file_actions=(),\n${indent}setpgroup=<unrepresentable>, resetids=False, setsid: bool = False,\n${indent}setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)`;
const SPAWN =
  'Execute the program specified by path in a new process.\n\n  path\n    Path of executable file.\n  argv\n    Tuple or list of strings.\n  env\n    Dictionary of strings mapping to strings.\n  file_actions\n    A sequence of file action tuples.\n  setpgroup\n    The pgroup to use with the POSIX_SPAWN_SETPGROUP flag.\n  resetids\n    If the value is `true` the POSIX_SPAWN_RESETIDS will be activated.\n  setsid\n    If the value is `true` the POSIX_SPAWN_SETSID or POSIX_SPAWN_SETSID_NP will be activated.\n  setsigmask\n    The sigmask to use with the POSIX_SPAWN_SETSIGMASK flag.\n  setsigdef\n    The sigmask to use with the POSIX_SPAWN_SETSIGDEF flag.\n  scheduler\n    A tuple with the scheduler policy (optional) and parameters.';

export const spawnFunctions: readonly MethodSpec[] = [
  m('posix_spawn', signature('            '), spawner('posix_spawn'), SPAWN),
  m('posix_spawnp', signature('             '), spawner('posix_spawnp'), SPAWN),
  m(
    'waitid',
    '($module, idtype: int, id: int, options: int, /)',
    waitid,
    'Returns the result of waiting for a process or processes.\n\n  idtype\n    Must be one of be P_PID, P_PGID or P_ALL.\n  id\n    The id to wait on.\n  options\n    Constructed from the ORing of one or more of WEXITED, WSTOPPED\n    or WCONTINUED and additionally may be ORed with WNOHANG or WNOWAIT.\n\nReturns either waitid_result or None if WNOHANG is specified and there are\nno children in a waitable state.',
  ),
]; // prettier-ignore
