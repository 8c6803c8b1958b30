/** Filling a module. */
import type { Borrowed, Owned } from '@tyston/memory';
import { decref, dictDel, dictSet, intern, moduleDict } from '@tyston/objects';

/** module.name = value; steals value, which may be NULL with an exception. 0, or -1 with an exception. */
export function setModuleAttr(module: Borrowed, name: string, value: Owned): number {
  if (value === 0) return -1;
  const r = dictSet(moduleDict(module), intern(name), value);
  decref(value);
  return r;
}
/** Takes things out of a module that this host cannot do. */
export function removeAttrs(module: Borrowed, all: readonly { readonly name: string }[]): void {
  for (const { name } of all) dictDel(moduleDict(module), intern(name));
}
