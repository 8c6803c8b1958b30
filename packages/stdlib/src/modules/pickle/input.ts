/** Where a pickle is read from: bytes in the window, or a file, of which a piece at a time is held. */
import { type Addr, type Borrowed, ld8, NULL, type Owned, viewBytes } from '@tyston/memory';
import { type BytesLike, call, decref, errClear, errMatches, getBytesLike, newInt, T } from '@tyston/objects';
import { field, UNPICKLER, unpicklingError } from './layout.js';

/** Asked for in advance of a file that can show what comes next. */
const PREFETCH = 128 * 1024;

const truncated = (): -1 => {
  unpicklingError('pickle data was truncated');
  return -1;
};

export class Input {
  /** The next byte, and the end of what is held. */
  at: Addr = 0;
  end: Addr = 0;
  private held: BytesLike | null = null;
  /** What is held, where a file gave it. Owned. */
  private data: Owned = NULL;
  /** Bytes before this have been taken off the file; those behind were only looked at. */
  private taken: Addr = 0;
  private canPeek: boolean;

  /** `file` is an Unpickler with a file's methods; NULL where `data` is all. */
  constructor(
    private readonly file: Borrowed,
    held: BytesLike | null,
  ) {
    this.canPeek = file !== 0 && field(file, UNPICKLER.peek) !== 0;
    if (held !== null) this.hold(held);
  }
  private hold(held: BytesLike): void {
    this.held = held;
    this.at = held.address;
    this.end = held.address + held.length;
    this.taken = this.end;
  }
  private drop(): void {
    this.held?.release();
    this.held = null;
    if (this.data !== 0) decref(this.data);
    this.data = NULL;
    this.at = this.end = this.taken = 0;
  }
  /** Takes what was read, but only looked at, off the file, and lets go of what is held. False with an exception. */
  close(failed: boolean): boolean {
    const ok = failed || this.skipTaken();
    this.drop();
    return ok;
  }
  private skipTaken(): boolean {
    const n = this.at - this.taken;
    if (this.file === 0 || n <= 0) return true;
    const count = newInt(n);
    const r = call(field(this.file, UNPICKLER.read), count);
    decref(count);
    if (r === 0) return false;
    decref(r);
    this.taken = this.at;
    return true;
  }
  /** Holds what a call gave. Bytes held; -1 with an exception. */
  private take(data: Owned): number {
    if (data === 0) return -1;
    const view = getBytesLike(data);
    if (view === null) {
      decref(data);
      return -1;
    }
    this.drop();
    this.data = data;
    this.hold(view);
    return view.length;
  }
  /** Asks the file for n bytes. How many it gave; -1 with an exception. */
  private fill(n: number): number {
    if (!this.skipTaken()) return -1;
    if (this.canPeek && n < PREFETCH) {
      const wanted = newInt(PREFETCH);
      const data = call(field(this.file, UNPICKLER.peek), wanted);
      decref(wanted);
      if (data === 0) {
        if (!errMatches(T.NotImplementedError)) return -1;
        errClear();
        this.canPeek = false;
      } else {
        const got = this.take(data);
        if (got < 0) return -1;
        this.taken = this.at;
        if (got >= n) return got;
      }
    }
    const count = newInt(n);
    const data = call(field(this.file, UNPICKLER.read), count);
    decref(count);
    return this.take(data);
  }
  /** The address of the next n bytes, which are taken; -1 with an exception. */
  read(n: number): Addr {
    const { at } = this;
    if (n <= this.end - at) {
      this.at = at + n;
      return at;
    }
    if (this.file === 0) return truncated();
    const got = this.fill(n);
    if (got < 0) return -1;
    if (got < n) return truncated();
    const from = this.at;
    this.at += n;
    return from;
  }
  /** The next byte; -1 with an exception. */
  byte(): number {
    if (this.at < this.end) return ld8(this.at++);
    const at = this.read(1);
    return at === -1 ? -1 : ld8(at);
  }
  /** An unsigned number of n bytes, least first; -1 with an exception. */
  number(n: number): number {
    const at = this.read(n);
    if (at === -1) return -1;
    let v = 0;
    for (let i = n - 1; i >= 0; i--) v = v * 256 + ld8(at + i);
    return v;
  }
  /** The next line with its end, as characters of its bytes; null with an exception. */
  line(): string | null {
    let from = this.at;
    let to = from;
    while (to < this.end && ld8(to) !== 10) to++;
    if (to === this.end) {
      if (this.file === 0) {
        truncated();
        return null;
      }
      if (!this.skipTaken()) return null;
      const n = this.take(call(field(this.file, UNPICKLER.readline)));
      if (n < 0) return null;
      if (n === 0 || ld8(this.end - 1) !== 10) {
        truncated();
        return null;
      }
      from = this.at;
      to = this.end - 1;
    }
    this.at = to + 1;
    let text = '';
    for (let i = from; i <= to; i++) text += String.fromCharCode(ld8(i));
    return text;
  }
  /** A line of at least `least` characters, its end among them; null with an exception. */
  lineOf(least: number): string | null {
    const text = this.line();
    if (text === null || text.length >= least) return text;
    truncated();
    return null;
  }
  bytes(at: Addr, n: number): Uint8Array {
    return viewBytes(at, n);
  }
}
