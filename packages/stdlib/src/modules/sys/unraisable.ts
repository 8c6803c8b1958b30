/** sys.unraisablehook, and what calls it. */
import { type Borrowed, ldPtr, type Owned, PyThreadState, PyTupleObject, Roots } from '@tyston/memory';
import {
  addTraceback,
  call,
  currentFrame,
  decref,
  errClear,
  errFetch,
  errOccurred,
  exceptionTraceback,
  jsStr,
  moduleType,
  None,
  newRef,
  newStr,
  newStruct,
  repr,
  setWriteUnraisable,
  structInit,
  sysObject,
  takeRaised,
  typeError,
  typeOf,
  xdecref,
} from '@tyston/objects'; // prettier-ignore
import { writeStderr } from './stderr.js';
import { UNRAISABLE } from './structs.js';
import { printUnraisable } from './traceback.js';

/** sys.unraisablehook(unraisable): prints "Exception ignored in: …" and the traceback. */
export function unraisablehook(_m: Borrowed, u: Borrowed): Owned {
  if (typeOf(u) !== moduleType('sys', 'UnraisableHookArgs'))
    return typeError('sys.unraisablehook argument type must be UnraisableHookArgs');
  const field = (i: number) => ldPtr(u + PyTupleObject.ob_item + i * 8);
  const [, value, tb, message, object] = [field(0), field(1), field(2), field(3), field(4)] as const;
  const text = message !== 0 && message !== None ? jsStr(message) : 'Exception ignored in';
  if (object !== 0 && object !== None) {
    const r = repr(object);
    if (r === 0) {
      errClear();
      writeStderr(`${text}: <object repr() failed>\n`);
    } else {
      writeStderr(`${text}: ${jsStr(r)}\n`);
      decref(r);
    }
  } else if (message !== 0 && message !== None) writeStderr(`${text}:\n`);
  if (value !== 0 && value !== None) printUnraisable(value, tb);
  return newRef(None);
}

function hasTraceback(): boolean {
  return ldPtr(Roots.MAIN_THREAD + PyThreadState.curexc_traceback) !== 0;
}

/** Makes the object model report unraisable exceptions here. */
export function installUnraisable(): void {
  setWriteUnraisable((o: Borrowed, message: string | null) => {
    if (!errOccurred()) return;
    // An error of a built-in has met no frame yet.
    const frame = currentFrame();
    if (frame !== 0 && !hasTraceback()) addTraceback(frame);
    const e = takeRaised();
    const tb = exceptionTraceback(e);
    const hook = sysObject('unraisablehook');
    const type = moduleType('sys', 'UnraisableHookArgs');
    if (hook === 0 || hook === None || type === 0) {
      decref(e);
      return;
    }
    const u = newStruct(type, UNRAISABLE);
    structInit(u, 0, newRef(typeOf(e)));
    structInit(u, 1, newRef(e));
    structInit(u, 2, newRef(tb === 0 ? None : tb));
    structInit(u, 3, message === null ? newRef(None) : newStr(message));
    structInit(u, 4, o === 0 ? newRef(None) : newRef(o));
    const r = call(hook, u);
    if (r === 0) {
      const again = errFetch();
      writeStderr('Exception ignored in sys.unraisablehook\n');
      xdecref(again.type);
      xdecref(again.value);
      xdecref(again.traceback);
    } else decref(r);
    decref(u);
    decref(e);
  });
}
