/** Numbers, texts and bytes of pickles. All functions are false with an exception. */
import { ld8, NULL, type Owned, st8, viewBytes } from '@tyston/memory';
import {
  bytesData,
  bytesLength,
  call,
  callMethod,
  decodeBytesEscape,
  decodeRawUnicodeEscape,
  decodeText,
  decodeUtf8,
  decref,
  errClear,
  errOccurred,
  getAttr,
  intern,
  intFitsNumber,
  intFromBytes,
  intFromText,
  intToNumber,
  isTrue,
  iterNext,
  jsStr,
  newBool,
  newBytearray,
  newBytes,
  newFloat,
  newInt,
  newStr,
  newStrBuffer,
  readDouble,
  setError,
  setErrorNone,
  strData,
  T,
  valueError,
} from '@tyston/objects';
import { field, reprIn, UNPICKLER, unpicklingError } from './layout.js';
import { type Load, tooLong } from './load.js';

/** Bytes in the window for a decoder: the characters of `text`. */
function inWindow(text: string, f: (at: number, n: number) => Owned): Owned {
  const bytes = newBytes(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  const r = f(bytesData(bytes), bytesLength(bytes));
  decref(bytes);
  return r;
}
/** A line without its end. */
const chopped = (line: string): string => (line.endsWith('\n') ? line.slice(0, -1) : line);

/** An int from a line; NULL with ValueError, or UnicodeDecodeError for what is no text. */
export function lineInt(line: string, base: 0 | 10): Owned {
  // C's string ends at a zero.
  const given = line.split('\0')[0]!;
  const v = intFromText(given, base);
  if (v !== 0 || errOccurred()) return v;
  const text = inWindow(given, (at, n) => decodeUtf8(at, n, 'strict'));
  if (text === 0) return NULL;
  // The error names the base that the prefix means.
  const prefix = /^[-+]?0([xob])/i.exec(line.trimStart())?.[1]?.toLowerCase();
  const named = base === 10 || prefix === undefined ? 10 : prefix === 'x' ? 16 : prefix === 'o' ? 8 : 2;
  valueError(`invalid literal for int() with base ${named}: ${reprIn(text)}`);
  decref(text);
  return NULL;
}
/** C's strtol with base 0, which takes a leading zero for octal digits; null where more follows. */
const OCTAL = /^[ \t-\r]*([-+]?)0([0-7]+)$/;

export function loadInt(l: Load): boolean {
  const line = l.input.lineOf(2);
  if (line === null) return false;
  const text = chopped(line);
  const octal = OCTAL.exec(text);
  let v: Owned;
  if (octal !== null) v = newInt(Number.parseInt(octal[2]!, 8) * (octal[1] === '-' ? -1 : 1));
  else v = intFromText(text, 0);
  if (v === 0) {
    errClear();
    valueError('could not convert string to int');
    return false;
  }
  // Two characters that are 0 or 1 in some way were a bool.
  if (line.length !== 3 || !intFitsNumber(v)) return l.push(v);
  const n = intToNumber(v);
  if (n !== 0 && n !== 1) return l.push(v);
  decref(v);
  return l.push(newBool(n === 1));
}
export function loadLong(l: Load): boolean {
  const line = l.input.lineOf(2);
  if (line === null) return false;
  const text = chopped(line);
  return l.push(lineInt(text.endsWith('L') ? text.slice(0, -1) : line, 0));
}
export function loadBinInt(l: Load, size: 1 | 2 | 4): boolean {
  const v = l.input.number(size);
  if (v < 0) return false;
  return l.push(newInt(size === 4 ? v | 0 : v));
}
export function loadBinLong(l: Load, size: 1 | 4): boolean {
  let n = l.input.number(size);
  if (n < 0) return false;
  if (size === 4) n |= 0;
  if (n < 0) {
    unpicklingError('LONG pickle has negative byte count');
    return false;
  }
  const at = l.input.read(n);
  return at !== -1 && l.push(n === 0 ? newInt(0) : intFromBytes(viewBytes(at, n), true, true));
}
/** What a float may begin with. */
const FLOAT = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)/i;
export function loadFloat(l: Load): boolean {
  const line = l.input.lineOf(2);
  if (line === null) return false;
  const found = FLOAT.exec(line);
  if (found === null) {
    const text = inWindow(line.split('\0')[0]!, (at, n) => decodeUtf8(at, n, 'replace'));
    valueError(`could not convert string to float: '${jsStr(text).slice(0, 200)}'`);
    decref(text);
    return false;
  }
  const rest = line[found[0].length];
  if (rest !== '\n' && rest !== '\0') {
    valueError('could not convert string to float');
    return false;
  }
  const v = readDouble(found[0])!;
  if (!Number.isFinite(v) && /\d/.test(found[0])) {
    setError(T.OverflowError, `value too large to convert to float: '${line.slice(0, 200)}'`);
    return false;
  }
  return l.push(newFloat(v));
}
const scratch = new DataView(new ArrayBuffer(8));
export function loadBinFloat(l: Load): boolean {
  const at = l.input.read(8);
  if (at === -1) return false;
  const bytes = viewBytes(at, 8);
  for (let i = 0; i < 8; i++) scratch.setUint8(i, bytes[i]!);
  return l.push(newFloat(scratch.getFloat64(0)));
}

/** A Python 2 str: bytes, or text by the unpickler's encoding. Steals. */
function decoded(l: Load, bytes: Owned): boolean {
  if (bytes === 0) return false;
  const encoding = jsStr(field(l.unpickler, UNPICKLER.encoding));
  if (encoding === 'bytes') return l.push(bytes);
  const errors = jsStr(field(l.unpickler, UNPICKLER.errors));
  const r = decodeText(bytesData(bytes), bytesLength(bytes), encoding, errors);
  decref(bytes);
  return l.push(r);
}
export function loadString(l: Load): boolean {
  const line = l.input.lineOf(2);
  if (line === null) return false;
  const text = chopped(line);
  const quote = text[0];
  if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote)) {
    unpicklingError('the STRING opcode argument must be quoted');
    return false;
  }
  return decoded(
    l,
    inWindow(text.slice(1, -1), (at, n) => decodeBytesEscape(at, n, null)),
  );
}
/** Room that no system gives: bytes are asked for before they are read. */
const MOST_BYTES = 2 ** 46;
/** What a length of `size` bytes and as many bytes as it says make; a length beyond 63 bits is none. */
function counted(l: Load, size: number, what: string, make: (at: number, n: number) => Owned): boolean {
  const n = l.input.number(size);
  if (n < 0) return false;
  if (n >= 2 ** 63) return tooLong(what);
  if (n > MOST_BYTES && what !== 'BINUNICODE') {
    setErrorNone(T.MemoryError);
    return false;
  }
  const at = l.input.read(n);
  return at !== -1 && l.push(make(at, n));
}
export function loadBinString(l: Load, size: 1 | 4): boolean {
  const n = l.input.number(size);
  if (n < 0) return false;
  const at = l.input.read(n);
  return at !== -1 && decoded(l, newBytes(viewBytes(at, n)));
}
const toBytes = (at: number, n: number): Owned => newBytes(viewBytes(at, n));
export const loadBytes = (l: Load, size: 1 | 4 | 8): boolean => counted(l, size, 'BINBYTES', toBytes);
export const loadBytearray = (l: Load): boolean => counted(l, 8, 'BYTEARRAY8', newBytearray);
function toText(at: number, n: number): Owned {
  // Names and keys are short and ASCII.
  if (n > 1 && n <= 24) {
    let all = 0;
    for (let i = 0; i < n; i++) all |= ld8(at + i);
    if (all < 128) {
      const s = newStrBuffer(n, 127);
      const to = strData(s);
      for (let i = 0; i < n; i++) st8(to + i, ld8(at + i));
      return s;
    }
  }
  return decodeUtf8(at, n, 'surrogatepass');
}
export const loadText = (l: Load, size: 1 | 4 | 8): boolean => counted(l, size, 'BINUNICODE', toText);
export function loadUnicode(l: Load): boolean {
  const line = l.input.lineOf(1);
  if (line === null) return false;
  return l.push(inWindow(line.slice(0, -1), (at, n) => decodeRawUnicodeEscape(at, n, null)));
}

/** An out-of-band buffer. */
export function nextBuffer(l: Load): boolean {
  const buffers = field(l.unpickler, UNPICKLER.buffers);
  if (buffers === 0) {
    unpicklingError('pickle stream refers to out-of-band data but no *buffers* argument was given');
    return false;
  }
  const o = iterNext(buffers);
  if (o !== 0) return l.push(o);
  if (!errOccurred()) unpicklingError('not enough out-of-band buffers');
  return false;
}
export function readonlyBuffer(l: Load): boolean {
  const o = l.stack.top();
  if (o === 0) return false;
  const view = call(T.memoryview, o);
  if (view === 0) return false;
  const flag = getAttr(view, intern('readonly'));
  const readonly = flag === 0 ? -1 : isTrue(flag);
  if (flag !== 0) decref(flag);
  const frozen = readonly === 0 ? callMethod(view, 'toreadonly') : NULL;
  decref(view);
  if (readonly === 1) return true;
  if (frozen === 0) return false;
  l.stack.setTop(frozen);
  decref(o);
  return true;
}

export function loadPersistent(l: Load): boolean {
  if (l.persistentLoad === 0) return l.noPersistentLoad();
  const line = l.input.lineOf(1);
  if (line === null) return false;
  if (!/^[\x00-\x7f]*$/.test(line)) {
    unpicklingError('persistent IDs in protocol 0 must be ASCII strings');
    return false;
  }
  return l.persistent(newStr(line.slice(0, -1)));
}
export function loadBinPersistent(l: Load): boolean {
  if (l.persistentLoad === 0) return l.noPersistentLoad();
  const id = l.stack.pop();
  return id !== 0 && l.persistent(id);
}
