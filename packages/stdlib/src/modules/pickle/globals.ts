/** Classes and functions, which are pickled by their module's name and their own. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  bytesView,
  decref,
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictNext,
  encodeUtf8,
  errClear,
  errOccurred,
  getAttrString,
  importModule,
  intern,
  intFitsNumber,
  intToNumber,
  isInstance,
  jsStr,
  lookupAttr,
  None,
  newRef,
  newStr,
  newTuple,
  setError,
  strEqualsAscii,
  sysObject,
  T,
  tupleItem,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import type { SaveReduce } from './atoms.js';
import type { Dump } from './dump.js';
import { picklingError, reprIn, strIn } from './layout.js';
import { Op } from './opcodes.js';

const S = StdlibState;

/** The names that are joined by dots; null with AttributeError where one is of a function's inside. */
export function dottedPath(name: Borrowed, o: Borrowed): string[] | null {
  const path = jsStr(name).split('.');
  if (!path.includes('<locals>')) return path;
  if (o === 0) setError(T.AttributeError, `Can't get local object ${reprIn(name)}`);
  else setError(T.AttributeError, `Can't get local attribute ${reprIn(name)} on ${reprIn(o)}`);
  return null;
}
/** module.a.b and what it was looked up on; null with AttributeError. Both references are new. */
function deepAttribute(module: Borrowed, path: readonly string[]): { value: Owned; parent: Owned } | null {
  let value: Owned = newRef(module);
  let parent: Owned = NULL;
  for (const name of path) {
    const key = newStr(name);
    const next = lookupAttr(value, key);
    decref(key);
    if (parent !== 0) decref(parent);
    parent = value;
    if (next === 0) {
      decref(parent);
      return null;
    }
    value = next;
  }
  return { value, parent };
}
/** What `find_class` looks up: a name, with dots in it from protocol 4 on. NULL with AttributeError. */
export function getGlobal(module: Borrowed, name: Borrowed, dots: boolean): Owned {
  const path = dots ? dottedPath(name, module) : [jsStr(name)];
  if (path === null) return NULL;
  const found = deepAttribute(module, path);
  if (found === null) {
    if (!errOccurred())
      setError(T.AttributeError, `Can't get attribute ${reprIn(name)} on ${reprIn(module)}`);
    return NULL;
  }
  decref(found.parent);
  return found.value;
}

/** The name of the module that has an object: its __module__, else the first of sys.modules where it is found. NULL with an exception. */
function whichModule(o: Borrowed, path: readonly string[]): Owned {
  const own = lookupAttr(o, intern('__module__'));
  if (own === 0 && errOccurred()) return NULL;
  if (own !== 0 && own !== None) return own;
  if (own !== 0) decref(own);
  const modules = sysObject('modules');
  if (modules === 0) return setError(T.RuntimeError, 'unable to get sys.modules');
  const all: [Owned, Owned][] = [];
  if (isInstance(modules, T.dict))
    for (let at = dictNext(modules, 0); at !== 0; at = dictNext(modules, at))
      all.push([newRef(dictEntryKey()), newRef(dictEntryValue())]);
  let result: Owned = NULL;
  for (const [name, module] of all) {
    const main = isInstance(name, T.str) && strEqualsAscii(name, '__main__');
    if (result === 0 && module !== None && !main) {
      const found = deepAttribute(module, path);
      if (found === null) errClear();
      else {
        if (found.value === o) result = newRef(name);
        decref(found.value);
        decref(found.parent);
      }
    }
    decref(name);
    decref(module);
  }
  return result !== 0 ? result : newStr('__main__');
}

/** A global object under its own qualified name, or under `given`. False with an exception. */
export function saveGlobal(d: Dump, o: Borrowed, given: Borrowed, reduce: SaveReduce): boolean {
  let name: Owned = given === 0 ? lookupAttr(o, intern('__qualname__')) : newRef(given);
  if (name === 0) {
    if (errOccurred()) return false;
    name = getAttrString(o, '__name__');
    if (name === 0) return false;
  }
  const path = localPath(name);
  const moduleName = path === null ? NULL : whichModule(o, path);
  let ok = false;
  if (moduleName !== 0) {
    ok = saveNamed(d, o, moduleName, name, path!, reduce);
    decref(moduleName);
  }
  decref(name);
  return ok;
}
function localPath(name: Borrowed): string[] | null {
  const path = jsStr(name).split('.');
  if (!path.includes('<locals>')) return path;
  setError(T.AttributeError, `Can't pickle local object ${reprIn(name)}`);
  return null;
}
function saveNamed(
  d: Dump,
  o: Borrowed,
  moduleName: Borrowed,
  name: Borrowed,
  path: readonly string[],
  reduce: SaveReduce,
): boolean {
  const module = isInstance(moduleName, T.str) ? importNamed(moduleName) : NULL;
  if (module === 0) {
    errClear();
    picklingError(`Can't pickle ${reprIn(o)}: import of module ${reprIn(moduleName)} failed`);
    return false;
  }
  const found = deepAttribute(module, path);
  let ok = false;
  if (found === null) {
    errClear();
    picklingError(
      `Can't pickle ${reprIn(o)}: attribute lookup ${strIn(name)} on ${strIn(moduleName)} failed`,
    );
  } else {
    if (found.value !== o)
      picklingError(
        `Can't pickle ${reprIn(o)}: it's not the same object as ${strIn(moduleName)}.${strIn(name)}`,
      );
    else {
      const code = d.proto >= 2 ? extensionCode(o, moduleName, name) : 0;
      if (code > 0) {
        if (code <= 0xff) d.out.op1(Op.EXT1, code);
        else if (code <= 0xffff) d.out.op2(Op.EXT2, code);
        else d.out.op4(Op.EXT4, code);
        ok = true;
      } else if (code === 0) ok = writeGlobal(d, o, moduleName, name, found.parent, module, path, reduce);
    }
    decref(found.value);
    decref(found.parent);
  }
  decref(module);
  return ok;
}
function importNamed(name: Borrowed): Owned {
  return importModule(jsStr(name));
}
/** The code of copyreg's extension registry; 0 for none, -1 with an exception. */
function extensionCode(o: Borrowed, moduleName: Borrowed, name: Borrowed): number {
  const key = newTuple(newRef(moduleName), newRef(name));
  const code = dictGet(stateObject(S.PICKLE_EXTENSIONS), key);
  decref(key);
  if (code === 0) return errOccurred() ? -1 : 0;
  if (!isInstance(code, T.int)) {
    picklingError(`Can't pickle ${reprIn(o)}: extension code ${reprIn(code)} isn't an integer`);
    return -1;
  }
  const n = intFitsNumber(code) ? intToNumber(code) : -1;
  if (n <= 0 || n > 0x7fffffff) {
    picklingError(`Can't pickle ${reprIn(o)}: extension code ${reprIn(code)} is out of range`);
    return -1;
  }
  return n;
}
function writeGlobal(
  d: Dump,
  o: Borrowed,
  moduleName: Borrowed,
  name: Borrowed,
  parent: Borrowed,
  module: Borrowed,
  path: readonly string[],
  reduce: SaveReduce,
): boolean {
  const inModule = parent === module;
  const last = inModule && path.length > 1 ? newStr(path.at(-1)!) : newRef(name);
  let ok: boolean;
  if (d.proto >= 4) {
    ok = d.save(d, moduleName) && d.save(d, last);
    if (ok) d.out.op(Op.STACK_GLOBAL);
  } else if (!inModule) {
    // getattr(what it is in, its last name)
    const value = newTuple(
      newRef(stateObject(S.PICKLE_GETATTR)),
      newTuple(newRef(parent), newStr(path.at(-1)!)),
    );
    ok = reduce(d, value, 0 as Borrowed);
    decref(value);
  } else ok = writeOldGlobal(d, jsStr(moduleName), jsStr(last));
  decref(last);
  if (ok) d.put(o);
  return ok;
}
/** GLOBAL with two lines; for Python 2, as its modules and names were called. */
function writeOldGlobal(d: Dump, moduleName: string, name: string): boolean {
  let [m, n] = [moduleName, name];
  if (d.proto < 3 && d.fixImports) {
    const old = oldNames(m, n);
    if (old === null) return false;
    [m, n] = old;
  }
  for (const [what, text] of [
    ['module', m],
    ['global', n],
  ] as const) {
    const encodable = d.proto >= 3 ? !/\p{Surrogate}/u.test(text) : /^[\x00-\x7f]*$/.test(text);
    if (!encodable) {
      picklingError(`can't pickle ${what} identifier '${text}' using pickle protocol ${d.proto}`);
      return false;
    }
  }
  const line = newStr(`c${m}\n${n}\n`);
  const bytes = encodeUtf8(line, 'strict');
  decref(line);
  if (bytes === 0) return false;
  d.out.raw(bytesView(bytes));
  decref(bytes);
  return true;
}
/** What Python 2 calls a global of Python 3; null with RuntimeError for a wrong table. */
function oldNames(module: string, name: string): [string, string] | null {
  const key = newTuple(newStr(module), newStr(name));
  const pair = dictGet(stateObject(S.PICKLE_NAMES_3TO2), key);
  decref(key);
  if (pair !== 0) return [jsStr(tupleItem(pair, 0)), jsStr(tupleItem(pair, 1))];
  const moduleKey = newStr(module);
  const renamed = dictGet(stateObject(S.PICKLE_MODULES_3TO2), moduleKey);
  decref(moduleKey);
  return errOccurred() ? null : [renamed !== 0 ? jsStr(renamed) : module, name];
}
