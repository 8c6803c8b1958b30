/** datetime.datetime: the type and its methods. */
import { type Borrowed, ldPtr, NULL, type Owned, TypeFlags } from '@tyston/memory';
import {
  callMethod,
  decref,
  finishDealloc,
  type HeapTypeSpec,
  isInstance,
  isTrue,
  method,
  None,
  newRef,
  newStr,
  newTuple,
  strChar,
  strLength,
  T,
  tpName,
  typeError,
  typeName,
  typeOf,
  xdecref,
} from '@tyston/objects';
import { MAX_YEAR, MILLION, MIN_YEAR } from './calendar.js';
import { newDate } from './date.js';
import {
  add,
  astimezone,
  combine,
  data,
  dateTimeNew,
  fieldsOf,
  fromisoformat,
  fromtimestamp,
  hashed,
  moved,
  newDateTime,
  now,
  richcompare,
  strptime,
  subtract,
  timestamp,
  utcfromtimestamp,
  utcnow,
} from './datetime.js';
import { keptHash, newDelta } from './delta.js';
import { clockText, ctimeText, dateText, structTime, zoneText } from './format.js';
import { clockOf, DATETIME, daysOf, foldOf, microsOf, secondsOf, type, ymdOf, zoneOf } from './layout.js';
import { clockField, newTime, reprWith, stateOf, zoneFields } from './time.js';
import { dst, offsetOf, tzname } from './zone.js';

const PLAIN = '($self, /)';
const noText = { noTextSignature: true } as const;
const onClass = { kind: 'classmethod', ...noText } as const;

function reprOf(o: Borrowed): Owned {
  const { date, clock: c } = fieldsOf(o);
  const parts = [date.year, date.month, date.day, c.hour, c.minute];
  if (c.second || c.microsecond) parts.push(c.second);
  if (c.microsecond) parts.push(c.microsecond);
  // The fold comes first here, and last in a time.
  const open = `${tpName(typeOf(o))}(${parts.join(', ')}`;
  return reprWith(foldOf(o) ? `${open}, fold=${foldOf(o)}` : open, zoneOf(o), 0);
}
function isoformat(o: Borrowed, separator: Borrowed, timespec: Borrowed): Owned {
  if (separator !== 0 && !(isInstance(separator, T.str) && strLength(separator) === 1))
    return typeError(`isoformat() argument 1 must be a unicode character, not ${typeName(separator)}`);
  const clock = clockText(clockOf(o), timespec);
  const zone = clock === null ? null : zoneText(o, ':');
  if (clock === null || zone === null) return NULL;
  const between = separator === 0 ? 'T' : String.fromCodePoint(strChar(separator, 0));
  return newStr(dateText(ymdOf(o)) + between + clock + zone);
}
function timetuple(o: Borrowed): Owned {
  const saving = dst(zoneOf(o), o);
  if (saving === 0) return NULL;
  const flag = saving === None ? -1 : isTrue(saving);
  decref(saving);
  const { date, clock } = fieldsOf(o);
  return structTime(date, clock, flag);
}
function utctimetuple(o: Borrowed): Owned {
  const offset = offsetOf(o);
  if (offset === 0) return NULL;
  const fields =
    offset === None
      ? fieldsOf(o)
      : moved(fieldsOf(o), -daysOf(offset), -secondsOf(offset), -microsOf(offset));
  decref(offset);
  return fields === null ? NULL : structTime(fields.date, fields.clock, 0);
}
function replace(o: Borrowed, given: readonly (number | null)[]): Owned {
  const { date, clock } = fieldsOf(o);
  const [year, month, day, hour, minute, second, microsecond, zone, fold] = given;
  const fields = {
    date: { year: year ?? date.year, month: month ?? date.month, day: day ?? date.day },
    clock: {
      hour: hour ?? clock.hour,
      minute: minute ?? clock.minute,
      second: second ?? clock.second,
      microsecond: microsecond ?? clock.microsecond,
    },
  };
  return newDateTime(fields, (zone || zoneOf(o)) as Borrowed, fold ?? foldOf(o), typeOf(o));
}
const reduced = (o: Borrowed, protocol: number): Owned =>
  newTuple(newRef(typeOf(o)), stateOf(data(o), 2, foldOf(o), protocol, zoneOf(o)));
const dateOf = (o: Borrowed): Owned => {
  const { year, month, day } = ymdOf(o);
  return newDate(year, month, day);
};
const SPACE = ' ';
function strOf(o: Borrowed): Owned {
  const space = newStr(SPACE);
  const r = callMethod(o, 'isoformat', space);
  decref(space);
  return r;
}
const OPTIONAL =
  'year: int = None, month: int = None, day: int = None, hour: int = None, minute: int = None, second: int = None, microsecond: int = None, tzinfo=None, *, fold: int = None';

export const dateTimeType: HeapTypeSpec = {
  name: 'datetime',
  tpName: 'datetime.datetime',
  baseType: () => type('date'),
  basicsize: DATETIME.size,
  flags: TypeFlags.BASETYPE,
  doc: 'datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments may be ints.\n',
  slots: {
    tp_new: dateTimeNew,
    tp_dealloc: (o: Borrowed) => {
      xdecref(ldPtr(o + DATETIME.tzinfo));
      finishDealloc(o);
    },
    tp_repr: reprOf,
    tp_str: strOf,
    tp_hash: (o: Borrowed) => keptHash(o, o + DATETIME.hashcode, () => hashed(o)),
    tp_richcompare: richcompare,
    nb_add: add,
    nb_subtract: subtract,
  },
  getset: [
    clockField('hour'),
    clockField('minute'),
    clockField('second'),
    clockField('microsecond'),
    ...zoneFields,
  ],
  methods: [
    method('now', '($type, /, tz=None)', now, 'Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\nIf no tz is specified, uses local timezone.', { kind: 'classmethod' }),
    method('utcnow', '($type, /)', utcnow, 'Return a new datetime representing UTC day and time.', onClass),
    method('fromtimestamp', '($type, timestamp, tz=None)', fromtimestamp, "timestamp[, tz] -> tz's local time from POSIX timestamp.", onClass),
    method('utcfromtimestamp', '($type, timestamp, /)', utcfromtimestamp, 'Construct a naive UTC datetime from a POSIX timestamp.', onClass),
    method('strptime', '($type, date_string: str, format: str, /)', strptime, 'string, format -> new datetime parsed from a string (like time.strptime()).', onClass),
    method('combine', '($type, date, time, tzinfo=0)', combine, 'date, time -> datetime with same date and time fields', onClass),
    method('fromisoformat', '($type, string, /)', fromisoformat, 'string -> datetime from a string in most ISO 8601 formats', onClass),
    method('date', PLAIN, dateOf, 'Return date object with same year, month and day.', noText),
    method('time', PLAIN, (o: Borrowed) => newTime(clockOf(o), None, foldOf(o)), 'Return time object with same time but with tzinfo=None.', noText),
    method('timetz', PLAIN, (o: Borrowed) => newTime(clockOf(o), zoneOf(o), foldOf(o)), 'Return time object with same time and tzinfo.', noText),
    method('ctime', PLAIN, (o: Borrowed) => newStr(ctimeText(ymdOf(o), clockOf(o))), 'Return ctime() style string.', noText),
    method('timetuple', PLAIN, timetuple, 'Return time tuple, compatible with time.localtime().', noText),
    method('timestamp', PLAIN, timestamp, 'Return POSIX timestamp as float.', noText),
    method('utctimetuple', PLAIN, utctimetuple, 'Return UTC time tuple, compatible with time.localtime().', noText),
    method('isoformat', '($self, sep=0, timespec: str = 0)', isoformat, "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep is used to separate the year from the time, and defaults to 'T'.\nThe optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n", noText),
    method('utcoffset', PLAIN, offsetOf, 'Return self.tzinfo.utcoffset(self).', noText),
    method('tzname', PLAIN, (o: Borrowed) => tzname(zoneOf(o), o), 'Return self.tzinfo.tzname(self).', noText),
    method('dst', PLAIN, (o: Borrowed) => dst(zoneOf(o), o), 'Return self.tzinfo.dst(self).', noText),
    method('replace', `($self, ${OPTIONAL})`, (o: Borrowed, ...given: number[]) => replace(o, given), 'Return datetime with new specified fields.', noText),
    method('astimezone', '($self, tz=None)', astimezone, 'tz -> convert to local time in new timezone tz\n', noText),
    method('__reduce_ex__', '($self, protocol: int, /)', reduced, '__reduce_ex__(proto) -> (cls, state)', noText),
    method('__reduce__', PLAIN, (o: Borrowed) => reduced(o, 2), '__reduce__() -> (cls, state)', noText),
  ], // biome-ignore format: a table
};
const FIRST = { hour: 0, minute: 0, second: 0, microsecond: 0 };
const LAST = { hour: 23, minute: 59, second: 59, microsecond: MILLION - 1 };
export const dateTimeConstants = {
  min: () => newDateTime({ date: { year: MIN_YEAR, month: 1, day: 1 }, clock: FIRST }, None, 0),
  max: () => newDateTime({ date: { year: MAX_YEAR, month: 12, day: 31 }, clock: LAST }, None, 0),
  resolution: () => newDelta(0, 0, 1),
};
