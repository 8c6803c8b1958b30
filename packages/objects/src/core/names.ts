/** Names of types as messages print them. */
import {
  type Borrowed,
  ldAddr,
  ldPtr,
  PyHeapTypeObject,
  PyTypeObject,
  readCString,
  TypeFlags,
} from '@tyston/memory';
import { typeFlags } from './alloc.js';
import { typeOf } from './refcount.js';
import { jsStr } from './str.js';

/** tp_name: with its module for a static type of a module ("collections.OrderedDict"), the bare name for others. */
export function tpName(tp: Borrowed): string {
  if (typeFlags(tp) & TypeFlags.HEAPTYPE) {
    const name = ldPtr(tp + PyHeapTypeObject.ht_name);
    if (ldAddr(tp + PyTypeObject.tp_name) === 0) return jsStr(name);
  }
  return readCString(ldAddr(tp + PyTypeObject.tp_name));
}
/** `tp.__name__`: the last part. */
export function shortName(tp: Borrowed): string {
  if (typeFlags(tp) & TypeFlags.HEAPTYPE) return jsStr(ldPtr(tp + PyHeapTypeObject.ht_name));
  const s = readCString(ldAddr(tp + PyTypeObject.tp_name));
  return s.slice(s.lastIndexOf('.') + 1);
}
/** `tp.__qualname__`. */
export function qualName(tp: Borrowed): string {
  return typeFlags(tp) & TypeFlags.HEAPTYPE ? jsStr(ldPtr(tp + PyHeapTypeObject.ht_qualname)) : shortName(tp);
}
/** What CPython's messages call the type of an object (`Py_TYPE(o)->tp_name`). */
export function typeName(o: Borrowed): string {
  return tpName(typeOf(o));
}
