/** Attributes of other modules of the library. */
import { ldPtr, NULL, type Owned } from '@tyston/memory';
import { builtin, call, decref, dictGetStr, getAttr, intern, newRef, State } from '@tyston/objects';

/** `import module; module.name`: a new reference, or NULL with an exception. */
export function importAttribute(module: string, name: string): Owned {
  const loaded = dictGetStr(ldPtr(State.MODULES), intern(module));
  let m: Owned;
  if (loaded !== 0) m = newRef(loaded);
  else {
    const importer = builtin('__import__');
    if (importer === 0) return NULL;
    m = call(importer, intern(module));
    decref(importer);
    if (m === 0) return NULL;
  }
  const v = getAttr(m, intern(name));
  decref(m);
  return v;
}
