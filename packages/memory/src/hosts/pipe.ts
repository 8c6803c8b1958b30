/**
 * A pipe inside one process. Whoever would have to wait for the other end, which only the same thread could serve, gets
 * `-EDEADLK` (or `-EAGAIN` where it asked not to wait) instead of hanging for ever.
 */
import { E } from '../errno.js';
import { O, POLL, S } from '../os-constants.js';
import { closedDescription, type Description } from './descriptors.js';

export interface Pipe {
  readonly reader: Description;
  readonly writer: Description;
  /** Puts bytes in from outside, as a child would. */
  feed(bytes: Uint8Array): void;
  /** Takes everything out, as a child would. */
  drain(): Uint8Array;
  /** Called when a reader would have to wait: whoever feeds the pipe later may do so now. */
  onEmpty: (() => void) | null;
  /** Whether anybody may still write. */
  isOpen(): boolean;
}

export function makePipe(flags: number): Pipe {
  const chunks: Uint8Array[] = [];
  let readers = 1;
  let writers = 1;
  const common = {
    stat(out: { st_mode: number; st_size: number }) {
      out.st_mode = S.IFIFO | 0o600;
      out.st_size = 0;
      return 0;
    },
    sync: () => -E.EINVAL,
  };

  const reader: Description = {
    ...closedDescription(E.ESPIPE),
    ...common,
    flags: O.RDONLY | flags,
    write: () => -E.EBADF,
    read(into) {
      if (chunks.length === 0) pipe.onEmpty?.();
      const first = chunks[0];
      if (first === undefined) {
        if (writers === 0) return 0;
        return reader.flags & O.NONBLOCK ? -E.EAGAIN : -E.EDEADLK;
      }
      const n = Math.min(first.length, into.length);
      into.set(first.subarray(0, n));
      if (n === first.length) chunks.shift();
      else chunks[0] = first.subarray(n);
      return n;
    },
    ready: () => (chunks.length > 0 ? POLL.IN : 0) | (writers === 0 ? POLL.HUP : 0),
    settle: () => pipe.onEmpty?.(),
    close() {
      readers = 0;
      return 0;
    },
  };
  const writer: Description = {
    ...closedDescription(E.ESPIPE),
    ...common,
    flags: O.WRONLY | flags,
    read: () => -E.EBADF,
    write(from) {
      if (readers === 0) return -E.EPIPE;
      if (from.length > 0) chunks.push(from.slice());
      return from.length;
    },
    ready: () => (readers === 0 ? POLL.OUT | POLL.ERR : POLL.OUT),
    close() {
      writers = 0;
      return 0;
    },
  };
  const pipe: Pipe = {
    reader,
    writer,
    onEmpty: null,
    isOpen: () => writers > 0,
    feed(bytes) {
      if (bytes.length > 0) chunks.push(bytes);
    },
    drain() {
      const all = new Uint8Array(chunks.reduce((n, c) => n + c.length, 0));
      let at = 0;
      for (const c of chunks.splice(0)) {
        all.set(c, at);
        at += c.length;
      }
      return all;
    },
  };
  return pipe;
}
