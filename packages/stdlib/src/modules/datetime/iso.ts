/**
 * Reading ISO 8601: dates with and without hyphens, as calendar days or days of weeks; times with and without colons, with a
 * fraction of any length and an offset. Text is a list of code points; behind its end is END.
 */
import { fromIso, type YearMonthDay } from './calendar.js';
import type { Clock } from './layout.js';

type Text = readonly number[];
const END = 0;
const at = (text: Text, i: number): number => text[i] ?? END;
const code = (c: string): number => c.charCodeAt(0);
const HYPHEN = code('-');
const COLON = code(':');
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** The number of `n` digits, or -1. */
function digits(text: Text, from: number, n: number): number {
  let value = 0;
  for (let i = 0; i < n; i++) {
    const c = at(text, from + i);
    if (!isDigit(c)) return -1;
    value = value * 10 + c - 48;
  }
  return value;
}

/** The date that `length` characters are; null where they are none. Month and day are not checked. */
export function parseDate(text: Text, length: number): YearMonthDay | null {
  const year = digits(text, 0, 4);
  if (year < 0) return null;
  const separated = at(text, 4) === HYPHEN;
  let p = separated ? 5 : 4;
  if (at(text, p) === code('W')) {
    const week = digits(text, p + 1, 2);
    if (week < 0) return null;
    p += 3;
    let day = 1;
    if (p < length) {
      if (separated && at(text, p++) !== HYPHEN) return null;
      day = digits(text, p, 1);
      if (day < 0) return null;
    }
    const date = fromIso(year, week, day);
    return typeof date === 'string' ? null : date;
  }
  const month = digits(text, p, 2);
  p += 2;
  if (month < 0 || (separated && at(text, p++) !== HYPHEN)) return null;
  const day = digits(text, p, 2);
  return day < 0 ? null : { year, month, day };
}

interface Parsed {
  readonly clock: Clock;
  /** Something stands behind what was read. */
  readonly more: boolean;
}
const FRACTION = [100000, 10000, 1000, 100, 10, 1];

/** HH[:MM[:SS[.ffffff]]] between two places, with colons everywhere or nowhere. */
function parseClock(text: Text, from: number, end: number): Parsed | null {
  const values = [0, 0, 0];
  const clock = (microsecond: number): Clock => ({
    hour: values[0]!,
    minute: values[1]!,
    second: values[2]!,
    microsecond,
  });
  let p = from;
  let separated = true;
  for (let i = 0; i < 3; i++) {
    const value = digits(text, p, 2);
    if (value < 0) return null;
    values[i] = value;
    const c = at(text, p + 2);
    p += 3;
    if (i === 0) separated = c === COLON;
    if (p >= end) return { clock: clock(0), more: c !== END };
    if (separated && c === COLON) continue;
    if (c === code('.') || c === code(',')) break;
    if (separated) return null;
    p--;
  }
  const n = Math.min(6, end - p);
  const fraction = digits(text, p, n);
  if (fraction < 0) return null;
  p += n;
  while (isDigit(at(text, p))) p++;
  return { clock: clock(fraction * FRACTION[n - 1]!), more: at(text, p) !== END };
}

export interface ParsedTime {
  readonly clock: Clock;
  /** Seconds and microseconds of the offset; null where there is none. */
  readonly offset: { readonly seconds: number; readonly microseconds: number } | null;
}
/** A time with or without an offset, from a place to the end. */
export function parseTime(text: Text, from: number): ParsedTime | null {
  let zone = from;
  while (zone < text.length && !'+-Z'.includes(String.fromCodePoint(text[zone]!))) zone++;
  const time = parseClock(text, from, zone);
  if (time === null) return null;
  if (zone >= text.length) return time.more ? null : { clock: time.clock, offset: null };
  if (text[zone] === code('Z'))
    return zone + 1 === text.length ? { clock: time.clock, offset: { seconds: 0, microseconds: 0 } } : null;
  const sign = text[zone] === HYPHEN ? -1 : 1;
  const offset = parseClock(text, zone + 1, text.length);
  if (offset === null || offset.more) return null;
  const { hour, minute, second, microsecond } = offset.clock;
  const seconds = sign * (hour * 3600 + minute * 60 + second);
  return { clock: time.clock, offset: { seconds, microseconds: sign * microsecond } };
}

/**
 * Where the date of a datetime ends. Any character may stand between date and time, so "2020-W01-0000" may be read in two ways: a
 * hyphen is taken for what separates. A week without a day is told from one with a day by the digits behind it, which come in pairs.
 */
export function dateEnd(text: Text): number {
  const n = text.length;
  if (n === 7) return 7;
  if (at(text, 4) === HYPHEN) {
    if (at(text, 5) !== code('W')) return 10;
    if (n <= 8 || at(text, 8) !== HYPHEN) return 8;
    if (n === 9) return -1;
    return n > 10 && isDigit(at(text, 10)) ? 8 : 10;
  }
  if (at(text, 4) !== code('W')) return 8;
  let p = 7;
  while (p < n && isDigit(at(text, p))) p++;
  return p < 9 ? p : p % 2 === 0 ? 7 : 8;
}
