/**
 * Frozen modules: those of the library that CPython carries inside itself, so that its start needs no search on the path and their
 * code is named `<frozen os>`. Here their code comes from a cache that the runtime keeps; the list is CPython's.
 */
import { NULL, type Owned } from '@tyston/memory';
import { compileText, errFetch, optimization, setError, T, xdecref } from '@tyston/objects';
import { unmarshal } from './modules/marshal/index.js';

/** Source or cached code of a frozen module. */
export interface FrozenSource {
  /** File name that its code shows. */
  readonly filename: string;
  readonly source: () => Uint8Array;
  /** What marshal made of its code earlier, or null. */
  readonly cached: Uint8Array | null;
  /** Told the code when it had to be compiled. */
  readonly store?: (code: Owned) => void;
}

/** Name → the file in the library that it is made of. */
const FROZEN: Readonly<Record<string, string>> = {
  zipimport: 'zipimport',
  abc: 'abc',
  codecs: 'codecs',
  io: 'io',
  _collections_abc: '_collections_abc',
  _sitebuiltins: '_sitebuiltins',
  genericpath: 'genericpath',
  ntpath: 'ntpath',
  posixpath: 'posixpath',
  'os.path': 'posixpath',
  os: 'os',
  site: 'site',
  stat: 'stat',
  'importlib.util': 'importlib/util',
  'importlib.machinery': 'importlib/machinery',
  runpy: 'runpy',
  __hello__: '__hello__',
};

let read: ((name: string, file: string) => FrozenSource | null) | null = null;
/** Installs where frozen modules' code comes from; null: no module is frozen (`-X frozen_modules=off`). */
export function setFrozenModules(f: typeof read): void {
  read = f;
}
export function frozenNames(): string[] {
  return read === null ? [] : Object.keys(FROZEN);
}
/** What the module is frozen from (importlib's "origname"), or null where it is not. */
export function frozenOrigin(name: string): string | null {
  if (read === null || !Object.hasOwn(FROZEN, name)) return null;
  return FROZEN[name]!.replace('/', '.');
}
/** A frozen module's code. New reference, or NULL with an exception. */
export function frozenCode(name: string): Owned {
  const origin = frozenOrigin(name);
  const source = origin === null ? null : read!(origin, FROZEN[name]!);
  if (source === null) {
    setError(T.ImportError, `No such frozen object named ${name}`);
    return NULL;
  }
  return codeOf(source);
}

/** The code of frozen source, from its cache where that is whole. */
export function codeOf(f: FrozenSource): Owned {
  if (f.cached !== null) {
    const { object } = unmarshal(f.cached);
    if (object !== 0) return object;
    const e = errFetch();
    xdecref(e.type);
    xdecref(e.value);
    xdecref(e.traceback);
  }
  const code = compileText({
    source: f.source(),
    filename: f.filename,
    mode: 'exec',
    flags: 0,
    optimize: optimization(),
  });
  if (code !== 0) f.store?.(code);
  return code;
}
