/** `_count_elements`: the loop of `collections.Counter`. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  call,
  decref,
  dictGetHashed,
  dictSetHashed,
  errOccurred,
  forEachItem,
  getAttr,
  intern,
  isInstance,
  keyHash,
  keyHashHigh,
  None,
  newRef,
  numberAdd,
  setItem,
  smallInt,
  T,
  typeLookup,
  typeOf,
} from '@tyston/objects';

/** True for a dict whose `get` and `__setitem__` are dict's own: then they need not be called. */
function countsDirectly(mapping: Borrowed): boolean {
  if (!isInstance(mapping, T.dict)) return false;
  const own = (name: string) =>
    typeLookup(typeOf(mapping), intern(name)) === typeLookup(T.dict, intern(name));
  return own('get') && own('__setitem__');
}
function countInDict(d: Borrowed, key: Borrowed): number {
  const low = keyHash(key);
  const high = keyHashHigh();
  if (low === -1 && high === -1) return -1;
  const old = dictGetHashed(d, key, low, high);
  if (old === 0) return errOccurred() ? -1 : dictSetHashed(d, key, low, high, smallInt(1));
  const count = numberAdd(old, smallInt(1));
  if (count === 0) return -1;
  const status = dictSetHashed(d, key, low, high, count);
  decref(count);
  return status;
}
export function countElements(_module: Borrowed, mapping: Borrowed, iterable: Borrowed): Owned {
  let status: number;
  if (countsDirectly(mapping)) status = forEachItem(iterable, (key) => countInDict(mapping, key));
  else {
    const get = getAttr(mapping, intern('get'));
    if (get === 0) return NULL;
    status = forEachItem(iterable, (key) => {
      const old = call(get, key, smallInt(0));
      if (old === 0) return -1;
      const count = numberAdd(old, smallInt(1));
      decref(old);
      if (count === 0) return -1;
      const r = setItem(mapping, key, count);
      decref(count);
      return r;
    });
    decref(get);
  }
  return status < 0 ? NULL : newRef(None);
}
