/**
 * Heap types (and a function) that a module's own code needs when it makes objects: each is kept in a word of the window from when its module is
 * executed. Append-only, like the other tables of addresses.
 */
import { type Borrowed, ldPtr, stPtr } from '@tyston/memory';
import { decref, dictDel, dictGetStr, intern, moduleDict, newRef, State } from '@tyston/objects';

/** First word of State.STDLIB that is used here. */
const FIRST = State.STDLIB + 8 * 600;

const NAMES = [
  '_abc._abc_data',
  '_collections.deque',
  '_collections.defaultdict',
  '_collections._deque_iterator',
  '_collections._deque_reverse_iterator',
  '_functools.KeyWrapper',
  '_functools._lru_cache_wrapper',
  '_functools.partial',
  'itertools._grouper',
  'itertools._tee',
  'itertools._tee_dataobject',
  '_queue.Empty',
  '_abc.counter',
  'itertools.chain',
  'itertools.islice',
  'itertools.groupby',
  '_abc._forget',
  '_multibytecodec.MultibyteCodec',
  '_queue.SimpleQueue',
] as const;
type Name = (typeof NAMES)[number];

function place(name: Name): number {
  return FIRST + 8 * NAMES.indexOf(name);
}
/** A word of the table for a module's own use. */
export function keptWord(name: Name): number {
  return place(name);
}
/** The type, borrowed. */
export function kept(name: Name): Borrowed {
  return ldPtr(place(name));
}
/**
 * Called by the module's exec: keeps module.name (the last part of the name); with `hide` takes it out of the module's
 * dict, where programs are not to see it.
 */
export function keepType(module: Borrowed, name: Name, hide = false): void {
  const dict = moduleDict(module);
  const key = intern(name.slice(name.indexOf('.') + 1));
  const old = ldPtr(place(name));
  stPtr(place(name), newRef(dictGetStr(dict, key)));
  if (old !== 0) decref(old);
  if (hide) dictDel(dict, key);
}
