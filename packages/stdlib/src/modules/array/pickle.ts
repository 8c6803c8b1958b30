/** Pickles of arrays: machine values with a code of their format, so that another machine can read them. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  asCInt,
  badArgument,
  bytesLength,
  bytesView,
  decref,
  doubleFromBits,
  errOccurred,
  fromBigInt,
  intern,
  intToNumber,
  isInstance,
  isSubtypeByMro,
  listAppendOwned,
  lookupAttr,
  None,
  newChar,
  newFloat,
  newInt,
  newList,
  newRef,
  newStrFromCodePoints,
  newTuple,
  strChar,
  strLength,
  T,
  typeError,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { arrayToBytes, arrayToList } from './convert.js';
import { makeArray } from './new.js';
import { CODES, typeCode } from './store.js';

interface MachineFormat {
  readonly size: number;
  readonly signed: boolean;
  readonly big: boolean;
  readonly kind: 'int' | 'float' | 'utf';
}
/** By code: integers of 1, 2, 4 and 8 bytes, floats, UTF-16 and UTF-32, each little-endian and then big-endian. */
const FORMATS: readonly MachineFormat[] = (() => {
  const out: MachineFormat[] = [
    { size: 1, signed: false, big: false, kind: 'int' },
    { size: 1, signed: true, big: false, kind: 'int' },
  ];
  const pair = (f: Omit<MachineFormat, 'big'>) => out.push({ ...f, big: false }, { ...f, big: true });
  for (const size of [2, 4, 8]) for (const signed of [false, true]) pair({ size, signed, kind: 'int' });
  for (const size of [4, 8]) pair({ size, signed: true, kind: 'float' });
  for (const size of [2, 4]) pair({ size, signed: false, kind: 'utf' });
  return out;
})();

function decodeItem(bytes: Uint8Array, at: number, f: MachineFormat): Owned {
  let bits = 0n;
  for (let i = 0; i < f.size; i++) bits = (bits << 8n) | BigInt(bytes[at + (f.big ? i : f.size - 1 - i)]!);
  if (f.kind === 'int') return fromBigInt(f.signed ? BigInt.asIntN(f.size * 8, bits) : bits);
  if (f.size === 8) return newFloat(doubleFromBits(bits));
  single.setUint32(0, Number(bits));
  return newFloat(single.getFloat32(0));
}
const single = new DataView(new ArrayBuffer(4));

/** UTF-16 or UTF-32 as a str. */
function decodeText(bytes: Uint8Array, f: MachineFormat): Owned {
  const codes: number[] = [];
  for (let i = 0; i + f.size <= bytes.length; i += f.size) {
    let v = 0;
    for (let k = 0; k < f.size; k++) v = v * 256 + bytes[i + (f.big ? k : f.size - 1 - k)]!;
    const last = codes[codes.length - 1] ?? 0;
    if (f.size === 2 && v >= 0xdc00 && v < 0xe000 && last >= 0xd800 && last < 0xdc00)
      codes[codes.length - 1] = 0x10000 + ((last - 0xd800) << 10) + (v - 0xdc00);
    else codes.push(v);
  }
  return newStrFromCodePoints(codes);
}

/** The type code whose items are integers like the format's: the last one, or the given one where there is none. */
function fittingCode(code: string, f: MachineFormat): string {
  let found = code;
  for (const [name, c] of Object.entries(CODES))
    if (c.integer && c.size === f.size && (c.signed ?? false) === f.signed) found = name;
  return found;
}

export function reconstruct(
  _module: Borrowed,
  type: Borrowed,
  codeObject: Borrowed,
  formatObject: Borrowed,
  items: Borrowed,
): Owned {
  const own = stateObject(StdlibState.ARRAY_TYPE);
  if (!isInstance(codeObject, T.str) || strLength(codeObject) !== 1)
    return badArgument('_array_reconstructor', 'argument 2', 'a unicode character', codeObject);
  const format = asCInt(formatObject);
  if (format === -1 && errOccurred()) return NULL;
  if (!isInstance(type, T.type))
    return typeError(`first argument must be a type object, not ${typeName(type)}`);
  if (!isSubtypeByMro(type, own)) return typeError(`${nameOf(type)} is not a subtype of array.array`);
  const code = String.fromCodePoint(strChar(codeObject, 0));
  const c = CODES[code];
  if (c === undefined) return valueError('second argument must be a valid type code');
  const f = FORMATS[format];
  if (f === undefined) return valueError('third argument must be a valid machine format code.');
  if (!isInstance(items, T.bytes))
    return typeError(`fourth argument should be bytes, not ${typeName(items)}`);
  if (c.machineFormat === format) return makeArray(type, code, items);
  // For UTF-16 and UTF-32 CPython asks for twice the size of a code unit.
  if (bytesLength(items) % (f.kind === 'utf' ? f.size * 2 : f.size) !== 0)
    return valueError('string length not a multiple of item size');
  const bytes = bytesView(items).slice();
  if (f.kind === 'utf') {
    const text = decodeText(bytes, f);
    const r = makeArray(type, code, text);
    decref(text);
    return r;
  }
  const list = newList();
  for (let i = 0; i < bytes.length; i += f.size) listAppendOwned(list, decodeItem(bytes, i, f));
  const r = makeArray(type, f.kind === 'int' ? fittingCode(code, f) : code, list);
  decref(list);
  return r;
}
function nameOf(type: Borrowed): string {
  const n = lookupAttr(type, intern('__name__'));
  if (n === 0) return '?';
  let text = '';
  for (let i = 0; i < strLength(n); i++) text += String.fromCodePoint(strChar(n, i));
  decref(n);
  return text;
}

export function reduce(self: Borrowed, protocolObject: Borrowed): Owned {
  if (!isInstance(protocolObject, T.int)) return typeError('__reduce_ex__ argument should be an integer');
  const protocol = intToNumber(protocolObject);
  let dict = lookupAttr(self, intern('__dict__'));
  if (dict === 0) {
    if (errOccurred()) return NULL;
    dict = newRef(None);
  }
  const code = typeCode(self);
  const type = newRef(typeOf(self));
  if (protocol < 3) {
    const list = arrayToList(self);
    if (list === 0) {
      decref(dict);
      decref(type);
      return NULL;
    }
    return newTuple(type, newTuple(newChar(code.charCodeAt(0)), list), dict);
  }
  const args = newTuple(
    type,
    newChar(code.charCodeAt(0)),
    newInt(CODES[code]!.machineFormat),
    arrayToBytes(self),
  );
  return newTuple(newRef(stateObject(StdlibState.ARRAY_RECONSTRUCTOR)), args, dict);
}
