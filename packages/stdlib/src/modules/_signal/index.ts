/** The module `_signal`. */
import {
  type Addr,
  type Borrowed,
  ITIMER,
  ld32,
  ldI64,
  makeStat,
  NSIG,
  NULL,
  type Owned,
  SIGMASK,
  SIGNAL_ALIASES,
  SIGNAL_ROWS,
  SIGRTMAX,
  SIGRTMIN,
  SignalKind,
  stI64,
} from '@tyston/memory';
import {
  asCInt,
  asDouble,
  call,
  compareBool,
  decref,
  errOccurred,
  free,
  isInstance,
  type MethodSpec,
  type ModuleSpec,
  malloc,
  method,
  None,
  newFloat,
  newInt,
  newRef,
  newStr,
  newTuple,
  Py_EQ,
  restoreRaised,
  type StructSpec,
  setErrorNone,
  structType,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { isCallable } from '../../lib/is-callable.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { newException } from '../../lib/new-exception.js';
import { keepInWord, osWord, wordObject } from '../../lib/os-words.js';
import { handleSignals, raiseOsError, retry } from '../../os-error.js';
import { makeStruct } from '../posix/structs.js';
import { attachSignals, handlerOf, initHandlers, replaceHandler, SIG_DFL, SIG_IGN } from './handlers.js';
import { isValid, newSignalSet, SIGSET_BYTES, signalMask, storeSigset } from './sets.js';

const SIGINFO: StructSpec = {
  name: 'signal.struct_siginfo',
  doc: 'struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.',
  fields: [
    { name: 'si_signo', doc: 'signal number' },
    { name: 'si_code', doc: 'signal code' },
    { name: 'si_errno', doc: 'errno associated with this signal' },
    { name: 'si_pid', doc: 'sending process ID' },
    { name: 'si_uid', doc: 'real user ID of sending process' },
    { name: 'si_status', doc: 'exit value or signal' },
    { name: 'si_band', doc: 'band event for SIGPOLL' },
  ],
  visible: 7,
};
function inRange(s: number): boolean {
  if (s >= 1 && s < NSIG) return true;
  valueError('signal number out of range');
  return false;
}
/** True when `o` is the int `n` (an enum member too). */
function isNumber(o: Borrowed, n: number): boolean {
  if (!isInstance(o, T.int)) return false;
  const k = newInt(n);
  const same = compareBool(o, k, Py_EQ) === 1;
  decref(k);
  return same;
}
function signal(s: number, handler: Borrowed): Owned {
  let kind: number;
  let kept: Owned;
  if (isCallable(handler)) {
    kind = SignalKind.PYTHON;
    kept = newRef(handler);
  } else if (isNumber(handler, SIG_IGN)) {
    kind = SignalKind.IGNORE;
    kept = newInt(SIG_IGN);
  } else if (isNumber(handler, SIG_DFL)) {
    kind = SignalKind.DEFAULT;
    kept = newInt(SIG_DFL);
  } else return typeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
  const ok = inRange(s) && handleSignals();
  if (!ok) {
    decref(kept);
    return NULL;
  }
  const r = os().setSignal(s, kind);
  if (r < 0) {
    decref(kept);
    return raiseOsError(r);
  }
  return replaceHandler(s, kept);
}
const descriptions = new Map<number, string>(SIGNAL_ROWS.map(([, n, text]) => [n, text]));
function strsignal(s: number): Owned {
  if (!inRange(s)) return NULL;
  const text = descriptions.get(s);
  if (text !== undefined) return newStr(text);
  return s >= SIGRTMIN ? newStr(`Real-time signal ${s - SIGRTMIN}`) : newRef(None);
}
function raiseItimer(failure: number): Owned {
  const errno = newInt(-failure);
  const text = newStr(os().strerror(-failure));
  const e = call(wordObject(osWord.ITIMER_ERROR), errno, text);
  decref(errno);
  decref(text);
  if (e !== 0) restoreRaised(e);
  return NULL;
}
const timer = new Float64Array(2);
const timerPair = (r: number): Owned =>
  r < 0 ? raiseItimer(r) : newTuple(newFloat(timer[0]!), newFloat(timer[1]!));
function setitimer(which: number, seconds: Borrowed, interval: Borrowed): Owned {
  const first = asDouble(seconds);
  if (first === -1 && errOccurred()) return NULL;
  const again = interval === 0 ? 0 : asDouble(interval);
  if (again === -1 && errOccurred()) return NULL;
  if (first < 0 || again < 0) return raiseItimer(-22);
  return timerPair(os().setitimer(which, first, again, timer));
}
const stat = makeStat();
function setWakeupFd(fdObject: Borrowed): Owned {
  const fd = asCInt(fdObject);
  if (fd === -1 && errOccurred()) return NULL;
  if (fd !== -1) {
    const r = os().fstat(fd, stat);
    if (r < 0) return raiseOsError(r);
    const blocking = os().getBlocking(fd);
    if (blocking < 0) return raiseOsError(blocking);
    if (blocking === 1) return valueError(`the fd ${fd} must be in non-blocking mode`);
  }
  return newInt(os().setWakeupFd(fd));
}
function sigmask(how: number, iterable: Borrowed): Owned {
  const mask = signalMask(iterable);
  if (mask === null) return NULL;
  const old = os().sigmask(how, mask);
  if (old < 0n && old > -4096n) return raiseOsError(Number(old));
  // A signal that has been let through is handled before this returns.
  return handleSignals() ? newSignalSet(BigInt.asUintN(64, old)) : NULL;
}
/** Waits for one of a set of signals by a call of the C library. */
function waitFor(
  iterable: Borrowed,
  call: (set: Addr, info: Addr) => number,
  result: (r: number, info: Addr) => Owned,
): Owned {
  const mask = signalMask(iterable);
  if (mask === null) return NULL;
  const block = malloc(SIGSET_BYTES * 2);
  storeSigset(block, mask);
  const info = block + SIGSET_BYTES;
  const r = retry(() => call(block, info));
  const out = r === null ? NULL : result(r, info);
  free(block);
  return out;
}
const ENOSYS = -38;
const EAGAIN = -11;
function sigwait(iterable: Borrowed): Owned {
  const f = os().libc('sigwait', 'pp:i');
  // sigwait(3) returns its error as a positive number.
  return waitFor(
    iterable,
    (set, out) => (f === null ? ENOSYS : -Math.abs(Number(f(set, out)))),
    (r, out) => (r < 0 ? raiseOsError(r) : newInt(ld32(out))),
  );
}
function newSiginfo(info: Addr): Owned {
  const word = (offset: number) => newInt(ld32(info + offset));
  return makeStruct(
    wordObject(osWord.STRUCT_SIGINFO),
    SIGINFO,
    word(0),
    word(8),
    word(4),
    word(16),
    word(20),
    word(24),
    newInt(Number(ldI64(info + 16))),
  ); // prettier-ignore
}
function sigwaitinfo(iterable: Borrowed): Owned {
  const f = os().libc('sigwaitinfo', 'pp:i');
  return waitFor(
    iterable,
    (set, info) => (f === null ? ENOSYS : Number(f(set, info))),
    (r, info) => (r < 0 ? raiseOsError(r) : newSiginfo(info)),
  );
}
function sigtimedwait(iterable: Borrowed, timeout: Borrowed): Owned {
  const seconds = asDouble(timeout);
  if (seconds === -1 && errOccurred()) return NULL;
  if (seconds < 0) return valueError('timeout must be non-negative');
  const f = os().libc('sigtimedwait', 'ppp:i');
  const end = os().clock(1) + BigInt(Math.ceil(seconds * 1e9));
  const spec = malloc(16);
  const wait = (set: Addr, info: Addr): number => {
    if (f === null) return ENOSYS;
    const left = end - os().clock(1);
    const ns = left > 0n ? left : 0n;
    stI64(spec, ns / 1_000_000_000n);
    stI64(spec + 8, ns % 1_000_000_000n);
    return Number(f(set, info, spec));
  };
  const r = waitFor(iterable, wait, (n, info) =>
    n === EAGAIN ? newRef(None) : n < 0 ? raiseOsError(n) : newSiginfo(info),
  );
  free(spec);
  return r;
}
const f = (
  name: string,
  signature: string,
  impl: (...a: never[]) => Owned,
  doc: string,
  more = {},
): MethodSpec => method(name, signature, impl as never, doc, more);
const sent = (r: number): Owned => (r < 0 ? raiseOsError(r) : handleSignals() ? newRef(None) : NULL);

export const signalModule: ModuleSpec = {
  name: '_signal',
  doc: 'This module provides mechanisms to use signal handlers in Python.',
  types: [structType(SIGINFO)],
  functions: [
    f(
      'default_int_handler',
      '($module, signalnum: int, frame, /)',
      () => setErrorNone(T.KeyboardInterrupt),
      'The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt.',
    ),
    f(
      'alarm',
      '($module, seconds: int, /)',
      (_m, n: number) => newInt(os().alarm(n)),
      'Arrange for SIGALRM to arrive after the given number of seconds.',
    ),
    f(
      'setitimer',
      '($module, which: int, seconds, interval=0.0, /)',
      (_m, which: number, s: Borrowed, i: Borrowed) => setitimer(which, s, i),
      'Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).\n\nThe timer will fire after value seconds and after that every interval seconds.\nThe itimer can be cleared by setting seconds to zero.\n\nReturns old values as a tuple: (delay, interval).',
    ),
    f(
      'getitimer',
      '($module, which: int, /)',
      (_m, which: number) => timerPair(os().getitimer(which, timer)),
      'Returns current value of given itimer.',
    ),
    f(
      'signal',
      '($module, signalnum: int, handler, /)',
      (_m, s: number, h: Borrowed) => signal(s, h),
      'Set the action for the given signal.\n\nThe action can be SIG_DFL, SIG_IGN, or a callable Python object.\nThe previous action is returned.  See getsignal() for possible return values.\n\n*** IMPORTANT NOTICE ***\nA signal handler function is called with two arguments:\nthe first is the signal number, the second is the interrupted stack frame.',
    ),
    f(
      'getsignal',
      '($module, signalnum: int, /)',
      (_m, s: number) => (inRange(s) ? newRef(handlerOf(s)) : NULL),
      'Return the current action for the given signal.\n\nThe return value can be:\n  SIG_IGN -- if the signal is being ignored\n  SIG_DFL -- if the default action for the signal is in effect\n  None    -- if an unknown handler is in effect\n  anything else -- the callable Python object used as a handler',
    ),
    f(
      'raise_signal',
      '($module, signalnum: int, /)',
      (_m, s: number) => sent(os().raise(s)),
      'Send a signal to the executing process.',
    ),
    f(
      'strsignal',
      '($module, signalnum: int, /)',
      (_m, s: number) => strsignal(s),
      'Return the system description of the given signal.\n\nReturns the description of signal *signalnum*, such as "Interrupt"\nfor :const:`SIGINT`. Returns :const:`None` if *signalnum` has no\ndescription. Raises :exc:`ValueError` if *signalnum* is invalid.',
    ),
    f(
      'siginterrupt',
      '($module, signalnum: int, flag: int, /)',
      (_m, s: number) => (inRange(s) ? newRef(None) : NULL),
      'Change system call restart behaviour.\n\nIf flag is False, system calls will be restarted when interrupted by\nsignal sig, else system calls will be interrupted.',
    ),
    f(
      'set_wakeup_fd',
      '($module, fd, /, *, warn_on_full_buffer: bool = True)',
      (_m, fd: Borrowed) => setWakeupFd(fd),
      'set_wakeup_fd(fd, *, warn_on_full_buffer=True) -> fd\n\nSets the fd to be written to (with the signal number) when a signal comes in.\nA library can use this to wakeup select or poll.\nThe previous fd or -1 is returned.',
      { noTextSignature: true },
    ),
    f(
      'pause',
      '($module, /)',
      () => {
        os().pause();
        return handleSignals() ? newRef(None) : NULL;
      },
      'Wait until a signal arrives.',
    ),
    f(
      'pthread_kill',
      '($module, thread_id: ssize, signalnum: int, /)',
      (_m, _t: number, s: number) => sent(os().raise(s)),
      'Send a signal to a thread.',
    ),
    f(
      'pthread_sigmask',
      '($module, how: int, mask, /)',
      (_m, how: number, mask: Borrowed) => sigmask(how, mask),
      'Fetch and/or change the signal mask of the calling thread.',
    ),
    f(
      'sigpending',
      '($module, /)',
      () => {
        const p = os().sigpending();
        return p < 0n && p > -4096n ? raiseOsError(Number(p)) : newSignalSet(BigInt.asUintN(64, p));
      },
      'Examine pending signals.\n\nReturns a set of signal numbers that are pending for delivery to\nthe calling thread.',
    ),
    f(
      'sigwait',
      '($module, sigset, /)',
      (_m, set: Borrowed) => sigwait(set),
      'Wait for a signal.\n\nSuspend execution of the calling thread until the delivery of one of the\nsignals specified in the signal set sigset.  The function accepts the signal\nand returns the signal number.',
    ),
    f(
      'sigwaitinfo',
      '($module, sigset, /)',
      (_m, set: Borrowed) => sigwaitinfo(set),
      'Wait synchronously until one of the signals in *sigset* is delivered.\n\nReturns a struct_siginfo containing information about the signal.',
    ),
    f(
      'sigtimedwait',
      '($module, sigset, timeout, /)',
      (_m, set: Borrowed, t: Borrowed) => sigtimedwait(set, t),
      'Like sigwaitinfo(), but with a timeout.\n\nThe timeout is specified in seconds, with floating point numbers allowed.',
    ),
    f(
      'valid_signals',
      '($module, /)',
      () => {
        let mask = 0n;
        for (let s = 1; s < NSIG; s++) if (isValid(s)) mask |= 1n << BigInt(s - 1);
        return newSignalSet(mask);
      },
      'Return a set of valid signal numbers on this platform.\n\nThe signal numbers returned by this function can be safely passed to\nfunctions like `pthread_kill`.',
    ),
  ],
  exec: (module) => {
    keepInWord(module, 'struct_siginfo', osWord.STRUCT_SIGINFO);
    if (setModuleAttr(module, 'ItimerError', newException('signal', 'itimer_error', T.OSError)) < 0)
      return -1;
    keepInWord(module, 'ItimerError', osWord.ITIMER_ERROR);
    const numbers: Record<string, number> = {
      NSIG,
      SIG_DFL,
      SIG_IGN,
      SIG_BLOCK: SIGMASK.BLOCK,
      SIG_UNBLOCK: SIGMASK.UNBLOCK,
      SIG_SETMASK: SIGMASK.SETMASK,
      SIGRTMIN,
      SIGRTMAX,
      ITIMER_REAL: ITIMER.REAL,
      ITIMER_VIRTUAL: ITIMER.VIRTUAL,
      ITIMER_PROF: ITIMER.PROF,
    };
    for (const [name, n] of SIGNAL_ROWS) numbers[name] = n;
    for (const [name, n] of SIGNAL_ALIASES) numbers[name] = n;
    for (const [name, n] of Object.entries(numbers))
      if (setModuleAttr(module, name, newInt(n)) < 0) return -1;
    initHandlers(module);
    return 0;
  },
  attach: attachSignals,
}; // prettier-ignore
export { attachSignals };
