/**
 * Sockets: messages of several buffers with ancillary data (sendmsg, recvmsg).
 *
 *     struct msghdr → name, iovec[…] → buffers, control → cmsghdr data padding, cmsghdr data padding, …
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldSsize,
  ldU32,
  NULL,
  type Owned,
  readBytes,
  st32,
  stPtr,
  struct,
  stSsize,
  writeBytes,
} from '@tyston/memory';
import {
  asCInt,
  asSsize,
  type BytesLike,
  decref,
  errClear,
  errMatches,
  errOccurred,
  getBytesLike,
  getWritableBytes,
  isInstance,
  isSequence,
  iterableToArray,
  listAppendOwned,
  type MethodSpec,
  method,
  None,
  newBytes,
  newInt,
  newList,
  newTuple,
  sequenceTuple,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { systemCall } from '../../lib/foreign.js';
import { withMemory } from '../../lib/with-memory.js';
import { ADDRESS_BYTES, readAddress, writeAddress } from './address.js';
import { socketError } from './errors.js';
import { perform, socketFamily, socketFd } from './layout.js';
import { positional } from './parse.js';
import { intOr, receivedBytes } from './transfer.js';

const Msghdr = struct('msghdr', null, {
  msg_name: 'u64',
  msg_namelen: 'u32',
  msg_iov: 'u64',
  msg_iovlen: 'u64',
  msg_control: 'u64',
  msg_controllen: 'u64',
  msg_flags: 'i32',
});
const Cmsghdr = struct('cmsghdr', null, { cmsg_len: 'u64', cmsg_level: 'i32', cmsg_type: 'i32' });
const IOVEC = 16;
const AF_ALG = 38;
const SOL_ALG = 279;
const ALG_SET_IV = 2;
const ALG_SET_OP = 3;
const ALG_SET_AEAD_ASSOCLEN = 4;
/** Most that ancillary data may have. */
export const MOST_CONTROL = 0x7fff_ffff;

/** Room that ancillary data of `n` bytes take, without and with the padding behind it (CMSG_LEN, CMSG_SPACE). */
export const cmsgLength = (n: number): number => Cmsghdr.size + n;
export const cmsgSpace = (n: number): number => Cmsghdr.size + Math.ceil(n / 8) * 8;

/** Lays out the buffers of a message behind its header, and calls `use` with the header. */
function withMessage<R>(buffers: readonly BytesLike[], use: (header: Addr) => R): R {
  return withMemory(Msghdr.size + 8 + IOVEC * buffers.length, (header) => {
    const vector = header + Msghdr.size + 8;
    for (const [i, b] of buffers.entries()) {
      stPtr(vector + i * IOVEC, b.address);
      stSsize(vector + i * IOVEC + 8, b.length);
    }
    stPtr(header + Msghdr.msg_iov, vector);
    stSsize(header + Msghdr.msg_iovlen, buffers.length);
    return use(header);
  });
}
/** The memory of each item; null with an exception, all released. */
function buffersOf(
  o: Borrowed,
  notIterable: string,
  acquire: (item: Borrowed) => BytesLike | null,
): BytesLike[] | null {
  const items = iterableToArray(o);
  if (items === null) {
    if (errMatches(T.TypeError)) {
      errClear();
      typeError(notIterable);
    }
    return null;
  }
  const buffers: BytesLike[] = [];
  for (const item of items) {
    const b = acquire(item);
    if (b === null) break;
    buffers.push(b);
  }
  const whole = buffers.length === items.length;
  for (const item of items) decref(item);
  if (whole) return buffers;
  release(buffers);
  return null;
}
function release(buffers: readonly BytesLike[]): void {
  for (const b of buffers) b.release();
}

// -- sending -------------------------------------------------------------------------------------------------------

interface Ancillary {
  readonly level: number;
  readonly type: number;
  readonly data: Uint8Array;
}
/** One (level, type, data) in any sequence; null with an exception. */
function ancillaryItem(o: Borrowed): Ancillary | null {
  const what = '[sendmsg() ancillary data items]() argument must be';
  const items = isSequence(o) && !isInstance(o, T.str) && !isInstance(o, T.bytes) ? sequenceTuple(o) : NULL;
  if (items === 0) {
    if (!errOccurred()) typeError(`${what} 3-item sequence, not ${o === None ? 'None' : typeName(o)}`);
    return null;
  }
  const item = fromTuple(items, what);
  decref(items);
  return item;
}
function fromTuple(o: Borrowed, what: string): Ancillary | null {
  if (tupleLength(o) !== 3) {
    typeError(`${what} sequence of length 3, not ${tupleLength(o)}`);
    return null;
  }
  const level = asCInt(tupleItem(o, 0));
  if (level === -1 && errOccurred()) return null;
  const type = asCInt(tupleItem(o, 1));
  if (type === -1 && errOccurred()) return null;
  const b = getBytesLike(tupleItem(o, 2));
  if (b === null) return null;
  const data = readBytes(b.address, b.length);
  b.release();
  return { level, type, data };
}
function ancillaryData(o: Borrowed): Ancillary[] | null {
  if (o === 0) return [];
  const items = iterableToArray(o);
  if (items === null) {
    if (errMatches(T.TypeError)) {
      errClear();
      typeError('sendmsg() argument 2 must be an iterable');
    }
    return null;
  }
  const all: Ancillary[] = [];
  for (const item of items) {
    const a = ancillaryItem(item);
    if (a === null) break;
    all.push(a);
  }
  const whole = all.length === items.length;
  for (const item of items) decref(item);
  return whole ? all : null;
}
/** Sends a message: how many bytes went; null with an exception. */
function sendMessage(
  self: Borrowed,
  buffers: readonly BytesLike[],
  ancillary: readonly Ancillary[],
  flags: number,
  address: { readonly at: Addr; readonly n: number } | null,
): number | null {
  const space = ancillary.reduce((n, a) => n + cmsgSpace(a.data.length), 0);
  return withMessage(buffers, (header) =>
    withMemory(Math.max(space, 1), (control) => {
      if (address !== null) {
        stPtr(header + Msghdr.msg_name, address.at);
        st32(header + Msghdr.msg_namelen, address.n);
      }
      if (space > 0) {
        stPtr(header + Msghdr.msg_control, control);
        stSsize(header + Msghdr.msg_controllen, space);
      }
      let next = control;
      for (const { level, type, data } of ancillary) {
        stSsize(next + Cmsghdr.cmsg_len, cmsgLength(data.length));
        st32(next + Cmsghdr.cmsg_level, level);
        st32(next + Cmsghdr.cmsg_type, type);
        writeBytes(next + Cmsghdr.size, data);
        next += cmsgSpace(data.length);
      }
      return perform(self, true, () => systemCall('sendmsg', 'ipi:n')(socketFd(self), header, flags));
    }),
  );
}
const sendable = (o: Borrowed): BytesLike[] | null =>
  buffersOf(o, 'sendmsg() argument 1 must be an iterable', getBytesLike);

function sendmsg(self: Borrowed, args: readonly Borrowed[]): Owned {
  const flags = intOr(args[2], 0);
  if (flags === null) return NULL;
  const target = args[3]!;
  return withMemory(ADDRESS_BYTES, (at) => {
    const n = target === 0 || target === None ? 0 : writeAddress('sendmsg', socketFamily(self), target, at);
    if (n < 0) return NULL;
    const buffers = sendable(args[0]!);
    if (buffers === null) return NULL;
    const ancillary = ancillaryData(args[1]!);
    const r =
      ancillary === null ? null : sendMessage(self, buffers, ancillary, flags, n === 0 ? null : { at, n });
    release(buffers);
    return r === null ? NULL : newInt(r);
  });
}
const words = (...values: number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);
/** The kernel's cryptography: operation, initialisation vector and length go along as ancillary data. */
function sendmsgAfalg(
  self: Borrowed,
  message: Borrowed,
  op: Borrowed,
  iv: Borrowed,
  assoclen: Borrowed,
  flags: number,
): Owned {
  if (socketFamily(self) !== AF_ALG) return socketError('algset is only supported for AF_ALG');
  const operation = op === 0 ? -1 : asCInt(op);
  if (operation < 0) return errOccurred() ? NULL : typeError("Invalid or missing argument 'op'");
  const ancillary: Ancillary[] = [{ level: SOL_ALG, type: ALG_SET_OP, data: words(operation) }];
  if (iv !== 0 && iv !== None) {
    const b = getBytesLike(iv);
    if (b === null) return NULL;
    const data = new Uint8Array(4 + b.length);
    data.set(words(b.length));
    data.set(readBytes(b.address, b.length), 4);
    b.release();
    ancillary.push({ level: SOL_ALG, type: ALG_SET_IV, data });
  }
  if (assoclen !== 0) {
    const n = asCInt(assoclen);
    if (n === -1 && errOccurred()) return NULL;
    if (n < 0) return typeError('assoclen must be positive');
    ancillary.push({ level: SOL_ALG, type: ALG_SET_AEAD_ASSOCLEN, data: words(n) });
  }
  const buffers = message === 0 || message === None ? [] : sendable(message);
  if (buffers === null) return NULL;
  const r = sendMessage(self, buffers, ancillary, flags, null);
  release(buffers);
  return r === null ? NULL : newInt(r);
}

// -- receiving -----------------------------------------------------------------------------------------------------

/** The ancillary data of a received message as a list of (level, type, data), as much of each as came. */
function readAncillary(control: Addr, length: number): Owned {
  const list = newList();
  const end = control + length;
  for (let at = control; at + Cmsghdr.size <= end; ) {
    const size = ldSsize(at + Cmsghdr.cmsg_len);
    if (size < Cmsghdr.size) break;
    const data = readBytes(at + Cmsghdr.size, Math.min(size, end - at) - Cmsghdr.size);
    listAppendOwned(
      list,
      newTuple(newInt(ld32(at + Cmsghdr.cmsg_level)), newInt(ld32(at + Cmsghdr.cmsg_type)), newBytes(data)),
    );
    at += cmsgSpace(size - Cmsghdr.size);
  }
  return list;
}
/** Receives into buffers: how many bytes, then ancillary data, flags and the sender's address; null with an exception. */
function receiveMessage(
  self: Borrowed,
  buffers: readonly BytesLike[],
  controlSize: number,
  flags: number,
): { n: number; rest: Owned[] } | null {
  return withMessage(buffers, (header) =>
    withMemory(ADDRESS_BYTES + Math.max(controlSize, 1), (address) => {
      const control = address + ADDRESS_BYTES;
      const n = perform(self, false, () => {
        stPtr(header + Msghdr.msg_name, address);
        st32(header + Msghdr.msg_namelen, ADDRESS_BYTES);
        stPtr(header + Msghdr.msg_control, controlSize > 0 ? control : 0);
        stSsize(header + Msghdr.msg_controllen, controlSize);
        return systemCall('recvmsg', 'ipi:n')(socketFd(self), header, flags);
      });
      if (n === null) return null;
      const ancillary = readAncillary(control, ldSsize(header + Msghdr.msg_controllen));
      const told = newInt(ld32(header + Msghdr.msg_flags));
      const sender = readAddress(address, Math.min(ldU32(header + Msghdr.msg_namelen), ADDRESS_BYTES));
      return { n, rest: [ancillary, told, sender] };
    }),
  );
}
/** The arguments that recvmsg and recvmsg_into end with; null with an exception. */
function controlAndFlags(sizeObject: Borrowed, flagsObject: Borrowed): [number, number] | null {
  const size = sizeObject === 0 ? 0 : asSsize(sizeObject, T.OverflowError);
  if (size === -1 && errOccurred()) return null;
  const flags = intOr(flagsObject, 0);
  if (flags === null) return null;
  if (size >= 0 && size <= MOST_CONTROL) return [size, flags];
  valueError('invalid ancillary data buffer length');
  return null;
}
function recvmsg(self: Borrowed, args: readonly Borrowed[]): Owned {
  const size = asSsize(args[0]!, T.OverflowError);
  if (size === -1 && errOccurred()) return NULL;
  const rest = controlAndFlags(args[1]!, args[2]!);
  if (rest === null) return NULL;
  if (size < 0) return valueError('negative buffer size in recvmsg()');
  let more: Owned[] = [];
  const data = receivedBytes(size, (at) => {
    const room = { address: at, length: size, release() {} };
    const r = receiveMessage(self, [room], rest[0], rest[1]);
    if (r === null) return null;
    more = r.rest;
    return r.n;
  });
  return data === 0 ? NULL : newTuple(data, ...more);
}
function recvmsgInto(self: Borrowed, args: readonly Borrowed[]): Owned {
  const wanted = 'recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers';
  const buffers = buffersOf(args[0]!, 'recvmsg_into() argument 1 must be an iterable', (item) => {
    const b = getWritableBytes(item);
    if (b !== null || !errMatches(T.TypeError)) return b;
    errClear();
    typeError(wanted);
    return null;
  });
  if (buffers === null) return NULL;
  const rest = controlAndFlags(args[1]!, args[2]!);
  const r = rest === null ? null : receiveMessage(self, buffers, rest[0], rest[1]);
  release(buffers);
  return r === null ? NULL : newTuple(newInt(r.n), ...r.rest);
}
/** CMSG_LEN and CMSG_SPACE as functions; `overhead` is what they add to data of the largest size. */
export function cmsgSize(name: string, o: Borrowed, size: (n: number) => number, overhead: number): Owned {
  const n = asSsize(o, T.OverflowError);
  if (n === -1 && errOccurred()) return NULL;
  if (n < 0 || n > MOST_CONTROL - overhead)
    return setError(T.OverflowError, `${name}() argument out of range`);
  return newInt(size(n));
}

export const messageMethods: readonly MethodSpec[] = [
  positional(
    'recvmsg',
    1,
    3,
    recvmsg,
    'recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, msg_flags, address)\n\nReceive normal data (up to bufsize bytes) and ancillary data from the\nsocket.  The ancbufsize argument sets the size in bytes of the internal\nbuffer used to receive the ancillary data.  ancdata is a list of tuples\n(cmsg_level, cmsg_type, cmsg_data).',
  ),
  positional(
    'recvmsg_into',
    1,
    3,
    recvmsgInto,
    'recvmsg_into(buffers[, ancbufsize[, flags]]) -> (nbytes, ancdata, msg_flags, address)\n\nReceive normal data and ancillary data from the socket, scattering the\nnon-ancillary data into a series of buffers.',
  ),
  positional(
    'sendmsg',
    1,
    4,
    sendmsg,
    'sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\n\nSend normal and ancillary data to the socket, gathering the\nnon-ancillary data from a series of buffers and concatenating it into\na single message.  Return the number of bytes of non-ancillary data sent.',
  ),
  method(
    'sendmsg_afalg',
    '($self, msg=None, /, *, op=None, iv=None, assoclen=None, flags: int = 0)',
    sendmsgAfalg,
    'sendmsg_afalg([msg], *, op[, iv[, assoclen[, flags=MSG_MORE]]])\n\nSet operation mode, IV and length of associated data for an AF_ALG\noperation socket.',
    { noTextSignature: true },
  ),
]; // prettier-ignore
