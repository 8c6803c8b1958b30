/** What hashes accept. */
import type { Borrowed } from '@tyston/memory';
import { type BytesLike, getBytesLike, hasBuffer, isInstance, T, typeError } from '@tyston/objects';
/** The bytes to hash; null with an exception. */
export function hashInput(o: Borrowed): BytesLike | null {
  if (isInstance(o, T.str)) {
    typeError('Strings must be encoded before hashing');
    return null;
  }
  if (!hasBuffer(o)) {
    typeError('object supporting the buffer API required');
    return null;
  }
  return getBytesLike(o);
}
