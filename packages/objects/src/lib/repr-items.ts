/** `repr` of containers: items joined by ", " between brackets, with "..." where a container holds itself. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { repr } from '../core/abstract.js';
import { decref, incref } from '../core/refcount.js';
import { reprEnter, reprLeave } from '../core/repr.js';
import { newStr } from '../core/str.js';
import { StrWriter } from '../core/str-build.js';

/** Appends `repr(o)`; false with an exception. */
export function writeRepr(w: StrWriter, o: Borrowed): boolean {
  incref(o);
  const r = repr(o);
  decref(o);
  if (r === 0) return false;
  w.str(r);
  decref(r);
  return true;
}
/** Runs `write` unless `o`'s repr is already under way, in which case the result is `recursive`. */
export function guardedRepr(o: Borrowed, recursive: string, write: (w: StrWriter) => boolean): Owned {
  const inside = reprEnter(o);
  if (inside !== 0) return inside > 0 ? newStr(recursive) : NULL;
  const w = new StrWriter();
  const ok = write(w);
  reprLeave(o);
  return ok ? w.finish() : NULL;
}
/** Items by position, of a container whose length may change on the way. `close` is given the final count. */
export function writeItems(w: StrWriter, length: () => number, item: (i: number) => Borrowed): boolean {
  for (let i = 0; i < length(); i++) {
    if (i > 0) w.text(', ');
    if (!writeRepr(w, item(i))) return false;
  }
  return true;
}
