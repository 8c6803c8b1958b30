/** `object`: the base of everything. Its methods are what any object can do. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyHeapTypeObject,
  PyObject,
  PyTypeObject,
  PyVarObject,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import {
  addressHex,
  callMethod,
  getAttr,
  getAttrString,
  hashPointer,
  isTrue,
  lookupAttr,
  Py_EQ,
  Py_NE,
  repr,
  sequenceList,
  str,
  typeName,
} from '../core/abstract.js';
import { allocTracked, hasFlag, typeFlags } from '../core/alloc.js';
import { noKeywords } from '../core/args.js';
import { call } from '../core/call.js';
import { method, type TypeSpec } from '../core/define.js';
import { dictCopy, dictLength, dictMerge, newDict } from '../core/dict.js';
import { errOccurred, typeError } from '../core/errors.js';
import { call3 } from '../core/functions.js';
import { importModule } from '../core/import-hook.js';
import { finishDealloc, objectFree } from '../core/instance.js';
import { newInt } from '../core/int.js';
import { intern } from '../core/intern.js';
import { listItem, listLength } from '../core/list.js';
import { typeLookup } from '../core/lookup.js';
import { tpName } from '../core/names.js';
import { genericGetAttr, genericSetAttr, materializeDict } from '../core/object.js';
import { decref, incref, newRef, typeOf } from '../core/refcount.js';
import { shapeOf } from '../core/shape.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance, isSubtypeByMro } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { False, None, NotImplemented, T, True } from '../core/wellknown.js';
import { objectGetState, reduceNewobj } from '../lib/reduce.js';

function excessArgs(args: Borrowed, kwargs: Borrowed): boolean {
  return tupleLength(args) > 0 || (kwargs !== 0 && dictLength(kwargs) > 0);
}

/** object.__new__: arguments are an error only when nobody else could have taken them. */
export function objectNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (excessArgs(args, kwargs)) {
    if (ld32(tp + PyTypeObject.tp_new) !== ld32(T.object + PyTypeObject.tp_new)) {
      return typeError('object.__new__() takes exactly one argument (the type to instantiate)');
    }
    if (ld32(tp + PyTypeObject.tp_init) === ld32(T.object + PyTypeObject.tp_init)) {
      return typeError(`${tpName(tp)}() takes no arguments`);
    }
  }
  if (hasFlag(tp, TypeFlags.IS_ABSTRACT)) return abstractError(tp);
  return allocTracked(tp, 0);
}
function abstractError(tp: Borrowed): Owned {
  const methods = getAttrString(tp, '__abstractmethods__');
  if (methods === 0) return NULL;
  const sorted = sequenceList(methods);
  decref(methods);
  if (sorted === 0) return NULL;
  const r = callMethod(sorted, 'sort');
  if (r === 0) {
    decref(sorted);
    return NULL;
  }
  decref(r);
  const names: string[] = [];
  for (let i = 0; i < listLength(sorted); i++) names.push(jsStr(listItem(sorted, i)));
  decref(sorted);
  return typeError(
    `Can't instantiate abstract class ${tpName(tp)} with abstract method${names.length > 1 ? 's' : ''} ${names.join(', ')}`,
  );
}

function objectInit(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  if (excessArgs(args, kwargs)) {
    const tp = typeOf(self);
    if (ld32(tp + PyTypeObject.tp_init) !== ld32(T.object + PyTypeObject.tp_init)) {
      typeError('object.__init__() takes exactly one argument (the instance to initialize)');
      return -1;
    }
    if (ld32(tp + PyTypeObject.tp_new) === ld32(T.object + PyTypeObject.tp_new)) {
      typeError(`${tpName(tp)}.__init__() takes exactly one argument (the instance to initialize)`);
      return -1;
    }
  }
  return 0;
}

function objectRepr(self: Borrowed): Owned {
  const tp = typeOf(self);
  const mod = typeModule(tp);
  const qual = typeQualname(tp);
  const name = mod !== '' && mod !== 'builtins' ? `${mod}.${qual}` : qual;
  return newStr(`<${name} object at 0x${addressHex(self)}>`);
}
/** `tp.__module__` for reprs: '' when it is missing or no str. */
export function typeModule(tp: Borrowed): string {
  const m = lookupAttr(tp, intern('__module__'));
  if (m === 0) return '';
  const s = isInstance(m, T.str) ? jsStr(m) : '';
  decref(m);
  return s;
}
export function typeQualname(tp: Borrowed): string {
  const q = getAttr(tp, intern('__qualname__'));
  if (q === 0) return tpName(tp);
  const s = isInstance(q, T.str) ? jsStr(q) : tpName(tp);
  decref(q);
  return s;
}

function objectCompare(self: Borrowed, other: Borrowed, op: number): Owned {
  if (op === Py_EQ) return newRef(self === other ? True : NotImplemented);
  if (op === Py_NE) {
    // By default the opposite of __eq__.
    const f = ld32(typeOf(self) + PyTypeObject.tp_richcompare);
    if (f === 0) return newRef(NotImplemented);
    const r = call3(f, self, other, Py_EQ) as Owned;
    if (r === 0 || r === NotImplemented) return r;
    const t = isTrue(r);
    decref(r);
    if (t < 0) return NULL;
    return newRef(t ? False : True);
  }
  return newRef(NotImplemented);
}

function getClass(self: Borrowed): Owned {
  return newRef(typeOf(self));
}
/** `o.__class__ = C`: only between heap types (or modules) of the same layout. */
function setClass(self: Borrowed, value: Borrowed): number {
  if (value === 0) {
    typeError("can't delete __class__ attribute");
    return -1;
  }
  if (!hasFlag(typeOf(value), TypeFlags.TYPE_SUBCLASS)) {
    typeError(`__class__ must be set to a class, not '${typeName(value)}' object`);
    return -1;
  }
  const old = typeOf(self);
  const next = value;
  const module = isSubtypeByMro(next, T.module) && isSubtypeByMro(old, T.module);
  if (!module && (hasFlag(next, TypeFlags.IMMUTABLETYPE) || hasFlag(old, TypeFlags.IMMUTABLETYPE))) {
    typeError('__class__ assignment only supported for mutable types or ModuleType subclasses');
    return -1;
  }
  if (!compatibleForAssignment(old, next, '__class__')) return -1;
  if (hasFlag(old, TypeFlags.MANAGED_DICT) && shapeOf(self) !== 0) materializeDict(self);
  if (hasFlag(next, TypeFlags.HEAPTYPE)) incref(next);
  stPtr(self + PyObject.ob_type, next);
  if (hasFlag(old, TypeFlags.HEAPTYPE)) decref(old);
  return 0;
}
/** A class that adds nothing to the layout of its first base. */
function isLikeItsBase(tp: Borrowed): boolean {
  const base = ldPtr(tp + PyTypeObject.tp_base);
  return base !== 0 && hasFlag(tp, TypeFlags.HEAPTYPE) && sameLayout(tp, base);
}
function sameLayout(a: Borrowed, b: Borrowed): boolean {
  return (
    ld32(a + PyTypeObject.tp_basicsize) === ld32(b + PyTypeObject.tp_basicsize) &&
    ld32(a + PyTypeObject.tp_itemsize) === ld32(b + PyTypeObject.tp_itemsize) &&
    ld32(a + PyTypeObject.tp_dictoffset) === ld32(b + PyTypeObject.tp_dictoffset) &&
    ld32(a + PyTypeObject.tp_weaklistoffset) === ld32(b + PyTypeObject.tp_weaklistoffset) &&
    ((typeFlags(a) ^ typeFlags(b)) & (TypeFlags.HAVE_GC | TypeFlags.MANAGED_DICT)) === 0
  );
}
/** The nearest class in the chain of first bases that has a layout of its own. */
function layoutOf(tp: Borrowed): Borrowed {
  let t = tp;
  while (isLikeItsBase(t)) t = ldPtr(t + PyTypeObject.tp_base);
  return t;
}
/** Two classes that add the same to one base: a `__dict__`, a `__weakref__`, slots of the same names. */
function addTheSame(a: Borrowed, b: Borrowed): boolean {
  return (
    ldPtr(a + PyTypeObject.tp_base) === ldPtr(b + PyTypeObject.tp_base) &&
    hasFlag(a, TypeFlags.HEAPTYPE) &&
    hasFlag(b, TypeFlags.HEAPTYPE) &&
    sameLayout(a, b) &&
    slotNames(a) === slotNames(b)
  );
}
function slotNames(tp: Borrowed): string {
  const slots = ldPtr(tp + PyHeapTypeObject.ht_slots);
  const out: string[] = [];
  if (slots !== 0) for (let i = 0; i < tupleLength(slots); i++) out.push(jsStr(tupleItem(slots, i)));
  return out.join(' ');
}
/** Whether instances of one can become instances of the other. TypeError otherwise. */
export function compatibleForAssignment(old: Borrowed, next: Borrowed, attr: string): boolean {
  if ((typeFlags(old) ^ typeFlags(next)) & TypeFlags.HAVE_GC) {
    typeError(`${attr} assignment: '${tpName(next)}' deallocator differs from '${tpName(old)}'`);
    return false;
  }
  const a = layoutOf(old);
  const b = layoutOf(next);
  if (a === b || addTheSame(a, b)) return true;
  typeError(`${attr} assignment: '${tpName(next)}' object layout differs from '${tpName(old)}'`);
  return false;
}

// -- methods -----------------------------------------------------------------------------------------------------------

function objectFormat(self: Borrowed, spec: Borrowed): Owned {
  if (!isInstance(spec, T.str)) return typeError(`__format__() argument must be str, not ${typeName(spec)}`);
  if (jsStr(spec) !== '')
    return typeError(`unsupported format string passed to ${typeName(self)}.__format__`);
  return str(self);
}
function objectSizeof(self: Borrowed): Owned {
  const tp = typeOf(self);
  const itemsize = ld32(tp + PyTypeObject.tp_itemsize);
  let size = ld32(tp + PyTypeObject.tp_basicsize);
  if (itemsize > 0) size += Math.abs(ld32(self + PyVarObject.ob_size)) * itemsize;
  return newInt(size);
}
/** The names in the MRO's dicts, merged (what dir() of a class shows). 0 or -1. */
export function mergeClassDict(dict: Borrowed, cls: Borrowed): number {
  const d = lookupAttr(cls, intern('__dict__'));
  if (d === 0) return errOccurred() ? -1 : 0;
  const r = updateFrom(dict, d);
  decref(d);
  if (r < 0) return -1;
  const bases = lookupAttr(cls, intern('__bases__'));
  if (bases === 0) return errOccurred() ? -1 : 0;
  if (isInstance(bases, T.tuple)) {
    for (let i = 0; i < tupleLength(bases); i++) {
      if (mergeClassDict(dict, tupleItem(bases, i)) < 0) {
        decref(bases);
        return -1;
      }
    }
  }
  decref(bases);
  return 0;
}
function updateFrom(dict: Borrowed, mapping: Borrowed): number {
  if (isInstance(mapping, T.dict)) return dictMerge(dict, mapping, 1);
  const r = callMethod(dict, 'update', mapping);
  if (r === 0) return -1;
  decref(r);
  return 0;
}
function objectDir(self: Borrowed): Owned {
  let dict = lookupAttr(self, intern('__dict__'));
  if (dict === 0) {
    if (errOccurred()) return NULL;
    dict = newDict();
  } else if (!isInstance(dict, T.dict)) {
    decref(dict);
    dict = newDict();
  } else {
    const copy = dictCopy(dict);
    decref(dict);
    dict = copy;
  }
  const cls = lookupAttr(self, intern('__class__'));
  if (cls !== 0) {
    const r = mergeClassDict(dict, cls);
    decref(cls);
    if (r < 0) {
      decref(dict);
      return NULL;
    }
  } else if (errOccurred()) {
    decref(dict);
    return NULL;
  }
  const list = sequenceList(dict);
  decref(dict);
  return list;
}
function initSubclass(): Owned {
  return newRef(None);
}
function subclassHook(_type: Borrowed, _args: Addr, _n: number, kwnames: Borrowed): Owned {
  return noKeywords('__subclasshook__', kwnames) ? newRef(NotImplemented) : NULL;
}
function objectReduce(self: Borrowed): Owned {
  return reduceVia(self, 0);
}
function objectReduceEx(self: Borrowed, protocol: number): Owned {
  const reduce = lookupAttr(self, intern('__reduce__'));
  if (reduce === 0) {
    if (errOccurred()) return NULL;
    return reduceVia(self, protocol);
  }
  const cls = getAttrString(self, '__class__');
  if (cls === 0) {
    decref(reduce);
    return NULL;
  }
  const clsReduce = getAttrString(cls, '__reduce__');
  decref(cls);
  if (clsReduce === 0) {
    decref(reduce);
    return NULL;
  }
  const overridden = clsReduce !== typeLookup(T.object, intern('__reduce__'));
  decref(clsReduce);
  if (overridden) {
    const r = call(reduce);
    decref(reduce);
    return r;
  }
  decref(reduce);
  return reduceVia(self, protocol);
}

function reduceVia(self: Borrowed, protocol: number): Owned {
  if (protocol >= 2) return reduceNewobj(self);
  const copyreg = importModule('copyreg');
  if (copyreg === 0) return NULL;
  const proto = newInt(protocol);
  const r = callMethod(copyreg, '_reduce_ex', self, proto);
  decref(proto);
  decref(copyreg);
  return r;
}

export const objectType: TypeSpec = {
  type: 'object',
  basicsize: PyObject.size,
  flags: TypeFlags.BASETYPE,
  doc: 'The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n',
  textSignature: '()',
  slots: {
    tp_dealloc: (self: Borrowed) => finishDealloc(self),
    tp_repr: objectRepr,
    tp_str: (self: Borrowed) => repr(self),
    tp_hash: (self: Borrowed) => hashPointer(self),
    tp_getattro: (self: Borrowed, name: Borrowed) => genericGetAttr(self, name),
    tp_setattro: genericSetAttr,
    tp_richcompare: objectCompare,
    tp_new: objectNew,
    tp_init: objectInit,
    tp_alloc: allocTracked,
    tp_free: (self: Borrowed) => objectFree(self),
  },
  methods: [
    method('__reduce_ex__', '($self, protocol: int, /)', objectReduceEx, 'Helper for pickle.'),
    method('__reduce__', '($self, /)', objectReduce, 'Helper for pickle.'),
    method(
      '__getstate__',
      '($self, /)',
      (self: Borrowed) => objectGetState(self, false),
      'Helper for pickle.',
    ),
    method(
      '__subclasshook__',
      '($type, *args, /)',
      subclassHook,
      'Abstract classes can override this to customize issubclass().',
      { kind: 'classmethod', raw: true, noTextSignature: true },
    ),
    method(
      '__init_subclass__',
      '($type, /)',
      initSubclass,
      'This method is called when a class is subclassed.',
      { kind: 'classmethod', noTextSignature: true },
    ),
    method('__format__', '($self, format_spec, /)', objectFormat, 'Default object formatter.'),
    method('__sizeof__', '($self, /)', objectSizeof, 'Size of object in memory, in bytes.'),
    method('__dir__', '($self, /)', objectDir, 'Default dir() implementation.'),
  ],
  getset: [{ name: '__class__', get: getClass, set: setClass, doc: "the object's class" }],
}; // prettier-ignore
