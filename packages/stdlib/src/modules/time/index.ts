/** The module `time`. */
import { type Borrowed, CLOCK, NULL, type Owned, stI64 } from '@tyston/memory';
import {
  asCInt,
  badArgument,
  callObject,
  decref,
  dictSet,
  EmptyTuple,
  errOccurred,
  floatValue,
  free,
  indexInt,
  intern,
  intToBigInt,
  isInstance,
  jsStr,
  type MethodSpec,
  type ModuleSpec,
  malloc,
  method,
  None,
  newBool,
  newDict,
  newFloat,
  newInt,
  newIntFromBigInt,
  newRef,
  newStr,
  newTuple,
  setError,
  structType,
  T,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { importAttribute } from '../../lib/import-attribute.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { keepInWord, osWord } from '../../lib/os-words.js';
import { handleSignals, raiseOsError } from '../../os-error.js';
import { checkTime, local, newStructTime, STRUCT_TIME, timestamp, timeTuple, utc } from './broken-time.js';
import { mktime } from './mktime.js';
import { DAYS, MONTHS, strftime } from './strftime.js';
import { zoneRules } from './zone.js';

const hidden = { noTextSignature: true } as const;
const f = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc, hidden);

// -- clocks --------------------------------------------------------------------------------------------------------

const BILLION = 1_000_000_000n;
/** Nanoseconds as float seconds, each part exact (_PyTime_AsSecondsDouble). */
const toSeconds = (ns: bigint) => (ns % BILLION === 0n ? Number(ns / BILLION) : Number(ns) / 1e9);
function clockSeconds(id: number): Owned {
  const ns = os().clock(id);
  return ns < 0n && ns > -4096n ? raiseOsError(Number(ns)) : newFloat(toSeconds(ns));
}
function clockNs(id: number): Owned {
  const ns = os().clock(id);
  return ns < 0n && ns > -4096n ? raiseOsError(Number(ns)) : newIntFromBigInt(ns);
}
const clock = (name: string, id: number, doc: string): MethodSpec[] => [
  f(name, '($module, /)', () => clockSeconds(id), `${name}() -> float\n\n${doc}`),
  f(
    `${name}_ns`,
    '($module, /)',
    () => clockNs(id),
    `${name}_ns() -> int\n\n${doc.replace(/\.$/, '')} as nanoseconds.`,
  ),
]; // prettier-ignore
const CLOCKS: Readonly<
  Record<string, readonly [id: number, implementation: string, monotonic: boolean, adjustable: boolean]>
> = {
  time: [CLOCK.REALTIME, 'clock_gettime(CLOCK_REALTIME)', false, true],
  monotonic: [CLOCK.MONOTONIC, 'clock_gettime(CLOCK_MONOTONIC)', true, false],
  perf_counter: [CLOCK.MONOTONIC, 'clock_gettime(CLOCK_MONOTONIC)', true, false],
  process_time: [CLOCK.PROCESS_CPUTIME_ID, 'clock_gettime(CLOCK_PROCESS_CPUTIME_ID)', true, false],
  thread_time: [CLOCK.THREAD_CPUTIME_ID, 'clock_gettime(CLOCK_THREAD_CPUTIME_ID)', true, false],
};
function clockInfo(name: string): Owned {
  const info = Object.hasOwn(CLOCKS, name) ? CLOCKS[name] : undefined;
  if (info === undefined) return valueError('unknown clock');
  const fields = newDict();
  const put = (key: string, v: Owned) => {
    dictSet(fields, intern(key), v);
    decref(v);
  };
  put('implementation', newStr(info[1]));
  put('monotonic', newBool(info[2]));
  put('adjustable', newBool(info[3]));
  put('resolution', newFloat(Number(os().clockResolution(info[0])) / 1e9));
  const r = callObject(T.SimpleNamespace, EmptyTuple, fields);
  decref(fields);
  return r;
}
/** Sets a clock, which only the system's owner may. */
function setClock(id: number, ns: bigint): Owned {
  const call = os().libc('clock_settime', 'ip:i');
  if (call === null) return raiseOsError(-38);
  const spec = malloc(16);
  stI64(spec, ns / BILLION);
  stI64(spec + 8, ns % BILLION);
  const r = Number(call(id, spec));
  free(spec);
  return r < 0 ? raiseOsError(r) : newRef(None);
}
function bigOf(o: Borrowed): bigint | null {
  const i = indexInt(o);
  if (i === 0) return null;
  const v = intToBigInt(i);
  decref(i);
  return v;
}
/** A length of time in nanoseconds, rounded up; null with an exception. */
export function duration(o: Borrowed): bigint | null {
  let ns: bigint;
  if (isInstance(o, T.float)) {
    const v = floatValue(o);
    if (Number.isNaN(v)) {
      valueError('Invalid value NaN (not a number)');
      return null;
    }
    const scaled = v * 1e9;
    if (Math.abs(scaled) >= 9.223372036854775e18) {
      setError(T.OverflowError, 'timestamp too large to convert to C _PyTime_t');
      return null;
    }
    ns = BigInt(v < 0 ? Math.floor(scaled) : Math.ceil(scaled));
  } else {
    const n = bigOf(o);
    if (n === null) return null;
    ns = n * BILLION;
    if (ns >= 2n ** 63n || ns < -(2n ** 63n)) {
      setError(T.OverflowError, 'timestamp too large to convert to C _PyTime_t');
      return null;
    }
  }
  return ns;
}
function sleep(o: Borrowed): Owned {
  const ns = duration(o);
  if (ns === null) return NULL;
  if (ns < 0n) return valueError('sleep length must be non-negative');
  const end = os().clock(CLOCK.MONOTONIC) + ns;
  for (let left = ns; ; left = end - os().clock(CLOCK.MONOTONIC)) {
    // A signal's handler runs, and the rest is slept.
    const r = os().sleep(left > 0n ? left : 0n);
    if (!handleSignals()) return NULL;
    if (r === 0) return newRef(None);
    if (r !== -4) return raiseOsError(r);
    if (end <= os().clock(CLOCK.MONOTONIC)) return newRef(None);
  }
}

// -- calendars -----------------------------------------------------------------------------------------------------

function now() {
  return local(Number(os().clock(CLOCK.REALTIME) / BILLION));
}
function broken(o: Borrowed, how: typeof local): Owned {
  const seconds = timestamp(o);
  const t = seconds === null ? null : how(seconds);
  return t === null ? NULL : newStructTime(t);
}
function ascii(t: {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
}): Owned {
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${DAYS[t.weekday]!.slice(0, 3)} ${MONTHS[t.month]!.slice(0, 3)}${String(t.day).padStart(3)}`;
  return newStr(`${date} ${two(t.hour)}:${two(t.minute)}:${two(t.second)} ${t.year}`);
}
function asctime(tuple: Borrowed): Owned {
  const t = tuple === 0 ? now() : timeTuple(tuple, 'asctime');
  return t === null || !checkTime(t) ? NULL : ascii(t);
}
function ctime(o: Borrowed): Owned {
  const seconds = timestamp(o);
  const t = seconds === null ? null : local(seconds);
  return t === null ? NULL : ascii(t);
}
function formatTime(format: Borrowed, tuple: Borrowed): Owned {
  if (!isInstance(format, T.str)) return badArgument('strftime', 'argument 1', 'str', format);
  const t = tuple === 0 ? now() : timeTuple(tuple, 'strftime');
  if (t === null || !checkTime(t)) return NULL;
  const text = jsStr(format);
  if (text.includes('\0')) return valueError('embedded null character');
  return newStr(strftime(text, t));
}
function makeTime(tuple: Borrowed): Owned {
  const t = timeTuple(tuple, 'mktime');
  if (t === null) return NULL;
  const seconds = mktime(t);
  return seconds === null ? setError(T.OverflowError, 'mktime argument out of range') : newFloat(seconds);
}
/** time.strptime is Python: its module is imported when it is wanted. */
function strptime(args: Borrowed): Owned {
  const parse = importAttribute('_strptime', '_strptime_time');
  if (parse === 0) return NULL;
  const r = callObject(parse, args, 0 as Borrowed);
  decref(parse);
  return r;
}
/** timezone, altzone, daylight and tzname. */
function setZone(module: Borrowed): number {
  const z = zoneRules();
  if (setModuleAttr(module, 'timezone', newInt(z.standard)) < 0) return -1;
  if (setModuleAttr(module, 'altzone', newInt(z.summer)) < 0) return -1;
  if (setModuleAttr(module, 'daylight', newInt(z.daylight ? 1 : 0)) < 0) return -1;
  return setModuleAttr(module, 'tzname', newTuple(newStr(z.names[0]), newStr(z.names[1])));
}
const clockId = (o: Borrowed, use: (id: number) => Owned): Owned => {
  const id = asCInt(o);
  return id === -1 && errOccurred() ? NULL : use(id);
};

export const timeModule: ModuleSpec = {
  name: 'time',
  doc: 'This module provides various functions to manipulate time values.\n\nThere are two standard representations of time.  One is the number\nof seconds since the Epoch, in UTC (a.k.a. GMT).  It may be an integer\nor a floating point number (to represent fractions of seconds).\nThe epoch is the point where the time starts, the return value of time.gmtime(0).\nIt is January 1, 1970, 00:00:00 (UTC) on all platforms.\n\nThe other representation is a tuple of 9 integers giving local time.',
  types: [structType(STRUCT_TIME)],
  functions: [
    ...clock('time', CLOCK.REALTIME, 'Return the current time in seconds since the Epoch.'),
    ...clock('monotonic', CLOCK.MONOTONIC, 'Monotonic clock, cannot go backward.'),
    ...clock('perf_counter', CLOCK.MONOTONIC, 'Performance counter for benchmarking.'),
    ...clock(
      'process_time',
      CLOCK.PROCESS_CPUTIME_ID,
      'Process time for profiling: sum of the kernel and user-space CPU time.',
    ),
    ...clock(
      'thread_time',
      CLOCK.THREAD_CPUTIME_ID,
      'Thread time for profiling: sum of the kernel and user-space CPU time.',
    ),
    f(
      'clock_gettime',
      '($module, clk_id, /)',
      (_m, o: Borrowed) => clockId(o, clockSeconds),
      'clock_gettime(clk_id) -> float\n\nReturn the time of the specified clock clk_id.',
    ),
    f(
      'clock_gettime_ns',
      '($module, clk_id, /)',
      (_m, o: Borrowed) => clockId(o, clockNs),
      'clock_gettime_ns(clk_id) -> int\n\nReturn the time of the specified clock clk_id as nanoseconds.',
    ),
    f(
      'clock_getres',
      '($module, clk_id, /)',
      (_m, o: Borrowed) =>
        clockId(o, (id) => {
          const ns = os().clockResolution(id);
          return ns < 0n ? raiseOsError(Number(ns)) : newFloat(toSeconds(ns));
        }),
      'clock_getres(clk_id) -> floating point number\n\nReturn the resolution (precision) of the specified clock clk_id.',
    ),
    f(
      'clock_settime',
      '($module, clk_id: int, time, /)',
      (_m, id: number, o: Borrowed) => {
        const ns = duration(o);
        return ns === null ? NULL : setClock(id, ns);
      },
      'clock_settime(clk_id, time)\n\nSet the time of the specified clock clk_id.',
    ),
    f(
      'clock_settime_ns',
      '($module, clk_id: int, time, /)',
      (_m, id: number, o: Borrowed) => {
        const ns = bigOf(o);
        return ns === null ? NULL : setClock(id, ns);
      },
      'clock_settime_ns(clk_id, time)\n\nSet the time of the specified clock clk_id with nanoseconds.',
    ),
    f(
      'get_clock_info',
      '($module, name: str, /)',
      (_m, name: Borrowed) => clockInfo(jsStr(name)),
      'get_clock_info(name: str) -> dict\n\nGet information of the specified clock.',
    ),
    f(
      'sleep',
      '($module, seconds, /)',
      (_m, o: Borrowed) => sleep(o),
      'sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument may be\na floating point number for subsecond precision.',
    ),
    f(
      'gmtime',
      '($module, seconds=None, /)',
      (_m, o: Borrowed) => broken(o, utc),
      "gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,\n                       tm_sec, tm_wday, tm_yday, tm_isdst)\n\nConvert seconds since the Epoch to a time tuple expressing UTC (a.k.a.\nGMT).  When 'seconds' is not passed in, convert the current time instead.",
    ),
    f(
      'localtime',
      '($module, seconds=None, /)',
      (_m, o: Borrowed) => broken(o, local),
      "localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,\n                          tm_sec,tm_wday,tm_yday,tm_isdst)\n\nConvert seconds since the Epoch to a time tuple expressing local time.\nWhen 'seconds' is not passed in, convert the current time instead.",
    ),
    f(
      'asctime',
      '($module, tuple=None, /)',
      (_m, o: Borrowed) => asctime(o),
      "asctime([tuple]) -> string\n\nConvert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.\nWhen the time tuple is not present, current time as returned by localtime()\nis used.",
    ),
    f(
      'ctime',
      '($module, seconds=None, /)',
      (_m, o: Borrowed) => ctime(o),
      'ctime(seconds) -> string\n\nConvert a time in seconds since the Epoch to a string in local time.\nThis is equivalent to asctime(localtime(seconds)). When the time tuple is\nnot present, current time as returned by localtime() is used.',
    ),
    f(
      'mktime',
      '($module, tuple, /)',
      (_m, o: Borrowed) => makeTime(o),
      'mktime(tuple) -> floating point number\n\nConvert a time tuple in local time to seconds since the Epoch.',
    ),
    f(
      'strftime',
      '($module, format, tuple=None, /)',
      (_m, format: Borrowed, o: Borrowed) => formatTime(format, o),
      'strftime(format[, tuple]) -> string\n\nConvert a time tuple to a string according to a format specification.\nSee the library reference manual for formatting codes. When the time tuple\nis not present, current time as returned by localtime() is used.',
    ),
    f(
      'strptime',
      '($module, /, *args)',
      (_m, args: Borrowed) => strptime(args),
      'strptime(string, format) -> struct_time\n\nParse a string to a time tuple according to a format specification.',
    ),
    f(
      'tzset',
      '($module, /)',
      (module: Borrowed) => {
        os().tzset();
        return setZone(module) < 0 ? NULL : newRef(None);
      },
      "tzset()\n\nInitialize, or reinitialize, the local timezone to the value stored in\nos.environ['TZ'].",
    ),
  ],
  exec: (module) => {
    keepInWord(module, 'struct_time', osWord.STRUCT_TIME);
    if (setModuleAttr(module, '_STRUCT_TM_ITEMS', newInt(11)) < 0) return -1;
    for (const [name, id] of Object.entries(CLOCK))
      if (setModuleAttr(module, `CLOCK_${name}`, newInt(id)) < 0) return -1;
    return setZone(module);
  },
}; // prettier-ignore
