/**
 * Memos. A pickler's finds the number of an object that has been written: a hash table of addresses, with a reference to each
 * object, so that no address is used again while it stands here.
 *
 *     table: used, mask; then mask + 1 places of 8 bytes: address or 0, number
 *
 * An unpickler's finds the object of a number: a row of pointers, NULL where there is none.
 *
 *     row: room, count of objects; then `room` pointers
 */
import { type Addr, type Borrowed, copy, ld32, ldPtr, type Owned, st32, stPtr, zero } from '@tyston/memory';
import { calloc, decref, free, malloc, newRef } from '@tyston/objects';

const HEAD = 8;
/** Most pickles are of fewer objects than half of this: their tables never grow. */
const FIRST = 64;

export function newTable(places = FIRST): Addr {
  const t = calloc(HEAD + places * 8);
  st32(t + 4, places - 1);
  return t;
}
export const tableCount = (t: Addr): number => ld32(t);

/** The place of an object: where it stands, or where it would. */
function placeOf(t: Addr, o: Borrowed): Addr {
  const mask = ld32(t + 4);
  // Objects are 16 bytes apart at least; what is above tells neighbours apart.
  let i = ((o >>> 4) ^ (o >>> 12)) & mask;
  for (;;) {
    const at = t + HEAD + i * 8;
    const key = ld32(at);
    if (key === o || key === 0) return at;
    i = (i + 1) & mask;
  }
}
/** The number of an object; -1 where it is not in the table. */
export function numberOf(t: Addr, o: Borrowed): number {
  const at = placeOf(t, o);
  return ld32(at) === 0 ? -1 : ld32(at + 4);
}
/** Gives an object a number, and takes a reference to it. The table, or the wider one that takes its place. */
export function remember(t: Addr, o: Borrowed, number: number): Addr {
  const at = placeOf(t, o);
  if (ld32(at) === 0) {
    st32(at, newRef(o));
    st32(t, ld32(t) + 1);
  }
  st32(at + 4, number);
  const places = ld32(t + 4) + 1;
  return ld32(t) * 2 > places ? wider(t, places * 4) : t;
}
function wider(t: Addr, places: number): Addr {
  const w = newTable(places);
  eachRemembered(t, (o, number) => {
    const at = placeOf(w, o);
    st32(at, o);
    st32(at + 4, number);
  });
  st32(w, ld32(t));
  free(t);
  return w;
}
export function eachRemembered(t: Addr, visit: (o: Borrowed, number: number) => void): void {
  const end = t + HEAD + (ld32(t + 4) + 1) * 8;
  for (let at = t + HEAD; at < end; at += 8) if (ld32(at) !== 0) visit(ld32(at) as Borrowed, ld32(at + 4));
}
/** Gives back a table and what it refers to. */
export function freeTable(t: Addr): void {
  if (t === 0) return;
  let left = ld32(t);
  for (let at = t + HEAD; left > 0; at += 8) {
    const o = ld32(at);
    if (o === 0) continue;
    left--;
    decref(o as Borrowed);
  }
  free(t);
}

export function newRow(room = 64): Addr {
  const r = calloc(HEAD + room * 8);
  st32(r, room);
  return r;
}
export const rowCount = (r: Addr): number => ld32(r + 4);
/** Borrowed; NULL where there is none. */
export const rowItem = (r: Addr, i: number): Borrowed =>
  i < ld32(r) ? ldPtr(r + HEAD + i * 8) : (0 as Borrowed);
/** Puts an object at a number, with a reference. The row, or the longer one that takes its place. */
export function rowPut(r: Addr, i: number, o: Borrowed): Addr {
  let row = r;
  if (i >= ld32(r)) {
    const room = ld32(r);
    row = malloc(HEAD + (i + 1) * 16);
    copy(row, r, HEAD + room * 8);
    zero(row + HEAD + room * 8, (2 * (i + 1) - room) * 8);
    st32(row, 2 * (i + 1));
    free(r);
  }
  const at = row + HEAD + i * 8;
  const old = ldPtr(at);
  stPtr(at, newRef(o));
  if (old === 0) st32(row + 4, ld32(row + 4) + 1);
  else decref(old as Owned);
  return row;
}
export function eachInRow(r: Addr, visit: (o: Borrowed, i: number) => void): void {
  for (let i = 0; i < ld32(r); i++) {
    const o = ldPtr(r + HEAD + i * 8);
    if (o !== 0) visit(o, i);
  }
}
export function freeRow(r: Addr): void {
  if (r === 0) return;
  const room = ld32(r);
  for (let i = 0; i < room; i++) {
    const o = ldPtr(r + HEAD + i * 8);
    if (o !== 0) decref(o);
  }
  free(r);
}
