/** Traces that several tests look at: those that a Python's caches are made of, over CPython's layouts. */
import {
  PyFloatObject,
  PyListObject,
  PyLongObject,
  PyObject,
  PyTupleObject,
  PyTypeObject,
} from '@tyston/memory';
import {
  functionRef,
  MegamorphicEntry,
  MegamorphicTable,
  place,
  placeAt,
  type RecordedTrace,
  recordSlot,
  recordStub,
} from '../src/index.js';

export const LAYOUTS = [
  PyObject,
  PyFloatObject,
  PyLongObject,
  PyListObject,
  PyTupleObject,
  PyTypeObject,
  MegamorphicEntry,
] as const;

const OB_TYPE = place(PyObject, 'ob_type');
const FVAL = place(PyFloatObject, 'ob_fval');
const SIZE = place(PyListObject, 'ob_size');
const ITEMS = place(PyListObject, 'ob_item');
const VERSION = place(PyTypeObject, 'tp_version_tag');

const FLOAT = 0x2000_0020_0040n;
const POINT = 0x2000_0900_0010n;
const intAdd = functionRef('int_add', 0x2000_d000_0100n, ['ref', 'ref'], 'owned?', 'reads');
const newFloat = functionRef('new_float', 0x2000_d000_0200n, ['f64'], 'owned?', 'writes');
const callAny = functionRef('call_any', 0x2000_d000_0300n, ['ref', 'ref'], 'owned?', 'runs');

/** `a + b` for two floats. */
export const addFloats = (): RecordedTrace =>
  recordSlot('add_floats', ['borrowed', 'borrowed'], 'owned', (b) => {
    const [x, y] = [b.param(0), b.param(1)];
    const float = b.object(FLOAT);
    b.guard('ref', 'eq', b.loadObject(x, OB_TYPE), float);
    b.guard('ref', 'eq', b.loadObject(y, OB_TYPE), float);
    const sum = b.float('add', b.loadF64(x, FVAL), b.loadF64(y, FVAL));
    b.return(b.call(newFloat, sum));
  });

/** `o.x` for an instance of a class at a version, its value at an offset. */
export const getField = (): RecordedTrace =>
  recordSlot('get_field', ['borrowed'], 'owned', (b) => {
    const o = b.param(0);
    const type = b.loadObject(o, OB_TYPE);
    b.guard('ref', 'eq', type, b.object(POINT));
    b.guard('i32', 'eq', b.load(type, VERSION), b.int32(117));
    b.return(b.nonnull(b.loadRef(o, placeAt('ptr', 16))));
  });

/** `a + b` by a function that may fail. */
export const addInts = (): RecordedTrace =>
  recordSlot('add_ints', ['borrowed', 'borrowed'], 'owned', (b) => {
    const [x, y] = [b.param(0), b.param(1)];
    b.guard('ref', 'eq', b.loadObject(x, OB_TYPE), b.object(0x2000_0020_0200n));
    b.return(b.call(intAdd, x, y));
  });

/** `o.x = v`. */
export const setField = (): RecordedTrace =>
  recordSlot('set_field', ['borrowed', 'borrowed'], 'i32', (b) => {
    const o = b.param(0);
    b.guard('ref', 'eq', b.loadObject(o, OB_TYPE), b.object(POINT));
    b.swap(o, placeAt('ptr', 24), b.param(1));
    b.return(b.int32(0));
  });

/** The sum of the sizes of a list's items, in a loop. */
export const sumSizes = (): RecordedTrace =>
  recordStub('sum_sizes', ['borrowed'], 'i64', (b) => {
    const list = b.param(0);
    const items = b.loadAddr(list, ITEMS);
    const size = b.loadI64(list, SIZE);
    const [turn, done] = [b.label('i64', 'i64'), b.label('i64')];
    b.jump(turn, b.int64(0), b.int64(0));
    const [i, sum] = b.bind(turn) as [never, never];
    b.branch('i64', 'ge', i, size, { label: done, args: [sum] });
    const item = b.loadObjectAt(items, i, placeAt('ptr'));
    const more = b.checked('add', 'i64', sum, b.loadI64(item, SIZE), 'error');
    b.jump(turn, b.arith('add', 'i64', i, b.int64(1)), more);
    const [total] = b.bind(done);
    b.return(total);
  });

/** An item of an object's field, called after something that may change the field. */
export const callTwice = (): RecordedTrace =>
  recordStub('call_twice', ['borrowed', 'borrowed'], 'owned', (b) => {
    const f = b.nonnull(b.loadRef(b.param(0), placeAt('ptr', 16)), 'error');
    const first = b.call(callAny, f, b.param(1)) as never;
    b.return(b.call(callAny, f, first));
  });

/** The stub that megamorphic sites share. */
export const megamorphic = (): RecordedTrace => {
  const find = functionRef('find', 0x2000_d000_0400n, ['ref', 'ref', 'i32'], 'owned?');
  const places = { type: OB_TYPE, version: VERSION };
  const none = { incref() {}, decref() {} };
  return new MegamorphicTable({} as never, none, 1024, 0x0b00_0000).stub('megamorphic', places, find);
};

export const samples: Readonly<Record<string, () => RecordedTrace>> = {
  addFloats,
  addInts,
  getField,
  setField,
  sumSizes,
  callTwice,
  megamorphic,
};
