/** The type `mappingproxy`: a read-only view of any mapping. */
import { type Borrowed, ldPtr, NULL, type Owned, PyNumberMethods, TypeFlags } from '@tyston/memory';
import {
  binary,
  callMethod,
  contains,
  getItem,
  getIter,
  isMapping,
  length,
  repr,
  richCompare,
  str,
  typeName,
} from '../core/abstract.js';
import { parseTupleAndDict } from '../core/args.js';
import { type MethodSpec, method, type TypeSpec } from '../core/define.js';
import { typeError } from '../core/errors.js';
import { MappingProxy, newMappingProxy } from '../core/mappingproxy.js';
import { decref, typeOf } from '../core/refcount.js';
import { StrWriter } from '../core/str-build.js';
import { isInstance } from '../core/subtype.js';
import { None, T } from '../core/wellknown.js';
import { classGetItem } from '../lib/class-getitem.js';
import { fieldSlots } from '../lib/object-life.js';

const mappingOf = (p: Borrowed): Borrowed => ldPtr(p + MappingProxy.mapping);

function make(mapping: Borrowed): Owned {
  if (!isMapping(mapping) || isInstance(mapping, T.list) || isInstance(mapping, T.tuple))
    return typeError(`mappingproxy() argument must be a mapping, not ${typeName(mapping)}`);
  return newMappingProxy(mapping);
}
function union(left: Borrowed, right: Borrowed): Owned {
  const l = typeOf(left) === T.mappingproxy ? mappingOf(left) : left;
  const r = typeOf(right) === T.mappingproxy ? mappingOf(right) : right;
  return binary(PyNumberMethods.nb_or, l, r, '|');
}

const hidden = { noTextSignature: true } as const;
const forward = (name: string, doc: string): MethodSpec =>
  method(name, '($self, /)', (p: Borrowed) => callMethod(mappingOf(p), name), doc, hidden);

export const mappingProxyType: TypeSpec = {
  type: 'mappingproxy',
  basicsize: MappingProxy.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.MAPPING,
  slots: {
    ...fieldSlots(MappingProxy.mapping),
    tp_repr: (p: Borrowed) => {
      const inner = repr(mappingOf(p));
      if (inner === 0) return NULL;
      const w = new StrWriter();
      w.text('mappingproxy(');
      w.str(inner);
      w.text(')');
      decref(inner);
      return w.finish();
    },
    tp_str: (p: Borrowed) => str(mappingOf(p)),
    tp_hash: null,
    tp_richcompare: (p: Borrowed, other: Borrowed, op: number) => richCompare(mappingOf(p), other, op),
    tp_iter: (p: Borrowed) => getIter(mappingOf(p)),
    tp_new: (_type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const a = parseTupleAndDict('mappingproxy', '(mapping)', args, kwargs);
      return a === null ? NULL : make(a[0] as Borrowed);
    },
    nb_or: union,
    nb_inplace_or: () => typeError("'|=' is not supported by mappingproxy; use '|' instead"),
    sq_contains: (p: Borrowed, key: Borrowed) => contains(mappingOf(p), key),
    mp_length: (p: Borrowed) => length(mappingOf(p)),
    mp_subscript: (p: Borrowed, key: Borrowed) => getItem(mappingOf(p), key),
  },
  methods: [
    method(
      'get',
      '($self, key, default=None, /)',
      (p: Borrowed, key: Borrowed, fallback: Borrowed) =>
        callMethod(mappingOf(p), 'get', key, fallback === 0 ? None : fallback),
      'D.get(k[,d]) -> D[k] if k in D, else d.  d defaults to None.',
      hidden,
    ),
    forward('keys', "D.keys() -> a set-like object providing a view on D's keys"),
    forward('values', "D.values() -> an object providing a view on D's values"),
    forward('items', "D.items() -> a set-like object providing a view on D's items"),
    forward('copy', 'D.copy() -> a shallow copy of D'),
    classGetItem,
    forward('__reversed__', 'D.__reversed__() -> reverse iterator'),
  ],
};
