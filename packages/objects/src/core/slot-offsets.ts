/** Where each type slot lies: directly in the type object, or in one of the method tables behind it. */
import {
  type Addr,
  type Borrowed,
  LAYOUT,
  ld32,
  ldAddr,
  PyAsyncMethods,
  PyBufferProcs,
  PyHeapTypeObject,
  PyMappingMethods,
  PyNumberMethods,
  PySequenceMethods,
  PyTypeObject,
  stPtr,
} from '@tyston/memory'; // prettier-ignore
import type { SlotName } from './define.js';

export interface SlotPlace {
  readonly name: SlotName;
  /** Offset in the type of the pointer to the table, or 0 for a slot of the type itself. */
  readonly table: number;
  /** Offset of the slot in its table, or in the type. */
  readonly offset: number;
  /** Position among all slots: its row in the function table of a type. */
  readonly row: number;
}

const DIRECT = [
  'tp_dealloc',
  'tp_repr',
  'tp_hash',
  'tp_call',
  'tp_str',
  'tp_getattro',
  'tp_setattro',
  'tp_traverse',
  'tp_clear',
  'tp_richcompare',
  'tp_iter',
  'tp_iternext',
  'tp_descr_get',
  'tp_descr_set',
  'tp_init',
  'tp_alloc',
  'tp_new',
  'tp_free',
  'tp_is_gc',
  'tp_del',
  'tp_finalize',
  'tp_vectorcall',
] as const; // prettier-ignore

/** Tables: the pointer in the type, the struct, and where a heap or static type of ours embeds it. */
export const TABLES = [
  { pointer: PyTypeObject.tp_as_async, layout: PyAsyncMethods, embedded: PyHeapTypeObject.as_async },
  { pointer: PyTypeObject.tp_as_number, layout: PyNumberMethods, embedded: PyHeapTypeObject.as_number },
  { pointer: PyTypeObject.tp_as_mapping, layout: PyMappingMethods, embedded: PyHeapTypeObject.as_mapping },
  { pointer: PyTypeObject.tp_as_sequence, layout: PySequenceMethods, embedded: PyHeapTypeObject.as_sequence },
  { pointer: PyTypeObject.tp_as_buffer, layout: PyBufferProcs, embedded: PyHeapTypeObject.as_buffer },
] as const;

const places = new Map<string, SlotPlace>();
let row = 0;
for (const name of DIRECT) {
  places.set(name, {
    name,
    table: 0,
    offset: (PyTypeObject as unknown as Record<string, number>)[name]!,
    row: row++,
  });
}
for (const { pointer, layout } of TABLES) {
  for (const f of layout[LAYOUT].fields) {
    if (f.name.startsWith('was_') || f.name === 'nb_reserved') continue;
    places.set(f.name, { name: f.name as SlotName, table: pointer, offset: f.offset, row: row++ });
  }
}

/** All slots, in row order. */
export const SLOTS: readonly SlotPlace[] = [...places.values()];
/** Rows 0 … SLOT_ROWS-1 of a type's functions are its slots; methods and getters follow. */
export const SLOT_ROWS = 112;
if (SLOTS.length + 1 > SLOT_ROWS) throw new Error('SLOT_ROWS is too small');
/** Row of the vectorcall function that instances carry. */
export const VECTORCALL_ROW = SLOT_ROWS - 1;

export function slotPlace(name: SlotName): SlotPlace {
  return places.get(name)!;
}
/** The places of those of these names that are slots, in row order. */
export function slotPlaces(names: readonly string[]): readonly SlotPlace[] {
  return names
    .map((name) => places.get(name))
    .filter((place) => place !== undefined)
    .sort((a, b) => a.row - b.row);
}

/** Address of the slot in `tp`, or 0 where the type has no such table. */
export function slotAddress(tp: Borrowed, place: SlotPlace): Addr {
  if (place.table === 0) return tp + place.offset;
  const t = ldAddr(tp + place.table);
  return t === 0 ? 0 : t + place.offset;
}
/** The function pointer in the slot, 0 for none. */
export function getSlot(tp: Borrowed, place: SlotPlace): Addr {
  if (place.table === 0) return ld32(tp + place.offset);
  const t = ld32(tp + place.table);
  return t === 0 ? 0 : ld32(t + place.offset);
}
/** Sets a slot of a type whose tables are its own. */
export function setSlot(tp: Borrowed, place: SlotPlace, f: Addr): void {
  stPtr(slotAddress(tp, place), f);
}
/** Lets the table pointers of one of our types point to its embedded tables. */
export function embedTables(tp: Borrowed): void {
  for (const t of TABLES) stPtr(tp + t.pointer, tp + t.embedded);
}
