/**
 * Names and attributes for the interpreter, with inline caches.
 *
 * A cache is four words behind the instruction. What it holds is only ever compared, or followed after the compare says
 * that it is still right: a type's version tag changes with the type, a shape belongs to one type, and a dict's keys
 * version changes when a key comes or the block is replaced. Versions are handed out once, so 0 never matches.
 */
import type { Names } from '@tyston/interp';
import {
  type Borrowed,
  ld32,
  ldPtr,
  type Owned,
  PreHeader,
  PyDictObject,
  PyMemberDef,
  PyMemberDescrObject,
  PyObject,
  PyTypeObject,
  Roots,
  TypeFlags,
  views,
  WINDOW_HIGH,
} from '@tyston/memory'; // prettier-ignore
import { getItem, setItem } from '../core/abstract.js';
import { typeFlags } from '../core/alloc.js';
import { dictDel, dictEntryAddressStr, dictGet, dictKeysVersion, dictSet, newDict } from '../core/dict.js';
import { DictKeys } from '../core/dict-keys.js';
import { errClear, errMatches, errOccurred, setError } from '../core/errors.js';
import { intern, isInterned, markCached, onNameDeath } from '../core/intern.js';
import { typeLookup, versionTag } from '../core/lookup.js';
import { MethodWrapper, newMethod } from '../core/method-objects.js';
import { ModuleObject } from '../core/module-object.js';
import { getAttr, lookupAttr, setAttr } from '../core/object.js';
import { dealloc, decref, typeOf } from '../core/refcount.js';
import { Shape, shapeIndex, shapeOf } from '../core/shape.js';
import { jsStr } from '../core/str.js';
import { T } from '../core/wellknown.js';
import { superMethod, superObject } from '../types/super.js';
import {
  K_ADD,
  K_CLASS,
  K_CLASS_METHOD,
  K_DICT,
  K_INLINE,
  K_INSTANCE_CLASS_METHOD,
  K_INSTANCE_STATIC_METHOD,
  K_METHOD,
  K_MODULE,
  K_PLAIN_CLASS,
  K_PLAIN_METHOD,
  K_SLOT,
  K_STATIC_METHOD,
  K_TYPE,
  nameHash,
  SecondCache,
} from './cache-kinds.js'; // prettier-ignore
import { setNameErrorFor } from './errors.js';
import { inlineCaches } from './inline-caches.js';

export function makeNames(): Names {
  const { I32 } = views();
  const TYPE = PyObject.ob_type;
  const TAG = PyTypeObject.tp_version_tag;
  const SHAPE = PreHeader.MANAGED_SHAPE;
  const DICT = PreHeader.MANAGED_DICT;
  const KEYS = PyDictObject.ma_keys;
  const VERSION = DictKeys.version;
  const MODULE = T.module as number;
  const MD_DICT = ModuleObject.md_dict;
  const FUNCTION = T.function as number;
  const WRAPPED = MethodWrapper.cm_callable;
  const B = (p: number) => p as Borrowed;

  function own(v: number): number {
    I32[v >>> 2] = I32[v >>> 2]! + 1;
    return v;
  }
  function keysVersion(d: number): number {
    return I32[(I32[(d + KEYS) >>> 2]! + VERSION) >>> 2]!;
  }

  // -- the second cache -----------------------------------------------------------------------------------------------

  // A site that sees several types would be attached anew each time: what the sites' caches have held is kept here, by the
  // object's type and the name. It says nothing that a site's own cache would not, and is compared like it before it is believed.
  // An entry: [key, name | use, the four words]. It stands in the window, where machine code looks too.
  const SECOND = Roots.ATTRIBUTES >>> 2;
  const second = I32.subarray(SECOND, SECOND + (SecondCache.words << SecondCache.bits));
  const ENTRY = SecondCache.words;
  const { load: LOAD, store: STORE, method: METHOD } = SecondCache.use;
  const CLASS_TYPE = T.type as number;

  /** The tag of what `x.name` depends on first: the class itself, or the object's type. */
  function keyOf(x: number): number {
    const tp = I32[(x + TYPE) >>> 2]!;
    return I32[((tp === CLASS_TYPE ? x : tp) + TAG) >>> 2]!;
  }
  function entryOf(key: number, name: number, use: number): number {
    return (
      ((Math.imul(key, SecondCache.factor) ^ nameHash(name, use)) & ((1 << SecondCache.bits) - 1)) * ENTRY
    );
  }
  /** Where what is known about `x.name` stands in the second cache: the index of its four words, or −1. */
  function recall(x: number, name: number, use: number): number {
    const key = keyOf(x);
    const e = entryOf(key, name, use);
    return second[e] === key && second[e + 1] === (name | use) && key !== 0 ? e + 2 : -1;
  }
  let recalled = 0;
  /** A site that sees one type again and again gets it back, one that sees many at once is not written each time. */
  function refill(cache: number, e: number): void {
    recalled = (recalled + 1) & 15;
    if (recalled === 0) set(cache, second[e]!, second[e + 1]!, second[e + 2]!, second[e + 3]!);
  }
  /** Keeps what has just been attached to a site. */
  function remember(x: number, name: number, use: number, cache: number): void {
    const key = keyOf(x);
    if (key === 0 || I32[cache + 2] === 0 || !isInterned(B(name))) return;
    markCached(B(name), 'sites');
    const e = entryOf(key, name, use);
    second[e] = key;
    second[e + 1] = name | use;
    for (let i = 0; i < 4; i++) second[e + 2 + i] = I32[cache + i]!;
  }

  onNameDeath('sites', (name) => {
    for (const use of [LOAD, STORE, METHOD])
      for (let i = second.indexOf(name | use); i >= 0; i = second.indexOf(name | use, i + 1))
        if (i % ENTRY === 1) second[i - 1] = 0;
  });

  // -- globals ------------------------------------------------------------------------------------------------------

  // cache: [globals' keys version, value address in globals or 0, builtins' keys version, value address in builtins]
  function loadGlobal(globals: number, builtins: number, name: number, cache: number): number {
    if (I32[cache] !== 0 && keysVersion(globals) === I32[cache]) {
      const at = I32[cache + 1]!;
      if (at !== 0) {
        const v = I32[at >>> 2]!;
        if (v !== 0) return own(v);
      } else if (keysVersion(builtins) === I32[cache + 2]) {
        const v = I32[I32[cache + 3]! >>> 2]!;
        if (v !== 0) return own(v);
      }
    }
    return loadGlobalSlow(globals, builtins, name, cache);
  }
  function loadGlobalSlow(globals: number, builtins: number, name: number, cache: number): number {
    I32[cache] = 0;
    if (typeOf(B(globals)) === T.dict && typeOf(B(builtins)) === T.dict) {
      const at = dictEntryAddressStr(B(globals), B(name));
      if (at !== 0) {
        I32[cache] = dictKeysVersion(B(globals));
        I32[cache + 1] = at;
        return own(I32[at >>> 2]!);
      }
      const bt = dictEntryAddressStr(B(builtins), B(name));
      if (bt !== 0) {
        I32[cache] = dictKeysVersion(B(globals));
        I32[cache + 1] = 0;
        I32[cache + 2] = dictKeysVersion(B(builtins));
        I32[cache + 3] = bt;
        return own(I32[bt >>> 2]!);
      }
      return nameError(name);
    }
    let v = dictLike(globals, name);
    if (v === 0 && !errOccurred()) v = dictLike(builtins, name);
    if (v === 0 && !errOccurred()) return nameError(name);
    return v;
  }
  /** Lookup in a dict, a dict subclass or any mapping; 0 without an error when it is not there. */
  function dictLike(d: number, name: number): number {
    if (typeOf(B(d)) === T.dict) {
      const v = dictGet(B(d), B(name));
      return v === 0 ? 0 : own(v);
    }
    const v = getItem(B(d), B(name));
    if (v === 0 && errMatches(T.KeyError)) errClear();
    return v;
  }
  function nameError(name: number): number {
    setNameErrorFor(T.NameError, `name '${jsStr(B(name))}' is not defined`, B(name));
    return 0;
  }

  function loadName(locals: number, globals: number, builtins: number, name: number): number {
    let v = locals === 0 ? 0 : dictLike(locals, name);
    if (v !== 0 || errOccurred()) return v;
    v = dictLike(globals, name);
    if (v !== 0 || errOccurred()) return v;
    v = dictLike(builtins, name);
    if (v !== 0 || errOccurred()) return v;
    return nameError(name);
  }
  function storeName(locals: number, name: number, value: number): number {
    if (locals === 0) {
      setError(T.SystemError, `no locals found when storing ${jsStr(B(name))}`);
      return -1;
    }
    if (typeOf(B(locals)) === T.dict) return dictSet(B(locals), B(name), B(value));
    return setItem(B(locals), B(name), B(value));
  }
  function deleteName(locals: number, name: number): number {
    const r = typeOf(B(locals)) === T.dict ? dictDel(B(locals), B(name)) : setItem(B(locals), B(name), B(0));
    if (r < 0 && errMatches(T.KeyError)) {
      errClear();
      nameError(name);
    }
    return r;
  }

  // -- attributes ---------------------------------------------------------------------------------------------------

  function loadAttr(x: number, name: number, cache: number): number {
    const v = cachedAttr(x, I32[cache]!, I32[cache + 1]!, I32[cache + 2]!, I32[cache + 3]!);
    return v !== 0 ? v : loadAttrSlow(x, name, cache);
  }
  /** What a cache of these words knows, or 0. */
  function cachedAttr(x: number, tag: number, b: number, k: number, c: number): number {
    const tp = I32[(x + TYPE) >>> 2]!;
    if (I32[(tp + TAG) >>> 2] === tag && k !== 0) {
      switch (k & 255) {
        case K_INLINE:
          if (I32[(x + SHAPE) >>> 2] === b) return own(I32[(x + (k >>> 8)) >>> 2]!);
          break;
        case K_SLOT: {
          const v = I32[(x + (k >>> 8)) >>> 2]!;
          if (v !== 0) return own(v);
          break;
        }
        case K_CLASS:
          if (I32[(x + SHAPE) >>> 2] === b) return own(c);
          break;
        case K_PLAIN_CLASS:
          return own(c);
        case K_METHOD:
          if (I32[(x + SHAPE) >>> 2] === b) return newMethod(B(c), B(x));
          break;
        case K_DICT:
          if (I32[(x + SHAPE) >>> 2] === 0) {
            const d = I32[(x + DICT) >>> 2]!;
            if (d !== 0 && keysVersion(d) === b) {
              const v = I32[c >>> 2]!;
              if (v !== 0) return own(v);
            }
          }
          break;
        case K_MODULE: {
          const d = I32[(x + MD_DICT) >>> 2]!;
          if (keysVersion(d) === b) {
            const v = I32[c >>> 2]!;
            if (v !== 0) return own(v);
          }
          break;
        }
        case K_TYPE:
          if (I32[(x + TAG) >>> 2] === b) return own(c);
          break;
      }
    }
    return 0;
  }
  function loadAttrSlow(x: number, name: number, cache: number): number {
    const e = recall(x, name, LOAD);
    if (e >= 0) {
      const v = cachedAttr(x, second[e]!, second[e + 1]!, second[e + 2]!, second[e + 3]!);
      if (v !== 0) {
        refill(cache, e);
        return v;
      }
    }
    const v = getAttr(B(x), B(name));
    if (v !== 0) {
      attachLoad(x, name, cache);
      remember(x, name, LOAD, cache);
    }
    return v;
  }

  // What every class inherits from `object`, and compares equal to.
  const generic = ld32(T.object + PyTypeObject.tp_getattro);
  const genericSet = ld32(T.object + PyTypeObject.tp_setattro);
  const typeGetattro = ld32(T.type + PyTypeObject.tp_getattro);
  const moduleGetattro = ld32(T.module + PyTypeObject.tp_getattro);

  function set(cache: number, a: number, b: number, k: number, v: number): void {
    I32[cache] = a;
    I32[cache + 1] = b;
    I32[cache + 2] = k;
    I32[cache + 3] = v;
  }

  /** Attaches a cache for what `x.name` has just done; does nothing where no kind fits. */
  function attachLoad(x: number, name: number, cache: number): void {
    I32[cache + 2] = 0;
    const tp = typeOf(B(x));
    const getattro = ld32(tp + PyTypeObject.tp_getattro);
    if (getattro === moduleGetattro && tp === MODULE) {
      const d = ldPtr(x + MD_DICT);
      const at = dictEntryAddressStr(d, B(name));
      typeLookup(tp, B(name));
      if (at !== 0 && versionTag(tp) !== 0 && typeLookup(tp, B(name)) === 0)
        set(cache, versionTag(tp), dictKeysVersion(d), K_MODULE, at);
      return;
    }
    if (getattro === typeGetattro && typeFlags(tp) & TypeFlags.TYPE_SUBCLASS) {
      if (typeLookup(tp, B(name)) !== 0) return;
      const v = typeLookup(B(x), B(name));
      if (v === 0 || versionTag(B(x)) === 0 || versionTag(tp) === 0) return;
      const get = ld32(typeOf(v) + PyTypeObject.tp_descr_get);
      // A function found in a class is itself; other descriptors are not cached.
      if (get !== 0 && typeOf(v) !== T.function) return;
      set(cache, versionTag(tp), versionTag(B(x)), K_TYPE, v);
      return;
    }
    if (getattro !== generic) return;
    const descr = typeLookup(tp, B(name));
    const tag = versionTag(tp);
    if (tag === 0) return;
    const managed = (typeFlags(tp) & TypeFlags.MANAGED_DICT) !== 0;
    if (descr !== 0) {
      const dt = typeOf(descr);
      if (dt === T.member_descriptor) {
        const m = ld32(descr + PyMemberDescrObject.d_member);
        if (ld32(m + PyMemberDef.type) === 16)
          set(cache, tag, 0, K_SLOT | (ld32(m + PyMemberDef.offset) << 8), 0);
        return;
      }
      if (ld32(dt + PyTypeObject.tp_descr_set) !== 0 && ld32(dt + PyTypeObject.tp_descr_get) !== 0) return;
    }
    if (managed) {
      const shape = shapeOf(B(x));
      if (shape !== 0) {
        const i = shapeIndex(shape, B(name));
        if (i >= 0) {
          set(cache, tag, shape, K_INLINE | ((ld32(tp + PyTypeObject.tp_basicsize) + i * 8) << 8), 0);
          return;
        }
        if (descr === 0) return;
        const get = ld32(typeOf(descr) + PyTypeObject.tp_descr_get);
        if (get === 0) set(cache, tag, shape, K_CLASS, descr);
        else if (typeOf(descr) === T.function) set(cache, tag, shape, K_METHOD, descr);
        return;
      }
      const d = ldPtr(x + DICT);
      if (d !== 0 && typeOf(d) === T.dict) {
        const at = dictEntryAddressStr(d, B(name));
        if (at !== 0) set(cache, tag, dictKeysVersion(d), K_DICT, at);
      }
      return;
    }
    if (ld32(tp + PyTypeObject.tp_dictoffset) !== 0 || descr === 0) return;
    if (ld32(typeOf(descr) + PyTypeObject.tp_descr_get) === 0) set(cache, tag, 0, K_PLAIN_CLASS, descr);
  }

  function storeAttr(x: number, name: number, value: number, cache: number): number {
    return cachedStore(x, value, I32[cache]!, I32[cache + 1]!, I32[cache + 2]!, I32[cache + 3]!)
      ? 0
      : storeAttrSlow(x, name, value, cache);
  }
  function cachedStore(x: number, value: number, tag: number, b: number, k: number, c: number): boolean {
    const tp = I32[(x + TYPE) >>> 2]!;
    if (k !== 0 && I32[(tp + TAG) >>> 2] === tag) {
      const i = (x + (k >>> 8)) >>> 2;
      switch (k & 255) {
        case K_INLINE:
          if (I32[(x + SHAPE) >>> 2] === b) {
            const old = I32[i]!;
            I32[value >>> 2] = I32[value >>> 2]! + 1;
            I32[i] = value;
            const n = I32[old >>> 2]! - 1;
            if (n !== 0) I32[old >>> 2] = n;
            else dealloc(B(old));
            return true;
          }
          break;
        case K_ADD:
          if (I32[(x + SHAPE) >>> 2] === b) {
            I32[value >>> 2] = I32[value >>> 2]! + 1;
            I32[i] = value;
            I32[i + 1] = WINDOW_HIGH;
            I32[(x + SHAPE) >>> 2] = c;
            return true;
          }
          break;
        case K_SLOT: {
          const old = I32[i]!;
          I32[value >>> 2] = I32[value >>> 2]! + 1;
          I32[i] = value;
          I32[i + 1] = WINDOW_HIGH;
          if (old !== 0) decref(B(old));
          return true;
        }
      }
    }
    return false;
  }
  function storeAttrSlow(x: number, name: number, value: number, cache: number): number {
    // The type is what it was before: a setter may give the object another.
    const e = recall(x, name, STORE);
    if (e >= 0 && cachedStore(x, value, second[e]!, second[e + 1]!, second[e + 2]!, second[e + 3]!)) {
      refill(cache, e);
      return 0;
    }
    const tp = typeOf(B(x));
    const managed = (typeFlags(tp) & TypeFlags.MANAGED_DICT) !== 0;
    const before = managed ? shapeOf(B(x)) : 0;
    const r = setAttr(B(x), B(name), B(value));
    if (r < 0) return r;
    I32[cache + 2] = 0;
    if (ld32(tp + PyTypeObject.tp_setattro) !== genericSet || typeOf(B(x)) !== tp) return r;
    const descr = typeLookup(tp, B(name));
    const tag = versionTag(tp);
    if (tag === 0) return r;
    if (descr !== 0) {
      if (typeOf(descr) === T.member_descriptor) {
        const m = ld32(descr + PyMemberDescrObject.d_member);
        if (ld32(m + PyMemberDef.type) === 16 && !(ld32(m + PyMemberDef.flags) & 1)) {
          set(cache, tag, 0, K_SLOT | (ld32(m + PyMemberDef.offset) << 8), 0);
          remember(x, name, STORE, cache);
        }
        return r;
      }
      if (ld32(typeOf(descr) + PyTypeObject.tp_descr_set) !== 0) return r;
    }
    if (!managed || before === 0) return r;
    const after = shapeOf(B(x));
    if (after === 0) return r;
    const i = shapeIndex(after, B(name));
    if (i < 0) return r;
    const k = (ld32(tp + PyTypeObject.tp_basicsize) + i * 8) << 8;
    if (after === before) set(cache, tag, after, K_INLINE | k, 0);
    else if (ld32(after + Shape.parent) === before) set(cache, tag, before, K_ADD | k, after);
    remember(x, name, STORE, cache);
    return r;
  }

  function loadMethod(x: number, name: number, at: number, cache: number): number {
    return cachedMethod(x, at, I32[cache]!, I32[cache + 1]!, I32[cache + 2]!, I32[cache + 3]!)
      ? 0
      : loadMethodMissed(x, name, at, cache);
  }
  function loadMethodMissed(x: number, name: number, at: number, cache: number): number {
    const e = recall(x, name, METHOD);
    if (e >= 0 && cachedMethod(x, at, second[e]!, second[e + 1]!, second[e + 2]!, second[e + 3]!)) {
      refill(cache, e);
      return 0;
    }
    const r = loadMethodSlow(x, name, at, cache);
    if (r === 0) remember(x, name, METHOD, cache);
    return r;
  }
  function cachedMethod(x: number, at: number, tag: number, b: number, k: number, c: number): boolean {
    const tp = I32[(x + TYPE) >>> 2]!;
    if (k !== 0 && I32[(tp + TAG) >>> 2] === tag) {
      if (k === K_METHOD ? I32[(x + SHAPE) >>> 2] === b : k === K_PLAIN_METHOD) {
        I32[at] = own(c);
        I32[at + 2] = own(x);
        return true;
      }
      if (k === K_MODULE) {
        const d = I32[(x + MD_DICT) >>> 2]!;
        if (keysVersion(d) === b) {
          const v = I32[c >>> 2]!;
          if (v !== 0) {
            I32[at] = own(v);
            return true;
          }
        }
      } else if (k === K_DICT && I32[(x + SHAPE) >>> 2] === 0) {
        // A real dict that has no such key: the method is not shadowed.
        const d = I32[(x + DICT) >>> 2]!;
        if (d === 0 || (b !== 0 && keysVersion(d) === b)) {
          I32[at] = own(c);
          I32[at + 2] = own(x);
          return true;
        }
      } else if (k === K_INSTANCE_CLASS_METHOD || k === K_INSTANCE_STATIC_METHOD) {
        const f = I32[(c + WRAPPED) >>> 2]!;
        if (I32[(x + SHAPE) >>> 2] !== b || f === 0) return false;
        if (k === K_INSTANCE_STATIC_METHOD) I32[at] = own(f);
        else if (I32[(f + TYPE) >>> 2] === FUNCTION) {
          I32[at] = own(f);
          I32[at + 2] = own(tp);
        } else return false;
        return true;
      } else if (k >= K_TYPE && k <= K_STATIC_METHOD && I32[(x + TAG) >>> 2] === b) {
        const v = c;
        if (k === K_TYPE) {
          I32[at] = own(v);
          return true;
        }
        // What is wrapped may be replaced without the class changing.
        const f = I32[(v + WRAPPED) >>> 2]!;
        if (k === K_STATIC_METHOD && f !== 0) {
          I32[at] = own(f);
          return true;
        }
        if (k === K_CLASS_METHOD && f !== 0 && I32[(f + TYPE) >>> 2] === FUNCTION) {
          I32[at] = own(f);
          I32[at + 2] = own(x);
          return true;
        }
      } else if (isValue(k & 255)) {
        const v = cachedAttr(x, tag, b, k, c);
        if (v !== 0) {
          I32[at] = v;
          return true;
        }
      }
    }
    return false;
  }
  /** Kinds of which LOAD_ATTR gives the value without making anything: LOAD_METHOD takes it as it is. */
  function isValue(kind: number): boolean {
    return kind === K_INLINE || kind === K_SLOT || kind === K_CLASS || kind === K_PLAIN_CLASS;
  }
  /** Attaches a class's own or inherited classmethod or staticmethod. */
  function attachClassMethod(x: number, tp: number, name: number, cache: number): void {
    if (ld32(tp + PyTypeObject.tp_getattro) !== typeGetattro || typeLookup(B(tp), B(name)) !== 0) return;
    const v = typeLookup(B(x), B(name));
    if (v === 0 || versionTag(B(x)) === 0 || versionTag(B(tp)) === 0) return;
    const t = typeOf(v);
    if (t === T.classmethod) set(cache, versionTag(B(tp)), versionTag(B(x)), K_CLASS_METHOD, v);
    else if (t === T.staticmethod) set(cache, versionTag(B(tp)), versionTag(B(x)), K_STATIC_METHOD, v);
  }
  function loadMethodSlow(x: number, name: number, at: number, cache: number): number {
    const tp = typeOf(B(x));
    I32[cache + 2] = 0;
    if (ld32(tp + PyTypeObject.tp_getattro) !== generic) {
      const f = tp === T.super ? superMethod(B(x), B(name)) : 0;
      if (f !== 0) {
        I32[at] = own(f);
        I32[at + 2] = own(superObject(B(x)));
        return 0;
      }
      const v = getAttr(B(x), B(name));
      if (v === 0) return -1;
      if (tp === MODULE || typeFlags(tp) & TypeFlags.TYPE_SUBCLASS) {
        attachLoad(x, name, cache);
        if (I32[cache + 2] === 0) attachClassMethod(x, tp, name, cache);
      }
      I32[at] = v;
      return 0;
    }
    const descr = typeLookup(tp, B(name));
    if (descr !== 0 && typeFlags(typeOf(descr)) & TypeFlags.METHOD_DESCRIPTOR) {
      const managed = (typeFlags(tp) & TypeFlags.MANAGED_DICT) !== 0;
      const tag = versionTag(tp);
      if (managed) {
        const shape = shapeOf(B(x));
        if (shape !== 0) {
          if (shapeIndex(shape, B(name)) < 0) {
            if (tag !== 0) set(cache, tag, shape, K_METHOD, descr);
            I32[at] = own(descr);
            I32[at + 2] = own(x);
            return 0;
          }
        } else {
          const d = ldPtr(x + DICT);
          if (d === 0 || (typeOf(d) === T.dict && dictEntryAddressStr(d, B(name)) === 0)) {
            if (tag !== 0) set(cache, tag, d === 0 ? 0 : dictKeysVersion(d), K_DICT, descr);
            I32[at] = own(descr);
            I32[at + 2] = own(x);
            return 0;
          }
        }
      } else {
        const offset = ld32(tp + PyTypeObject.tp_dictoffset);
        // Exceptions and functions have a dict that can hide a method, though it rarely does.
        const d = offset > 0 ? ldPtr(x + offset) : (0 as Borrowed);
        if (offset >= 0 && (d === 0 || (typeOf(d) === T.dict && dictEntryAddressStr(d, B(name)) === 0))) {
          if (tag !== 0 && offset === 0) set(cache, tag, 0, K_PLAIN_METHOD, descr);
          I32[at] = own(descr);
          I32[at + 2] = own(x);
          return 0;
        }
      }
    }
    const v = getAttr(B(x), B(name));
    if (v === 0) return -1;
    // A callable that is a value of the instance or of its class is loaded as any attribute.
    attachLoad(x, name, cache);
    // (Of a real dict this cache would say that it does not hide the method.)
    if (I32[cache + 2] === K_DICT) I32[cache + 2] = 0;
    if (I32[cache + 2] === 0) attachWrapped(x, tp, descr, name, cache);
    I32[at] = v;
    return 0;
  }
  /** Attaches a classmethod or staticmethod that was found through an instance. */
  function attachWrapped(x: number, tp: Borrowed, descr: Borrowed, name: number, cache: number): void {
    if (descr === 0 || (typeFlags(tp) & TypeFlags.MANAGED_DICT) === 0) return;
    const t = typeOf(descr);
    const shape = shapeOf(B(x));
    const tag = versionTag(tp);
    if (shape === 0 || tag === 0 || shapeIndex(shape, B(name)) >= 0) return;
    if (t === T.classmethod) set(cache, tag, shape, K_INSTANCE_CLASS_METHOD, descr);
    else if (t === T.staticmethod) set(cache, tag, shape, K_INSTANCE_STATIC_METHOD, descr);
  }

  return {
    inlineCache: inlineCaches(),
    loadName,
    storeName,
    deleteName,
    loadGlobal,
    storeGlobal: (globals, name, value) => dictSet(B(globals), B(name), B(value)),
    deleteGlobal: (globals, name) => {
      const r = dictDel(B(globals), B(name));
      if (r < 0 && errMatches(T.KeyError)) {
        errClear();
        nameError(name);
      }
      return r;
    },
    lookupName: (locals, name) => dictLike(locals, name),
    setupAnnotations: (locals) => {
      const key = intern('__annotations__');
      const have = dictLike(locals, key);
      if (have !== 0) {
        decref(B(have));
        return 0;
      }
      if (errOccurred()) return -1;
      const d = newDict();
      const r = storeName(locals, key, d);
      decref(d);
      return r;
    },
    loadBuildClass: (builtins) => {
      const v = dictLike(builtins, intern('__build_class__'));
      if (v === 0 && !errOccurred()) setError(T.NameError, '__build_class__ not found');
      return v;
    },
    loadAttr,
    storeAttr,
    deleteAttr: (x, name) => setAttr(B(x), B(name), 0 as Owned),
    loadMethod,
    lookupAttr: (x, name) => lookupAttr(B(x), B(name)),
  };
}
