/** `posix`: scheduling: policies, priorities, processors. */
import {
  type Borrowed,
  ld8,
  ld32,
  ldI64,
  ldPtr,
  NULL,
  type Owned,
  PyTupleObject,
  st8,
  st32,
} from '@tyston/memory';
import {
  asSsize,
  decref,
  errOccurred,
  forEachItem,
  isInstance,
  jsStr,
  type MethodSpec,
  method,
  newFloat,
  newInt,
  newSet,
  repr,
  setAdd,
  setError,
  T,
  typeError,
  typeOf,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { systemCall, systemCallWide } from '../../lib/foreign.js';
import { osWord, wordType } from '../../lib/os-words.js';
import { withMemory } from '../../lib/with-memory.js';
import { raiseOsError } from '../../os-error.js';
import { count, done } from './result.js';
import { newSchedParam } from './structs.js';

const EINVAL = -22;
/** Bytes of the first mask that is tried; a machine with more processors is asked for more. */
const FIRST_MASK = 128;
const LARGEST_MASK = 1 << 20;

/** The priority of a sched_param; null with an exception. */
export function priorityOf(o: Borrowed): number | null {
  if (typeOf(o) !== wordType(osWord.SCHED_PARAM)) {
    typeError('must have a sched_param object');
    return null;
  }
  const n = asSsize(ldPtr(o + PyTupleObject.ob_item), 0);
  if (n === -1 && errOccurred()) return null;
  if (n > 0x7fffffff || n < -0x80000000) {
    setError(T.OverflowError, 'sched_priority out of range');
    return null;
  }
  return n;
}
function setscheduler(_m: Borrowed, pid: number, policy: number, param: Borrowed): Owned {
  const priority = priorityOf(param);
  if (priority === null) return NULL;
  return withMemory(4, (at) => {
    st32(at, priority);
    return done(Math.min(systemCall('sched_setscheduler', 'iip:i')(pid, policy, at), 0));
  });
}
function setparam(_m: Borrowed, pid: number, param: Borrowed): Owned {
  const priority = priorityOf(param);
  if (priority === null) return NULL;
  return withMemory(4, (at) => {
    st32(at, priority);
    return done(systemCall('sched_setparam', 'ip:i')(pid, at));
  });
}
function getparam(_m: Borrowed, pid: number): Owned {
  return withMemory(4, (at) => {
    const r = systemCall('sched_getparam', 'ip:i')(pid, at);
    return r < 0 ? raiseOsError(r) : newSchedParam(newInt(ld32(at)));
  });
}
function interval(_m: Borrowed, pid: number): Owned {
  return withMemory(16, (at) => {
    const r = systemCall('sched_rr_get_interval', 'ip:i')(pid, at);
    return r < 0 ? raiseOsError(r) : newFloat(Number(ldI64(at)) + 1e-9 * Number(ldI64(at + 8)));
  });
}
function getaffinity(_m: Borrowed, pid: number): Owned {
  for (let n = FIRST_MASK; n <= LARGEST_MASK; n *= 2) {
    const set = withMemory(n, (mask) => {
      const r = systemCall('sched_getaffinity', 'inp:i')(pid, n, mask);
      if (r === EINVAL && n < LARGEST_MASK) return null;
      if (r < 0) return raiseOsError(r);
      const cpus = newSet();
      for (let cpu = 0; cpu < 8 * n; cpu++) {
        if (!((ld8(mask + (cpu >> 3)) >> (cpu & 7)) & 1)) continue;
        const number = newInt(cpu);
        setAdd(cpus, number);
        decref(number);
      }
      return cpus;
    });
    if (set !== null) return set;
  }
  return NULL;
}
function setaffinity(_m: Borrowed, pid: number, iterable: Borrowed): Owned {
  const cpus: number[] = [];
  const r = forEachItem(iterable, (item) => {
    if (!isInstance(item, T.int)) {
      const type = repr(typeOf(item));
      if (type === 0) return -1;
      typeError(`expected an iterator of ints, but iterator yielded ${jsStr(type)}`);
      decref(type);
      return -1;
    }
    const cpu = asSsize(item, T.OverflowError);
    if (cpu === -1 && errOccurred()) return -1;
    if (cpu < 0) {
      valueError('negative CPU number');
      return -1;
    }
    if (cpu > 0x7ffffffe) {
      setError(T.OverflowError, 'CPU number too large');
      return -1;
    }
    cpus.push(cpu);
    return 0;
  });
  if (r < 0) return NULL;
  const most = cpus.reduce((a, b) => Math.max(a, b), 0);
  const n = Math.max(FIRST_MASK, 8 * Math.ceil((most + 1) / 64));
  return withMemory(n, (mask) => {
    for (const cpu of cpus) st8(mask + (cpu >> 3), ld8(mask + (cpu >> 3)) | (1 << (cpu & 7)));
    return done(systemCall('sched_setaffinity', 'inp:i')(pid, n, mask));
  });
}
/** -1 may be a priority: errno tells. */
function getpriority(_m: Borrowed, which: number, who: number): Owned {
  const r = Number(systemCallWide('getpriority', 'ii:q')(which, who)) | 0;
  const errno = r === -1 ? os().errno() : 0;
  return errno !== 0 ? raiseOsError(-errno) : newInt(r);
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const schedulingFunctions: readonly MethodSpec[] = [
  m(
    'sched_get_priority_max',
    '($module, /, policy: int)',
    (_m, policy: number) => count(systemCall('sched_get_priority_max', 'i:i')(policy)),
    'Get the maximum scheduling priority for policy.',
  ),
  m(
    'sched_get_priority_min',
    '($module, /, policy: int)',
    (_m, policy: number) => count(systemCall('sched_get_priority_min', 'i:i')(policy)),
    'Get the minimum scheduling priority for policy.',
  ),
  m(
    'sched_getscheduler',
    '($module, pid: int, /)',
    (_m, pid: number) => count(systemCall('sched_getscheduler', 'i:i')(pid)),
    'Get the scheduling policy for the process identified by pid.\n\nPassing 0 for pid returns the scheduling policy for the calling process.',
  ),
  m(
    'sched_setscheduler',
    '($module, pid: int, policy: int, param, /)',
    setscheduler,
    'Set the scheduling policy for the process identified by pid.\n\nIf pid is 0, the calling process is changed.\nparam is an instance of sched_param.',
  ),
  m(
    'sched_getparam',
    '($module, pid: int, /)',
    getparam,
    'Returns scheduling parameters for the process identified by pid.\n\nIf pid is 0, returns parameters for the calling process.\nReturn value is an instance of sched_param.',
  ),
  m(
    'sched_setparam',
    '($module, pid: int, param, /)',
    setparam,
    'Set scheduling parameters for the process identified by pid.\n\nIf pid is 0, sets parameters for the calling process.\nparam should be an instance of sched_param.',
  ),
  m(
    'sched_rr_get_interval',
    '($module, pid: int, /)',
    interval,
    'Return the round-robin quantum for the process identified by pid, in seconds.\n\nValue returned is a float.',
  ),
  m(
    'sched_yield',
    '($module, /)',
    () => done(systemCall('sched_yield', ':i')()),
    'Voluntarily relinquish the CPU.',
  ),
  m(
    'sched_getaffinity',
    '($module, pid: int, /)',
    getaffinity,
    'Return the affinity of the process identified by pid (or the current process if zero).\n\nThe affinity is returned as a set of CPU identifiers.',
  ),
  m(
    'sched_setaffinity',
    '($module, pid: int, mask, /)',
    setaffinity,
    'Set the CPU affinity of the process identified by pid to mask.\n\n  pid\n    The identifier of the process, or 0 for the current one.\n  mask\n    An iterable of integers identifying CPUs.',
  ),
  m('getpriority', '($module, /, which: int, who: int)', getpriority, 'Return program scheduling priority.'),
  m(
    'setpriority',
    '($module, /, which: int, who: int, priority: int)',
    (_m, which: number, who: number, p: number) => done(systemCall('setpriority', 'iii:i')(which, who, p)),
    'Set program scheduling priority.',
  ),
]; // prettier-ignore
