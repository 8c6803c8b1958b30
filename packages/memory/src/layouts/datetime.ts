/** The objects of `datetime`, whose fields extensions read through the macros of datetime.h. */
import { struct } from '../layout.js';
import { PyObject } from './object.js';

export const PyDateTime_Delta = struct('PyDateTime_Delta', PyObject, {
  /** -1 while unknown. */
  hashcode: 'ssize',
  days: 'i32',
  seconds: 'i32',
  microseconds: 'i32',
});
export const PyDateTime_TZInfo = struct('PyDateTime_TZInfo', PyObject, {});
/** What dates and times begin with. */
export const PyDateTime_BaseTZInfo = struct('_PyDateTime_BaseTZInfo', PyObject, {
  hashcode: 'ssize',
  hastzinfo: 'u8',
});
export const PyDateTime_Date = struct('PyDateTime_Date', PyObject, {
  hashcode: 'ssize',
  hastzinfo: 'u8',
  /** Year (two bytes, the high one first), month, day. */
  data: ['u8', 4],
});
export const PyDateTime_Time = struct('PyDateTime_Time', PyObject, {
  hashcode: 'ssize',
  hastzinfo: 'u8',
  /** Hour, minute, second, microsecond (three bytes, the high one first). */
  data: ['u8', 6],
  fold: 'u8',
  /** Only there when `hastzinfo` is set. */
  tzinfo: 'ptr',
});
export const PyDateTime_DateTime = struct('PyDateTime_DateTime', PyObject, {
  hashcode: 'ssize',
  hastzinfo: 'u8',
  /** As in a date, then as in a time. */
  data: ['u8', 10],
  fold: 'u8',
  /** Only there when `hastzinfo` is set. */
  tzinfo: 'ptr',
});
