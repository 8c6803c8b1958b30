/** Socket addresses: Python's tuples and strings to struct sockaddr, and back. */
import {
  type Addr,
  type Borrowed,
  ld16,
  ldU32,
  type Owned,
  readBytes,
  st8,
  st16,
  st32,
  writeBytes,
  zero,
} from '@tyston/memory';
import {
  asCInt,
  asSsize,
  errOccurred,
  getBytesLike,
  isInstance,
  None,
  newBytes,
  newInt,
  newRef,
  newStr,
  newTuple,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
} from '@tyston/objects';
import { paddedText } from '../../lib/ascii.js';
import { systemCall } from '../../lib/foreign.js';
import { fsDecode, fsEncode } from '../../lib/fs-path.js';
import { withStrings } from '../../lib/with-memory.js';
import { raiseSocket, socketError } from './errors.js';
import { format4, format6 } from './inet.js';
import { AF_INET, AF_INET6, hostAddress, hostName } from './resolver.js';

const AF_UNIX = 1;
const AF_NETLINK = 16;
const AF_PACKET = 17;
const AF_VSOCK = 40;
/** Descriptors are made not inheritable. */
export const SOCK_CLOEXEC = 0o2000000;
/** sizeof(struct sockaddr_storage): room for any address. */
export const ADDRESS_BYTES = 128;
/** Of struct sockaddr_un: where the path begins, and how long it may be. */
const UNIX_PATH = 2;
const UNIX_PATH_BYTES = 108;

const port = (high: number, low: number) => (high << 8) | low;
/** Network byte order. */
const swap16 = (n: number): number => ((n & 0xff) << 8) | ((n >> 8) & 0xff);

/** Writes a family's address at `at`; its length, or -1 with an exception. `caller` is the function's name in messages. */
export function writeAddress(caller: string, family: number, o: Borrowed, at: Addr): number {
  zero(at, ADDRESS_BYTES);
  switch (family) {
    case AF_UNIX:
      return writeUnix(o, at);
    case AF_INET:
      return writeInternet(caller, 'AF_INET', '(host, port)', AF_INET, o, at);
    case AF_INET6:
      return writeInternet(caller, 'AF_INET6', '(host, port[, flowinfo[, scopeid]])', AF_INET6, o, at);
    case AF_NETLINK:
      return writeNumbers(caller, 'AF_NETLINK', '(pid, groups)', AF_NETLINK, o, at, [4, 8], 12);
    case AF_VSOCK:
      return writeNumbers(caller, 'AF_VSOCK', '(cid, port)', AF_VSOCK, o, at, [8, 4], 16);
    case AF_PACKET:
      return writePacket(caller, o, at);
    default:
      socketError(`${caller}(): bad family`);
      return -1;
  }
}
/** Whether the address is a tuple; if not, TypeError. */
function isTuple(caller: string, family: string, o: Borrowed): boolean {
  if (isInstance(o, T.tuple)) return true;
  typeError(`${caller}(): ${family} address must be tuple, not ${o === None ? 'NoneType' : typeName(o)}`);
  return false;
}
/** An unsigned 32-bit item, taken as C takes it; null with an exception. */
function word(o: Borrowed): number | null {
  const n = asSsize(o, T.OverflowError);
  return n === -1 && errOccurred() ? null : n;
}
function writeInternet(
  caller: string,
  name: string,
  shape: string,
  family: number,
  o: Borrowed,
  at: Addr,
): number {
  if (!isTuple(caller, name, o)) return -1;
  const n = tupleLength(o);
  const most = family === AF_INET ? 2 : 4;
  if (n < 2 || n > most) {
    typeError(`${name} address must be a ${most === 2 ? 'pair' : 'tuple'} ${shape}`);
    return -1;
  }
  const host = hostName(tupleItem(o, 0), '');
  if (host === null) return -1;
  const number = asCInt(tupleItem(o, 1));
  if (number === -1 && errOccurred()) return -1;
  const flow = n > 2 ? word(tupleItem(o, 2)) : 0;
  const scope = flow !== null && n > 3 ? word(tupleItem(o, 3)) : 0;
  if (flow === null || scope === null) return -1;
  const address = hostAddress(host, family);
  if (address === null) return -1;
  if (number < 0 || number > 0xffff) {
    setError(T.OverflowError, `${caller}(): port must be 0-65535.`);
    return -1;
  }
  if (flow < 0 || flow > 0xf_ffff) {
    setError(T.OverflowError, `${caller}(): flowinfo must be 0-1048575.`);
    return -1;
  }
  writeBytes(at, address);
  st16(at, family);
  st16(at + 2, swap16(number));
  if (family === AF_INET) return 16;
  st32(at + 4, (swap16(flow & 0xffff) << 16) | swap16(flow >>> 16));
  st32(at + 24, scope);
  return 28;
}
function writeUnix(o: Borrowed, at: Addr): number {
  let path: Uint8Array | null;
  if (isInstance(o, T.str)) path = fsEncode(o);
  else {
    const b = getBytesLike(o);
    if (b === null) return -1;
    path = readBytes(b.address, b.length);
    b.release();
  }
  if (path === null) return -1;
  // A name that begins with NUL is no file's (Linux's abstract names), and an empty one asks for such a name.
  const abstract = path.length === 0 || path[0] === 0;
  if (path.length > UNIX_PATH_BYTES - (abstract ? 0 : 1)) {
    socketError('AF_UNIX path too long');
    return -1;
  }
  st16(at, AF_UNIX);
  writeBytes(at + UNIX_PATH, path);
  return UNIX_PATH + path.length + (abstract ? 0 : 1);
}
/** Families whose address is two 32-bit numbers, at the given offsets. */
function writeNumbers(
  caller: string,
  name: string,
  shape: string,
  family: number,
  o: Borrowed,
  at: Addr,
  offsets: readonly number[],
  size: number,
): number {
  if (!isTuple(caller, name, o)) return -1;
  if (tupleLength(o) !== offsets.length) {
    typeError(`${name} address must be a pair ${shape}`);
    return -1;
  }
  st16(at, family);
  for (const [i, offset] of offsets.entries()) {
    const n = word(tupleItem(o, i));
    if (n === null) return -1;
    st32(at + offset, n);
  }
  return size;
}
function writePacket(caller: string, o: Borrowed, at: Addr): number {
  if (!isTuple(caller, 'AF_PACKET', o)) return -1;
  const n = tupleLength(o);
  if (n < 2 || n > 5 || !isInstance(tupleItem(o, 0), T.str)) {
    typeError('AF_PACKET address must be a tuple of two to five elements');
    return -1;
  }
  const name = fsEncode(tupleItem(o, 0));
  if (name === null) return -1;
  const numbers: number[] = [];
  for (let i = 1; i < Math.min(n, 4); i++) {
    const v = asCInt(tupleItem(o, i));
    if (v === -1 && errOccurred()) return -1;
    numbers.push(v);
  }
  const [proto, type = 0, hardware = 0] = numbers as [number, number?, number?];
  let address = new Uint8Array(0);
  if (n === 5) {
    const b = getBytesLike(tupleItem(o, 4));
    if (b === null) return -1;
    address = readBytes(b.address, b.length) as typeof address;
    b.release();
  }
  if (address.length > 8) {
    setError(T.ValueError, 'Hardware address must be 8 bytes or less');
    return -1;
  }
  if (proto < 0 || proto > 0xffff) {
    setError(T.OverflowError, `${caller}(): proto must be 0-65535.`);
    return -1;
  }
  const index = withStrings([name], (p) => systemCall('if_nametoindex', 'p:i')(p));
  if (index <= 0) {
    raiseSocket(-19);
    return -1;
  }
  st16(at, AF_PACKET);
  st16(at + 2, swap16(proto));
  st32(at + 4, index);
  st16(at + 8, hardware);
  st8(at + 10, type);
  st8(at + 11, address.length);
  writeBytes(at + 12, address);
  return 20;
}

const unsigned = (at: Addr): Owned => newInt(ldU32(at));
/** The text of an Internet address, at a struct sockaddr. */
export function addressText(family: number, at: Addr): Owned {
  return newStr(family === AF_INET ? format4(readBytes(at + 4, 4)) : format6(readBytes(at + 8, 16)));
}
/** The Python form of the `n` bytes of address at `at`; None where there is none. */
export function readAddress(at: Addr, n: number): Owned {
  if (n === 0) return newRef(None);
  const family = ld16(at);
  switch (family) {
    case AF_INET:
      return newTuple(addressText(family, at), newInt(swap16(ld16(at + 2))));
    case AF_INET6: {
      const flow = ldU32(at + 4);
      return newTuple(
        addressText(family, at),
        newInt(swap16(ld16(at + 2))),
        newInt(((swap16(flow & 0xffff) << 16) | swap16(flow >>> 16)) >>> 0),
        unsigned(at + 24),
      );
    }
    case AF_UNIX: {
      const path = readBytes(at + UNIX_PATH, Math.max(0, n - UNIX_PATH));
      if (path.length > 0 && path[0] === 0) return newBytes(path);
      const end = path.indexOf(0);
      return fsDecode(end < 0 ? path : path.subarray(0, end));
    }
    case AF_NETLINK:
      return newTuple(unsigned(at + 4), unsigned(at + 8));
    case AF_VSOCK:
      return newTuple(unsigned(at + 8), unsigned(at + 4));
    case AF_PACKET:
      return readPacket(at);
    default:
      return newTuple(newInt(family), newBytes(readBytes(at + 2, 14)));
  }
}
function readPacket(at: Addr): Owned {
  const head = readBytes(at, 20);
  const name = withStrings([new Uint8Array(16)], (p) => {
    const found = systemCall('if_indextoname', 'ip:p')(ldU32(at + 4), p);
    return found === 0 ? '' : paddedText(readBytes(p, 16));
  });
  return newTuple(
    newStr(name),
    newInt(port(head[2]!, head[3]!)),
    newInt(head[10]!),
    newInt(ld16(at + 8)),
    newBytes(head.subarray(12, 12 + Math.min(head[11]!, 8))),
  );
}
