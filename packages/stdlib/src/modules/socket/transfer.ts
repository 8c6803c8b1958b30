/** Sockets: sending and receiving bytes. */
import { type Addr, type Borrowed, ld32, NULL, type Owned, st32 } from '@tyston/memory';
import {
  asCInt,
  asSsize,
  type BytesLike,
  bytesData,
  decref,
  errClear,
  errOccurred,
  getBytesLike,
  getWritableBytes,
  type MethodSpec,
  method,
  None,
  newBytesBuffer,
  newInt,
  newRef,
  newTuple,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { systemCall } from '../../lib/foreign.js';
import { shrinkBytes } from '../../lib/shrink-bytes.js';
import { withMemory } from '../../lib/with-memory.js';
import { handleSignals } from '../../os-error.js';
import { ADDRESS_BYTES, readAddress, writeAddress } from './address.js';
import { Deadline, perform, socketFamily, socketFd, timeoutOf } from './layout.js';
import { positional } from './parse.js';

/** A C int argument, `fallback` where there is none; null with an exception. */
export function intOr(o: Borrowed | undefined, fallback: number): number | null {
  if (o === undefined || o === 0) return fallback;
  const n = asCInt(o);
  return n === -1 && errOccurred() ? null : n;
}
function ssize(o: Borrowed): number | null {
  const n = asSsize(o, T.OverflowError);
  return n === -1 && errOccurred() ? null : n;
}
const receiveInto = (self: Borrowed, at: Addr, n: number, flags: number): number | null =>
  // Asked for nothing, it does nothing.
  n === 0 ? 0 : perform(self, false, () => systemCall('recv', 'ipni:n')(socketFd(self), at, n, flags));

/** A new bytes object of at most `n` bytes that `fill` receives, as far as it got. */
export function receivedBytes(n: number, fill: (at: Addr) => number | null): Owned {
  const b = newBytesBuffer(n);
  if (b === 0) return NULL;
  const r = fill(bytesData(b));
  if (r === null) {
    decref(b);
    return NULL;
  }
  return r === n ? b : shrinkBytes(b, r);
}
function recv(self: Borrowed, size: Borrowed, flagsObject: Borrowed): Owned {
  const n = ssize(size);
  const flags = n === null ? null : intOr(flagsObject, 0);
  if (n === null || flags === null) return NULL;
  if (n < 0) return valueError('negative buffersize in recv');
  return receivedBytes(n, (at) => receiveInto(self, at, n, flags));
}
/** Receives with the sender's address: how many bytes, and the address; null with an exception. */
function receiveFrom(self: Borrowed, at: Addr, n: number, flags: number): [number, Owned] | null {
  return withMemory(ADDRESS_BYTES + 16, (address) => {
    const size = address + ADDRESS_BYTES;
    const r = perform(self, false, () => {
      st32(size, ADDRESS_BYTES);
      return systemCall('recvfrom', 'ipnipp:n')(socketFd(self), at, n, flags, address, size);
    });
    return r === null ? null : [r, readAddress(address, ld32(size))];
  });
}
function recvfrom(self: Borrowed, size: Borrowed, flagsObject: Borrowed): Owned {
  const n = ssize(size);
  const flags = n === null ? null : intOr(flagsObject, 0);
  if (n === null || flags === null) return NULL;
  if (n < 0) return valueError('negative buffersize in recvfrom');
  let sender: Owned = NULL;
  const bytes = receivedBytes(n, (at) => {
    const r = receiveFrom(self, at, n, flags);
    if (r === null) return null;
    sender = r[1];
    return r[0];
  });
  return bytes === 0 ? NULL : newTuple(bytes, sender);
}
/** The memory that `recv_into` and its kin fill, and how much of it; null with an exception. */
function target(
  name: string,
  buffer: Borrowed,
  n: number,
  tooLong: string,
): { room: BytesLike; n: number } | null {
  const room = getWritableBytes(buffer);
  if (room === null) {
    errClear();
    typeError(
      `${name}() argument 1 must be read-write bytes-like object, not ${buffer === None ? 'None' : typeName(buffer)}`,
    );
    return null;
  }
  if (n >= 0 && n <= room.length) return { room, n: n === 0 ? room.length : n };
  room.release();
  valueError(n < 0 ? `negative buffersize in ${name}` : tooLong);
  return null;
}
function recvInto(self: Borrowed, buffer: Borrowed, nbytes: number, flags: number): Owned {
  const t = target('recv_into', buffer, nbytes, 'buffer too small for requested bytes');
  if (t === null) return NULL;
  const r = receiveInto(self, t.room.address, t.n, flags);
  t.room.release();
  return r === null ? NULL : newInt(r);
}
function recvfromInto(self: Borrowed, buffer: Borrowed, nbytes: number, flags: number): Owned {
  const t = target('recvfrom_into', buffer, nbytes, 'nbytes is greater than the length of the buffer');
  if (t === null) return NULL;
  const r = receiveFrom(self, t.room.address, t.n, flags);
  t.room.release();
  return r === null ? NULL : newTuple(newInt(r[0]), r[1]);
}
const sendSome = (self: Borrowed, at: Addr, n: number, flags: number, deadline?: Deadline): number | null =>
  perform(self, true, () => systemCall('send', 'ipni:n')(socketFd(self), at, n, flags), deadline);

function send(self: Borrowed, data: Borrowed, flagsObject: Borrowed): Owned {
  const b = getBytesLike(data);
  if (b === null) return NULL;
  const flags = intOr(flagsObject, 0);
  const r = flags === null ? null : sendSome(self, b.address, b.length, flags);
  b.release();
  return r === null ? NULL : newInt(r);
}
/** Sends until all is sent; the timeout is that of the whole. */
function sendall(self: Borrowed, data: Borrowed, flagsObject: Borrowed): Owned {
  const b = getBytesLike(data);
  if (b === null) return NULL;
  const flags = intOr(flagsObject, 0);
  const deadline = new Deadline(timeoutOf(self));
  let failed = flags === null;
  for (let at = 0; !failed && at < b.length; ) {
    const r = sendSome(self, b.address + at, b.length - at, flags!, deadline);
    // A signal that came while bytes went out is handled before the next.
    if (r === null || !handleSignals()) failed = true;
    else at += r;
  }
  b.release();
  return failed ? NULL : newRef(None);
}
function sendto(self: Borrowed, args: readonly Borrowed[]): Owned {
  const [data, second, third] = args as [Borrowed, Borrowed, Borrowed];
  const b = getBytesLike(data);
  if (b === null) return NULL;
  const flags = third === 0 ? 0 : intOr(second, 0);
  const r =
    flags === null
      ? null
      : withMemory(ADDRESS_BYTES, (at) => {
          const n = writeAddress('sendto', socketFamily(self), third === 0 ? second : third, at);
          if (n < 0) return null;
          const call = systemCall('sendto', 'ipnipn:n');
          return perform(self, true, () => call(socketFd(self), b.address, b.length, flags, at, n));
        });
  b.release();
  return r === null ? NULL : newInt(r);
}
const into = (
  name: string,
  impl: (s: Borrowed, b: Borrowed, n: number, f: number) => Owned,
  doc: string,
): MethodSpec =>
  method(name, '($self, /, buffer, nbytes: ssize = 0, flags: int = 0)', impl as never, doc, {
    noTextSignature: true,
  });

export const transferMethods: readonly MethodSpec[] = [
  positional(
    'recv',
    1,
    2,
    (self, [n, flags]) => recv(self, n!, flags!),
    'recv(buffersize[, flags]) -> data\n\nReceive up to buffersize bytes from the socket.  For the optional flags\nargument, see the Unix manual.  When no data is available, block until\nat least one byte is available or until the remote end is closed.  When\nthe remote end is closed and all data is read, return the empty string.',
  ),
  into(
    'recv_into',
    recvInto,
    'recv_into(buffer, [nbytes[, flags]]) -> nbytes_read\n\nA version of recv() that stores its data into a buffer rather than creating\na new string.  Receive up to buffersize bytes from the socket.  If buffersize\nis not specified (or 0), receive up to the size available in the given buffer.\n\nSee recv() for documentation about the flags.',
  ),
  positional(
    'recvfrom',
    1,
    2,
    (self, [n, flags]) => recvfrom(self, n!, flags!),
    "recvfrom(buffersize[, flags]) -> (data, address info)\n\nLike recv(buffersize, flags) but also return the sender's address info.",
  ),
  into(
    'recvfrom_into',
    recvfromInto,
    "recvfrom_into(buffer[, nbytes[, flags]]) -> (nbytes, address info)\n\nLike recv_into(buffer[, nbytes[, flags]]) but also return the sender's address info.",
  ),
  positional(
    'send',
    1,
    2,
    (self, [data, flags]) => send(self, data!, flags!),
    'send(data[, flags]) -> count\n\nSend a data string to the socket.  For the optional flags\nargument, see the Unix manual.  Return the number of bytes\nsent; this may be less than len(data) if the network is busy.',
  ),
  positional(
    'sendall',
    1,
    2,
    (self, [data, flags]) => sendall(self, data!, flags!),
    "sendall(data[, flags])\n\nSend a data string to the socket.  For the optional flags\nargument, see the Unix manual.  This calls send() repeatedly\nuntil all data is sent.  If an error occurs, it's impossible\nto tell how much data has been sent.",
  ),
  positional(
    'sendto',
    2,
    3,
    sendto,
    'sendto(data[, flags], address) -> count\n\nLike send(data, flags) but allows specifying the destination address.\nFor IP sockets, the address is a pair (hostaddr, port).',
    '2 or 3 arguments',
  ),
]; // prettier-ignore
