/**
 * Hidden classes (shapes): how instances of types with MANAGED_DICT store attributes without a dict.
 *
 *        root(C)  ──x──▶  {x}  ──y──▶  {x, y}
 *                          └──z──▶  {x, z}
 *
 * An instance's pre-header points to its shape; the value of the k-th attribute is the k-th word behind tp_basicsize.
 * Adding an attribute follows (or makes) a child. A tree has a fixed number of inline places; an instance that needs
 * more, or whose `__dict__` is asked for, or from which an attribute other than the last is deleted, gets a real dict
 * and shape 0 for the rest of its life. When instances of a type outgrow a tree, the type gets a new tree with more places
 * for the instances to come: so one compare of the shape guards type and layout at once, and no count is kept per instance.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  PreHeader,
  PyHeapTypeObject,
  PyTypeObject,
  st32,
  stPtr,
  zero,
} from '@tyston/memory'; // prettier-ignore
import { calloc, free } from './heap.js';
import { decref, incref } from './refcount.js';
import { Shape } from './shape-root.js';

export { initialShape, Shape } from './shape-root.js';

/**
 * Inline places of a type's first tree, and the most that a tree may have. Odd: with what stands in front of them (the pre-header, the
 * object's head, the list of weak references) they fill a block.
 */
const FIRST_CAPACITY = 3;
const MAX_CAPACITY = 33;
/** Where so many ways lead on, names are data: an instance that wants one more gets a dict, which needs no shape. */
const MAX_CHILDREN = 64;

/** Gives `tp` (which has MANAGED_DICT and no items) a fresh tree. */
export function newShapeTree(tp: Borrowed, capacity = FIRST_CAPACITY): Addr {
  const root = calloc(Shape.size);
  stPtr(root + Shape.type, tp);
  stPtr(root + Shape.root, root);
  st32(root + Shape.capacity, capacity);
  // Old trees stay reachable through `sibling` of the root, to be freed with the type.
  stPtr(root + Shape.sibling, ldAddr(tp + PyHeapTypeObject.ht_cached_keys));
  stPtr(tp + PyHeapTypeObject.ht_cached_keys, root);
  return root;
}

function freeTree(shape: Addr): void {
  let child = ldAddr(shape + Shape.first_child);
  while (child !== 0) {
    const next = ldAddr(child + Shape.sibling);
    freeTree(child);
    child = next;
  }
  const name = ldPtr(shape + Shape.name);
  if (name !== 0) decref(name);
  free(ldAddr(shape + Shape.table));
  free(shape);
}
/** Frees all trees of a type that dies. */
export function freeShapes(tp: Borrowed): void {
  let root = ldAddr(tp + PyHeapTypeObject.ht_cached_keys);
  stPtr(tp + PyHeapTypeObject.ht_cached_keys, 0);
  while (root !== 0) {
    const next = ldAddr(root + Shape.sibling);
    freeTree(root);
    root = next;
  }
}

const TABLE_FROM = 8;

function buildTable(shape: Addr): void {
  const n = ld32(shape + Shape.count);
  let size = 16;
  while (size < n * 2) size *= 2;
  const table = calloc(size * 16);
  stPtr(shape + Shape.table, table);
  st32(shape + Shape.table_mask, size - 1);
  for (let s = shape; ldPtr(s + Shape.name) !== 0; s = ldAddr(s + Shape.parent)) {
    const name = ldPtr(s + Shape.name);
    let i = (name >>> 4) & (size - 1);
    while (ld32(table + i * 16) !== 0) i = (i + 1) & (size - 1);
    stPtr(table + i * 16, name);
    st32(table + i * 16 + 8, ld32(s + Shape.count) - 1);
  }
}

/** Index of the attribute `name` (interned) in a shape, or -1. */
export function shapeIndex(shape: Addr, name: Borrowed): number {
  const n = ld32(shape + Shape.count);
  if (n > TABLE_FROM) {
    if (ldAddr(shape + Shape.table) === 0) buildTable(shape);
    const table = ldAddr(shape + Shape.table);
    const mask = ld32(shape + Shape.table_mask);
    for (let i = (name >>> 4) & mask; ; i = (i + 1) & mask) {
      const key = ld32(table + i * 16);
      if (key === name) return ld32(table + i * 16 + 8);
      if (key === 0) return -1;
    }
  }
  for (let s = shape, i = n - 1; i >= 0; i--, s = ldAddr(s + Shape.parent))
    if (ld32(s + Shape.name) === name) return i;
  return -1;
}

/** The shape with `name` (interned) added, or 0 when the tree has no place for it. */
export function shapeAdd(shape: Addr, name: Borrowed): Addr {
  let children = 0;
  for (let c = ldAddr(shape + Shape.first_child); c !== 0; c = ldAddr(c + Shape.sibling), children++)
    if (ld32(c + Shape.name) === name) return c;
  if (children >= MAX_CHILDREN) return 0;
  const count = ld32(shape + Shape.count);
  const capacity = ld32(shape + Shape.capacity);
  if (count >= capacity) {
    const tp = ldPtr(shape + Shape.type);
    const root = ldAddr(tp + PyHeapTypeObject.ht_cached_keys);
    if (capacity < MAX_CAPACITY && ld32(root + Shape.capacity) <= capacity)
      newShapeTree(tp, 2 * capacity - 1);
    return 0;
  }
  const child = calloc(Shape.size);
  stPtr(child + Shape.type, ldPtr(shape + Shape.type));
  stPtr(child + Shape.root, ldAddr(shape + Shape.root));
  stPtr(child + Shape.parent, shape);
  incref(name);
  stPtr(child + Shape.name, name);
  st32(child + Shape.count, count + 1);
  st32(child + Shape.capacity, capacity);
  stPtr(child + Shape.sibling, ldAddr(shape + Shape.first_child));
  stPtr(shape + Shape.first_child, child);
  return child;
}

/** The shape of an instance of a type with MANAGED_DICT; 0 when it keeps a real dict. */
export function shapeOf(p: Borrowed): Addr {
  return ldAddr(p + PreHeader.MANAGED_SHAPE);
}
/** Address of the inline values of an instance of `tp`. */
export function inlineValues(p: Borrowed, tp: Borrowed): Addr {
  return p + ld32(tp + PyTypeObject.tp_basicsize);
}
/** Name of attribute `i` in a shape. */
export function shapeName(shape: Addr, i: number): Borrowed {
  let s = shape;
  for (let k = ld32(shape + Shape.count) - 1; k > i; k--) s = ldAddr(s + Shape.parent);
  return ldPtr(s + Shape.name);
}
/** All names of a shape, in order. */
export function shapeNames(shape: Addr): Borrowed[] {
  const names = new Array<Borrowed>(ld32(shape + Shape.count));
  for (let s = shape, i = names.length - 1; i >= 0; i--, s = ldAddr(s + Shape.parent))
    names[i] = ldPtr(s + Shape.name);
  return names;
}
/** Releases the inline values of a dying instance. */
export function clearInlineValues(p: Borrowed, tp: Borrowed): void {
  const shape = shapeOf(p);
  if (shape === 0) return;
  const n = ld32(shape + Shape.count);
  if (n === 0) return;
  stPtr(p + PreHeader.MANAGED_SHAPE, ldAddr(shape + Shape.root));
  const values = inlineValues(p, tp);
  for (let i = 0; i < n; i++) {
    const v = ldPtr(values + i * 8);
    if (v !== 0) {
      stPtr(values + i * 8, 0);
      decref(v);
    }
  }
}
/** Empties the words of inline values without releasing them (they have been moved elsewhere). */
export function forgetInlineValues(p: Borrowed, tp: Borrowed, count: number): void {
  zero(inlineValues(p, tp), count * 8);
}
