/** Instances of heap types: making and destroying them. */
import { type Borrowed, ldPtr, type Owned } from '@tyston/memory';
import {
  allocInstance,
  clearFields,
  decref,
  freeObject,
  gcTrack,
  gcUntrack,
  type SlotTable,
  typeFlags,
  typeOf,
} from '@tyston/objects';

/** Frees an instance whose fields have been released, and gives its reference to its type back. */
export function freeInstance(self: Borrowed): void {
  const type = typeOf(self);
  freeObject(self, typeFlags(type));
  decref(type);
}
/** tp_dealloc, tp_traverse and tp_clear of a heap type whose own references are the pointers at these offsets. */
export function heapFieldSlots(...offsets: readonly number[]): SlotTable {
  return {
    tp_dealloc(self: Borrowed) {
      gcUntrack(self);
      clearFields(self, offsets);
      freeInstance(self);
    },
    tp_traverse(self: Borrowed, visit: (p: Borrowed) => void) {
      visit(typeOf(self));
      for (const offset of offsets) {
        const p = ldPtr(self + offset);
        if (p !== 0) visit(p);
      }
    },
    tp_clear(self: Borrowed) {
      clearFields(self, offsets);
      return 0;
    },
  };
}
/** A zeroed, tracked instance: fill its fields before anything else runs. */
export function newInstance(type: Borrowed): Owned {
  const self = allocInstance(type, 0);
  gcTrack(self);
  return self;
}
