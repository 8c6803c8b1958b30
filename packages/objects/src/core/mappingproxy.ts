/** mappingproxy objects: a read-only view of a mapping. The type's behaviour is in types/mappingproxy.ts. */
import { type Borrowed, type Owned, PyObject, stPtr, struct } from '@tyston/memory';
import { newGc } from './alloc.js';
import { gcTrack } from './gc-list.js';
import { newRef } from './refcount.js';
import { T } from './wellknown.js';

export const MappingProxy = struct('mappingproxyobject', PyObject, { mapping: 'ptr' });

export function newMappingProxy(mapping: Borrowed): Owned {
  const p = newGc(T.mappingproxy, MappingProxy.size);
  stPtr(p + MappingProxy.mapping, newRef(mapping));
  gcTrack(p);
  return p;
}
