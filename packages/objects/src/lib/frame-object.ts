/**
 * Frame objects: what Python code sees of a frame. One is made when somebody asks, and looks at the live frame; when the frame
 * is left while others hold the object, it takes a copy of what the frame held.
 */
import {
  type Addr,
  type Borrowed,
  copy,
  Frame,
  FrameFlags,
  ld8,
  ld32,
  ldPtr,
  type Owned,
  PyCodeObject,
  PyFrameObject,
  Roots,
  st8,
  st32,
  stPtr,
  ThreadState,
  WINDOW_HIGH,
  zero,
} from '@tyston/memory'; // prettier-ignore
import { newGc } from '../core/alloc.js';
import { gcTrack } from '../core/gc-list.js';
import { free, malloc } from '../core/heap.js';
import { decref, newRef, refcount, xdecref } from '../core/refcount.js';
import { T } from '../core/wellknown.js';

const F = PyFrameObject;

/** The frame object of a live frame; a new reference. Frames further out get theirs when `f_back` is asked for. */
export function frameObjectOf(frame: Addr): Owned {
  const have = ldPtr(frame + Frame.frame_obj);
  if (have !== 0) return newRef(have);
  const f = newGc(T.frame, F.size);
  zero(f + F.f_back, F.size - F.f_back);
  st8(f + F.f_trace_lines, 1);
  const other = ldPtr(frame + Frame.frame_obj);
  if (other !== 0) {
    // Somebody has asked while room was made for this one: by a collection.
    gcTrack(f);
    decref(f);
    return newRef(other);
  }
  stPtr(f + F.f_frame, frame);
  // The frame owns one reference to its object.
  stPtr(frame + Frame.frame_obj, newRef(f));
  gcTrack(f);
  return f;
}

/** The frame that a frame object shows: live on the stack, in a generator, or its own copy. */
export function frameOf(f: Borrowed): Addr {
  return ld32(f + F.f_frame);
}

/** `f_back` as a new reference; 0 for none. */
export function backOf(f: Borrowed): Owned {
  if (ld8(f + F.f_owns_frame)) {
    const b = ldPtr(f + F.f_back);
    return b === 0 ? (0 as Owned) : newRef(b);
  }
  const frame = frameOf(f);
  // A suspended generator's frame is not on the chain.
  if (ld32(frame + Frame.flags) & FrameFlags.GENERATOR && !isOnChain(frame)) return 0 as Owned;
  const back = ld32(frame + Frame.back);
  return back === 0 ? (0 as Owned) : frameObjectOf(back);
}
/** True when a frame is being executed (or waits for one it called). */
export function isOnChain(frame: Addr): boolean {
  for (let f = ld32(Roots.MAIN_THREAD + ThreadState.frame); f !== 0; f = ld32(f + Frame.back))
    if (f === frame) return true;
  return false;
}

/** Bytes of the header and the locals (without temporaries). */
function sizeOfLocals(frame: Addr): number {
  return Frame.size + ld32(ldPtr(frame + Frame.code) + PyCodeObject.co_nlocalsplus) * 8;
}

/**
 * A frame that has an object is being left. When others hold the object, it takes over what the frame held (by new references);
 * the frame's own reference to it goes in any case.
 */
export function leaveFrameObject(frame: Addr): void {
  const f = ldPtr(frame + Frame.frame_obj);
  stPtr(frame + Frame.frame_obj, 0);
  st32(frame + Frame.frame_obj + 4, WINDOW_HIGH);
  if (refcount(f) > 1) {
    const back = ld32(frame + Frame.back);
    if (back !== 0) stPtr(f + F.f_back, frameObjectOf(back));
    const bytes = sizeOfLocals(frame);
    const own = malloc(bytes);
    copy(own, frame, bytes);
    stPtr(own + Frame.back, 0);
    stPtr(own + Frame.frame_obj, 0);
    for (const field of [Frame.code, Frame.func, Frame.globals, Frame.builtins, Frame.locals]) {
      const v = ld32(own + field);
      stPtr(own + field, v);
      if (v !== 0) newRef(v as Borrowed);
    }
    for (let a = own + Frame.size; a < own + bytes; a += 8) {
      const v = ld32(a);
      if (v !== 0) newRef(v as Borrowed);
    }
    stPtr(f + F.f_frame, own);
    st8(f + F.f_owns_frame, 1);
  } else stPtr(f + F.f_frame, 0);
  decref(f);
}

/** Releases what an object's own copy of a frame holds. */
export function releaseOwnFrame(f: Borrowed): void {
  if (!ld8(f + F.f_owns_frame)) return;
  const own = ld32(f + F.f_frame);
  st8(f + F.f_owns_frame, 0);
  stPtr(f + F.f_frame, 0);
  const bytes = sizeOfLocals(own);
  for (let a = own + Frame.size; a < own + bytes; a += 8) xdecref(ld32(a) as Borrowed);
  for (const field of [Frame.func, Frame.globals, Frame.builtins, Frame.locals, Frame.code])
    xdecref(ldPtr(own + field));
  free(own);
}
/** Visits what an object's own copy of a frame holds. */
export function traverseOwnFrame(f: Borrowed, visit: (p: Borrowed) => void): void {
  if (!ld8(f + F.f_owns_frame)) return;
  const own = ld32(f + F.f_frame);
  const bytes = sizeOfLocals(own);
  for (const field of [Frame.func, Frame.globals, Frame.builtins, Frame.locals, Frame.code]) {
    const v = ldPtr(own + field);
    if (v !== 0) visit(v);
  }
  for (let a = own + Frame.size; a < own + bytes; a += 8) {
    const v = ld32(a);
    if (v !== 0) visit(v as Borrowed);
  }
}
