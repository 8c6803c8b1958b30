/** The iterator of OrderedDict, and its views. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, st32, stSsize, TypeFlags } from '@tyston/memory';
import type { TypeSpec } from '../core/define.js';
import { method } from '../core/define.js';
import {
  dictEntryKey,
  dictEntryValue,
  dictKeysVersion,
  dictLength,
  dictNext,
  dictPrevious,
} from '../core/dict.js';
import { errOccurred, setError } from '../core/errors.js';
import { listAppendOwned, newList } from '../core/list.js';
import { decref, incref, newRef } from '../core/refcount.js';
import { newTuple } from '../core/tuple.js';
import { type StaticTypeName, T } from '../core/wellknown.js';
import { reduceBuiltin } from '../lib/builtin.js';
import { DictView } from '../lib/dict-objects.js';
import { reduceMethod, selfIter } from '../lib/index-iterator.js';
import { clearField, fieldSlots, setField } from '../lib/object-life.js';
import {
  ITER_ITEMS,
  ITER_KEYS,
  ITER_VALUES,
  newOrderedIterator,
  OrderedIterator,
} from '../lib/ordered-iterator-object.js';
import { resultPair } from '../lib/pair-result.js';

const { di_odict: DICT, di_pos: POS, di_state: STATE, di_size: SIZE, di_result: RESULT } = OrderedIterator;

function fail(it: Borrowed, message: string): Owned {
  setError(T.RuntimeError, message);
  clearField(it, DICT);
  return NULL;
}
function next(it: Borrowed): Owned {
  const od = ldPtr(it + DICT);
  if (od === 0) return NULL;
  const pos = ld32(it + POS);
  const state = ld32(it + STATE);
  // At the very end nothing more is looked at: what changed behind the last entry is not noticed.
  if (pos !== -1) {
    if (state !== 0 && dictLength(od) !== 0 && dictKeysVersion(od) !== state)
      return fail(it, 'OrderedDict mutated during iteration');
    if (ld32(it + SIZE) !== dictLength(od)) return fail(it, 'OrderedDict changed size during iteration');
  }
  const backward = ld32(it + OrderedIterator.reversed) !== 0;
  const c = pos === -1 ? 0 : backward ? dictPrevious(od, pos) : dictNext(od, pos);
  if (c === 0) {
    clearField(it, DICT);
    return NULL;
  }
  const key = newRef(dictEntryKey());
  const value = newRef(dictEntryValue());
  const more = backward ? dictPrevious(od, c) : dictNext(od, c);
  stSsize(it + POS, more === 0 ? -1 : c);
  switch (ld32(it + OrderedIterator.kind)) {
    case ITER_KEYS:
      decref(value);
      return key;
    case ITER_VALUES:
      decref(key);
      return value;
    default:
      return resultPair(it + RESULT, key, value);
  }
}
/** What is left, as a list; the iterator stays where it is. */
function rest(it: Borrowed): Owned {
  const od = ldPtr(it + DICT);
  const list = newList();
  if (od === 0) return list;
  const pos = ld32(it + POS);
  const state = ld32(it + STATE);
  incref(od);
  for (let item = next(it); item !== 0; item = next(it)) listAppendOwned(list, item);
  setField(it, DICT, od);
  stSsize(it + POS, pos);
  st32(it + STATE, state);
  if (!errOccurred()) return list;
  decref(list);
  return NULL;
}

export const orderedIteratorType: TypeSpec = {
  type: 'odict_iterator',
  basicsize: OrderedIterator.size,
  flags: TypeFlags.HAVE_GC,
  slots: { ...fieldSlots(DICT, RESULT), tp_iter: selfIter, tp_iternext: next },
  methods: [
    reduceMethod((it) => {
      const list = rest(it);
      return list === 0 ? NULL : reduceBuiltin('iter', newTuple(list));
    }),
  ],
};

function viewType(type: StaticTypeName, base: StaticTypeName, kind: number): TypeSpec {
  const dictOf = (view: Borrowed) => ldPtr(view + DictView.dv_dict);
  return {
    type,
    base,
    basicsize: DictView.size,
    flags: TypeFlags.HAVE_GC,
    slots: {
      ...fieldSlots(DictView.dv_dict),
      tp_iter: (view: Borrowed) => newOrderedIterator(dictOf(view), kind, false),
    },
    methods: [
      method(
        '__reversed__',
        '($self, /)',
        (view: Borrowed) => newOrderedIterator(dictOf(view), kind, true),
        '',
        {
          noTextSignature: true,
        },
      ),
    ],
  };
}
export const orderedViewTypes: readonly TypeSpec[] = [
  viewType('odict_keys', 'dict_keys', ITER_KEYS),
  viewType('odict_values', 'dict_values', ITER_VALUES),
  viewType('odict_items', 'dict_items', ITER_ITEMS),
];
