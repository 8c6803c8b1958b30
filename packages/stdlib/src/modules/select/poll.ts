/** `select.poll` objects: a dict from descriptors to events. */
import {
  type Borrowed,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  POLL,
  PyObject,
  st8,
  stOwned,
  struct,
} from '@tyston/memory';
import {
  allocInstance,
  asDouble,
  asSsize,
  clearField,
  decref,
  dictDel,
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictLength,
  dictNext,
  dictSet,
  errClear,
  errMatches,
  errOccurred,
  freeObject,
  type HeapTypeSpec,
  hasIndex,
  intToNumber,
  isInstance,
  listAppendOwned,
  method,
  None,
  newDict,
  newInt,
  newList,
  newRef,
  newTuple,
  setError,
  T,
  tpName,
  typeError,
  typeFlags,
  typeOf,
} from '@tyston/objects';
import { fileDescriptor } from '../../lib/fs-path.js';
import { osWord, wordType } from '../../lib/os-words.js';
import { raiseOsError } from '../../os-error.js';
import { pollAgain } from './select.js';

const Poll = struct('pollObject', PyObject, { dict: 'ptr', running: 'u8' });

export function newPoll(): Owned {
  const self = allocInstance(wordType(osWord.POLL_OBJECT), 0);
  stOwned(self + Poll.dict, newDict());
  return self;
}
/** An unsigned short of event bits; null with an exception. */
function events(o: Borrowed): number | null {
  if (o === 0) return POLL.IN | POLL.PRI | POLL.OUT;
  const n = asSsize(o, T.OverflowError);
  if (n === -1 && errOccurred()) return null;
  if (n < 0) {
    setError(T.ValueError, 'value must be positive');
    return null;
  }
  if (n > 0xffff) {
    setError(T.OverflowError, 'Python int too large for C unsigned short');
    return null;
  }
  return n;
}
function put(self: Borrowed, fdObject: Borrowed, mask: Borrowed, mustExist: boolean): Owned {
  const fd = fileDescriptor(fdObject);
  const e = fd < 0 ? null : events(mask);
  if (e === null) return NULL;
  const dict = ldPtr(self + Poll.dict);
  const key = newInt(fd);
  if (mustExist && dictGet(dict, key) === 0) {
    decref(key);
    return raiseOsError(-2);
  }
  const value = newInt(e);
  const r = dictSet(dict, key, value);
  decref(key);
  decref(value);
  return r < 0 ? NULL : newRef(None);
}
function unregister(self: Borrowed, fdObject: Borrowed): Owned {
  const fd = fileDescriptor(fdObject);
  if (fd < 0) return NULL;
  const key = newInt(fd);
  const r = dictDel(ldPtr(self + Poll.dict), key);
  decref(key);
  return r < 0 ? NULL : newRef(None);
}
/** A timeout in milliseconds, -1 for ever; null with an exception. */
function milliseconds(o: Borrowed): number | null {
  if (o === 0 || o === None) return -1;
  let ms: number;
  if (isInstance(o, T.float)) ms = Math.ceil(asDouble(o));
  else if (hasIndex(o)) {
    ms = asSsize(o, T.OverflowError);
    if (ms === -1 && errOccurred()) {
      if (!errMatches(T.OverflowError)) return null;
      errClear();
      ms = Number.MAX_SAFE_INTEGER;
    }
  } else {
    typeError('timeout must be an integer or None');
    return null;
  }
  if (ms > 0x7fffffff) {
    setError(T.OverflowError, 'timeout is too large');
    return null;
  }
  return ms < 0 ? -1 : ms;
}
function poll(self: Borrowed, timeout: Borrowed): Owned {
  const ms = milliseconds(timeout);
  if (ms === null) return NULL;
  if (ld8(self + Poll.running)) return setError(T.RuntimeError, 'concurrent poll() invocation');
  const dict = ldPtr(self + Poll.dict);
  const count = dictLength(dict);
  const fds = new Int32Array(Math.max(count, 1) * 3);
  let i = 0;
  for (let c = dictNext(dict, 0); c !== 0; c = dictNext(dict, c)) {
    fds[i * 3] = intToNumber(dictEntryKey());
    fds[i * 3 + 1] = intToNumber(dictEntryValue());
    i++;
  }
  st8(self + Poll.running, 1);
  const n = pollAgain(fds, count, ms);
  st8(self + Poll.running, 0);
  if (n === null) return NULL;
  const list = newList();
  for (let k = 0; k < count; k++)
    if (fds[k * 3 + 2])
      listAppendOwned(list, newTuple(newInt(fds[k * 3]!), newInt(fds[k * 3 + 2]! & 0xffff)));
  return list;
}
export const pollType: HeapTypeSpec = {
  name: '_poll',
  tpName: 'select.poll',
  basicsize: Poll.size,
  slots: {
    tp_new: (type: Borrowed) => typeError(`cannot create '${tpName(type)}' instances`),
    tp_dealloc: (self: Borrowed) => {
      clearField(self, Poll.dict);
      freeObject(self, typeFlags(typeOf(self)));
    },
  },
  methods: [
    method(
      'register',
      '($self, fd,\n         eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)',
      (self: Borrowed, fd: Borrowed, e: Borrowed) => put(self, fd, e, false),
      'Register a file descriptor with the polling object.',
    ),
    method(
      'modify',
      '($self, fd, eventmask, /)',
      (self: Borrowed, fd: Borrowed, e: Borrowed) => put(self, fd, e, true),
      'Modify an already registered file descriptor.',
    ),
    method(
      'unregister',
      '($self, fd, /)',
      unregister,
      'Remove a file descriptor being tracked by the polling object.',
    ),
    method(
      'poll',
      '($self, timeout=None, /)',
      poll,
      'Polls the set of registered file descriptors.\n\nReturns a list containing any descriptors that have events or errors to\nreport, as a list of (fd, event) 2-tuples.',
    ),
  ],
}; // prettier-ignore
