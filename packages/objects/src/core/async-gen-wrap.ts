/** What an asynchronous generator yields to its awaiter, wrapped to tell it from what it awaits. */
import { type Borrowed, ldPtr, type Owned, PyObject, stPtr, struct } from '@tyston/memory';
import { newGc } from './alloc.js';
import { gcTrack } from './gc-list.js';
import { T } from './wellknown.js';

export const WrappedValue = struct('_PyAsyncGenWrappedValue', PyObject, { agw_val: 'ptr' });

/** Steals `value`. */
export function newAsyncGenWrappedValue(value: Owned): Owned {
  const w = newGc(T.async_generator_wrapped_value, WrappedValue.size);
  stPtr(w + WrappedValue.agw_val, value);
  gcTrack(w);
  return w;
}
export function wrappedValue(w: Borrowed): Borrowed {
  return ldPtr(w + WrappedValue.agw_val);
}
