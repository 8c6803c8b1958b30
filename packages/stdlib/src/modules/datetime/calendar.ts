/** The proleptic Gregorian calendar in numbers: ordinals count days, and day 1 is the first of January of year 1. */

export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
/** Of 31 December 9999. */
export const MAX_ORDINAL = 3652059;
/** Of 1 January 1970. */
export const EPOCH_ORDINAL = 719163;
export const DAY_SECONDS = 86400;
export const MILLION = 1_000_000;

export interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAYS_BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_400_YEARS = 146097;
const DAYS_100_YEARS = 36524;
const DAYS_4_YEARS = 1461;

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : DAYS_IN[month]!;
export const daysBeforeMonth = (year: number, month: number): number =>
  DAYS_BEFORE[month]! + (month > 2 && isLeap(year) ? 1 : 0);
function daysBeforeYear(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
}
export const toOrdinal = (year: number, month: number, day: number): number =>
  daysBeforeYear(year) + daysBeforeMonth(year, month) + day;

/** The date of an ordinal from 1 on. */
export function fromOrdinal(ordinal: number): YearMonthDay {
  let n = ordinal - 1;
  const n400 = Math.floor(n / DAYS_400_YEARS);
  n %= DAYS_400_YEARS;
  const n100 = Math.floor(n / DAYS_100_YEARS);
  n %= DAYS_100_YEARS;
  const n4 = Math.floor(n / DAYS_4_YEARS);
  n %= DAYS_4_YEARS;
  const n1 = Math.floor(n / 365);
  n %= 365;
  const year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
  // The last day of four years, or of four hundred, is day 366 of the year before.
  if (n1 === 4 || n100 === 4) return { year: year - 1, month: 12, day: 31 };
  let month = (n + 50) >> 5;
  if (daysBeforeMonth(year, month) > n) month--;
  return { year, month, day: n - daysBeforeMonth(year, month) + 1 };
}
/** 0 is Monday. */
export const weekday = (year: number, month: number, day: number): number =>
  (toOrdinal(year, month, day) + 6) % 7;

/** The ordinal of the Monday that begins week 1 of an ISO year: the week with the year's first Thursday. */
function firstMonday(year: number): number {
  const first = toOrdinal(year, 1, 1);
  const day = (first + 6) % 7;
  return first - day + (day > 3 ? 7 : 0);
}
export interface IsoDate {
  readonly year: number;
  readonly week: number;
  readonly weekday: number;
}
export function toIso({ year, month, day }: YearMonthDay): IsoDate {
  const today = toOrdinal(year, month, day);
  let isoYear = year;
  let days = today - firstMonday(year);
  if (days < 0) {
    isoYear--;
    days = today - firstMonday(isoYear);
  } else if (days >= 52 * 7 && today >= firstMonday(year + 1)) {
    isoYear++;
    days = today - firstMonday(isoYear);
  }
  return { year: isoYear, week: Math.floor(days / 7) + 1, weekday: (days % 7) + 1 };
}
/** The date of an ISO year, week and weekday, or what is wrong with them. */
export function fromIso(year: number, week: number, day: number): YearMonthDay | string {
  if (year < MIN_YEAR || year > MAX_YEAR) return `Year is out of range: ${year}`;
  const first = weekday(year, 1, 1);
  const long = first === 3 || (first === 2 && isLeap(year));
  if (week < 1 || week > (long ? 53 : 52)) return `Invalid week: ${week}`;
  if (day < 1 || day > 7) return `Invalid day: ${day} (range is [1, 7])`;
  const ordinal = firstMonday(year) + (week - 1) * 7 + day - 1;
  if (ordinal < 1) return 'year 0 is out of range';
  return fromOrdinal(ordinal);
}
