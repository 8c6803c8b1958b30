/** `X | Y` for types (PEP 604): made by the UnionType's file, asked for by `type` and others below it. */
import type { Borrowed, Owned } from '@tyston/memory';
import { newRef } from './refcount.js';
import { NotImplemented } from './wellknown.js';

let or: (l: Borrowed, r: Borrowed) => Owned = () => newRef(NotImplemented);
export function setUnionOr(f: typeof or): void {
  or = f;
}
export function unionOr(l: Borrowed, r: Borrowed): Owned {
  return or(l, r);
}
