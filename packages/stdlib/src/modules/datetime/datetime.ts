/** datetime.datetime: construction, arithmetic and comparison. */
import {
  type Borrowed,
  type BrokenTime,
  CLOCK,
  NULL,
  type Owned,
  readBytes,
  st8,
  stPtr,
  stSsize,
} from '@tyston/memory';
import {
  call,
  callMethod,
  decref,
  errOccurred,
  floatValue,
  isInstance,
  None,
  NotImplemented,
  newBool,
  newBytes,
  newFloat,
  newInt,
  newRef,
  newStr,
  Py_EQ,
  Py_NE,
  parseTupleAndDict,
  setError,
  T,
  tpName,
  typeError,
  typeName,
  typeOf,
} from '@tyston/objects';
import { os } from '../../host.js';
import { allocOf } from '../../lib/heap-type.js';
import { importAttribute } from '../../lib/import-attribute.js';
import { osWord, wordObject } from '../../lib/os-words.js';
import { local, utc, timestamp as wholeSeconds } from '../time/broken-time.js';
import { DAY_SECONDS, fromOrdinal, MAX_ORDINAL, MILLION, toOrdinal, type YearMonthDay } from './calendar.js';
import { compared } from './compare.js';
import { checkDate, invalidIso, ordinalOf, pickled, points } from './date.js';
import { addDeltas, compareDeltas, newDelta } from './delta.js';
import { dateEnd, parseDate, parseTime } from './iso.js';
import {
  type Clock,
  clockOf,
  DATETIME,
  daysOf,
  foldOf,
  isDate,
  isDateTime,
  isDelta,
  isTime,
  microsOf,
  NO_HASH,
  secondsOf,
  storeClock,
  storeDate,
  type,
  ymdOf,
  zoneOf,
} from './layout.js';
import { foldOfMoment, momentOf, secondsOfFields } from './local.js';
import {
  CLOCK_PARAMETERS,
  checkClock,
  clockMicros,
  clockOfState,
  zoneOfOffset,
  zoneOfState,
} from './time.js';
import { checkZone, newZone, offsetOf, utcoffset } from './zone.js';

export interface Fields {
  readonly date: YearMonthDay;
  readonly clock: Clock;
}
export const fieldsOf = (o: Borrowed): Fields => ({ date: ymdOf(o), clock: clockOf(o) });
const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, microsecond: 0 };

/** A datetime of a type, its fields unchecked: those of a pickle are taken as they are. */
function make({ date, clock }: Fields, zone: Borrowed, fold: number, tp: Borrowed): Owned {
  const o = allocOf(tp);
  if (o === 0) return o;
  stSsize(o + DATETIME.hashcode, NO_HASH);
  storeDate(o + DATETIME.data, date.year, date.month, date.day);
  storeClock(o + DATETIME.data + 4, clock);
  st8(o + DATETIME.fold, fold);
  st8(o + DATETIME.hastzinfo, zone === None ? 0 : 1);
  if (zone !== None) stPtr(o + DATETIME.tzinfo, newRef(zone));
  return o;
}
export function newDateTime(fields: Fields, zone: Borrowed, fold: number, tp = type('datetime')): Owned {
  const { year, month, day } = fields.date;
  if (!checkDate(year, month, day) || !checkClock(fields.clock, fold) || !checkZone(zone)) return NULL;
  return make(fields, zone, fold, tp);
}
/** cls(year, …, tzinfo), with the fold set in what that gives: the constructor of a subclass may do more. */
export function construct(cls: Borrowed, fields: Fields, zone: Borrowed, fold: number): Owned {
  if (cls === type('datetime')) return newDateTime(fields, zone, fold);
  const { date, clock } = fields;
  const numbers = [
    date.year,
    date.month,
    date.day,
    clock.hour,
    clock.minute,
    clock.second,
    clock.microsecond,
  ];
  const args = numbers.map((n) => newInt(n));
  const o = call(cls, ...args, zone);
  for (const a of args) decref(a);
  if (o !== 0 && isDateTime(o)) st8(o + DATETIME.fold, fold);
  return o;
}
export function dateTimeNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const state = pickled(args, 2, 10);
  if (state !== null && (state[2]! & 0x7f) >= 1 && (state[2]! & 0x7f) <= 12) {
    const zone = zoneOfState(args);
    if (zone === 0) return NULL;
    const date = { year: (state[0]! << 8) | state[1]!, month: state[2]! & 0x7f, day: state[3]! };
    return make({ date, clock: clockOfState(state.subarray(4)).clock }, zone, state[2]! >> 7, tp);
  }
  const signature = `($type, year: int, month: int, day: int, ${CLOCK_PARAMETERS})`;
  const values = parseTupleAndDict(null, signature, args, kwargs);
  if (values === null) return NULL;
  const [year, month, day, hour, minute, second, microsecond, zone, fold] = values as number[];
  const date = { year: year!, month: month!, day: day! };
  const clock = { hour: hour!, minute: minute!, second: second!, microsecond: microsecond! };
  return newDateTime({ date, clock }, (zone || None) as Borrowed, fold!, tp);
}

// -- from moments -----------------------------------------------------------------------------------------------------------

interface Moment {
  readonly seconds: number;
  readonly microseconds: number;
}
function halfEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x - Math.trunc(x)) === 0.5 ? 2 * Math.round(x / 2) : rounded;
}
/** Seconds and microseconds of a timestamp, to the nearest; null with an exception. */
function momentFrom(o: Borrowed): Moment | null {
  if (!isInstance(o, T.float)) {
    const seconds = wholeSeconds(o);
    return seconds === null ? null : { seconds, microseconds: 0 };
  }
  const value = floatValue(o);
  if (!Number.isFinite(value) || Math.abs(value) >= 9.2233720368547e18) {
    // The same errors as for whole seconds.
    wholeSeconds(o);
    return null;
  }
  let seconds = Math.trunc(value);
  let microseconds = halfEven((value - seconds) * 1e6);
  if (microseconds >= MILLION) {
    microseconds -= MILLION;
    seconds += 1;
  } else if (microseconds < 0) {
    microseconds += MILLION;
    seconds -= 1;
  }
  return { seconds, microseconds };
}
const currentMoment = (): Moment => {
  const ns = os().clock(CLOCK.REALTIME);
  return { seconds: Number(ns / 1_000_000_000n), microseconds: Number((ns / 1000n) % 1_000_000n) };
};
const fieldsFrom = (t: BrokenTime, microsecond: number): Fields => ({
  date: { year: t.year, month: t.month + 1, day: t.day },
  // A leap second is the one before.
  clock: { hour: t.hour, minute: t.minute, second: Math.min(59, t.second), microsecond },
});
/** The datetime of a moment in local time, or in UTC. NULL with an exception. */
function ofMoment(cls: Borrowed, m: Moment, inUtc: boolean, zone: Borrowed): Owned {
  const t = (inUtc ? utc : local)(m.seconds);
  if (t === null) return NULL;
  const fields = fieldsFrom(t, m.microseconds);
  let fold: number | null = 0;
  const { year } = fields.date;
  if (!inUtc && zone === None && year >= 1 && year <= 9999)
    fold = foldOfMoment(m.seconds, secondsOfFields(fields.date, fields.clock));
  return fold === null ? NULL : construct(cls, fields, zone, fold);
}
/** In a zone: in UTC first, then the zone has its say. */
function inZone(cls: Borrowed, m: Moment, zone: Borrowed): Owned {
  if (!checkZone(zone)) return NULL;
  const o = ofMoment(cls, m, zone !== None, zone);
  if (o === 0 || zone === None) return o;
  const r = callMethod(zone, 'fromutc', o);
  decref(o);
  return r;
}
const zoneArgument = (zone: Borrowed): Borrowed => (zone === 0 ? None : zone);
export const now = (cls: Borrowed, zone: Borrowed): Owned => inZone(cls, currentMoment(), zoneArgument(zone));
export const utcnow = (cls: Borrowed): Owned => ofMoment(cls, currentMoment(), true, None);
export function fromtimestamp(cls: Borrowed, o: Borrowed, zone: Borrowed): Owned {
  if (!checkZone(zoneArgument(zone))) return NULL;
  const m = momentFrom(o);
  return m === null ? NULL : inZone(cls, m, zoneArgument(zone));
}
export function utcfromtimestamp(cls: Borrowed, o: Borrowed): Owned {
  const m = momentFrom(o);
  return m === null ? NULL : ofMoment(cls, m, true, None);
}

// -- from text and parts -----------------------------------------------------------------------------------------------------

export function strptime(cls: Borrowed, text: Borrowed, format: Borrowed): Owned {
  const f = importAttribute('_strptime', '_strptime_datetime');
  if (f === 0) return NULL;
  const r = call(f, cls, text, format);
  decref(f);
  return r;
}
export function combine(cls: Borrowed, date: Borrowed, time: Borrowed, zone: Borrowed): Owned {
  if (!isDate(date)) return typeError(`combine() argument 1 must be datetime.date, not ${typeName(date)}`);
  if (!isTime(time)) return typeError(`combine() argument 2 must be datetime.time, not ${typeName(time)}`);
  return construct(
    cls,
    { date: ymdOf(date), clock: clockOf(time) },
    zone === 0 ? zoneOf(time) : zone,
    foldOf(time),
  );
}
export function fromisoformat(cls: Borrowed, s: Borrowed): Owned {
  if (!isInstance(s, T.str)) return typeError('fromisoformat: argument must be str');
  const text = points(s);
  const end = text.length < 7 ? -1 : dateEnd(text);
  const date = end < 0 ? null : parseDate(text, end);
  if (date === null) return invalidIso(s);
  if (text.length <= end) return construct(cls, { date, clock: MIDNIGHT }, None, 0);
  const time = parseTime(text, end + 1);
  if (time === null) return invalidIso(s);
  const zone = zoneOfOffset(time.offset);
  if (zone === 0) return NULL;
  const o = construct(cls, { date, clock: time.clock }, zone, 0);
  decref(zone);
  return o;
}

// -- arithmetic ---------------------------------------------------------------------------------------------------------------

/** Fields some time later or earlier; null with OverflowError. */
export function moved({ date, clock }: Fields, days: number, seconds: number, micros: number): Fields | null {
  const us = clock.microsecond + micros;
  const s = clock.hour * 3600 + clock.minute * 60 + clock.second + seconds + Math.floor(us / MILLION);
  const ordinal = toOrdinal(date.year, date.month, date.day) + days + Math.floor(s / DAY_SECONDS);
  if (ordinal < 1 || ordinal > MAX_ORDINAL) {
    setError(T.OverflowError, 'date value out of range');
    return null;
  }
  const second = s - Math.floor(s / DAY_SECONDS) * DAY_SECONDS;
  return {
    date: fromOrdinal(ordinal),
    clock: {
      hour: Math.floor(second / 3600),
      minute: Math.floor(second / 60) % 60,
      second: second % 60,
      microsecond: us - Math.floor(us / MILLION) * MILLION,
    },
  };
}
export function shifted(o: Borrowed, delta: Borrowed, sign: 1 | -1): Owned {
  const fields = moved(fieldsOf(o), sign * daysOf(delta), sign * secondsOf(delta), sign * microsOf(delta));
  return fields === null ? NULL : construct(typeOf(o), fields, zoneOf(o), 0);
}
const notImplemented = () => newRef(NotImplemented);
export function add(a: Borrowed, b: Borrowed): Owned {
  if (isDateTime(a)) return isDelta(b) ? shifted(a, b, 1) : notImplemented();
  return isDelta(a) && isDateTime(b) ? shifted(b, a, 1) : notImplemented();
}
/** The time between two, by what they show. */
function between(a: Borrowed, b: Borrowed): Owned {
  const [x, y] = [clockOf(a), clockOf(b)];
  const seconds = (x.hour - y.hour) * 3600 + (x.minute - y.minute) * 60 + x.second - y.second;
  return newDelta(ordinalOf(a) - ordinalOf(b), seconds, x.microsecond - y.microsecond);
}
/** Two offsets, both or neither of them None: false, with an exception or without one, where they are not. Owned. */
function offsets(a: Borrowed, b: Borrowed): [Owned, Owned] | null {
  const one = offsetOf(a);
  if (one === 0) return null;
  const other = offsetOf(b);
  if (other !== 0) return [one, other];
  decref(one);
  return null;
}
export function difference(a: Borrowed, b: Borrowed): Owned {
  if (zoneOf(a) === zoneOf(b)) return between(a, b);
  const pair = offsets(a, b);
  if (pair === null) return NULL;
  const [one, other] = pair;
  let result: Owned;
  if ((one === None) !== (other === None))
    result = typeError("can't subtract offset-naive and offset-aware datetimes");
  else {
    result = between(a, b);
    if (result !== 0 && one !== None) {
      const offset = addDeltas(one, other, -1);
      const shown = result;
      result = offset === 0 ? NULL : addDeltas(shown, offset, -1);
      decref(shown);
      if (offset !== 0) decref(offset);
    }
  }
  decref(one);
  decref(other);
  return result;
}
export function subtract(a: Borrowed, b: Borrowed): Owned {
  if (!isDateTime(a)) return notImplemented();
  if (isDateTime(b)) return difference(a, b);
  return isDelta(b) ? shifted(a, b, -1) : notImplemented();
}

// -- comparison and hash ---------------------------------------------------------------------------------------------------------

const shownDifference = (a: Borrowed, b: Borrowed): number =>
  ordinalOf(a) - ordinalOf(b) || clockMicros(clockOf(a)) - clockMicros(clockOf(b));
const sameOffset = (a: Borrowed, b: Borrowed): boolean =>
  a === b || (isDelta(a) && isDelta(b) && compareDeltas(a, b) === 0);
/** Whether the other fold would have another offset: such a datetime equals none of another zone. Null with an exception. */
function isAmbiguous(o: Borrowed, offset: Borrowed): boolean | null {
  const flipped = make(fieldsOf(o), zoneOf(o), 1 - foldOf(o), type('datetime'));
  const other = offsetOf(flipped);
  decref(flipped);
  if (other === 0) return null;
  const same = sameOffset(offset, other);
  decref(other);
  return !same;
}
function compareWith(a: Borrowed, b: Borrowed, one: Borrowed, other: Borrowed, op: number): Owned {
  const equality = op === Py_EQ || op === Py_NE;
  let sign: number;
  if (sameOffset(one, other)) sign = shownDifference(a, b);
  else if (one !== None && other !== None) {
    const d = difference(a, b);
    if (d === 0) return NULL;
    sign = daysOf(d) || secondsOf(d) || microsOf(d);
    decref(d);
  } else if (equality) return newBool(op === Py_NE);
  else return typeError("can't compare offset-naive and offset-aware datetimes");
  if (equality && sign === 0) {
    const first = isAmbiguous(a, one);
    const second = first === null || first ? first : isAmbiguous(b, other);
    if (second === null) return NULL;
    if (second) sign = 1;
  }
  return newBool(compared(sign, op));
}
export function richcompare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (!isDateTime(b)) {
    // A date is no datetime, though a datetime is a date.
    if (!isDate(b)) return notImplemented();
    if (op === Py_EQ || op === Py_NE) return newBool(op === Py_NE);
    return typeError(`can't compare ${tpName(typeOf(a))} to ${tpName(typeOf(b))}`);
  }
  if (zoneOf(a) === zoneOf(b)) return newBool(compared(shownDifference(a, b), op));
  const pair = offsets(a, b);
  if (pair === null) return NULL;
  const r = compareWith(a, b, pair[0], pair[1], op);
  for (const offset of pair) decref(offset);
  return r;
}
export const data = (o: Borrowed): Uint8Array =>
  Uint8Array.from(readBytes((o + DATETIME.data) as Borrowed, 10));
/** What the hash of a datetime is that of: its bytes, or the time from the beginning to it in UTC. */
export function hashed(o: Borrowed): Owned {
  const plain = foldOf(o) === 0 ? newRef(o) : make(fieldsOf(o), zoneOf(o), 0, type('datetime'));
  const offset = offsetOf(plain);
  decref(plain);
  if (offset === 0) return NULL;
  if (offset === None) {
    decref(offset);
    return newBytes(data(o));
  }
  const c = clockOf(o);
  const shown = newDelta(ordinalOf(o), c.hour * 3600 + c.minute * 60 + c.second, c.microsecond);
  const inUtc = addDeltas(shown, offset, -1);
  decref(shown);
  decref(offset);
  return inUtc;
}

// -- moments and zones -------------------------------------------------------------------------------------------------------------

const epoch = (): Borrowed => wordObject(osWord.DATETIME_EPOCH);
/** The moment that a datetime without a zone has as local time; null with an exception. */
function localMoment(o: Borrowed): number | null {
  const { date, clock } = fieldsOf(o);
  return momentOf(secondsOfFields(date, clock), foldOf(o));
}
export function timestamp(o: Borrowed): Owned {
  if (zoneOf(o) !== None) {
    const d = difference(o, epoch());
    if (d === 0) return NULL;
    const r = callMethod(d, 'total_seconds');
    decref(d);
    return r;
  }
  const moment = localMoment(o);
  return moment === null ? NULL : newFloat(moment + clockOf(o).microsecond / 1e6);
}
/** The fixed zone that local time has at a moment. NULL with an exception. */
function localZone(moment: number): Owned {
  const t = local(moment);
  if (t === null) return NULL;
  const offset = newDelta(0, t.gmtoff, 0);
  if (offset === 0) return NULL;
  const name = newStr(t.zone);
  const zone = newZone(offset, name);
  decref(offset);
  decref(name);
  return zone;
}
/** The zone that a datetime is in, of local time where it has none or a silent one, and the offset there. Owned. */
function zoneAndOffset(o: Borrowed): [Owned, Owned] | null {
  let zone: Owned = newRef(zoneOf(o));
  let offset: Owned = zone === None ? newRef(None) : utcoffset(zone, o);
  if (offset === None) {
    decref(offset);
    decref(zone);
    const moment = localMoment(o);
    zone = moment === null ? NULL : localZone(moment);
    if (zone === 0) return null;
    offset = utcoffset(zone, o);
  }
  if (offset !== 0) return [zone, offset];
  decref(zone);
  return null;
}
export function astimezone(o: Borrowed, given: Borrowed): Owned {
  const wanted = zoneArgument(given);
  if (!checkZone(wanted)) return NULL;
  if (wanted !== None && zoneOf(o) === wanted) return newRef(o);
  const own = zoneAndOffset(o);
  if (own === null) return NULL;
  const [zone, offset] = own;
  const fields =
    zone === wanted ? null : moved(fieldsOf(o), -daysOf(offset), -secondsOf(offset), -microsOf(offset));
  decref(zone);
  decref(offset);
  if (fields === null) return errOccurred() ? NULL : newRef(o);
  const target = wanted === None ? localZone(secondsOfFields(fields.date, fields.clock)) : newRef(wanted);
  if (target === 0) return NULL;
  const inUtc = construct(typeOf(o), fields, target, 0);
  const r = inUtc === 0 ? NULL : callMethod(target, 'fromutc', inUtc);
  if (inUtc !== 0) decref(inUtc);
  decref(target);
  return r;
}
