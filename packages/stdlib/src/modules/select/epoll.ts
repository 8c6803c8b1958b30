/** `select.epoll`: an object over an epoll descriptor. */
import { type Borrowed, E, ld32, NULL, type Owned, PyObject, st32, struct } from '@tyston/memory';
import {
  allocInstance,
  asCInt,
  asSsize,
  errOccurred,
  finishDealloc,
  type HeapTypeSpec,
  listAppendOwned,
  method,
  None,
  newBool,
  newInt,
  newList,
  newRef,
  newTuple,
  parseTupleAndDict,
  setError,
  T,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { systemCall } from '../../lib/foreign.js';
import { fileDescriptor } from '../../lib/fs-path.js';
import { withMemory } from '../../lib/with-memory.js';
import { handleSignals, raiseOsError } from '../../os-error.js';
import { timeoutMs } from './select.js';

const Epoll = struct('pyEpoll_Object', PyObject, { epfd: 'i32' });
/** struct epoll_event is packed: events, then 64 bits of data of which the low half is the descriptor. */
const EVENT_BYTES = 12;
const CTL = { add: 1, remove: 2, modify: 3 } as const;
export const EPOLL_CLOEXEC = 0x80000;
const FD_SETSIZE = 1024;

export const EPOLL: Readonly<Record<string, number>> = {
  IN: 0x1,
  PRI: 0x2,
  OUT: 0x4,
  ERR: 0x8,
  HUP: 0x10,
  RDNORM: 0x40,
  RDBAND: 0x80,
  WRNORM: 0x100,
  WRBAND: 0x200,
  MSG: 0x400,
  RDHUP: 0x2000,
  EXCLUSIVE: 0x1000_0000,
  ONESHOT: 0x4000_0000,
  ET: 0x8000_0000,
};

const descriptor = (self: Borrowed): number => ld32(self + Epoll.epfd);
const closed = (): Owned => valueError('I/O operation on closed epoll object');

function adopt(type: Borrowed, fd: number): Owned {
  const self = allocInstance(type, 0);
  if (self === 0) os().close(fd);
  else st32(self + Epoll.epfd, fd);
  return self;
}
function create(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const values = parseTupleAndDict('epoll', '($type, /, sizehint: int = -1, flags: int = 0)', args, kwargs);
  if (values === null) return NULL;
  const [sizehint, flags] = values as [number, number];
  if (sizehint !== -1 && sizehint <= 0) return valueError('negative sizehint');
  if (flags !== 0 && flags !== EPOLL_CLOEXEC) return setError(T.OSError, 'invalid flags');
  const fd = systemCall('epoll_create1', 'i:i')(flags | EPOLL_CLOEXEC);
  return fd < 0 ? raiseOsError(fd) : adopt(type, fd);
}
function close(self: Borrowed): number {
  const fd = descriptor(self);
  st32(self + Epoll.epfd, -1);
  return fd < 0 ? 0 : os().close(fd);
}
/** An unsigned int of event bits; null with an exception. */
function eventMask(o: Borrowed): number | null {
  if (o === 0) return EPOLL['IN']! | EPOLL['PRI']! | EPOLL['OUT']!;
  const n = asSsize(o, T.OverflowError);
  if (n === -1 && errOccurred()) return null;
  return n;
}
function control(self: Borrowed, operation: number, fdObject: Borrowed, mask: number): Owned {
  const epfd = descriptor(self);
  if (epfd < 0) return closed();
  const fd = fileDescriptor(fdObject);
  if (fd < 0) return NULL;
  return withMemory(EVENT_BYTES, (event) => {
    st32(event, mask);
    st32(event + 4, fd);
    const r = systemCall('epoll_ctl', 'iiip:i')(epfd, operation, fd, event);
    return r < 0 ? raiseOsError(r) : newRef(None);
  });
}
function registerOrModify(operation: number, self: Borrowed, fd: Borrowed, mask: Borrowed): Owned {
  if (descriptor(self) < 0) return closed();
  const bits = eventMask(mask);
  return bits === null ? NULL : control(self, operation, fd, bits);
}
function poll(self: Borrowed, timeout: Borrowed, maxevents: number): Owned {
  const epfd = descriptor(self);
  if (epfd < 0) return closed();
  const ms = timeoutMs(timeout, 'forever', 'an integer or None');
  if (ms === null) return NULL;
  if (ms > 0x7fff_ffff) return setError(T.OverflowError, 'timeout is too large');
  if (maxevents < -1 || maxevents === 0)
    return valueError(`maxevents must be greater than 0, got ${maxevents}`);
  const most = maxevents === -1 ? FD_SETSIZE - 1 : maxevents;
  const end = ms < 0 ? 0 : Number(os().clock(1)) / 1e6 + ms;
  return withMemory(most * EVENT_BYTES, (events) => {
    for (let left = ms; ; left = ms < 0 ? -1 : Math.max(0, Math.ceil(end - Number(os().clock(1)) / 1e6))) {
      const n = systemCall('epoll_wait', 'ipii:i')(epfd, events, most, left);
      if (n >= 0) return found(events, n);
      if (n !== -E.EINTR) return raiseOsError(n);
      if (!handleSignals()) return NULL;
    }
  });
}
function found(events: number, n: number): Owned {
  const list = newList();
  for (let i = 0; i < n; i++) {
    const at = events + i * EVENT_BYTES;
    listAppendOwned(list, newTuple(newInt(ld32(at + 4)), newInt(ld32(at) >>> 0)));
  }
  return list;
}
function fromfd(type: Borrowed, fdObject: Borrowed): Owned {
  const fd = asCInt(fdObject);
  return fd === -1 && errOccurred() ? NULL : adopt(type, fd);
}
export const epollType: HeapTypeSpec = {
  name: 'epoll',
  tpName: 'select.epoll',
  basicsize: Epoll.size,
  doc: "select.epoll(sizehint=-1, flags=0)\n\nReturns an epolling object\n\nsizehint must be a positive integer or -1 for the default size. The\nsizehint is used to optimize internal data structures. It doesn't limit\nthe maximum number of monitored events.",
  slots: {
    tp_new: create,
    tp_dealloc: (self: Borrowed) => {
      close(self);
      finishDealloc(self);
    },
  },
  getset: [
    {
      name: 'closed',
      get: (self) => newBool(descriptor(self) < 0),
      doc: 'True if the epoll handler is closed',
    },
  ],
  methods: [
    method('fromfd', '($type, fd, /)', fromfd, 'Create an epoll object from a given control fd.', {
      kind: 'classmethod',
    }),
    method(
      'close',
      '($self, /)',
      (self: Borrowed) => {
        const r = close(self);
        return r < 0 ? raiseOsError(r) : newRef(None);
      },
      'Close the epoll control file descriptor.\n\nFurther operations on the epoll object will raise an exception.',
    ),
    method(
      'fileno',
      '($self, /)',
      (self: Borrowed) => (descriptor(self) < 0 ? closed() : newInt(descriptor(self))),
      'Return the epoll control file descriptor.',
    ),
    method(
      'modify',
      '($self, /, fd, eventmask)',
      (self: Borrowed, fd: Borrowed, mask: Borrowed) => registerOrModify(CTL.modify, self, fd, mask),
      'Modify event mask for a registered file descriptor.\n\n  fd\n    the target file descriptor of the operation\n  eventmask\n    a bit set composed of the various EPOLL constants',
    ),
    method(
      'register',
      '($self, /, fd,\n         eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)',
      (self: Borrowed, fd: Borrowed, mask: Borrowed) => registerOrModify(CTL.add, self, fd, mask),
      'Registers a new fd or raises an OSError if the fd is already registered.\n\n  fd\n    the target file descriptor of the operation\n  eventmask\n    a bit set composed of the various EPOLL constants\n\nThe epoll interface supports all file descriptors that support poll.',
    ),
    method(
      'unregister',
      '($self, /, fd)',
      (self: Borrowed, fd: Borrowed) => control(self, CTL.remove, fd, 0),
      'Remove a registered file descriptor from the epoll object.\n\n  fd\n    the target file descriptor of the operation',
    ),
    method(
      'poll',
      '($self, /, timeout=None, maxevents: int = -1)',
      poll as never,
      'Wait for events on the epoll file descriptor.\n\n  timeout\n    the maximum time to wait in seconds (as float);\n    a timeout of None or -1 makes poll wait indefinitely\n  maxevents\n    the maximum number of events returned; -1 means no limit\n\nReturns a list containing any descriptors that have events to report,\nas a list of (fd, events) 2-tuples.',
    ),
    method(
      '__enter__',
      '($self, /)',
      (self: Borrowed) => (descriptor(self) < 0 ? closed() : newRef(self)),
      '',
    ),
    method(
      '__exit__',
      '($self, exc_type=None, exc_value=None, exc_tb=None, /)',
      (self: Borrowed) => {
        const r = close(self);
        return r < 0 ? raiseOsError(r) : newRef(None);
      },
      '',
    ),
  ],
}; // prettier-ignore
