/** The module `_datetime`. */
import { type Borrowed, ldPtr, type Owned, PyTypeObject } from '@tyston/memory';
import { decref, dictSet, intern, type ModuleSpec, newInt, newRef } from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { osWord, setWord, takeOut, wordObject } from '../../lib/os-words.js';
import { MAX_YEAR, MIN_YEAR } from './calendar.js';
import { dateConstants, dateType } from './date.js';
import { newDateTime } from './datetime.js';
import { dateTimeConstants, dateTimeType } from './datetime-type.js';
import { deltaConstants, deltaType, newDelta } from './delta.js';
import { isoDateType } from './iso-date.js';
import { type TypeName, type } from './layout.js';
import { timeConstants, timeType } from './time.js';
import { newZone, tzinfoType, zoneConstants, zoneType } from './zone.js';

type Constants = Readonly<Record<string, () => Owned>>;
/** Attributes of types that are instances of them, or of timedelta. */
const constants: readonly (readonly [TypeName, Constants])[] = [
  ['timedelta', deltaConstants],
  ['date', dateConstants],
  ['time', timeConstants],
  ['datetime', dateTimeConstants],
  ['timezone', zoneConstants],
];
function setTypeAttr(tp: Borrowed, name: string, value: Owned): number {
  if (value === 0) return -1;
  const r = dictSet(ldPtr(tp + PyTypeObject.tp_dict), intern(name), value);
  decref(value);
  return r;
}
/** UTC is one object; so is the moment from which timestamps count. */
function makeSingletons(): number {
  const none = newDelta(0, 0, 0);
  const utc = newZone(none, 0 as Borrowed);
  decref(none);
  if (utc === 0) return -1;
  setWord(osWord.DATETIME_UTC, utc);
  const clock = { hour: 0, minute: 0, second: 0, microsecond: 0 };
  const epoch = newDateTime({ date: { year: 1970, month: 1, day: 1 }, clock }, utc, 0);
  if (epoch === 0) return -1;
  setWord(osWord.DATETIME_EPOCH, epoch);
  return 0;
}

export const datetimeModule: ModuleSpec = {
  name: '_datetime',
  doc: 'Fast implementation of the datetime type.',
  types: [deltaType, dateType, timeType, dateTimeType, tzinfoType, zoneType, isoDateType],
  exec: (module) => {
    takeOut(module, 'IsoCalendarDate', osWord.ISO_CALENDAR_DATE);
    if (wordObject(osWord.DATETIME_UTC) === 0 && makeSingletons() < 0) return -1;
    for (const [name, list] of constants)
      for (const [attribute, make] of Object.entries(list))
        if (setTypeAttr(type(name), attribute, make()) < 0) return -1;
    if (setModuleAttr(module, 'MINYEAR', newInt(MIN_YEAR)) < 0) return -1;
    if (setModuleAttr(module, 'MAXYEAR', newInt(MAX_YEAR)) < 0) return -1;
    return setModuleAttr(module, 'UTC', newRef(wordObject(osWord.DATETIME_UTC)));
  },
}; // prettier-ignore
