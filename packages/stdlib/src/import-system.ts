/**
 * The import system: CPython's own importlib, run from the library. `importlib/_bootstrap.py` and `_bootstrap_external.py`
 * cannot be imported before there is an import system, so their code is made here and run by hand, as CPython does with
 * its frozen copies.
 */
import {
  type Borrowed,
  Frame,
  ldPtr,
  NULL,
  type Owned,
  PyCodeObject,
  PyTracebackObject,
  stPtr,
} from '@tyston/memory';
import {
  builtin,
  call,
  callMethod,
  compareBool,
  compileText,
  decref,
  dictGet,
  dictGetStr,
  dictSet,
  errFetch,
  errOccurred,
  errRestore,
  frameOf,
  getAttrString,
  intern,
  interpreter,
  isInstance,
  isSubtypeByMro,
  isTrue,
  jsStr,
  lookupAttr,
  ModuleObject,
  makeBuiltins,
  moduleDict,
  None,
  newBytes,
  newDict,
  newInt,
  newModule,
  newRef,
  newStr,
  newTuple,
  optimization,
  Py_EQ,
  registerBuiltins,
  State,
  setError,
  setImporter,
  setImportLevel,
  sysObject,
  T,
  typeError,
  warn,
  xdecref,
} from '@tyston/objects';
import { codeOf, type FrozenSource } from './frozen.js';
import { CODE_VERSION } from './modules/marshal/code-layout.js';
import * as registry from './registry.js';
import { makeBuiltinModule } from './registry.js';
import { setRegistry } from './registry-hook.js';

function addModule(name: string, m: Borrowed): void {
  dictSet(ldPtr(State.MODULES), intern(name), m);
}
/** Makes a module by running code in it. */
function runAsModule(name: string, f: FrozenSource): Owned {
  const m = newModule(name);
  const d = ldPtr(m + ModuleObject.md_dict);
  dictSet(d, intern('__builtins__'), ldPtr(State.BUILTINS));
  const file = newStr(f.filename);
  dictSet(d, intern('__file__'), file);
  decref(file);
  addModule(name, m);
  const code = codeOf(f);
  if (code === 0) {
    decref(m);
    return NULL;
  }
  const r = interpreter().evalCode(code, d, ldPtr(State.BUILTINS_DICT), d, 0) as Owned;
  decref(code);
  if (r === 0) {
    decref(m);
    return NULL;
  }
  decref(r);
  return m;
}

/** Makes `sys.modules`, `builtins` and `sys`. */
export function makeCoreModules(debug: boolean): boolean {
  setRegistry(registry);
  stPtr(State.MODULES, newDict());
  const b = makeBuiltins(debug);
  if (b === 0) return false;
  addModule('builtins', b);
  decref(b);
  const sys = makeBuiltinModule('sys');
  if (sys === 0) return false;
  addModule('sys', sys);
  stPtr(State.SYS, sys);
  stPtr(State.SYS_DICT, newRef(moduleDict(sys)));
  return true;
}

/** In an isolate that joins a window in which the import system stands. */
export function joinImportSystem(): void {
  setRegistry(registry);
  registerBuiltins();
  registry.registerMadeModules();
  hookImports();
}

/** Installs importlib. False with an exception. */
export function installImportlib(bootstrap: FrozenSource, external: FrozenSource): boolean {
  const imp = makeBuiltinModule('_imp');
  if (imp === 0) return false;
  addModule('_imp', imp);
  const lib = runAsModule('_frozen_importlib', bootstrap);
  if (lib === 0) return false;
  stPtr(State.IMPORTLIB, lib);
  hookImports();
  const r = callMethod(lib, '_install', ldPtr(State.SYS), imp);
  if (r === 0) return false;
  decref(r);
  const ext = runAsModule('_frozen_importlib_external', external);
  if (ext === 0) return false;
  adaptCaches(ext);
  if (!repairCaches(ext)) return false;
  const s = callMethod(lib, '_install_external_importers');
  if (s === 0) return false;
  decref(s);
  decref(ext);
  decref(imp);
  return true;
}
/** The magic number of caches follows from what this build's bytecode is. */
function adaptCaches(external: Borrowed): void {
  const h = (CODE_VERSION ^ (CODE_VERSION >>> 16)) & 0xffff;
  const magic = newBytes(Uint8Array.of(h & 255, h >>> 8, 13, 10));
  dictSet(moduleDict(external), intern('MAGIC_NUMBER'), magic);
  decref(magic);
  const raw = newInt(h | 0x0d0a0000 | 0);
  const value = newInt((h | (0x0a0d << 16)) >>> 0);
  dictSet(moduleDict(external), intern('_RAW_MAGIC_NUMBER'), value);
  decref(raw);
  decref(value);
}
/**
 * A cache whose body is damaged counts as none, and is written anew: CPython gives up. Runs in importlib's external module, under
 * its file name, so that tracebacks leave it out.
 */
const REPAIR = `
def _repairing(get_code):
    def get_code_or_compile(self, fullname):
        try:
            return get_code(self, fullname)
        except (EOFError, ValueError, TypeError, ImportError):
            try:
                cached = cache_from_source(self.get_filename(fullname))
                _os.unlink(cached)
            except (ImportError, NotImplementedError, OSError):
                pass
            else:
                return get_code(self, fullname)
            raise
    get_code_or_compile.__name__ = 'get_code'
    get_code_or_compile.__qualname__ = 'SourceLoader.get_code'
    return get_code_or_compile
SourceLoader.get_code = _repairing(SourceLoader.get_code)
del _repairing
`;
function repairCaches(external: Borrowed): boolean {
  const code = compileText({
    source: REPAIR,
    filename: '<frozen importlib._bootstrap_external>',
    mode: 'exec',
    flags: 0,
    optimize: optimization(),
  });
  if (code === 0) return false;
  const d = moduleDict(external);
  const r = interpreter().evalCode(code, d, ldPtr(State.BUILTINS_DICT), d, 0) as Owned;
  decref(code);
  if (r === 0) return false;
  decref(r);
  return true;
}

/** `__import__` and imports from TypeScript. */
function hookImports(): void {
  setImportLevel(importModuleLevel);
  setImporter((name: string) => {
    const n = newStr(name);
    const m = dictGet(ldPtr(State.MODULES), n);
    if (m !== 0 && m !== None) {
      decref(n);
      return newRef(m);
    }
    const f = builtin('__import__');
    if (f === 0) {
      decref(n);
      return NULL;
    }
    const fromlist = newTuple(newStr('*'));
    const zero = newInt(0);
    const r = call(f, n, None, None, fromlist, zero);
    decref(f);
    decref(fromlist);
    decref(zero);
    decref(n);
    return r;
  });
}

/** True while the module's spec says that it is being initialised. */
function isInitializing(m: Borrowed): boolean {
  const spec = lookupAttr(m, intern('__spec__'));
  if (spec === 0) return false;
  const v = lookupAttr(spec, intern('_initializing'));
  decref(spec);
  if (v === 0) return false;
  const t = isTrue(v) === 1;
  decref(v);
  return t;
}
/** The package that a module's relative imports start from, by its globals (import.c, resolve_name); NULL with an exception. */
function packageOf(globals: Borrowed): Owned {
  const given = dictGetStr(globals, intern('__package__'));
  const spec = dictGetStr(globals, intern('__spec__'));
  const hasSpec = spec !== 0 && spec !== None;
  if (given !== 0 && given !== None) {
    if (!isInstance(given, T.str)) return typeError('package must be a string');
    const pkg = newRef(given);
    if (!hasSpec) return pkg;
    const parent = getAttrString(spec, 'parent');
    const equal = parent === 0 ? -1 : compareBool(pkg, parent, Py_EQ);
    xdecref(parent);
    if (equal > 0 || (equal === 0 && warn(T.ImportWarning, '__package__ != __spec__.parent', 1) === 0))
      return pkg;
    decref(pkg);
    return NULL;
  }
  if (hasSpec) {
    const parent = getAttrString(spec, 'parent');
    if (parent === 0 || isInstance(parent, T.str)) return parent;
    decref(parent);
    return typeError('__spec__.parent must be a string');
  }
  const unresolved =
    "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
  if (warn(T.ImportWarning, unresolved, 1) < 0) return NULL;
  const name = dictGetStr(globals, intern('__name__'));
  if (name === 0) return setError(T.KeyError, "'__name__' not in globals");
  if (!isInstance(name, T.str)) return typeError('__name__ must be a string');
  if (dictGetStr(globals, intern('__path__')) !== 0) return newRef(name);
  const text = jsStr(name);
  return newStr(text.slice(0, Math.max(0, text.lastIndexOf('.'))));
}
/** The absolute name of a relative import; NULL with an exception. */
function resolveName(name: Borrowed, globals: Borrowed, level: number): Owned {
  if (globals === 0) return setError(T.KeyError, "'__name__' not in globals");
  if (!isInstance(globals, T.dict)) return typeError('globals must be a dict');
  const pkg = packageOf(globals);
  if (pkg === 0) return NULL;
  let base = jsStr(pkg);
  decref(pkg);
  if (base === '') return setError(T.ImportError, 'attempted relative import with no known parent package');
  for (let up = 1; up < level; up += 1) {
    const dot = base.lastIndexOf('.');
    if (dot < 0) return setError(T.ImportError, 'attempted relative import beyond top-level package');
    base = base.slice(0, dot);
  }
  const tail = jsStr(name);
  return newStr(tail === '' ? base : `${base}.${tail}`);
}

/** PyImport_ImportModuleLevelObject. */
function importModuleLevel(
  name: Borrowed,
  globals: Borrowed,
  _locals: Borrowed,
  fromlist: Borrowed,
  level: number,
): Owned {
  if (!isInstance(name, T.str)) return typeError('module name must be a string');
  if (level < 0) return setError(T.ValueError, 'level must be >= 0');
  const lib = ldPtr(State.IMPORTLIB);
  let abs: Owned;
  if (level > 0) {
    abs = resolveName(name, globals, level);
    if (abs === 0) return NULL;
  } else {
    if (jsStr(name) === '') return setError(T.ValueError, 'Empty module name');
    abs = newRef(name);
  }
  const modules = sysObject('modules');
  let mod: Owned = NULL;
  const have = modules === 0 ? (0 as Borrowed) : dictGet(modules, abs);
  if (have === 0 && errOccurred()) {
    decref(abs);
    return NULL;
  }
  if (have !== 0 && have !== None) {
    mod = newRef(have);
    if (isInitializing(mod)) {
      const r = callMethod(lib, '_lock_unlock_module', abs);
      if (r === 0) {
        decref(mod);
        decref(abs);
        return NULL;
      }
      decref(r);
    }
  } else {
    const importFn = builtin('__import__');
    if (importFn === 0) {
      decref(abs);
      return NULL;
    }
    mod = callMethod(lib, '_find_and_load', abs, importFn);
    decref(importFn);
    if (mod === 0) {
      dropImportlibFrames();
      decref(abs);
      return NULL;
    }
  }
  const wants = fromlist === 0 || fromlist === None ? 0 : isTrue(fromlist);
  if (wants < 0) {
    decref(mod);
    decref(abs);
    return NULL;
  }
  if (!wants) {
    const text = jsStr(name);
    const dot = text.indexOf('.');
    if (level === 0 || text.length > 0) {
      if (dot < 0) {
        decref(abs);
        return mod;
      }
      const full = jsStr(abs);
      const front = level === 0 ? text.slice(0, dot) : full.slice(0, full.length - (text.length - dot));
      decref(mod);
      decref(abs);
      const f = newStr(front);
      if (level === 0) {
        const r = importModuleLevel(f, 0 as Borrowed, 0 as Borrowed, 0 as Borrowed, 0);
        decref(f);
        return r;
      }
      const m = dictGet(modules, f);
      decref(f);
      if (m === 0)
        return errOccurred() ? NULL : setError(T.KeyError, `'${front}' not in sys.modules as expected`);
      return newRef(m);
    }
    decref(abs);
    return mod;
  }
  decref(abs);
  const path = lookupAttr(mod, intern('__path__'));
  if (path === 0) {
    if (errOccurred()) {
      decref(mod);
      return NULL;
    }
    return mod;
  }
  decref(path);
  const importFn = builtin('__import__');
  const r = callMethod(lib, '_handle_fromlist', mod, fromlist, importFn);
  xdecref(importFn);
  decref(mod);
  if (r === 0) dropImportlibFrames();
  return r;
}

/** Tracebacks do not show the inside of importlib (remove_importlib_frames), unless the error is its own. */
function dropImportlibFrames(): void {
  const e = errFetch();
  if (e.type !== 0 && e.traceback !== 0) {
    const always = isSubtypeByMro(e.type, T.ImportError);
    let prevSlot = 0;
    let tb: Borrowed = e.traceback;
    let inChunk = false;
    let outer = 0;
    let head: Borrowed = e.traceback;
    while (tb !== 0) {
      const next = ldPtr(tb + PyTracebackObject.tb_next);
      const code = ldPtr(frameOf(ldPtr(tb + PyTracebackObject.tb_frame)) + Frame.code);
      const file = jsStr(ldPtr(code + PyCodeObject.co_filename));
      const nowIn =
        file === '<frozen importlib._bootstrap>' || file === '<frozen importlib._bootstrap_external>';
      if (nowIn && !inChunk) outer = prevSlot;
      inChunk = nowIn;
      if (inChunk && (always || jsStr(ldPtr(code + PyCodeObject.co_name)) === '_call_with_frames_removed')) {
        // Cut the chunk out: what came before it now leads to `next`.
        if (next !== 0) newRef(next);
        if (outer === 0) {
          decref(head);
          head = next;
        } else {
          const old = ldPtr(outer + PyTracebackObject.tb_next);
          stPtr(outer + PyTracebackObject.tb_next, next);
          xdecref(old);
        }
        prevSlot = outer;
      } else prevSlot = tb;
      tb = next;
    }
    errRestore(e.type, e.value, head as Owned);
    return;
  }
  errRestore(e.type, e.value, e.traceback);
}
