/** The `__dict__` attribute of types of modules whose instances have a dict. */
import type { Borrowed, Owned } from '@tyston/memory';
import { type GetSetSpec, instanceDict, newRef, setInstanceDict } from '@tyston/objects';

export const dictAttribute: GetSetSpec = {
  name: '__dict__',
  get: (self: Borrowed): Owned => {
    const d = instanceDict(self);
    return d === 0 ? (d as Owned) : newRef(d);
  },
  set: (self: Borrowed, value: Borrowed): number => setInstanceDict(self, value),
};
