/**
 * Printing exceptions and tracebacks (what CPython's traceback.c and pythonrun.c do when no Python code may run): the library's
 * own `traceback` module prints the same text, and is asked where it can be loaded; this is for when it cannot.
 */
import {
  type Borrowed,
  Frame,
  ld32,
  ldPtr,
  type Owned,
  PyBaseExceptionObject,
  PyCodeObject,
  PyTracebackObject,
} from '@tyston/memory';
import {
  call,
  callMethod,
  decref,
  errClear,
  errFetch,
  errRestore,
  frameOf,
  getAttr,
  importModule,
  intern,
  isInstance,
  jsStr,
  None,
  shortName,
  str,
  sysObject,
  T,
  typeOf,
  xdecref,
} from '@tyston/objects'; // prettier-ignore
import { writeStderr } from './stderr.js';

/** Prints an exception with its traceback and everything that it is chained to, to sys.stderr. Clears what fails. */
export function printException(value: Borrowed, tb: Borrowed): void {
  const pending = errFetch();
  if (!printByLibrary(value, tb)) printPlain(value, tb);
  errClear();
  errRestore(pending.type, pending.value, pending.traceback);
}
function printByLibrary(value: Borrowed, tb: Borrowed): boolean {
  const module = importModule('traceback');
  if (module === 0) {
    errClear();
    return false;
  }
  const f = getAttr(module, intern('print_exception'));
  decref(module);
  if (f === 0) {
    errClear();
    return false;
  }
  const r = call(f, typeOf(value), value, tb === 0 ? None : tb);
  decref(f);
  if (r === 0) {
    errClear();
    return false;
  }
  decref(r);
  flush();
  return true;
}
function flush(): void {
  const file = sysObject('stderr');
  if (file === 0 || file === None) return;
  const r = callMethod(file, 'flush');
  if (r === 0) errClear();
  else decref(r);
}
function printPlain(value: Borrowed, tb: Borrowed): void {
  const cause = ldPtr(value + PyBaseExceptionObject.cause);
  const context = ldPtr(value + PyBaseExceptionObject.context);
  if (cause !== 0 && isInstance(cause, T.BaseException)) {
    printPlain(cause, ldPtr(cause + PyBaseExceptionObject.traceback));
    writeStderr('\nThe above exception was the direct cause of the following exception:\n\n');
  } else if (context !== 0) {
    printPlain(context, ldPtr(context + PyBaseExceptionObject.traceback));
    writeStderr('\nDuring handling of the above exception, another exception occurred:\n\n');
  }
  if (tb !== 0 && tb !== None) writeStderr('Traceback (most recent call last):\n');
  for (let t = tb === None ? (0 as Borrowed) : tb; t !== 0; t = ldPtr(t + PyTracebackObject.tb_next)) {
    const code = ldPtr(frameOf(ldPtr(t + PyTracebackObject.tb_frame)) + Frame.code);
    const file = jsStr(ldPtr(code + PyCodeObject.co_filename));
    writeStderr(
      `  File "${file}", line ${ld32(t + PyTracebackObject.tb_lineno)}, in ${jsStr(ldPtr(code + PyCodeObject.co_name))}\n`,
    );
  }
  const s: Owned = str(value);
  if (s === 0) errClear();
  const text = s === 0 ? '<exception str() failed>' : jsStr(s);
  xdecref(s);
  writeStderr(text === '' ? `${shortName(typeOf(value))}\n` : `${shortName(typeOf(value))}: ${text}\n`);
}
