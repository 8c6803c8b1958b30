/** `_socket.socket`: making, closing and naming sockets. */
import { type Borrowed, E, ld32, NULL, type Owned, st32, TypeFlags } from '@tyston/memory';
import {
  allocInstance,
  asCInt,
  decref,
  errClear,
  errFetch,
  errMatches,
  errOccurred,
  errRestore,
  finalizeFromDealloc,
  finishDealloc,
  type HeapTypeSpec,
  indexInt,
  intToBigInt,
  MemberType,
  None,
  newInt,
  newRef,
  newStr,
  newTuple,
  parseTupleAndDict,
  reprText,
  T,
  valueError,
  warn,
  writeUnraisable,
} from '@tyston/objects';
import { os } from '../../host.js';
import { systemCall } from '../../lib/foreign.js';
import { withMemory } from '../../lib/with-memory.js';
import { raiseOsError } from '../../os-error.js';
import { ADDRESS_BYTES, SOCK_CLOEXEC } from './address.js';
import { connectionMethods } from './connections.js';
import { raiseSocket } from './errors.js';
import { FOREVER, Socket, setTimeoutOf, socketFamily, socketFd, timeoutOf } from './layout.js';
import { messageMethods } from './messages.js';
import { optionMethods, optionOf } from './options.js';
import { method1 } from './parse.js';
import { defaultTimeout, timeoutMethods, timeoutObject } from './timeouts.js';
import { transferMethods } from './transfer.js';

const AF_INET = 2;
const SO_TYPE = 3;
const SO_PROTOCOL = 38;
const SOCK_STREAM = 1;
const SOCK_NONBLOCK = 0o4000;

// -- making --------------------------------------------------------------------------------------------------------

/** The family of a descriptor's address; null with an exception. */
function familyOf(fd: number): number | null {
  return withMemory(ADDRESS_BYTES + 16, (at) => {
    st32(at + ADDRESS_BYTES, ADDRESS_BYTES);
    const r = systemCall('getsockname', 'ipp:i')(fd, at, at + ADDRESS_BYTES);
    if (r >= 0) return ld32(at) & 0xffff;
    raiseSocket(r);
    return null;
  });
}
/** The descriptor given to `socket(fileno=)`; null with an exception. */
function givenDescriptor(o: Borrowed): number | null {
  const i = indexInt(o);
  if (i === 0) return null;
  const fd = Number(BigInt.asIntN(32, intToBigInt(i)));
  decref(i);
  if (fd >= 0) return fd;
  valueError('negative file descriptor');
  return null;
}
function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const values = parseTupleAndDict(
    'socket',
    '($self, /, family: int = -1, type: int = -1, proto: int = -1, fileno = None)',
    args,
    kwargs,
  );
  if (values === null) return -1;
  let [family, type, proto] = values as [number, number, number];
  const fileno = values[3] as Borrowed;
  let fd: number;
  if (fileno !== 0 && fileno !== None) {
    const given = givenDescriptor(fileno);
    const own = given === null ? null : familyOf(given);
    if (given === null || own === null) return -1;
    fd = given;
    if (family === -1) family = own;
    if (type === -1) {
      const t = optionOf(fd, SO_TYPE);
      if (t === null) return -1;
      type = t;
    }
    if (proto === -1) {
      const p = optionOf(fd, SO_PROTOCOL);
      if (p === null) return -1;
      proto = p;
    }
  } else {
    if (family === -1) family = AF_INET;
    if (type === -1) type = SOCK_STREAM;
    if (proto === -1) proto = 0;
    fd = systemCall('socket', 'iii:i')(family, type | SOCK_CLOEXEC, proto);
    if (fd < 0) {
      raiseSocket(fd);
      return -1;
    }
  }
  return adopt(self, fd, family, type, proto);
}
/** Makes a socket object of a descriptor. */
function adopt(self: Borrowed, fd: number, family: number, type: number, proto: number): number {
  st32(self + Socket.fd, fd);
  st32(self + Socket.family, family);
  st32(self + Socket.type, type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC));
  st32(self + Socket.proto, proto);
  if (type & SOCK_NONBLOCK) {
    setTimeoutOf(self, 0n);
    return 0;
  }
  const ns = defaultTimeout();
  setTimeoutOf(self, ns);
  if (ns < 0n) return 0;
  const r = os().setBlocking(fd, false);
  if (r >= 0) return 0;
  raiseOsError(r);
  return -1;
}
function newSocket(type: Borrowed): Owned {
  const self = allocInstance(type, 0);
  if (self === 0) return NULL;
  st32(self + Socket.fd, -1);
  setTimeoutOf(self, FOREVER);
  return self;
}
/** `_socket.socketpair()`: two connected sockets of this module's own type. */
export function socketpair(type: Borrowed, args: readonly Borrowed[]): Owned {
  const values = [1, SOCK_STREAM, 0];
  for (const [i, o] of args.entries()) {
    if (o === 0) continue;
    const v = asCInt(o);
    if (v === -1 && errOccurred()) return NULL;
    values[i] = v;
  }
  const [family, kind, proto] = values as [number, number, number];
  return withMemory(16, (at) => {
    const r = systemCall('socketpair', 'iiip:i')(family, kind | SOCK_CLOEXEC, proto, at);
    if (r < 0) return raiseSocket(r);
    const fds = [ld32(at), ld32(at + 4)];
    const made = fds.map((fd) => {
      const s = newSocket(type);
      if (s !== 0 && adopt(s, fd, family, kind, proto) < 0) return NULL;
      return s;
    });
    return made.includes(NULL) ? NULL : newTuple(...made);
  });
}

// -- the end -------------------------------------------------------------------------------------------------------

/** Closes a descriptor. A peer that reset the connection is none of the closer's business, and an interrupted close has closed. */
export function closeDescriptor(fd: number): Owned {
  const r = os().close(fd);
  return r < 0 && r !== -E.ECONNRESET && r !== -E.EINTR ? raiseOsError(r) : newRef(None);
}
function close(self: Borrowed): Owned {
  const fd = socketFd(self);
  if (fd === -1) return newRef(None);
  st32(self + Socket.fd, -1);
  return closeDescriptor(fd);
}
function detach(self: Borrowed): Owned {
  const fd = socketFd(self);
  st32(self + Socket.fd, -1);
  return newInt(fd);
}
/** Warns of a socket that nobody closed, and closes it. */
function finalize(self: Borrowed): void {
  const fd = socketFd(self);
  if (fd === -1) return;
  const pending = errFetch();
  if (warn(T.ResourceWarning, `unclosed ${reprText(self)}`, 1) < 0) {
    if (errMatches(T.Warning)) writeUnraisable(self);
    else errClear();
  }
  st32(self + Socket.fd, -1);
  os().close(fd);
  errRestore(pending.type, pending.value, pending.traceback);
}
function dealloc(self: Borrowed): void {
  if (finalizeFromDealloc(self)) return;
  finishDealloc(self);
}

export const socketType: HeapTypeSpec = {
  name: 'socket',
  tpName: '_socket.socket',
  basicsize: Socket.size,
  flags: TypeFlags.BASETYPE,
  immutable: false,
  doc: 'socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOpen a socket of the given type.  A family, type and protocol that are not\ngiven are AF_INET, SOCK_STREAM and 0 or, with a fileno, what the descriptor\nhas.  The socket is not inheritable.',
  slots: {
    tp_new: newSocket,
    tp_init: init,
    tp_dealloc: dealloc,
    tp_finalize: finalize,
    tp_repr: (self: Borrowed) =>
      newStr(
        `<socket object, fd=${socketFd(self)}, family=${socketFamily(self)}, type=${ld32(self + Socket.type)}, proto=${ld32(self + Socket.proto)}>`,
      ),
  },
  members: [
    { name: 'family', type: MemberType.INT, offset: Socket.family, readonly: true, doc: 'the socket family' },
    { name: 'type', type: MemberType.INT, offset: Socket.type, readonly: true, doc: 'the socket type' },
    { name: 'proto', type: MemberType.INT, offset: Socket.proto, readonly: true, doc: 'the socket protocol' },
  ],
  getset: [{ name: 'timeout', get: (self) => timeoutObject(timeoutOf(self)), doc: 'the socket timeout' }],
  methods: [
    method1('close', 'nothing', close, 'close()\n\nClose the socket.  It cannot be used after this call.'),
    method1(
      'detach',
      'nothing',
      detach,
      'detach()\n\nClose the socket object without closing the underlying file descriptor.\nThe object cannot be used after this call, but the file descriptor\ncan be reused for other purposes.  The file descriptor is returned.',
    ),
    method1(
      'fileno',
      'nothing',
      (self) => newInt(socketFd(self)),
      'fileno() -> integer\n\nReturn the integer file descriptor of the socket.',
    ),
    ...connectionMethods,
    ...timeoutMethods,
    ...transferMethods,
    ...messageMethods,
    ...optionMethods,
  ],
}; // prettier-ignore
