/**
 * Weak references: the list that hangs from an object, making references, and clearing them when the object dies. The types'
 * methods are in types/weakref.ts.
 *
 * The list starts at the word `tp_weaklistoffset` of the object. A plain reference without a callback is shared: it is
 * the first of the list.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  type Owned,
  PyTypeObject,
  PyWeakReference,
  stPtr,
  stSsize,
} from '@tyston/memory'; // prettier-ignore
import { newGc } from './alloc.js';
import { call } from './call.js';
import { errFetch, errRestore } from './errors.js';
import { gcTrack } from './gc-list.js';
import { setClearWeakrefs } from './instance.js';
import { decref, incref, newRef, typeOf, xdecref, xnewRef } from './refcount.js';
import { writeUnraisable } from './unraisable.js';
import { None, T } from './wellknown.js';

/** Address of the head of an object's list of weak references, or 0 when its type supports none. */
export function weaklistAddress(o: Borrowed): Addr {
  const offset = ld32(typeOf(o) + PyTypeObject.tp_weaklistoffset);
  return offset > 0 ? o + offset : 0;
}

/** Fills in a weak reference and puts it into the object's list (callback-less plain ones first). */
export function initWeakref(ref: Borrowed, o: Borrowed, callback: Borrowed): void {
  stPtr(ref + PyWeakReference.wr_object, o);
  stPtr(ref + PyWeakReference.wr_callback, xnewRef(callback));
  stSsize(ref + PyWeakReference.hash, -1);
  stPtr(ref + PyWeakReference.vectorcall, 0);
  const head = weaklistAddress(o);
  let first = ldPtr(head);
  if (callback === 0 && typeOf(ref) === T.weakref) {
    stPtr(ref + PyWeakReference.wr_prev, 0);
    stPtr(ref + PyWeakReference.wr_next, first);
    if (first !== 0) stPtr(first + PyWeakReference.wr_prev, ref);
    stPtr(head, ref);
    return;
  }
  // Behind the shared ones.
  let prev = 0 as Borrowed;
  while (
    first !== 0 &&
    ldPtr(first + PyWeakReference.wr_callback) === 0 &&
    (typeOf(first) === T.weakref || typeOf(first) === T.weakproxy || typeOf(first) === T.weakcallableproxy)
  ) {
    prev = first;
    first = ldPtr(first + PyWeakReference.wr_next);
  }
  stPtr(ref + PyWeakReference.wr_prev, prev);
  stPtr(ref + PyWeakReference.wr_next, first);
  if (first !== 0) stPtr(first + PyWeakReference.wr_prev, ref);
  if (prev !== 0) stPtr(prev + PyWeakReference.wr_next, ref);
  else stPtr(head, ref);
}

/** A plain weak reference without a callback; shared with whoever has one. The object's type must support them. */
export function newWeakref(o: Borrowed): Owned {
  const first = ldPtr(weaklistAddress(o));
  if (first !== 0 && typeOf(first) === T.weakref && ldPtr(first + PyWeakReference.wr_callback) === 0)
    return newRef(first);
  const ref = newGc(T.weakref, PyWeakReference.size);
  initWeakref(ref, o, 0 as Borrowed);
  gcTrack(ref);
  return ref;
}

/** Takes a reference out of its list; its object becomes None. Releases the callback unless `keepCallback`. */
export function clearWeakref(ref: Borrowed, keepCallback = false): void {
  const o = ldPtr(ref + PyWeakReference.wr_object);
  if (o !== None && o !== 0) {
    const head = weaklistAddress(o);
    const prev = ldPtr(ref + PyWeakReference.wr_prev);
    const next = ldPtr(ref + PyWeakReference.wr_next);
    if (ldPtr(head) === ref) stPtr(head, next);
    if (prev !== 0) stPtr(prev + PyWeakReference.wr_next, next);
    if (next !== 0) stPtr(next + PyWeakReference.wr_prev, prev);
    stPtr(ref + PyWeakReference.wr_object, None);
    stPtr(ref + PyWeakReference.wr_prev, 0);
    stPtr(ref + PyWeakReference.wr_next, 0);
  }
  if (!keepCallback) {
    const cb = ldPtr(ref + PyWeakReference.wr_callback);
    stPtr(ref + PyWeakReference.wr_callback, 0);
    xdecref(cb);
  }
}

/** Calls a cleared reference's callback; what it raises is unraisable. */
export function callWeakrefCallback(ref: Borrowed, callback: Borrowed): void {
  const r = call(callback, ref);
  if (r === 0) writeUnraisable(callback);
  else decref(r);
}

/** An object dies: clears its weak references, then calls their callbacks (newest first). */
export function clearWeakrefsOf(o: Borrowed): void {
  const head = weaklistAddress(o);
  if (head === 0 || ldAddr(head) === 0) return;
  const pending = errFetch();
  const toCall: [Owned, Owned][] = [];
  for (let ref = ldPtr(head); ref !== 0; ref = ldPtr(head)) {
    const cb = ldPtr(ref + PyWeakReference.wr_callback);
    if (cb !== 0 && ld32(ref) > 0) {
      incref(ref);
      stPtr(ref + PyWeakReference.wr_callback, 0);
      clearWeakref(ref, true);
      toCall.push([ref as Owned, cb as Owned]);
    } else clearWeakref(ref);
  }
  for (const [ref, cb] of toCall) {
    callWeakrefCallback(ref, cb);
    decref(ref);
    decref(cb);
  }
  errRestore(pending.type, pending.value, pending.traceback);
}
setClearWeakrefs(clearWeakrefsOf);
