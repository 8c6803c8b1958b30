/** SignalDict: a context's traps or flags as a mapping from signals to booleans. */
import { type Borrowed, ld32, ldPtr, NULL, type Owned, st32, stPtr, TypeFlags } from '@tyston/memory';
import {
  decref,
  dictEntryKey,
  dictEntryValue,
  dictLength,
  dictNext,
  dictSet,
  errClear,
  errMatches,
  False,
  getIter,
  type HeapTypeSpec,
  isInstance,
  isTrue,
  listItem,
  listLength,
  method,
  NotImplemented,
  newBool,
  newDict,
  newRef,
  newStr,
  Py_EQ,
  Py_NE,
  reprText,
  setError,
  T,
  True,
  typeError,
  valueError,
} from '@tyston/objects';
import { beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { SIGNAL_DICT } from './layout.js';
import { SIGNALS, signalClass } from './signals.js';

const { at: AT } = SIGNAL_DICT;
const INVALID_SIGNALS =
  'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]';

const bitsOf = (d: Borrowed): number => ld32(ldPtr(d + AT));
export const isSignalDict = (o: Borrowed): boolean => isInstance(o, stateObject(StdlibState.DECIMAL_MIXIN));

/** The bits of a signal's class; 0 with KeyError. */
function signalBits(key: Borrowed): number {
  const i = SIGNALS.findIndex((_s, k) => signalClass(k) === key);
  if (i < 0) setError(T.KeyError, INVALID_SIGNALS);
  return i < 0 ? 0 : SIGNALS[i]!.bits;
}
/** The bits of the signals in a list; -1 with KeyError. */
export function bitsOfList(list: Borrowed): number {
  let all = 0;
  for (let i = 0; i < listLength(list); i++) {
    const bits = signalBits(listItem(list, i));
    if (bits === 0) return -1;
    all |= bits;
  }
  return all;
}
/** The bits of the true values of a signal dict or of a dict with all signals as keys; -1 with an exception. */
export function bitsOfMapping(o: Borrowed): number {
  if (isSignalDict(o)) return bitsOf(o);
  if (!isInstance(o, T.dict)) {
    typeError('argument must be a signal dict');
    return -1;
  }
  if (dictLength(o) !== SIGNALS.length) {
    setError(T.KeyError, 'invalid signal dict');
    return -1;
  }
  let all = 0;
  for (let at = dictNext(o, 0); at !== 0; at = dictNext(o, at)) {
    const bits = signalBits(dictEntryKey());
    const value = newRef(dictEntryValue());
    const yes = bits === 0 ? -1 : isTrue(value);
    decref(value);
    if (yes < 0) return -1;
    if (yes === 1) all |= bits;
  }
  return all;
}

function setItem(d: Borrowed, key: Borrowed, value: Borrowed): number {
  if (value === 0) {
    valueError('signal keys cannot be deleted');
    return -1;
  }
  const bits = signalBits(key);
  if (bits === 0) return -1;
  const yes = isTrue(value);
  if (yes < 0) return -1;
  const at = ldPtr(d + AT);
  st32(at, yes === 1 ? ld32(at) | bits : ld32(at) & ~bits);
  return 0;
}
function asDict(d: Borrowed): Owned {
  const dict = newDict();
  SIGNALS.forEach((s, i) => {
    dictSet(dict, signalClass(i), bitsOf(d) & s.bits ? True : False);
  });
  return dict;
}
function compare(d: Borrowed, other: Borrowed, op: number): Owned {
  if (op !== Py_EQ && op !== Py_NE) return newRef(NotImplemented);
  let same: boolean;
  if (isSignalDict(other)) same = bitsOf(d) === bitsOf(other);
  else if (isInstance(other, T.dict)) {
    const bits = bitsOfMapping(other);
    if (bits < 0) {
      // A dict of other keys is no error here.
      if (!errMatches(T.KeyError)) return NULL;
      errClear();
      return newRef(NotImplemented);
    }
    same = bits === bitsOf(d);
  } else return newRef(NotImplemented);
  return newBool(same === (op === Py_EQ));
}

/** A context goes: what is left of its dict keeps the bits for itself. */
export function detach(d: Borrowed): void {
  const bits = bitsOf(d);
  stPtr(d + AT, d + SIGNAL_DICT.own);
  st32(d + SIGNAL_DICT.own, bits);
}

export const signalDictType: HeapTypeSpec = {
  name: 'SignalDictMixin',
  tpName: 'decimal.SignalDictMixin',
  basicsize: SIGNAL_DICT.size,
  flags: TypeFlags.BASETYPE,
  slots: {
    tp_dealloc: (d: Borrowed) => {
      beginDealloc(d);
      endDealloc(d);
    },
    tp_init: (d: Borrowed) => {
      stPtr(d + AT, d + SIGNAL_DICT.own);
      return 0;
    },
    tp_hash: null,
    tp_repr: (d: Borrowed) =>
      newStr(
        `{${SIGNALS.map((s, i) => `${reprText(signalClass(i))}:${bitsOf(d) & s.bits ? 'True' : 'False'}`).join(', ')}}`,
      ),
    tp_richcompare: compare,
    tp_iter: () => getIter(stateObject(StdlibState.DECIMAL_SIGNALS)),
    mp_length: () => SIGNALS.length,
    mp_subscript: (d: Borrowed, key: Borrowed) => {
      const bits = signalBits(key);
      return bits === 0 ? NULL : newBool((bitsOf(d) & bits) !== 0);
    },
    mp_ass_subscript: setItem,
  },
  methods: [method('copy', '($self, /)', asDict, '', { noTextSignature: true })],
};
