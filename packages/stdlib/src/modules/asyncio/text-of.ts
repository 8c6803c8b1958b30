/** Objects in messages. */
import type { Borrowed } from '@tyston/memory';
import { decref, jsStr, repr } from '@tyston/objects';

/** `repr(o)`; null with an exception. */
export function textOf(o: Borrowed): string | null {
  const r = repr(o);
  if (r === 0) return null;
  const text = jsStr(r);
  decref(r);
  return text;
}
