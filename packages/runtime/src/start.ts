/** Starting an interpreter in this process: host, window, object model, import system, standard streams. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interpreter } from '@tyston/interp';
import { attachWindow, type Host, ldPtr, makeAllocator, NULL, type Owned, regionMap, type Borrowed } from '@tyston/memory';
import {
  call, callMethod, callObject, decref, dictSet, errClear, errOccurred, getAttr, importModule, intern, moduleDict, newBool, newDict, newInt, newRef, newStr, newTuple, None, setOptimizationLevel, setSourceLineReader, startObjects, State,
  takeRaised, xdecref,
} from '@tyston/objects'; // prettier-ignore
import { CODE_VERSION, type FrozenSource, installImportlib, makeCoreModules, marshalBytes, registerAllModules, setHost, setSysConfig, type SysConfig } from '@tyston/stdlib';
import type { Library } from './library.js';
import { readCache, writeCache } from './library.js';
import { setAttr, True } from '@tyston/objects';

export interface StartOptions {
  readonly host: Host;
  readonly config: SysConfig;
  readonly library: Library;
  /** 16 bytes, or undefined for the zero key. */
  readonly hashKey?: Uint8Array;
  readonly reentries?: number;
  /** PYTHONIOENCODING and -u. */
  readonly streams: { readonly encoding: string; readonly errors: string | null; readonly unbuffered: boolean };
  readonly cacheDir: string;
  /** Without `import site`. */
  readonly noSite: boolean;
}

export interface Started {
  readonly interpreter: Interpreter;
  /** False when starting failed: an exception is pending. */
  readonly ok: boolean;
}

function frozen(options: StartOptions, module: '_bootstrap' | '_bootstrap_external'): FrozenSource {
  const file = join(options.library.dir, 'importlib', `${module}.py`);
  const level = options.config.flags.optimize;
  const cache = join(options.cacheDir, `${module}-${(CODE_VERSION >>> 0).toString(16)}-${options.library.micro}${level ? `-O${level}` : ''}.bin`);
  return {
    filename: `<frozen importlib.${module}>`,
    source: () => readFileSync(file),
    cached: readCache(cache),
    store: (code: Owned) => {
      const bytes = marshalBytes(code);
      if (bytes !== null && options.config.flags.dontWriteBytecode === 0) writeCache(cache, bytes);
      else if (bytes === null) errClear();
    },
  };
}

/** Makes everything that a program needs; nothing has been run yet but the library's start-up. */
export function start(options: StartOptions): Started {
  const { host, config } = options;
  attachWindow(host.memory.buffer);
  const regions = regionMap(host.memory.buffer.byteLength);
  host.memory.commit(regions.roots.start, regions.roots.end - regions.roots.start);
  host.memory.commit(regions.immortal.start, regions.immortal.end - regions.immortal.start);
  const allocator = makeAllocator(host.memory, regions, true);
  setHost(host);
  setSysConfig(config);
  setOptimizationLevel(config.flags.optimize);
  setSourceLineReader((filename, line) => {
    try {
      return readFileSync(filename, 'utf8').split(/(?<=\n)/)[line - 1] ?? null;
    } catch {
      return null;
    }
  });
  const interpreter = startObjects({
    memory: host.memory,
    allocator,
    fresh: true,
    regions,
    commit: (from, bytes) => host.memory.commit(from, bytes),
    ...(options.hashKey ? { hashKey: options.hashKey } : {}),
    ...(options.reentries !== undefined ? { reentries: options.reentries } : {}),
  });
  void registerAllModules;
  const ok =
    makeCoreModules(config.flags.optimize === 0) &&
    installImportlib(frozen(options, '_bootstrap'), frozen(options, '_bootstrap_external')) &&
    importQuietly('encodings') &&
    openStreams(options.streams) &&
    (options.noSite || importQuietly('site'));
  return { interpreter, ok };
}

/** Imports a module for its effect. False with an exception. */
function importQuietly(name: string): boolean {
  const m = importModule(name);
  if (m === 0) return false;
  decref(m);
  return true;
}

/** sys.stdin, stdout and stderr. False with an exception. */
function openStreams(s: StartOptions['streams']): boolean {
  const io = importModule('io');
  if (io === 0) return false;
  const sys = ldPtr(State.SYS_DICT);
  const open = getAttr(io, intern('open'));
  const wrapper = getAttr(io, intern('TextIOWrapper'));
  const make = (fd: number, name: string, errors: string): boolean => {
    const write = fd > 0;
    const unbuffered = s.unbuffered && write;
    const file = newInt(fd);
    const mode = newStr(write ? 'wb' : 'rb');
    const buffering = newInt(unbuffered ? 0 : -1);
    const closefd = newBool(false);
    const args = newTuple(file, mode, buffering, newRef(None), newRef(None), newRef(None), closefd);
    let raw = callObject(open, args, NULL);
    decref(args);
    if (raw === 0) {
      // A stream that is closed is None.
      errClear();
      set(name, None);
      return true;
    }
    const label = newStr(`<${name}>`);
    const inner = unbuffered ? newRef(raw) : getAttr(raw, intern('raw'));
    setName(inner, label);
    decref(label);
    const tty = callMethod(inner, 'isatty');
    const isTty = tty !== 0 && tty === trueObject();
    xdecref(tty);
    decref(inner);
    const kwargs = newDict();
    const put = (k: string, v: Owned) => {
      dictSet(kwargs, intern(k), v);
      decref(v);
    };
    put('encoding', newStr(s.encoding));
    put('errors', newStr(errors));
    put('newline', newStr('\n'));
    put('line_buffering', newBool(isTty || (fd === 2 && write)));
    put('write_through', newBool(unbuffered));
    const one = newTuple(newRef(raw));
    const text = callObject(wrapper, one, kwargs);
    decref(one);
    decref(kwargs);
    decref(raw);
    raw = NULL;
    if (text === 0) return false;
    const m = newStr(write ? 'w' : 'r');
    setNamed(text, 'mode', m);
    decref(m);
    set(name, text);
    set(`__${name}__`, text);
    decref(text);
    return true;
  };
  const set = (name: string, v: Borrowed) => dictSet(sys, intern(name), v);
  const errors = s.errors ?? 'strict';
  const ok = make(2, 'stderr', 'backslashreplace') && make(0, 'stdin', errors) && make(1, 'stdout', errors);
  xdecref(open);
  xdecref(wrapper);
  // `open` is a built-in function of the io module.
  const openFn = getAttr(io, intern('open'));
  if (openFn !== 0) {
    dictSet(ldPtr(State.BUILTINS_DICT), intern('open'), openFn);
    decref(openFn);
  }
  decref(io);
  void [call, errOccurred, moduleDict, takeRaised];
  return ok;
}
function setName(o: Borrowed, name: Borrowed): void {
  setNamed(o, 'name', name);
}
function setNamed(o: Borrowed, attr: string, v: Borrowed): void {
  if (setAttr(o, intern(attr), v) < 0) errClear();
}
function trueObject(): Borrowed {
  return True;
}
