/** The zone in force, as `time.timezone`, `altzone`, `daylight` and `tzname` tell it. */
import { makeBrokenTime } from '@tyston/memory';
import { os } from '../../host.js';

export interface ZoneRules {
  /** Seconds west of Greenwich, in standard and in summer time. */
  readonly standard: number;
  readonly summer: number;
  readonly daylight: boolean;
  readonly names: readonly [string, string];
}
const YEAR = (365 * 24 + 6) * 3600;

/** Compares the start of this year with its middle: the one further west is standard time. */
export function zoneRules(): ZoneRules {
  const t = makeBrokenTime();
  const start = Math.floor(Number(os().clock(0) / 1_000_000_000n) / YEAR) * YEAR;
  const at = (seconds: number) => {
    os().localtime(seconds, t);
    return { west: -t.gmtoff, name: t.zone === '' ? 'UTC' : t.zone };
  };
  const january = at(start);
  const july = at(start + YEAR / 2);
  const [standard, summer] = january.west < july.west ? [july, january] : [january, july];
  return {
    standard: standard.west,
    summer: summer.west,
    daylight: january.west !== july.west,
    names: [standard.name, summer.name],
  };
}
