/** The `__dict__` and `__weakref__` getters that classes with instance dicts and weak references get. */

import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  type Owned,
  PyGetSetDef,
  PyTypeObject,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import { hasFlag } from './alloc.js';
import { CORE_MODULE } from './core-functions.js';
import { newDict } from './dict.js';
import { call3, defineFunction } from './functions.js';
import { immortalAlloc, immortalCString } from './immortal.js';
import { intern } from './intern.js';
import { typeLookup } from './lookup.js';
import { instanceDict, setInstanceDict } from './object.js';
import { decref, newRef, typeOf } from './refcount.js';
import { State } from './state.js';
import { weaklistAddress } from './weakref-object.js';
import { None, T } from './wellknown.js';

const ROW = 300;
let getDict = 0;
let setDict = 0;
let getWeakref = 0;

/** `__dict__` of the built-in base that has a dict, as modules and classes have: what it allows, its subclasses allow. */
function builtinDescriptor(o: Borrowed): Borrowed {
  for (let t = typeOf(o); t !== T.object; t = ldPtr(t + PyTypeObject.tp_base))
    if (ld32(t + PyTypeObject.tp_dictoffset) !== 0 && !hasFlag(t, TypeFlags.HEAPTYPE))
      return typeLookup(t, intern('__dict__'));
  return 0 as Borrowed;
}
function dictGetter(o: Borrowed): Owned {
  const base = builtinDescriptor(o);
  const get = base === 0 ? 0 : ld32(typeOf(base) + PyTypeObject.tp_descr_get);
  if (get !== 0) return call3(get, base, o, typeOf(o)) as Owned;
  const d = instanceDict(o);
  return d === 0 ? (0 as Owned) : newRef(d);
}
/** Deleting the dict of an ordinary instance empties it; one who holds it keeps it. */
function dictSetter(o: Borrowed, value: Borrowed): number {
  const base = builtinDescriptor(o);
  const set = base === 0 ? 0 : ld32(typeOf(base) + PyTypeObject.tp_descr_set);
  if (set !== 0) return call3(set, base, o, value);
  if (value !== 0) return setInstanceDict(o, value);
  const empty = newDict();
  const status = setInstanceDict(o, empty);
  decref(empty);
  return status;
}
function weakrefGetter(o: Borrowed): Owned {
  const at = weaklistAddress(o);
  const first = at === 0 ? (0 as Borrowed) : ldPtr(at);
  return newRef(first === 0 ? None : first);
}
/** Registers the getters; once per isolate. */
export function registerDictGetters(): void {
  getDict = defineFunction(CORE_MODULE, ROW, dictGetter);
  setDict = defineFunction(CORE_MODULE, ROW + 1, dictSetter);
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
