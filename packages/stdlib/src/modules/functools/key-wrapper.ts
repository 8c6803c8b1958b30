/** `cmp_to_key`: keys that compare by a function of two arguments. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject, stPtr, struct, TypeFlags } from '@tyston/memory';
import {
  call,
  decref,
  type HeapTypeSpec,
  MemberType,
  newRef,
  parseTupleAndDict,
  richCompare,
  setError,
  smallInt,
  T,
  typeError,
  typeOf,
} from '@tyston/objects';
import { heapFieldSlots, newInstance } from '../../lib/heap-objects.js';
import { kept } from '../../lib/kept-types.js';

const KeyWrapper = struct('keyobject', PyObject, { cmp: 'ptr', object: 'ptr' });

function newKey(cmp: Borrowed, object: Borrowed): Owned {
  const k = newInstance(kept('_functools.KeyWrapper'));
  stPtr(k + KeyWrapper.cmp, newRef(cmp));
  if (object !== 0) stPtr(k + KeyWrapper.object, newRef(object));
  return k;
}
/** `cmp_to_key(mycmp)`: what makes a key of an object when it is called. */
export function cmpToKey(_module: Borrowed, cmp: Borrowed): Owned {
  return newKey(cmp, NULL);
}
function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (typeOf(b) !== kept('_functools.KeyWrapper')) return typeError('other argument must be K instance');
  const x = ldPtr(a + KeyWrapper.object);
  const y = ldPtr(b + KeyWrapper.object);
  if (x === 0 || y === 0) return setError(T.AttributeError, 'object');
  const r = call(ldPtr(a + KeyWrapper.cmp), x, y);
  if (r === 0) return NULL;
  const answer = richCompare(r, smallInt(0), op);
  decref(r);
  return answer;
}

export const keyWrapperType: HeapTypeSpec = {
  name: 'KeyWrapper',
  tpName: 'functools.KeyWrapper',
  basicsize: KeyWrapper.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...heapFieldSlots(KeyWrapper.cmp, KeyWrapper.object),
    tp_hash: null,
    tp_richcompare: compare,
    tp_call: (k: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const p = parseTupleAndDict('K', '(obj)', args, kwargs);
      return p === null ? NULL : newKey(ldPtr(k + KeyWrapper.cmp), p[0] as Borrowed);
    },
  },
  members: [
    {
      name: 'obj',
      type: MemberType.OBJECT,
      offset: KeyWrapper.object,
      doc: 'Value wrapped by a key function.',
    },
  ],
};
