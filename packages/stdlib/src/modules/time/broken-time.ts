/** Calendar arithmetic, and struct_time. */
import {
  type Borrowed,
  type BrokenTime,
  ldPtr,
  makeBrokenTime,
  type Owned,
  PyTupleObject,
} from '@tyston/memory';
import {
  asSsize,
  decref,
  errOccurred,
  floatValue,
  indexInt,
  intToBigInt,
  intToNumber,
  isInstance,
  jsStr,
  None,
  newInt,
  newStr,
  newStruct,
  type StructSpec,
  setError,
  structInit,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { osWord, wordType } from '../../lib/os-words.js';
import { raiseOsError } from '../../os-error.js';

export const STRUCT_TIME: StructSpec = {
  name: 'time.struct_time',
  doc: "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the same as those defined by\n the C language standard for struct tm.  For example, the value of the\n field tm_year is the actual year, not year - 1900.  See individual\n fields' descriptions for details.",
  fields: [
    { name: 'tm_year', doc: 'year, for example, 1993' },
    { name: 'tm_mon', doc: 'month of year, range [1, 12]' },
    { name: 'tm_mday', doc: 'day of month, range [1, 31]' },
    { name: 'tm_hour', doc: 'hours, range [0, 23]' },
    { name: 'tm_min', doc: 'minutes, range [0, 59]' },
    { name: 'tm_sec', doc: 'seconds, range [0, 61])' },
    { name: 'tm_wday', doc: 'day of week, range [0, 6], Monday is 0' },
    { name: 'tm_yday', doc: 'day of year, range [1, 366]' },
    { name: 'tm_isdst', doc: '1 if summer time is in effect, 0 if not, and -1 if unknown' },
    { name: 'tm_zone', doc: 'abbreviation of timezone name' },
    { name: 'tm_gmtoff', doc: 'offset from UTC in seconds' },
  ],
  visible: 9,
};

/** Days from 1970-01-01 to a date of the Gregorian calendar; `month` from 0, any number. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y0 = year + Math.floor(month / 12);
  const m0 = ((month % 12) + 12) % 12;
  // Years begin in March: the leap day is then the last of its year.
  const y = m0 < 2 ? y0 - 1 : y0;
  const m = (m0 + 10) % 12;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * m + 2) / 5) + day - 1;
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}
/** Seconds since 1970 broken into UTC. */
export function breakUtc(seconds: number, out: BrokenTime): void {
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  out.day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  out.month = (mp + 2) % 12;
  out.year = yoe + era * 400 + (mp >= 10 ? 1 : 0);
  out.hour = Math.floor(rest / 3600);
  out.minute = Math.floor((rest % 3600) / 60);
  out.second = rest % 60;
  out.weekday = (((days + 4) % 7) + 7) % 7;
  out.yearday = days - daysFromCivil(out.year, 0, 1);
  out.isdst = 0;
  out.gmtoff = 0;
  out.zone = 'GMT';
}

/** Seconds of a timestamp, rounded down; the current time for None or absence; null with an exception. */
export function timestamp(o: Borrowed): number | null {
  if (o === 0 || o === None) {
    const now = os().clock(0);
    return Number(now / 1_000_000_000n);
  }
  if (isInstance(o, T.float)) {
    const v = floatValue(o);
    if (Number.isNaN(v)) {
      valueError('Invalid value NaN (not a number)');
      return null;
    }
    if (Math.abs(v) < 9.2233720368547e18) return Math.floor(v);
  } else {
    const i = indexInt(o);
    if (i === 0) return null;
    const v = intToBigInt(i);
    decref(i);
    if (v >= -(2n ** 63n) && v < 2n ** 63n) return Number(v);
  }
  setError(T.OverflowError, 'timestamp out of range for platform time_t');
  return null;
}
/** A year beyond a C int cannot be broken down: false with OSError. */
function fits(year: number): boolean {
  if (Math.abs(year - 1900) <= 0x7fffffff) return true;
  raiseOsError(-75);
  return false;
}
const structItem = (o: Borrowed, i: number) => ldPtr(o + PyTupleObject.ob_item + i * 8);
const buffer = makeBrokenTime();
/** Local time of a timestamp; null with an exception. Valid until the next call. */
export function local(seconds: number): BrokenTime | null {
  const utc = buffer;
  breakUtc(seconds, utc);
  if (!fits(utc.year)) return null;
  const r = os().localtime(seconds, buffer);
  if (r < 0) {
    raiseOsError(r);
    return null;
  }
  return buffer;
}
export function utc(seconds: number): BrokenTime | null {
  breakUtc(seconds, buffer);
  return fits(buffer.year) ? buffer : null;
}
export function newStructTime(t: BrokenTime): Owned {
  const p = newStruct(wordType(osWord.STRUCT_TIME), STRUCT_TIME);
  const fields = [
    t.year,
    t.month + 1,
    t.day,
    t.hour,
    t.minute,
    t.second,
    (t.weekday + 6) % 7,
    t.yearday + 1,
    t.isdst,
  ];
  for (let i = 0; i < fields.length; i++) structInit(p, i, newInt(fields[i]!));
  structInit(p, 9, newStr(t.zone));
  structInit(p, 10, newInt(t.gmtoff));
  return p;
}

/** A time tuple as an argument of `name`: fields as C has them, unchecked; null with an exception. */
export function timeTuple(o: Borrowed, name: string): BrokenTime | null {
  if (!isInstance(o, T.tuple)) {
    typeError('Tuple or struct_time argument required');
    return null;
  }
  const illegal = (): null => {
    typeError(`${name}(): illegal time tuple argument`);
    return null;
  };
  const exact = typeOf(o) === wordType(osWord.STRUCT_TIME);
  if (tupleLength(o) !== 9) return illegal();
  const v: number[] = [];
  for (let i = 0; i < 9; i++) {
    const n = asSsize(tupleItem(o, i), T.OverflowError);
    if (n === -1 && errOccurred()) return null;
    if (n !== (n | 0)) {
      setError(T.OverflowError, `signed integer is ${n > 0 ? 'greater than maximum' : 'less than minimum'}`);
      return null;
    }
    v.push(n);
  }
  if (v[0]! < -0x80000000 + 1900) {
    setError(T.OverflowError, 'year out of range');
    return null;
  }
  const t = makeBrokenTime();
  t.year = v[0]!;
  t.month = v[1]! - 1;
  t.day = v[2]!;
  t.hour = v[3]!;
  t.minute = v[4]!;
  t.second = v[5]!;
  t.weekday = (v[6]! + 1) % 7;
  t.yearday = v[7]! - 1;
  t.isdst = v[8]!;
  if (exact) {
    const zone = structItem(o, 9);
    if (isInstance(zone, T.str)) t.zone = jsStr(zone);
    const offset = structItem(o, 10);
    if (isInstance(offset, T.int)) t.gmtoff = intToNumber(offset);
    else t.zone = '';
  }
  return t;
}
/** Fields in range, for printing: 0 stands for the first in some. False with ValueError. */
export function checkTime(t: BrokenTime): boolean {
  const bad = (what: string): false => {
    valueError(`${what} out of range`);
    return false;
  };
  if (t.month === -1) t.month = 0;
  else if (t.month < 0 || t.month > 11) return bad('month');
  if (t.day === 0) t.day = 1;
  else if (t.day < 0 || t.day > 31) return bad('day of month');
  if (t.hour < 0 || t.hour > 23) return bad('hour');
  if (t.minute < 0 || t.minute > 59) return bad('minute');
  if (t.second < 0 || t.second > 61) return bad('seconds');
  if (t.weekday < 0) return bad('day of week');
  if (t.yearday === -1) t.yearday = 0;
  else if (t.yearday < 0 || t.yearday > 365) return bad('day of year');
  return true;
}
