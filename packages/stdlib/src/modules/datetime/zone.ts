/** datetime.tzinfo and datetime.timezone, and asking a tzinfo. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject, stPtr, struct, TypeFlags } from '@tyston/memory';
import {
  callMethod,
  callObject,
  compareBool,
  decref,
  errOccurred,
  finishDealloc,
  type HeapTypeSpec,
  hash,
  isInstance,
  jsStr,
  lookupAttr,
  method,
  None,
  NotImplemented,
  newBool,
  newRef,
  newStr,
  newTuple,
  Py_EQ,
  Py_NE,
  parseTupleAndDict,
  repr,
  reprText,
  setError,
  T,
  tpName,
  typeError,
  typeName,
  typeOf,
  valueError,
  xdecref,
} from '@tyston/objects';
import { allocOf } from '../../lib/heap-type.js';
import { osWord, wordObject } from '../../lib/os-words.js';
import { DAY_SECONDS } from './calendar.js';
import { addDeltas, newDelta } from './delta.js';
import {
  daysOf,
  isDateTime,
  isDelta,
  isTzInfo,
  microsOf,
  secondsOf,
  six,
  two,
  type,
  ZONE,
  zoneOf,
} from './layout.js';

// -- asking ------------------------------------------------------------------------------------------------------------------

/** Whether an object may be a tzinfo: None or an instance. An exception otherwise. */
export function checkZone(zone: Borrowed): boolean {
  if (zone === None || isTzInfo(zone)) return true;
  typeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(zone)}'`);
  return false;
}
const BOUNDS = 'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)';
const withinDay = (offset: Borrowed): boolean =>
  daysOf(offset) === 0 || (daysOf(offset) === -1 && (secondsOf(offset) > 0 || microsOf(offset) > 0));
/** What a tzinfo says: a timedelta shorter than a day, or None. NULL with an exception. `o` is None for a time. */
function ask(zone: Borrowed, name: 'utcoffset' | 'dst', o: Borrowed): Owned {
  if (zone === None) return newRef(None);
  const offset = callMethod(zone, name, o);
  if (offset === 0 || offset === None) return offset;
  if (!isDelta(offset)) {
    typeError(`tzinfo.${name}() must return None or timedelta, not '${typeName(offset)}'`);
    decref(offset);
    return NULL;
  }
  if (withinDay(offset)) return offset;
  decref(offset);
  return valueError(`${BOUNDS}.`);
}
export const utcoffset = (zone: Borrowed, o: Borrowed): Owned => ask(zone, 'utcoffset', o);
export const dst = (zone: Borrowed, o: Borrowed): Owned => ask(zone, 'dst', o);
/** A str or None. NULL with an exception. */
export function tzname(zone: Borrowed, o: Borrowed): Owned {
  if (zone === None) return newRef(None);
  const name = callMethod(zone, 'tzname', o);
  if (name === 0 || name === None || isInstance(name, T.str)) return name;
  typeError(`tzinfo.tzname() must return None or a string, not '${typeName(name)}'`);
  decref(name);
  return NULL;
}
/** The offset of a time or datetime from UTC, as its tzinfo tells. */
export const offsetOf = (o: Borrowed): Owned => utcoffset(zoneOf(o), isDateTime(o) ? o : None);

/** "+01:30", with seconds and microseconds where there are some. */
export function offsetText(offset: Borrowed, separator: string): string {
  const negative = daysOf(offset) < 0;
  let seconds = daysOf(offset) * DAY_SECONDS + secondsOf(offset);
  let micros = microsOf(offset);
  if (negative) {
    // Downwards from zero: the microseconds count from the second below.
    seconds = -seconds;
    if (micros) {
      seconds -= 1;
      micros = 1_000_000 - micros;
    }
  }
  const clock = [two(Math.floor(seconds / 3600)), two(Math.floor(seconds / 60) % 60)];
  if (seconds % 60 || micros) clock.push(two(seconds % 60));
  return (negative ? '-' : '+') + clock.join(separator) + (micros ? `.${six(micros)}` : '');
}

// -- tzinfo --------------------------------------------------------------------------------------------------------------------

const abstract = (name: string) => (): Owned =>
  setError(T.NotImplementedError, `a tzinfo subclass must implement ${name}()`);

/** Local time from UTC, for zones whose offset less their daylight saving time is constant. */
function fromutc(self: Borrowed, o: Borrowed): Owned {
  if (!isDateTime(o)) return typeError('fromutc: argument must be a datetime');
  if (zoneOf(o) !== self) return valueError('fromutc: dt.tzinfo is not self');
  const offset = offsetOf(o);
  if (offset === 0) return NULL;
  if (offset === None) {
    decref(offset);
    return valueError('fromutc: non-None utcoffset() result required');
  }
  const saving = dst(self, o);
  if (saving === 0 || saving === None) {
    decref(offset);
    if (saving === 0) return NULL;
    decref(saving);
    return valueError('fromutc: non-None dst() result required');
  }
  const standard = addDeltas(offset, saving, -1);
  decref(offset);
  decref(saving);
  if (standard === 0) return NULL;
  const inStandard = callMethod(o, '__add__', standard);
  decref(standard);
  if (inStandard === 0) return NULL;
  const then = dst(self, inStandard);
  if (then === 0 || then === None) {
    decref(inStandard);
    if (then === 0) return NULL;
    decref(then);
    return valueError('fromutc: tz.dst() gave inconsistent results; cannot convert');
  }
  const result = callMethod(inStandard, '__add__', then);
  decref(then);
  decref(inStandard);
  return result;
}
function tzinfoReduce(self: Borrowed): Owned {
  const getinitargs = lookupAttrOf(self, '__getinitargs__');
  if (getinitargs === 0 && errOccurred()) return NULL;
  const none = newTuple();
  const args = getinitargs === 0 ? newRef(none) : callObject(getinitargs, none, 0 as Borrowed);
  decref(none);
  xdecref(getinitargs);
  if (args === 0) return NULL;
  const state = callMethod(self, '__getstate__');
  if (state === 0) {
    decref(args);
    return NULL;
  }
  return newTuple(newRef(typeOf(self)), args, state);
}
function lookupAttrOf(o: Borrowed, name: string): Owned {
  const key = newStr(name);
  const v = lookupAttr(o, key);
  decref(key);
  return v;
}
const TZINFO = struct('PyDateTime_TZInfo', PyObject, {});
const noText = { noTextSignature: true } as const;
export const tzinfoType: HeapTypeSpec = {
  name: 'tzinfo',
  tpName: 'datetime.tzinfo',
  basicsize: TZINFO.size,
  flags: TypeFlags.BASETYPE,
  doc: 'Abstract base class for time zone info objects.',
  slots: {
    tp_new: (tp: Borrowed) => allocOf(tp),
    tp_dealloc: (z: Borrowed) => finishDealloc(z),
  },
  methods: [
    method('tzname', '($self, dt, /)', abstract('tzname'), 'datetime -> string name of time zone.', noText),
    method(
      'utcoffset',
      '($self, dt, /)',
      abstract('utcoffset'),
      'datetime -> timedelta showing offset from UTC, negative values indicating West of UTC',
      noText,
    ),
    method(
      'dst',
      '($self, dt, /)',
      abstract('dst'),
      'datetime -> DST offset as timedelta positive east of UTC.',
      noText,
    ),
    method('fromutc', '($self, dt, /)', fromutc, 'datetime in UTC -> datetime in local time.', noText),
    method('__reduce__', '($self, /)', tzinfoReduce, '-> (cls, state)', noText),
  ],
}; // prettier-ignore

// -- timezone -----------------------------------------------------------------------------------------------------------------

const offsetField = (z: Borrowed): Borrowed => ldPtr(z + ZONE.offset);
const isUtc = (z: Borrowed): boolean => z === wordObject(osWord.DATETIME_UTC);

/** A timezone, or utc itself for no offset and no name. Borrows. */
export function newZone(offset: Borrowed, name: Borrowed | 0, tp = type('timezone')): Owned {
  if (
    name === 0 &&
    daysOf(offset) === 0 &&
    secondsOf(offset) === 0 &&
    microsOf(offset) === 0 &&
    wordObject(osWord.DATETIME_UTC) !== 0
  )
    return newRef(wordObject(osWord.DATETIME_UTC));
  if (!withinDay(offset)) {
    const text = reprText(offset);
    return valueError(`${BOUNDS}, not ${text}.`);
  }
  const z = allocOf(tp);
  if (z === 0) return z;
  stPtr(z + ZONE.offset, newRef(offset));
  if (name !== 0) stPtr(z + ZONE.name, newRef(name));
  return z;
}
function zoneNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const values = parseTupleAndDict('timezone', '($type, offset, name=0)', args, kwargs) as Borrowed[] | null;
  if (values === null) return NULL;
  const [offset, name] = values as [Borrowed, Borrowed];
  if (!isDelta(offset))
    return typeError(`timezone() argument 1 must be datetime.timedelta, not ${typeName(offset)}`);
  if (name !== 0 && !isInstance(name, T.str))
    return typeError(`timezone() argument 2 must be str, not ${name === None ? 'None' : typeName(name)}`);
  return newZone(offset, name, tp);
}
/** "UTC", "UTC+01:30", or the name that was given. */
function nameOf(z: Borrowed): Owned {
  const name = ldPtr(z + ZONE.name);
  if (name !== 0) return newRef(name);
  const offset = offsetField(z);
  const zero = daysOf(offset) === 0 && secondsOf(offset) === 0 && microsOf(offset) === 0;
  return newStr(isUtc(z) || zero ? 'UTC' : `UTC${offsetText(offset, ':')}`);
}
function checkMoment(o: Borrowed, name: string): boolean {
  if (o === None || isDateTime(o)) return true;
  typeError(`${name}(dt) argument must be a datetime instance or None, not ${typeName(o)}`);
  return false;
}
function zoneRepr(z: Borrowed): Owned {
  const tp = tpName(typeOf(z));
  if (isUtc(z)) return newStr(`${tp}.utc`);
  const offset = repr(offsetField(z));
  if (offset === 0) return NULL;
  const name = ldPtr(z + ZONE.name);
  const nameText = name === 0 ? 0 : repr(name);
  const text = `${tp}(${jsStr(offset)}${nameText === 0 ? '' : `, ${jsStr(nameText as Borrowed)}`})`;
  decref(offset);
  if (nameText !== 0) decref(nameText as Owned);
  return newStr(text);
}
export const zoneType: HeapTypeSpec = {
  name: 'timezone',
  tpName: 'datetime.timezone',
  baseType: () => type('tzinfo'),
  basicsize: ZONE.size,
  doc: 'Fixed offset from UTC implementation of tzinfo.',
  slots: {
    tp_new: zoneNew,
    tp_dealloc: (z: Borrowed) => {
      decref(offsetField(z));
      xdecref(ldPtr(z + ZONE.name));
      finishDealloc(z);
    },
    tp_repr: zoneRepr,
    tp_str: nameOf,
    tp_hash: (z: Borrowed) => hash(offsetField(z)),
    tp_richcompare: (a: Borrowed, b: Borrowed, op: number) => {
      if ((op !== Py_EQ && op !== Py_NE) || !isInstance(b, type('timezone'))) return newRef(NotImplemented);
      const equal = compareBool(offsetField(a), offsetField(b), Py_EQ);
      return equal < 0 ? NULL : newBool((equal === 1) === (op === Py_EQ));
    },
  },
  methods: [
    method(
      'tzname',
      '($self, dt, /)',
      (z: Borrowed, o: Borrowed) => (checkMoment(o, 'tzname') ? nameOf(z) : NULL),
      "If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'.",
      noText,
    ),
    method(
      'utcoffset',
      '($self, dt, /)',
      (z: Borrowed, o: Borrowed) => (checkMoment(o, 'utcoffset') ? newRef(offsetField(z)) : NULL),
      'Return fixed offset.',
      noText,
    ),
    method(
      'dst',
      '($self, dt, /)',
      (_z: Borrowed, o: Borrowed) => (checkMoment(o, 'dst') ? newRef(None) : NULL),
      'Return None.',
      noText,
    ),
    method(
      'fromutc',
      '($self, dt, /)',
      (z: Borrowed, o: Borrowed) => {
        if (!isDateTime(o)) return typeError('fromutc: argument must be a datetime instance');
        if (zoneOf(o) !== z) return valueError('fromutc: dt.tzinfo is not self');
        return callMethod(o, '__add__', offsetField(z));
      },
      'datetime in UTC -> datetime in local time.',
      noText,
    ),
    method(
      '__getinitargs__',
      '($self, /)',
      (z: Borrowed) => {
        const name = ldPtr(z + ZONE.name);
        return name === 0 ? newTuple(newRef(offsetField(z))) : newTuple(newRef(offsetField(z)), newRef(name));
      },
      'pickle support',
      noText,
    ),
  ],
}; // prettier-ignore
export const zoneConstants = {
  utc: () => newRef(wordObject(osWord.DATETIME_UTC)),
  min: () => withDelta(-DAY_SECONDS + 60),
  max: () => withDelta(DAY_SECONDS - 60),
};
function withDelta(seconds: number): Owned {
  const offset = newDelta(0, seconds, 0);
  const z = newZone(offset, 0);
  decref(offset);
  return z;
}
