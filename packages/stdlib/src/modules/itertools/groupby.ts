/** groupby and the iterators over its groups. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject, stPtr, struct, TypeFlags } from '@tyston/memory';
import {
  call,
  checkPositional,
  clearField,
  decref,
  EmptyTuple,
  getIter,
  type HeapTypeSpec,
  heldItemEqual,
  isInstance,
  iterNext,
  None,
  newRef,
  newTuple,
  noStrayKeywords,
  parseTupleAndDict,
  reduceBuiltin,
  reduceMethod,
  setField,
  setStateMethod,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
} from '@tyston/objects';
import { newInstance } from '../../lib/heap-objects.js';
import { kept } from '../../lib/kept-types.js';
import { iteratorType, reduced, tupleOf } from './common.js';

const GroupBy = struct('groupbyobject', PyObject, {
  it: 'ptr',
  keyfunc: 'ptr',
  tgtkey: 'ptr',
  currkey: 'ptr',
  currvalue: 'ptr',
  /** The group that may go on; not a reference. */
  currgrouper: 'ptr',
});
const {
  it: IT,
  keyfunc: KEYFUNC,
  tgtkey: TARGET,
  currkey: KEY,
  currvalue: VALUE,
  currgrouper: GROUPER,
} = GroupBy;
const Grouper = struct('_grouperobject', PyObject, { parent: 'ptr', tgtkey: 'ptr' });

/** Takes the next item and its key: false at the end or with an exception. */
function step(g: Borrowed): boolean {
  const value = iterNext(ldPtr(g + IT));
  if (value === 0) return false;
  const keyfunc = ldPtr(g + KEYFUNC);
  const key = keyfunc === None ? newRef(value) : call(keyfunc, value);
  if (key === 0) {
    decref(value);
    return false;
  }
  setField(g, VALUE, value);
  setField(g, KEY, key);
  return true;
}
/** Equality of two keys while `__eq__` may replace either. */
function sameKey(a: Borrowed, b: Borrowed): number {
  const y = newRef(b);
  const r = heldItemEqual(a, y);
  decref(y);
  return r;
}
function next(g: Borrowed): Owned {
  stPtr(g + GROUPER, 0);
  // Over what is left of the current group.
  for (;;) {
    const key = ldPtr(g + KEY);
    if (key !== 0) {
      const target = ldPtr(g + TARGET);
      if (target === 0) break;
      const same = sameKey(target, key);
      if (same < 0) return NULL;
      if (same === 0) break;
    }
    if (!step(g)) return NULL;
  }
  setField(g, TARGET, newRef(ldPtr(g + KEY)));
  const grouper = newGrouper(kept('itertools._grouper'), g, ldPtr(g + TARGET));
  return newTuple(newRef(ldPtr(g + KEY)), grouper);
}
function newGrouper(type: Borrowed, parent: Borrowed, key: Borrowed): Owned {
  const grouper = newInstance(type);
  stPtr(grouper + Grouper.parent, newRef(parent));
  stPtr(grouper + Grouper.tgtkey, newRef(key));
  stPtr(parent + GROUPER, grouper);
  return grouper;
}
function nextInGroup(self: Borrowed): Owned {
  const g = ldPtr(self + Grouper.parent);
  if (ldPtr(g + GROUPER) !== self) return NULL;
  if (ldPtr(g + VALUE) === 0 && !step(g)) return NULL;
  const same = sameKey(ldPtr(self + Grouper.tgtkey), ldPtr(g + KEY));
  if (same <= 0) return NULL;
  const value = ldPtr(g + VALUE) as Owned;
  stPtr(g + VALUE, 0);
  clearField(g, KEY);
  return value;
}

export const groupby = iteratorType(
  'groupby',
  64,
  [IT, KEYFUNC, TARGET, KEY, VALUE],
  'make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to divide into groups according to the key function.\n  key\n    A function for computing the group category for each element.\n    If the key function is not specified or is None, the element itself\n    is used for grouping.',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const p = parseTupleAndDict('groupby', '(iterable, key=None)', args, kwargs) as
        | [Borrowed, Borrowed]
        | null;
      if (p === null) return NULL;
      const it = getIter(p[0]);
      if (it === 0) return NULL;
      const self = newInstance(type);
      stPtr(self + IT, it);
      stPtr(self + KEYFUNC, newRef(p[1] === 0 ? None : p[1]));
      return self;
    },
    tp_iternext: next,
  },
  [
    reduceMethod((g) => {
      const args = tupleOf(ldPtr(g + IT), ldPtr(g + KEYFUNC));
      const [target, key, value] = [ldPtr(g + TARGET), ldPtr(g + KEY), ldPtr(g + VALUE)];
      return target !== 0 && key !== 0 && value !== 0
        ? reduced(g, args, tupleOf(key, value, target))
        : reduced(g, args);
    }),
    setStateMethod((g, state) => {
      if (!isInstance(state, T.tuple)) return typeError('state is not a tuple');
      if (tupleLength(state) !== 3)
        return typeError(`function takes exactly 3 arguments (${tupleLength(state)} given)`);
      setField(g, KEY, newRef(tupleItem(state, 0)));
      setField(g, VALUE, newRef(tupleItem(state, 1)));
      setField(g, TARGET, newRef(tupleItem(state, 2)));
      return newRef(None);
    }),
  ],
  { textSignature: '(iterable, key=None)' },
);

export const grouper: HeapTypeSpec = iteratorType(
  '_grouper',
  Grouper.size,
  [Grouper.parent, Grouper.tgtkey],
  '',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      if (!noStrayKeywords('_grouper', type, kwargs) || !checkPositional('_grouper', tupleLength(args), 2, 2))
        return NULL;
      const parent = tupleItem(args, 0);
      if (!isInstance(parent, kept('itertools.groupby')))
        return typeError(`_grouper() argument 1 must be itertools.groupby, not ${typeName(parent)}`);
      return newGrouper(type, parent, tupleItem(args, 1));
    },
    tp_iternext: nextInGroup,
  },
  [
    reduceMethod((self) => {
      const parent = ldPtr(self + Grouper.parent);
      if (ldPtr(parent + GROUPER) !== self) return reduceBuiltin('iter', newTuple(newRef(EmptyTuple)));
      return newTuple(newRef(typeOf(self)), tupleOf(parent, ldPtr(self + Grouper.tgtkey)));
    }),
  ],
  { flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE },
);
