/** Changing the length of a bytes object that nobody else has seen. */
import { ld8, type Owned, PyVarObject, st8, stSsize } from '@tyston/memory';
import { bytesData, decref, EmptyBytes, newRef, realloc, singleByte } from '@tyston/objects';

/** `b` with `n` bytes: cut, or with room behind that is not initialised. Steals `b`, which must have more than one byte or be empty. */
export function resizeBytes(b: Owned, n: number): Owned {
  const head = bytesData(b) - b;
  if (b === EmptyBytes) throw new Error('the empty bytes object is shared');
  const p = realloc(b, head + n + 1) as Owned;
  stSsize(p + PyVarObject.ob_size, n);
  st8(p + head + n, 0);
  return p;
}
/** The first `n` bytes of `b`, which is stolen. The shortest results are the shared ones. */
export function shrinkBytes(b: Owned, n: number): Owned {
  if (n > 1) return resizeBytes(b, n);
  if (b === EmptyBytes) return b;
  const r = newRef(n === 0 ? EmptyBytes : singleByte(ld8(bytesData(b))));
  decref(b);
  return r;
}
