/**
 * Printing exceptions and tracebacks (what CPython's traceback.c and pythonrun.c do when no Python code may run): the library's
 * own `traceback` module prints the same text, and is asked where it can be loaded; this is for when it cannot.
 */
import {
  type Borrowed,
  Frame,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyBaseExceptionObject,
  PyCodeObject,
  PyTracebackObject,
} from '@tyston/memory';
import {
  asSsize,
  callMethod,
  callObject,
  decref,
  dictSet,
  errClear,
  errFetch,
  errRestore,
  frameOf,
  getAttr,
  importModule,
  intern,
  isInstance,
  jsStr,
  listItem,
  listLength,
  lookupAttr,
  None,
  newDict,
  newInt,
  newRef,
  newStr,
  newTuple,
  setAttr,
  shortName,
  str,
  sysObject,
  T,
  True,
  tupleItem,
  tupleLength,
  typeOf,
  xdecref,
} from '@tyston/objects'; // prettier-ignore
import { writeStderr } from './stderr.js';
import { suggestionFor } from './suggestions.js';

/** Prints an exception with its traceback and everything that it is chained to, to sys.stderr. Clears what fails. */
export function printException(value: Borrowed, tb: Borrowed): void {
  const pending = errFetch();
  if (!printByLibrary(value, tb)) printPlain(value, tb);
  errClear();
  errRestore(pending.type, pending.value, pending.traceback);
}
function printByLibrary(value: Borrowed, tb: Borrowed): boolean {
  const printer = libraryPrinter(value, tb);
  if (printer === 0) {
    errClear();
    return false;
  }
  addSuggestions(printer, value);
  const r = callMethod(printer, 'print');
  decref(printer);
  if (r === 0) {
    errClear();
    return false;
  }
  decref(r);
  flush();
  return true;
}
/** How many entries sys.tracebacklimit lets be shown; null where it is not an int. */
function tracebackLimit(): number | null {
  const limit = sysObject('tracebacklimit');
  if (limit === 0 || typeOf(limit) !== T.int) return null;
  const n = asSsize(limit, 0 as Borrowed);
  return Math.min(Math.max(n, 0), 1e6);
}
/** `traceback.TracebackException(type, value, tb, compact=True)`, which `traceback.print_exception` prints. */
function libraryPrinter(value: Borrowed, tb: Borrowed): Owned {
  const module = importModule('traceback');
  if (module === 0) return NULL;
  const cls = getAttr(module, intern('TracebackException'));
  decref(module);
  if (cls === 0) return NULL;
  const limit = tracebackLimit();
  const shown = tb === 0 || limit === 0 ? None : tb;
  const args = newTuple(newRef(typeOf(value)), newRef(value), newRef(shown));
  const kwargs = newDict();
  dictSet(kwargs, intern('compact'), True);
  if (limit !== null) {
    // The last entries are shown, where the library's own default is the first ones.
    const last = newInt(-limit);
    dictSet(kwargs, intern('limit'), last);
    decref(last);
  }
  const printer = callObject(cls, args, kwargs);
  decref(args);
  decref(kwargs);
  decref(cls);
  return printer;
}
/** The exceptions that are printed with one: its cause, its context, those of a group. */
const RELATED = ['__cause__', '__context__', 'exceptions'];

/** CPython's excepthook says "Did you mean …?", which the library's module does not: it goes into the texts to be printed. */
function addSuggestions(printer: Borrowed, value: Borrowed): void {
  const suggestion = suggestionFor(value);
  if (suggestion !== null) {
    const message = str(value);
    if (message === 0) errClear();
    else {
      const text = newStr(`${jsStr(message)}. Did you mean: '${suggestion}'?`);
      if (setAttr(printer, intern('_str'), text) < 0) errClear();
      decref(text);
      decref(message);
    }
  }
  for (const name of RELATED) {
    const theirs = lookupAttr(printer, intern(name));
    const ours = lookupAttr(value, intern(name));
    if (theirs !== 0 && ours !== 0 && theirs !== None) addToRelated(theirs, ours);
    xdecref(theirs);
    xdecref(ours);
    errClear();
  }
}
function addToRelated(printer: Borrowed, value: Borrowed): void {
  if (isInstance(value, T.BaseException)) addSuggestions(printer, value);
  else if (typeOf(printer) === T.list && typeOf(value) === T.tuple)
    for (let i = 0; i < Math.min(listLength(printer), tupleLength(value)); i++)
      addSuggestions(listItem(printer, i), tupleItem(value, i));
}
function flush(): void {
  const file = sysObject('stderr');
  if (file === 0 || file === None) return;
  const r = callMethod(file, 'flush');
  if (r === 0) errClear();
  else decref(r);
}
/**
 * The traceback, the type, and the text of an exception that nobody gets to see otherwise: without what it is chained to, notes,
 * members of a group, or suggestions (CPython: write_unraisable_exc_file).
 */
export function printUnraisable(value: Borrowed, tb: Borrowed): void {
  const pending = errFetch();
  if (tb !== 0 && tb !== None) {
    writeStderr('Traceback (most recent call last):\n');
    const module = importModule('traceback');
    const printed = module === 0 ? NULL : callMethod(module, 'print_tb', tb);
    xdecref(module);
    if (printed === 0) printFrames(tb);
    xdecref(printed);
  }
  const module = lookupAttr(typeOf(value), intern('__module__'));
  const prefix = module === 0 || !isInstance(module, T.str) ? '<unknown>' : jsStr(module);
  xdecref(module);
  const name = lookupAttr(typeOf(value), intern('__qualname__'));
  const shown = name === 0 ? shortName(typeOf(value)) : jsStr(name);
  xdecref(name);
  writeStderr(prefix === 'builtins' || prefix === '__main__' ? shown : `${prefix}.${shown}`);
  const text = str(value);
  // What is written to sys.stderr is written with nothing pending.
  if (text === 0) errClear();
  writeStderr(`: ${text === 0 ? '<exception str() failed>' : jsStr(text)}\n`);
  xdecref(text);
  errClear();
  errRestore(pending.type, pending.value, pending.traceback);
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
  printFrames(tb);
  const s: Owned = str(value);
  if (s === 0) errClear();
  const text = s === 0 ? '<exception str() failed>' : jsStr(s);
  xdecref(s);
  writeStderr(text === '' ? `${shortName(typeOf(value))}\n` : `${shortName(typeOf(value))}: ${text}\n`);
}
function printFrames(tb: Borrowed): void {
  for (let t = tb === None ? (0 as Borrowed) : tb; t !== 0; t = ldPtr(t + PyTracebackObject.tb_next)) {
    const code = ldPtr(frameOf(ldPtr(t + PyTracebackObject.tb_frame)) + Frame.code);
    const file = jsStr(ldPtr(code + PyCodeObject.co_filename));
    writeStderr(
      `  File "${file}", line ${ld32(t + PyTracebackObject.tb_lineno)}, in ${jsStr(ldPtr(code + PyCodeObject.co_name))}\n`,
    );
  }
}
