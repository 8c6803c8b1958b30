/** What all streams share: errors with CPython's texts, sizes, attributes asked of other streams. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asSsize,
  call,
  decref,
  errClear,
  errMatches,
  errOccurred,
  getAttr,
  hasIndex,
  intern,
  isInstance,
  isTrue,
  None,
  newInt,
  newStr,
  restoreRaised,
  setError,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { osWord, wordType } from '../../lib/os-words.js';
import { handleSignals } from '../../os-error.js';

export const DEFAULT_BUFFER_SIZE = 8192;

/** io.UnsupportedOperation. NULL. */
export function unsupported(message: string): Owned {
  return setError(wordType(osWord.UNSUPPORTED_OPERATION), message);
}
export const CLOSED = 'I/O operation on closed file.';
export function closedError(): Owned {
  return valueError(CLOSED);
}
/** A size argument that may be None or absent (both: -1); null with an exception. */
export function sizeArgument(o: Borrowed): number | null {
  if (o === 0 || o === None) return -1;
  if (!hasIndex(o)) {
    typeError(`argument should be integer or None, not '${typeName(o)}'`);
    return null;
  }
  const n = asSsize(o, T.OverflowError);
  return n === -1 && errOccurred() ? null : n;
}
/** A file position (PyNumber_AsOff_t); null with an exception. */
export function position(o: Borrowed, error: Borrowed = T.ValueError): number | null {
  if (!hasIndex(o)) {
    typeError(`'${typeName(o)}' object cannot be interpreted as an integer`);
    return null;
  }
  const n = asSsize(o, error);
  return n === -1 && errOccurred() ? null : n;
}
/** `bool(o.name)`: 1, 0, -1. */
export function attributeTruth(o: Borrowed, name: string): number {
  const v = getAttr(o, intern(name));
  if (v === 0) return -1;
  const t = isTrue(v);
  decref(v);
  return t;
}
/** The truth of a call's result, which is stolen: 1, 0, -1. */
export function truthOf(r: Owned): number {
  if (r === 0) return -1;
  const t = isTrue(r);
  decref(r);
  return t;
}
/** A method's result that nobody wants: 0, or -1 with an exception. */
export function discard(r: Owned): number {
  if (r === 0) return -1;
  decref(r);
  return 0;
}
/** True when the pending exception is InterruptedError whose handlers have run: the call is to be made again. */
export function interrupted(): boolean {
  if (!errMatches(T.InterruptedError)) return false;
  errClear();
  return handleSignals();
}
/** BlockingIOError(EAGAIN, message, written). NULL. */
export function wouldBlock(message: string, written: number): Owned {
  const errno = newInt(11);
  const text = newStr(message);
  const n = newInt(written);
  const e = call(T.BlockingIOError, errno, text, n);
  decref(errno);
  decref(text);
  decref(n);
  if (e !== 0) restoreRaised(e);
  return NULL;
}
export const isBytes = (o: Borrowed) => isInstance(o, T.bytes);
