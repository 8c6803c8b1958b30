/** Collects bytes; `finish` makes a bytes object of them. */
import { type Addr, OutOfMemory, type Owned, viewBytes } from '@tyston/memory';
import { newBytes } from '../core/bytes.js';

/** More would not fit into the window. */
const MOST_BYTES = 2 ** 32;

export class ByteWriter {
  private bytes: Uint8Array;
  length = 0;

  constructor(room = 64) {
    this.bytes = new Uint8Array(Math.max(room, 16));
  }
  private room(more: number): void {
    const want = this.length + more;
    if (want <= this.bytes.length) return;
    if (want > MOST_BYTES) throw new OutOfMemory();
    const wider = new Uint8Array(Math.max(want, this.bytes.length * 2));
    wider.set(this.bytes.subarray(0, this.length));
    this.bytes = wider;
  }
  byte(b: number): void {
    if (this.length === this.bytes.length) this.room(1);
    this.bytes[this.length++] = b;
  }
  fill(b: number, n: number): void {
    if (n <= 0) return;
    this.room(n);
    this.bytes.fill(b, this.length, this.length + n);
    this.length += n;
  }
  /** A JavaScript string of Latin-1. */
  text(s: string): void {
    this.room(s.length);
    for (let i = 0; i < s.length; i++) this.bytes[this.length++] = s.charCodeAt(i);
  }
  /** The same as `byte`, by the name that writers of text have. */
  char(b: number): void {
    this.byte(b);
  }
  /** Bytes [start, end) of a run, whose kind is always 1. */
  run(_kind: number, data: Addr, start: number, end: number): void {
    this.copy(data + start, end - start);
  }
  /** `n` bytes of the window. */
  copy(from: Addr, n: number): void {
    if (n <= 0) return;
    this.room(n);
    this.bytes.set(viewBytes(from, n), this.length);
    this.length += n;
  }
  at(i: number): number {
    return this.bytes[i]!;
  }
  /** The bytes collected, as a view of the writer's own memory. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
  /** The bytes object. New reference. */
  finish(): Owned {
    return newBytes(this.bytes.subarray(0, this.length));
  }
}
