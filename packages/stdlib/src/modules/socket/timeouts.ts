/** Sockets: how long their calls wait. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asCInt,
  errOccurred,
  intToBigInt,
  type MethodSpec,
  None,
  newBool,
  newFloat,
  newIntFromBigInt,
  newRef,
  setError,
  T,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { osWord, setWord, wordObject } from '../../lib/os-words.js';
import { raiseOsError } from '../../os-error.js';
import { duration } from '../time/index.js';
import { FOREVER, setTimeoutOf, socketFd, timeoutOf } from './layout.js';
import { method1 } from './parse.js';

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
export const timeoutObject = (ns: bigint): Owned => (ns < 0n ? newRef(None) : newFloat(Number(ns) / 1e9));

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

export const timeoutMethods: readonly MethodSpec[] = [
  method1(
    'setblocking',
    'one',
    (self, flag) => {
      const blocking = asCInt(flag);
      if (blocking === -1 && errOccurred()) return NULL;
      return changeTimeout(self, blocking === 0 ? 0n : FOREVER);
    },
    'setblocking(flag)\n\nSet the socket to blocking (flag is true) or non-blocking (false).\nsetblocking(True) is equivalent to settimeout(None);\nsetblocking(False) is equivalent to settimeout(0.0).',
  ),
  method1(
    'getblocking',
    'nothing',
    (self) => newBool(timeoutOf(self) !== 0n),
    'getblocking()\n\nReturns True if socket is in blocking mode, or False if it\nis in non-blocking mode.',
  ),
  method1(
    'settimeout',
    'one',
    (self, timeout) => {
      const ns = parseTimeout(timeout);
      return ns === null ? NULL : changeTimeout(self, ns);
    },
    "settimeout(timeout)\n\nSet a timeout on socket operations.  'timeout' can be a float,\ngiving in seconds, or None.  Setting a timeout of None disables\nthe timeout feature and is equivalent to setblocking(1).\nSetting a timeout of zero is the same as setblocking(0).",
  ),
  method1(
    'gettimeout',
    'nothing',
    (self) => timeoutObject(timeoutOf(self)),
    'gettimeout() -> timeout\n\nReturns the timeout in seconds (float) associated with socket\noperations. A timeout of None indicates that timeouts on socket\noperations are disabled.',
  ),
];
