/** The registry as `_imp` sees it; it lists `_imp`, so it installs itself here. */
import type { Owned } from '@tyston/memory';

export interface Registry {
  isBuiltinModule(name: string): boolean;
  makeBuiltinModule(name: string): Owned;
}
let registry: Registry;
export function setRegistry(r: Registry): void {
  registry = r;
}
export function isBuiltinModule(name: string): boolean {
  return registry.isBuiltinModule(name);
}
export function makeBuiltinModule(name: string): Owned {
  return registry.makeBuiltinModule(name);
}
