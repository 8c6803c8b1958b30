/** datetime.date. */
import { type Borrowed, NULL, type Owned, readBytes, stSsize, TypeFlags } from '@tyston/memory';
import {
  asCInt,
  bytesData,
  bytesLength,
  call,
  callMethod,
  decref,
  errClear,
  errMatches,
  errOccurred,
  finishDealloc,
  type HeapTypeSpec,
  isInstance,
  jsStr,
  type MethodSpec,
  method,
  NotImplemented,
  newBool,
  newBytes,
  newInt,
  newRef,
  newStr,
  newTuple,
  parseTupleAndDict,
  reprText,
  setError,
  strChar,
  strLength,
  T,
  tpName,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
  valueError,
} from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { importAttribute } from '../../lib/import-attribute.js';
import { local, timestamp } from '../time/broken-time.js';
import {
  daysInMonth,
  fromIso,
  fromOrdinal,
  MAX_ORDINAL,
  MAX_YEAR,
  MIN_YEAR,
  toIso,
  toOrdinal,
  weekday,
  type YearMonthDay,
} from './calendar.js';
import { compared } from './compare.js';
import { keptHash, newDelta } from './delta.js';
import { ctimeText, dateText, formatted, isoString, strftime, structTime } from './format.js';
import { parseDate } from './iso.js';
import { DATE, daysOf, isDate, isDateTime, isDelta, NO_HASH, storeDate, type, ymdOf } from './layout.js';

const MIDNIGHT = { hour: 0, minute: 0, second: 0, microsecond: 0 };

/** Whether there is such a date; ValueError otherwise. */
export function checkDate(year: number, month: number, day: number): boolean {
  const wrong =
    year < MIN_YEAR || year > MAX_YEAR
      ? `year ${year} is out of range`
      : month < 1 || month > 12
        ? 'month must be in 1..12'
        : day < 1 || day > daysInMonth(year, month)
          ? 'day is out of range for month'
          : null;
  if (wrong !== null) valueError(wrong);
  return wrong === null;
}
/** A date of a type. NULL with ValueError. */
export function newDate(year: number, month: number, day: number, tp = type('date')): Owned {
  if (!checkDate(year, month, day)) return NULL;
  const d = allocOf(tp);
  if (d === 0) return d;
  stSsize(d + DATE.hashcode, NO_HASH);
  storeDate(d + DATE.data, year, month, day);
  return d;
}
/** cls(year, month, day): the constructor of a subclass may do more. */
function construct(cls: Borrowed, { year, month, day }: YearMonthDay): Owned {
  if (cls === type('date')) return newDate(year, month, day);
  const args = [newInt(year), newInt(month), newInt(day)];
  const r = call(cls, ...args);
  for (const a of args) decref(a);
  return r;
}
/** The bytes that a pickle has in place of the first argument: of a bytes object, or of a str of Python 2; null otherwise. */
export function pickled(args: Borrowed, most: number, length: number): Uint8Array | null {
  const n = tupleLength(args);
  if (n < 1 || n > most) return null;
  const state = tupleItem(args, 0);
  if (isInstance(state, T.bytes))
    return bytesLength(state) === length ? readBytes(bytesData(state), length) : null;
  if (!isInstance(state, T.str) || strLength(state) !== length) return null;
  const codes = Array.from({ length }, (_, i) => strChar(state, i));
  return codes.every((c) => c < 256) ? Uint8Array.from(codes) : null;
}
const saneMonth = (month: number) => month >= 1 && month <= 12;

function dateNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const state = pickled(args, 1, 4);
  if (state !== null && saneMonth(state[2]!)) {
    const d = allocOf(tp);
    if (d === 0) return d;
    stSsize(d + DATE.hashcode, NO_HASH);
    storeDate(d + DATE.data, (state[0]! << 8) | state[1]!, state[2]!, state[3]!);
    return d;
  }
  const values = parseTupleAndDict(null, '($type, year: int, month: int, day: int)', args, kwargs);
  if (values === null) return NULL;
  const [year, month, day] = values as [number, number, number];
  return newDate(year, month, day, tp);
}

// -- other ways to make one ------------------------------------------------------------------------------------------------------

function fromtimestamp(cls: Borrowed, o: Borrowed): Owned {
  const seconds = timestamp(o);
  const t = seconds === null ? null : local(seconds);
  return t === null ? NULL : construct(cls, { year: t.year, month: t.month + 1, day: t.day });
}
function today(cls: Borrowed): Owned {
  const time = importAttribute('time', 'time');
  const now = time === 0 ? NULL : call(time);
  if (time !== 0) decref(time);
  if (now === 0) return NULL;
  const r = callMethod(cls, 'fromtimestamp', now);
  decref(now);
  return r;
}
function fromordinal(cls: Borrowed, ordinal: number): Owned {
  if (ordinal < 1) return valueError('ordinal must be >= 1');
  return construct(cls, fromOrdinal(ordinal));
}
export const invalidIso = (s: Borrowed): Owned => valueError(`Invalid isoformat string: ${reprText(s)}`);
export const points = (s: Borrowed): number[] => Array.from(jsStr(s), (c) => c.codePointAt(0)!);
function fromisoformat(cls: Borrowed, s: Borrowed): Owned {
  if (!isInstance(s, T.str)) return typeError('fromisoformat: argument must be str');
  const text = points(s);
  const date = [7, 8, 10].includes(text.length) ? parseDate(text, text.length) : null;
  return date === null ? invalidIso(s) : construct(cls, date);
}
function fromisocalendar(cls: Borrowed, args: readonly Borrowed[]): Owned {
  const parts: number[] = [];
  for (const arg of args) {
    const n = asCInt(arg);
    if (n === -1 && errOccurred()) {
      if (!errMatches(T.OverflowError)) return NULL;
      errClear();
      return valueError('ISO calendar component out of range');
    }
    parts.push(n);
  }
  const date = fromIso(parts[0]!, parts[1]!, parts[2]!);
  return typeof date === 'string' ? valueError(date) : construct(cls, date);
}

// -- arithmetic and comparison --------------------------------------------------------------------------------------------------

export const ordinalOf = (d: Borrowed): number => {
  const { year, month, day } = ymdOf(d);
  return toOrdinal(year, month, day);
};
function shifted(d: Borrowed, days: number): Owned {
  const ordinal = ordinalOf(d) + days;
  if (ordinal < 1 || ordinal > MAX_ORDINAL) return setError(T.OverflowError, 'date value out of range');
  return construct(typeOf(d), fromOrdinal(ordinal));
}
const notImplemented = () => newRef(NotImplemented);
function add(a: Borrowed, b: Borrowed): Owned {
  if (isDateTime(a) || isDateTime(b)) return notImplemented();
  if (isDate(a) && isDelta(b)) return shifted(a, daysOf(b));
  return isDelta(a) && isDate(b) ? shifted(b, daysOf(a)) : notImplemented();
}
function subtract(a: Borrowed, b: Borrowed): Owned {
  if (isDateTime(a) || isDateTime(b) || !isDate(a)) return notImplemented();
  if (isDate(b)) return newDelta(ordinalOf(a) - ordinalOf(b), 0, 0);
  return isDelta(b) ? shifted(a, -daysOf(b)) : notImplemented();
}
const state = (d: Borrowed): Owned => newBytes(readBytes((d + DATE.data) as Borrowed, 4));

// -- the type ---------------------------------------------------------------------------------------------------------------------

function replace(d: Borrowed, args: Borrowed[]): Owned {
  const now = ymdOf(d);
  const given = args as unknown as (number | null)[];
  return newDate(given[0] ?? now.year, given[1] ?? now.month, given[2] ?? now.day, typeOf(d));
}
const noText = { noTextSignature: true } as const;
const PLAIN = '($self, /)';
/** Methods that a datetime has from here as they are. */
export const dateMethods: readonly MethodSpec[] = [
  method('fromtimestamp', '($type, timestamp, /)', fromtimestamp, 'Create a date from a POSIX timestamp.\n\nThe timestamp is a number, e.g. created via time.time(), that is interpreted\nas local time.', { kind: 'classmethod' }),
  method('fromordinal', '($type, ordinal: int, /)', fromordinal, 'int -> date corresponding to a proleptic Gregorian ordinal.', { kind: 'classmethod', ...noText }),
  method('fromisoformat', '($type, string, /)', fromisoformat, 'str -> Construct a date from a string in ISO 8601 format.', { kind: 'classmethod', ...noText }),
  method('fromisocalendar', '($type, year, week, day)', (cls: Borrowed, ...args: Borrowed[]) => fromisocalendar(cls, args), 'int, int, int -> Construct a date from the ISO year, week number and weekday.\n\nThis is the inverse of the function date.isocalendar()', { kind: 'classmethod', ...noText }),
  method('today', '($type, /)', today, 'Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).', { kind: 'classmethod', ...noText }),
  method('ctime', PLAIN, (d: Borrowed) => newStr(ctimeText(ymdOf(d), MIDNIGHT)), 'Return ctime() style string.', noText),
  method('strftime', '($self, format)', (d: Borrowed, format: Borrowed) => strftime(d, format, callMethod(d, 'timetuple')), 'format -> strftime() style string.', noText),
  method('__format__', '($self, format, /)', formatted, 'Formats self with strftime.', noText),
  method('isoformat', PLAIN, (d: Borrowed) => newStr(dateText(ymdOf(d))), 'Return string in ISO 8601 format, YYYY-MM-DD.', noText),
  method('isoweekday', PLAIN, (d: Borrowed) => newInt(weekdayOf(d) + 1), 'Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7', noText),
  method('isocalendar', PLAIN, isocalendar, 'Return a named tuple containing ISO year, week number, and weekday.', noText),
  method('toordinal', PLAIN, (d: Borrowed) => newInt(ordinalOf(d)), 'Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1.', noText),
  method('weekday', PLAIN, (d: Borrowed) => newInt(weekdayOf(d)), 'Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6', noText),
  method('timetuple', PLAIN, (d: Borrowed) => structTime(ymdOf(d), MIDNIGHT, -1), 'Return time tuple, compatible with time.localtime().', noText),
  method('replace', '($self, year: int = None, month: int = None, day: int = None)', (d: Borrowed, ...args: Borrowed[]) => replace(d, args), 'Return date with new specified fields.', noText),
  method('__reduce__', PLAIN, (d: Borrowed) => newTuple(newRef(typeOf(d)), newTuple(state(d))), '__reduce__() -> (cls, state)', noText),
]; // biome-ignore format: a table
function weekdayOf(d: Borrowed): number {
  const { year, month, day } = ymdOf(d);
  return weekday(year, month, day);
}
function isocalendar(d: Borrowed): Owned {
  const { year, week, weekday: day } = toIso(ymdOf(d));
  return newIsoDate(newTuple(newInt(year), newInt(week), newInt(day)));
}
let newIsoDate: (items: Owned) => Owned = (items) => items;
export function setNewIsoDate(f: typeof newIsoDate): void {
  newIsoDate = f;
}

const field = (name: 'year' | 'month' | 'day') => ({
  name,
  get: (d: Borrowed) => newInt(ymdOf(d)[name]),
});
export const dateType: HeapTypeSpec = {
  name: 'date',
  tpName: 'datetime.date',
  basicsize: DATE.size,
  flags: TypeFlags.BASETYPE,
  doc: 'date(year, month, day) --> date object',
  slots: {
    tp_new: dateNew,
    tp_dealloc: (d: Borrowed) => finishDealloc(d),
    tp_repr: (d: Borrowed) => {
      const { year, month, day } = ymdOf(d);
      return newStr(`${tpName(typeOf(d))}(${year}, ${month}, ${day})`);
    },
    tp_str: isoString,
    tp_hash: (d: Borrowed) => keptHash(d, d + DATE.hashcode, () => state(d)),
    tp_richcompare: (a: Borrowed, b: Borrowed, op: number) =>
      isDate(b) ? newBool(compared(ordinalOf(a) - ordinalOf(b), op)) : notImplemented(),
    nb_add: add,
    nb_subtract: subtract,
  },
  getset: [field('year'), field('month'), field('day')],
  methods: dateMethods,
};
export const dateConstants = {
  min: () => newDate(MIN_YEAR, 1, 1),
  max: () => newDate(MAX_YEAR, 12, 31),
  resolution: () => newDelta(1, 0, 0),
};
