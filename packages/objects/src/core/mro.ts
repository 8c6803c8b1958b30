/** The method resolution order: C3 linearisation (Barrett et al., "A monotonic superclass linearization for Dylan"). */
import { type Borrowed, ldPtr, type Owned, PyTypeObject } from '@tyston/memory';
import { typeError } from './errors.js';
import { gcTrack } from './gc-list.js';
import { shortName, tpName } from './names.js';
import { newRef } from './refcount.js';
import { newTupleBuffer, tupleInit, tupleItem, tupleLength } from './tuple.js';

/** The C3 MRO of a type from its bases' MROs, as a new tuple; NULL with TypeError when the bases cannot be ordered. */
export function c3(tp: Borrowed): Owned {
  const bases = ldPtr(tp + PyTypeObject.tp_bases);
  const lists: Borrowed[][] = [];
  const direct: Borrowed[] = [];
  for (let i = 0; i < tupleLength(bases); i++) {
    const base = tupleItem(bases, i);
    if (direct.includes(base)) return typeError(`duplicate base class ${shortName(base)}`);
    direct.push(base);
    const mro = ldPtr(base + PyTypeObject.tp_mro);
    if (mro === 0) return typeError(`Cannot extend an incomplete type '${tpName(base)}'`);
    const list: Borrowed[] = [];
    for (let k = 0; k < tupleLength(mro); k++) list.push(tupleItem(mro, k));
    lists.push(list);
  }
  lists.push(direct);
  const result: Borrowed[] = [tp];
  for (;;) {
    const open = lists.filter((l) => l.length > 0);
    if (open.length === 0) break;
    const next = open.map((l) => l[0]!).find((c) => !open.some((l) => l.indexOf(c, 1) > 0));
    if (next === undefined) {
      const heads = [...new Set(open.map((l) => l[0]!))].map(shortName).join(', ');
      return typeError(`Cannot create a consistent method resolution\norder (MRO) for bases ${heads}`);
    }
    result.push(next);
    for (const l of lists) if (l[0] === next) l.shift();
  }
  const t = newTupleBuffer(result.length);
  for (const [i, c] of result.entries()) tupleInit(t, i, newRef(c));
  gcTrack(t);
  return t;
}
