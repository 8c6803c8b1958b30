/** Errors with attributes that the interpreter and the object model set: NameError's `name`, AttributeError's `obj`. */
import {
  type Borrowed,
  ldPtr,
  type Owned,
  PyAttributeErrorObject,
  PyNameErrorObject,
  stPtr,
} from '@tyston/memory';
import { call } from '../core/call.js';
import { errOccurred, isExceptionInstance } from '../core/errors.js';
import { restoreRaised, takeRaised } from '../core/exception.js';
import { setAttributeErrorAnnotator } from '../core/object.js';
import { decref, newRef, xdecref } from '../core/refcount.js';
import { newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { T } from '../core/wellknown.js';

/** Makes NameError or UnboundLocalError pending with its `name`. */
export function setNameErrorFor(type: Borrowed, text: string, name: Borrowed): void {
  const message = newStr(text);
  const e = call(type, message);
  decref(message);
  if (e === 0) return;
  if (isExceptionInstance(e) && isInstance(e, T.NameError)) {
    xdecref(ldPtr(e + PyNameErrorObject.name));
    stPtr(e + PyNameErrorObject.name, newRef(name));
  }
  restoreRaised(e);
}

setAttributeErrorAnnotator((o: Borrowed, name: Borrowed) => {
  if (errOccurred() === 0) return;
  const e: Owned = takeRaised();
  if (isInstance(e, T.AttributeError)) {
    if (ldPtr(e + PyAttributeErrorObject.obj) === 0) stPtr(e + PyAttributeErrorObject.obj, newRef(o));
    if (ldPtr(e + PyAttributeErrorObject.name) === 0) stPtr(e + PyAttributeErrorObject.name, newRef(name));
  }
  restoreRaised(e);
});
