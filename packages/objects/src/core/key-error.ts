/** KeyError for a missing key. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { errRestore } from './errors.js';
import { newRef } from './refcount.js';
import { newTuple } from './tuple.js';
import { T } from './wellknown.js';

/** Makes `KeyError(key)` pending, with a tuple for key as its one argument too. Returns NULL. */
export function setKeyError(key: Borrowed): Owned {
  errRestore(newRef(T.KeyError), newTuple(newRef(key)), NULL);
  return NULL;
}
