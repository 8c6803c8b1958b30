/** Tracebacks grow at the front, by one entry for each frame that an exception leaves. */
import { type Addr, ld32, ldPtr, PyThreadState, PyTracebackObject, Roots, st32, stPtr } from '@tyston/memory';
import { newGc } from '../core/alloc.js';
import { contextualizePending } from '../core/exception.js';
import { frameInfo } from '../core/frame-info-hook.js';
import { gcTrack } from '../core/gc-list.js';
import { decref } from '../core/refcount.js';
import { None, T } from '../core/wellknown.js';
import { frameObjectOf, frameOf } from './frame-object.js';

const TRACEBACK = Roots.MAIN_THREAD + PyThreadState.curexc_traceback;

/** Where the pending exception arose in the frame, in words of its code; -1 where its traceback does not begin there. */
export function tracebackWord(frame: Addr): number {
  const tb = ldPtr(TRACEBACK);
  if (tb === 0 || tb === None || frameOf(ldPtr(tb + PyTracebackObject.tb_frame)) !== frame) return -1;
  return ld32(tb + PyTracebackObject.tb_lasti) >> 1;
}
/** Puts a frame in front of the pending exception's traceback (PyTraceBack_Here). */
export function addTraceback(frame: Addr): void {
  // The context is what is handled where the exception first meets Python code.
  contextualizePending();
  const f = frameObjectOf(frame);
  const tb = newGc(T.traceback, PyTracebackObject.size);
  const next = ldPtr(TRACEBACK);
  if (next === None) decref(next);
  stPtr(tb + PyTracebackObject.tb_next, next === None ? 0 : next);
  stPtr(tb + PyTracebackObject.tb_frame, f);
  st32(tb + PyTracebackObject.tb_lasti, frameInfo().lastiOfFrame(frame));
  st32(tb + PyTracebackObject.tb_lineno, frameInfo().lineOfFrame(frame));
  gcTrack(tb);
  stPtr(TRACEBACK, tb);
}
