/** `float(x)`: from numbers, texts and bytes. */
import {
  type Borrowed,
  ld32,
  NULL,
  type Owned,
  PyFloatObject,
  PyNumberMethods,
  PyTypeObject,
  readBytes,
  st32,
  stF64,
} from '@tyston/memory'; // prettier-ignore
import { indexInt, reprText, typeName, warn } from '../../core/abstract.js';
import { checkPositional } from '../../core/args.js';
import { getBytesLike } from '../../core/buffer.js';
import { errClear, errMatches, errOccurred, typeError, valueError } from '../../core/errors.js';
import { floatValue, newFloat } from '../../core/float.js';
import { call1, call2 } from '../../core/functions.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { T } from '../../core/wellknown.js';
import { asciiNumber } from '../../lib/ascii-number.js';
import { negativeNaN, readDouble } from '../../lib/float-text.js';
import { intAsDouble } from '../../lib/int-double.js';
import { noStrayKeywords } from '../../lib/stray-keywords.js';

/** From ASCII text; the error shows `o`. */
function fromText(text: string, o: Borrowed): Owned {
  const v = readDouble(text);
  if (v === null) return valueError(`could not convert string to float: ${reprText(o)}`);
  const p = newFloat(v);
  if (negativeNaN) st32(p + PyFloatObject.ob_fval + 4, 0xfff80000);
  return p;
}

/** PyFloat_FromString. */
function fromStringLike(o: Borrowed): Owned {
  if (isInstance(o, T.str)) return fromText(asciiNumber(o), o);
  const view = getBytesLike(o);
  if (view === null) {
    if (!errMatches(T.TypeError)) return NULL;
    errClear();
    return typeError(`float() argument must be a string or a real number, not '${typeName(o)}'`);
  }
  let text = '';
  for (const b of readBytes(view.address, view.length)) text += String.fromCharCode(b < 128 ? b : 63);
  view.release();
  return fromText(text, o);
}

/** What a `__float__` returned, as an exact float; steals r. */
function checked(r: Owned, o: Borrowed): Owned {
  if (r === 0 || typeOf(r) === T.float) return r;
  const name = typeName(r);
  const who = typeName(o);
  if (!isInstance(r, T.float)) {
    decref(r);
    return typeError(`${who}.__float__ returned non-float (type ${name})`);
  }
  const message = `${who}.__float__ returned non-float (type ${name}).  The ability to return an instance of a strict subclass of float is deprecated, and may not be supported in a future version of Python.`;
  const v = floatValue(r);
  decref(r);
  return warn(T.DeprecationWarning, message, 1) < 0 ? NULL : newFloat(v);
}

/** PyNumber_Float: an exact float. */
export function floatFromObject(o: Borrowed): Owned {
  const type = typeOf(o);
  if (type === T.float) return newRef(o);
  if (type === T.str) return fromText(asciiNumber(o), o);
  const numbers = ld32(type + PyTypeObject.tp_as_number);
  if (numbers !== 0) {
    const toFloat = ld32(numbers + PyNumberMethods.nb_float);
    if (toFloat !== 0) return checked(call1(toFloat, o) as Owned, o);
    if (ld32(numbers + PyNumberMethods.nb_index) !== 0) {
      const i = indexInt(o);
      if (i === 0) return NULL;
      const v = intAsDouble(i);
      decref(i);
      return v === -1 && errOccurred() ? NULL : newFloat(v);
    }
  }
  return fromStringLike(o);
}

/** tp_new of float and its subclasses. */
export function floatNew(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (!noStrayKeywords('float', type, kwargs)) return NULL;
  const n = tupleLength(args);
  if (!checkPositional('float', n, 0, 1)) return NULL;
  const v = n === 0 ? newFloat(0) : floatFromObject(tupleItem(args, 0));
  if (type === T.float || v === 0) return v;
  const p = call2(ld32(type + PyTypeObject.tp_alloc), type, 0) as Owned;
  if (p !== 0) stF64(p + PyFloatObject.ob_fval, floatValue(v));
  decref(v);
  return p;
}
