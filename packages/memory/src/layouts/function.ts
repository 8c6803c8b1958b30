/** Functions, methods, descriptors, modules and code. */
import { struct } from '../layout.js';
import { PyObject, PyVarObject } from './object.js';

export const PyFunctionObject = struct('PyFunctionObject', PyObject, {
  func_globals: 'ptr',
  func_builtins: 'ptr',
  func_name: 'ptr',
  func_qualname: 'ptr',
  func_code: 'ptr',
  func_defaults: 'ptr',
  func_kwdefaults: 'ptr',
  func_closure: 'ptr',
  func_doc: 'ptr',
  func_dict: 'ptr',
  func_weakreflist: 'ptr',
  func_module: 'ptr',
  func_annotations: 'ptr',
  vectorcall: 'ptr',
  func_version: 'u32',
});
export const PyMethodObject = struct('PyMethodObject', PyObject, {
  im_func: 'ptr',
  im_self: 'ptr',
  im_weakreflist: 'ptr',
  vectorcall: 'ptr',
});
export const PyInstanceMethodObject = struct('PyInstanceMethodObject', PyObject, { func: 'ptr' });

export const PyMethodDef = struct('PyMethodDef', null, {
  ml_name: 'ptr',
  ml_meth: 'ptr',
  ml_flags: 'i32',
  ml_doc: 'ptr',
});
export const PyGetSetDef = struct('PyGetSetDef', null, {
  name: 'ptr',
  get: 'ptr',
  set: 'ptr',
  doc: 'ptr',
  closure: 'ptr',
});
export const PyMemberDef = struct('PyMemberDef', null, {
  name: 'ptr',
  type: 'i32',
  offset: 'ssize',
  flags: 'i32',
  doc: 'ptr',
});
export const PyCFunctionObject = struct('PyCFunctionObject', PyObject, {
  m_ml: 'ptr',
  m_self: 'ptr',
  m_module: 'ptr',
  m_weakreflist: 'ptr',
  vectorcall: 'ptr',
});
export const PyCMethodObject = struct('PyCMethodObject', PyCFunctionObject, { mm_class: 'ptr' });
export const PyDescrObject = struct('PyDescrObject', PyObject, {
  d_type: 'ptr',
  d_name: 'ptr',
  d_qualname: 'ptr',
});
export const PyMethodDescrObject = struct('PyMethodDescrObject', PyDescrObject, {
  d_method: 'ptr',
  vectorcall: 'ptr',
});
export const PyMemberDescrObject = struct('PyMemberDescrObject', PyDescrObject, { d_member: 'ptr' });
export const PyGetSetDescrObject = struct('PyGetSetDescrObject', PyDescrObject, { d_getset: 'ptr' });
export const PyWrapperDescrObject = struct('PyWrapperDescrObject', PyDescrObject, {
  d_base: 'ptr',
  d_wrapped: 'ptr',
});

export const PyModuleDef_Base = struct('PyModuleDef_Base', PyObject, {
  m_init: 'ptr',
  m_index: 'ssize',
  m_copy: 'ptr',
});
export const PyModuleDef = struct('PyModuleDef', PyModuleDef_Base, {
  m_name: 'ptr',
  m_doc: 'ptr',
  m_size: 'ssize',
  m_methods: 'ptr',
  m_slots: 'ptr',
  m_traverse: 'ptr',
  m_clear: 'ptr',
  m_free: 'ptr',
});

export const PyCodeObject = struct('PyCodeObject', PyVarObject, {
  co_consts: 'ptr',
  co_names: 'ptr',
  co_exceptiontable: 'ptr',
  co_flags: 'i32',
  co_warmup: 'i16',
  _co_linearray_entry_size: 'i16',
  co_argcount: 'i32',
  co_posonlyargcount: 'i32',
  co_kwonlyargcount: 'i32',
  co_stacksize: 'i32',
  co_firstlineno: 'i32',
  co_nlocalsplus: 'i32',
  co_nlocals: 'i32',
  co_nplaincellvars: 'i32',
  co_ncellvars: 'i32',
  co_nfreevars: 'i32',
  co_localsplusnames: 'ptr',
  co_localspluskinds: 'ptr',
  co_filename: 'ptr',
  co_name: 'ptr',
  co_qualname: 'ptr',
  co_linetable: 'ptr',
  co_weakreflist: 'ptr',
  _co_code: 'ptr',
  _co_linearray: 'ptr',
  _co_firsttraceable: 'i32',
  co_extra: 'ptr',
  co_code_adaptive: ['u8', 1],
});
