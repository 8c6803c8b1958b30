/**
 * The objects of the module, laid out as C extensions find them (datetime.h). A date keeps year, month and day in 4 bytes, a time
 * hour, minute, second and microsecond in 6, a datetime both in 10: bytes compare as the moments do. Where there is no tzinfo its
 * pointer is NULL here and None to programs.
 */
import {
  type Borrowed,
  ld8,
  ld32,
  ldPtr,
  PyDateTime_Date,
  PyDateTime_DateTime,
  PyDateTime_Delta,
  PyDateTime_Time,
  PyObject,
  st8,
  struct,
} from '@tyston/memory';
import { isInstance, moduleType, None } from '@tyston/objects';

export const MODULE = '_datetime';
export type TypeName = 'timedelta' | 'date' | 'time' | 'datetime' | 'tzinfo' | 'timezone';
export const type = (name: TypeName): Borrowed => moduleType(MODULE, name);
export const isDelta = (o: Borrowed): boolean => isInstance(o, type('timedelta'));
export const isDate = (o: Borrowed): boolean => isInstance(o, type('date'));
export const isTime = (o: Borrowed): boolean => isInstance(o, type('time'));
export const isDateTime = (o: Borrowed): boolean => isInstance(o, type('datetime'));
export const isTzInfo = (o: Borrowed): boolean => isInstance(o, type('tzinfo'));

export {
  PyDateTime_Date as DATE,
  PyDateTime_DateTime as DATETIME,
  PyDateTime_Delta as DELTA,
  PyDateTime_Time as TIME,
};
/** `timezone`, which datetime.h does not show. */
export const ZONE = struct('PyDateTime_TimeZone', PyObject, { offset: 'ptr', name: 'ptr' });
/** Of a hash that has not been asked for. */
export const NO_HASH = -1;

/** A time's or datetime's fields: a time of day in numbers. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

export const yearOf = (o: Borrowed): number =>
  (ld8(o + PyDateTime_Date.data) << 8) | ld8(o + PyDateTime_Date.data + 1);
export const monthOf = (o: Borrowed): number => ld8(o + PyDateTime_Date.data + 2);
export const dayOf = (o: Borrowed): number => ld8(o + PyDateTime_Date.data + 3);
export const ymdOf = (o: Borrowed) => ({ year: yearOf(o), month: monthOf(o), day: dayOf(o) });
function clockAt(at: number): Clock {
  return {
    hour: ld8(at),
    minute: ld8(at + 1),
    second: ld8(at + 2),
    microsecond: (ld8(at + 3) << 16) | (ld8(at + 4) << 8) | ld8(at + 5),
  };
}
/** Of a time or of a datetime. */
export const clockOf = (o: Borrowed): Clock =>
  clockAt(isDateTime(o) ? o + PyDateTime_DateTime.data + 4 : o + PyDateTime_Time.data);
export const foldOf = (o: Borrowed): number =>
  ld8(isDateTime(o) ? o + PyDateTime_DateTime.fold : o + PyDateTime_Time.fold);
/** Borrowed; None where there is none. */
export function zoneOf(o: Borrowed): Borrowed {
  const zone = ldPtr(isDateTime(o) ? o + PyDateTime_DateTime.tzinfo : o + PyDateTime_Time.tzinfo);
  return zone === 0 ? None : zone;
}
export function storeDate(at: number, year: number, month: number, day: number): void {
  st8(at, year >> 8);
  st8(at + 1, year & 255);
  st8(at + 2, month);
  st8(at + 3, day);
}
export function storeClock(at: number, c: Clock): void {
  st8(at, c.hour);
  st8(at + 1, c.minute);
  st8(at + 2, c.second);
  st8(at + 3, c.microsecond >> 16);
  st8(at + 4, (c.microsecond >> 8) & 255);
  st8(at + 5, c.microsecond & 255);
}

export const daysOf = (d: Borrowed): number => ld32(d + PyDateTime_Delta.days);
export const secondsOf = (d: Borrowed): number => ld32(d + PyDateTime_Delta.seconds);
export const microsOf = (d: Borrowed): number => ld32(d + PyDateTime_Delta.microseconds);

export const two = (n: number): string => String(n).padStart(2, '0');
export const four = (n: number): string => String(n).padStart(4, '0');
export const six = (n: number): string => String(n).padStart(6, '0');
