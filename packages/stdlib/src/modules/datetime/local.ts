/**
 * Local time. Where clocks are set back an hour comes twice, and `fold` says which one is meant; where they are set forward there
 * is a gap of times that never were. Moments are seconds since 1970, and so are local times, as if they were UTC.
 */
import type { BrokenTime } from '@tyston/memory';
import { valueError } from '@tyston/objects';
import { local } from '../time/broken-time.js';
import { DAY_SECONDS, EPOCH_ORDINAL, MAX_YEAR, MIN_YEAR, toOrdinal, type YearMonthDay } from './calendar.js';
import type { Clock } from './layout.js';

/** No zone's offset changes by more. */
const MOST = DAY_SECONDS;

export const secondsOfFields = ({ year, month, day }: YearMonthDay, c: Clock): number =>
  (toOrdinal(year, month, day) - EPOCH_ORDINAL) * DAY_SECONDS + c.hour * 3600 + c.minute * 60 + c.second;
const fieldsOf = (t: BrokenTime): number =>
  secondsOfFields(
    { year: t.year, month: t.month + 1, day: t.day },
    { hour: t.hour, minute: t.minute, second: Math.min(59, t.second), microsecond: 0 },
  );
/** The local time of a moment; null with an exception. */
function localSeconds(moment: number): number | null {
  const t = local(moment);
  if (t === null) return null;
  if (t.year >= MIN_YEAR && t.year <= MAX_YEAR) return fieldsOf(t);
  valueError(`year ${t.year} is out of range`);
  return null;
}

/** The moment of a local time; null with an exception. */
export function momentOf(t: number, fold: number): number | null {
  const guess = localSeconds(t);
  if (guess === null) return null;
  const a = guess - t;
  const u1 = t - a;
  const t1 = localSeconds(u1);
  if (t1 === null) return null;
  let b: number;
  if (t1 === t) {
    // One answer; there may be another before it, or behind it where the second is asked for.
    const probe = fold ? u1 + MOST : u1 - MOST;
    const there = localSeconds(probe);
    if (there === null) return null;
    b = there - probe;
    if (a === b) return u1;
  } else b = t1 - u1;
  const u2 = t - b;
  const t2 = localSeconds(u2);
  if (t2 === null) return null;
  if (t2 === t) return u2;
  if (t1 === t) return u1;
  // Neither offset gives the time: it is in a gap.
  return fold ? Math.min(u1, u2) : Math.max(u1, u2);
}
/** Whether the local time of a moment was there before; null with an exception. */
export function foldOfMoment(moment: number, fields: number): number | null {
  const before = localSeconds(moment - MOST);
  if (before === null) return null;
  const transition = fields - before - MOST;
  if (transition >= 0) return 0;
  const earlier = localSeconds(moment + transition);
  return earlier === null ? null : Number(earlier === fields);
}
