/**
 * Making type objects usable: what PyType_Ready does. Slots become wrapper descriptors, methods and getters become
 * descriptors, what a type does not define it inherits.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  type Owned,
  PyGetSetDef,
  PyMemberDef,
  PyMethodDef,
  PyTypeObject,
  st32,
  stPtr,
  stSsize,
  TypeFlags,
  thunkAddress,
} from '@tyston/memory'; // prettier-ignore
import { hasFlag, typeFlags } from './alloc.js';
import { Meth } from './call.js';
import { CORE_MODULE, CoreFunctions } from './core-functions.js';
import type { GetSetSpec, MemberSpec, MethodSpec, SlotTable } from './define.js';
import {
  newCFunction,
  newClassMethodDescr,
  newGetSetDescr,
  newMemberDescr,
  newMethodDescr,
  newWrapperDescr,
} from './descr-objects.js'; // prettier-ignore
import { dictGetStr, dictSet, newDict } from './dict.js';
import { type AnyFunction, defineFunction, ROWS } from './functions.js';
import { gcTrack } from './gc-list.js';
import { namesGenericGetattr, namesGenericSetattr } from './generic-getattr.js';
import { GENERIC_SLOTS, setGenericAddress } from './generic-slots.js';
import { immortalAlloc, immortalCString } from './immortal.js';
import { intern } from './intern.js';
import { makeEntry, methFlags } from './method-entry.js';
import { c3 } from './mro.js';
import { decref, incref, newRef } from './refcount.js';
import { SLOT_DEFS } from './slot-defs.js';
import {
  embedTables,
  getSlot,
  SLOTS,
  type SlotPlace,
  setSlot,
  slotAddress,
  slotPlace,
  slotPlaces,
} from './slot-offsets.js';
import { State } from './state.js';
import { newStr } from './str.js';
import { newTuple, newTupleBuffer, tupleInit, tupleItem, tupleLength } from './tuple.js';
import { None, T } from './wellknown.js';

/** Registers the generic slot functions; once per isolate. */
export function registerGenericSlots(): void {
  for (const place of SLOTS) {
    const f = GENERIC_SLOTS[place.name];
    if (f) setGenericAddress(place.name, defineFunction(CORE_MODULE, 64 + place.row, f as AnyFunction));
  }
}

// -- what a function's address tells about its declaration (docs, signatures): constants, per isolate ---------------

export interface Declared {
  readonly doc: string;
  readonly spec: MethodSpec | null;
}
/** Declarations by their functions' indices. (Filled at every start: entries that nobody asks for must cost next to nothing.) */
const declared = new Map<number, MethodSpec | GetSetSpec>();
/** The declaration behind a method definition's function pointer. */
export function methodSpecOf(meth: Addr): MethodSpec | undefined {
  return declared.get(meth) as MethodSpec | undefined;
}
export function getSetDocOf(get: Addr): string | undefined {
  const spec = declared.get(get);
  return spec && (spec.doc ?? '');
}

/** Registers a method's implementation; returns its function pointer. */
export function registerMethod(module: number, row: number, spec: MethodSpec): Addr {
  const a = defineFunction(module, row, spec.raw ? spec.impl : firstCall(module, row, spec));
  declared.set(a, spec);
  return a;
}
/** What parses a method's arguments is made when it is called first: a program calls few of the methods that there are. */
function firstCall(module: number, row: number, spec: MethodSpec): AnyFunction {
  let entry: AnyFunction | null = null;
  return (...args) => {
    if (entry === null) {
      entry = makeEntry(spec);
      defineFunction(module, row, entry);
    }
    return entry(...args);
  };
}
/** A PyMethodDef for a registered method, in immortal memory. */
export function newMethodDef(spec: MethodSpec, meth: Addr): Addr {
  const def = immortalAlloc(PyMethodDef.size);
  stPtr(def + PyMethodDef.ml_name, immortalCString(spec.name));
  stPtr(def + PyMethodDef.ml_meth, meth);
  st32(def + PyMethodDef.ml_flags, methFlags(spec));
  return def;
}

// -- tables of a type ------------------------------------------------------------------------------------------------

/** The parts of a declaration that are functions; rows follow from positions. */
export interface Tables {
  readonly slots: SlotTable;
  readonly methods?: readonly MethodSpec[];
  readonly getset?: readonly GetSetSpec[];
  readonly members?: readonly MemberSpec[];
}

/** Registers all functions of a type's tables under its module number, from row `first`. Once per isolate. Returns the next free row. */
export function registerTables(module: number, first: number, tables: Tables): number {
  let row = first;
  for (const place of ownSlots(tables.slots)) defineFunction(module, row++, tables.slots[place.name]!);
  if (tables.slots.vectorcall) defineFunction(module, row++, tables.slots.vectorcall);
  for (const m of tables.methods ?? []) registerMethod(module, row++, m);
  for (const g of tables.getset ?? []) {
    if (g.get) {
      declared.set(defineFunction(module, row, g.get), g);
    }
    if (g.set) defineFunction(module, row + 1, g.set);
    row += 2;
  }
  return row;
}

const at = (module: number, row: number) => thunkAddress(module * ROWS + row);

/** Writes a type's own slots into the type object. */
function fillSlots(tp: Borrowed, module: number, first: number, slots: SlotTable): void {
  let row = first;
  for (const place of ownSlots(slots)) setSlot(tp, place, at(module, row++));
}
/** The slots that a table fills, in row order. */
function ownSlots(slots: SlotTable): readonly SlotPlace[] {
  return slotPlaces(Object.keys(slots)).filter((place) => slots[place.name]);
}
/** How many rows a type's slots take; the vectorcall function of its instances is the last of them. */
function slotRows(slots: SlotTable): number {
  return ownSlots(slots).length + (slots.vectorcall ? 1 : 0);
}

/** Adds a wrapper descriptor for each slot that the type itself fills, unless its dict has the method already. */
export function addOperators(tp: Borrowed, dict: Borrowed): void {
  for (let i = 0; i < SLOT_DEFS.length; i++) {
    const def = SLOT_DEFS[i]!;
    if (def.wrapper === null) continue;
    const f = getSlot(tp, slotPlace(def.slot));
    if (f === 0) continue;
    const name = intern(def.method);
    if (dictGetStr(dict, name) !== 0) continue;
    if (def.slot === 'tp_hash' && f === CoreFunctions.hash_not_implemented) {
      dictSet(dict, name, None);
      continue;
    }
    const d = newWrapperDescr(tp, name, wrapperBase(i), f);
    dictSet(dict, name, d);
    decref(d);
  }
}
/** The record that d_base points to: the row in SLOT_DEFS plus one, never NULL; it is a number, not memory. */
function wrapperBase(i: number): Addr {
  return i + 1;
}
export function slotDefOf(base: Addr): (typeof SLOT_DEFS)[number] {
  return SLOT_DEFS[base - 1]!;
}

/** Adds `__new__` for a type with a tp_new of its own. */
function addNew(tp: Borrowed, dict: Borrowed): void {
  const def = newWrapperDef;
  const f = newCFunction(def.address(), tp, 0 as Borrowed, CoreFunctions.cfunction_vectorcall);
  dictSet(dict, intern('__new__'), f);
  decref(f);
}
/** The one method definition that all `__new__` share. */
const newWrapperDef = {
  address(): Addr {
    let def = ld32(State.NEW_WRAPPER_DEF);
    if (def === 0) {
      def = immortalAlloc(PyMethodDef.size);
      stPtr(def + PyMethodDef.ml_name, immortalCString('__new__'));
      stPtr(def + PyMethodDef.ml_meth, CoreFunctions.new_wrapper);
      st32(def + PyMethodDef.ml_flags, Meth.VARARGS | Meth.KEYWORDS);
      stPtr(State.NEW_WRAPPER_DEF, def);
    }
    return def;
  },
};
function addMethods(tp: Borrowed, dict: Borrowed, module: number, first: number, tables: Tables): void {
  let row = first + slotRows(tables.slots);
  for (const m of tables.methods ?? []) {
    const name = intern(m.name);
    const meth = at(module, row++);
    if (!m.coexist && dictGetStr(dict, name) !== 0) continue;
    const def = newMethodDef(m, meth);
    let d: Owned;
    if (m.kind === 'classmethod') d = newClassMethodDescr(tp, name, def);
    else if (m.kind === 'staticmethod') {
      const f = newCFunction(def, tp, 0 as Borrowed, CoreFunctions.cfunction_vectorcall);
      d = makeStaticMethod(f);
      decref(f);
    } else d = newMethodDescr(tp, name, def, CoreFunctions.method_descr_vectorcall);
    dictSet(dict, name, d);
    decref(d);
  }
  for (const g of tables.getset ?? []) {
    const def = immortalAlloc(PyGetSetDef.size);
    stPtr(def + PyGetSetDef.name, immortalCString(g.name));
    if (g.get) stPtr(def + PyGetSetDef.get, at(module, row));
    if (g.set) stPtr(def + PyGetSetDef.set, at(module, row + 1));
    row += 2;
    if (dictGetStr(dict, intern(g.name)) !== 0) continue;
    const d = newGetSetDescr(tp, intern(g.name), def);
    dictSet(dict, intern(g.name), d);
    decref(d);
  }
  for (const m of tables.members ?? []) {
    const def = immortalAlloc(PyMemberDef.size);
    stPtr(def + PyMemberDef.name, immortalCString(m.name));
    st32(def + PyMemberDef.type, m.type);
    stSsize(def + PyMemberDef.offset, m.offset);
    st32(def + PyMemberDef.flags, m.readonly ? 1 : 0);
    if (m.doc) stPtr(def + PyMemberDef.doc, immortalCString(m.doc));
    if (dictGetStr(dict, intern(m.name)) !== 0) continue;
    const d = newMemberDescr(tp, intern(m.name), def);
    dictSet(dict, intern(m.name), d);
    decref(d);
  }
}
let makeStaticMethod: (f: Borrowed) => Owned = () => {
  throw new Error('staticmethod is not installed');
};
export function setMakeStaticMethod(f: typeof makeStaticMethod): void {
  makeStaticMethod = f;
}

// -- inheritance -------------------------------------------------------------------------------------------------------

const GROUPED = new Set([
  'tp_dealloc',
  'tp_new',
  'tp_getattro',
  'tp_setattro',
  'tp_richcompare',
  'tp_hash',
  'tp_alloc',
  'tp_free',
  'tp_is_gc',
  'tp_traverse',
  'tp_clear',
  'tp_vectorcall',
]);

/** Copies what `tp` leaves open from `base` (inherit_slots). */
export function inheritSlots(tp: Borrowed, base: Borrowed): void {
  inheritCollectionFlags(tp, base);
  for (const place of SLOTS) {
    if (GROUPED.has(place.name)) continue;
    const a = slotAddress(tp, place);
    if (a !== 0 && ld32(a) === 0) {
      const f = getSlot(base, place);
      if (f !== 0) stPtr(a, f);
    }
  }
  const inherit = (offset: number) => {
    if (ld32(tp + offset) === 0) stPtr(tp + offset, ld32(base + offset));
  };
  inherit(PyTypeObject.tp_getattro);
  inherit(PyTypeObject.tp_setattro);
  inherit(PyTypeObject.tp_dealloc);
  inherit(PyTypeObject.tp_alloc);
  if (
    ld32(tp + PyTypeObject.tp_richcompare) === 0 &&
    ld32(tp + PyTypeObject.tp_hash) === 0 &&
    !overridesHash(tp)
  ) {
    stPtr(tp + PyTypeObject.tp_richcompare, ld32(base + PyTypeObject.tp_richcompare));
    stPtr(tp + PyTypeObject.tp_hash, ld32(base + PyTypeObject.tp_hash));
  }
  const flags = typeFlags(tp);
  const baseFlags = typeFlags(base);
  if (ld32(tp + PyTypeObject.tp_free) === 0)
    stPtr(tp + PyTypeObject.tp_free, ld32(base + PyTypeObject.tp_free));
  // A type that was callable by vectorcall goes on to be, unless its `__call__` was replaced.
  if (baseFlags & TypeFlags.HAVE_VECTORCALL && ld32(tp + PyTypeObject.tp_vectorcall_offset) === 0) {
    stSsize(tp + PyTypeObject.tp_vectorcall_offset, ld32(base + PyTypeObject.tp_vectorcall_offset));
  }
  if (
    baseFlags & TypeFlags.HAVE_VECTORCALL &&
    ld32(tp + PyTypeObject.tp_call) === ld32(base + PyTypeObject.tp_call) &&
    !(flags & TypeFlags.HEAPTYPE)
  ) {
    st32(tp + PyTypeObject.tp_flags, typeFlags(tp) | TypeFlags.HAVE_VECTORCALL);
  }
  if (
    baseFlags & TypeFlags.METHOD_DESCRIPTOR &&
    ld32(tp + PyTypeObject.tp_descr_get) === ld32(base + PyTypeObject.tp_descr_get) &&
    !(flags & TypeFlags.HEAPTYPE)
  ) {
    st32(tp + PyTypeObject.tp_flags, typeFlags(tp) | TypeFlags.METHOD_DESCRIPTOR);
  }
}
function overridesHash(tp: Borrowed): boolean {
  const dict = ldPtr(tp + PyTypeObject.tp_dict);
  return (
    dict !== 0 && (dictGetStr(dict, intern('__eq__')) !== 0 || dictGetStr(dict, intern('__hash__')) !== 0)
  );
}

const COLLECTION_FLAGS = TypeFlags.SEQUENCE | TypeFlags.MAPPING;
/** What `match` takes instances for: the first class of the MRO that is a sequence or a mapping decides (inherit_patma_flags). */
function inheritCollectionFlags(tp: Borrowed, base: Borrowed): void {
  const flags = typeFlags(tp);
  if ((flags & COLLECTION_FLAGS) === 0)
    st32(tp + PyTypeObject.tp_flags, flags | (typeFlags(base) & COLLECTION_FLAGS));
}

/** Sizes, collector slots and flags from the base (inherit_special). */
export function inheritSpecial(tp: Borrowed, base: Borrowed): void {
  let flags = typeFlags(tp);
  const baseFlags = typeFlags(base);
  // Also where the type says HAVE_GC itself: one that holds no more than its base is traversed as its base.
  if (
    baseFlags & TypeFlags.HAVE_GC &&
    ld32(tp + PyTypeObject.tp_traverse) === 0 &&
    ld32(tp + PyTypeObject.tp_clear) === 0
  ) {
    flags |= TypeFlags.HAVE_GC;
    stPtr(tp + PyTypeObject.tp_traverse, ld32(base + PyTypeObject.tp_traverse));
    stPtr(tp + PyTypeObject.tp_clear, ld32(base + PyTypeObject.tp_clear));
  }
  flags |= baseFlags & TypeFlags.MANAGED_DICT;
  const subclass =
    TypeFlags.LONG_SUBCLASS |
    TypeFlags.LIST_SUBCLASS |
    TypeFlags.TUPLE_SUBCLASS |
    TypeFlags.BYTES_SUBCLASS |
    TypeFlags.UNICODE_SUBCLASS |
    TypeFlags.DICT_SUBCLASS |
    TypeFlags.BASE_EXC_SUBCLASS |
    TypeFlags.TYPE_SUBCLASS; // prettier-ignore
  flags |= baseFlags & subclass;
  flags |= baseFlags & TypeFlags.MATCH_SELF;
  st32(tp + PyTypeObject.tp_flags, flags);
  const copyIfZero = (offset: number) => {
    if (ld32(tp + offset) === 0) stSsize(tp + offset, ld32(base + offset));
  };
  copyIfZero(PyTypeObject.tp_basicsize);
  copyIfZero(PyTypeObject.tp_itemsize);
  copyIfZero(PyTypeObject.tp_weaklistoffset);
  copyIfZero(PyTypeObject.tp_dictoffset);
  if (
    ld32(tp + PyTypeObject.tp_new) === 0 &&
    !(flags & TypeFlags.DISALLOW_INSTANTIATION) &&
    (base !== T.object || flags & TypeFlags.HEAPTYPE)
  ) {
    stPtr(tp + PyTypeObject.tp_new, ld32(base + PyTypeObject.tp_new));
  }
}

/** Computes and sets the MRO (plain C3, for static types and classes of exact `type`). 0 or -1. */
export function setMro(tp: Borrowed): number {
  const mro = c3(tp);
  if (mro === 0) return -1;
  const old = ldPtr(tp + PyTypeObject.tp_mro);
  stPtr(tp + PyTypeObject.tp_mro, mro);
  if (old !== 0) decref(old);
  return 0;
}

export interface ReadySpec extends Tables {
  readonly name: string;
  readonly basicsize: number;
  readonly itemsize?: number;
  readonly flags?: number;
  readonly doc?: string;
  readonly textSignature?: string;
  readonly dictoffset?: number;
  readonly weaklistoffset?: number;
  readonly vectorcallOffset?: number;
  readonly extra?: () => Iterable<readonly [string, Owned]>;
}

/**
 * Readies the type object at `tp` (zeroed memory with its header set) from a declaration whose functions are registered
 * under (module, first). `base` is 0 for `object` itself.
 */
export function readyType(
  tp: Borrowed,
  spec: ReadySpec,
  base: Borrowed,
  module: number,
  first: number,
  extraFlags: number,
): void {
  embedTables(tp);
  stPtr(tp + PyTypeObject.tp_name, immortalCString(spec.name));
  stSsize(tp + PyTypeObject.tp_basicsize, spec.basicsize);
  stSsize(tp + PyTypeObject.tp_itemsize, spec.itemsize ?? 0);
  stSsize(tp + PyTypeObject.tp_dictoffset, spec.dictoffset ?? 0);
  stSsize(tp + PyTypeObject.tp_weaklistoffset, spec.weaklistoffset ?? 0);
  stSsize(tp + PyTypeObject.tp_vectorcall_offset, spec.vectorcallOffset ?? 0);
  st32(tp + PyTypeObject.tp_flags, (spec.flags ?? 0) | extraFlags);
  const docText = typeDocText(spec);
  if (docText !== '') stPtr(tp + PyTypeObject.tp_doc, immortalCString(docText));
  fillSlots(tp, module, first, spec.slots);
  if (spec.slots.vectorcall) typeVectorcalls.set(tp, at(module, first + slotRows(spec.slots) - 1));

  const dict = newDict();
  stPtr(tp + PyTypeObject.tp_dict, dict);
  if (base !== 0) {
    incref(base);
    stPtr(tp + PyTypeObject.tp_base, base);
    stPtr(tp + PyTypeObject.tp_bases, newTuple(newRef(base)));
  } else {
    stPtr(tp + PyTypeObject.tp_bases, newTuple());
  }
  if (spec.slots.tp_hash === null) setSlot(tp, slotPlace('tp_hash'), CoreFunctions.hash_not_implemented);
  if (namesGenericGetattr.has(spec.name) && !spec.slots.tp_getattro)
    stPtr(tp + PyTypeObject.tp_getattro, ldPtr(T.object + PyTypeObject.tp_getattro));
  if (namesGenericSetattr.has(spec.name) && !spec.slots.tp_setattro)
    stPtr(tp + PyTypeObject.tp_setattro, ldPtr(T.object + PyTypeObject.tp_setattro));
  addOperators(tp, dict);
  if (spec.slots.tp_new) addNew(tp, dict);
  addMethods(tp, dict, module, first, spec);
  if (base !== 0) {
    inheritSpecial(tp, base);
    setMro(tp);
    const mro = ldPtr(tp + PyTypeObject.tp_mro);
    for (let i = 1; i < tupleLength(mro); i++) inheritSlots(tp, tupleItem(mro, i));
  } else {
    const mro = newTupleBuffer(1);
    tupleInit(mro, 0, newRef(tp));
    gcTrack(mro);
    stPtr(tp + PyTypeObject.tp_mro, mro);
  }
  if (
    ld32(tp + PyTypeObject.tp_hash) === CoreFunctions.hash_not_implemented &&
    // Inherited with the comparison, it is the base's dict that says so.
    (spec.slots.tp_hash !== undefined || spec.slots.tp_richcompare !== undefined) &&
    dictGetStr(dict, intern('__hash__')) === 0
  ) {
    dictSet(dict, intern('__hash__'), None);
  }
  if (dictGetStr(dict, intern('__doc__')) === 0) {
    const doc = spec.doc ? newStr(spec.doc) : newRef(None);
    dictSet(dict, intern('__doc__'), doc);
    decref(doc);
  }
  // 3.11: a type that defines __eq__ without __hash__ is unhashable.
  if (ld32(tp + PyTypeObject.tp_free) === 0) stPtr(tp + PyTypeObject.tp_free, CoreFunctions.object_free);
  if (spec.extra) {
    for (const [name, value] of spec.extra()) {
      dictSet(dict, intern(name), value);
      decref(value);
    }
  }
  if (hasFlag(tp, TypeFlags.HAVE_GC) && ld32(tp + PyTypeObject.tp_traverse) === 0)
    throw new Error(`type ${spec.name} has HAVE_GC but no tp_traverse`);
  st32(tp + PyTypeObject.tp_flags, typeFlags(tp) | TypeFlags.READY);
}

/** Vectorcall functions that instances of a type carry, by type; per isolate. */
const typeVectorcalls = new Map<Borrowed, Addr>();
export function vectorcallFor(tp: Borrowed): Addr {
  return typeVectorcalls.get(tp) ?? 0;
}

/** tp_doc with the constructor's signature in front, as `__text_signature__` finds it. */
function typeDocText(spec: ReadySpec): string {
  if (!spec.textSignature) return spec.doc ?? '';
  return `${spec.name.slice(spec.name.lastIndexOf('.') + 1)}${spec.textSignature}\n--\n\n${spec.doc ?? ''}`;
}
