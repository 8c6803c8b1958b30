/** Sleeping without a C library: on the word that a signal sets, where the window is shared memory. */
import { E } from '../errno.js';
import { BREAKER_WORD } from '../signal-words.js';

/** Waits on a word until a signal comes or the time is over. Busy where the platform forbids waiting. */
export function makeWaiter(buffer: ArrayBuffer | SharedArrayBuffer, monotonic: () => bigint) {
  const shared = typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
  const words = new Int32Array(buffer as ArrayBuffer, 0, BREAKER_WORD + 1);
  const idle = typeof SharedArrayBuffer !== 'undefined' ? new Int32Array(new SharedArrayBuffer(4)) : null;
  return (ns: bigint, signalled: () => boolean): number => {
    const end = monotonic() + ns;
    for (;;) {
      const breaker = Atomics.load(words, BREAKER_WORD);
      if (signalled()) return -E.EINTR;
      const left = end - monotonic();
      if (left <= 0n) return 0;
      const ms = Number(left) / 1e6;
      try {
        if (shared) Atomics.wait(words, BREAKER_WORD, breaker, ms);
        else if (idle) Atomics.wait(idle, 0, 0, ms);
      } catch {
        // A browser's main thread may not wait: turn round until the time is over.
      }
    }
  };
}
