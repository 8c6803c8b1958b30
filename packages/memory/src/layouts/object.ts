/** CPython 3.11's object headers: what every object begins with, and what stands in front of it. */
import { struct } from '../layout.js';

export const PyObject = struct('PyObject', null, { ob_refcnt: 'ssize', ob_type: 'ptr' });
export const PyVarObject = struct('PyVarObject', PyObject, { ob_size: 'ssize' });

/** Stands directly in front of an object whose type has Py_TPFLAGS_HAVE_GC. */
export const PyGC_Head = struct('PyGC_Head', null, { _gc_next: 'ptr', _gc_prev: 'ptr' });

/**
 * What stands in front of an object, as offsets from the object (all negative).
 * The words MANAGED_* exist only where the type has Py_TPFLAGS_MANAGED_DICT.
 */
export const PreHeader = Object.freeze({
  GC_NEXT: -16,
  GC_PREV: -8,
  /** The instance's dict or NULL (CPython 3.11's word -3). */
  MANAGED_DICT: -24,
  /** The shape: ours, where CPython keeps the values (its word -4). */
  MANAGED_SHAPE: -32,
});
