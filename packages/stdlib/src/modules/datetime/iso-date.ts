/** datetime.IsoCalendarDate: what date.isocalendar() gives, a tuple of year, week and weekday with names. */
import { type Borrowed, ld32, NULL, type Owned, PyTypeObject } from '@tyston/memory';
import {
  call3,
  decref,
  type HeapTypeSpec,
  method,
  newRef,
  newStr,
  newTuple,
  reprText,
  T,
  tpName,
  tupleItem,
  typeOf,
} from '@tyston/objects';
import { osWord, wordType } from '../../lib/os-words.js';
import { setNewIsoDate } from './date.js';

const NAMES = ['year', 'week', 'weekday'] as const;

/** A tuple of the type with the items of a plain one, which is stolen. */
setNewIsoDate((items: Owned): Owned => {
  const args = newTuple(items);
  const make = ld32(T.tuple + PyTypeObject.tp_new);
  const r = call3(make, wordType(osWord.ISO_CALENDAR_DATE), args, NULL) as Owned;
  decref(args);
  return r;
});

export const isoDateType: HeapTypeSpec = {
  name: 'IsoCalendarDate',
  tpName: 'datetime.IsoCalendarDate',
  baseType: () => T.tuple,
  basicsize: 0,
  doc: 'The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a tuple of\n  ((year, week, weekday))\nor via the object attributes as named in the above tuple.',
  slots: {
    tp_repr: (o: Borrowed) => {
      const parts = NAMES.map((name, i) => `${name}=${reprText(tupleItem(o, i))}`);
      return newStr(`${tpName(typeOf(o))}(${parts.join(', ')})`);
    },
  },
  getset: NAMES.map((name, i) => ({ name, get: (o: Borrowed) => newRef(tupleItem(o, i)) })),
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (o: Borrowed) => {
        const items = newTuple(...NAMES.map((_, i) => newRef(tupleItem(o, i))));
        return newTuple(newRef(T.tuple), newTuple(items));
      },
      '__reduce__() -> (cls, state)',
      { noTextSignature: true },
    ),
  ],
}; // prettier-ignore
