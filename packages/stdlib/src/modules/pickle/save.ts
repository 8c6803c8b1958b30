/** Writes any object: built-in types as themselves, what is left by its __reduce_ex__. */
import { type Borrowed, ldPtr, NULL, type Owned, PyObject } from '@tyston/memory';
import {
  call,
  decref,
  dictGet,
  Ellipsis,
  enterRecursive,
  errClear,
  errMatches,
  errOccurred,
  False,
  getItem,
  intern,
  isInstance,
  isSubtypeByMro,
  leaveRecursive,
  lookupAttr,
  None,
  NotImplemented,
  newInt,
  newRef,
  newTuple,
  str,
  strData,
  strIsAscii,
  strLength,
  T,
  True,
  tpName,
  typeOf,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { saveBool, saveBytearray, saveBytes, saveFloat, saveInt, saveStr } from './atoms.js';
import { savePickleBuffer } from './buffer.js';
import { saveDict, saveFrozenSet, saveList, saveSet, saveTuple } from './containers.js';
import type { Dump } from './dump.js';
import { saveGlobal } from './globals.js';
import { field, isPickleBuffer, PICKLER, picklingError, reprIn } from './layout.js';
import { Op } from './opcodes.js';
import { saveReduce } from './reduce.js';

/** A persistent id: 1 where one was written, 0 where the object has none, -1 with an exception. */
function savePersistent(d: Dump, o: Borrowed): number {
  const id = call(d.persistentId, o);
  if (id === 0) return -1;
  if (id === None) {
    decref(id);
    return 0;
  }
  let ok: boolean;
  if (d.bin) {
    ok = d.save(d, id, true);
    if (ok) d.out.op(Op.BINPERSID);
  } else {
    const text = str(id);
    ok = text !== 0 && strIsAscii(text);
    if (text !== 0 && !ok) picklingError('persistent IDs in protocol 0 must be ASCII strings');
    if (ok) {
      d.out.op(Op.PERSID);
      d.out.data(() => {}, strData(text), strLength(text), NULL);
      d.out.text('\n');
    }
    if (text !== 0) decref(text);
  }
  decref(id);
  return ok ? 1 : -1;
}

/** The types of None, NotImplemented and Ellipsis have no names in a module. */
function saveType(d: Dump, o: Borrowed): boolean {
  for (const single of [None, NotImplemented, Ellipsis])
    if (o === typeOf(single)) {
      const value = newTuple(newRef(T.type), newTuple(newRef(single)));
      const ok = saveReduce(d, value, o);
      decref(value);
      return ok;
    }
  return saveGlobal(d, o, NULL, saveReduce);
}

/** What says how an object is reduced: its value, `undefined` where the object is a class; NULL with an exception. */
function reduceValue(d: Dump, o: Borrowed, type: Borrowed): Owned | undefined {
  const own = field(d.pickler, PICKLER.dispatchTable);
  let f: Owned = NULL;
  if (own === 0) {
    const known = dictGet(stateObject(StdlibState.PICKLE_DISPATCH), type);
    if (known !== 0) f = newRef(known);
    else if (errOccurred()) return NULL;
  } else {
    f = getItem(own, type);
    if (f === 0) {
      if (!errMatches(T.KeyError)) return NULL;
      errClear();
    }
  }
  if (f !== 0) {
    const value = call(f, o);
    decref(f);
    return value;
  }
  if (isSubtypeByMro(type, T.type)) return undefined;
  f = lookupAttr(o, intern('__reduce_ex__'));
  if (f !== 0) {
    const proto = newInt(d.proto);
    const value = call(f, proto);
    decref(proto);
    decref(f);
    return value;
  }
  if (errOccurred()) return NULL;
  f = lookupAttr(o, intern('__reduce__'));
  if (f === 0) {
    if (errOccurred()) return NULL;
    return picklingError(`can't pickle '${tpName(type)}' object: ${reprIn(o)}`);
  }
  const value = call(f);
  decref(f);
  return value;
}
function saveObject(d: Dump, o: Borrowed, type: Borrowed): boolean {
  let value: Owned | undefined = NotImplemented as Owned;
  if (d.override !== 0) {
    value = call(d.override, o);
    if (value === 0) return false;
    if (value === NotImplemented) decref(value);
  }
  if (value === NotImplemented) {
    if (type === T.type) return saveType(d, o);
    if (type === T.function) return saveGlobal(d, o, NULL, saveReduce);
    value = reduceValue(d, o, type);
    if (value === undefined) return saveGlobal(d, o, NULL, saveReduce);
    if (value === 0) return false;
  }
  let ok = false;
  if (isInstance(value, T.str)) ok = saveGlobal(d, o, value, saveReduce);
  else if (isInstance(value, T.tuple)) ok = saveReduce(d, value, o);
  else picklingError('__reduce__ must return a string or tuple');
  decref(value);
  return ok;
}

function saveComposite(d: Dump, o: Borrowed, type: Borrowed): boolean {
  if (type === T.dict) return saveDict(d, o);
  if (type === T.list) return saveList(d, o);
  if (type === T.tuple) return saveTuple(d, o);
  if (type === T.set) return saveSet(d, o, saveReduce);
  if (type === T.frozenset) return saveFrozenSet(d, o, saveReduce);
  if (type === T.bytearray) return saveBytearray(d, o, saveReduce);
  if (isPickleBuffer(o)) return savePickleBuffer(d, o);
  return saveObject(d, o, type);
}

/** Writes an object. `plain`: it is a persistent id itself. False with an exception. */
export function save(d: Dump, o: Borrowed, plain = false): boolean {
  if (!d.out.boundary()) return false;
  if (d.persistentId !== 0 && !plain) {
    const done = savePersistent(d, o);
    if (done !== 0) return done === 1;
  }
  const type = ldPtr(o + PyObject.ob_type);
  // What is not remembered.
  if (type === T.int) return saveInt(d, o);
  if (o === None) {
    d.out.op(Op.NONE);
    return true;
  }
  if (o === True || o === False) {
    saveBool(d, o);
    return true;
  }
  if (type === T.float) {
    saveFloat(d, o);
    return true;
  }
  const known = d.known(o);
  if (known >= 0) {
    d.get(known);
    return true;
  }
  if (type === T.str) return saveStr(d, o);
  if (type === T.bytes) return saveBytes(d, o, saveReduce);
  if (!enterRecursive(' while pickling an object')) return false;
  const ok = saveComposite(d, o, type);
  leaveRecursive();
  return ok;
}
