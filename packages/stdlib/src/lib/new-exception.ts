/** Exception classes that modules define. */
import type { Borrowed, Owned } from '@tyston/memory';
import { call, decref, dictSet, intern, newDict, newRef, newStr, newTuple, T } from '@tyston/objects';

/** class name(base): of the module. New reference or NULL. */
export function newException(module: string, name: string, base: Borrowed, doc: string | null = null): Owned {
  const title = newStr(name);
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
  const type = call(T.type, title, bases, dict);
  decref(title);
  decref(bases);
  decref(dict);
  return type;
}
