/**
 * How a signal reaches the interpreter: words in the window that anybody may set (a C handler, another isolate, the host
 * itself) and that a safepoint of the main thread reads.
 *
 * The poster sets the signal's pending bit first and the breaker's bit after it; the taker clears the breaker's bit
 * first and looks for pending bits after it. So a signal that comes in between is seen at the next safepoint.
 */
import { SignalState } from './layouts/signal.js';
import { EvalBreaker, ThreadState } from './layouts/thread.js';
import { SignalKind } from './os.js';
import { Roots } from './regions.js';
import { NSIG } from './signals.js';

const PENDING = (Roots.SIGNALS + SignalState.pending_low) >>> 2;
const COUNT = (Roots.SIGNALS + SignalState.count) >>> 2;
const WAKEUP = (Roots.SIGNALS + SignalState.wakeup_fd) >>> 2;
const KINDS = Roots.SIGNAL_KINDS;
/** The word of the main thread that safepoints poll. */
export const BREAKER_WORD = (Roots.MAIN_THREAD + ThreadState.eval_breaker) >>> 2;

export interface SignalWords {
  /** Makes a Python-handled signal pending. */
  post(signal: number): void;
  /** What should happen to a signal that arrived: the kind that the program chose. Posts it where that is PYTHON. */
  deliver(signal: number): number;
  take(): number;
  kind(signal: number): number;
  /** Returns the kind before. */
  setKind(signal: number, kind: number): number;
  /** Pending signals, bit n - 1 for signal n. */
  pending(): bigint;
  /** The descriptor to write to for every signal, stored one higher so that an empty window means none. */
  wakeupFd(): number;
  setWakeupFd(fd: number): void;
  /** Sets or clears bits of the main thread's `eval_breaker`, from any isolate. */
  setBreaker(bits: number): void;
  clearBreaker(bits: number): void;
}

/** The signal words of the window in `buffer`, which this isolate need not be attached to. */
export function signalWords(buffer: ArrayBuffer | SharedArrayBuffer): SignalWords {
  const words = new Int32Array(buffer as ArrayBuffer, 0, Math.min(buffer.byteLength, 1 << 21) >>> 2);
  const bytes = new Uint8Array(buffer as ArrayBuffer, KINDS, NSIG);

  function setBreaker(bits: number): void {
    Atomics.or(words, BREAKER_WORD, bits);
    Atomics.notify(words, BREAKER_WORD);
  }
  function clearBreaker(bits: number): void {
    Atomics.and(words, BREAKER_WORD, ~bits);
  }
  function post(signal: number): void {
    Atomics.or(words, PENDING + ((signal - 1) >>> 5), 1 << ((signal - 1) & 31));
    Atomics.add(words, COUNT, 1);
    setBreaker(EvalBreaker.SIGNAL);
  }
  function take(): number {
    clearBreaker(EvalBreaker.SIGNAL);
    for (let half = 0; half < 2; half++) {
      const set = Atomics.load(words, PENDING + half);
      if (set === 0) continue;
      const bit = 31 - Math.clz32(set & -set);
      Atomics.and(words, PENDING + half, ~(1 << bit));
      if (Atomics.load(words, PENDING) !== 0 || Atomics.load(words, PENDING + 1) !== 0)
        setBreaker(EvalBreaker.SIGNAL);
      return half * 32 + bit + 1;
    }
    return 0;
  }
  return {
    post,
    take,
    deliver(signal) {
      const kind = bytes[signal]!;
      if (kind === SignalKind.PYTHON) post(signal);
      return kind;
    },
    kind: (signal) => bytes[signal]!,
    setKind(signal, kind) {
      const before = bytes[signal]!;
      bytes[signal] = kind;
      return before;
    },
    pending: () => BigInt(words[PENDING]! >>> 0) | (BigInt(words[PENDING + 1]! >>> 0) << 32n),
    wakeupFd: () => words[WAKEUP]! - 1,
    setWakeupFd(fd) {
      words[WAKEUP] = fd + 1;
    },
    setBreaker,
    clearBreaker,
  };
}
