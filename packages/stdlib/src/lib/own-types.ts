/** Types that a module uses but does not show: made with the module, kept in the window, and taken out of its namespace. */
import type { Addr, Borrowed } from '@tyston/memory';
import { dictDel, dictGetStr, intern, moduleDict, newRef } from '@tyston/objects';
import { setStateObject } from './state.js';

/** Keeps the type `name` of the module in a word of the state; `hide` takes it out of the module's dict. */
export function keepType(module: Borrowed, name: string, word: Addr, hide: boolean): number {
  const dict = moduleDict(module);
  const key = intern(name);
  setStateObject(word, newRef(dictGetStr(dict, key)));
  return hide ? dictDel(dict, key) : 0;
}
