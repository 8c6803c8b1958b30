/** Cells: the boxes of variables that closures share. */
import { type Owned, PyCellObject, stPtr } from '@tyston/memory';
import { newGc } from './alloc.js';
import { gcTrack } from './gc-list.js';
import { T } from './wellknown.js';

/** A new cell; steals `content`, which may be 0. */
export function newCell(content: Owned): Owned {
  const c = newGc(T.cell, PyCellObject.size);
  stPtr(c + PyCellObject.ob_ref, content);
  gcTrack(c);
  return c;
}
