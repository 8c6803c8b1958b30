/** types.SimpleNamespace objects, for sys.implementation. */
import type { Owned } from '@tyston/memory';
import { callObject, decref, dictSet, intern, newDict, newTuple, T } from '@tyston/objects';

/** A namespace with these attributes; steals the values. */
export function newNamespace(attrs: readonly (readonly [string, Owned])[]): Owned {
  const kwargs = newDict();
  for (const [name, value] of attrs) {
    dictSet(kwargs, intern(name), value);
    decref(value);
  }
  const none = newTuple();
  const r = callObject(T.SimpleNamespace, none, kwargs);
  decref(none);
  decref(kwargs);
  return r;
}
