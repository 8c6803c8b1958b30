/** The callable types of `_operator`: itemgetter, attrgetter, methodcaller. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject, stPtr, struct, TypeFlags } from '@tyston/memory';
import {
  callObject,
  checkPositional,
  decref,
  dictCopy,
  dictEntryKey,
  dictEntryValue,
  dictLength,
  dictNext,
  gcTrack,
  getAttr,
  getItem,
  guardedRepr,
  type HeapTypeSpec,
  internInPlace,
  isInstance,
  method,
  newRef,
  newTuple,
  newTupleBuffer,
  newTupleFrom,
  type StrWriter,
  strChar,
  strLength,
  substr,
  T,
  tpName,
  tupleInit,
  tupleItem,
  tupleItems,
  tupleLength,
  typeError,
  typeOf,
  writeRepr,
} from '@tyston/objects';
import { heapFieldSlots, newInstance } from '../../lib/heap-objects.js';
import { importAttribute } from '../../lib/import-attribute.js';

const REDUCE_DOC = 'Return state information for pickling';
const hidden = { noTextSignature: true } as const;
const hasKeywords = (kwargs: Borrowed) => kwargs !== 0 && dictLength(kwargs) !== 0;

/** The one object that a getter is called with, borrowed; NULL with an exception. */
function operand(name: string, args: Borrowed, kwargs: Borrowed): Borrowed {
  if (hasKeywords(kwargs)) return typeError(`${name}() takes no keyword arguments`);
  return checkPositional(name, tupleLength(args), 1, 1) ? tupleItem(args, 0) : NULL;
}
/** Results of `one` for each item of a tuple, as a tuple; the plain result where there is one item only. */
function forEach(items: Borrowed, one: (item: Borrowed) => Owned): Owned {
  const n = tupleLength(items);
  if (n === 1) return one(tupleItem(items, 0));
  const result = newTupleBuffer(n);
  for (let i = 0; i < n; i++) {
    const r = one(tupleItem(items, i));
    if (r === 0) {
      decref(result);
      return NULL;
    }
    tupleInit(result, i, r);
  }
  gcTrack(result);
  return result;
}
function writeArguments(w: StrWriter, items: Borrowed): boolean {
  for (let i = 0; i < tupleLength(items); i++) {
    if (i > 0) w.text(', ');
    if (!writeRepr(w, tupleItem(items, i))) return false;
  }
  return true;
}

// -- itemgetter ------------------------------------------------------------------------------------------------

const ItemGetter = struct('itemgetterobject', PyObject, {
  items: 'ptr',
  unused: ['ptr', 3],
});
const itemGetter: HeapTypeSpec = {
  name: 'itemgetter',
  tpName: 'operator.itemgetter',
  basicsize: ItemGetter.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE,
  doc: 'itemgetter(item, ...) --> itemgetter object\n\nReturn a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])',
  slots: {
    ...heapFieldSlots(ItemGetter.items),
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (hasKeywords(kwargs)) return typeError('itemgetter() takes no keyword arguments');
      if (tupleLength(args) < 1) return typeError('itemgetter expected 1 argument, got 0');
      const self = newInstance(type);
      stPtr(self + ItemGetter.items, newRef(args));
      return self;
    },
    tp_call: (self: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const o = operand('itemgetter', args, kwargs);
      return o === 0 ? NULL : forEach(ldPtr(self + ItemGetter.items), (item) => getItem(o, item));
    },
    tp_repr: (self: Borrowed) =>
      guardedRepr(self, `${tpName(typeOf(self))}(...)`, (w) => {
        w.text(`${tpName(typeOf(self))}(`);
        if (!writeArguments(w, ldPtr(self + ItemGetter.items))) return false;
        w.text(')');
        return true;
      }),
  },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (self: Borrowed) => newTuple(newRef(typeOf(self)), newRef(ldPtr(self + ItemGetter.items))),
      REDUCE_DOC,
      hidden,
    ),
  ],
};

// -- attrgetter ------------------------------------------------------------------------------------------------

const AttrGetter = struct('attrgetterobject', PyObject, {
  /** Each a str, or a tuple of the parts of a dotted name. */
  attr: 'ptr',
  /** The names as given. */
  names: 'ptr',
  unused: 'ptr',
});
const DOT = 46;
/** "a" itself interned, "a.b" as ("a", "b"). */
function splitName(name: Borrowed): Owned {
  const n = strLength(name);
  const parts: Owned[] = [];
  let start = 0;
  for (let i = 0; i < n; i++) {
    if (strChar(name, i) !== DOT) continue;
    parts.push(internInPlace(substr(name, start, i)));
    start = i + 1;
  }
  parts.push(internInPlace(substr(name, start, n)));
  return parts.length === 1 ? parts[0]! : newTuple(...parts);
}
function attributeOf(o: Borrowed, name: Borrowed): Owned {
  if (typeOf(name) !== T.tuple) return getAttr(o, name);
  let r = newRef(o);
  for (let i = 0; i < tupleLength(name); i++) {
    const next = getAttr(r, tupleItem(name, i));
    decref(r);
    if (next === 0) return NULL;
    r = next;
  }
  return r;
}
const attrGetter: HeapTypeSpec = {
  name: 'attrgetter',
  tpName: 'operator.attrgetter',
  basicsize: AttrGetter.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE,
  doc:
    "attrgetter(attr, ...) --> attrgetter object\n\nReturn a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\n" +
    "After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, r.name.last).",
  slots: {
    ...heapFieldSlots(AttrGetter.attr, AttrGetter.names),
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (hasKeywords(kwargs)) return typeError('attrgetter() takes no keyword arguments');
      const n = tupleLength(args);
      if (n < 1) return typeError('attrgetter expected 1 argument, got 0');
      for (let i = 0; i < n; i++)
        if (!isInstance(tupleItem(args, i), T.str)) return typeError('attribute name must be a string');
      const parts = newTupleBuffer(n);
      for (let i = 0; i < n; i++) tupleInit(parts, i, splitName(tupleItem(args, i)));
      gcTrack(parts);
      const self = newInstance(type);
      stPtr(self + AttrGetter.attr, parts);
      stPtr(self + AttrGetter.names, newRef(args));
      return self;
    },
    tp_call: (self: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const o = operand('attrgetter', args, kwargs);
      return o === 0 ? NULL : forEach(ldPtr(self + AttrGetter.attr), (name) => attributeOf(o, name));
    },
    tp_repr: (self: Borrowed) =>
      guardedRepr(self, `${tpName(typeOf(self))}(...)`, (w) => {
        w.text(`${tpName(typeOf(self))}(`);
        if (!writeArguments(w, ldPtr(self + AttrGetter.names))) return false;
        w.text(')');
        return true;
      }),
  },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (self: Borrowed) => newTuple(newRef(typeOf(self)), newRef(ldPtr(self + AttrGetter.names))),
      REDUCE_DOC,
      hidden,
    ),
  ],
};

// -- methodcaller ----------------------------------------------------------------------------------------------

const MethodCaller = struct('methodcallerobject', PyObject, { name: 'ptr', args: 'ptr', kwds: 'ptr' });
function reduceCaller(self: Borrowed): Owned {
  const name = ldPtr(self + MethodCaller.name);
  const args = ldPtr(self + MethodCaller.args);
  const kwds = ldPtr(self + MethodCaller.kwds);
  if (kwds === 0 || dictLength(kwds) === 0) {
    const n = tupleLength(args);
    const all = newTupleBuffer(n + 1);
    tupleInit(all, 0, newRef(name));
    for (let i = 0; i < n; i++) tupleInit(all, i + 1, newRef(tupleItem(args, i)));
    gcTrack(all);
    return newTuple(newRef(typeOf(self)), all);
  }
  const partial = importAttribute('functools', 'partial');
  if (partial === 0) return NULL;
  const first = newTuple(newRef(typeOf(self)), newRef(name));
  const bound = callObject(partial, first, kwds);
  decref(first);
  decref(partial);
  return bound === 0 ? NULL : newTuple(bound, newRef(args));
}
const methodCaller: HeapTypeSpec = {
  name: 'methodcaller',
  tpName: 'operator.methodcaller',
  basicsize: MethodCaller.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE,
  doc:
    "methodcaller(name, ...) --> methodcaller object\n\nReturn a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\n" +
    "After g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
  slots: {
    ...heapFieldSlots(MethodCaller.name, MethodCaller.args, MethodCaller.kwds),
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const n = tupleLength(args);
      if (n < 1) return typeError('methodcaller needs at least one argument, the method name');
      if (!isInstance(tupleItem(args, 0), T.str)) return typeError('method name must be a string');
      const self = newInstance(type);
      stPtr(self + MethodCaller.name, internInPlace(newRef(tupleItem(args, 0))));
      stPtr(self + MethodCaller.args, newTupleFrom(tupleItems(args) + 8, n - 1));
      if (kwargs !== 0) stPtr(self + MethodCaller.kwds, dictCopy(kwargs));
      return self;
    },
    tp_call: (self: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const o = operand('methodcaller', args, kwargs);
      if (o === 0) return NULL;
      const f = getAttr(o, ldPtr(self + MethodCaller.name));
      if (f === 0) return NULL;
      const r = callObject(f, ldPtr(self + MethodCaller.args), ldPtr(self + MethodCaller.kwds));
      decref(f);
      return r;
    },
    tp_repr: (self: Borrowed) =>
      guardedRepr(self, `${tpName(typeOf(self))}(...)`, (w) => {
        w.text(`${tpName(typeOf(self))}(`);
        if (!writeRepr(w, ldPtr(self + MethodCaller.name))) return false;
        const args = ldPtr(self + MethodCaller.args);
        if (tupleLength(args) > 0) w.text(', ');
        if (!writeArguments(w, args)) return false;
        const kwds = ldPtr(self + MethodCaller.kwds);
        if (kwds !== 0) {
          for (let c = dictNext(kwds, 0); c !== 0; c = dictNext(kwds, c)) {
            const value = dictEntryValue();
            w.text(', ');
            w.str(dictEntryKey());
            w.text('=');
            if (!writeRepr(w, value)) return false;
          }
        }
        w.text(')');
        return true;
      }),
  },
  methods: [method('__reduce__', '($self, /)', reduceCaller, REDUCE_DOC, hidden)],
};

export const types: readonly HeapTypeSpec[] = [attrGetter, itemGetter, methodCaller];
