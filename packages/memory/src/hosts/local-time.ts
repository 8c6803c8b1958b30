/** Local time where there is no C library: what JavaScript's `Date` knows of the zone in force. */
import { E } from '../errno.js';
import type { BrokenTime } from '../os.js';

/** The zone's short name, as `CET`. */
function zoneName(date: Date): string {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(date);
    return parts.find((p) => p.type === 'timeZoneName')?.value ?? 'UTC';
  } catch {
    return 'UTC';
  }
}

/** Breaks seconds since 1970 into local time. */
export function breakTime(seconds: number, out: BrokenTime): number {
  const d = new Date(Math.floor(seconds) * 1000);
  if (Number.isNaN(d.getTime())) return -E.EOVERFLOW;
  const year = d.getFullYear();
  const offset = -d.getTimezoneOffset() * 60;
  const winter = -new Date(year, 0, 1).getTimezoneOffset() * 60;
  const summer = -new Date(year, 6, 1).getTimezoneOffset() * 60;
  out.year = year;
  out.month = d.getMonth();
  out.day = d.getDate();
  out.hour = d.getHours();
  out.minute = d.getMinutes();
  out.second = d.getSeconds();
  out.weekday = d.getDay();
  out.yearday = Math.round((Date.UTC(year, out.month, out.day) - Date.UTC(year, 0, 1)) / 86_400_000);
  out.isdst = winter !== summer && offset === Math.max(winter, summer) ? 1 : 0;
  out.gmtoff = offset;
  out.zone = zoneName(d);
  return 0;
}
