/** `f_locals` and `locals()`: the local variables of a frame as a dict. */
import {
  type Addr,
  type Borrowed,
  Frame,
  ld32,
  ldPtr,
  type Owned,
  PyCellObject,
  PyCodeObject,
  PyFrameObject,
  stPtr,
} from '@tyston/memory';
import { delItem, setItem } from '../core/abstract.js';
import { bytesView } from '../core/bytes.js';
import { dictContains, dictDel, dictSet, newDict } from '../core/dict.js';
import { errClear } from '../core/errors.js';
import { newRef, typeOf } from '../core/refcount.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { T } from '../core/wellknown.js';

const CO_FAST_CELL = 0x40;
const CO_FAST_FREE = 0x80;
const CO_OPTIMIZED = 1;

/** Copies a frame's variables into `mapping`; those without a value are removed from it. */
export function fastToLocals(frame: Addr, mapping: Borrowed): void {
  const code = ldPtr(frame + Frame.code);
  const names = ldPtr(code + PyCodeObject.co_localsplusnames);
  const kinds = bytesView(ldPtr(code + PyCodeObject.co_localspluskinds));
  const optimized = (ld32(code + PyCodeObject.co_flags) & CO_OPTIMIZED) !== 0;
  const n = tupleLength(names);
  const exact = typeOf(mapping) === T.dict;
  for (let i = 0; i < n; i++) {
    const kind = kinds[i]!;
    // A class body shows its free variables through its own namespace only.
    if (kind & CO_FAST_FREE && !optimized) continue;
    let v = ldPtr(frame + Frame.size + i * 8);
    if (v !== 0 && kind & (CO_FAST_CELL | CO_FAST_FREE) && typeOf(v) === T.cell)
      v = ldPtr(v + PyCellObject.ob_ref);
    const name = tupleItem(names, i);
    if (v !== 0) {
      if (exact) dictSet(mapping, name, v);
      else if (setItem(mapping, name, v) < 0) errClear();
    } else if (exact) {
      if (dictContains(mapping, name) === 1) dictDel(mapping, name);
    } else if (delItem(mapping, name) < 0) errClear();
  }
}

/** The mapping that `locals()` shows for a frame; a new reference. `f` is its frame object. */
export function frameLocals(frame: Addr, f: Borrowed): Owned {
  const ns = ldPtr(frame + Frame.locals);
  if (ns !== 0) {
    if (tupleLength(ldPtr(ldPtr(frame + Frame.code) + PyCodeObject.co_localsplusnames)) > 0)
      fastToLocals(frame, ns);
    return newRef(ns);
  }
  let d = ldPtr(f + PyFrameObject.f_locals_cache);
  if (d === 0) {
    d = newDict();
    stPtr(f + PyFrameObject.f_locals_cache, d);
  }
  fastToLocals(frame, d);
  return newRef(d);
}
