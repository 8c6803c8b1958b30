/** The reader's stack: objects, and marks between them. What is on it is owned. */
import type { Borrowed, Owned } from '@tyston/memory';
import { decref, gcTrack, listInit, newListBuffer, newTupleBuffer, tupleInit } from '@tyston/objects';
import { unpicklingError } from './layout.js';

export class Stack {
  private readonly items: Owned[] = [];
  private readonly marks: number[] = [];
  /** What lies below the last mark cannot be popped. */
  private fence = 0;

  get length(): number {
    return this.items.length;
  }
  push(o: Owned): void {
    this.items.push(o);
  }
  underflow(): false {
    unpicklingError(this.marks.length > 0 ? 'unexpected MARK found' : 'unpickling stack underflow');
    return false;
  }
  /** NULL with an exception. */
  pop(): Owned {
    if (this.items.length > this.fence) return this.items.pop()!;
    this.underflow();
    return 0 as Owned;
  }
  /** Borrowed; NULL with an exception. */
  top(): Borrowed {
    if (this.items.length > this.fence) return this.items[this.items.length - 1]!;
    this.underflow();
    return 0 as Borrowed;
  }
  /** Are there n objects above the fence, and one that they belong to? False with an exception. */
  below(start: number): boolean {
    return (start <= this.items.length && start > this.fence) || this.underflow();
  }
  at(i: number): Borrowed {
    return this.items[i]!;
  }
  setTop(o: Owned): void {
    this.items[this.items.length - 1] = o;
  }
  mark(): void {
    this.marks.push(this.items.length);
    this.fence = this.items.length;
  }
  /** Takes the last mark off: where it was. -1 with an exception. */
  marker(): number {
    const mark = this.marks.pop();
    if (mark === undefined) {
      unpicklingError('could not find MARK');
      return -1;
    }
    this.fence = this.marks.at(-1) ?? 0;
    return mark;
  }
  /** Is the last thing a mark? */
  endsWithMark(): boolean {
    return this.marks.length > 0 && this.marks[this.marks.length - 1] === this.items.length;
  }
  /** What lies from `start` up leaves the stack, to the caller. */
  take(start: number): Owned[] {
    return this.items.splice(start);
  }
  /** The same into a tuple or a list. NULL with an exception. */
  tuple(start: number): Owned {
    if (start < this.fence) {
      this.underflow();
      return 0 as Owned;
    }
    const n = this.items.length - start;
    const t = newTupleBuffer(n);
    for (let i = 0; i < n; i++) tupleInit(t, i, this.items[start + i]!);
    this.items.length = start;
    if (n > 0) gcTrack(t);
    return t;
  }
  list(start: number): Owned {
    const n = this.items.length - start;
    const l = newListBuffer(n);
    for (let i = 0; i < n; i++) listInit(l, i, this.items[start + i]!);
    this.items.length = start;
    return l;
  }
  /** Releases what lies from `start` up. */
  clear(start = 0): void {
    while (this.items.length > start) decref(this.items.pop()!);
  }
}
