/** The type `functools.partial`. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  PyTypeObject,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  callObject,
  classGetItem,
  clearFields,
  clearWeakReferences,
  decref,
  dictCopy,
  dictEntryKey,
  dictEntryValue,
  dictLength,
  dictMerge,
  dictNext,
  gcTrack,
  gcUntrack,
  guardedRepr,
  type HeapTypeSpec,
  incref,
  isInstance,
  MemberType,
  method,
  None,
  newDict,
  newRef,
  newTuple,
  newTupleBuffer,
  sequenceTuple,
  setField,
  str,
  T,
  tpName,
  tupleInit,
  tupleItem,
  tupleLength,
  tupleSlice,
  typeError,
  typeOf,
  writeRepr,
} from '@tyston/objects';
import { freeInstance, heapFieldSlots, newInstance } from '../../lib/heap-objects.js';
import { dictAttribute } from '../../lib/instance-dict.js';
import { kept } from '../../lib/kept-types.js';

const Partial = struct('partialobject', PyObject, {
  fn: 'ptr',
  args: 'ptr',
  kw: 'ptr',
  dict: 'ptr',
  weakreflist: 'ptr',
  vectorcall: 'ptr',
});
const { fn: FN, args: ARGS, kw: KW, dict: DICT, weakreflist: WEAK } = Partial;

const tpCall = (type: Borrowed) => ld32(type + PyTypeObject.tp_call);

/** a + b[from:], both tuples. */
function joinTuples(a: Borrowed, b: Borrowed, from: number): Owned {
  const n = tupleLength(a);
  const m = tupleLength(b) - from;
  if (n === 0) return tupleSlice(b, from, from + m);
  if (m === 0) return newRef(a);
  const t = newTupleBuffer(n + m);
  for (let i = 0; i < n; i++) tupleInit(t, i, newRef(tupleItem(a, i)));
  for (let i = 0; i < m; i++) tupleInit(t, n + i, newRef(tupleItem(b, from + i)));
  gcTrack(t);
  return t;
}
/** A new dict of a's entries overridden by b's; either may be 0. NULL with an exception. */
function joinDicts(a: Borrowed, b: Borrowed): Owned {
  const d = a === 0 ? newDict() : dictCopy(a);
  if (b === 0 || dictMerge(d, b, 1) === 0) return d;
  decref(d);
  return NULL;
}
function create(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (tupleLength(args) < 1) return typeError("type 'partial' takes at least one argument");
  let fn = tupleItem(args, 0);
  let first: Borrowed = NULL;
  let keywords: Borrowed = NULL;
  // A partial of a partial is one partial, unless the inner one has attributes of its own.
  if (tpCall(typeOf(fn)) === tpCall(kept('_functools.partial')) && ldPtr(fn + DICT) === 0) {
    first = ldPtr(fn + ARGS);
    keywords = ldPtr(fn + KW);
    fn = ldPtr(fn + FN);
  }
  if (tpCall(typeOf(fn)) === 0) return typeError('the first argument must be callable');
  const kw = joinDicts(keywords, kwargs);
  if (kw === 0) return NULL;
  const p = newInstance(type);
  stPtr(p + FN, newRef(fn));
  stPtr(p + ARGS, first === 0 ? tupleSlice(args, 1, tupleLength(args)) : joinTuples(first, args, 1));
  stPtr(p + KW, kw);
  return p;
}
function callPartial(p: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const all = joinTuples(ldPtr(p + ARGS), args, 0);
  const own = ldPtr(p + KW);
  const keywords = dictLength(own) === 0 ? (kwargs === 0 ? NULL : newRef(kwargs)) : joinDicts(own, kwargs);
  if (keywords === 0 && dictLength(own) !== 0) {
    decref(all);
    return NULL;
  }
  const fn = newRef(ldPtr(p + FN));
  const r = callObject(fn, all, keywords);
  decref(fn);
  decref(all);
  if (keywords !== 0) decref(keywords);
  return r;
}
function repr(p: Borrowed): Owned {
  return guardedRepr(p, '...', (w) => {
    const args = newRef(ldPtr(p + ARGS));
    const kw = newRef(ldPtr(p + KW));
    w.text(`${tpName(typeOf(p))}(`);
    let ok = writeRepr(w, ldPtr(p + FN));
    for (let i = 0; ok && i < tupleLength(args); i++) {
      w.text(', ');
      ok = writeRepr(w, tupleItem(args, i));
    }
    for (let c = dictNext(kw, 0); ok && c !== 0; c = dictNext(kw, c)) {
      const value = newRef(dictEntryValue());
      const key = str(dictEntryKey());
      ok = key !== 0;
      if (ok) {
        w.text(', ');
        w.str(key);
        w.text('=');
        ok = writeRepr(w, value);
        decref(key);
      }
      decref(value);
    }
    decref(args);
    decref(kw);
    w.text(')');
    return ok;
  });
}
function setState(p: Borrowed, state: Borrowed): Owned {
  const invalid = () => typeError('invalid partial state');
  if (!isInstance(state, T.tuple) || tupleLength(state) !== 4) return invalid();
  const [fn, args, kw, dict] = [0, 1, 2, 3].map((i) => tupleItem(state, i)) as [
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
  ];
  if (tpCall(typeOf(fn)) === 0 || !isInstance(args, T.tuple) || (kw !== None && !isInstance(kw, T.dict)))
    return invalid();
  const exactArgs = sequenceTuple(args);
  if (exactArgs === 0) return NULL;
  const exactKw = kw === None ? newDict() : typeOf(kw) === T.dict ? newRef(kw) : dictCopy(kw);
  incref(fn);
  setField(p, FN, fn);
  setField(p, ARGS, exactArgs);
  setField(p, KW, exactKw);
  setField(p, DICT, dict === None ? NULL : newRef(dict));
  return newRef(None);
}

const fields = [FN, ARGS, KW, DICT] as const;
const hidden = { noTextSignature: true } as const;
const member = (name: string, offset: number, doc: string) => ({
  name,
  type: MemberType.OBJECT,
  offset,
  readonly: true,
  doc,
});
export const partialType: HeapTypeSpec = {
  name: 'partial',
  tpName: 'functools.partial',
  basicsize: Partial.size,
  dictoffset: DICT,
  weaklistoffset: WEAK,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.IMMUTABLETYPE,
  doc: 'partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and keywords.\n',
  slots: {
    ...heapFieldSlots(...fields),
    tp_dealloc: (p: Borrowed) => {
      gcUntrack(p);
      if (ldPtr(p + WEAK) !== 0) clearWeakReferences(p);
      clearFields(p, fields);
      freeInstance(p);
    },
    tp_new: create,
    tp_call: callPartial,
    tp_repr: repr,
  },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (p: Borrowed) => {
        const dict = ldPtr(p + DICT);
        const state = newTuple(
          newRef(ldPtr(p + FN)),
          newRef(ldPtr(p + ARGS)),
          newRef(ldPtr(p + KW)),
          newRef(dict === 0 ? None : dict),
        );
        return newTuple(newRef(typeOf(p)), newTuple(newRef(ldPtr(p + FN))), state);
      },
      '',
      hidden,
    ),
    method('__setstate__', '($self, state, /)', setState, '', hidden),
    classGetItem,
  ],
  members: [
    member('func', FN, 'function object to use in future partial calls'),
    member('args', ARGS, 'tuple of arguments to future partial calls'),
    member('keywords', KW, 'dictionary of keyword arguments to future partial calls'),
  ],
  getset: [dictAttribute],
};
