/** The socket object, and the calls that wait for it as its timeout says. */
import {
  type Borrowed,
  E,
  ld32,
  ldI64,
  NULL,
  type Owned,
  POLL,
  PyObject,
  stI64,
  struct,
} from '@tyston/memory';
import { setError, T } from '@tyston/objects';
import { os } from '../../host.js';
import { handleSignals, raiseOsError } from '../../os-error.js';
import { raiseSocket } from './errors.js';

export const Socket = struct('PySocketSockObject', PyObject, {
  fd: 'i32',
  family: 'i32',
  type: 'i32',
  proto: 'i32',
  /** CPython's pointer to an error handler. */
  unused: 'u64',
  /** Nanoseconds; -1 waits for ever, 0 not at all. */
  timeout: 'i64',
});
/** `Socket.timeout` of a socket that blocks. */
export const FOREVER = -1n;

export const socketFd = (self: Borrowed): number => ld32(self + Socket.fd);
export const socketFamily = (self: Borrowed): number => ld32(self + Socket.family);
export const timeoutOf = (self: Borrowed): bigint => ldI64(self + Socket.timeout);
export const setTimeoutOf = (self: Borrowed, ns: bigint): void => stI64(self + Socket.timeout, ns);

const now = (): bigint => os().clock(1);
/** One descriptor to wait for. */
const one = new Int32Array(3);

/** How long a call may still take. */
export class Deadline {
  private readonly end: bigint;
  constructor(readonly timeout: bigint) {
    this.end = timeout > 0n ? now() + timeout : 0n;
  }
  /** Milliseconds left, rounded up; -1 for ever. */
  left(): number {
    if (this.timeout < 0n) return -1;
    const ns = this.end - now();
    return ns <= 0n ? 0 : Number((ns + 999_999n) / 1_000_000n);
  }
}
/** Waits until the socket can be read or written: 1, 0 when the time is over, null with an exception. */
export function awaitReady(self: Borrowed, writing: boolean, deadline: Deadline): number | null {
  // A closed socket is ready: the call says what is wrong with it.
  if (socketFd(self) < 0) return 1;
  for (;;) {
    one[0] = socketFd(self);
    one[1] = writing ? POLL.OUT : POLL.IN;
    one[2] = 0;
    const r = os().poll(one, 1, deadline.left());
    if (r > 0) return 1;
    if (r === 0) return 0;
    if (r !== -E.EINTR) {
      raiseOsError(r);
      return null;
    }
    if (!handleSignals()) return null;
  }
}
export function timedOut(): Owned {
  return setError(T.TimeoutError, 'timed out');
}

/**
 * Makes a call on a socket, again while signals interrupt it, waiting first where the socket has a timeout. Its result; null with an
 * exception.
 */
export function perform(
  self: Borrowed,
  writing: boolean,
  call: () => number,
  deadline = new Deadline(timeoutOf(self)),
): number | null {
  for (;;) {
    if (deadline.timeout > 0n) {
      const ready = awaitReady(self, writing, deadline);
      if (ready === 0) timedOut();
      if (ready !== 1) return null;
    }
    const r = call();
    if (r >= 0) return r;
    if (r === -E.EINTR) {
      if (!handleSignals()) return null;
    } else if (r !== -E.EAGAIN || deadline.timeout <= 0n) {
      raiseSocket(r);
      return null;
    }
  }
}
/** The same as an object made of the result. */
export function performed(r: number | null, make: (r: number) => Owned): Owned {
  return r === null ? NULL : make(r);
}
