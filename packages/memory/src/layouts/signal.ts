/** What a signal handler leaves behind for the interpreter: `Roots.SIGNALS`. */
import { struct } from '../layout.js';

export const SignalState = struct('SignalState', null, {
  /** Bit n - 1: signal n came and its Python handler has not run. Set with atomic OR, by the handler or another isolate. */
  pending_low: 'u32',
  pending_high: 'u32',
  /** Descriptor that is told of every signal by one byte, plus one; 0 for none. */
  wakeup_fd: 'i32',
  /** Signals since the start, for tests. */
  count: 'u32',
});
