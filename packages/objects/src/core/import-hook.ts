/** Importing a module from within a built-in: through the import system, which stands above. */
import { type Borrowed, ldPtr, NULL, type Owned } from '@tyston/memory';
import { dictGetStr } from './dict.js';
import { intern } from './intern.js';
import { State } from './state.js';

let importer: (name: string) => Owned = () => NULL;
export function setImporter(f: typeof importer): void {
  importer = f;
}
/** `import name` as a new reference to the module itself (the last component), or NULL with an exception. */
export function importModule(name: string): Owned {
  return importer(name);
}
/** The module in sys.modules, borrowed, or 0 without an error. */
export function loadedModule(name: string): Borrowed {
  const modules = ldPtr(State.MODULES);
  return modules === 0 ? (0 as Borrowed) : dictGetStr(modules, intern(name));
}
