/** Containers. Dict keys and values are ours; the rest is CPython's. */
import { struct } from '../layout.js';
import { PyObject, PyVarObject } from './object.js';

export const PyTupleObject = struct('PyTupleObject', PyVarObject, { ob_item: ['ptr', 1] });
export const PyListObject = struct('PyListObject', PyVarObject, { ob_item: 'ptr', allocated: 'ssize' });
export const PyDictObject = struct('PyDictObject', PyObject, {
  ma_used: 'ssize',
  ma_version_tag: 'u64',
  ma_keys: 'ptr',
  ma_values: 'ptr',
});
export const setentry = struct('setentry', null, { key: 'ptr', hash: 'ssize' });
export const PySetObject = struct('PySetObject', PyObject, {
  fill: 'ssize',
  used: 'ssize',
  mask: 'ssize',
  table: 'ptr',
  hash: 'ssize',
  finger: 'ssize',
  smalltable: [setentry, 8],
  weakreflist: 'ptr',
});
export const PySliceObject = struct('PySliceObject', PyObject, { start: 'ptr', stop: 'ptr', step: 'ptr' });
export const PyCellObject = struct('PyCellObject', PyObject, { ob_ref: 'ptr' });
export const PyWeakReference = struct('PyWeakReference', PyObject, {
  wr_object: 'ptr',
  wr_callback: 'ptr',
  hash: 'ssize',
  wr_prev: 'ptr',
  wr_next: 'ptr',
  vectorcall: 'ptr',
});
export const Py_buffer = struct('Py_buffer', null, {
  buf: 'ptr',
  obj: 'ptr',
  len: 'ssize',
  itemsize: 'ssize',
  readonly: 'i32',
  ndim: 'i32',
  format: 'ptr',
  shape: 'ptr',
  strides: 'ptr',
  suboffsets: 'ptr',
  internal: 'ptr',
});
export const PyManagedBufferObject = struct('_PyManagedBufferObject', PyObject, {
  flags: 'i32',
  exports: 'ssize',
  master: Py_buffer,
});
export const PyMemoryViewObject = struct('PyMemoryViewObject', PyVarObject, {
  mbuf: 'ptr',
  hash: 'ssize',
  flags: 'i32',
  exports: 'ssize',
  view: Py_buffer,
  weakreflist: 'ptr',
  ob_array: ['ssize', 1],
});
