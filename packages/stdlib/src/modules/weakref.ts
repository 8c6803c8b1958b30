/** `_weakref`. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, PyTypeObject, PyWeakReference } from '@tyston/memory';
import {
  dictDel,
  dictGet,
  dictSet,
  errClear,
  errOccurred,
  gcTrack,
  initWeakref,
  intern,
  isInstance,
  listAppend,
  ModuleObject,
  type ModuleSpec,
  method,
  None,
  newGc,
  newInt,
  newList,
  newRef,
  refcount,
  T,
  typeError,
  typeName,
  typeOf,
  weaklistAddress,
} from '@tyston/objects'; // prettier-ignore

const W = PyWeakReference;
function references(o: Borrowed): Borrowed[] {
  const head = weaklistAddress(o);
  const out: Borrowed[] = [];
  if (head !== 0) for (let r = ldPtr(head); r !== 0; r = ldPtr(r + W.wr_next)) out.push(r);
  return out;
}
function proxy(_m: Borrowed, o: Borrowed, callback: Borrowed): Owned {
  const cb = callback === None ? (0 as Borrowed) : callback;
  if (weaklistAddress(o) === 0) return typeError(`cannot create weak reference to '${typeName(o)}' object`);
  const type = ld32(typeOf(o) + PyTypeObject.tp_call) !== 0 ? T.weakcallableproxy : T.weakproxy;
  if (cb === 0) {
    for (const r of references(o)) if (typeOf(r) === type && ldPtr(r + W.wr_callback) === 0) return newRef(r);
  }
  const p = newGc(type, W.size);
  initWeakref(p, o, cb);
  gcTrack(p);
  return p;
}
/** Deletes `dct[key]` if its value is a dead weak reference. */
function removeDead(_m: Borrowed, dct: Borrowed, key: Borrowed): Owned {
  if (!isInstance(dct, T.dict))
    return typeError(`_remove_dead_weakref() argument 1 must be dict, not ${typeName(dct)}`);
  const ref = dictGet(dct, key);
  if (ref === 0) return errOccurred() ? NULL : newRef(None);
  const o = ldPtr(ref + W.wr_object);
  if ((o === None || o === 0 || refcount(o) === 0) && dictDel(dct, key) < 0) errClear();
  return newRef(None);
}
export const weakrefModule: ModuleSpec = {
  name: '_weakref',
  doc: 'Weak-reference support module.',
  functions: [
    method(
      'getweakrefcount',
      '($module, object, /)',
      (_m: Borrowed, o: Borrowed) => newInt(references(o).length),
      "Return the number of weak references to 'object'.",
    ),
    method(
      '_remove_dead_weakref',
      '($module, dct, key, /)',
      removeDead,
      'Atomically remove key from dict if it points to a dead weakref.',
    ),
    method(
      'getweakrefs',
      '($module, object, /)',
      (_m: Borrowed, o: Borrowed) => {
        const l = newList();
        for (const r of references(o)) listAppend(l, r);
        return l;
      },
      "Return a list of all weak reference objects pointing to 'object'.",
    ),
    method(
      'proxy',
      '($module, object, callback=None, /)',
      proxy,
      "Create a proxy object that weakly references 'object'.",
    ),
  ],
  exec: (m) => {
    const d = ldPtr(m + ModuleObject.md_dict);
    dictSet(d, intern('ref'), T.weakref);
    dictSet(d, intern('ReferenceType'), T.weakref);
    dictSet(d, intern('ProxyType'), T.weakproxy);
    dictSet(d, intern('CallableProxyType'), T.weakcallableproxy);
    return 0;
  },
}; // prettier-ignore
