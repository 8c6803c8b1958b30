/** The `__dict__` and `__weakref__` getters that classes with instance dicts and weak references get. */
import { type Addr, type Borrowed, ldAddr, ldPtr, type Owned, PyGetSetDef, stPtr } from '@tyston/memory';
import { defineFunction } from './functions.js';
import { immortalAlloc, immortalCString } from './immortal.js';
import { instanceDict, setInstanceDict } from './object.js';
import { newRef } from './refcount.js';
import { State } from './state.js';
import { CORE_MODULE } from './type-ready.js';
import { weaklistAddress } from './weakref-object.js';
import { None } from './wellknown.js';

const ROW = 300;
let getDict = 0;
let setDict = 0;
let getWeakref = 0;

function dictGetter(o: Borrowed): Owned {
  const d = instanceDict(o);
  return d === 0 ? (0 as Owned) : newRef(d);
}
function weakrefGetter(o: Borrowed): Owned {
  const at = weaklistAddress(o);
  const first = at === 0 ? (0 as Borrowed) : ldPtr(at);
  return newRef(first === 0 ? None : first);
}
/** Registers the getters; once per isolate. */
export function registerDictGetters(): void {
  getDict = defineFunction(CORE_MODULE, ROW, dictGetter);
  setDict = defineFunction(CORE_MODULE, ROW + 1, setInstanceDict);
  getWeakref = defineFunction(CORE_MODULE, ROW + 2, weakrefGetter);
}
function definition(word: Addr, name: string, get: Addr, set: Addr): Addr {
  let def = ldAddr(word);
  if (def === 0) {
    def = immortalAlloc(PyGetSetDef.size);
    stPtr(def + PyGetSetDef.name, immortalCString(name));
    stPtr(def + PyGetSetDef.get, get);
    stPtr(def + PyGetSetDef.set, set);
    stPtr(word, def);
  }
  return def;
}
export function dictGetSetDef(): Addr {
  return definition(State.DICT_GETSET, '__dict__', getDict, setDict);
}
export function weakrefGetSetDef(): Addr {
  return definition(State.WEAKREF_GETSET, '__weakref__', getWeakref, 0);
}
