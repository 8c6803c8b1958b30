/** Types that a module uses but does not show: made with the module, kept in the window, and taken out of its namespace. */
import { type Addr, type Borrowed, ldPtr, type Owned, TypeFlags } from '@tyston/memory';
import {
  allocInstance,
  dictDel,
  dictGetStr,
  freeObject,
  gcTrack,
  gcUntrack,
  intern,
  moduleDict,
  newRef,
  typeFlags,
  typeOf,
  xdecref,
} from '@tyston/objects';
import { setStateObject } from './state.js';

/** Keeps the type `name` of the module in a word of the state; `hide` takes it out of the module's dict. */
export function keepType(module: Borrowed, name: string, word: Addr, hide: boolean): number {
  const dict = moduleDict(module);
  const key = intern(name);
  setStateObject(word, newRef(dictGetStr(dict, key)));
  return hide ? dictDel(dict, key) : 0;
}

/** A new instance of the type in a word: zeroed, with `items` items, tracked where its type is collected. */
export function newOf(word: Addr, items = 0): Owned {
  const type = ldPtr(word);
  const self = allocInstance(type, items);
  if (typeFlags(type) & TypeFlags.HAVE_GC) gcTrack(self);
  return self;
}
/** Destroys an instance: releases the objects in the fields at these offsets, then its memory. */
export function destroy(self: Borrowed, ...offsets: readonly number[]): void {
  const flags = typeFlags(typeOf(self));
  if (flags & TypeFlags.HAVE_GC) gcUntrack(self);
  for (const offset of offsets) xdecref(ldPtr(self + offset));
  freeObject(self, flags);
}
/** Shows the collector the objects in the fields at these offsets. */
export function visitFields(
  self: Borrowed,
  visit: (p: Borrowed) => void,
  ...offsets: readonly number[]
): void {
  for (const offset of offsets) {
    const o = ldPtr(self + offset);
    if (o !== 0) visit(o);
  }
}
