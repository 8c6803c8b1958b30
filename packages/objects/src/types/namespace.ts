/** types.SimpleNamespace. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject, stPtr, struct, TypeFlags } from '@tyston/memory';
import { repr, richCompare } from '../core/abstract.js';
import { allocTracked } from '../core/alloc.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { dictEntryKey, dictEntryValue, dictMerge, dictNext, newDict } from '../core/dict.js';
import { typeError } from '../core/errors.js';
import { gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { shortName } from '../core/names.js';
import { instanceDict } from '../core/object.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { reprEnter, reprLeave } from '../core/repr.js';
import { jsStr, newStr, strLength } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleLength } from '../core/tuple.js';
import { NotImplemented, T } from '../core/wellknown.js';

const N = struct('_PyNamespaceObject', PyObject, { ns_dict: 'ptr' });
const dictOf = (n: Borrowed): Borrowed => instanceDict(n);

function nsRepr(n: Borrowed): Owned {
  const name = typeOf(n) === T.SimpleNamespace ? 'namespace' : shortName(typeOf(n));
  if (reprEnter(n) > 0) return newStr(`${name}(...)`);
  const parts: string[] = [];
  const d = newRef(dictOf(n));
  let ok = true;
  for (let c = dictNext(d, 0); c !== 0; c = dictNext(d, c)) {
    const k = dictEntryKey();
    if (!isInstance(k, T.str) || strLength(k) === 0) continue;
    const r = repr(dictEntryValue());
    if (r === 0) {
      ok = false;
      break;
    }
    parts.push(`${jsStr(k)}=${jsStr(r)}`);
    decref(r);
  }
  decref(d);
  reprLeave(n);
  return ok ? newStr(`${name}(${parts.join(', ')})`) : NULL;
}
export const namespaceType: TypeSpec = {
  type: 'SimpleNamespace',
  tpName: 'types.SimpleNamespace',
  basicsize: N.size,
  dictoffset: N.ns_dict,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)',
  slots: {
    tp_dealloc: (n: Borrowed) => {
      gcUntrack(n);
      const d = ldPtr(n + N.ns_dict);
      finishDealloc(n);
      xdecref(d);
    },
    tp_traverse: (n: Borrowed, visit: (p: Borrowed) => void) => {
      const d = ldPtr(n + N.ns_dict);
      if (d !== 0) visit(d);
    },
    tp_clear: (n: Borrowed) => {
      const d = ldPtr(n + N.ns_dict);
      stPtr(n + N.ns_dict, 0);
      xdecref(d);
      return 0;
    },
    tp_repr: nsRepr,
    tp_richcompare: (a: Borrowed, b: Borrowed, op: number): Owned => {
      if (!isInstance(a, T.SimpleNamespace) || !isInstance(b, T.SimpleNamespace))
        return newRef(NotImplemented);
      return richCompare(dictOf(a), dictOf(b), op);
    },
    tp_new: (tp: Borrowed) => {
      const n = allocTracked(tp, 0);
      stPtr(n + N.ns_dict, newDict());
      return n;
    },
    tp_init: (n: Borrowed, args: Borrowed, kwargs: Borrowed): number => {
      if (tupleLength(args) > 0) {
        typeError('no positional arguments expected');
        return -1;
      }
      if (kwargs === 0) return 0;
      for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c)) {
        if (!isInstance(dictEntryKey(), T.str)) {
          typeError('keywords must be strings');
          return -1;
        }
      }
      return dictMerge(dictOf(n), kwargs, 1);
    },
  },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (n: Borrowed) => newTuple(newRef(typeOf(n)), newTuple(), newRef(dictOf(n))),
      'Return state information for pickling',
      { noTextSignature: true },
    ),
  ],
  members: [{ name: '__dict__', type: MemberType.OBJECT, offset: N.ns_dict, readonly: true }],
}; // prettier-ignore
