/** Running what the command line asks for, and how a program ends. */

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Interpreter } from '@tyston/interp';
import {
  type Borrowed,
  ldPtr,
  NULL,
  type Owned,
  PyBaseExceptionObject,
  PySystemExitObject,
  st32,
} from '@tyston/memory';
import {
  call,
  callMethod,
  compileText,
  decref,
  dictContains,
  dictDel,
  dictGetStr,
  dictSet,
  errClear,
  errMatches,
  getAttr,
  importModule,
  intern,
  intFitsNumber,
  intToNumber,
  isInstance,
  jsStr,
  listInsert,
  lookupAttr,
  moduleDict,
  None,
  newBool,
  newDict,
  newModule,
  newRef,
  newStr,
  optimization,
  reprText,
  State,
  setError,
  shortName,
  str,
  sysObject,
  T,
  True,
  takeRaised,
  typeOf,
  xdecref,
} from '@tyston/objects';
import { os, printException, runExitFunctions, writeStderr } from '@tyston/stdlib';
import { encodePath } from './arguments.js';
import { readDescriptor } from './input.js';
import type { Options } from './options.js';
import { banner, REPL_SOURCE } from './repl.js';
import { restoreInterrupt } from './signals.js';

/** The `__main__` module, made anew; a new reference. */
export function makeMain(): Owned {
  const m = newModule('__main__');
  const d = moduleDict(m);
  dictSet(d, intern('__builtins__'), ldPtr(State.BUILTINS));
  dictSet(ldPtr(State.MODULES), intern('__main__'), m);
  const ann = call(T.dict);
  dictSet(d, intern('__annotations__'), ann);
  decref(ann);
  const loader =
    ldPtr(State.IMPORTLIB) === 0 ? NULL : getAttr(ldPtr(State.IMPORTLIB), intern('BuiltinImporter'));
  if (loader !== 0) {
    dictSet(d, intern('__loader__'), loader);
    decref(loader);
  } else errClear();
  return m;
}

/** Runs source in `__main__`: true, or false with an exception. */
export function runSource(
  interpreter: Interpreter,
  source: string | Uint8Array,
  filename: string,
  main: Borrowed,
): boolean {
  const code = compileText({
    source,
    filename,
    mode: 'exec',
    flags: 0,
    optimize: optimization(),
    isFile: typeof source !== 'string',
  });
  if (code === 0) return false;
  const d = moduleDict(main);
  const r = interpreter.evalCode(code, d, ldPtr(State.BUILTINS_DICT), d, 0) as Owned;
  decref(code);
  if (r === 0) return false;
  decref(r);
  return true;
}
function prependPath(dir: string): void {
  const path = sysObject('path');
  if (path === 0 || !isInstance(path, T.list)) return;
  const s = newStr(dir);
  listInsert(path, 0, s);
  decref(s);
}
/** `runpy._run_module_as_main(name)`: true, or false with an exception. */
function runModule(name: string, alterArgv: boolean): boolean {
  const runpy = importModule('runpy');
  if (runpy === 0) return false;
  const f = getAttr(runpy, intern('_run_module_as_main'));
  decref(runpy);
  if (f === 0) return false;
  const n = newStr(name);
  const b = newBool(alterArgv);
  const r = call(f, n, b);
  decref(f);
  decref(n);
  decref(b);
  if (r === 0) return false;
  decref(r);
  return true;
}

export interface Manner {
  /** -i: interactive after the program. */
  readonly inspect: boolean;
  /** PYTHONSTARTUP. */
  readonly startup: string | null;
  readonly micro: number;
}

/** Runs the command; the exit status. Errors have been printed. */
export function runCommand(interpreter: Interpreter, options: Options, manner: Manner): number {
  // What start-up has made counts little towards the first collection, as on CPython.
  st32(State.GC_COUNTS, 0);
  const main = makeMain();
  inspect = manner.inspect;
  let status: number;
  const { kind, value } = options.command;
  const safe = options.safePath;
  const terminal = os().isatty(0) === 1;
  if (kind === 'code') {
    if (!safe) prependPath('');
    status = outcome(runSource(interpreter, `${value}\n`, '<string>', main));
  } else if (kind === 'module') {
    if (!safe) prependPath(process.cwd());
    status = outcome(runModule(value, true));
  } else if (kind === 'stdin') {
    if (!safe) prependPath('');
    if (terminal || options.inspect) {
      inspect = false;
      const first = options.quiet ? null : banner(manner.micro);
      status = outcome(interact(interpreter, main, first, options.ignoreEnvironment ? null : manner.startup));
      decref(main);
      return status;
    }
    const source = readDescriptor(0, false);
    status = outcome(source !== null && runSource(interpreter, source, '<stdin>', main));
  } else status = runFile(interpreter, value, safe, options.skipFirstLine, main);
  // The program may have asked for it itself.
  if (!options.ignoreEnvironment && process.env['PYTHONINSPECT']) inspect = true;
  if (inspect && (terminal || options.inspect)) {
    inspect = false;
    status = outcome(interact(interpreter, main, null, null));
  }
  decref(main);
  return status;
}
/** Whether SystemExit is shown instead of obeyed, because the interactive loop comes next. */
let inspect = false;

/** The interactive loop over `__main__`: true, or false with an exception (SystemExit most often). */
function interact(
  interpreter: Interpreter,
  main: Borrowed,
  banner: string | null,
  startup: string | null,
): boolean {
  const d = newDict();
  const put = (name: string, v: Owned) => {
    dictSet(d, intern(name), v);
    decref(v);
  };
  put('__builtins__', newRef(ldPtr(State.BUILTINS)));
  put('__name__', newStr('<repl>'));
  put('namespace', newRef(moduleDict(main)));
  put('startup', startup === null ? newRef(None) : newStr(startup));
  put('banner', newStr(banner ?? ''));
  const code = compileText({
    source: REPL_SOURCE,
    filename: '<repl>',
    mode: 'exec',
    flags: 0,
    optimize: optimization(),
  });
  const r = code === 0 ? NULL : (interpreter.evalCode(code, d, ldPtr(State.BUILTINS_DICT), d, 0) as Owned);
  xdecref(code);
  decref(d);
  if (r === 0) return false;
  decref(r);
  return true;
}
/** config_run_filename_abspath: a script's name is absolute, but not normalised. */
function absolute(file: string): string {
  if (file.startsWith('/')) return file;
  return `${process.cwd()}/${file.startsWith('./') ? file.slice(2) : file}`;
}
export function runFile(
  interpreter: Interpreter,
  given: string,
  safe: boolean,
  skipFirstLine: boolean,
  main: Borrowed,
): number {
  const file = absolute(given);
  if (isImportable(file)) {
    prependPath(file);
    return outcome(runModule('__main__', false));
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(encodePath(file));
  } catch (e) {
    const code = (e as NodeJS.ErrnoException).code;
    const text =
      code === 'ENOENT'
        ? '[Errno 2] No such file or directory'
        : code === 'EACCES'
          ? '[Errno 13] Permission denied'
          : String(code);
    writeStderr(`tyston: can't open file ${quote(file)}: ${text}\n`);
    return 2;
  }
  if (skipFirstLine) {
    const nl = bytes.indexOf(10);
    bytes = nl < 0 ? new Uint8Array() : bytes.slice(nl);
  }
  const foreign = notUtf8(bytes);
  if (foreign !== null) {
    const hex = bytes[foreign]!.toString(16).padStart(2, '0');
    const line = bytes.subarray(0, foreign).reduce((n, b) => n + (b === 10 ? 1 : 0), 1);
    setError(
      T.SyntaxError,
      `Non-UTF-8 code starting with '\\x${hex}' in file ${file} on line ${line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details`,
    );
    return outcome(false);
  }
  if (!safe) prependPath(dirname(realpath(file)));
  const d = moduleDict(main);
  const name = newStr(file);
  dictSet(d, intern('__file__'), name);
  dictSet(d, intern('__cached__'), None);
  setLoader(d, file);
  decref(name);
  const ok = runSource(interpreter, bytes, file, main);
  const status = outcome(ok);
  if (dictContains(d, intern('__file__')) === 1) dictDel(d, intern('__file__'));
  return status;
}
/** Whether the path names something with a `__main__` in it: a directory, or a zip archive under whatever name. */
function isImportable(file: string): boolean {
  try {
    if (statSync(encodePath(file)).isDirectory()) return true;
    const bytes = readFileSync(encodePath(file));
    // The end record of an archive without a comment, or with one.
    return (
      bytes.length > 21 &&
      bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1') >= bytes.length - 22 - 65535 &&
      bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1') >= 0
    );
  } catch {
    return false;
  }
}
/** Where source without a declared encoding stops being UTF-8 (CPython's tokenizer reads a file by lines and says so); null where it does not. */
function notUtf8(bytes: Uint8Array): number | null {
  const head = Buffer.from(bytes.subarray(0, 1000)).toString('latin1').split('\n', 2);
  if (head.some((l) => /^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+/.test(l))) return null;
  const strict = new TextDecoder('utf-8', { fatal: true });
  const valid = (from: number, to: number): boolean => {
    try {
      strict.decode(bytes.subarray(from, to));
      return true;
    } catch {
      return false;
    }
  };
  if (valid(0, bytes.length)) return null;
  for (let start = 0; ; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    if (!valid(start, end)) {
      // The first byte that no character before it explains.
      let at = start;
      for (let n = 1; at < end; at += n) {
        n = 1;
        while (n <= 4 && !valid(at, at + n)) n++;
        if (n > 4) return at;
      }
    }
    start = end;
  }
}
function realpath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
/** `__loader__` of a script is a SourceFileLoader. */
function setLoader(d: Borrowed, file: string): void {
  const ext = dictGetStr(ldPtr(State.MODULES), intern('_frozen_importlib_external'));
  if (ext === 0) return;
  const cls = getAttr(ext, intern('SourceFileLoader'));
  if (cls === 0) {
    errClear();
    return;
  }
  const name = newStr('__main__');
  const path = newStr(file);
  const loader = call(cls, name, path);
  decref(name);
  decref(path);
  decref(cls);
  if (loader === 0) errClear();
  else {
    dictSet(d, intern('__loader__'), loader);
    decref(loader);
  }
}
/** Quotes a file name as Python's repr does. */
function quote(s: string): string {
  return s.includes("'") && !s.includes('"')
    ? `"${s}"`
    : `'${s.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

/** The exit status of a run; prints the pending exception unless it is SystemExit. */
function outcome(ok: boolean): number {
  if (ok) return 0;
  return handlePending();
}
/** The status of a program that KeyboardInterrupt ended: the process dies of SIGINT. */
export const INTERRUPTED = 256 + 2;

/** Prints the pending exception through sys.excepthook, or takes the status out of SystemExit. */
export function handlePending(): number {
  if (errMatches(T.SystemExit) && !inspect) return exitStatus();
  const keyboard = errMatches(T.KeyboardInterrupt);
  hookStatus = null;
  printPending();
  if (hookStatus !== null) return hookStatus;
  return keyboard ? INTERRUPTED : 1;
}
function exitStatus(): number {
  const e = takeRaised();
  let code: Borrowed = isInstance(e, T.SystemExit) ? ldPtr(e + PySystemExitObject.code) : (0 as Borrowed);
  const attr = lookupAttr(e, intern('code'));
  if (attr !== 0) code = attr;
  else errClear();
  let status: number;
  if (code === 0 || code === None) status = 0;
  else if (isInstance(code, T.int)) status = intFitsNumber(code) ? intToNumber(code) & 0xff : 255;
  else {
    flush('stdout');
    const s = str(code);
    if (s === 0) errClear();
    else {
      writeStderr(jsStr(s) + '\n');
      decref(s);
    }
    status = 1;
  }
  xdecref(attr);
  decref(e);
  return status;
}
/** The status that a SystemExit raised by sys.excepthook asks for. */
let hookStatus: number | null = null;
/** PyErr_PrintEx: sets sys.last_*, calls sys.excepthook. */
function printPending(): void {
  const e = takeRaised();
  const tb = ldPtr(e + PyBaseExceptionObject.traceback);
  const sys = ldPtr(State.SYS_DICT);
  dictSet(sys, intern('last_type'), typeOf(e));
  dictSet(sys, intern('last_value'), e);
  dictSet(sys, intern('last_traceback'), tb === 0 ? None : tb);
  const hook = sysObject('excepthook');
  flush('stdout');
  if (hook === 0) {
    writeStderr('sys.excepthook is missing\n');
    printException(e, tb);
  } else {
    const r = call(hook, typeOf(e), e, tb === 0 ? None : tb);
    if (r === 0) {
      if (errMatches(T.SystemExit)) {
        decref(e);
        hookStatus = exitStatus();
        return;
      }
      const again = takeRaised();
      writeStderr('Error in sys.excepthook:\n');
      printException(again, ldPtr(again + PyBaseExceptionObject.traceback));
      writeStderr('\nOriginal exception was:\n');
      printException(e, tb);
      decref(again);
    } else decref(r);
  }
  decref(e);
  flush('stderr');
}
/** Flushes a standard stream; false when that fails (the failure is cleared). */
export function flush(name: 'stdout' | 'stderr'): boolean {
  const f = sysObject(name);
  if (f === 0 || f === None) return true;
  const closed = lookupAttr(f, intern('closed'));
  if (closed === 0) errClear();
  else if (closed === trueSingleton()) {
    decref(closed);
    return true;
  }
  xdecref(closed);
  const r = callMethod(f, 'flush');
  if (r === 0) return false;
  decref(r);
  return true;
}
function trueSingleton(): Borrowed {
  return True;
}

/** What happens at the end of every run: threads, exit functions, streams. Returns the final status. */
export function finish(status: number): number {
  const threading = dictGetStr(ldPtr(State.MODULES), intern('threading'));
  if (threading !== 0) {
    const r = callMethod(threading, '_shutdown');
    if (r === 0) errClear();
    else decref(r);
  }
  runExitFunctions();
  let final = status;
  if (!flush('stdout')) {
    // As CPython: the failure is reported, and the status says so.
    const e = takeRaised();
    writeStderr(`Exception ignored in: ${reprOfStdout()}\n${exceptionLine(e)}\n`);
    decref(e);
    final = 120;
  }
  if (final === INTERRUPTED) restoreInterrupt();
  st32(State.FINALIZING, 1);
  if (!flush('stderr')) errClear();
  return final;
}
function reprOfStdout(): string {
  const f = sysObject('stdout');
  return f === 0 ? '?' : reprText(f);
}
function exceptionLine(e: Borrowed): string {
  const s = str(e);
  if (s === 0) {
    errClear();
    return shortName(typeOf(e));
  }
  const t = jsStr(s);
  decref(s);
  return t === '' ? shortName(typeOf(e)) : `${shortName(typeOf(e))}: ${t}`;
}
