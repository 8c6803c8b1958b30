/** Making the descriptors that stand in the dicts of built-in types. Their types' behaviour is in types/descriptors.ts. */
import {
  type Addr,
  type Borrowed,
  type Owned,
  PyCFunctionObject,
  PyDescrObject,
  PyGetSetDescrObject,
  PyMemberDescrObject,
  PyMethodDescrObject,
  PyWrapperDescrObject,
  stPtr,
} from '@tyston/memory'; // prettier-ignore
import { newGc } from './alloc.js';
import { gcTrack } from './gc-list.js';
import { newRef, xnewRef } from './refcount.js';
import { T } from './wellknown.js';

function newDescr(kind: Borrowed, size: number, type: Borrowed, name: Borrowed): Owned {
  const d = newGc(kind, size);
  stPtr(d + PyDescrObject.d_type, newRef(type));
  stPtr(d + PyDescrObject.d_name, newRef(name));
  stPtr(d + PyDescrObject.d_qualname, 0);
  return d;
}
/** `def` is the address of a PyMethodDef; `vectorcall` of the function that calls it. */
export function newMethodDescr(type: Borrowed, name: Borrowed, def: Addr, vectorcall: Addr): Owned {
  const d = newDescr(T.method_descriptor, PyMethodDescrObject.size, type, name);
  stPtr(d + PyMethodDescrObject.d_method, def);
  stPtr(d + PyMethodDescrObject.vectorcall, vectorcall);
  gcTrack(d);
  return d;
}
export function newClassMethodDescr(type: Borrowed, name: Borrowed, def: Addr): Owned {
  const d = newDescr(T.classmethod_descriptor, PyMethodDescrObject.size, type, name);
  stPtr(d + PyMethodDescrObject.d_method, def);
  stPtr(d + PyMethodDescrObject.vectorcall, 0);
  gcTrack(d);
  return d;
}
export function newGetSetDescr(type: Borrowed, name: Borrowed, def: Addr): Owned {
  const d = newDescr(T.getset_descriptor, PyGetSetDescrObject.size, type, name);
  stPtr(d + PyGetSetDescrObject.d_getset, def);
  gcTrack(d);
  return d;
}
export function newMemberDescr(type: Borrowed, name: Borrowed, def: Addr): Owned {
  const d = newDescr(T.member_descriptor, PyMemberDescrObject.size, type, name);
  stPtr(d + PyMemberDescrObject.d_member, def);
  gcTrack(d);
  return d;
}
/** `base` is the address of the wrapper's record (its row in SLOT_DEFS), `wrapped` the slot's function pointer. */
export function newWrapperDescr(type: Borrowed, name: Borrowed, base: Addr, wrapped: Addr): Owned {
  const d = newDescr(T.wrapper_descriptor, PyWrapperDescrObject.size, type, name);
  stPtr(d + PyWrapperDescrObject.d_base, base);
  stPtr(d + PyWrapperDescrObject.d_wrapped, wrapped);
  gcTrack(d);
  return d;
}
/** A built-in function object; `self` and `module` may be 0. */
export function newCFunction(def: Addr, self: Borrowed, module: Borrowed, vectorcall: Addr): Owned {
  const f = newGc(T.builtin_function_or_method, PyCFunctionObject.size);
  stPtr(f + PyCFunctionObject.m_ml, def);
  stPtr(f + PyCFunctionObject.m_self, xnewRef(self));
  stPtr(f + PyCFunctionObject.m_module, xnewRef(module));
  stPtr(f + PyCFunctionObject.m_weakreflist, 0);
  stPtr(f + PyCFunctionObject.vectorcall, vectorcall);
  gcTrack(f);
  return f;
}
