/** The embedding API: a Python in this process, for JavaScript to run code in, call and get values from. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Interpreter } from '@tyston/interp';
import { type Borrowed, type Host, ldPtr, NULL, type Owned, PyBaseExceptionObject } from '@tyston/memory';
import { createPortableNodeHost } from '@tyston/memory/portable-node';
import { createLinuxHost } from '@tyston/native';
import {
  call,
  callMethod,
  compileText,
  decref,
  dictGetStr,
  dictSet,
  errClear,
  importModule,
  intern,
  jsStr,
  moduleDict,
  None,
  State,
  str,
  takeRaised,
  typeOf,
} from '@tyston/objects';
import { reentriesFor, v8StackBytes } from './budget.js';
import { type PythonValue, toJs, toPython } from './convert.js';
import { findLibrary } from './library.js';
import { finish, makeMain } from './run.js';
import { cacheDirectory, plainConfig } from './settings.js';
import { start } from './start.js';

export interface TystonOptions {
  /** Which host: `'linux'` (the native one), `'portable'`, or the native one where there is one (the default). */
  readonly host?: 'linux' | 'portable';
  /** `sys.argv`. */
  readonly argv?: readonly string[];
  /** Directories that modules are imported from, in front of the library's. */
  readonly path?: readonly string[];
  /** Directory of the library's .py files. */
  readonly library?: string;
  /** Bytes of heap at most. */
  readonly heapLimit?: number;
  /** Gets what the program writes to sys.stdout and sys.stderr; without it, that goes to this process's own. */
  readonly stdout?: (text: string) => void;
  readonly stderr?: (text: string) => void;
}

/** An exception that a Python program did not catch. */
export class PythonError extends Error {
  constructor(
    /** The exception's type, as `ValueError` or `json.decoder.JSONDecodeError`. */
    readonly type: string,
    message: string,
    /** What CPython would print. */
    readonly traceback: string,
  ) {
    super(message);
    this.name = 'PythonError';
  }
}

let running: Tyston | null = null;

export class Tyston {
  readonly #interpreter: Interpreter;
  readonly #main: Owned;
  readonly #options: TystonOptions;
  #closed = false;

  /** Starts Python. There can be one at a time in an isolate; each has its own world. */
  constructor(options: TystonOptions = {}) {
    if (running !== null) throw new Error('a Tyston is running already: close() it first');
    const shipped = join(dirname(fileURLToPath(import.meta.url)), '../../stdlib/dist/lib/python3.11');
    const library = findLibrary(options.library, shipped);
    if (library === null)
      throw new Error(`the library was not found${options.library ? ` in ${options.library}` : ''}`);
    const config = plainConfig(library, options);
    const { interpreter, ok } = start({
      host: openHost(options),
      library,
      config,
      streams: { encoding: 'utf-8', errors: 'surrogateescape', unbuffered: false },
      cacheDir: cacheDirectory(),
      noSite: true,
      reentries: reentriesFor(v8StackBytes(process.execArgv, process.env['NODE_OPTIONS'])),
    });
    if (!ok) throw this.#raised();
    this.#interpreter = interpreter;
    this.#options = options;
    this.#main = makeMain();
    running = this;
    if (options.stdout || options.stderr) this.#capture();
  }

  /** Runs statements in `__main__`. */
  run(source: string, filename = '<embedded>'): void {
    decref(this.#execute(source, filename, 'exec'));
  }
  /** The value of an expression in `__main__`. */
  eval(expression: string): PythonValue {
    return this.#take(this.#execute(expression.trim(), '<embedded>', 'eval'));
  }
  /** Calls a global of `__main__` (dots reach attributes), or a built-in function. */
  call(name: string, ...args: readonly PythonValue[]): PythonValue {
    const f = this.#execute(name, '<embedded>', 'eval');
    const values = args.map(toPython);
    const r = call(f, ...values);
    for (const o of [f, ...values]) decref(o);
    if (r === 0) throw this.#raised();
    return this.#take(r);
  }
  /** Sets a global of `__main__`. */
  set(name: string, value: PythonValue): void {
    this.#check();
    const v = toPython(value);
    dictSet(moduleDict(this.#main), intern(name), v);
    decref(v);
  }
  /** Runs exit functions and flushes streams; this object cannot be used any more, and another may be made. */
  close(): void {
    if (this.#closed) return;
    this.#flush();
    finish(0);
    this.#closed = true;
    running = null;
    closeHost();
  }

  #check(): void {
    if (this.#closed) throw new Error('this Tyston has been closed');
  }
  /** A new reference to what the code gives (None for statements). */
  #execute(source: string, filename: string, mode: 'exec' | 'eval'): Owned {
    this.#check();
    const d = moduleDict(this.#main);
    const code = compileText({ source, filename, mode, flags: 0, optimize: 0 });
    const r =
      code === 0 ? NULL : (this.#interpreter.evalCode(code, d, ldPtr(State.BUILTINS_DICT), d, 0) as Owned);
    if (code !== 0) decref(code);
    if (r === 0) throw this.#raised();
    this.#flush();
    return r;
  }
  #take(o: Owned): PythonValue {
    try {
      return toJs(o);
    } finally {
      decref(o);
      this.#flush();
    }
  }

  /** The pending exception as a PythonError. */
  #raised(): PythonError {
    const e = takeRaised();
    const s = str(e);
    if (s === 0) errClear();
    const message = s === 0 ? '<exception str() failed>' : jsStr(s);
    if (s !== 0) decref(s);
    const type = toTypeName(e);
    const error = new PythonError(type, message, tracebackText(e) ?? `${type}: ${message}\n`);
    decref(e);
    if (running !== null) this.#flush();
    return error;
  }

  /** sys.stdout and sys.stderr become StringIO objects, emptied into the options' functions after each call. */
  #capture(): void {
    const io = importModule('io');
    if (io === 0) throw this.#raised();
    for (const name of ['stdout', 'stderr'] as const) {
      if (!this.#options[name]) continue;
      const buffer = callMethod(io, 'StringIO');
      if (buffer === 0) throw this.#raised();
      dictSet(ldPtr(State.SYS_DICT), intern(name), buffer);
      decref(buffer);
    }
    decref(io);
  }
  #flush(): void {
    for (const name of ['stdout', 'stderr'] as const) {
      const sink = this.#options?.[name];
      const stream = dictGetStr(ldPtr(State.SYS_DICT), intern(name));
      if (stream === 0 || stream === None) continue;
      const flushed = callMethod(stream, 'flush');
      if (flushed === 0) errClear();
      else decref(flushed);
      if (!sink) continue;
      const text = callMethod(stream, 'getvalue');
      if (text === 0) {
        errClear();
        continue;
      }
      const s = jsStr(text);
      decref(text);
      if (s === '') continue;
      for (const step of ['seek', 'truncate']) {
        const zero = toPython(0);
        const r = callMethod(stream, step, zero);
        decref(zero);
        if (r === 0) errClear();
        else decref(r);
      }
      sink(s);
    }
  }
}

let closeHost: () => void = () => {};
function openHost(o: TystonOptions): Host {
  const limit = o.heapLimit === undefined ? {} : { heapLimit: o.heapLimit };
  closeHost = () => {};
  if (o.host !== 'portable') {
    const host = createLinuxHost(limit);
    if (!('error' in host)) {
      closeHost = () => host.close();
      return host;
    }
    if (o.host === 'linux') throw new Error(host.error);
  }
  return createPortableNodeHost(limit);
}

function toTypeName(e: Borrowed): string {
  const t = typeOf(e);
  const value = toJs(t);
  const text = value instanceof Object && 'repr' in value ? String(value.repr) : '';
  return /^<class '(.*)'>$/.exec(text)?.[1] ?? 'Exception';
}
/** What `traceback.format_exception` makes of it; null where that fails. */
function tracebackText(e: Borrowed): string | null {
  const traceback = importModule('traceback');
  if (traceback === 0) {
    errClear();
    return null;
  }
  const tb = ldPtr(e + PyBaseExceptionObject.traceback);
  const lines = callMethod(traceback, 'format_exception', typeOf(e), e, tb === 0 ? None : tb);
  decref(traceback);
  if (lines === 0) {
    errClear();
    return null;
  }
  const parts = toJs(lines);
  decref(lines);
  return Array.isArray(parts) ? parts.join('') : null;
}
