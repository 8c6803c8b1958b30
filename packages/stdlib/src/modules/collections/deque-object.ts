/**
 * Deques as memory: a ring of pointers, a power of two in size. (CPython's is a list of blocks; where its blocks would begin and end is
 * kept too, for `sys.getsizeof`.)
 */
import {
  type Borrowed,
  copy,
  ld32,
  ldAddr,
  ldPtr,
  ldSsize,
  type Owned,
  PyVarObject,
  stPtr,
  struct,
  stSsize,
} from '@tyston/memory';
import { allocInstance, decref, free, gcTrack, malloc } from '@tyston/objects';

export const Deque = struct('dequeobject', PyVarObject, {
  ring: 'ptr',
  /** Places in the ring: 0 or a power of two. */
  room: 'ssize',
  /** Place of the leftmost item. */
  head: 'ssize',
  /** Changes at every mutation, for iterators. */
  state: 'ssize',
  /** -1 for none. */
  maxlen: 'ssize',
  /** Position of the leftmost item in CPython's blocks. */
  left: 'ssize',
  unused: ['ssize', 17],
  weakreflist: 'ptr',
});
const { ring: RING, room: ROOM, head: HEAD, state: STATE, maxlen: MAXLEN, left: LEFT } = Deque;
const SIZE = PyVarObject.ob_size;

const BLOCK = 64;
const CENTER = 32;
const FIRST_ROOM = 8;

export function newDeque(type: Borrowed, maxlen: number): Owned {
  const d = allocInstance(type, 0);
  stSsize(d + MAXLEN, maxlen);
  stSsize(d + LEFT, CENTER);
  gcTrack(d);
  return d;
}
export function dequeLength(d: Borrowed): number {
  return ld32(d + SIZE);
}
export function dequeMaxlen(d: Borrowed): number {
  return ldSsize(d + MAXLEN);
}
export function setDequeMaxlen(d: Borrowed, n: number): void {
  stSsize(d + MAXLEN, n);
}
export function dequeState(d: Borrowed): number {
  return ld32(d + STATE);
}
export function dequeChanged(d: Borrowed): void {
  stSsize(d + STATE, (ld32(d + STATE) + 1) & 0x7fffffff);
}
function place(d: Borrowed, i: number): number {
  return ldAddr(d + RING) + (((ld32(d + HEAD) + i) & (ld32(d + ROOM) - 1)) << 3);
}
/** Item `i`, borrowed. */
export function dequeItem(d: Borrowed, i: number): Borrowed {
  return ldPtr(place(d, i));
}
/** Puts an item in the place of another, which becomes the caller's; steals `item`. */
export function dequeReplace(d: Borrowed, i: number, item: Owned): Owned {
  const at = place(d, i);
  const old = ldPtr(at) as Owned;
  stPtr(at, item);
  return old;
}
/** Exchanges two items. */
export function dequeSwap(d: Borrowed, i: number, k: number): void {
  const a = place(d, i);
  const b = place(d, k);
  const x = ldPtr(a);
  stPtr(a, ldPtr(b));
  stPtr(b, x);
}
function makeRoom(d: Borrowed): void {
  const room = ld32(d + ROOM);
  const n = dequeLength(d);
  if (n < room) return;
  const more = room === 0 ? FIRST_ROOM : room * 2;
  const ring = malloc(more * 8);
  const old = ldAddr(d + RING);
  const head = ld32(d + HEAD);
  // Unroll: from the head to the end of the old ring, then its beginning.
  if (room > 0) {
    copy(ring, old + head * 8, (room - head) * 8);
    copy(ring + (room - head) * 8, old, head * 8);
    free(old);
  }
  stPtr(d + RING, ring);
  stSsize(d + ROOM, more);
  stSsize(d + HEAD, 0);
}
/** Adds at the right end; steals. No heed of maxlen. */
export function pushRight(d: Borrowed, item: Owned): void {
  makeRoom(d);
  const n = dequeLength(d);
  stPtr(place(d, n), item);
  stSsize(d + SIZE, n + 1);
  dequeChanged(d);
}
export function pushLeft(d: Borrowed, item: Owned): void {
  makeRoom(d);
  const head = (ld32(d + HEAD) - 1) & (ld32(d + ROOM) - 1);
  stSsize(d + HEAD, head);
  stPtr(ldAddr(d + RING) + head * 8, item);
  stSsize(d + SIZE, dequeLength(d) + 1);
  stSsize(d + LEFT, ldSsize(d + LEFT) - 1);
  dequeChanged(d);
}
/** Takes the right end off; the deque must not be empty. */
export function popRight(d: Borrowed): Owned {
  const n = dequeLength(d) - 1;
  const item = ldPtr(place(d, n)) as Owned;
  stSsize(d + SIZE, n);
  if (n === 0) stSsize(d + LEFT, CENTER);
  dequeChanged(d);
  return item;
}
export function popLeft(d: Borrowed): Owned {
  const n = dequeLength(d) - 1;
  const head = ld32(d + HEAD);
  const item = ldPtr(ldAddr(d + RING) + head * 8) as Owned;
  stSsize(d + HEAD, (head + 1) & (ld32(d + ROOM) - 1));
  stSsize(d + SIZE, n);
  stSsize(d + LEFT, n === 0 ? CENTER : ldSsize(d + LEFT) + 1);
  dequeChanged(d);
  return item;
}
/** Says that an empty deque is about to be filled from its left end to the right, or the other way round. */
export function startBlocks(d: Borrowed, rightward: boolean): void {
  if (dequeLength(d) === 0) stSsize(d + LEFT, rightward ? 1 : BLOCK - 1);
}
/** Moves the right end to the left `n` times (n > 0), or the left end to the right. */
export function rotateRing(d: Borrowed, n: number): void {
  const length = dequeLength(d);
  if (length <= 1) return;
  let steps = n % length;
  if (steps > length / 2) steps -= length;
  else if (steps < -length / 2) steps += length;
  const room = ld32(d + ROOM);
  const ring = ldAddr(d + RING);
  for (; steps > 0; steps--) {
    const head = (ld32(d + HEAD) - 1) & (room - 1);
    const item = ldPtr(place(d, length - 1));
    stSsize(d + HEAD, head);
    stPtr(ring + head * 8, item);
  }
  for (; steps < 0; steps++) {
    const item = ldPtr(place(d, 0));
    const head = ld32(d + HEAD);
    stPtr(ring + (((head + length) & (room - 1)) << 3), item);
    stSsize(d + HEAD, (head + 1) & (room - 1));
  }
  dequeChanged(d);
}
/** Takes all items out. */
export function clearDeque(d: Borrowed): void {
  const n = dequeLength(d);
  const ring = ldAddr(d + RING);
  const room = ld32(d + ROOM);
  const head = ld32(d + HEAD);
  if (ring === 0) return;
  stPtr(d + RING, 0);
  stSsize(d + ROOM, 0);
  stSsize(d + HEAD, 0);
  stSsize(d + SIZE, 0);
  stSsize(d + LEFT, CENTER);
  dequeChanged(d);
  for (let i = 0; i < n; i++) decref(ldPtr(ring + (((head + i) & (room - 1)) << 3)));
  free(ring);
}
/** Blocks of 64 that CPython's deque would have. */
export function dequeBlocks(d: Borrowed): number {
  const n = dequeLength(d);
  if (n === 0) return 1;
  const left = ldSsize(d + LEFT);
  return Math.floor((left + n - 1) / BLOCK) - Math.floor(left / BLOCK) + 1;
}
