/** `int(x)` and `int(x, base)`: from numbers, texts and bytes. */
import {
  type Borrowed,
  copy,
  ld32,
  NULL,
  type Owned,
  PyLongObject,
  PyNumberMethods,
  PyTypeObject,
  PyVarObject,
  readBytes,
  st32,
  stSsize,
} from '@tyston/memory';
import {
  asSsize,
  call,
  hasIndex,
  indexInt,
  lookupSpecial,
  reprText,
  typeName,
  warn,
} from '../../core/abstract.js';
import { parseTupleAndDict } from '../../core/args.js';
import { getBytesLike } from '../../core/buffer.js';
import { newBytes } from '../../core/bytes.js';
import { errClear, errMatches, errOccurred, typeError, valueError } from '../../core/errors.js';
import { call1, call2 } from '../../core/functions.js';
import { intSize, newInt } from '../../core/int.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { isInstance } from '../../core/subtype.js';
import { T } from '../../core/wellknown.js';
import { asciiNumber } from '../../lib/ascii-number.js';
import { intExact } from '../../lib/int-arith.js';
import { intFromText } from '../../lib/int-text.js';

const DIGITS = PyLongObject.ob_digit;

/** The first 200 characters of a text, as "%.200R" shows it. */
function shown(text: string): string {
  return text.length <= 200 ? text : Array.from(text).slice(0, 200).join('');
}

/** PyLong_FromUnicodeObject: ValueError shows the str. */
export function intFromStr(s: Borrowed, base: number): Owned {
  const r = intFromText(asciiNumber(s), base);
  if (r !== 0 || errOccurred()) return r;
  return valueError(`invalid literal for int() with base ${base}: ${shown(reprText(s))}`);
}

/** _PyLong_FromBytes: ValueError shows the beginning of the bytes. */
function intFromByteText(bytes: Uint8Array, base: number): Owned {
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b < 128 ? b : 63);
  const r = intFromText(text, base);
  if (r !== 0 || errOccurred()) return r;
  const o = newBytes(bytes.subarray(0, 200));
  const repr = reprText(o);
  decref(o);
  return valueError(`invalid literal for int() with base ${base}: ${shown(repr)}`);
}

/** The bytes of any object with a buffer as an int, or NULL: without an exception where there is no buffer. */
function intFromBuffer(o: Borrowed, base: number): Owned {
  const view = getBytesLike(o);
  if (view === null) {
    if (errMatches(T.TypeError)) errClear();
    return NULL;
  }
  const bytes = readBytes(view.address, view.length);
  view.release();
  return intFromByteText(bytes, base);
}

/** An int result of a conversion method, as an exact int; `method` names it in the error. Steals r. */
function checked(r: Owned, method: string, noun = 'non-int'): Owned {
  if (r === 0 || typeOf(r) === T.int) return r;
  const name = typeName(r);
  if (!isInstance(r, T.int)) {
    decref(r);
    return typeError(`${method} returned ${noun} (type ${name})`);
  }
  const message = `${method} returned non-int (type ${name}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.`;
  if (warn(T.DeprecationWarning, message, 1) < 0) {
    decref(r);
    return NULL;
  }
  const exact = intExact(r);
  decref(r);
  return exact;
}

/** The `__trunc__` of an object, as int() once used it: NULL without an exception where there is none. */
function fromTrunc(o: Borrowed): Owned {
  const trunc = lookupSpecial(o, '__trunc__');
  if (trunc === 0) return NULL;
  if (warn(T.DeprecationWarning, 'The delegation of int() to __trunc__ is deprecated.', 1) < 0) {
    decref(trunc);
    return NULL;
  }
  const r = call(trunc);
  decref(trunc);
  if (r === 0 || typeOf(r) === T.int) return r;
  if (isInstance(r, T.int)) {
    const exact = intExact(r);
    decref(r);
    return exact;
  }
  if (!hasIndex(r)) {
    const name = typeName(r);
    decref(r);
    return typeError(`__trunc__ returned non-Integral (type ${name})`);
  }
  const i = indexInt(r);
  decref(r);
  if (i === 0) return NULL;
  const exact = intExact(i);
  decref(i);
  return exact;
}

/** PyNumber_Long: an exact int. */
export function intFromObject(o: Borrowed): Owned {
  const type = typeOf(o);
  if (type === T.int) return newRef(o);
  if (type === T.str) return intFromStr(o, 10);
  const numbers = ld32(type + PyTypeObject.tp_as_number);
  if (numbers !== 0) {
    const toInt = ld32(numbers + PyNumberMethods.nb_int);
    if (toInt !== 0) return checked(call1(toInt, o) as Owned, '__int__');
    if (ld32(numbers + PyNumberMethods.nb_index) !== 0) {
      const i = indexInt(o);
      if (i === 0) return NULL;
      const exact = intExact(i);
      decref(i);
      return exact;
    }
  }
  const t = fromTrunc(o);
  if (t !== 0 || errOccurred()) return t;
  if (isInstance(o, T.str)) return intFromStr(o, 10);
  const b = intFromBuffer(o, 10);
  if (b !== 0 || errOccurred()) return b;
  return typeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(o)}'`,
  );
}

/** tp_new of int and its subclasses. */
export function intNew(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const values = parseTupleAndDict('int', '(x=<unrepresentable>, /, base=<unrepresentable>)', args, kwargs);
  if (values === null) return NULL;
  const x = values[0] as Borrowed;
  const base = values[1] as Borrowed;
  const v = intFrom(x, base);
  return type === T.int || v === 0 ? v : ofSubtype(type, v);
}

function intFrom(x: Borrowed, baseObject: Borrowed): Owned {
  if (x === 0) return baseObject === 0 ? newInt(0) : typeError('int() missing string argument');
  if (baseObject === 0) return intFromObject(x);
  const base = asSsize(baseObject, 0);
  if (base === -1 && errOccurred()) return NULL;
  if ((base !== 0 && base < 2) || base > 36) return valueError('int() base must be >= 2 and <= 36, or 0');
  if (isInstance(x, T.str)) return intFromStr(x, base);
  if (isInstance(x, T.bytes) || isInstance(x, T.bytearray)) {
    const r = intFromBuffer(x, base);
    if (r !== 0 || errOccurred()) return r;
  }
  return typeError("int() can't convert non-string with explicit base");
}

/** An instance of a subclass with the value of an int; steals v (long_subtype_new). */
function ofSubtype(type: Borrowed, v: Owned): Owned {
  const size = intSize(v);
  const n = Math.abs(size);
  const p = call2(ld32(type + PyTypeObject.tp_alloc), type, n) as Owned;
  if (p !== 0) {
    stSsize(p + PyVarObject.ob_size, size);
    if (n === 0) st32(p + DIGITS, 0);
    else copy(p + DIGITS, v + DIGITS, n * 4);
  }
  decref(v);
  return p;
}
