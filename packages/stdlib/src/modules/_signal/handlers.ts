/** Python's signal handlers: a list in the window with an entry a signal, and running them between instructions. */
import { type Borrowed, EvalBreaker, NSIG, type Owned, SIG, SignalKind, stOwned } from '@tyston/memory';
import {
  call,
  currentFrame,
  decref,
  dictGetStr,
  frameObjectOf,
  intern,
  isInstance,
  listInit,
  listItem,
  listItems,
  moduleDict,
  None,
  newInt,
  newListBuffer,
  newRef,
  setSafepointServer,
  T,
} from '@tyston/objects';
import { os } from '../../host.js';
import { osWord, setWord, wordObject } from '../../lib/os-words.js';

/** What programs call SIG_DFL and SIG_IGN. */
export const SIG_DFL = 0;
export const SIG_IGN = 1;

/** The handler of a signal: SIG_DFL, SIG_IGN, a callable, or None for one that Python did not install. Borrowed. */
export function handlerOf(signal: number): Borrowed {
  return listItem(wordObject(osWord.SIGNAL_HANDLERS), signal);
}
/** Replaces it; steals the new one and gives the old one. */
export function replaceHandler(signal: number, handler: Owned): Owned {
  const at = listItems(wordObject(osWord.SIGNAL_HANDLERS)) + signal * 8;
  const old = handlerOf(signal) as Owned;
  stOwned(at, handler);
  return old;
}
/**
 * Signals whose handlers stay, and look to programs as if they were not there: those that report crashes, and the one by which V8's
 * profiler takes its samples.
 */
const KEPT: readonly number[] = [SIG.SIGSEGV, SIG.SIGBUS, SIG.SIGFPE, SIG.SIGILL, SIG.SIGABRT, SIG.SIGPROF];
/**
 * The table as the process starts. Handlers that the engine has put in are no concern of programs: such a signal does what it does in
 * any process. SIGINT raises KeyboardInterrupt unless it is ignored.
 */
export function initHandlers(module: Borrowed): void {
  const table = newListBuffer(NSIG);
  listInit(table, 0, newRef(None));
  for (let s = 1; s < NSIG; s++) {
    const kind = os().getSignal(s);
    if (kind === SignalKind.FOREIGN && !KEPT.includes(s)) os().setSignal(s, SignalKind.DEFAULT);
    listInit(table, s, kind < 0 ? newRef(None) : newInt(kind === SignalKind.IGNORE ? SIG_IGN : SIG_DFL));
  }
  setWord(osWord.SIGNAL_HANDLERS, table);
  if (os().getSignal(SIG.SIGINT) === SignalKind.IGNORE) return;
  decref(replaceHandler(SIG.SIGINT, newRef(dictGetStr(moduleDict(module), intern('default_int_handler')))));
  os().setSignal(SIG.SIGINT, SignalKind.PYTHON);
}
/** Calls the handlers of all signals that came: 0, or -1 when one raised; the others wait for the next safepoint. */
function runHandlers(): number {
  if (wordObject(osWord.SIGNAL_HANDLERS) === 0) return 0;
  for (let s = os().takeSignal(); s !== 0; s = os().takeSignal()) {
    const handler = newRef(handlerOf(s));
    if (handler === None || isInstance(handler, T.int)) {
      // It was taken back between the signal and now.
      decref(handler);
      continue;
    }
    const frame = currentFrame();
    const frameObject = frame === 0 ? newRef(None) : frameObjectOf(frame);
    const number = newInt(s);
    const r = call(handler, number, frameObject);
    decref(number);
    decref(frameObject);
    decref(handler);
    if (r === 0) return -1;
    decref(r);
  }
  return 0;
}
/** Makes this isolate serve signals; once per isolate. */
export function attachSignals(): void {
  setSafepointServer(EvalBreaker.SIGNAL, runHandlers);
}
