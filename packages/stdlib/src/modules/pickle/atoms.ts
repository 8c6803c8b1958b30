/** Numbers, texts and bytes as pickles have them. */
import { type Borrowed, ldF64, NULL, type Owned, PyFloatObject, viewBytes } from '@tyston/memory';
import {
  bytearrayData,
  bytearrayLength,
  bytesData,
  bytesLength,
  DTSF_ADD_DOT_0,
  decref,
  doubleToString,
  encodeUtf8,
  intFitsNumber,
  intToNumber,
  jsStr,
  newBytes,
  newRef,
  newStr,
  newTuple,
  repr,
  strData,
  strIsAscii,
  strLength,
  T,
  True,
  toBigInt,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import type { Dump } from './dump.js';
import { Op } from './opcodes.js';

const MIN32 = -0x8000_0000;
const MAX32 = 0x7fff_ffff;

/** An int; false with an exception. */
export function saveInt(d: Dump, o: Borrowed): boolean {
  if (intFitsNumber(o)) {
    const v = intToNumber(o);
    if (v >= MIN32 && v <= MAX32) {
      if (!d.bin) d.out.text(`I${v}\n`);
      else if (v < 0 || v > 0xffff) d.out.op4(Op.BININT, v);
      else if (v > 0xff) d.out.op2(Op.BININT2, v);
      else d.out.op1(Op.BININT1, v);
      return true;
    }
  }
  if (d.proto >= 2) {
    const bytes = twosComplement(toBigInt(o));
    if (bytes.length < 256) d.out.op1(Op.LONG1, bytes.length);
    else d.out.op4(Op.LONG4, bytes.length);
    d.out.raw(bytes);
    return true;
  }
  const text = repr(o);
  if (text === 0) return false;
  d.out.text(`L${jsStr(text)}L\n`);
  decref(text);
  return true;
}
/** The fewest bytes that hold v, the lowest first, the sign in the highest bit. */
function twosComplement(v: bigint): Uint8Array {
  let n = (v < 0n ? ~v : v).toString(16).length >> 1;
  while (BigInt.asIntN(n * 8, v) !== v) n++;
  const hex = BigInt.asUintN(n * 8, v)
    .toString(16)
    .padStart(n * 2, '0');
  return Uint8Array.from({ length: n }, (_v, i) =>
    Number.parseInt(hex.slice((n - 1 - i) * 2, (n - i) * 2), 16),
  );
}
export function saveFloat(d: Dump, o: Borrowed): void {
  const v = ldF64(o + PyFloatObject.ob_fval);
  if (d.bin) d.out.double(Op.BINFLOAT, v);
  else d.out.text(`F${doubleToString(v, 'r', 0, DTSF_ADD_DOT_0)}\n`);
}
export function saveBool(d: Dump, o: Borrowed): void {
  if (d.proto >= 2) d.out.op(o === True ? Op.NEWTRUE : Op.NEWFALSE);
  else d.out.text(o === True ? 'I01\n' : 'I00\n');
}

/** raw-unicode-escape, and \\u for what would end the line or be taken for an escape. */
function escaped(o: Borrowed): string {
  let out = '';
  for (const ch of jsStr(o)) {
    const c = ch.codePointAt(0)!;
    if (c > 0xffff) out += `\\U${c.toString(16).padStart(8, '0')}`;
    else if (c > 0xff || ch === '\\' || c === 0 || ch === '\n' || ch === '\r' || c === 0x1a)
      out += `\\u${c.toString(16).padStart(4, '0')}`;
    else out += ch;
  }
  return out;
}
export function saveStr(d: Dump, o: Borrowed): boolean {
  if (!d.bin) {
    d.out.text(`V${escaped(o)}\n`);
    d.put(o);
    return true;
  }
  let ok: boolean;
  if (strIsAscii(o)) {
    const n = strLength(o);
    if (n < 256 && d.proto >= 4) {
      d.out.op1Data(Op.SHORT_BINUNICODE, strData(o), n);
      d.put(o);
      return true;
    }
    ok = d.out.data(() => textHeader(d, n), strData(o), n, NULL);
  } else {
    const bytes = encodeUtf8(o, 'surrogatepass');
    if (bytes === 0) return false;
    const n = bytesLength(bytes);
    ok = d.out.data(() => textHeader(d, n), bytesData(bytes), n, bytes);
    decref(bytes);
  }
  if (ok) d.put(o);
  return ok;
}
function textHeader(d: Dump, n: number): void {
  if (n < 256 && d.proto >= 4) d.out.op1(Op.SHORT_BINUNICODE, n);
  else if (n <= 0xffff_ffff) d.out.op4(Op.BINUNICODE, n);
  else d.out.op8(Op.BINUNICODE8, n);
}

/** Reduces to a call of `f`. */
export type SaveReduce = (d: Dump, value: Borrowed, o: Borrowed) => boolean;
function reduceTo(d: Dump, o: Borrowed, reduce: SaveReduce, f: Borrowed, ...args: Owned[]): boolean {
  const value = newTuple(newRef(f), newTuple(...args));
  const ok = reduce(d, value, o);
  decref(value);
  return ok;
}

export function saveBytes(d: Dump, o: Borrowed, reduce: SaveReduce): boolean {
  const n = bytesLength(o);
  if (d.proto >= 3) return writeBytes(d, o, bytesData(o), n, o);
  if (n === 0) return reduceTo(d, o, reduce, T.bytes);
  // codecs.encode(text of the same characters, 'latin1'): what Python 2 makes a str of
  let text = '';
  for (const b of viewBytes(bytesData(o), n)) text += String.fromCharCode(b);
  return reduceTo(d, o, reduce, stateObject(StdlibState.PICKLE_ENCODE), newStr(text), newStr('latin1'));
}
export function writeBytes(d: Dump, o: Borrowed, from: number, n: number, payload: Borrowed): boolean {
  if (n < 256) {
    d.out.op1Data(Op.SHORT_BINBYTES, from, n);
    d.put(o);
    return true;
  }
  const header = () => {
    if (n <= 0xffff_ffff) d.out.op4(Op.BINBYTES, n);
    else d.out.op8(Op.BINBYTES8, n);
  };
  if (!d.out.data(header, from, n, payload)) return false;
  d.put(o);
  return true;
}
export function saveBytearray(d: Dump, o: Borrowed, reduce: SaveReduce): boolean {
  const n = bytearrayLength(o);
  if (d.proto >= 5) return writeBytearray(d, o, bytearrayData(o), n);
  if (n === 0) return reduceTo(d, o, reduce, T.bytearray);
  return reduceTo(d, o, reduce, T.bytearray, newBytes(viewBytes(bytearrayData(o), n)));
}
export function writeBytearray(d: Dump, o: Borrowed, from: number, n: number): boolean {
  if (!d.out.data(() => d.out.op8(Op.BYTEARRAY8, n), from, n, NULL)) return false;
  d.put(o);
  return true;
}
