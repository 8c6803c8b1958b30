/** `posix`: descriptors of other things than files: events, memory, processes, terminals. */
import { type Borrowed, ld32, ldU64, NULL, type Owned } from '@tyston/memory';
import {
  asCInt,
  decref,
  errOccurred,
  indexInt,
  intToBigInt,
  type MethodSpec,
  method,
  newInt,
  newTuple,
  setError,
  T,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { systemCall } from '../../lib/foreign.js';
import { fsBytes } from '../../lib/fs-path.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { raiseOsError, retry } from '../../os-error.js';
import { count, done } from './result.js';
import { bigOrInt } from './structs.js';

const EFD_CLOEXEC = 0o2000000;
const MFD_CLOEXEC = 1;

/** An unsigned integer of so many bits; null with an exception. */
function unsigned(o: Borrowed, bits: number, tooLarge: string): bigint | null {
  const i = indexInt(o);
  if (i === 0) return null;
  const n = intToBigInt(i);
  decref(i);
  if (n < 0n) valueError('value must be positive');
  else if (n >= 1n << BigInt(bits)) setError(T.OverflowError, tooLarge);
  else return n;
  return null;
}
/** A C int argument, `fallback` where there is none; null with an exception. */
function flagsOr(o: Borrowed, fallback: number): number | null {
  if (o === 0) return fallback;
  const n = asCInt(o);
  return n === -1 && errOccurred() ? null : n;
}
function eventfd(_m: Borrowed, initial: Borrowed, flagsObject: Borrowed): Owned {
  const n = unsigned(initial, 32, 'Python int too large to convert to C unsigned int');
  const flags = n === null ? null : flagsOr(flagsObject, EFD_CLOEXEC);
  return n === null || flags === null ? NULL : count(systemCall('eventfd', 'ni:i')(Number(n), flags));
}
function eventfdRead(_m: Borrowed, fd: number): Owned {
  return withMemory(8, (at) => {
    const r = retry(() => systemCall('eventfd_read', 'ip:i')(fd, at));
    return r === null ? NULL : r < 0 ? raiseOsError(r) : bigOrInt(ldU64(at));
  });
}
function eventfdWrite(_m: Borrowed, fd: number, value: Borrowed): Owned {
  const n = unsigned(value, 64, 'int too big to convert');
  if (n === null) return NULL;
  const r = retry(() => systemCall('eventfd_write', 'iq:i')(fd, BigInt.asIntN(64, n)));
  return r === null ? NULL : done(r);
}
function memfdCreate(_m: Borrowed, nameObject: Borrowed, flagsObject: Borrowed): Owned {
  const name = fsBytes(nameObject);
  const flags = name === null ? null : flagsOr(flagsObject, MFD_CLOEXEC);
  if (name === null || flags === null) return NULL;
  return withStrings([name], (p) => count(systemCall('memfd_create', 'pi:i')(p!, flags)));
}
/** A new pseudo-terminal: its two ends, neither inheritable. */
function openpty(): Owned {
  return withMemory(16, (at) => {
    const r = systemCall('openpty', 'ppppp:i')(at, at + 4, 0, 0, 0);
    if (r < 0) return raiseOsError(r);
    const ends = [ld32(at), ld32(at + 4)];
    for (const fd of ends) os().setInheritable(fd, false);
    return newTuple(...ends.map(newInt));
  });
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);
export const specialDescriptorFunctions: readonly MethodSpec[] = [
  m(
    'eventfd',
    '($module, /, initval, flags=EFD_CLOEXEC)',
    eventfd,
    'Creates and returns an event notification file descriptor.',
  ),
  m('eventfd_read', '($module, /, fd: int)', eventfdRead, 'Read eventfd value'),
  m('eventfd_write', '($module, /, fd: int, value)', eventfdWrite, 'Write eventfd value.'),
  m('memfd_create', '($module, /, name, flags=MFD_CLOEXEC)', memfdCreate, ''),
  m(
    'pidfd_open',
    '($module, /, pid: int, flags: int = 0)',
    (_m, pid: number, flags: number) => count(systemCall('pidfd_open', 'ii:i')(pid, flags)),
    'Return a file descriptor referring to the process *pid*.\n\nThe descriptor can be used to perform process management without races and\nsignals.',
  ),
  m(
    'openpty',
    '($module, /)',
    () => openpty(),
    'Open a pseudo-terminal.\n\nReturn a tuple of (master_fd, slave_fd) containing open file descriptors\nfor both the master and slave ends.',
  ),
  m(
    'login_tty',
    '($module, fd: int, /)',
    (_m, fd: number) => done(systemCall('login_tty', 'i:i')(fd)),
    'Prepare the tty of which fd is a file descriptor for a new login session.\n\nMake the calling process a session leader; make the tty the controlling\ntty, the stdin, the stdout, and the stderr of the calling process; close fd.',
  ),
  m(
    'tcgetpgrp',
    '($module, fd: int, /)',
    (_m, fd: number) => count(systemCall('tcgetpgrp', 'i:i')(fd)),
    'Return the process group associated with the terminal specified by fd.',
  ),
  m(
    'tcsetpgrp',
    '($module, fd: int, pgid: int, /)',
    (_m, fd: number, group: number) => done(systemCall('tcsetpgrp', 'ii:i')(fd, group)),
    'Set the process group associated with the terminal specified by fd.',
  ),
]; // prettier-ignore
