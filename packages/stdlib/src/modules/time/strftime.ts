/** strftime(3) in the C locale, with glibc's flags and widths. */
import type { BrokenTime } from '@tyston/memory';
import { mktime } from './mktime.js';
import { zoneRules } from './zone.js';

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]; // prettier-ignore

/** ISO 8601's week and the year that it belongs to. */
function isoWeek(t: BrokenTime): { year: number; week: number } {
  const leap = (y: number) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const weekday = (t.weekday + 6) % 7;
  // The Thursday of this week decides.
  const thursday = t.yearday - weekday + 3;
  if (thursday < 0) {
    const before = t.year - 1;
    return { year: before, week: Math.floor((thursday + (leap(before) ? 366 : 365)) / 7) + 1 };
  }
  const length = leap(t.year) ? 366 : 365;
  if (thursday >= length) return { year: t.year + 1, week: Math.floor((thursday - length) / 7) + 1 };
  return { year: t.year, week: Math.floor(thursday / 7) + 1 };
}
function zoneOffset(seconds: number): string {
  const sign = seconds < 0 ? '-' : '+';
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return sign + String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, '0');
}
const hour12 = (t: BrokenTime) => (t.hour % 12 === 0 ? 12 : t.hour % 12);
const mod = (a: number, b: number) => ((a % b) + b) % b;
/** A directive that is a number: value, digits, what fills. */
type Numeric = readonly [value: number, width: number, fill: '0' | ' '];

function numeric(c: string, t: BrokenTime): Numeric | null {
  switch (c) {
    case 'C':
      return [Math.floor(t.year / 100), 2, '0'];
    case 'd':
      return [t.day, 2, '0'];
    case 'e':
      return [t.day, 2, ' '];
    case 'g':
      return [mod(isoWeek(t).year, 100), 2, '0'];
    case 'G':
      return [isoWeek(t).year, 1, '0'];
    case 'H':
      return [t.hour, 2, '0'];
    case 'I':
      return [hour12(t), 2, '0'];
    case 'j':
      return [t.yearday + 1, 3, '0'];
    case 'k':
      return [t.hour, 2, ' '];
    case 'l':
      return [hour12(t), 2, ' '];
    case 'm':
      return [t.month + 1, 2, '0'];
    case 'M':
      return [t.minute, 2, '0'];
    case 's':
      return [mktime(t) ?? -1, 1, '0'];
    case 'S':
      return [t.second, 2, '0'];
    case 'u':
      return [t.weekday === 0 ? 7 : t.weekday, 1, '0'];
    case 'U':
      return [Math.floor((t.yearday + 7 - t.weekday) / 7), 2, '0'];
    case 'V':
      return [isoWeek(t).week, 2, '0'];
    case 'w':
      return [t.weekday, 1, '0'];
    case 'W':
      return [Math.floor((t.yearday + 7 - ((t.weekday + 6) % 7)) / 7), 2, '0'];
    case 'y':
      return [mod(t.year, 100), 2, '0'];
    case 'Y':
      return [t.year, 1, '0'];
  }
  return null;
}
function textual(c: string, t: BrokenTime): string | null {
  const two = (n: number) => String(n).padStart(2, '0');
  switch (c) {
    case 'a':
      return (DAYS[t.weekday] ?? '?').slice(0, 3);
    case 'A':
      return DAYS[t.weekday] ?? '?';
    case 'b':
    case 'h':
      return MONTHS[t.month]!.slice(0, 3);
    case 'B':
      return MONTHS[t.month]!;
    case 'c':
      return strftime('%a %b %e %H:%M:%S %Y', t);
    case 'D':
    case 'x':
      return strftime('%m/%d/%y', t);
    case 'F':
      return strftime('%Y-%m-%d', t);
    case 'n':
      return '\n';
    case 'p':
      return t.hour < 12 ? 'AM' : 'PM';
    case 'P':
      return t.hour < 12 ? 'am' : 'pm';
    case 'r':
      return strftime('%I:%M:%S %p', t);
    case 'R':
      return `${two(t.hour)}:${two(t.minute)}`;
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return `${two(t.hour)}:${two(t.minute)}:${two(t.second)}`;
    case 'z':
      return t.isdst < 0 ? '' : zoneOffset(t.gmtoff);
    case 'Z':
      return t.zone !== '' ? t.zone : t.isdst < 0 ? '' : zoneRules().names[t.isdst > 0 ? 1 : 0];
    case '%':
      return '%';
  }
  return null;
}

export function strftime(format: string, t: BrokenTime): string {
  return format.replace(
    /%([_\-0^#]*)(\d*)([EO]?)([\s\S]?)/g,
    (whole, flags: string, width: string, _modifier: string, c: string) => {
      const pad = flags.replace(/[\^#]/g, '').slice(-1);
      const n = numeric(c, t);
      if (n !== null) {
        const [value, digits, fill] = n;
        if (pad === '-') return String(value);
        const filler = pad === '_' ? ' ' : pad === '0' ? '0' : fill;
        const body = String(Math.abs(value)).padStart(
          Math.max(digits, Number(width)) - (value < 0 ? 1 : 0),
          filler,
        );
        return value < 0 ? `-${body}` : body;
      }
      const text = textual(c, t);
      if (text === null) return whole;
      let out = text;
      if (flags.includes('^')) out = out.toUpperCase();
      else if (flags.includes('#')) out = c === 'p' || c === 'Z' ? out.toLowerCase() : out.toUpperCase();
      return out.padStart(Number(width), pad === '0' ? '0' : ' ');
    },
  );
}
