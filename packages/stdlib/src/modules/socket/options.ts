/** Sockets: options. */
import { type Borrowed, ld32, ldU64, NULL, type Owned, readBytes, st32, stU64 } from '@tyston/memory';
import {
  asCInt,
  asSsize,
  errClear,
  errOccurred,
  getBytesLike,
  intToBigInt,
  isInstance,
  type MethodSpec,
  None,
  newBytes,
  newInt,
  newIntFromBigInt,
  newRef,
  T,
  typeError,
} from '@tyston/objects';
import { systemCall } from '../../lib/foreign.js';
import { withMemory } from '../../lib/with-memory.js';
import { raiseSocket, socketError } from './errors.js';
import { socketFamily, socketFd } from './layout.js';
import { positional } from './parse.js';
import { intOr } from './transfer.js';

/** Most that an option's value may have. */
const MOST = 1024;
const SOL_SOCKET = 1;
const AF_VSOCK = 40;

/** A number that the system says about a descriptor; null with an exception. */
export function optionOf(fd: number, option: number): number | null {
  return withMemory(16, (at) => {
    st32(at + 8, 4);
    const r = systemCall('getsockopt', 'iiipp:i')(fd, SOL_SOCKET, option, at, at + 8);
    if (r >= 0) return ld32(at);
    raiseSocket(r);
    return null;
  });
}
function getsockopt(self: Borrowed, args: readonly Borrowed[]): Owned {
  const level = intOr(args[0], 0);
  const option = level === null ? null : intOr(args[1], 0);
  const size = option === null ? null : intOr(args[2], 0);
  if (level === null || option === null || size === null) return NULL;
  if (size < 0 || size > MOST) return socketError('getsockopt buflen out of range');
  return withMemory(MOST + 16, (at) => {
    const length = at + MOST;
    // The options of AF_VSOCK have 64 bits.
    const wide = size === 0 && socketFamily(self) === AF_VSOCK;
    st32(length, wide ? 8 : size === 0 ? 4 : size);
    const r = systemCall('getsockopt', 'iiipp:i')(socketFd(self), level, option, at, length);
    if (r < 0) return raiseSocket(r);
    if (wide) return newIntFromBigInt(ldU64(at));
    return size === 0 ? newInt(ld32(at)) : newBytes(readBytes(at, ld32(length)));
  });
}
const set = (self: Borrowed, level: number, option: number, at: number, n: number): Owned => {
  const r = systemCall('setsockopt', 'iiipn:i')(socketFd(self), level, option, at, n);
  return r < 0 ? raiseSocket(r) : newRef(None);
};
/** The value is an int, bytes, or None with a length. */
function setsockopt(self: Borrowed, args: readonly Borrowed[]): Owned {
  const given = args[3] === 0 ? 3 : 4;
  const level = intOr(args[0], 0);
  const option = level === null ? null : intOr(args[1], 0);
  if (level === null || option === null) return NULL;
  const value = args[2]!;
  if (given === 3 && socketFamily(self) === AF_VSOCK && isInstance(value, T.int))
    return withMemory(8, (at) => {
      stU64(at, BigInt.asUintN(64, intToBigInt(value)));
      return set(self, level, option, at, 8);
    });
  if (given === 3) {
    const n = asCInt(value);
    if (n !== -1 || !errOccurred())
      return withMemory(4, (at) => {
        st32(at, n);
        return set(self, level, option, at, 4);
      });
    errClear();
  } else {
    if (value !== None) return typeError('setsockopt() takes exactly 3 arguments (4 given)');
    const n = asSsize(args[3]!, T.OverflowError);
    return n === -1 && errOccurred() ? NULL : set(self, level, option, 0, n);
  }
  const b = getBytesLike(value);
  if (b === null) return NULL;
  const r = set(self, level, option, b.address, b.length);
  b.release();
  return r;
}

export const optionMethods: readonly MethodSpec[] = [
  positional(
    'getsockopt',
    2,
    3,
    getsockopt,
    'getsockopt(level, option[, buffersize]) -> value\n\nGet a socket option.  See the Unix manual for level and option.\nIf a nonzero buffersize argument is given, the return value is a\nstring of that length; otherwise it is an integer.',
  ),
  positional(
    'setsockopt',
    3,
    4,
    setsockopt,
    'setsockopt(level, option, value: int)\nsetsockopt(level, option, value: buffer)\nsetsockopt(level, option, None, optlen: int)\n\nSet a socket option.  See the Unix manual for level and option.\nThe value argument can either be an integer, a string buffer, or\nNone, optlen.',
    'exactly 3 arguments',
  ),
]; // prettier-ignore
