/** property. */
import {
  type Addr,
  type Borrowed,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st8,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import { call, isTrue, lookupAttr, reprText, setAttr } from '../core/abstract.js';
import { allocTracked } from '../core/alloc.js';
import { noKeywords, parseTupleAndDict } from '../core/args.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { errOccurred, setError, typeError } from '../core/errors.js';
import { gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { newBool } from '../core/int.js';
import { intern } from '../core/intern.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { None, T } from '../core/wellknown.js';
import { typeQualname } from './object.js';

const P = struct('propertyobject', PyObject, {
  prop_get: 'ptr',
  prop_set: 'ptr',
  prop_del: 'ptr',
  prop_doc: 'ptr',
  prop_name: 'ptr',
  getter_doc: 'i32',
});
const FIELDS = [P.prop_get, P.prop_set, P.prop_del, P.prop_doc, P.prop_name];

function setField(p: Borrowed, offset: number, v: Borrowed): void {
  const old = ldPtr(p + offset);
  stPtr(p + offset, v === 0 ? 0 : newRef(v));
  xdecref(old);
}
const given = (v: Borrowed) => (v === None ? (0 as Borrowed) : v);

function init(p: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const v = parseTupleAndDict('property', '(fget=None, fset=None, fdel=None, doc=None)', args, kwargs);
  if (v === null) return -1;
  const [get, set, del, doc] = v as Borrowed[] as [Borrowed, Borrowed, Borrowed, Borrowed];
  setField(p, P.prop_get, given(get));
  setField(p, P.prop_set, given(set));
  setField(p, P.prop_del, given(del));
  setField(p, P.prop_doc, 0 as Borrowed);
  setField(p, P.prop_name, 0 as Borrowed);
  st8(p + P.getter_doc, 0);
  if (given(doc) !== 0) {
    setField(p, P.prop_doc, doc);
    return 0;
  }
  if (given(get) === 0) return 0;
  const text = lookupAttr(get, intern('__doc__'));
  if (text === 0) return errOccurred() ? -1 : 0;
  let r = 0;
  if (typeOf(p) === T.property) setField(p, P.prop_doc, text);
  // A subclass has `__doc__` in its class dict, which would hide the field.
  else r = setAttr(p, intern('__doc__'), text);
  decref(text);
  if (r === 0) st8(p + P.getter_doc, 1);
  return r;
}
function st_getterDoc(p: Borrowed): boolean {
  return ld8(p + P.getter_doc) !== 0;
}
function describe(p: Borrowed, o: Borrowed, what: string): Owned {
  const name = ldPtr(p + P.prop_name);
  const q = typeQualname(typeOf(o));
  return setError(
    T.AttributeError,
    name !== 0
      ? `property ${reprText(name)} of '${q}' object has no ${what}`
      : `property of '${q}' object has no ${what}`,
  );
}
function descrGet(p: Borrowed, o: Borrowed): Owned {
  if (o === 0 || o === None) return newRef(p);
  const f = ldPtr(p + P.prop_get);
  if (f === 0) return describe(p, o, 'getter');
  return call(f, o);
}
function descrSet(p: Borrowed, o: Borrowed, value: Borrowed): number {
  const f = ldPtr(p + (value === 0 ? P.prop_del : P.prop_set));
  if (f === 0) {
    describe(p, o, value === 0 ? 'deleter' : 'setter');
    return -1;
  }
  const r = value === 0 ? call(f, o) : call(f, o, value);
  if (r === 0) return -1;
  decref(r);
  return 0;
}
/** A copy of the property with one accessor replaced. */
function copyWith(p: Borrowed, which: number, f: Borrowed): Owned {
  const pick = (offset: number, i: number) => {
    const v = i === which && f !== None ? f : ldPtr(p + offset);
    return v === 0 ? None : v;
  };
  const get = pick(P.prop_get, 0);
  const doc = st_getterDoc(p) && get !== None ? None : ldPtr(p + P.prop_doc);
  const r = call(typeOf(p), get, pick(P.prop_set, 1), pick(P.prop_del, 2), doc === 0 ? None : doc);
  if (r !== 0 && isInstance(r, T.property)) setField(r, P.prop_name, ldPtr(p + P.prop_name));
  return r;
}
function isAbstract(p: Borrowed): Owned {
  for (const offset of [P.prop_get, P.prop_set, P.prop_del]) {
    const f = ldPtr(p + offset);
    if (f === 0) continue;
    const v = lookupAttr(f, intern('__isabstractmethod__'));
    if (v === 0) {
      if (errOccurred()) return NULL;
      continue;
    }
    const t = isTrue(v);
    decref(v);
    if (t < 0) return NULL;
    if (t) return newBool(true);
  }
  return newBool(false);
}
export const propertyType: TypeSpec = {
  type: 'property',
  basicsize: P.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  textSignature: '(fget=None, fset=None, fdel=None, doc=None)',
  doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring",
  slots: {
    tp_dealloc: (p: Borrowed) => {
      gcUntrack(p);
      for (const f of FIELDS) xdecref(ldPtr(p + f));
      finishDealloc(p);
    },
    tp_traverse: (p: Borrowed, visit: (x: Borrowed) => void) => {
      for (const f of FIELDS) {
        const v = ldPtr(p + f);
        if (v !== 0) visit(v);
      }
    },
    tp_clear: (p: Borrowed) => {
      setField(p, P.prop_doc, 0 as Borrowed);
      return 0;
    },
    tp_init: init,
    tp_new: (tp: Borrowed) => allocTracked(tp, 0),
    tp_descr_get: descrGet,
    tp_descr_set: descrSet,
  },
  methods: [
    method(
      'getter',
      '($self, fget, /)',
      (p: Borrowed, f: Borrowed) => copyWith(p, 0, f),
      'Descriptor to obtain a copy of the property with a different getter.',
      { noTextSignature: true },
    ),
    method(
      'setter',
      '($self, fset, /)',
      (p: Borrowed, f: Borrowed) => copyWith(p, 1, f),
      'Descriptor to obtain a copy of the property with a different setter.',
      { noTextSignature: true },
    ),
    method(
      'deleter',
      '($self, fdel, /)',
      (p: Borrowed, f: Borrowed) => copyWith(p, 2, f),
      'Descriptor to obtain a copy of the property with a different deleter.',
      { noTextSignature: true },
    ),
    method(
      '__set_name__',
      '($self, owner, name, /)',
      (p: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
        if (!noKeywords('property.__set_name__', kwnames)) return NULL;
        if (n !== 2) return typeError(`__set_name__() takes 2 positional arguments but ${n} were given`);
        setField(p, P.prop_name, ldPtr(args + 8));
        return newRef(None);
      },
      'Method to set name of a property.',
      { noTextSignature: true, raw: true },
    ),
  ],
  members: [
    { name: 'fget', type: MemberType.OBJECT, offset: P.prop_get, readonly: true },
    { name: 'fset', type: MemberType.OBJECT, offset: P.prop_set, readonly: true },
    { name: 'fdel', type: MemberType.OBJECT, offset: P.prop_del, readonly: true },
    { name: '__doc__', type: MemberType.OBJECT, offset: P.prop_doc },
  ],
  getset: [{ name: '__isabstractmethod__', get: isAbstract }],
}; // prettier-ignore
