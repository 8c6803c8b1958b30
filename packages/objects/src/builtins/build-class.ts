/** `__build_class__`: what a class statement calls. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned, PyCellObject } from '@tyston/memory';
import { call, callObject, isMapping, lookupAttr, reprText, setItem, typeName } from '../core/abstract.js';
import { kwargsDict, popArgs, pushArgs, setArg, vectorcall } from '../core/call.js';
import { dictDel, dictGetStr, dictLength, dictSet, newDict } from '../core/dict.js';
import { errOccurred, setError, typeError } from '../core/errors.js';
import { intern } from '../core/intern.js';
import { interpreter } from '../core/interpreter-hook.js';
import { shortName } from '../core/names.js';
import { decref, incref, newRef, typeOf } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, newTupleFrom, tupleItem, tupleLength } from '../core/tuple.js';
import { EmptyTuple, T } from '../core/wellknown.js';
import { calculateMetaclass } from '../types/type/new.js';

/** Replaces bases that have `__mro_entries__` (PEP 560). A new reference to the tuple itself when there are none. */
function resolveBases(bases: Borrowed): Owned {
  let out: Owned[] | null = null;
  const n = tupleLength(bases);
  for (let i = 0; i < n; i++) {
    const b = tupleItem(bases, i);
    let entries: Owned = NULL;
    if (!isInstance(b, T.type)) {
      const f = lookupAttr(b, intern('__mro_entries__'));
      if (f === 0 && errOccurred()) {
        out?.forEach(decref);
        return NULL;
      }
      if (f !== 0) {
        entries = call(f, bases);
        decref(f);
        if (entries === 0) {
          out?.forEach(decref);
          return NULL;
        }
        if (!isInstance(entries, T.tuple)) {
          decref(entries);
          out?.forEach(decref);
          return typeError('__mro_entries__ must return a tuple');
        }
      }
    }
    if (entries === 0) {
      out?.push(newRef(b));
      continue;
    }
    if (out === null) {
      out = [];
      for (let k = 0; k < i; k++) out.push(newRef(tupleItem(bases, k)));
    }
    for (let k = 0; k < tupleLength(entries); k++) out.push(newRef(tupleItem(entries, k)));
    decref(entries);
  }
  return out === null ? newRef(bases) : newTuple(...out);
}

/** __build_class__(func, name, *bases, metaclass=…, **kwds). */
export function buildClass(_module: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (n < 2) return typeError('__build_class__: not enough arguments');
  const func = ldPtr(args);
  if (typeOf(func) !== T.function) return typeError('__build_class__: func must be a function');
  const name = ldPtr(args + 8);
  if (!isInstance(name, T.str)) return typeError('__build_class__: name is not a string');
  const given = n === 2 ? newRef(EmptyTuple) : newTupleFrom(args + 16, n - 2);
  const bases = resolveBases(given);
  if (bases === 0) {
    decref(given);
    return NULL;
  }
  const kwargs = kwnames !== 0 && tupleLength(kwnames) > 0 ? kwargsDict(args + n * 8, kwnames) : NULL;
  let meta: Owned = NULL;
  let isClass = false;
  if (kwargs !== 0) {
    const m = dictGetStr(kwargs, intern('metaclass'));
    if (m !== 0) {
      meta = newRef(m);
      dictDel(kwargs, intern('metaclass'));
      isClass = isInstance(meta, T.type);
    }
  }
  if (meta === 0) {
    meta = newRef(tupleLength(bases) === 0 ? T.type : typeOf(tupleItem(bases, 0)));
    isClass = true;
  }
  let result: Owned = NULL;
  let ns: Owned = NULL;
  build: {
    if (isClass) {
      const winner = calculateMetaclass(meta, bases);
      if (winner === 0) break build;
      if (winner !== meta) {
        incref(winner);
        decref(meta);
        meta = winner as Owned;
      }
    }
    const prepare = lookupAttr(meta, intern('__prepare__'));
    if (prepare === 0) {
      if (errOccurred()) break build;
      ns = newDict();
    } else {
      ns = callWith(prepare, [name, bases], kwargs);
      decref(prepare);
      if (ns === 0) break build;
    }
    if (!isMapping(ns)) {
      typeError(
        `${isClass ? shortName(meta) : '<metaclass>'}.__prepare__() must return a mapping, not ${typeName(ns)}`,
      );
      break build;
    }
    const cell = interpreter().callClassBody(func, ns) as Owned;
    if (cell === 0) break build;
    if (bases !== given) {
      // What was written stays visible as __orig_bases__.
      if (setInNamespace(ns, '__orig_bases__', given) < 0) {
        decref(cell);
        break build;
      }
    }
    const cls = callWith(meta, [name, bases, ns], kwargs);
    if (cls !== 0 && typeOf(cell) === T.cell && isInstance(cls, T.type)) {
      const content = ldPtr(cell + PyCellObject.ob_ref);
      if (content === 0) {
        setError(
          T.RuntimeError,
          `__class__ not set defining ${reprText(name)} as ${reprText(cls)}. Was __classcell__ propagated to type.__new__?`,
        );
        decref(cls);
      } else if (content !== cls) {
        typeError(`__class__ set to ${reprText(content)} defining ${reprText(name)} as ${reprText(cls)}`);
        decref(cls);
      } else result = cls;
    } else result = cls;
    decref(cell);
  }
  if (ns !== 0) decref(ns);
  if (meta !== 0) decref(meta);
  if (kwargs !== 0) decref(kwargs);
  decref(bases);
  decref(given);
  return result;
}
function setInNamespace(ns: Borrowed, name: string, value: Borrowed): number {
  if (typeOf(ns) === T.dict) return dictSet(ns, intern(name), value);
  return setItem(ns, intern(name), value);
}
function callWith(f: Borrowed, args: readonly Borrowed[], kwargs: Borrowed): Owned {
  if (kwargs !== 0 && dictLength(kwargs) > 0) {
    const t = newTuple(...args.map((a) => newRef(a)));
    const r = callObject(f, t, kwargs);
    decref(t);
    return r;
  }
  const at = pushArgs(args.length);
  for (let i = 0; i < args.length; i++) setArg(at, i, args[i]!);
  const r = vectorcall(f, at, args.length, 0 as Borrowed);
  popArgs(at);
  return r;
}
