/** The module `_typing`: what `typing` takes from C. */
import type { Borrowed } from '@tyston/memory';
import { type ModuleSpec, method, newRef } from '@tyston/objects';

export const typingModule: ModuleSpec = {
  name: '_typing',
  doc: 'Accelerators for the typing module.\n',
  functions: [method('_idfunc', '($module, x, /)', (_m: Borrowed, x: Borrowed) => newRef(x), '')],
};
