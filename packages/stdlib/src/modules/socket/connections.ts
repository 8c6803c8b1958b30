/** Sockets: addresses given, connections made and taken, and their end. */
import { type Addr, type Borrowed, E, ld32, NULL, type Owned, st32 } from '@tyston/memory';
import { asCInt, errOccurred, type MethodSpec, None, newInt, newRef, newTuple } from '@tyston/objects';
import { systemCall } from '../../lib/foreign.js';
import { withMemory } from '../../lib/with-memory.js';
import { handleSignals } from '../../os-error.js';
import { ADDRESS_BYTES, readAddress, SOCK_CLOEXEC, writeAddress } from './address.js';
import { raiseSocket } from './errors.js';
import { awaitReady, Deadline, perform, socketFamily, socketFd, timedOut, timeoutOf } from './layout.js';
import { optionOf } from './options.js';
import { method1, positional } from './parse.js';

const SO_ERROR = 4;
const SOMAXCONN = 128;

/** Calls `use` with the struct sockaddr of an address; NULL with an exception. */
function withAddress(
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

export const connectionMethods: readonly MethodSpec[] = [
  method1(
    '_accept',
    'nothing',
    accept,
    '_accept() -> (integer, address info)\n\nWait for an incoming connection.  Return a new socket file descriptor\nrepresenting the connection, and the address of the client.\nFor IP sockets, the address info is a pair (hostaddr, port).',
  ),
  method1(
    'bind',
    'one',
    bind,
    'bind(address)\n\nBind the socket to a local address.  For IP sockets, the address is a\npair (host, port); the host must refer to the local host. For raw packet\nsockets the address is a tuple (ifname, proto [,pkttype [,hatype [,addr]]])',
  ),
  method1(
    'connect',
    'one',
    connect,
    'connect(address)\n\nConnect the socket to a remote address.  For IP sockets, the address\nis a pair (host, port).',
  ),
  method1(
    'connect_ex',
    'one',
    connectEx,
    'connect_ex(address) -> errno\n\nThis is like connect(address), but returns an error code (the errno value)\ninstead of raising an exception when an error occurs.',
  ),
  method1(
    'getpeername',
    'nothing',
    (self) => nameOf(self, 'getpeername'),
    'getpeername() -> address info\n\nReturn the address of the remote endpoint.  For IP sockets, the address\ninfo is a pair (hostaddr, port).',
  ),
  method1(
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
  method1(
    'shutdown',
    'one',
    shutdown,
    'shutdown(flag)\n\nShut down the reading side of the socket (flag == SHUT_RD), the writing side\nof the socket (flag == SHUT_WR), or both ends (flag == SHUT_RDWR).',
  ),
];
