/** mktime(3): from local time to seconds. */
import { type BrokenTime, makeBrokenTime } from '@tyston/memory';
import { os } from '../../host.js';
import { daysFromCivil } from './broken-time.js';

const DAY = 86400;
const found = makeBrokenTime();
interface Zone {
  readonly offset: number;
  readonly isdst: number;
}
function zoneAt(seconds: number): Zone {
  if (os().localtime(seconds, found) < 0) return { offset: 0, isdst: 0 };
  return { offset: found.gmtoff, isdst: found.isdst > 0 ? 1 : 0 };
}

/** Seconds since 1970 of a local time whose fields may be out of range; null where there is no such number. */
export function mktime(t: BrokenTime): number | null {
  const wall = daysFromCivil(t.year, t.month, t.day) * DAY + t.hour * 3600 + t.minute * 60 + t.second;
  if (!Number.isSafeInteger(wall) || Math.abs(wall) > 6.7e16) return null;
  // What could be in force there: as it is a day before and a day after.
  const zones = [zoneAt(wall - DAY), zoneAt(wall + DAY), zoneAt(wall)];
  const hits = zones
    .map((z) => ({ seconds: wall - z.offset, zone: z }))
    .filter(({ seconds, zone }) => zoneAt(seconds).offset === zone.offset);
  const wanted = t.isdst < 0 ? hits[0] : hits.find(({ zone }) => zone.isdst === (t.isdst > 0 ? 1 : 0));
  if (wanted !== undefined) return wanted.seconds;
  if (t.isdst >= 0) {
    // Asked in the other of summer and standard time: with that one's offset, if the zone has it in the year.
    for (let month = -6; month <= 6; month++) {
      const z = zoneAt(wall + month * 30 * DAY);
      if (z.isdst === (t.isdst > 0 ? 1 : 0)) return wall - z.offset;
    }
  }
  // A time that the clock skips: counted from before.
  return hits.length > 0 ? hits[0]!.seconds : wall - zones[0]!.offset;
}
