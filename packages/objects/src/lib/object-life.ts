/** Life and death of containers whose references stand at fixed offsets: dealloc, traverse and clear from one list of fields. */
import { type Borrowed, ldPtr, stPtr } from '@tyston/memory';
import { freeObject, typeFlags } from '../core/alloc.js';
import { gcUntrack } from '../core/gc-list.js';
import { decref, typeOf } from '../core/refcount.js';

export interface FieldSlots {
  tp_dealloc: (self: Borrowed) => void;
  tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => void;
}
/** tp_dealloc and tp_traverse of a collected type whose own references are the pointers at these offsets. */
export function fieldSlots(...offsets: readonly number[]): FieldSlots {
  // Few fields, as nearly always, go without a loop over an array that V8 does not know. (No field stands at 0.)
  const [a = 0, b = 0, c = 0] = offsets;
  const few = offsets.length <= 3;
  return {
    tp_dealloc(self) {
      gcUntrack(self);
      if (few) {
        if (a !== 0) clearField(self, a);
        if (b !== 0) clearField(self, b);
        if (c !== 0) clearField(self, c);
      } else clearFields(self, offsets);
      freeObject(self, typeFlags(typeOf(self)));
    },
    tp_traverse(self, visit) {
      for (const offset of offsets) {
        const p = ldPtr(self + offset);
        if (p !== 0) visit(p);
      }
    },
  };
}
/** The same with tp_clear, for types that can be part of a cycle that only they can break. */
export function clearableFieldSlots(...offsets: readonly number[]): FieldSlots & {
  tp_clear: (self: Borrowed) => number;
} {
  return {
    ...fieldSlots(...offsets),
    tp_clear(self) {
      clearFields(self, offsets);
      return 0;
    },
  };
}
/** Releases the references at these offsets; the fields are NULL before any destructor runs. */
export function clearFields(self: Borrowed, offsets: readonly number[]): void {
  for (const offset of offsets) clearField(self, offset);
}
/** Releases the reference at one offset (Py_CLEAR). */
export function clearField(self: Borrowed, offset: number): void {
  const p = ldPtr(self + offset);
  if (p === 0) return;
  stPtr(self + offset, 0);
  decref(p);
}
/** Stores a reference and releases the old one (Py_XSETREF); steals `value`. */
export function setField(self: Borrowed, offset: number, value: Borrowed): void {
  const old = ldPtr(self + offset);
  stPtr(self + offset, value);
  if (old !== 0) decref(old);
}
