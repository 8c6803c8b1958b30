/** Values between Python and JavaScript: None, bool, int, float, str, bytes, list, tuple, dict; a proxy for what has no counterpart. */
import type { Borrowed, Owned } from '@tyston/memory';
import {
  bytesView,
  decref,
  dictEntryKey,
  dictEntryValue,
  dictNext,
  dictSet,
  False,
  floatValue,
  intFitsNumber,
  intToBigInt,
  intToNumber,
  isInstance,
  jsStr,
  listAppendOwned,
  listItem,
  listLength,
  None,
  newBool,
  newBytes,
  newDict,
  newFloat,
  newInt,
  newIntFromBigInt,
  newList,
  newRef,
  newStr,
  newTupleBuffer,
  reprText,
  T,
  True,
  tupleInit,
  tupleItem,
  tupleLength,
  typeOf,
} from '@tyston/objects';

/** A tuple, which JavaScript has no type for; a plain array is a list. */
export class PythonTuple extends Array<PythonValue> {}

/**
 * int: number where that is exact, else bigint; float: number (an integral JavaScript number becomes an int: say `new PythonFloat(2)`
 * for 2.0); dict: a Map.
 */
export type PythonValue =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PythonFloat
  | PythonRepr
  | PythonValue[]
  | Map<PythonValue, PythonValue>
  | { readonly [key: string]: PythonValue };

/** A number that is a float in Python even where it is integral. */
export class PythonFloat {
  constructor(readonly value: number) {}
}
/** A Python object of another type: its type's name and repr. */
export class PythonRepr {
  constructor(
    readonly type: string,
    readonly repr: string,
  ) {}
}

/** A Python object as a JavaScript value. Throws RangeError for a container that contains itself. */
export function toJs(o: Borrowed, around: readonly Borrowed[] = []): PythonValue {
  if (o === None) return null;
  if (o === True) return true;
  if (o === False) return false;
  if (isInstance(o, T.int))
    return intFitsNumber(o) && Number.isSafeInteger(intToNumber(o)) ? intToNumber(o) : intToBigInt(o);
  if (isInstance(o, T.float)) return floatValue(o);
  if (isInstance(o, T.str)) return jsStr(o);
  if (isInstance(o, T.bytes)) return bytesView(o).slice();
  if (around.includes(o)) throw new RangeError('the value contains itself');
  const inner = [...around, o];
  if (isInstance(o, T.list))
    return Array.from({ length: listLength(o) }, (_, i) => toJs(listItem(o, i), inner));
  if (isInstance(o, T.tuple)) {
    const t = new PythonTuple();
    for (let i = 0; i < tupleLength(o); i++) t.push(toJs(tupleItem(o, i), inner));
    return t;
  }
  if (isInstance(o, T.dict)) {
    const map = new Map<PythonValue, PythonValue>();
    for (let c = dictNext(o, 0); c !== 0; c = dictNext(o, c)) {
      const value = dictEntryValue();
      map.set(toJs(dictEntryKey(), inner), toJs(value, inner));
    }
    return map;
  }
  return new PythonRepr(typeNameOf(o), reprText(o));
}
function typeNameOf(o: Borrowed): string {
  return /^<class '(.*)'>$/.exec(reprText(typeOf(o)))?.[1] ?? '?';
}

/** A JavaScript value as a Python object: a new reference. Throws TypeError for what has no counterpart. */
export function toPython(v: PythonValue): Owned {
  if (v === null || v === undefined) return newRef(None);
  switch (typeof v) {
    case 'boolean':
      return newBool(v);
    case 'number':
      return Number.isSafeInteger(v) && !Object.is(v, -0) ? newInt(v) : newFloat(v);
    case 'bigint':
      return newIntFromBigInt(v);
    case 'string':
      return newStr(v);
    case 'object':
      break;
    default:
      throw new TypeError(`a JavaScript ${typeof v} has no counterpart in Python`);
  }
  if (v instanceof PythonFloat) return newFloat(v.value);
  if (v instanceof PythonRepr) throw new TypeError(`a Python ${v.type} cannot be passed back`);
  if (v instanceof Uint8Array) return newBytes(v);
  if (v instanceof PythonTuple) {
    const t = newTupleBuffer(v.length);
    v.forEach((x, i) => {
      tupleInit(t, i, toPython(x));
    });
    return t;
  }
  if (Array.isArray(v)) {
    const list = newList();
    for (const x of v) listAppendOwned(list, toPython(x));
    return list;
  }
  const d = newDict();
  for (const [k, x] of v instanceof Map ? v : Object.entries(v)) {
    const key = toPython(k);
    const value = toPython(x);
    const failed = dictSet(d, key, value) < 0;
    decref(key);
    decref(value);
    if (failed) throw new TypeError('a key of the Map is unhashable in Python');
  }
  return d;
}
