/** datetime.timedelta. */
import { type Borrowed, ld32, ldSsize, NULL, type Owned, st32, stSsize, TypeFlags } from '@tyston/memory';
import {
  callMethod,
  decref,
  errOccurred,
  finishDealloc,
  floatValue,
  fromBigInt,
  type HeapTypeSpec,
  hash,
  hashHigh,
  intToBigInt,
  isInstance,
  MemberType,
  method,
  NotImplemented,
  newBool,
  newInt,
  newRef,
  newStr,
  newTuple,
  parseTupleAndDict,
  setError,
  setHashHigh,
  T,
  tpName,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { DAY_SECONDS, MILLION } from './calendar.js';
import { compared } from './compare.js';
import { DELTA, daysOf, isDelta, microsOf, secondsOf, six, two, type } from './layout.js';

const MAX_DAYS = 999_999_999;
const MICROS_PER_SECOND = 1_000_000n;
const MICROS_PER_DAY = 86_400_000_000n;

/** A timedelta of a type; its parts are within their bounds but for the days. NULL with OverflowError. */
function make(tp: Borrowed, days: number, seconds: number, micros: number): Owned {
  if (Math.abs(days) > MAX_DAYS) {
    if (Math.abs(days) > 0x7fffffff)
      return setError(T.OverflowError, 'Python int too large to convert to C int');
    return setError(T.OverflowError, `days=${days}; must have magnitude <= ${MAX_DAYS}`);
  }
  const d = allocOf(tp);
  if (d === 0) return d;
  st32(d + DELTA.days, days);
  st32(d + DELTA.seconds, seconds);
  st32(d + DELTA.microseconds, micros);
  stSsize(d + DELTA.hashcode, -1);
  return d;
}
/** The timedelta of parts of any size. NULL with OverflowError. */
export function newDelta(days: number, seconds: number, micros: number, tp = type('timedelta')): Owned {
  const s = seconds + Math.floor(micros / MILLION);
  const us = micros - Math.floor(micros / MILLION) * MILLION;
  const day = Math.floor(s / DAY_SECONDS);
  return make(tp, days + day, s - day * DAY_SECONDS, us);
}
export const microseconds = (d: Borrowed): bigint =>
  BigInt(daysOf(d)) * MICROS_PER_DAY + BigInt(secondsOf(d)) * MICROS_PER_SECOND + BigInt(microsOf(d));
/** Quotient and remainder, the remainder with the divisor's sign. */
function divmod(a: bigint, b: bigint): [bigint, bigint] {
  const q = a / b;
  const r = a % b;
  return r !== 0n && r < 0n !== b < 0n ? [q - 1n, r + b] : [q, r];
}
export function fromMicroseconds(us: bigint, tp = type('timedelta')): Owned {
  const [days, rest] = divmod(us, MICROS_PER_DAY);
  return make(tp, Number(days), Number(rest / MICROS_PER_SECOND), Number(rest % MICROS_PER_SECOND));
}
/** a / b to the nearest integer, halves to even. `b` is not 0. */
function nearest(a: bigint, b: bigint): bigint {
  const [q, r] = divmod(a, b);
  const twice = (r < 0n ? -r : r) * 2n;
  const size = b < 0n ? -b : b;
  return twice > size || (twice === size && (q & 1n) === 1n) ? q + 1n : q;
}

// -- construction -----------------------------------------------------------------------------------------------------------

/** The units of the constructor in microseconds, in the order in which they are added. */
const UNITS = [
  ['microseconds', 1n],
  ['milliseconds', 1000n],
  ['seconds', MICROS_PER_SECOND],
  ['minutes', 60n * MICROS_PER_SECOND],
  ['hours', 3600n * MICROS_PER_SECOND],
  ['days', MICROS_PER_DAY],
  ['weeks', 7n * MICROS_PER_DAY],
] as const;
const PARAMETERS = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];

/** Whole microseconds of a float of a unit, and what is left over; null with an exception. */
function ofFloat(value: number, unit: bigint): [bigint, number] | null {
  if (!Number.isFinite(value)) {
    if (Number.isNaN(value)) valueError('cannot convert float NaN to integer');
    else setError(T.OverflowError, 'cannot convert float infinity to integer');
    return null;
  }
  const whole = Math.trunc(value);
  const fraction = (value - whole) * Number(unit);
  const wholeFraction = Math.trunc(fraction);
  return [BigInt(whole) * unit + BigInt(wholeFraction), fraction - wholeFraction];
}
/** C's round(): halves away from zero. */
const roundAway = (x: number): number => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);

function deltaNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const signature = `($type, ${PARAMETERS.map((name) => `${name}=0`).join(', ')})`;
  const values = parseTupleAndDict('__new__', signature, args, kwargs) as Borrowed[] | null;
  if (values === null) return NULL;
  let total = 0n;
  let leftover = 0;
  for (const [name, unit] of UNITS) {
    const value = values[PARAMETERS.indexOf(name)]!;
    if (value === 0) continue;
    if (isInstance(value, T.int)) total += intToBigInt(value) * unit;
    else if (isInstance(value, T.float)) {
      const parts = ofFloat(floatValue(value), unit);
      if (parts === null) return NULL;
      total += parts[0];
      leftover += parts[1];
    } else return typeError(`unsupported type for timedelta ${name} component: ${typeName(value)}`);
  }
  if (leftover !== 0) {
    let whole = roundAway(leftover);
    if (Math.abs(whole - leftover) === 0.5) {
      // Exactly between two integers: the sum is to be even.
      const odd = Number(((total % 2n) + 2n) % 2n);
      whole = 2 * roundAway((leftover + odd) * 0.5) - odd;
    }
    total += BigInt(whole);
  }
  return fromMicroseconds(total, tp);
}

// -- arithmetic -----------------------------------------------------------------------------------------------------------------

const notImplemented = () => newRef(NotImplemented);
export const addDeltas = (a: Borrowed, b: Borrowed, sign: 1 | -1): Owned =>
  newDelta(
    daysOf(a) + sign * daysOf(b),
    secondsOf(a) + sign * secondsOf(b),
    microsOf(a) + sign * microsOf(b),
  );
const sum = (sign: 1 | -1) => (a: Borrowed, b: Borrowed) =>
  isDelta(a) && isDelta(b) ? addDeltas(a, b, sign) : notImplemented();
const negative = (d: Borrowed) => newDelta(-daysOf(d), -secondsOf(d), -microsOf(d));
/** A float's exact ratio, as its method tells; null with an exception. */
function ratio(f: Borrowed): [bigint, bigint] | null {
  const pair = callMethod(f, 'as_integer_ratio');
  if (pair === 0) return null;
  let r: [bigint, bigint] | null = null;
  if (!isInstance(pair, T.tuple))
    typeError(`unexpected return type from as_integer_ratio(): expected tuple, got '${typeName(pair)}'`);
  else if (tupleLength(pair) !== 2) valueError('as_integer_ratio() must return a 2-tuple');
  else {
    const [a, b] = [tupleItem(pair, 0), tupleItem(pair, 1)];
    if (isInstance(a, T.int) && isInstance(b, T.int)) r = [intToBigInt(a), intToBigInt(b)];
    else typeError('non-integer arguments in division');
  }
  decref(pair);
  return r;
}
const byZero = (what: string) => setError(T.ZeroDivisionError, what);
const DIVISION = 'integer division or modulo by zero';

function multiply(a: Borrowed, b: Borrowed): Owned {
  const [d, factor] = isDelta(a) ? [a, b] : [b, a];
  if (isInstance(factor, T.int)) return fromMicroseconds(microseconds(d) * intToBigInt(factor));
  if (!isInstance(factor, T.float)) return notImplemented();
  const r = ratio(factor);
  return r === null
    ? NULL
    : r[1] === 0n
      ? byZero(DIVISION)
      : fromMicroseconds(nearest(microseconds(d) * r[0], r[1]));
}
function trueDivide(a: Borrowed, b: Borrowed): Owned {
  if (!isDelta(a)) return notImplemented();
  if (isDelta(b)) {
    const x = fromBigInt(microseconds(a));
    const y = fromBigInt(microseconds(b));
    const q = callMethod(x, '__truediv__', y);
    decref(x);
    decref(y);
    return q;
  }
  if (isInstance(b, T.int)) {
    const n = intToBigInt(b);
    return n === 0n ? byZero(DIVISION) : fromMicroseconds(nearest(microseconds(a), n));
  }
  if (!isInstance(b, T.float)) return notImplemented();
  const r = ratio(b);
  if (r === null) return NULL;
  return r[0] === 0n ? byZero(DIVISION) : fromMicroseconds(nearest(microseconds(a) * r[1], r[0]));
}
function floorDivide(a: Borrowed, b: Borrowed): Owned {
  if (!isDelta(a)) return notImplemented();
  if (isDelta(b)) {
    const n = microseconds(b);
    return n === 0n ? byZero(DIVISION) : fromBigInt(divmod(microseconds(a), n)[0]);
  }
  if (!isInstance(b, T.int)) return notImplemented();
  const n = intToBigInt(b);
  return n === 0n ? byZero(DIVISION) : fromMicroseconds(divmod(microseconds(a), n)[0]);
}
function remainder(a: Borrowed, b: Borrowed): Owned {
  if (!isDelta(a) || !isDelta(b)) return notImplemented();
  const n = microseconds(b);
  return n === 0n ? byZero('integer modulo by zero') : fromMicroseconds(divmod(microseconds(a), n)[1]);
}
function bothParts(a: Borrowed, b: Borrowed): Owned {
  if (!isDelta(a) || !isDelta(b)) return notImplemented();
  const n = microseconds(b);
  if (n === 0n) return byZero(DIVISION);
  const [q, r] = divmod(microseconds(a), n);
  const rest = fromMicroseconds(r);
  return rest === 0 ? NULL : newTuple(fromBigInt(q), rest);
}

// -- the rest ---------------------------------------------------------------------------------------------------------------------

export function deltaText(d: Borrowed): string {
  const [days, seconds, us] = [daysOf(d), secondsOf(d), microsOf(d)];
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const fraction = us ? `.${six(us)}` : '';
  const before = days ? `${days} day${Math.abs(days) === 1 ? '' : 's'}, ` : '';
  return before + clock + fraction;
}
function reprOf(d: Borrowed): Owned {
  const parts = [
    ['days', daysOf(d)],
    ['seconds', secondsOf(d)],
    ['microseconds', microsOf(d)],
  ].filter(([, n]) => n !== 0);
  const inside = parts.map(([name, n]) => `${name}=${n}`).join(', ') || '0';
  return newStr(`${tpName(typeOf(d))}(${inside})`);
}
const state = (d: Borrowed): Owned => newTuple(newInt(daysOf(d)), newInt(secondsOf(d)), newInt(microsOf(d)));
/** The hash of an object's state, kept in the object. */
export function keptHash(_o: Borrowed, at: number, make: () => Owned): number {
  if (ldSsize(at) === -1) {
    const s = make();
    if (s === 0) {
      setHashHigh(-1);
      return -1;
    }
    const low = hash(s);
    decref(s);
    if (low === -1 && errOccurred()) return -1;
    st32(at, low);
    st32(at + 4, hashHigh());
  }
  setHashHigh(ld32(at + 4));
  return ld32(at);
}
export const compareDeltas = (a: Borrowed, b: Borrowed): number =>
  daysOf(a) - daysOf(b) || secondsOf(a) - secondsOf(b) || microsOf(a) - microsOf(b);

const member = (name: 'days' | 'seconds' | 'microseconds', doc: string) => ({
  name,
  type: MemberType.INT,
  offset: DELTA[name],
  readonly: true,
  doc,
});
export const deltaType: HeapTypeSpec = {
  name: 'timedelta',
  tpName: 'datetime.timedelta',
  basicsize: DELTA.size,
  flags: TypeFlags.BASETYPE,
  doc: 'Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nAll arguments are optional and default to 0.\nArguments may be integers or floats, and may be positive or negative.',
  slots: {
    tp_new: deltaNew,
    tp_dealloc: (d: Borrowed) => finishDealloc(d),
    tp_repr: reprOf,
    tp_str: (d: Borrowed) => newStr(deltaText(d)),
    tp_hash: (d: Borrowed) => keptHash(d, d + DELTA.hashcode, () => state(d)),
    tp_richcompare: (a: Borrowed, b: Borrowed, op: number) =>
      isDelta(b) ? newBool(compared(compareDeltas(a, b), op)) : notImplemented(),
    nb_add: sum(1),
    nb_subtract: sum(-1),
    nb_multiply: multiply,
    nb_true_divide: trueDivide,
    nb_floor_divide: floorDivide,
    nb_remainder: remainder,
    nb_divmod: bothParts,
    nb_negative: negative,
    nb_positive: (d: Borrowed) => newDelta(daysOf(d), secondsOf(d), microsOf(d)),
    nb_absolute: (d: Borrowed) =>
      daysOf(d) < 0 ? negative(d) : newDelta(daysOf(d), secondsOf(d), microsOf(d)),
    nb_bool: (d: Borrowed) => Number(daysOf(d) !== 0 || secondsOf(d) !== 0 || microsOf(d) !== 0),
  },
  members: [
    member('days', 'Number of days.'),
    member('seconds', 'Number of seconds (>= 0 and less than 1 day).'),
    member('microseconds', 'Number of microseconds (>= 0 and less than 1 second).'),
  ],
  methods: [
    method(
      'total_seconds',
      '($self, /)',
      (d: Borrowed) => {
        const x = fromBigInt(microseconds(d));
        const y = newInt(MILLION);
        const q = callMethod(x, '__truediv__', y);
        decref(x);
        decref(y);
        return q;
      },
      'Total seconds in the duration.',
      { noTextSignature: true },
    ),
    method(
      '__reduce__',
      '($self, /)',
      (d: Borrowed) => newTuple(newRef(typeOf(d)), state(d)),
      '__reduce__() -> (cls, state)',
      { noTextSignature: true },
    ),
  ],
}; // prettier-ignore
/** min, max and resolution. */
export const deltaConstants = {
  min: () => newDelta(-MAX_DAYS, 0, 0),
  max: () => newDelta(MAX_DAYS, DAY_SECONDS - 1, MILLION - 1),
  resolution: () => newDelta(0, 0, 1),
};
