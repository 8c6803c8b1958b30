/**
 * The end of the modules, in CPython's order, so that what they held is released and `__del__` of objects that lived until then runs
 * while the names it uses are still there: first modules that nothing else refers to, then the others, the last imported first, and
 * `sys` and `builtins` at the end of all.
 */
import { type Borrowed, ld32, ldPtr, type Owned, PyWeakReference } from '@tyston/memory';
import {
  collect,
  decref,
  dictClear,
  dictCopy,
  dictEntryKey,
  dictEntryValue,
  dictGetStr,
  dictMerge,
  dictNext,
  dictSet,
  errClear,
  intern,
  isInstance,
  jsStr,
  moduleDict,
  None,
  newRef,
  newWeakref,
  State,
  T,
  typeOf,
} from '@tyston/objects'; // prettier-ignore

/** Names of `sys` that hold on to things of programs. */
const HELD = [
  'path',
  'argv',
  'ps1',
  'ps2',
  'last_type',
  'last_value',
  'last_traceback',
  'path_hooks',
  'path_importer_cache',
  'meta_path',
]; // prettier-ignore
const STREAMS = ['stdin', 'stdout', 'stderr'];

function setQuietly(dict: Borrowed, key: Borrowed, value: Borrowed): void {
  if (dictSet(dict, key, value) < 0) errClear();
}
/** The entries of a dict, with references of their own. */
function entries(dict: Borrowed): [Owned, Owned][] {
  const all: [Owned, Owned][] = [];
  for (let at = dictNext(dict, 0); at !== 0; at = dictNext(dict, at))
    all.push([newRef(dictEntryKey()), newRef(dictEntryValue())]);
  return all;
}

/**
 * Sets the names of a namespace to None: those with one leading underscore first, then the others but `__builtins__`, which `__del__`
 * needs most of all.
 */
function clearNamespace(dict: Borrowed): void {
  const isPrivate = (name: string) => name[0] === '_' && name[1] !== '_';
  for (const early of [true, false]) {
    // No value is held here: each goes when its name lets go of it.
    const keys: Owned[] = [];
    for (let at = dictNext(dict, 0); at !== 0; at = dictNext(dict, at)) {
      const key = dictEntryKey();
      if (dictEntryValue() === None || typeOf(key) !== T.str) continue;
      const name = jsStr(key);
      if (early ? isPrivate(name) : name !== '__builtins__') keys.push(newRef(key));
    }
    for (const key of keys) {
      setQuietly(dict, key, None);
      decref(key);
    }
  }
}

/** Takes the modules out of `sys.modules`; what is left of each is a weak reference. */
function releaseModules(modules: Borrowed): Owned[] {
  const weak: Owned[] = [];
  for (const [key, module] of entries(modules)) {
    if (isInstance(module, T.module)) {
      const ref = newWeakref(module);
      if (ref === 0) errClear();
      else weak.push(ref);
    }
    setQuietly(modules, key, None);
    decref(key);
    decref(module);
  }
  dictClear(modules);
  return weak;
}

/** Ends all modules. `flush` writes out what objects printed on their way; the streams go with `sys`. */
export function endModules(flush: () => void): void {
  const sys = ldPtr(State.SYS_DICT);
  const builtins = ldPtr(State.BUILTINS_DICT);
  // (The collections behind this one are not asked for, so that `gc.disable()` does not stop them.)
  if (ld32(State.GC_ENABLED) !== 0) collect(2);
  setQuietly(builtins, intern('_'), None);
  for (const name of HELD) setQuietly(sys, intern(name), None);
  for (const name of STREAMS) {
    const original = dictGetStr(sys, intern(`__${name}__`));
    setQuietly(sys, intern(name), original === 0 ? None : original);
  }
  const weak = releaseModules(ldPtr(State.MODULES));
  // What programs put there goes when the names of `builtins` are back: `__del__` needs them.
  const before = dictCopy(builtins);
  dictClear(builtins);
  if (dictMerge(builtins, ldPtr(State.BUILTINS_COPY), 1) < 0) errClear();
  decref(before);
  collect(2);
  for (const ref of weak.reverse()) {
    const module = ldPtr(ref + PyWeakReference.wr_object);
    if (module !== None && module !== 0) {
      const held = newRef(module);
      const dict = moduleDict(module);
      if (dict !== sys && dict !== builtins) clearNamespace(dict);
      decref(held);
    }
    decref(ref);
  }
  flush();
  clearNamespace(sys);
  clearNamespace(builtins);
}
