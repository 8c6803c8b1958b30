/**
 * Special methods and slots of Python classes: after a class is made, or one of its special methods changes, its slots are
 * recomputed from what its MRO says (update_one_slot).
 */

import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldPtr,
  PyCFunctionObject,
  PyTypeObject,
  PyWrapperDescrObject,
  stPtr,
} from '@tyston/memory';
import { CoreFunctions } from '../../core/core-functions.js';
import type { SlotName } from '../../core/define.js';
import { dictEntryKey, dictEntryValue, dictGetStr, dictNext } from '../../core/dict.js';
import { GENERIC_SLOTS, genericAddress } from '../../core/generic-slots.js';
import { intern } from '../../core/intern.js';
import { typeLookup } from '../../core/lookup.js';
import { typeOf } from '../../core/refcount.js';
import { SLOT_DEFS, type SlotDef } from '../../core/slot-defs.js';
import { type SlotPlace, slotAddress, slotPlace } from '../../core/slot-offsets.js';
import { jsStr } from '../../core/str.js';
import { isSubtypeByMro } from '../../core/subtype.js';
import { slotDefOf } from '../../core/type-ready.js';
import { None, T } from '../../core/wellknown.js';
import { liveSubclassesOf } from './bases.js';

/** Rows of the table by slot, and the slots that a method name touches. */
const defsOfSlot = new Map<SlotName, SlotDef[]>();
const slotsOfMethod = new Map<string, SlotName[]>();
for (const def of SLOT_DEFS) {
  const defs = defsOfSlot.get(def.slot) ?? [];
  defs.push(def);
  defsOfSlot.set(def.slot, defs);
  const slots = slotsOfMethod.get(def.method) ?? [];
  if (!slots.includes(def.slot)) slots.push(def.slot);
  slotsOfMethod.set(def.method, slots);
}

/** What the slot of a class should be, from the methods that its MRO gives. */
function computeSlot(cls: Borrowed, place: SlotPlace, defs: readonly SlotDef[]): Addr {
  let specific: Addr = 0;
  let useGeneric = false;
  let generic: Addr = 0;
  for (const def of defs) {
    const descr = typeLookup(cls, intern(def.method));
    if (descr === 0) {
      // A class that loses its `__next__` while it is iterated over says so when it is asked for more.
      if (place.name === 'tp_iternext') specific = CoreFunctions.next_not_implemented;
      continue;
    }
    if (
      typeOf(descr) === T.wrapper_descriptor &&
      slotDefOf(ldAddr(descr + PyWrapperDescrObject.d_base)).method === def.method
    ) {
      const wrapped = ldAddr(descr + PyWrapperDescrObject.d_wrapped);
      const own = slotDefOf(ldAddr(descr + PyWrapperDescrObject.d_base));
      if (
        (specific === 0 || specific === wrapped) &&
        own.wrapper === def.wrapper &&
        isSubtypeByMro(cls, ldPtr(descr + PyWrapperDescrObject.d_type))
      ) {
        specific = wrapped;
      } else useGeneric = true;
    } else if (
      place.name === 'tp_new' &&
      typeOf(descr) === T.builtin_function_or_method &&
      ldAddr(ldAddr(descr + PyCFunctionObject.m_ml) + 8) === CoreFunctions.new_wrapper
    ) {
      // `__new__` of a built-in type, inherited unchanged: its tp_new directly.
      specific = ld32(ldPtr(descr + PyCFunctionObject.m_self) + PyTypeObject.tp_new);
    } else if (descr === None && def.method === '__hash__') {
      specific = CoreFunctions.hash_not_implemented;
    } else useGeneric = true;
    generic = genericAddress(def.slot);
  }
  if (useGeneric) return GENERIC_SLOTS[place.name] ? generic : 0;
  return specific;
}

function updateOne(cls: Borrowed, slot: SlotName): void {
  const place = slotPlace(slot);
  const at = slotAddress(cls, place);
  if (at === 0) return;
  // Slots of sequences that a class fills as a mapping stay as the base has them.
  stPtr(at, computeSlot(cls, place, defsOfSlot.get(slot)!));
}

/** Fills all slots of a new class whose special methods are its own or come along its MRO. */
export function fixupSlots(cls: Borrowed): void {
  for (const slot of defsOfSlot.keys()) updateOne(cls, slot);
}

/** A special method `name` of `cls` has changed: recomputes its slots here and in the subclasses that inherit it. */
export function updateSlot(cls: Borrowed, name: string): number {
  const slots = slotsOfMethod.get(name);
  if (slots === undefined) return 0;
  updateTree(cls, name, slots);
  return 0;
}
function updateTree(cls: Borrowed, name: string, slots: readonly SlotName[]): void {
  for (const slot of slots) updateOne(cls, slot);
  const key = intern(name);
  for (const sub of liveSubclassesOf(cls)) {
    const dict = ldPtr(sub + PyTypeObject.tp_dict);
    if (dict !== 0 && dictGetStr(dict, key) !== 0) continue;
    updateTree(sub, name, slots);
  }
}
/** Recomputes every slot of a class and of its subclasses (after `__bases__` changed). */
export function updateAllSlots(cls: Borrowed): void {
  fixupSlots(cls);
  for (const sub of liveSubclassesOf(cls)) updateAllSlots(sub);
}
/** True when the dict defines any special method; lets most classes skip work. */
export function definesSpecial(dict: Borrowed): boolean {
  for (let c = dictNext(dict, 0); c !== 0; c = dictNext(dict, c)) {
    const k = dictEntryKey();
    if (typeOf(k) === T.str && slotsOfMethod.has(jsStr(k))) return true;
  }
  void dictEntryValue;
  return false;
}
