/** Strings (PEP 393) and bytes. */
import { struct } from '../layout.js';
import { PyObject, PyVarObject } from './object.js';

export const PyASCIIObject = struct('PyASCIIObject', PyObject, {
  length: 'ssize',
  hash: 'ssize',
  state: 'u32',
  wstr: 'ptr',
});
export const PyCompactUnicodeObject = struct('PyCompactUnicodeObject', PyASCIIObject, {
  utf8_length: 'ssize',
  utf8: 'ptr',
  wstr_length: 'ssize',
});
export const PyUnicodeObject = struct('PyUnicodeObject', PyCompactUnicodeObject, { data: 'ptr' });

/** The bit-field `state` of a string: interned (2 bits), kind (3), compact, ascii, ready; CACHED_* are ours, in CPython's padding. */
export const UnicodeState = Object.freeze({
  INTERNED_MASK: 3,
  KIND_SHIFT: 2,
  KIND_MASK: 7 << 2,
  COMPACT: 1 << 5,
  ASCII: 1 << 6,
  READY: 1 << 7,
  /** These caches may know this interned string by its address. */
  CACHED_BY_TYPES: 1 << 8,
  CACHED_BY_SITES: 1 << 9,
});

export const PyBytesObject = struct('PyBytesObject', PyVarObject, { ob_shash: 'ssize', ob_sval: ['u8', 1] });
export const PyByteArrayObject = struct('PyByteArrayObject', PyVarObject, {
  ob_alloc: 'ssize',
  ob_bytes: 'ptr',
  ob_start: 'ptr',
  ob_exports: 'ssize',
});
