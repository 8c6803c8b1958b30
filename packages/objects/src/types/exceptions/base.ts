/** BaseException, and the pieces that all exception types are declared from. */
import {
  type Borrowed,
  ldPtr,
  NULL,
  type Owned,
  PyBaseExceptionObject,
  stPtr,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import { lookupAttr, repr, sequenceTuple, setAttr, str, typeName } from '../../core/abstract.js';
import { allocTracked } from '../../core/alloc.js';
import {
  type GetSetSpec,
  type MemberSpec,
  MemberType,
  type MethodSpec,
  method,
  type SlotTable,
  type TypeSpec,
} from '../../core/define.js';
import { dictEntryKey, dictEntryValue, dictLength, dictNext } from '../../core/dict.js';
import { errOccurred, isExceptionInstance, typeError } from '../../core/errors.js';
import { setExceptionCause, setExceptionContext, setExceptionTraceback } from '../../core/exception.js';
import { gcUntrack } from '../../core/gc-list.js';
import { finishDealloc } from '../../core/instance.js';
import { intern } from '../../core/intern.js';
import { listAppend, newList } from '../../core/list.js';
import { shortName } from '../../core/names.js';
import { instanceDict, setInstanceDict } from '../../core/object.js';
import { decref, incref, newRef, typeOf, xdecref } from '../../core/refcount.js';
import { jsStr, newStr } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../../core/tuple.js';
import type { StaticTypeName } from '../../core/wellknown.js';
import { EmptyTuple, None, T } from '../../core/wellknown.js';

export const E = PyBaseExceptionObject;
export const BASE_FIELDS: readonly number[] = [E.dict, E.args, E.notes, E.traceback, E.context, E.cause];

/** Replaces an owned field; takes a new reference to `v` (which may be 0). */
export function setField(e: Borrowed, offset: number, v: Borrowed): void {
  const old = ldPtr(e + offset);
  if (v !== 0) incref(v);
  stPtr(e + offset, v);
  xdecref(old);
}
export function argsOf(e: Borrowed): Borrowed {
  const a = ldPtr(e + E.args);
  return a === 0 ? EmptyTuple : a;
}

export function baseNew(tp: Borrowed, args: Borrowed, _kwargs: Borrowed): Owned {
  const e = allocTracked(tp, 0);
  stPtr(e + E.args, newRef(args));
  return e;
}
export function noKeywords(e: Borrowed, kwargs: Borrowed): boolean {
  if (kwargs === 0 || dictLength(kwargs) === 0) return true;
  typeError(`${typeName(e)}() takes no keyword arguments`);
  return false;
}
export function baseInit(e: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  if (!noKeywords(e, kwargs)) return -1;
  setField(e, E.args, args);
  return 0;
}
export function baseStr(e: Borrowed): Owned {
  const args = argsOf(e);
  switch (tupleLength(args)) {
    case 0:
      return newStr('');
    case 1:
      return str(tupleItem(args, 0));
    default:
      return str(args);
  }
}
export function baseRepr(e: Borrowed): Owned {
  const args = argsOf(e);
  const r = tupleLength(args) === 1 ? repr(tupleItem(args, 0)) : repr(args);
  if (r === 0) return NULL;
  const s =
    tupleLength(args) === 1 ? `${shortName(typeOf(e))}(${jsStr(r)})` : shortName(typeOf(e)) + jsStr(r);
  decref(r);
  return newStr(s);
}
function reduce(e: Borrowed): Owned {
  const d = ldPtr(e + E.dict);
  if (d !== 0) return newTuple(newRef(typeOf(e)), newRef(argsOf(e)), newRef(d));
  return newTuple(newRef(typeOf(e)), newRef(argsOf(e)));
}
function setState(e: Borrowed, state: Borrowed): Owned {
  if (state !== None) {
    if (!isInstance(state, T.dict)) return typeError('state is not a dictionary');
    for (let c = dictNext(state, 0); c !== 0; c = dictNext(state, c)) {
      const k = newRef(dictEntryKey());
      const v = newRef(dictEntryValue());
      const r = setAttr(e, k, v);
      decref(k);
      decref(v);
      if (r < 0) return NULL;
    }
  }
  return newRef(None);
}
function withTraceback(e: Borrowed, tb: Borrowed): Owned {
  return setTraceback(e, tb) < 0 ? NULL : newRef(e);
}
function addNote(e: Borrowed, note: Borrowed): Owned {
  if (!isInstance(note, T.str)) return typeError(`note must be a str, not '${typeName(note)}'`);
  let notes = lookupAttr(e, intern('__notes__'));
  if (notes === 0) {
    if (errOccurred()) return NULL;
    notes = newList();
    if (setAttr(e, intern('__notes__'), notes) < 0) {
      decref(notes);
      return NULL;
    }
  } else if (!isInstance(notes, T.list)) {
    decref(notes);
    return typeError('Cannot add note: __notes__ is not a list');
  }
  listAppend(notes, note);
  decref(notes);
  return newRef(None);
}

function setArgs(e: Borrowed, v: Borrowed): number {
  if (v === 0) {
    typeError('args may not be deleted');
    return -1;
  }
  const t = sequenceTuple(v);
  if (t === 0) return -1;
  setField(e, E.args, t);
  decref(t);
  return 0;
}
function setTraceback(e: Borrowed, v: Borrowed): number {
  if (v === 0) {
    typeError('__traceback__ may not be deleted');
    return -1;
  }
  if (v !== None && typeOf(v) !== T.traceback) {
    typeError('__traceback__ must be a traceback or None');
    return -1;
  }
  setExceptionTraceback(e, newRef(v));
  return 0;
}
const getOrNone =
  (offset: number) =>
  (e: Borrowed): Owned => {
    const v = ldPtr(e + offset);
    return newRef(v === 0 ? None : v);
  };
const linkSetter =
  (name: string, set: (e: Borrowed, v: Owned) => void) =>
  (e: Borrowed, v: Borrowed): number => {
    if (v === 0) {
      typeError(`${name} may not be deleted`);
      return -1;
    }
    if (v === None) set(e, NULL);
    else if (isExceptionInstance(v)) set(e, newRef(v));
    else {
      typeError(
        `exception ${name === '__cause__' ? 'cause' : 'context'} must be None or derive from BaseException`,
      );
      return -1;
    }
    return 0;
  };

export function baseDealloc(fields: readonly number[]): (e: Borrowed) => void {
  const all = [...BASE_FIELDS, ...fields];
  return (e: Borrowed) => {
    gcUntrack(e);
    for (const f of all) {
      const v = ldPtr(e + f);
      if (v !== 0) {
        stPtr(e + f, 0);
        decref(v);
      }
    }
    finishDealloc(e);
  };
}
export function baseTraverse(fields: readonly number[]): (e: Borrowed, visit: (p: Borrowed) => void) => void {
  const all = [...BASE_FIELDS, ...fields];
  return (e, visit) => {
    for (const f of all) {
      const v = ldPtr(e + f);
      if (v !== 0) visit(v);
    }
  };
}
export function baseClear(fields: readonly number[]): (e: Borrowed) => number {
  const all = [...BASE_FIELDS, ...fields];
  return (e) => {
    for (const f of all) {
      const v = ldPtr(e + f);
      if (v !== 0) {
        stPtr(e + f, 0);
        decref(v);
      }
    }
    return 0;
  };
}

export interface ExceptionSpec {
  readonly doc: string;
  readonly size?: number;
  /** Object fields that the struct adds. */
  readonly fields?: readonly number[];
  readonly slots?: SlotTable;
  /** Whether `__new__` is the base's, and not in the type's own dict: so for types with an `__init__` of their own. */
  readonly inheritsNew?: boolean;
  readonly methods?: readonly MethodSpec[];
  readonly members?: readonly MemberSpec[];
  readonly getset?: readonly GetSetSpec[];
}
/** Declares an exception type; what it does not say comes from its base. */
export function exceptionType(type: StaticTypeName, base: StaticTypeName, spec: ExceptionSpec): TypeSpec {
  const own = spec.fields !== undefined;
  const inheritsNew = spec.inheritsNew ?? spec.slots?.tp_init !== undefined;
  return {
    type,
    base,
    basicsize: spec.size ?? 0,
    flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.BASE_EXC_SUBCLASS,
    doc: spec.doc,
    slots: {
      ...(inheritsNew ? {} : { tp_new: baseNew }),
      tp_init: baseInit,
      ...(own || spec.size ? structSlots(spec.fields ?? []) : {}),
      ...spec.slots,
    },
    ...(spec.methods ? { methods: spec.methods } : {}),
    ...(spec.members ? { members: spec.members } : {}),
    ...(spec.getset ? { getset: spec.getset } : {}),
  };
}
function structSlots(fields: readonly number[]): SlotTable {
  return { tp_dealloc: baseDealloc(fields), tp_traverse: baseTraverse(fields), tp_clear: baseClear(fields) };
}
/** A member for an object field that reads as None while it is empty. */
export const objectMember = (name: string, offset: number, doc = ''): MemberSpec => ({
  name,
  type: MemberType.OBJECT,
  offset,
  doc,
});

export const baseExceptionType: TypeSpec = {
  ...exceptionType('BaseException', 'object', {
    doc: 'Common base class for all exceptions',
    size: E.size,
    fields: [],
  }),
  dictoffset: E.dict,
  slots: {
    tp_new: baseNew,
    tp_init: baseInit,
    tp_str: baseStr,
    tp_repr: baseRepr,
    ...structSlots([]),
  },
  methods: [
    method('__reduce__', '($self, /)', reduce, '', { noTextSignature: true }),
    method('__setstate__', '($self, state, /)', setState, '', { noTextSignature: true }),
    method(
      'with_traceback',
      '($self, tb, /)',
      withTraceback,
      'Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self.',
      { noTextSignature: true },
    ),
    method(
      'add_note',
      '($self, note, /)',
      addNote,
      'Exception.add_note(note) --\n    add a note to the exception',
      { noTextSignature: true },
    ),
  ],
  members: [{ name: '__suppress_context__', type: MemberType.BOOL, offset: E.suppress_context }],
  getset: [
    { name: '__dict__', get: (e) => newRef(instanceDict(e)), set: setInstanceDict },
    { name: 'args', get: (e) => newRef(argsOf(e)), set: setArgs },
    { name: '__traceback__', get: getOrNone(E.traceback), set: setTraceback },
    {
      name: '__context__',
      get: getOrNone(E.context),
      set: linkSetter('__context__', setExceptionContext),
      doc: 'exception context',
    },
    {
      name: '__cause__',
      get: getOrNone(E.cause),
      set: linkSetter('__cause__', setExceptionCause),
      doc: 'exception cause',
    },
  ],
}; // prettier-ignore
