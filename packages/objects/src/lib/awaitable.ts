/** The iterator behind an awaitable (_PyCoro_GetAwaitableIter). */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyAsyncMethods,
  PyCodeObject,
  PyGenObject,
  PyTypeObject,
} from '@tyston/memory';
import { isIterator, typeName } from '../core/abstract.js';
import { typeError } from '../core/errors.js';
import { call1 } from '../core/functions.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { T } from '../core/wellknown.js';

const CO_ITERABLE_COROUTINE = 0x100;

/** A slot of the type's asynchronous methods, or 0. */
export function asyncSlot(tp: Borrowed, offset: number): number {
  const t = ld32(tp + PyTypeObject.tp_as_async);
  return t === 0 ? 0 : ld32(t + offset);
}
function isIterableCoroutine(o: Borrowed): boolean {
  return (
    typeOf(o) === T.generator &&
    (ld32(ldPtr(o + PyGenObject.gi_code) + PyCodeObject.co_flags) & CO_ITERABLE_COROUTINE) !== 0
  );
}
/** _PyCoro_GetAwaitableIter: the iterator behind an awaitable, NULL with TypeError. */
export function awaitableIter(o: Borrowed): Owned {
  if (typeOf(o) === T.coroutine || isIterableCoroutine(o)) return newRef(o);
  const f = asyncSlot(typeOf(o), PyAsyncMethods.am_await);
  if (f === 0) return typeError(`object ${typeName(o)} can't be used in 'await' expression`);
  const r = call1(f, o) as Owned;
  if (r === 0) return NULL;
  if (typeOf(r) === T.coroutine || isIterableCoroutine(r)) {
    decref(r);
    return typeError('__await__() returned a coroutine');
  }
  if (!isIterator(r)) {
    const name = typeName(r);
    decref(r);
    return typeError(`__await__() returned non-iterator of type '${name}'`);
  }
  return r;
}
