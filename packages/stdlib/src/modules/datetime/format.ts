/** Dates and times as text: isoformat, ctime, and strftime over the module `time`. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  call,
  callMethod,
  decref,
  encodeUtf8,
  isInstance,
  jsStr,
  None,
  newInt,
  newStr,
  newTuple,
  str,
  strLength,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { importAttribute } from '../../lib/import-attribute.js';
import { DAYS, MONTHS } from '../time/strftime.js';
import { daysBeforeMonth, weekday, type YearMonthDay } from './calendar.js';
import { type Clock, clockOf, four, isDateTime, isTime, six, two, zoneOf } from './layout.js';
import { offsetText, tzname, utcoffset } from './zone.js';

export const dateText = ({ year, month, day }: YearMonthDay): string =>
  `${four(year)}-${two(month)}-${two(day)}`;
const SPECS = ['auto', 'hours', 'minutes', 'seconds', 'milliseconds', 'microseconds'];
/** The time of day to a precision; null with ValueError. */
export function clockText(c: Clock, timespec: Borrowed | 0): string | null {
  const name = timespec === 0 ? 'auto' : jsStr(timespec as Borrowed);
  const spec = name === 'auto' ? (c.microsecond ? 'microseconds' : 'seconds') : name;
  const [h, m, s] = [two(c.hour), two(c.minute), two(c.second)];
  switch (SPECS.indexOf(spec)) {
    case 1:
      return h;
    case 2:
      return `${h}:${m}`;
    case 3:
      return `${h}:${m}:${s}`;
    case 4:
      return `${h}:${m}:${s}.${String(Math.floor(c.microsecond / 1000)).padStart(3, '0')}`;
    case 5:
      return `${h}:${m}:${s}.${six(c.microsecond)}`;
  }
  valueError('Unknown timespec value');
  return null;
}
/** The text of an object's offset, or '' where it has none; null with an exception. */
export function zoneText(o: Borrowed, separator: string): string | null {
  const offset = utcoffset(zoneOf(o), isDateTime(o) ? o : None);
  if (offset === 0) return null;
  const text = offset === None ? '' : offsetText(offset, separator);
  decref(offset);
  return text;
}
export function ctimeText({ year, month, day }: YearMonthDay, c: Clock): string {
  const name = DAYS[(weekday(year, month, day) + 1) % 7]!.slice(0, 3);
  const clock = `${two(c.hour)}:${two(c.minute)}:${two(c.second)}`;
  return `${name} ${MONTHS[month - 1]!.slice(0, 3)} ${String(day).padStart(2)} ${clock} ${four(year)}`;
}

/** time.struct_time of a moment. NULL with an exception. */
export function structTime({ year, month, day }: YearMonthDay, c: Clock, isdst: number): Owned {
  const make = importAttribute('time', 'struct_time');
  if (make === 0) return NULL;
  const yearday = daysBeforeMonth(year, month) + day;
  const fields = [year, month, day, c.hour, c.minute, c.second, weekday(year, month, day), yearday, isdst];
  const tuple = newTuple(...fields.map((n) => newInt(n)));
  const r = call(make, tuple);
  decref(tuple);
  decref(make);
  return r;
}

/** The text of a name that can be handed to C; null with an exception. */
function encodable(name: Borrowed): string | null {
  if (!isInstance(name, T.str)) {
    typeError('tzname.replace() did not return a string');
    return null;
  }
  const bytes = encodeUtf8(name, null);
  if (bytes === 0) return null;
  decref(bytes);
  return jsStr(name);
}
/** The name of an object's zone with its percent signs doubled, '' where it has none; null with an exception. */
function nameText(o: Borrowed): string | null {
  if (!isDateTime(o) && !isTime(o)) return '';
  const name = tzname(zoneOf(o), isDateTime(o) ? o : None);
  if (name === 0) return null;
  let text: string | null = '';
  if (name !== None) {
    // By the name's own method: it may be of a subclass of str.
    const [one, both] = [newStr('%'), newStr('%%')];
    const doubled = callMethod(name, 'replace', one, both);
    decref(one);
    decref(both);
    text = doubled === 0 ? null : encodable(doubled);
    if (doubled !== 0) decref(doubled);
  }
  decref(name);
  return text;
}
/** What `time.strftime` knows nothing of: %z, %Z and %f; null with an exception. */
function replaced(o: Borrowed, format: string): string | null {
  const timed = isDateTime(o) || isTime(o);
  let out = '';
  for (let i = 0; i < format.length; i++) {
    const c = format[i]!;
    const directive = c === '%' ? format[i + 1] : undefined;
    if (directive === undefined) {
      out += c;
      continue;
    }
    i++;
    let text: string | null;
    if (directive === 'z') text = timed ? zoneText(o, '') : '';
    else if (directive === 'Z') text = nameText(o);
    else if (directive === 'f') text = six(timed ? clockOf(o).microsecond : 0);
    else text = c + directive;
    if (text === null) return null;
    out += text;
  }
  return out;
}
/** o.strftime(format) over the object's struct_time, which is stolen. */
export function strftime(o: Borrowed, format: Borrowed, tuple: Owned): Owned {
  if (tuple === 0) return NULL;
  if (!isInstance(format, T.str)) {
    decref(tuple);
    return typeError(`strftime() argument 1 must be str, not ${format === None ? 'None' : typeName(format)}`);
  }
  const text = replaced(o, jsStr(format));
  const function_ = text === null ? NULL : importAttribute('time', 'strftime');
  let result: Owned = NULL;
  if (text !== null && function_ !== 0) {
    const f = newStr(text);
    result = call(function_, f, tuple);
    decref(f);
    decref(function_);
  }
  decref(tuple);
  return result;
}
/** o.__format__(format): str(o), or by strftime. */
export function formatted(o: Borrowed, format: Borrowed): Owned {
  if (!isInstance(format, T.str))
    return typeError(
      `__format__() argument 1 must be str, not ${format === None ? 'None' : typeName(format)}`,
    );
  return strLength(format) === 0 ? str(o) : callMethod(o, 'strftime', format);
}
/** str(o) is o.isoformat(), as subclasses define it. */
export const isoString = (o: Borrowed): Owned => callMethod(o, 'isoformat');
