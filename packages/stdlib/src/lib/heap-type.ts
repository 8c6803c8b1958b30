/** Instances of modules' own types: making them and letting them go. */
import { type Borrowed, ld32, type Owned, PyTypeObject, TypeFlags } from '@tyston/memory';
import { call2, finishDealloc, gcUntrack, typeFlags, typeOf } from '@tyston/objects';

/** A new instance by the type's tp_alloc: zeroed, tracked where the type is collected. NULL with an exception. */
export function allocOf(type: Borrowed, items = 0): Owned {
  return call2(ld32(type + PyTypeObject.tp_alloc), type, items) as Owned;
}
/** Begins a dealloc: the collector no longer sees the object. */
export function beginDealloc(self: Borrowed): void {
  if (typeFlags(typeOf(self)) & TypeFlags.HAVE_GC) gcUntrack(self);
}
/** Ends the dealloc: the memory goes back. (A module's type lives for ever: its instances hold no reference to it.) */
export function endDealloc(self: Borrowed): void {
  finishDealloc(self);
}
