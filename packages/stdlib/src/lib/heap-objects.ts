/** Instances of module types: making and destroying them. (A subclass's instance holds a reference to its class: that is the subclass's affair.) */
import { type Borrowed, ldPtr, type Owned } from '@tyston/memory';
import {
  allocInstance,
  clearFields,
  freeObject,
  gcTrack,
  gcUntrack,
  type SlotTable,
  typeFlags,
  typeOf,
} from '@tyston/objects';

/** Frees an instance whose fields have been released. */
export function freeInstance(self: Borrowed): void {
  freeObject(self, typeFlags(typeOf(self)));
}
/** tp_dealloc, tp_traverse and tp_clear of a type whose own references are the pointers at these offsets. */
export function heapFieldSlots(...offsets: readonly number[]): SlotTable {
  return {
    tp_dealloc(self: Borrowed) {
      gcUntrack(self);
      clearFields(self, offsets);
      freeInstance(self);
    },
    tp_traverse(self: Borrowed, visit: (p: Borrowed) => void) {
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
