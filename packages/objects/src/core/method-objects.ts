/** Making bound methods, classmethod and staticmethod objects. Their types' behaviour is in types/. */

import { type Borrowed, type Owned, PyMethodObject, PyObject, stPtr, struct, zero } from '@tyston/memory';
import { newGc } from './alloc.js';
import { CoreFunctions } from './core-functions.js';
import { gcTrack } from './gc-list.js';
import { newRef } from './refcount.js';
import { T } from './wellknown.js';

/** classmethod and staticmethod: the callable and the instance dict. */
export const MethodWrapper = struct('classmethod', PyObject, { cm_callable: 'ptr', cm_dict: 'ptr' });

export function newMethod(f: Borrowed, self: Borrowed): Owned {
  const m = newGc(T.method, PyMethodObject.size);
  stPtr(m + PyMethodObject.im_func, newRef(f));
  stPtr(m + PyMethodObject.im_self, newRef(self));
  stPtr(m + PyMethodObject.im_weakreflist, 0);
  stPtr(m + PyMethodObject.vectorcall, CoreFunctions.method_vectorcall);
  gcTrack(m);
  return m;
}
function newWrapper(tp: Borrowed, f: Borrowed): Owned {
  const m = newGc(tp, MethodWrapper.size);
  zero(m + MethodWrapper.cm_callable, 16);
  stPtr(m + MethodWrapper.cm_callable, newRef(f));
  gcTrack(m);
  return m;
}
/** A staticmethod object around `f`, without the copied function attributes. */
export function newStaticMethodObject(f: Borrowed): Owned {
  return newWrapper(T.staticmethod, f);
}
export function newClassMethodObject(f: Borrowed): Owned {
  return newWrapper(T.classmethod, f);
}
