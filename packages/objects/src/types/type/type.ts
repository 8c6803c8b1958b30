/** `type`: the metaclass. Calling a class, attributes of classes, and what classes tell about themselves. */
import {
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyHeapTypeObject,
  PyMemberDef,
  PyTypeObject,
  PyVarObject,
  PyWeakReference,
  readCString,
  st8,
  st32,
  stPtr,
  TypeFlags,
  writeBytes,
} from '@tyston/memory';
import {
  callMethod,
  isTrue,
  recursiveIsInstance,
  recursiveIsSubclass,
  sequenceList,
  typeName,
} from '../../core/abstract.js';
import { freeObject, hasFlag, typeFlags } from '../../core/alloc.js';
import { callByTuple } from '../../core/call.js';
import { MemberType, method, type TypeSpec } from '../../core/define.js';
import {
  dictClear,
  dictContains,
  dictDel,
  dictEntryValue,
  dictGet,
  dictGetStr,
  dictNext,
  dictSet,
  newDict,
} from '../../core/dict.js';
import { errClear, errMatches, errOccurred, setError, setErrorObject, typeError } from '../../core/errors.js';
import { call3 } from '../../core/functions.js';
import { gcUntrack } from '../../core/gc-list.js';
import { free, malloc } from '../../core/heap.js';
import { clearWeakReferences, slotMembers } from '../../core/instance.js';
import { newBool, newInt } from '../../core/int.js';
import { intern, internInPlace } from '../../core/intern.js';
import { listAppend, newList } from '../../core/list.js';
import { typeLookup, typeModified } from '../../core/lookup.js';
import { newMappingProxy } from '../../core/mappingproxy.js';
import { c3 } from '../../core/mro.js';
import { shortName, tpName } from '../../core/names.js';
import { attributeError, nameMustBeString } from '../../core/object.js';
import { decref, incref, newRef, typeOf, xdecref } from '../../core/refcount.js';
import { freeShapes } from '../../core/shape.js';
import { jsStr, newStr, utf8Bytes } from '../../core/str.js';
import { isInstance, isSubtypeByMro } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { unionOr } from '../../core/union-hook.js';
import { None, T } from '../../core/wellknown.js';
import { mergeClassDict } from '../object.js';
import { checkTypeName } from './args.js';
import { removeFromBases, setBases } from './bases.js';
import { typeNew } from './new.js';
import { updateSlot } from './slots.js';

// -- calling ---------------------------------------------------------------------------------------------------------

/** type.__call__: `__new__`, then `__init__` when the result is an instance. */
export function typeCall(cls: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (cls === T.type) {
    const n = tupleLength(args);
    const noKw = kwargs === 0 || dictIsEmpty(kwargs);
    if (n === 1 && noKw) return newRef(typeOf(tupleItem(args, 0)));
    if (n !== 3) return typeError('type() takes 1 or 3 arguments');
  }
  const make = ld32(cls + PyTypeObject.tp_new);
  if (make === 0) return typeError(`cannot create '${tpName(cls)}' instances`);
  const o = call3(make, cls, args, kwargs) as Owned;
  if (o === 0) {
    if (errOccurred() === 0)
      return setError(T.SystemError, `${tpName(cls)}.__new__ returned NULL without setting an exception`);
    return NULL;
  }
  const tp = typeOf(o);
  if (tp !== cls && !isSubtypeByMro(tp, cls)) return o;
  const init = ld32(tp + PyTypeObject.tp_init);
  if (init !== 0 && call3(init, o, args, kwargs) < 0) {
    decref(o);
    return NULL;
  }
  return o;
}
function dictIsEmpty(d: Borrowed): boolean {
  return dictNext(d, 0) === 0;
}

/** `type(x)` needs no tuple. */
function typeTypeVectorcall(cls: Borrowed, args: number, n: number, kwnames: Borrowed): Owned {
  return n === 1 && kwnames === 0 ? newRef(typeOf(ldPtr(args))) : callByTuple(cls, args, n, kwnames);
}

// -- attributes of classes ---------------------------------------------------------------------------------------------

function typeGetAttro(cls: Borrowed, name: Borrowed): Owned {
  if (!isInstance(name, T.str)) return nameMustBeString(name);
  const meta = typeOf(cls);
  const metaAttr = typeLookup(meta, name);
  let metaGet = 0;
  if (metaAttr !== 0) {
    metaGet = ld32(typeOf(metaAttr) + PyTypeObject.tp_descr_get);
    if (metaGet !== 0 && ld32(typeOf(metaAttr) + PyTypeObject.tp_descr_set) !== 0) {
      incref(metaAttr);
      const r = call3(metaGet, metaAttr, cls, meta) as Owned;
      decref(metaAttr);
      return r;
    }
    incref(metaAttr);
  }
  const attr = typeLookup(cls, name);
  if (attr !== 0) {
    incref(attr);
    if (metaAttr !== 0) decref(metaAttr);
    const get = ld32(typeOf(attr) + PyTypeObject.tp_descr_get);
    if (get === 0) return attr as Owned;
    const r = call3(get, attr, 0, cls) as Owned;
    decref(attr);
    return r;
  }
  if (metaGet !== 0) {
    const r = call3(metaGet, metaAttr, cls, meta) as Owned;
    decref(metaAttr);
    return r;
  }
  if (metaAttr !== 0) return metaAttr as Owned;
  return attributeError(cls, name, `type object '${tpName(cls)}' has no attribute '${jsStr(name)}'`);
}

export function typeSetAttro(cls: Borrowed, name: Borrowed, value: Borrowed): number {
  if (hasFlag(cls, TypeFlags.IMMUTABLETYPE)) {
    typeError(
      `cannot set ${isInstance(name, T.str) ? quoted(name) : '?'} attribute of immutable type '${tpName(cls)}'`,
    );
    return -1;
  }
  if (!isInstance(name, T.str)) {
    nameMustBeString(name);
    return -1;
  }
  const metaAttr = typeLookup(typeOf(cls), name);
  if (metaAttr !== 0) {
    const set = ld32(typeOf(metaAttr) + PyTypeObject.tp_descr_set);
    if (set !== 0) return call3(set, metaAttr, cls, value);
  }
  const dict = ldPtr(cls + PyTypeObject.tp_dict);
  const key = internedName(name);
  let r: number;
  if (value === 0) {
    r = dictDel(dict, key);
    if (r < 0 && errMatches(T.KeyError)) {
      errClear();
      attributeError(cls, name, `type object '${tpName(cls)}' has no attribute '${jsStr(name)}'`);
    }
  } else r = dictSet(dict, key, value);
  if (r === 0) {
    typeModified(cls);
    const text = jsStr(key);
    if (text.startsWith('__') && text.endsWith('__')) r = updateSlot(cls, text);
  }
  decref(key);
  return r;
}
function quoted(name: Borrowed): string {
  return `'${jsStr(name)}'`;
}
function internedName(name: Borrowed): Owned {
  if (typeOf(name) === T.str) return internInPlace(newRef(name));
  return newRef(intern(jsStr(name)));
}

// -- getters -------------------------------------------------------------------------------------------------------------

const isHeap = (cls: Borrowed) => hasFlag(cls, TypeFlags.HEAPTYPE);

function checkSet(cls: Borrowed, value: Borrowed, name: string): boolean {
  if (hasFlag(cls, TypeFlags.IMMUTABLETYPE)) {
    typeError(`cannot set '${name}' attribute of immutable type '${tpName(cls)}'`);
    return false;
  }
  if (value === 0) {
    typeError(`cannot delete '${name}' attribute of immutable type '${tpName(cls)}'`);
    return false;
  }
  return true;
}
function getName(cls: Borrowed): Owned {
  if (isHeap(cls)) return newRef(ldPtr(cls + PyHeapTypeObject.ht_name));
  return newStr(shortName(cls));
}
/** Gives a heap type the C string of its name, freeing the one before. */
export function setTpName(cls: Borrowed, name: Borrowed): void {
  const bytes = utf8Bytes(name);
  const at = malloc(bytes.length + 1);
  writeBytes(at, bytes);
  st8(at + bytes.length, 0);
  const old = ldAddr(cls + PyHeapTypeObject._ht_tpname);
  stPtr(cls + PyHeapTypeObject._ht_tpname, at);
  stPtr(cls + PyTypeObject.tp_name, at);
  free(old);
}
function setName(cls: Borrowed, value: Borrowed): number {
  if (!checkSet(cls, value, '__name__')) return -1;
  if (!isInstance(value, T.str)) {
    typeError(`can only assign string to ${tpName(cls)}.__name__, not '${typeName(value)}'`);
    return -1;
  }
  if (!checkTypeName(value)) return -1;
  const old = ldPtr(cls + PyHeapTypeObject.ht_name);
  incref(value);
  stPtr(cls + PyHeapTypeObject.ht_name, value);
  setTpName(cls, value);
  decref(old);
  return 0;
}
function getQualname(cls: Borrowed): Owned {
  if (isHeap(cls)) return newRef(ldPtr(cls + PyHeapTypeObject.ht_qualname));
  return newStr(shortName(cls));
}
function setQualname(cls: Borrowed, value: Borrowed): number {
  if (!checkSet(cls, value, '__qualname__')) return -1;
  if (!isInstance(value, T.str)) {
    typeError(`can only assign string to ${tpName(cls)}.__qualname__, not '${typeName(value)}'`);
    return -1;
  }
  const old = ldPtr(cls + PyHeapTypeObject.ht_qualname);
  incref(value);
  stPtr(cls + PyHeapTypeObject.ht_qualname, value);
  decref(old);
  return 0;
}
function getModule(cls: Borrowed): Owned {
  if (isHeap(cls)) {
    const m = dictGetStr(ldPtr(cls + PyTypeObject.tp_dict), intern('__module__'));
    return m === 0 ? setErrorObject(T.AttributeError, intern('__module__')) : newRef(m);
  }
  const name = readCString(ldAddr(cls + PyTypeObject.tp_name));
  const dot = name.lastIndexOf('.');
  return newStr(dot < 0 ? 'builtins' : name.slice(0, dot));
}
function setModule(cls: Borrowed, value: Borrowed): number {
  if (!checkSet(cls, value, '__module__')) return -1;
  typeModified(cls);
  return dictSet(ldPtr(cls + PyTypeObject.tp_dict), intern('__module__'), value);
}
function getBases(cls: Borrowed): Owned {
  return newRef(ldPtr(cls + PyTypeObject.tp_bases));
}
function getDict(cls: Borrowed): Owned {
  const d = ldPtr(cls + PyTypeObject.tp_dict);
  return d === 0 ? newRef(None) : newMappingProxy(d);
}
function getDoc(cls: Borrowed): Owned {
  if (!isHeap(cls)) {
    const d = dictGetStr(ldPtr(cls + PyTypeObject.tp_dict), intern('__doc__'));
    if (d !== 0 && isInstance(d, T.str)) return newRef(d);
    return newRef(None);
  }
  const d = dictGetStr(ldPtr(cls + PyTypeObject.tp_dict), intern('__doc__'));
  if (d === 0) return newRef(None);
  const get = ld32(typeOf(d) + PyTypeObject.tp_descr_get);
  if (get === 0) return newRef(d);
  return call3(get, d, 0, cls) as Owned;
}
function setDoc(cls: Borrowed, value: Borrowed): number {
  if (!checkSet(cls, value, '__doc__')) return -1;
  typeModified(cls);
  return dictSet(ldPtr(cls + PyTypeObject.tp_dict), intern('__doc__'), value);
}
function getTextSignature(cls: Borrowed): Owned {
  const at = ldAddr(cls + PyTypeObject.tp_doc);
  let doc: string;
  if (isHeap(cls)) {
    // A class written in Python may have a signature in its documentation, too.
    const own = dictGetStr(ldPtr(cls + PyTypeObject.tp_dict), intern('__doc__'));
    if (own === 0 || typeOf(own) !== T.str) return newRef(None);
    doc = jsStr(own);
  } else if (at === 0) return newRef(None);
  else doc = readCString(at);
  const end = doc.indexOf('\n--\n\n');
  const name = shortName(cls);
  if (end < 0 || !doc.startsWith(name + '(')) return newRef(None);
  return newStr(doc.slice(name.length, end));
}
function getAnnotations(cls: Borrowed): Owned {
  if (!isHeap(cls))
    return attributeError(
      cls,
      intern('__annotations__'),
      `type object '${tpName(cls)}' has no attribute '__annotations__'`,
    );
  const dict = ldPtr(cls + PyTypeObject.tp_dict);
  const a = dictGetStr(dict, intern('__annotations__'));
  if (a !== 0) {
    const get = ld32(typeOf(a) + PyTypeObject.tp_descr_get);
    return get !== 0 ? (call3(get, a, 0, cls) as Owned) : newRef(a);
  }
  const fresh = newDict();
  dictSet(dict, intern('__annotations__'), fresh);
  typeModified(cls);
  return fresh;
}
function setAnnotations(cls: Borrowed, value: Borrowed): number {
  if (hasFlag(cls, TypeFlags.IMMUTABLETYPE)) {
    typeError(`cannot set '__annotations__' attribute of immutable type '${tpName(cls)}'`);
    return -1;
  }
  const dict = ldPtr(cls + PyTypeObject.tp_dict);
  let r: number;
  if (value !== 0) r = dictSet(dict, intern('__annotations__'), value);
  else {
    if (dictContains(dict, intern('__annotations__')) === 0) {
      setErrorObject(T.AttributeError, intern('__annotations__'));
      return -1;
    }
    r = dictDel(dict, intern('__annotations__'));
  }
  if (r === 0) typeModified(cls);
  return r;
}
function getAbstractMethods(cls: Borrowed): Owned {
  const m =
    cls === T.type
      ? (0 as Borrowed)
      : dictGet(ldPtr(cls + PyTypeObject.tp_dict), intern('__abstractmethods__'));
  if (m !== 0) return newRef(m);
  return errOccurred() ? NULL : setErrorObject(T.AttributeError, intern('__abstractmethods__'));
}
function setAbstractMethods(cls: Borrowed, value: Borrowed): number {
  const dict = ldPtr(cls + PyTypeObject.tp_dict);
  let abstract = 0;
  if (value !== 0) {
    abstract = isTrue(value);
    if (abstract < 0 || dictSet(dict, intern('__abstractmethods__'), value) < 0) return -1;
  } else if (dictDel(dict, intern('__abstractmethods__')) < 0) {
    if (errMatches(T.KeyError)) setErrorObject(T.AttributeError, intern('__abstractmethods__'));
    return -1;
  }
  typeModified(cls);
  const flags = typeFlags(cls);
  st32(
    cls + PyTypeObject.tp_flags,
    abstract ? flags | TypeFlags.IS_ABSTRACT : flags & ~TypeFlags.IS_ABSTRACT,
  );
  return 0;
}
const readonlyMember = (name: string, type: number, offset: number) => ({
  name,
  type,
  offset,
  readonly: true,
});

// -- methods ---------------------------------------------------------------------------------------------------------------

function typeRepr(cls: Borrowed): Owned {
  const mod = getModule(cls);
  if (mod === 0) errClear();
  const qual = getQualname(cls);
  let text: string;
  if (mod !== 0 && isInstance(mod, T.str) && jsStr(mod) !== 'builtins')
    text = `<class '${jsStr(mod)}.${jsStr(qual)}'>`;
  else text = `<class '${tpName(cls)}'>`;
  xdecref(mod);
  decref(qual);
  return newStr(text);
}
export function liveSubclasses(cls: Borrowed): Borrowed[] {
  const subs = ldPtr(cls + PyTypeObject.tp_subclasses);
  const out: Borrowed[] = [];
  if (subs === 0) return out;
  for (let c = dictNext(subs, 0); c !== 0; c = dictNext(subs, c)) {
    const s = ldPtr(dictEntryValue() + PyWeakReference.wr_object);
    if (s !== None) out.push(s);
  }
  return out;
}
function subclasses(cls: Borrowed): Owned {
  const list = newList();
  for (const s of liveSubclasses(cls)) listAppend(list, s);
  return list;
}
function typeMro(cls: Borrowed): Owned {
  const mro = c3(cls);
  if (mro === 0) return NULL;
  const list = newList();
  for (let i = 0; i < tupleLength(mro); i++) listAppend(list, tupleItem(mro, i));
  decref(mro);
  return list;
}
function typeDir(cls: Borrowed): Owned {
  const dict = newDict();
  if (mergeClassDict(dict, cls) < 0) {
    decref(dict);
    return NULL;
  }
  const r = callMethod(dict, 'keys');
  decref(dict);
  if (r === 0) return NULL;
  const list = sequenceList(r);
  decref(r);
  return list;
}
function typePrepare(): Owned {
  return newDict();
}
function typeSizeof(cls: Borrowed): Owned {
  return newInt(
    isHeap(cls) ? PyHeapTypeObject.size + ld32(cls + PyVarObject.ob_size) * 40 : PyTypeObject.size,
  );
}
function typeOr(l: Borrowed, r: Borrowed): Owned {
  return unionOr(l, r);
}

function typeInit(_cls: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const n = tupleLength(args);
  if (kwargs !== 0 && n === 1 && !dictIsEmpty(kwargs)) {
    typeError('type.__init__() takes no keyword arguments');
    return -1;
  }
  if (n !== 1 && n !== 3) {
    typeError('type.__init__() takes 1 or 3 arguments');
    return -1;
  }
  return 0;
}

/** References that every type holds, and those that a heap type has besides. */
const OF_ALL = [
  PyTypeObject.tp_dict,
  PyTypeObject.tp_bases,
  PyTypeObject.tp_mro,
  PyTypeObject.tp_cache,
  PyTypeObject.tp_subclasses,
];
const OF_HEAP_TYPES = [
  PyHeapTypeObject.ht_name,
  PyHeapTypeObject.ht_qualname,
  PyHeapTypeObject.ht_slots,
  PyHeapTypeObject.ht_module,
];
function takeFrom(cls: Borrowed, offsets: readonly number[]): void {
  for (const offset of offsets) {
    const v = ldPtr(cls + offset);
    stPtr(cls + offset, 0);
    xdecref(v);
  }
}

/** Takes from a built-in type what it holds, when the interpreter ends: nothing is looked up in it any more. */
export function emptyType(cls: Borrowed): void {
  typeModified(cls);
  takeFrom(cls, OF_ALL);
}

function typeDealloc(cls: Borrowed): void {
  gcUntrack(cls);
  // Weak references first: they must not find a type that is half gone.
  if (ldPtr(cls + PyTypeObject.tp_weaklist) !== 0) clearWeakReferences(cls);
  removeFromBases(cls);
  typeModified(cls);
  freeShapes(cls);
  const base = ldPtr(cls + PyTypeObject.tp_base);
  takeFrom(cls, [...OF_ALL, ...OF_HEAP_TYPES]);
  xdecref(base);
  for (let i = ldSsize(cls + PyVarObject.ob_size) - 1; i >= 0; i--)
    free(ldAddr(slotMembers(cls) + i * PyMemberDef.size + PyMemberDef.name));
  free(ldAddr(cls + PyHeapTypeObject._ht_tpname));
  const meta = typeOf(cls);
  freeObject(cls, typeFlags(meta));
  void meta;
}

function typeTraverse(cls: Borrowed, visit: (p: Borrowed) => void): void {
  if (!isHeap(cls)) return;
  for (const offset of [
    PyTypeObject.tp_dict,
    PyTypeObject.tp_cache,
    PyTypeObject.tp_mro,
    PyTypeObject.tp_bases,
    PyTypeObject.tp_base,
    PyHeapTypeObject.ht_module,
  ]) {
    const v = ldPtr(cls + offset);
    if (v !== 0) visit(v);
  }
}
function typeClear(cls: Borrowed): number {
  // What a cycle needs broken: the dict, and the MRO (which holds the type itself).
  typeModified(cls);
  const d = ldPtr(cls + PyTypeObject.tp_dict);
  if (d !== 0) dictClear(d);
  const m = ldPtr(cls + PyHeapTypeObject.ht_module);
  stPtr(cls + PyHeapTypeObject.ht_module, 0);
  xdecref(m);
  const mro = ldPtr(cls + PyTypeObject.tp_mro);
  stPtr(cls + PyTypeObject.tp_mro, 0);
  xdecref(mro);
  return 0;
}

export const typeType: TypeSpec = {
  type: 'type',
  basicsize: PyHeapTypeObject.size,
  itemsize: 40,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.TYPE_SUBCLASS | TypeFlags.HAVE_VECTORCALL,
  vectorcallOffset: PyTypeObject.tp_vectorcall,
  weaklistoffset: PyTypeObject.tp_weaklist,
  dictoffset: PyTypeObject.tp_dict,
  doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
  slots: {
    tp_dealloc: typeDealloc,
    tp_repr: typeRepr,
    tp_call: typeCall,
    tp_vectorcall: typeTypeVectorcall,
    tp_getattro: typeGetAttro,
    tp_setattro: typeSetAttro,
    tp_traverse: typeTraverse,
    tp_clear: typeClear,
    tp_init: typeInit,
    tp_new: typeNew,
    tp_is_gc: (cls: Borrowed) => (isHeap(cls) ? 1 : 0),
    nb_or: typeOr,
  },
  methods: [
    method('mro', '($self, /)', typeMro, "Return a type's method resolution order."),
    method('__subclasses__', '($self, /)', subclasses, 'Return a list of immediate subclasses.'),
    method(
      '__prepare__',
      '(*args, **kwargs)',
      typePrepare,
      '__prepare__() -> dict\nused for the class statement',
      { kind: 'classmethod', noTextSignature: true },
    ),
    method(
      '__instancecheck__',
      '($self, instance, /)',
      (cls: Borrowed, o: Borrowed) => truthResult(recursiveIsInstance(o, cls)),
      'Check if an object is an instance.',
    ),
    method(
      '__subclasscheck__',
      '($self, subclass, /)',
      (cls: Borrowed, o: Borrowed) => truthResult(recursiveIsSubclass(o, cls)),
      'Check if a class is a subclass.',
    ),
    method('__dir__', '($self, /)', typeDir, 'Specialized __dir__ implementation for types.'),
    method('__sizeof__', '($self, /)', typeSizeof, 'Return memory consumption of the type object.'),
  ],
  getset: [
    { name: '__name__', get: getName, set: setName },
    { name: '__qualname__', get: getQualname, set: setQualname },
    { name: '__bases__', get: getBases, set: setBases },
    { name: '__module__', get: getModule, set: setModule },
    { name: '__abstractmethods__', get: getAbstractMethods, set: setAbstractMethods },
    { name: '__dict__', get: getDict },
    { name: '__doc__', get: getDoc, set: setDoc },
    { name: '__text_signature__', get: getTextSignature },
    { name: '__annotations__', get: getAnnotations, set: setAnnotations },
  ],
  members: [
    readonlyMember('__basicsize__', MemberType.SSIZE, PyTypeObject.tp_basicsize),
    readonlyMember('__itemsize__', MemberType.SSIZE, PyTypeObject.tp_itemsize),
    readonlyMember('__flags__', MemberType.ULONG, PyTypeObject.tp_flags),
    readonlyMember('__weakrefoffset__', MemberType.SSIZE, PyTypeObject.tp_weaklistoffset),
    readonlyMember('__base__', MemberType.OBJECT, PyTypeObject.tp_base),
    readonlyMember('__dictoffset__', MemberType.SSIZE, PyTypeObject.tp_dictoffset),
    readonlyMember('__mro__', MemberType.OBJECT, PyTypeObject.tp_mro),
  ],
}; // prettier-ignore
function truthResult(r: number): Owned {
  return r < 0 ? NULL : newBool(r === 1);
}
