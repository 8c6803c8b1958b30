/**
 * The module `_abc`: abstract base classes' registries and caches, as the C implementation has them.
 *
 * Every ABC has three sets of weak references (registered classes, classes known to be subclasses, classes known not to be). A
 * global counter grows with each registration and makes negative caches from before it void.
 */
import {
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  PyCFunctionObject,
  PyObject,
  PyTypeObject,
  PyWeakReference,
  st32,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  asSsize,
  CoreFunctions,
  call,
  callMethod,
  decref,
  dictDel,
  dictEntryValue,
  dictGetStr,
  dictNext,
  errOccurred,
  False,
  getAttr,
  hasFlag,
  intern,
  isInstance,
  isSubclassOf,
  isSubtypeByMro,
  isTrue,
  listItem,
  listLength,
  type ModuleSpec,
  makeSet,
  method,
  None,
  NotImplemented,
  newBool,
  newCFunction,
  newInt,
  newRef,
  newSet,
  newTuple,
  newWeakref,
  setAdd,
  setAttr,
  setClear,
  setContains,
  setDiscard,
  setError,
  setLength,
  setNext,
  setNextKey,
  T,
  True,
  typeError,
  typeFlags,
  typeOf,
} from '@tyston/objects';
import { heapFieldSlots, newInstance } from '../../lib/heap-objects.js';
import { keepType, kept, keptWord } from '../../lib/kept-types.js';
import { computeAbstractMethods } from './abstract-methods.js';

const AbcData = struct('_abc_data', PyObject, {
  registry: 'ptr',
  cache: 'ptr',
  negative_cache: 'ptr',
  negative_cache_version: 'u32',
});
const {
  registry: REGISTRY,
  cache: CACHE,
  negative_cache: NEGATIVE,
  negative_cache_version: VERSION,
} = AbcData;
const COLLECTION_FLAGS = TypeFlags.SEQUENCE | TypeFlags.MAPPING;

const COUNTER = keptWord('_abc.counter');
const counter = () => ld32(COUNTER);

/** The class's `_abc_impl`: a new reference, or NULL with an exception. */
function implOf(cls: Borrowed): Owned {
  const impl = getAttr(cls, intern('_abc_impl'));
  if (impl === 0) return NULL;
  if (typeOf(impl) === kept('_abc._abc_data')) return impl;
  decref(impl);
  return typeError('_abc_impl is set to a wrong type');
}

// -- sets of weak references -----------------------------------------------------------------------------------

function supportsWeakrefs(o: Borrowed): boolean {
  return ld32(typeOf(o) + PyTypeObject.tp_weaklistoffset) > 0;
}
function inWeakSet(impl: Borrowed, field: number, o: Borrowed): number {
  const set = ldPtr(impl + field);
  if (set === 0 || setLength(set) === 0 || !supportsWeakrefs(o)) return 0;
  const ref = newWeakref(o);
  const r = setContains(set, ref);
  decref(ref);
  return r;
}
/**
 * The callback of a set's weak references: takes the one whose class has died out of the set. It is bound to a weak reference to the
 * set, which may be gone before.
 */
function forget(setRef: Borrowed, ref: Borrowed): Owned {
  const set = ldPtr(setRef + PyWeakReference.wr_object);
  if (set !== None) {
    const held = newRef(set);
    const r = setDiscard(held, ref);
    decref(held);
    if (r < 0) return NULL;
  }
  return newRef(None);
}
function newForgetter(set: Borrowed): Owned {
  const setRef = newWeakref(set);
  const def = ldAddr(kept('_abc._forget') + PyCFunctionObject.m_ml);
  const callback = newCFunction(def, setRef, 0 as Borrowed, CoreFunctions.cfunction_vectorcall);
  decref(setRef);
  return callback;
}
/** Whether a weak reference's callback is one of these. */
export function isForgetter(callback: Borrowed): boolean {
  return (
    typeOf(callback) === T.builtin_function_or_method &&
    ldAddr(callback + PyCFunctionObject.m_ml) === ldAddr(kept('_abc._forget') + PyCFunctionObject.m_ml)
  );
}
function addToWeakSet(impl: Borrowed, field: number, o: Borrowed): number {
  let set = ldPtr(impl + field);
  if (set === 0) {
    set = newSet();
    stPtr(impl + field, set);
  }
  if (!supportsWeakrefs(o)) {
    typeError(`cannot create weak reference to object`);
    return -1;
  }
  const callback = newForgetter(set);
  const ref = call(T.weakref, o, callback);
  decref(callback);
  if (ref === 0) return -1;
  const r = setAdd(set, ref);
  decref(ref);
  return r < 0 ? -1 : 0;
}
/** The classes in a set that are alive, new references. */
function liveClasses(set: Borrowed): Owned[] {
  const out: Owned[] = [];
  if (set === 0) return out;
  for (let c = setNext(set, 0); c !== 0; c = setNext(set, c)) {
    const cls = ldPtr(setNextKey() + PyWeakReference.wr_object);
    if (cls !== None && ld32(cls) > 0) out.push(newRef(cls));
  }
  return out;
}

// -- functions -------------------------------------------------------------------------------------------------

function init(_module: Borrowed, self: Borrowed): Owned {
  if (computeAbstractMethods(self) < 0) return NULL;
  const data = newInstance(kept('_abc._abc_data'));
  st32(data + VERSION, counter());
  const status = setAttr(self, intern('_abc_impl'), data);
  decref(data);
  if (status < 0) return NULL;
  // Sequence and Mapping say in `__abc_tpflags__` how `match` is to see their subclasses.
  if (hasFlag(typeOf(self), TypeFlags.TYPE_SUBCLASS)) {
    const dict = ldPtr(self + PyTypeObject.tp_dict);
    const flags = dictGetStr(dict, intern('__abc_tpflags__'));
    if (flags !== 0 && isInstance(flags, T.int)) {
      const v = asSsize(flags, T.OverflowError);
      if (v === -1 && errOccurred()) return NULL;
      if ((v & COLLECTION_FLAGS) === COLLECTION_FLAGS)
        return typeError('__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING');
      st32(self + PyTypeObject.tp_flags, typeFlags(self) | (v & COLLECTION_FLAGS));
      if (dictDel(dict, intern('__abc_tpflags__')) < 0) return NULL;
    }
  }
  return newRef(None);
}
function setCollectionFlags(cls: Borrowed, flag: number): void {
  const flags = typeFlags(cls);
  if (flags & TypeFlags.IMMUTABLETYPE || (flags & COLLECTION_FLAGS) === flag) return;
  st32(cls + PyTypeObject.tp_flags, (flags & ~COLLECTION_FLAGS) | flag);
  const subclasses = ldPtr(cls + PyTypeObject.tp_subclasses);
  if (subclasses === 0) return;
  for (let c = dictNext(subclasses, 0); c !== 0; c = dictNext(subclasses, c)) {
    const sub = ldPtr(dictEntryValue() + PyWeakReference.wr_object);
    if (sub !== None) setCollectionFlags(sub, flag);
  }
}
function register(_module: Borrowed, self: Borrowed, subclass: Borrowed): Owned {
  if (!hasFlag(typeOf(subclass), TypeFlags.TYPE_SUBCLASS)) return typeError('Can only register classes');
  let r = isSubclassOf(subclass, self);
  if (r > 0) return newRef(subclass);
  if (r < 0) return NULL;
  // A cycle would make __subclasscheck__ recurse for ever.
  r = isSubclassOf(self, subclass);
  if (r > 0) return setError(T.RuntimeError, 'Refusing to create an inheritance cycle');
  if (r < 0) return NULL;
  const impl = implOf(self);
  if (impl === 0) return NULL;
  const status = addToWeakSet(impl, REGISTRY, subclass);
  decref(impl);
  if (status < 0) return NULL;
  st32(COUNTER, counter() + 1);
  if (hasFlag(typeOf(self), TypeFlags.TYPE_SUBCLASS)) {
    const flag = typeFlags(self) & COLLECTION_FLAGS;
    if (flag !== 0) setCollectionFlags(subclass, flag);
  }
  return newRef(subclass);
}

function instanceCheck(_module: Borrowed, self: Borrowed, instance: Borrowed): Owned {
  const impl = implOf(self);
  if (impl === 0) return NULL;
  const subclass = getAttr(instance, intern('__class__'));
  if (subclass === 0) {
    decref(impl);
    return NULL;
  }
  const r = instanceCheckOf(impl, self, subclass, typeOf(instance));
  decref(subclass);
  decref(impl);
  return r;
}
function instanceCheckOf(impl: Borrowed, self: Borrowed, subclass: Borrowed, type: Borrowed): Owned {
  const cached = inWeakSet(impl, CACHE, subclass);
  if (cached !== 0) return cached < 0 ? NULL : newRef(True);
  if (subclass === type) {
    if (ld32(impl + VERSION) === counter()) {
      const negative = inWeakSet(impl, NEGATIVE, subclass);
      if (negative !== 0) return negative < 0 ? NULL : newRef(False);
    }
    return callMethod(self, '__subclasscheck__', subclass);
  }
  const r = callMethod(self, '__subclasscheck__', subclass);
  if (r === 0) return NULL;
  const t = isTrue(r);
  if (t !== 0) {
    if (t > 0) return r;
    decref(r);
    return NULL;
  }
  decref(r);
  return callMethod(self, '__subclasscheck__', type);
}

function subclassCheck(_module: Borrowed, self: Borrowed, subclass: Borrowed): Owned {
  if (!hasFlag(typeOf(subclass), TypeFlags.TYPE_SUBCLASS))
    return typeError('issubclass() arg 1 must be a class');
  const impl = implOf(self);
  if (impl === 0) return NULL;
  const r = subclassCheckOf(impl, self, subclass);
  decref(impl);
  return r < 0 ? NULL : newBool(r === 1);
}
/** 1, 0, -1. */
function subclassCheckOf(impl: Borrowed, self: Borrowed, subclass: Borrowed): number {
  const cached = inWeakSet(impl, CACHE, subclass);
  if (cached !== 0) return cached;
  if (ld32(impl + VERSION) !== counter()) {
    if (ldPtr(impl + NEGATIVE) !== 0) setClear(ldPtr(impl + NEGATIVE));
    st32(impl + VERSION, counter());
  } else {
    const negative = inWeakSet(impl, NEGATIVE, subclass);
    if (negative !== 0) return negative < 0 ? -1 : 0;
  }
  const known = (r: 0 | 1) => (addToWeakSet(impl, r === 1 ? CACHE : NEGATIVE, subclass) < 0 ? -1 : r);
  const hook = callMethod(self, '__subclasshook__', subclass);
  if (hook === 0) return -1;
  decref(hook);
  if (hook === True) return known(1);
  if (hook === False) return known(0);
  if (hook !== NotImplemented) {
    setError(T.AssertionError, '__subclasshook__ must return either False, True, or NotImplemented');
    return -1;
  }
  if (isSubtypeByMro(subclass, self)) return known(1);
  const direct = inWeakSet(impl, REGISTRY, subclass);
  if (direct !== 0) return direct;
  const registered = liveClasses(ldPtr(impl + REGISTRY));
  const found = anySuperclass(subclass, registered);
  if (found !== 0) return found < 0 ? -1 : known(1);
  const subclasses = callMethod(self, '__subclasses__');
  if (subclasses === 0) return -1;
  if (!isInstance(subclasses, T.list)) {
    decref(subclasses);
    typeError('__subclasses__() must return a list');
    return -1;
  }
  const children: Owned[] = [];
  for (let i = 0; i < listLength(subclasses); i++) children.push(newRef(listItem(subclasses, i)));
  decref(subclasses);
  const below = anySuperclass(subclass, children);
  if (below !== 0) return below < 0 ? -1 : known(1);
  return known(0);
}
/** Whether a class is a subclass of one of these, which are released: 1, 0, -1. */
function anySuperclass(subclass: Borrowed, classes: readonly Owned[]): number {
  let r = 0;
  for (const cls of classes) {
    if (r === 0) r = isSubclassOf(subclass, cls);
    decref(cls);
  }
  return r;
}

function dump(_module: Borrowed, self: Borrowed): Owned {
  const impl = implOf(self);
  if (impl === 0) return NULL;
  const copyOf = (field: number): Owned => {
    const set = ldPtr(impl + field);
    return makeSet(T.set, set);
  };
  const r = newTuple(copyOf(REGISTRY), copyOf(CACHE), copyOf(NEGATIVE), newInt(ld32(impl + VERSION)));
  decref(impl);
  return r;
}
function reset(self: Borrowed, ...fields: number[]): Owned {
  const impl = implOf(self);
  if (impl === 0) return NULL;
  for (const field of fields) if (ldPtr(impl + field) !== 0) setClear(ldPtr(impl + field));
  decref(impl);
  return newRef(None);
}

export const abcModule: ModuleSpec = {
  name: '_abc',
  doc: 'Module contains faster C implementation of abc.ABCMeta',
  types: [
    {
      name: '_abc_data',
      tpName: '_abc._abc_data',
      basicsize: AbcData.size,
      flags: TypeFlags.HAVE_GC,
      doc: 'Internal state held by ABC machinery.',
      slots: {
        ...heapFieldSlots(REGISTRY, CACHE, NEGATIVE),
        tp_new: (type: Borrowed) => {
          const data = newInstance(type);
          st32(data + VERSION, counter());
          return data;
        },
      },
    },
  ],
  functions: [
    method('_forget', '($module, ref, /)', forget, '', { noTextSignature: true }),
    method(
      'get_cache_token',
      '($module, /)',
      () => newInt(counter()),
      'Returns the current ABC cache token.\n\nThe token is an opaque object (supporting equality testing) identifying the\ncurrent version of the ABC cache for virtual subclasses. The token changes\nwith every call to register() on any ABC.',
    ),
    method(
      '_abc_init',
      '($module, self, /)',
      init,
      'Internal ABC helper for class set-up. Should be never used outside abc module.',
    ),
    method(
      '_abc_register',
      '($module, self, subclass, /)',
      register,
      'Internal ABC helper for subclasss registration. Should be never used outside abc module.',
    ),
    method(
      '_abc_instancecheck',
      '($module, self, instance, /)',
      instanceCheck,
      'Internal ABC helper for instance checks. Should be never used outside abc module.',
    ),
    method(
      '_abc_subclasscheck',
      '($module, self, subclass, /)',
      subclassCheck,
      'Internal ABC helper for subclasss checks. Should be never used outside abc module.',
    ),
    method(
      '_get_dump',
      '($module, self, /)',
      dump,
      "Internal ABC helper for cache and registry debugging.\n\nReturn shallow copies of registry, of both caches, and\nnegative cache version. Don't call this function directly,\ninstead use ABC._dump_registry() for a nice repr.",
    ),
    method(
      '_reset_registry',
      '($module, self, /)',
      (_m: Borrowed, self: Borrowed) => reset(self, REGISTRY),
      'Internal ABC helper to reset registry of a given class.\n\nShould be only used by refleak.py',
    ),
    method(
      '_reset_caches',
      '($module, self, /)',
      (_m: Borrowed, self: Borrowed) => reset(self, CACHE, NEGATIVE),
      'Internal ABC helper to reset both caches of a given class.\n\nShould be only used by refleak.py',
    ),
  ],
  exec: (module) => {
    keepType(module, '_abc._abc_data', true);
    keepType(module, '_abc._forget', true);
    return 0;
  },
};
