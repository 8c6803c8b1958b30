/**
 * What instance allocation needs to know of shapes: each type with MANAGED_DICT keeps the root of its current shape tree in
 * `ht_cached_keys`; a shape says how many values lie inline behind tp_basicsize. The rest of the subject is in shape.ts.
 */
import { type Addr, type Borrowed, ld32, ldAddr, PyHeapTypeObject, struct } from '@tyston/memory';

/**
 * A hidden class: which attributes an instance has, in which order. Immutable but for its transitions. Immortal while
 * its type lives.
 */
export const Shape = struct('Shape', null, {
  /** The type at the root of the tree: a shape belongs to exactly one type. */
  type: 'ptr',
  /** The shape without the last attribute; NULL at the root. */
  parent: 'ptr',
  /** The last attribute's name (an interned str, owned); NULL at the root. */
  name: 'ptr',
  /** Children are linked through `sibling`. */
  first_child: 'ptr',
  sibling: 'ptr',
  /** Attributes in all; the last one's value lies at index count - 1. */
  count: 'i32',
  /** Values that fit inline in instances of this tree. */
  capacity: 'i32',
  /** Open-addressing table (name address, index) for shapes with many attributes, made on demand; else NULL. */
  table: 'ptr',
  table_mask: 'i32',
  /** The root of the tree. */
  root: 'ptr',
});

/** The root shape that new instances of `tp` start with. */
export function initialShape(tp: Borrowed): Addr {
  return ldAddr(tp + PyHeapTypeObject.ht_cached_keys);
}
/** Bytes of inline values that a new instance of `tp` has. */
export function inlineBytes(tp: Borrowed): number {
  const root = ldAddr(tp + PyHeapTypeObject.ht_cached_keys);
  return root === 0 ? 0 : ld32(root + Shape.capacity) * 8;
}
