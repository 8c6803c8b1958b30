/** Which modules there are in TypeScript, and making them. */
import type { Owned } from '@tyston/memory';
import { FIRST_MODULE, isModuleMade, type ModuleSpec, makeModule, registerModule } from '@tyston/objects';
import { moduleSpecs } from './modules/index.js';
import { builtinModuleNames } from './registry-names.js';

const byName = new Map<string, ModuleSpec>();
for (const spec of moduleSpecs) byName.set(spec.name, spec);

export function isBuiltinModule(name: string): boolean {
  return byName.has(name);
}
function numberOf(name: string): number {
  const i = builtinModuleNames.indexOf(name as never);
  if (i < 0) throw new Error(`module ${name} has no number`);
  return FIRST_MODULE + i;
}
/** Makes a module's object and runs its initialisation. New reference, or NULL with an exception. */
export function makeBuiltinModule(name: string): Owned {
  return makeModule(byName.get(name)!, numberOf(name));
}
/** Registers the functions of the modules that are in use in a window, for an isolate that joins it. */
export function registerMadeModules(): void {
  for (const spec of moduleSpecs) {
    const number = numberOf(spec.name);
    if (isModuleMade(number)) registerModule(spec, number);
  }
}
