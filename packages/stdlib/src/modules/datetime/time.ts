/** datetime.time. */
import {
  type Borrowed,
  ldPtr,
  NULL,
  type Owned,
  readBytes,
  st8,
  stPtr,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  call,
  decref,
  finishDealloc,
  type HeapTypeSpec,
  isInstance,
  jsStr,
  method,
  None,
  NotImplemented,
  newBool,
  newBytes,
  newInt,
  newRef,
  newStr,
  newTuple,
  Py_EQ,
  Py_NE,
  parseTupleAndDict,
  repr,
  T,
  tpName,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
  valueError,
  xdecref,
} from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { MILLION } from './calendar.js';
import { compared } from './compare.js';
import { invalidIso, pickled, points } from './date.js';
import { addDeltas, keptHash, newDelta } from './delta.js';
import { clockText, formatted, isoString, strftime, structTime, zoneText } from './format.js';
import { type ParsedTime, parseTime } from './iso.js';
import {
  type Clock,
  clockOf,
  daysOf,
  foldOf,
  isDelta,
  isTime,
  microsOf,
  NO_HASH,
  secondsOf,
  storeClock,
  TIME,
  type,
  zoneOf,
} from './layout.js';
import { checkZone, dst, newZone, offsetOf, tzname } from './zone.js';

/** Whether there is such a time of day; ValueError otherwise. */
export function checkClock(c: Clock, fold: number): boolean {
  const wrong =
    c.hour < 0 || c.hour > 23
      ? 'hour must be in 0..23'
      : c.minute < 0 || c.minute > 59
        ? 'minute must be in 0..59'
        : c.second < 0 || c.second > 59
          ? 'second must be in 0..59'
          : c.microsecond < 0 || c.microsecond >= MILLION
            ? 'microsecond must be in 0..999999'
            : fold !== 0 && fold !== 1
              ? 'fold must be either 0 or 1'
              : null;
  if (wrong !== null) valueError(wrong);
  return wrong === null;
}
/** A time of a type. NULL with an exception. */
export function newTime(c: Clock, zone: Borrowed, fold: number, tp = type('time')): Owned {
  if (!checkClock(c, fold) || !checkZone(zone)) return NULL;
  const t = allocOf(tp);
  if (t === 0) return t;
  stSsize(t + TIME.hashcode, NO_HASH);
  storeClock(t + TIME.data, c);
  st8(t + TIME.fold, fold);
  st8(t + TIME.hastzinfo, zone === None ? 0 : 1);
  if (zone !== None) stPtr(t + TIME.tzinfo, newRef(zone));
  return t;
}
export const CLOCK_PARAMETERS =
  'hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0, tzinfo=None, *, fold: int = 0';
/** The clock that six bytes of a pickle say, and the fold in the hour's highest bit. */
export function clockOfState(s: Uint8Array): { clock: Clock; fold: number } {
  const clock = {
    hour: s[0]! & 0x7f,
    minute: s[1]!,
    second: s[2]!,
    microsecond: (s[3]! << 16) | (s[4]! << 8) | s[5]!,
  };
  return { clock, fold: s[0]! >> 7 };
}
/** The tzinfo of a pickle: None where it has none; 0 with TypeError where it is something else. */
export function zoneOfState(args: Borrowed): Borrowed {
  const zone = tupleLength(args) > 1 ? tupleItem(args, 1) : None;
  if (zone === None || isInstance(zone, type('tzinfo'))) return zone;
  typeError('bad tzinfo state arg');
  return 0 as Borrowed;
}
function timeNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const state = pickled(args, 2, 6);
  if (state !== null && (state[0]! & 0x7f) < 24) {
    const { clock, fold } = clockOfState(state);
    const zone = zoneOfState(args);
    return zone === 0 ? NULL : newTime(clock, zone, fold, tp);
  }
  const values = parseTupleAndDict(null, `($type, ${CLOCK_PARAMETERS})`, args, kwargs);
  if (values === null) return NULL;
  const [hour, minute, second, microsecond, zone, fold] = values as number[];
  const clock = { hour: hour!, minute: minute!, second: second!, microsecond: microsecond! };
  return newTime(clock, (zone || None) as Borrowed, fold!, tp);
}
/** The tzinfo of an offset that was read; None for none. NULL with ValueError. */
export function zoneOfOffset(offset: ParsedTime['offset']): Owned {
  if (offset === null) return newRef(None);
  const delta = newDelta(0, offset.seconds, offset.microseconds);
  if (delta === 0) return NULL;
  const zone = newZone(delta, 0);
  decref(delta);
  return zone;
}
function fromisoformat(cls: Borrowed, s: Borrowed): Owned {
  if (!isInstance(s, T.str)) return typeError('fromisoformat: argument must be str');
  const text = points(s);
  // The letter may stand before a time that has no date.
  const parsed = parseTime(text, text[0] === 'T'.charCodeAt(0) ? 1 : 0);
  if (parsed === null) return invalidIso(s);
  const zone = zoneOfOffset(parsed.offset);
  if (zone === 0) return NULL;
  const c = parsed.clock;
  let t: Owned;
  if (cls === type('time')) t = newTime(c, zone, 0);
  else {
    const args = [newInt(c.hour), newInt(c.minute), newInt(c.second), newInt(c.microsecond)];
    t = call(cls, ...args, zone);
    for (const a of args) decref(a);
  }
  decref(zone);
  return t;
}

// -- comparison ------------------------------------------------------------------------------------------------------------------

export const clockMicros = (c: Clock): number =>
  (c.hour * 3600 + c.minute * 60 + c.second) * MILLION + c.microsecond;
const notImplemented = () => newRef(NotImplemented);
const deltaMicros = (d: Borrowed) => (daysOf(d) * 86400 + secondsOf(d)) * MILLION + microsOf(d);

function richcompare(a: Borrowed, b: Borrowed, op: number): Owned {
  if (!isTime(b)) return notImplemented();
  const difference = clockMicros(clockOf(a)) - clockMicros(clockOf(b));
  if (zoneOf(a) === zoneOf(b)) return newBool(compared(difference, op));
  const one = offsetOf(a);
  if (one === 0) return NULL;
  const other = offsetOf(b);
  if (other === 0) {
    decref(one);
    return NULL;
  }
  let result: Owned;
  if (isDelta(one) && isDelta(other))
    result = newBool(compared(difference - deltaMicros(one) + deltaMicros(other), op));
  else if (one === other) result = newBool(compared(difference, op));
  else if (op === Py_EQ || op === Py_NE) result = newBool(op === Py_NE);
  else result = typeError("can't compare offset-naive and offset-aware times");
  decref(one);
  decref(other);
  return result;
}
/** The state that a pickle keeps: the bytes, with the fold in the highest bit of the byte at `place` where the protocol has room. */
export function stateOf(
  bytes: Uint8Array,
  place: number,
  fold: number,
  protocol: number,
  zone: Borrowed,
): Owned {
  if (protocol > 3 && fold) bytes[place]! |= 0x80;
  const b = newBytes(bytes);
  return zone === None ? newTuple(b) : newTuple(b, newRef(zone));
}
const data = (t: Borrowed): Uint8Array => Uint8Array.from(readBytes((t + TIME.data) as Borrowed, 6));
/** What the hash of a time is that of: its bytes, or what is left of it in UTC. */
function hashed(t: Borrowed): Owned {
  const plain = foldOf(t) === 0 ? newRef(t) : newTime(clockOf(t), zoneOf(t), 0);
  if (plain === 0) return NULL;
  const offset = offsetOf(plain);
  decref(plain);
  if (offset === 0 || offset === None) {
    if (offset === 0) return NULL;
    decref(offset);
    return newBytes(data(t));
  }
  const c = clockOf(t);
  const clock = newDelta(0, c.hour * 3600 + c.minute * 60 + c.second, c.microsecond);
  const utc = addDeltas(clock, offset, -1);
  decref(clock);
  decref(offset);
  return utc;
}

// -- text --------------------------------------------------------------------------------------------------------------------------

/** "(…" with what a repr says of tzinfo and fold before the parenthesis that closes it. NULL with an exception. */
export function reprWith(open: string, zone: Borrowed, fold: number): Owned {
  let text = open;
  if (zone !== None) {
    const z = repr(zone);
    if (z === 0) return NULL;
    text += `, tzinfo=${jsStr(z)}`;
    decref(z);
  }
  return newStr(`${text}${fold ? `, fold=${fold}` : ''})`);
}
function reprOf(t: Borrowed): Owned {
  const c = clockOf(t);
  const parts = [c.hour, c.minute];
  if (c.second || c.microsecond) parts.push(c.second);
  if (c.microsecond) parts.push(c.microsecond);
  return reprWith(`${tpName(typeOf(t))}(${parts.join(', ')}`, zoneOf(t), foldOf(t));
}
function isoformat(t: Borrowed, timespec: Borrowed): Owned {
  const clock = clockText(clockOf(t), timespec);
  const zone = clock === null ? null : zoneText(t, ':');
  return clock === null || zone === null ? NULL : newStr(clock + zone);
}
/** The object, or None: what a field was replaced with, 0 where it was not. */
function replace(t: Borrowed, given: readonly (number | null)[]): Owned {
  const now = clockOf(t);
  const [hour, minute, second, microsecond, zone, fold] = given;
  const clock = {
    hour: hour ?? now.hour,
    minute: minute ?? now.minute,
    second: second ?? now.second,
    microsecond: microsecond ?? now.microsecond,
  };
  return newTime(clock, (zone || zoneOf(t)) as Borrowed, fold ?? foldOf(t), typeOf(t));
}

const noText = { noTextSignature: true } as const;
const PLAIN = '($self, /)';
export const clockField = (name: keyof Clock) => ({ name, get: (o: Borrowed) => newInt(clockOf(o)[name]) });
export const zoneFields = [
  { name: 'tzinfo', get: (o: Borrowed) => newRef(zoneOf(o)) },
  { name: 'fold', get: (o: Borrowed) => newInt(foldOf(o)) },
];
export const timeType: HeapTypeSpec = {
  name: 'time',
  tpName: 'datetime.time',
  basicsize: TIME.size,
  flags: TypeFlags.BASETYPE,
  doc: 'time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. tzinfo may be None, or an instance of\na tzinfo subclass. The remaining arguments may be ints.\n',
  slots: {
    tp_new: timeNew,
    tp_dealloc: (t: Borrowed) => {
      xdecref(ldPtr(t + TIME.tzinfo));
      finishDealloc(t);
    },
    tp_repr: reprOf,
    tp_str: isoString,
    tp_hash: (t: Borrowed) => keptHash(t, t + TIME.hashcode, () => hashed(t)),
    tp_richcompare: richcompare,
  },
  getset: [
    clockField('hour'),
    clockField('minute'),
    clockField('second'),
    clockField('microsecond'),
    ...zoneFields,
  ],
  methods: [
    method('isoformat', '($self, timespec: str = 0)', isoformat, "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nThe optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n", noText),
    method('strftime', '($self, format)', (t: Borrowed, format: Borrowed) => strftime(t, format, structTime({ year: 1900, month: 1, day: 1 }, clockOf(t), -1)), 'format -> strftime() style string.', noText),
    method('__format__', '($self, format, /)', formatted, 'Formats self with strftime.', noText),
    method('utcoffset', PLAIN, offsetOf, 'Return self.tzinfo.utcoffset(self).', noText),
    method('tzname', PLAIN, (t: Borrowed) => tzname(zoneOf(t), None), 'Return self.tzinfo.tzname(self).', noText),
    method('dst', PLAIN, (t: Borrowed) => dst(zoneOf(t), None), 'Return self.tzinfo.dst(self).', noText),
    method('replace', '($self, hour: int = None, minute: int = None, second: int = None, microsecond: int = None, tzinfo=None, *, fold: int = None)', (t: Borrowed, ...given: number[]) => replace(t, given), 'Return time with new specified fields.', noText),
    method('fromisoformat', '($type, string, /)', fromisoformat, 'string -> time from a string in ISO 8601 format', { kind: 'classmethod', ...noText }),
    method('__reduce_ex__', '($self, protocol: int, /)', (t: Borrowed, protocol: number) => newTuple(newRef(typeOf(t)), stateOf(data(t), 0, foldOf(t), protocol, zoneOf(t))), '__reduce_ex__(proto) -> (cls, state)', noText),
    method('__reduce__', PLAIN, (t: Borrowed) => newTuple(newRef(typeOf(t)), stateOf(data(t), 0, foldOf(t), 2, zoneOf(t))), '__reduce__() -> (cls, state)', noText),
  ], // biome-ignore format: a table
};
const NONE_OF_DAY = { hour: 0, minute: 0, second: 0, microsecond: 0 };
const ALL_OF_DAY = { hour: 23, minute: 59, second: 59, microsecond: MILLION - 1 };
export const timeConstants = {
  min: () => newTime(NONE_OF_DAY, None, 0),
  max: () => newTime(ALL_OF_DAY, None, 0),
  resolution: () => newDelta(0, 0, 1),
};
