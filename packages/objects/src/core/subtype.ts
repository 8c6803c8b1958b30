/** issubclass as the type system itself sees it: by the MRO, without `__subclasscheck__`. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  PyObject,
  PyTupleObject,
  PyTypeObject,
  PyVarObject,
} from '@tyston/memory';
import { T } from './wellknown.js';

/** True when `a` is `b` or `b` is in its MRO (or, before there is an MRO, in its chain of bases). */
export function isSubtypeByMro(a: Borrowed, b: Borrowed): boolean {
  if (a === b) return true;
  const mro = ldPtr(a + PyTypeObject.tp_mro);
  if (mro !== 0) {
    const n = ld32(mro + PyVarObject.ob_size);
    for (let i = 0; i < n; i++) if (ld32(mro + PyTupleObject.ob_item + i * 8) === b) return true;
    return false;
  }
  return isSubtypeByBase(a, b);
}
/** True when `b` is in the chain of first bases of `a`, which is set before there is an MRO. */
export function isSubtypeByBase(a: Borrowed, b: Borrowed): boolean {
  for (let t = a; t !== 0; t = ldPtr(t + PyTypeObject.tp_base)) if (t === b) return true;
  return b === T.object;
}
/** isinstance by the type alone (PyObject_TypeCheck). */
export function isInstance(p: Borrowed, type: Borrowed): boolean {
  const t = ldPtr(p + PyObject.ob_type);
  return t === type || isSubtypeByMro(t, type);
}
