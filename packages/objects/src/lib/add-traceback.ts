/** Tracebacks grow at the front, by one entry for each frame that an exception leaves. */
import { type Addr, ldPtr, PyThreadState, PyTracebackObject, Roots, st32, stPtr } from '@tyston/memory';
import { newGc } from '../core/alloc.js';
import { contextualizePending } from '../core/exception.js';
import { frameInfo } from '../core/frame-info-hook.js';
import { gcTrack } from '../core/gc-list.js';
import { decref } from '../core/refcount.js';
import { None, T } from '../core/wellknown.js';
import { frameObjectOf } from './frame-object.js';

const TRACEBACK = Roots.MAIN_THREAD + PyThreadState.curexc_traceback;

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
