/** Module objects: making them and reaching their dicts. The type's behaviour is in types/module.ts. */
import { type Borrowed, ldPtr, type Owned, PyObject, stPtr, struct, zero } from '@tyston/memory';
import { newGc } from './alloc.js';
import { dictSet, newDict } from './dict.js';
import { gcTrack } from './gc-list.js';
import { intern } from './intern.js';
import { decref } from './refcount.js';
import { newStr } from './str.js';
import { None, T } from './wellknown.js';

export const ModuleObject = struct('PyModuleObject', PyObject, {
  md_dict: 'ptr',
  md_def: 'ptr',
  md_state: 'ptr',
  md_weaklist: 'ptr',
  md_name: 'ptr',
});

export function moduleDict(m: Borrowed): Borrowed {
  return ldPtr(m + ModuleObject.md_dict);
}
/** A new module with the attributes that every module has. */
export function newModule(name: string, doc: string | null = null): Owned {
  const m = newGc(T.module, ModuleObject.size);
  zero(m + ModuleObject.md_dict, ModuleObject.size - ModuleObject.md_dict);
  const d = newDict();
  stPtr(m + ModuleObject.md_dict, d);
  const n = newStr(name);
  stPtr(m + ModuleObject.md_name, n);
  dictSet(d, intern('__name__'), n);
  if (doc === null) dictSet(d, intern('__doc__'), None);
  else {
    const text = newStr(doc);
    dictSet(d, intern('__doc__'), text);
    decref(text);
  }
  for (const a of ['__package__', '__loader__', '__spec__']) dictSet(d, intern(a), None);
  gcTrack(m);
  return m;
}
