/** Contexts as objects: their fields, what may be put into them, and the value (`Ctx`) that operations are given. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  type Owned,
  PyObject,
  st32,
  stF64,
  stPtr,
  stSsize,
} from '@tyston/memory';
import {
  fromBigInt,
  intern,
  isInstance,
  jsStr,
  newInt,
  newPlain,
  newRef,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { loadExponent, storeExponent } from './big-words.js';
import { CONTEXT, contextType, SIGNAL_DICT } from './layout.js';
import { Condition, type Ctx, Rounding } from './number.js';
import { ssize } from './parameters.js';
import { INVALID } from './signals.js';

const { prec: PREC, emax: EMAX, emin: EMIN, clamp: CLAMP, rounding: ROUNDING, limit: LIMIT } = CONTEXT;

export const MAX_PREC = 999999999999999999n;
export const MAX_EMAX = 999999999999999999n;
export const MIN_EMIN = -999999999999999999n;
export const MIN_ETINY = MIN_EMIN - (MAX_PREC - 1n);

/** ROUND_… by their numbers. */
export const ROUNDINGS: readonly string[] = [
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_HALF_EVEN',
  'ROUND_05UP',
];
const INVALID_ROUNDING =
  'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]';

/** The number of a rounding mode's name. -1 with TypeError. */
export function roundingOf(o: Borrowed): number {
  const i = isInstance(o, T.str) ? ROUNDINGS.indexOf(jsStr(o)) : -1;
  if (i < 0) typeError(INVALID_ROUNDING);
  return i;
}

// -- values -------------------------------------------------------------------------------------------------------------------

const scratch: Ctx = {
  prec: 0,
  rounding: 0,
  emin: 0n,
  emax: 0n,
  clamp: false,
  status: 0,
  exactPrec: undefined,
};
/**
 * What an operation is told of a context, its status empty. One object serves all: it is good until the next call, and operations run no
 * Python code.
 */
export function ctxOf(c: Borrowed): Ctx {
  const low = ld32(c + PREC);
  if (ld32(c + PREC + 4) === 0 && low > 0) {
    scratch.prec = low;
    scratch.exactPrec = undefined;
  } else {
    scratch.exactPrec = loadExponent(c + PREC);
    scratch.prec = Number(scratch.exactPrec);
  }
  scratch.rounding = ld32(c + ROUNDING);
  scratch.emin = loadExponent(c + EMIN);
  scratch.emax = loadExponent(c + EMAX);
  scratch.clamp = ld32(c + CLAMP) !== 0;
  scratch.status = 0;
  return scratch;
}
/** The widest context, for conversions that are to be exact. */
export function maxContext(): Ctx {
  return {
    prec: Number(MAX_PREC),
    exactPrec: MAX_PREC,
    rounding: Rounding.HALF_EVEN,
    emin: MIN_EMIN,
    emax: MAX_EMAX,
    clamp: false,
    status: 0,
  };
}
export const roundingIn = (c: Borrowed): number => ld32(c + ROUNDING);
export const hasCapitals = (c: Borrowed): boolean => ld32(c + CONTEXT.capitals) !== 0;

/** Sets what the short ways look at: see `limit`. Their results have exponents within ±1000. */
export function noteLimit(c: Borrowed): void {
  const prec = loadExponent(c + PREC);
  const narrow = ld32(c + CLAMP) !== 0 || loadExponent(c + EMAX) < 1000n || loadExponent(c + EMIN) > -1000n;
  stF64(c + LIMIT, narrow ? 0 : prec < 16n ? 10 ** Number(prec) : 2 ** 53);
}

// -- making ---------------------------------------------------------------------------------------------------------------------

const DEFAULT_TRAPS = INVALID | Condition.DivisionByZero | Condition.Overflow;

function newSignalDict(at: number): Owned {
  const type = stateObject(StdlibState.DECIMAL_SIGNAL_DICT);
  const d = allocOf(type);
  if (d !== 0) stPtr(d + SIGNAL_DICT.at, at);
  return d;
}
/** A new context of a type, with the fields of DefaultContext (or of the standard where that is not made yet). NULL with an exception. */
export function newContext(type: Borrowed = contextType()): Owned {
  const c = type === contextType() ? newPlain(type, CONTEXT.size) : allocOf(type);
  if (c === 0) return c;
  stPtr(c + CONTEXT.trapDict, newSignalDict(c + CONTEXT.traps));
  stPtr(c + CONTEXT.flagDict, newSignalDict(c + CONTEXT.status));
  const template = stateObject(StdlibState.DECIMAL_DEFAULT);
  st32(c + CONTEXT.capitals, 1);
  if (template !== 0) copyFields(c, template);
  else {
    stSsize(c + PREC, 28);
    stSsize(c + EMAX, 999999);
    stSsize(c + EMIN, -999999);
    st32(c + CONTEXT.traps, DEFAULT_TRAPS);
    st32(c + CONTEXT.status, 0);
    st32(c + ROUNDING, Rounding.HALF_EVEN);
    st32(c + CLAMP, 0);
    noteLimit(c);
  }
  return c;
}
function copyFields(to: Borrowed, from: Borrowed): void {
  for (let at = PyObject.size; at < CONTEXT.capitals; at += 4) st32(to + at, ld32(from + at));
  stF64(to + LIMIT, 0);
  noteLimit(to);
}
/** A copy, of the base type. NULL with an exception. */
export function copyContext(c: Borrowed): Owned {
  const copy = newContext();
  if (copy === 0) return copy;
  copyFields(copy, c);
  st32(copy + CONTEXT.capitals, ld32(c + CONTEXT.capitals));
  return copy;
}

// -- fields ---------------------------------------------------------------------------------------------------------------------

/** An argument that must be an int of 64 bits. null with an exception. */
function integer(o: Borrowed): bigint | null {
  if (!isInstance(o, T.int)) {
    typeError('an integer is required');
    return null;
  }
  return ssize(o);
}
/** A setter of an int field between bounds. */
function ranged(at: number, low: bigint, high: bigint, message: string, wide: boolean) {
  return (c: Borrowed, o: Borrowed): number => {
    const n = integer(o);
    if (n === null) return -1;
    if (n < low || n > high) {
      valueError(message);
      return -1;
    }
    if (wide) storeExponent(c + at, n);
    else st32(c + at, Number(n));
    noteLimit(c);
    return 0;
  };
}
function setRounding(c: Borrowed, o: Borrowed): number {
  const r = roundingOf(o);
  if (r < 0) return -1;
  st32(c + ROUNDING, r);
  return 0;
}

/** A field of a context: how it is read and set. */
export interface ContextField {
  readonly name: string;
  readonly get: (c: Borrowed) => Owned;
  /** 0, or -1 with an exception. */
  readonly set: (c: Borrowed, value: Borrowed) => number;
}
const wide = (at: number) => (c: Borrowed) => fromBigInt(loadExponent(c + at));
const narrow = (at: number) => (c: Borrowed) => newInt(ld32(c + at));
/** The fields that are numbers or names, in the constructor's order. */
export const FIELDS: readonly ContextField[] = [
  {
    name: 'prec',
    get: wide(PREC),
    set: ranged(PREC, 1n, MAX_PREC, 'valid range for prec is [1, MAX_PREC]', true),
  },
  { name: 'rounding', get: (c) => newRef(intern(ROUNDINGS[ld32(c + ROUNDING)]!)), set: setRounding },
  {
    name: 'Emin',
    get: wide(EMIN),
    set: ranged(EMIN, MIN_EMIN, 0n, 'valid range for Emin is [MIN_EMIN, 0]', true),
  },
  {
    name: 'Emax',
    get: wide(EMAX),
    set: ranged(EMAX, 0n, MAX_EMAX, 'valid range for Emax is [0, MAX_EMAX]', true),
  },
  {
    name: 'capitals',
    get: narrow(CONTEXT.capitals),
    set: ranged(CONTEXT.capitals, 0n, 1n, 'valid values for capitals are 0 or 1', false),
  },
  {
    name: 'clamp',
    get: narrow(CLAMP),
    set: ranged(CLAMP, 0n, 1n, 'valid values for clamp are 0 or 1', false),
  },
];

/** Etiny and Etop as ints. */
export const etinyOf = (c: Borrowed): Owned =>
  fromBigInt(loadExponent(c + EMIN) - (loadExponent(c + PREC) - 1n));
export const etopOf = (c: Borrowed): Owned =>
  fromBigInt(loadExponent(c + EMAX) - (loadExponent(c + PREC) - 1n));
export const fieldText = (c: Borrowed, at: 'prec' | 'emin' | 'emax'): string =>
  String(loadExponent(c + CONTEXT[at]));

/** The signal dict of a context's traps or flags, borrowed. */
export const signalsOf = (c: Borrowed, which: 'trapDict' | 'flagDict'): Borrowed => ldPtr(c + CONTEXT[which]);
