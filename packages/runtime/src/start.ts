/** Starting an interpreter in this process: host, window, object model, import system, standard streams. */
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import type { Interpreter } from '@tyston/interp';
import { attachWindow, type Host, makeAllocator, type Owned, regionMap, st32 } from '@tyston/memory';
import {
  decref,
  errClear,
  importModule,
  intern,
  newStr,
  State,
  setAttr,
  setInput,
  setOptimizationLevel,
  setSourceLineReader,
  startObjects,
  sysObject,
} from '@tyston/objects';
import {
  CODE_VERSION,
  type FrozenSource,
  installImportlib,
  joinImportSystem,
  makeCoreModules,
  marshalBytes,
  type SysConfig,
  setFrozenModules,
  setHost,
  setSysConfig,
} from '@tyston/stdlib';
import { input } from './input.js';
import type { Library } from './library.js';
import { readCache, writeCache } from './library.js';
import { installSignals } from './signals.js';
import { openStreams, type StreamOptions } from './streams.js';

export interface StartOptions {
  readonly host: Host;
  readonly config: SysConfig;
  readonly library: Library;
  /** 16 bytes, or undefined for the zero key. */
  readonly hashKey?: Uint8Array;
  readonly reentries?: number;
  /** See InterpreterOptions. */
  readonly translateAfter?: number;
  /** PYTHONIOENCODING and -u. */
  readonly streams: StreamOptions;
  readonly cacheDir: string;
  /** Without `import site`. */
  readonly noSite: boolean;
}

export interface Started {
  readonly interpreter: Interpreter;
  /** False when starting failed: an exception is pending. */
  readonly ok: boolean;
}

/** A frozen module's source in the library and its cache. */
function frozen(options: StartOptions, name: string, path: string): FrozenSource {
  const file = joinPath(options.library.dir, `${path}.py`);
  const level = options.config.flags.optimize;
  const cache = joinPath(
    options.cacheDir,
    `${name}-${(CODE_VERSION >>> 0).toString(16)}-${options.library.micro}${level ? `-O${level}` : ''}.bin`,
  );
  return {
    filename: `<frozen ${name}>`,
    source: () => readFileSync(file),
    cached: readCache(cache),
    store: (code: Owned) => {
      if (options.config.flags.dontWriteBytecode !== 0) return;
      const bytes = marshalBytes(code);
      if (bytes !== null) writeCache(cache, bytes);
      else errClear();
    },
  };
}

/** What an isolate needs besides the window: `fresh` lays the window out, else it is taken as it stands. */
function attach(options: StartOptions, fresh: boolean): Interpreter {
  const { host, config } = options;
  attachWindow(host.memory.buffer);
  const regions = regionMap(host.memory.buffer.byteLength);
  if (fresh) {
    host.memory.commit(regions.roots.start, regions.roots.end - regions.roots.start);
    host.memory.commit(regions.immortal.start, regions.immortal.end - regions.immortal.start);
  }
  const allocator = makeAllocator(host.memory, regions, fresh);
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
  setInput(input);
  setFrozenModules(
    config.xOptions['frozen_modules'] === 'off' ? null : (name, path) => frozen(options, name, path),
  );
  return startObjects({
    memory: host.memory,
    allocator,
    fresh,
    regions,
    commit: (from, bytes) => host.memory.commit(from, bytes),
    ...(options.hashKey ? { hashKey: options.hashKey } : {}),
    ...(options.reentries !== undefined ? { reentries: options.reentries } : {}),
    ...(options.translateAfter !== undefined ? { translateAfter: options.translateAfter } : {}),
  });
}

/** An isolate joins a window in which a program was stopped: `run()` of what it returns goes on with the program. */
export function join(options: StartOptions): Interpreter {
  const interpreter = attach(options, false);
  joinImportSystem();
  return interpreter;
}

/** Makes everything that a program needs; nothing has been run yet but the library's start-up. */
export function start(options: StartOptions): Started {
  const { config } = options;
  const interpreter = attach(options, true);
  st32(State.BYTES_WARNING, config.flags.bytesWarning);
  st32(State.INT_MAX_STR_DIGITS, config.flags.intMaxStrDigits < 0 ? 4300 : config.flags.intMaxStrDigits);
  const ok =
    makeCoreModules(config.flags.optimize === 0) &&
    tellHost(options.host.kind) &&
    installImportlib(
      frozen(options, 'importlib._bootstrap', 'importlib/_bootstrap'),
      frozen(options, 'importlib._bootstrap_external', 'importlib/_bootstrap_external'),
    ) &&
    importQuietly('encodings') &&
    installSignals() &&
    openStreams(options.streams) &&
    // Its import reads sys.warnoptions.
    (config.warnOptions.length === 0 || importQuietly('warnings')) &&
    (options.noSite || importQuietly('site'));
  return { interpreter, ok };
}

/** `sys.implementation._host`: which host the program runs on. */
function tellHost(kind: string): boolean {
  const name = newStr(kind);
  const r = setAttr(sysObject('implementation'), intern('_host'), name);
  decref(name);
  return r >= 0;
}

/** Imports a module for its effect. False with an exception. */
function importQuietly(name: string): boolean {
  const m = importModule(name);
  if (m === 0) return false;
  decref(m);
  return true;
}
