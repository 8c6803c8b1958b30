/**
 * Modules that are written in TypeScript, from their declarations. Their functions have rows under the module's number in
 * the table of modules; registering them is done once per isolate, when the module is first needed.
 */

import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyHeapTypeObject,
  PyObject,
  st32,
  stPtr,
  TypeFlags,
  thunkAddress,
  zero,
} from '@tyston/memory';
import { newGcVar } from './alloc.js';
import { CoreFunctions } from './core-functions.js';
import type { HeapTypeSpec, ModuleSpec } from './define.js';
import { newCFunction } from './descr-objects.js';
import { dictCopy, dictGetStr, dictMerge, dictSet, newDict } from './dict.js';
import { ROWS } from './functions.js';
import { gcTrack } from './gc-list.js';
import { intern } from './intern.js';
import { ModuleObject, newModule } from './module-object.js';
import { decref } from './refcount.js';
import { State } from './state.js';
import { newStr } from './str.js';
import { newMethodDef, type ReadySpec, readyType, registerMethod, registerTables } from './type-ready.js';
import { T } from './wellknown.js';

/** The first module number that modules may have: below are the static types and the core. */
export const FIRST_MODULE = 260;
/** Numbers that there may be from there on. */
export const MOST_MODULES = 512;

interface Registered {
  readonly spec: ModuleSpec;
  readonly number: number;
  /** First row of each type's tables. */
  readonly typeRows: readonly number[];
}
const registered = new Map<string, Registered>();

/** Registers a module's functions under its number. Once per isolate; harmless when repeated. */
export function registerModule(spec: ModuleSpec, number: number): Registered {
  const have = registered.get(spec.name);
  if (have) return have;
  let row = 0;
  for (const f of spec.functions ?? []) registerMethod(number, row++, f);
  const typeRows: number[] = [];
  for (const t of spec.types ?? []) {
    typeRows.push(row);
    row = registerTables(number, row, t);
  }
  const r = { spec, number, typeRows };
  registered.set(spec.name, r);
  spec.attach?.();
  return r;
}

function madeWord(number: number): Addr {
  return State.MADE_MODULES + ((number - FIRST_MODULE) >>> 5) * 4;
}
/** Has the module with this number been made in the window, by whatever isolate? */
export function isModuleMade(number: number): boolean {
  return ((ld32(madeWord(number)) >>> ((number - FIRST_MODULE) & 31)) & 1) !== 0;
}

/**
 * Makes the module object and its types, and runs its `exec`. A module that is made anew, as its name was taken out of
 * sys.modules, has what the first one had: types and exceptions are known by words of the window, and there is one of each.
 * New reference, or NULL with an exception.
 */
export function makeModule(spec: ModuleSpec, number: number): Owned {
  const r = registerModule(spec, number);
  st32(madeWord(number), ld32(madeWord(number)) | (1 << ((number - FIRST_MODULE) & 31)));
  const shown = spec.shownName ?? spec.name;
  const m = newModule(shown, spec.doc ?? null);
  const dict = ldAddr(m + ModuleObject.md_dict) as Borrowed;
  const name = newStr(shown);
  (spec.functions ?? []).forEach((f, i) => {
    const def = newMethodDef(f, thunkAddress(number * ROWS + i));
    const fn = newCFunction(def, m, name, CoreFunctions.cfunction_vectorcall);
    dictSet(dict, intern(f.name), fn);
    decref(fn);
  });
  decref(name);
  const contents = dictGetStr(heldDict(State.MODULE_CONTENTS), intern(spec.name));
  if (contents !== 0) {
    dictMerge(dict, contents, 0);
    return m;
  }
  (spec.types ?? []).forEach((t, i) => {
    const tp = newBuiltinType(t, number, r.typeRows[i]!);
    keepType(`${spec.name}.${t.name}`, tp);
    if (!t.hidden) dictSet(dict, intern(t.name), tp);
  });
  if (spec.exec && spec.exec(m) < 0) {
    decref(m);
    return NULL;
  }
  if (!LASTING.has(spec.name)) keepIn(heldDict(State.MODULE_CONTENTS), spec.name, dictCopy(dict));
  return m;
}
/** These hold the program's state and are there for as long as it runs. */
const LASTING = new Set(['builtins', 'sys']);

/** The types of modules by their names: a per-isolate cache in front of the window's dict. */
const moduleTypes = new Map<string, Borrowed>();
export function resetModuleTypes(): void {
  moduleTypes.clear();
}
/** Types of modules live until the interpreter ends: their instances hold no reference to them. Steals `tp`. */
function keepType(name: string, tp: Owned): void {
  keepIn(moduleTypeDict(), name, tp);
  moduleTypes.set(name, tp);
}
/** dict[name] = value; steals the value. */
function keepIn(dict: Borrowed, name: string, value: Owned): void {
  const key = newStr(name);
  dictSet(dict, key, value);
  decref(key);
  decref(value);
}
function heldDict(word: Addr): Borrowed {
  if (ldPtr(word) === 0) stPtr(word, newDict());
  return ldPtr(word);
}
/** The dict of all types that modules have made. */
export function moduleTypeDict(): Borrowed {
  return heldDict(State.MODULE_TYPES);
}
/** A type that a module made, borrowed: 0 before the module has been imported. */
export function moduleType(module: string, name: string): Borrowed {
  const full = `${module}.${name}`;
  let tp = moduleTypes.get(full);
  if (tp === undefined) {
    tp = dictGetStr(moduleTypeDict(), intern(full));
    if (tp !== 0) moduleTypes.set(full, tp);
  }
  return tp;
}

/** A type of a module: static in behaviour, allocated when the module is made. */
export function newBuiltinType(spec: HeapTypeSpec, module: number, first: number): Owned {
  const tp = newGcVar(T.type, PyHeapTypeObject.size, 0);
  zero(tp + PyObject.size, PyHeapTypeObject.size - PyObject.size);
  const base = spec.baseType ? spec.baseType() : T.object;
  const ready: ReadySpec = { ...spec, name: spec.tpName ?? spec.name };
  readyType(tp, ready, base, module, first, spec.immutable === false ? 0 : TypeFlags.IMMUTABLETYPE);
  gcTrack(tp);
  addToBasesHook(tp);
  return tp;
}
let addToBasesHook: (tp: Borrowed) => void = () => {};
export function setAddToBases(f: typeof addToBasesHook): void {
  addToBasesHook = f;
}
