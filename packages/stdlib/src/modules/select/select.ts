/** `select.select`, by poll. */
import { type Borrowed, NULL, type Owned, POLL } from '@tyston/memory';
import {
  decref,
  errClear,
  errMatches,
  isInstance,
  listAppend,
  listItem,
  listLength,
  None,
  newList,
  newRef,
  newTuple,
  sequenceList,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { fileDescriptor } from '../../lib/fs-path.js';
import { handleSignals, raiseOsError } from '../../os-error.js';
import { duration } from '../time/index.js';

const FD_SETSIZE = 1024;
/** What each list waits for, and what of poll's findings counts as it. */
const ASKED = [POLL.IN, POLL.OUT, POLL.PRI] as const;
const FOUND = [POLL.IN | POLL.HUP | POLL.ERR, POLL.OUT | POLL.ERR, POLL.PRI] as const;

/** Milliseconds of a timeout, -1 for ever; null with an exception. Rounded up, so that no wait ends too early. */
export function timeoutMs(
  o: Borrowed,
  negative: 'error' | 'forever',
  wanted = 'a float or None',
): number | null {
  if (o === 0 || o === None) return -1;
  const ns = duration(o);
  if (ns === null) {
    if (errMatches(T.TypeError)) {
      errClear();
      typeError(`timeout must be ${wanted}`);
    }
    return null;
  }
  if (ns < 0n) {
    if (negative === 'forever') return -1;
    valueError('timeout must be non-negative');
    return null;
  }
  return Number((ns + 999_999n) / 1_000_000n);
}
/** poll with signals handled in between and the time that is left; the count, or null with an exception. */
export function pollAgain(fds: Int32Array, count: number, ms: number): number | null {
  const end = ms < 0 ? 0 : Number(os().clock(1)) / 1e6 + ms;
  for (let left = ms; ; left = ms < 0 ? -1 : Math.max(0, Math.ceil(end - Number(os().clock(1)) / 1e6))) {
    const r = os().poll(fds, count, left);
    if (r >= 0) return r;
    if (r !== -4) {
      raiseOsError(r);
      return null;
    }
    if (!handleSignals()) return null;
  }
}
/** A list as it is, anything else as a new list; NULL with TypeError. */
function sequenceFast(o: Borrowed): Owned {
  if (isInstance(o, T.list)) return newRef(o);
  const list = sequenceList(o);
  if (list === 0 && errMatches(T.TypeError)) {
    errClear();
    typeError('arguments 1-3 must be sequences');
  }
  return list;
}
export function select(lists: readonly Borrowed[], timeout: Borrowed): Owned {
  const ms = timeoutMs(timeout, 'error');
  if (ms === null) return NULL;
  const held: Owned[] = [];
  const asked: { fd: number; object: Owned; which: number }[] = [];
  const drop = (r: Owned): Owned => {
    for (const o of held) decref(o);
    return r;
  };
  for (let which = 0; which < 3; which++) {
    const items = sequenceFast(lists[which]!);
    if (items === 0) return drop(NULL);
    held.push(items);
    // The list itself may shrink while its objects are asked for their descriptors.
    for (let i = 0; i < listLength(items); i++) {
      const object = newRef(listItem(items, i));
      held.push(object);
      const fd = fileDescriptor(object);
      if (fd < 0) return drop(NULL);
      if (fd >= FD_SETSIZE) return drop(valueError('filedescriptor out of range in select()'));
      asked.push({ fd, object, which });
    }
  }
  // One entry a descriptor, with all that is asked of it.
  const slots = new Map<number, number>();
  for (const { fd } of asked) if (!slots.has(fd)) slots.set(fd, slots.size);
  const fds = new Int32Array(Math.max(slots.size, 1) * 3);
  for (const [fd, i] of slots) fds[i * 3] = fd;
  for (const { fd, which } of asked) fds[slots.get(fd)! * 3 + 1]! |= ASKED[which]!;
  const n = pollAgain(fds, slots.size, ms);
  if (n === null) return drop(NULL);
  for (let i = 0; i < slots.size; i++) if (fds[i * 3 + 2]! & POLL.NVAL) return drop(raiseOsError(-9));
  const results = [newList(), newList(), newList()];
  for (const { fd, object, which } of asked)
    if (fds[slots.get(fd)! * 3 + 2]! & FOUND[which]!) listAppend(results[which]!, object);
  return drop(newTuple(...results));
}
