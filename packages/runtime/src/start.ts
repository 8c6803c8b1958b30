/** Starting an interpreter in this process: host, window, object model, import system, standard streams. */
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import type { Interpreter } from '@tyston/interp';
import {
  attachWindow,
  type Borrowed,
  type Host,
  ldPtr,
  makeAllocator,
  type Owned,
  regionMap,
  st32,
} from '@tyston/memory';
import {
  callMethod,
  decref,
  dictGetStr,
  dictLength,
  dictSet,
  errClear,
  importModule,
  intern,
  loadedModule,
  moduleDict,
  newRef,
  newStr,
  State,
  setAttr,
  setInput,
  setLibraryPower,
  setOptimizationLevel,
  setSourceLineReader,
  startObjects,
  sysObject,
} from '@tyston/objects';
import {
  CODE_VERSION,
  configureSys,
  type FrozenSource,
  fillEnviron,
  initHandlers,
  installImportlib,
  joinImportSystem,
  makeCoreModules,
  marshalBytes,
  type SysConfig,
  setFrozenModules,
  setHost,
  setSysConfig,
  sysConfig,
} from '@tyston/stdlib';
import { loadImage, saveImage } from './image.js';
import { input } from './input.js';
import type { Library } from './library.js';
import { readCache, writeCache } from './library.js';
import type { MachineCode } from './machine-code.js';
import { installSignals } from './signals.js';
import { dependsOnlyOn, type SiteImage } from './site-image.js';
import { closeStreams, openStreams, type StreamOptions } from './streams.js';

export interface StartOptions {
  readonly host: Host;
  readonly config: SysConfig;
  readonly library: Library;
  /** Makes the 16 bytes of a new window's key; undefined for the zero key. */
  readonly hashKey?: () => Uint8Array;
  readonly reentries?: number;
  /** See InterpreterOptions. */
  readonly translateAfter?: number;
  readonly machineTier?: MachineCode['tier'];
  /** PYTHONIOENCODING and -u. */
  readonly streams: StreamOptions;
  readonly cacheDir: string;
  /** The file of the image to start from, or to make; undefined where none can serve. */
  readonly image?: string;
  /** The file of one with `site` done, and the directories it depends on; undefined where what `site` does is the process's own. */
  readonly site?: SiteImage;
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

/**
 * What an isolate needs besides the window: `fresh` lays the window out, else it is taken as it stands, with (`newThread`) a main thread
 * that has not run anything.
 */
function attach(options: StartOptions, fresh: boolean, newThread: boolean): Interpreter {
  const { host, config } = options;
  const regions = regionMap(host.memory.buffer.byteLength);
  const allocator = makeAllocator(host.memory, regions, fresh);
  setHost(host);
  setLibraryPower(host.libm?.pow ?? null);
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
    newThread,
    regions,
    commit: (from, bytes) => host.memory.commit(from, bytes),
    ...(fresh && options.hashKey ? { hashKey: options.hashKey() } : {}),
    ...(options.reentries !== undefined ? { reentries: options.reentries } : {}),
    ...(options.translateAfter !== undefined ? { translateAfter: options.translateAfter } : {}),
    ...(options.machineTier ? { machineTier: options.machineTier(allocator) } : {}),
  });
}

/** An isolate joins a window in which a program was stopped: `run()` of what it returns goes on with the program. */
export function join(options: StartOptions): Interpreter {
  attachWindow(options.host.memory.buffer);
  const interpreter = attach(options, false, false);
  joinImportSystem();
  return interpreter;
}

/** What CPython has frozen and `site` imports: the same for every process. */
const FIRST_MODULES = ['encodings', '_signal', 'io', 'abc', 'os', '_sitebuiltins', 'site'];

/** The part of starting that no process has for itself: the object model, the import system, the library's first modules. */
function makeBase(options: StartOptions): boolean {
  const { optimize } = options.config.flags;
  return (
    makeCoreModules(optimize === 0) &&
    installImportlib(
      frozen(options, 'importlib._bootstrap', 'importlib/_bootstrap'),
      frozen(options, 'importlib._bootstrap_external', 'importlib/_bootstrap_external'),
    )
  );
}

/** Makes everything that a program needs; nothing has been run yet but the library's start-up. */
export function start(options: StartOptions): Started {
  const { host, config, image } = options;
  attachWindow(host.memory.buffer);
  const { roots, immortal } = regionMap(host.memory.buffer.byteLength);
  host.memory.commit(roots.start, roots.end - roots.start);
  host.memory.commit(immortal.start, immortal.end - immortal.start);
  const siteDone = options.site !== undefined && loadImage(options.site.file, host);
  const found = siteDone || (image !== undefined && loadImage(image, host));
  const interpreter = attach(options, !found, true);
  let ok = true;
  if (found) joinImportSystem();
  else {
    ok = makeBase(options);
    if (ok && image !== undefined) {
      ok = importFirst();
      if (ok) saveImage(image, host);
    }
  }
  if (ok && image !== undefined) becomeThisProcess(siteDone);
  st32(State.BYTES_WARNING, config.flags.bytesWarning);
  st32(State.DEV_MODE, config.flags.devMode ? 1 : 0);
  st32(State.NO_DEBUG_RANGES, config.debugRanges ? 0 : 1);
  st32(State.INT_MAX_STR_DIGITS, config.flags.intMaxStrDigits < 0 ? 4300 : config.flags.intMaxStrDigits);
  ok =
    ok &&
    tellHost(host.kind) &&
    importQuietly('encodings') &&
    installSignals() &&
    openStreams(options.streams) &&
    // Its import reads sys.warnoptions.
    (config.warnOptions.length === 0 || importQuietly('warnings')) &&
    (options.noSite || siteDone || (image === undefined ? importQuietly('site') : runSite(options)));
  return { interpreter, ok };
}

/** Imports the modules of an image: `site` as under -S, so that it does nothing yet. */
function importFirst(): boolean {
  const config = sysConfig();
  setSysConfig({ ...config, flags: { ...config.flags, noSite: 1 } });
  configureSys(sysModule());
  const ok = FIRST_MODULES.every(importQuietly);
  setSysConfig(config);
  return ok;
}

/** In an image, or a window that could be saved as one: what this process was started with. `site` may have made the path already. */
function becomeThisProcess(siteDone: boolean): void {
  const path = newRef(sysObject('path'));
  configureSys(sysModule());
  if (siteDone) dictSet(ldPtr(State.SYS_DICT), intern('path'), path);
  decref(path);
  const environ = dictGetStr(moduleDict(loadedModule('posix')), intern('environ'));
  if (environ !== 0) fillEnviron(environ);
  initHandlers(loadedModule('_signal'));
}
function sysModule(): Borrowed {
  return ldPtr(State.SYS);
}
/** Runs `site`; where another process would find what this one did, that is saved (the streams are each process's own). */
function runSite({ site, host, streams }: StartOptions): boolean {
  const before = dictLength(ldPtr(State.MODULES));
  const r = callMethod(loadedModule('site'), 'main');
  if (r === 0) return false;
  decref(r);
  if (site === undefined || dictLength(ldPtr(State.MODULES)) !== before || !dependsOnlyOn(site)) return true;
  closeStreams();
  saveImage(site.file, host);
  return openStreams(streams);
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
