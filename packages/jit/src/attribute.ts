/**
 * Reading an attribute, where the type reads attributes as `object` does (PyObject_GenericGetAttr). The cases, in the order of
 * that function:
 *
 *     slot       the type has a member descriptor of a `__slots__` name: a field of the object
 *     instance   the type has no data descriptor of the name, and the object keeps its attributes by shape: an inline value
 *     type       the type has something that does not bind, and the object nothing of the name: that
 *
 * A version belongs to one type at a time and to no other ever, so the version alone says which type it is and that nothing about
 * its attributes has changed. A shape belongs to one type: behind the version's guard it may be compared by address.
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  PreHeader,
  PyMemberDef,
  PyMemberDescrObject,
  PyObject,
  PyTypeObject,
  TypeFlags,
  WINDOW_HIGH,
} from '@tyston/memory';
import {
  hasFlag,
  hasInstanceDict,
  shapeIndex,
  shapeOf,
  T,
  typeLookup,
  typeOf,
  versionTag,
} from '@tyston/objects';
import { type Builder, place, placeAt, type RecordedTrace, recordSlot, type Val } from '@tyston/rewriter';

const TYPE = place(PyObject, 'ob_type');
const VERSION = place(PyTypeObject, 'tp_version_tag');
const SHAPE = placeAt('ptr', PreHeader.MANAGED_SHAPE);
/** PyMemberDef.type of a `__slots__` member: an object, AttributeError for NULL. */
const T_OBJECT_EX = 16;

const full = (p: Addr): bigint => (BigInt(WINDOW_HIGH) << 32n) | BigInt(p >>> 0);

/** What is true of an attribute's place, as found by one lookup. */
export type AttributePlace =
  | { readonly where: 'slot'; readonly version: number; readonly offset: number }
  | { readonly where: 'instance'; readonly version: number; readonly offset: number; readonly shape: Addr }
  | {
      readonly where: 'type';
      readonly version: number;
      readonly value: Borrowed;
      /** The shape that has no such attribute; 0 where objects have none of their own. */
      readonly shape: Addr;
      /** The version of the value's type, which might learn to bind; 0 for a type that cannot change. */
      readonly valueVersion: number;
    };

/** Where `o.name` comes from, or null if it is none of the cases. `name` is an interned str. Runs nothing. */
export function placeOfAttribute(o: Borrowed, name: Borrowed): AttributePlace | null {
  const tp = typeOf(o);
  if (ld32(tp + PyTypeObject.tp_getattro) !== ld32(T.object + PyTypeObject.tp_getattro)) return null;
  const found = typeLookup(tp, name);
  const version = versionTag(tp);
  if (version === 0) return null;
  const get = found === 0 ? 0 : ld32(typeOf(found) + PyTypeObject.tp_descr_get);
  if (get !== 0 && ld32(typeOf(found) + PyTypeObject.tp_descr_set) !== 0) return slotPlace(found, version);
  const managed = hasFlag(tp, TypeFlags.MANAGED_DICT);
  const shape = managed ? shapeOf(o) : 0;
  // A real dict is not looked into here.
  if (shape === 0 && hasInstanceDict(tp)) return null;
  const index = shape === 0 ? -1 : shapeIndex(shape, name);
  if (index >= 0)
    return { where: 'instance', version, shape, offset: ld32(tp + PyTypeObject.tp_basicsize) + 8 * index };
  if (found === 0 || get !== 0) return null;
  const fixed = !hasFlag(typeOf(found), TypeFlags.HEAPTYPE);
  const valueVersion = fixed ? 0 : versionOf(typeOf(found), name);
  if (!fixed && valueVersion === 0) return null;
  return { where: 'type', version, value: found, shape, valueVersion };
}

/** The type's version; a lookup gives it one if it has none. */
function versionOf(tp: Borrowed, name: Borrowed): number {
  typeLookup(tp, name);
  return versionTag(tp);
}

function slotPlace(descriptor: Borrowed, version: number): AttributePlace | null {
  if (typeOf(descriptor) !== T.member_descriptor) return null;
  const member = ldAddr(descriptor + PyMemberDescrObject.d_member);
  if (ld32(member + PyMemberDef.type) !== T_OBJECT_EX) return null;
  return { where: 'slot', version, offset: ld32(member + PyMemberDef.offset) };
}

/** The guards and the value of `o.name` for an object whose attribute is at `found`: an owned reference. */
export function writeGetAttribute(b: Builder, o: Val<'borrowed'>, found: AttributePlace): Val<'borrowed'> {
  guardVersion(b, b.loadObject(o, TYPE), found.version);
  if (found.where !== 'slot' && found.shape !== 0)
    b.guard('addr', 'eq', b.loadAddr(o, SHAPE), b.address(full(found.shape)));
  if (found.where !== 'type') return b.nonnull(b.loadRef(o, placeAt('ptr', found.offset)));
  if (found.valueVersion !== 0) guardVersion(b, b.object(full(typeOf(found.value))), found.valueVersion);
  return b.object(full(found.value));
}

const guardVersion = (b: Builder, type: Val<'borrowed'>, version: number): void =>
  b.guard('i32', 'eq', b.load(type, VERSION), b.int32(version));

/** The trace of `o.name`, `(object) -> owned`, or null if there is none to attach. */
export function attachGetAttribute(o: Borrowed, name: Borrowed): RecordedTrace | null {
  const found = placeOfAttribute(o, name);
  // A field that is empty now says nothing of what it will hold.
  if (found === null || (found.where !== 'type' && ldAddr(o + found.offset) === 0)) return null;
  return recordSlot(`get_${found.where}`, ['borrowed'], 'owned', (b) =>
    b.return(writeGetAttribute(b, b.param(0), found)),
  );
}
