/** `_socket.socket`: making, closing and naming sockets. */
import { type Addr, type Borrowed, E, ld32, NULL, type Owned, st32, TypeFlags } from '@tyston/memory';
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
  newBool,
  newFloat,
  newInt,
  newIntFromBigInt,
  newRef,
  newStr,
  newTuple,
  parseTupleAndDict,
  reprText,
  setError,
  T,
  valueError,
  warn,
  writeUnraisable,
} from '@tyston/objects';
import { os } from '../../host.js';
import { systemCall } from '../../lib/foreign.js';
import { osWord, setWord, wordObject } from '../../lib/os-words.js';
import { withMemory } from '../../lib/with-memory.js';
import { handleSignals, raiseOsError } from '../../os-error.js';
import { duration } from '../time/index.js';
import { ADDRESS_BYTES, readAddress, writeAddress } from './address.js';
import { raiseSocket } from './errors.js';
import {
  awaitReady,
  Deadline,
  FOREVER,
  perform,
  Socket,
  setTimeoutOf,
  socketFamily,
  socketFd,
  timedOut,
  timeoutOf,
} from './layout.js';
import { messageMethods } from './messages.js';
import { optionMethods } from './options.js';
import { positional, single } from './parse.js';
import { transferMethods } from './transfer.js';

const AF_INET = 2;
const SOL_SOCKET = 1;
const SO_ERROR = 4;
const SO_TYPE = 3;
const SO_PROTOCOL = 38;
const SOCK_STREAM = 1;
export const SOCK_CLOEXEC = 0o2000000;
const SOCK_NONBLOCK = 0o4000;
const SOMAXCONN = 128;

// -- timeouts ------------------------------------------------------------------------------------------------------

/** A timeout in nanoseconds, rounded away from zero; null with an exception. */
function parseTimeout(o: Borrowed): bigint | null {
  if (o === None) return FOREVER;
  const ns = duration(o);
  if (ns === null) return null;
  if (ns < 0n) {
    valueError('Timeout value out of range');
    return null;
  }
  // More milliseconds than poll takes.
  if (ns > 0x7fff_ffffn * 1_000_000n) {
    setError(T.OverflowError, "timeout doesn't fit into C timeval");
    return null;
  }
  return ns;
}
const timeoutObject = (ns: bigint): Owned => (ns < 0n ? newRef(None) : newFloat(Number(ns) / 1e9));

/** The timeout of new sockets. */
export function defaultTimeout(): bigint {
  const o = wordObject(osWord.SOCKET_TIMEOUT);
  return o === 0 ? FOREVER : intToBigInt(o);
}
export function getDefaultTimeout(): Owned {
  return timeoutObject(defaultTimeout());
}
export function setDefaultTimeout(o: Borrowed): Owned {
  const ns = parseTimeout(o);
  if (ns === null) return NULL;
  setWord(osWord.SOCKET_TIMEOUT, ns < 0n ? NULL : newIntFromBigInt(ns));
  return newRef(None);
}
/** Sets the timeout and, with it, whether the descriptor blocks. */
function changeTimeout(self: Borrowed, ns: bigint): Owned {
  setTimeoutOf(self, ns);
  const r = os().setBlocking(socketFd(self), ns < 0n);
  return r < 0 ? raiseOsError(r) : newRef(None);
}

// -- making --------------------------------------------------------------------------------------------------------

/** A number that the system says about a descriptor; null with an exception. */
function optionOf(fd: number, option: number): number | null {
  return withMemory(16, (at) => {
    st32(at + 8, 4);
    const r = systemCall('getsockopt', 'iiipp:i')(fd, SOL_SOCKET, option, at, at + 8);
    if (r >= 0) return ld32(at);
    raiseSocket(r);
    return null;
  });
}
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

// -- connecting ----------------------------------------------------------------------------------------------------

/** Calls `use` with the struct sockaddr of an address; NULL with an exception. */
export function withAddress(
  self: Borrowed,
  caller: string,
  address: Borrowed,
  use: (at: Addr, n: number) => Owned,
): Owned {
  return withMemory(ADDRESS_BYTES, (at) => {
    const n = writeAddress(caller, socketFamily(self), address, at);
    return n < 0 ? NULL : use(at, n);
  });
}
/**
 * Connects: 0, or `-errno`. A connection that takes its time is waited for as long as the timeout says. Null with an exception of a
 * signal's handler.
 */
function connectTo(self: Borrowed, at: Addr, n: number): number | null {
  const fd = socketFd(self);
  const deadline = new Deadline(timeoutOf(self));
  const r = systemCall('connect', 'ipn:i')(fd, at, n);
  if (r >= 0) return 0;
  if (r === -E.EINTR && !handleSignals()) return null;
  const goesOn = r === -E.EINTR ? deadline.timeout !== 0n : deadline.timeout > 0n && r === -E.EINPROGRESS;
  if (!goesOn) return r;
  const ready = awaitReady(self, true, deadline);
  if (ready === null) return null;
  if (ready === 0) return -E.EAGAIN;
  const error = optionOf(fd, SO_ERROR);
  return error === null ? null : error === 0 || error === E.EISCONN ? 0 : -error;
}
function connect(self: Borrowed, address: Borrowed): Owned {
  return withAddress(self, 'connect', address, (at, n) => {
    const r = connectTo(self, at, n);
    if (r === null) return NULL;
    if (r === 0) return newRef(None);
    return r === -E.EAGAIN && timeoutOf(self) > 0n ? timedOut() : raiseSocket(r);
  });
}
function connectEx(self: Borrowed, address: Borrowed): Owned {
  return withAddress(self, 'connect_ex', address, (at, n) => {
    const r = connectTo(self, at, n);
    return r === null ? NULL : newInt(-r);
  });
}
function bind(self: Borrowed, address: Borrowed): Owned {
  return withAddress(self, 'bind', address, (at, n) => {
    const r = systemCall('bind', 'ipn:i')(socketFd(self), at, n);
    return r < 0 ? raiseSocket(r) : newRef(None);
  });
}
function listen(self: Borrowed, backlog: Borrowed): Owned {
  let n = SOMAXCONN;
  if (backlog !== 0) {
    n = asCInt(backlog);
    if (n === -1 && errOccurred()) return NULL;
  }
  const r = systemCall('listen', 'ii:i')(socketFd(self), Math.max(n, 0));
  return r < 0 ? raiseSocket(r) : newRef(None);
}
function accept(self: Borrowed): Owned {
  return withMemory(ADDRESS_BYTES + 16, (at) => {
    const size = at + ADDRESS_BYTES;
    const fd = perform(self, false, () => {
      st32(size, ADDRESS_BYTES);
      return systemCall('accept4', 'ippi:i')(socketFd(self), at, size, SOCK_CLOEXEC);
    });
    if (fd === null) return NULL;
    return newTuple(newInt(fd), readAddress(at, ld32(size)));
  });
}
/** The address that `getsockname` or `getpeername` tells. */
function nameOf(self: Borrowed, call: 'getsockname' | 'getpeername'): Owned {
  return withMemory(ADDRESS_BYTES + 16, (at) => {
    const size = at + ADDRESS_BYTES;
    st32(size, ADDRESS_BYTES);
    const r = systemCall(call, 'ipp:i')(socketFd(self), at, size);
    return r < 0 ? raiseSocket(r) : readAddress(at, Math.min(ld32(size), ADDRESS_BYTES));
  });
}
function shutdown(self: Borrowed, how: Borrowed): Owned {
  const n = asCInt(how);
  if (n === -1 && errOccurred()) return NULL;
  const r = systemCall('shutdown', 'ii:i')(socketFd(self), n);
  return r < 0 ? raiseSocket(r) : newRef(None);
}

const m = (
  name: string,
  takes: 'nothing' | 'one',
  impl: (self: Borrowed, arg: Borrowed) => Owned,
  doc: string,
) => single(name, takes === 'one' ? '($self, arg, /)' : '($self, /)', impl, doc);

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
    m(
      '_accept',
      'nothing',
      accept,
      '_accept() -> (integer, address info)\n\nWait for an incoming connection.  Return a new socket file descriptor\nrepresenting the connection, and the address of the client.\nFor IP sockets, the address info is a pair (hostaddr, port).',
    ),
    m(
      'bind',
      'one',
      bind,
      'bind(address)\n\nBind the socket to a local address.  For IP sockets, the address is a\npair (host, port); the host must refer to the local host. For raw packet\nsockets the address is a tuple (ifname, proto [,pkttype [,hatype [,addr]]])',
    ),
    m('close', 'nothing', close, 'close()\n\nClose the socket.  It cannot be used after this call.'),
    m(
      'connect',
      'one',
      connect,
      'connect(address)\n\nConnect the socket to a remote address.  For IP sockets, the address\nis a pair (host, port).',
    ),
    m(
      'connect_ex',
      'one',
      connectEx,
      'connect_ex(address) -> errno\n\nThis is like connect(address), but returns an error code (the errno value)\ninstead of raising an exception when an error occurs.',
    ),
    m(
      'detach',
      'nothing',
      detach,
      'detach()\n\nClose the socket object without closing the underlying file descriptor.\nThe object cannot be used after this call, but the file descriptor\ncan be reused for other purposes.  The file descriptor is returned.',
    ),
    m(
      'fileno',
      'nothing',
      (self) => newInt(socketFd(self)),
      'fileno() -> integer\n\nReturn the integer file descriptor of the socket.',
    ),
    m(
      'getpeername',
      'nothing',
      (self) => nameOf(self, 'getpeername'),
      'getpeername() -> address info\n\nReturn the address of the remote endpoint.  For IP sockets, the address\ninfo is a pair (hostaddr, port).',
    ),
    m(
      'getsockname',
      'nothing',
      (self) => nameOf(self, 'getsockname'),
      'getsockname() -> address info\n\nReturn the address of the local endpoint. The format depends on the\naddress family. For IPv4 sockets, the address info is a pair\n(hostaddr, port). For IPv6 sockets, the address info is a 4-tuple\n(hostaddr, port, flowinfo, scope_id).',
    ),
    positional(
      'listen',
      0,
      1,
      (self, [n]) => listen(self, n!),
      'listen([backlog])\n\nEnable a server to accept connections.  If backlog is specified, it must be\nat least 0 (if it is lower, it is set to 0); it specifies the number of\nunaccepted connections that the system will allow before refusing new\nconnections. If not specified, a default reasonable value is chosen.',
    ),
    m(
      'setblocking',
      'one',
      (self, flag) => {
        const blocking = asCInt(flag);
        if (blocking === -1 && errOccurred()) return NULL;
        return changeTimeout(self, blocking === 0 ? 0n : FOREVER);
      },
      'setblocking(flag)\n\nSet the socket to blocking (flag is true) or non-blocking (false).\nsetblocking(True) is equivalent to settimeout(None);\nsetblocking(False) is equivalent to settimeout(0.0).',
    ),
    m(
      'getblocking',
      'nothing',
      (self) => newBool(timeoutOf(self) !== 0n),
      'getblocking()\n\nReturns True if socket is in blocking mode, or False if it\nis in non-blocking mode.',
    ),
    m(
      'settimeout',
      'one',
      (self, timeout) => {
        const ns = parseTimeout(timeout);
        return ns === null ? NULL : changeTimeout(self, ns);
      },
      "settimeout(timeout)\n\nSet a timeout on socket operations.  'timeout' can be a float,\ngiving in seconds, or None.  Setting a timeout of None disables\nthe timeout feature and is equivalent to setblocking(1).\nSetting a timeout of zero is the same as setblocking(0).",
    ),
    m(
      'gettimeout',
      'nothing',
      (self) => timeoutObject(timeoutOf(self)),
      'gettimeout() -> timeout\n\nReturns the timeout in seconds (float) associated with socket\noperations. A timeout of None indicates that timeouts on socket\noperations are disabled.',
    ),
    m(
      'shutdown',
      'one',
      shutdown,
      'shutdown(flag)\n\nShut down the reading side of the socket (flag == SHUT_RD), the writing side\nof the socket (flag == SHUT_WR), or both ends (flag == SHUT_RDWR).',
    ),
    ...transferMethods,
    ...messageMethods,
    ...optionMethods,
  ],
}; // prettier-ignore
