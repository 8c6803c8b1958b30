/** Attributes of other modules of the library. */
import type { Owned } from '@tyston/memory';
import { decref, getAttr, importModule, intern } from '@tyston/objects';

/** `import module; module.name`: a new reference, or NULL with an exception. */
export function importAttribute(module: string, name: string): Owned {
  const m = importModule(module);
  if (m === 0) return m;
  const v = getAttr(m, intern(name));
  decref(m);
  return v;
}
