/** Exception classes that modules make for themselves. */
import type { Borrowed, Owned } from '@tyston/memory';
import { call, decref, dictSet, intern, newDict, newRef, newStr, newTuple, T } from '@tyston/objects';

/** class module.name(base): a new reference, or NULL with an exception. */
export function newException(module: string, name: string, base: Borrowed, doc: string | null = null): Owned {
  const n = newStr(name);
  const bases = newTuple(newRef(base));
  const dict = newDict();
  const owner = newStr(module);
  dictSet(dict, intern('__module__'), owner);
  decref(owner);
  if (doc !== null) {
    const text = newStr(doc);
    dictSet(dict, intern('__doc__'), text);
    decref(text);
  }
  const type = call(T.type, n, bases, dict);
  for (const o of [n, bases, dict]) decref(o);
  return type;
}
