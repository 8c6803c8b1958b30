/** Encoding and decoding by the name of an encoding: the common ones at once, any other through the registry. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyBaseExceptionObject,
  PyTypeObject,
} from '@tyston/memory';
import { isTrue, str, warn } from '../../core/abstract.js';
import { bytearrayData, bytearrayLength } from '../../core/bytearray.js';
import { callObject } from '../../core/call.js';
import { dictLength } from '../../core/dict.js';
import { setError, typeError } from '../../core/errors.js';
import { replacePending, restoreRaised, takeRaised } from '../../core/exception.js';
import { functionAt } from '../../core/functions.js';
import { intern } from '../../core/intern.js';
import { tpName, typeName } from '../../core/names.js';
import { getAttrString, lookupAttr } from '../../core/object.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { State } from '../../core/state.js';
import { jsStr, newStr } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../../core/tuple.js';
import { EmptyStr, T } from '../../core/wellknown.js';
import { copyBytes } from './errors.js';
import { lookupCodec, lookupError } from './handlers.js';
import { decodeAscii, decodeLatin1, encodeAscii, encodeLatin1 } from './single.js';
import { decodeUtf8, encodeUtf8 } from './utf8.js';
import { decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32 } from './utf16.js';

/** The name in the form that the shortcuts know: lower case, '-' between the parts. */
function shortName(encoding: string): string {
  return SHORT.has(encoding) ? encoding : normalized(encoding);
}
/** The shortcuts' usual spellings, which are short names already. */
const SHORT: ReadonlySet<string> = new Set([
  'utf-8',
  'utf8',
  'ascii',
  'latin-1',
  'latin1',
  'utf-16',
  'utf-32',
]);
function normalized(encoding: string): string {
  return encoding
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, ''); // prettier-ignore
}

/** In development mode names are looked up that might not be needed, as there is no error or nothing to do. False with LookupError. */
export function checkCodecNames(encoding: string | null, errors: string | null): boolean {
  if (ld32(State.DEV_MODE) === 0) return true;
  for (const found of [encoding !== null && lookupCodec(encoding), errors !== null && lookupError(errors)]) {
    if (found === false) continue;
    if (found === 0) return false;
    decref(found);
  }
  return true;
}

/** s.encode(encoding, errors). A bytes object, new reference. */
export function encodeText(s: Borrowed, encoding: string | null, errors: string | null): Owned {
  if (!checkCodecNames(encoding, errors)) return NULL;
  switch (encoding === null ? 'utf-8' : shortName(encoding)) {
    case 'utf-8':
    case 'utf8':
      return encodeUtf8(s, errors);
    case 'utf-16':
      return encodeUtf16(s, errors, 0);
    case 'utf-32':
      return encodeUtf32(s, errors, 0);
    case 'ascii':
    case 'us-ascii':
      return encodeAscii(s, errors);
    case 'latin-1':
    case 'latin1':
    case 'iso-8859-1':
    case 'iso8859-1':
      return encodeLatin1(s, errors);
  }
  const r = encodeWith(s, encoding!, errors, true);
  if (r === 0 || isInstance(r, T.bytes)) return r;
  if (isInstance(r, T.bytearray)) return bytearrayResult(r, encoding!);
  const name = typeName(r);
  decref(r);
  return typeError(
    `'${encoding}' encoder returned '${name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
  );
}

/** A codec that gives a bytearray is warned about; its content is taken. Steals. */
function bytearrayResult(r: Owned, encoding: string): Owned {
  const ok =
    warn(
      T.RuntimeWarning,
      `encoder ${encoding} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types`,
      1,
    ) === 0;
  const b = ok ? copyBytes(bytearrayData(r), bytearrayLength(r)) : NULL;
  decref(r);
  return b;
}

/** Decodes `n` bytes at `p`. */
export function decodeText(p: Addr, n: number, encoding: string | null, errors: string | null): Owned {
  if (!checkCodecNames(encoding, errors)) return NULL;
  // Nothing is the empty text in any encoding, even one that there is not.
  if (n === 0) return newRef(EmptyStr);
  switch (encoding === null ? 'utf-8' : shortName(encoding)) {
    case 'utf-8':
    case 'utf8':
      return decodeUtf8(p, n, errors);
    case 'utf-16':
      return decodeUtf16(p, n, errors, 0);
    case 'utf-32':
      return decodeUtf32(p, n, errors, 0);
    case 'ascii':
    case 'us-ascii':
      return decodeAscii(p, n, errors);
    case 'latin-1':
    case 'latin1':
    case 'iso-8859-1':
    case 'iso8859-1':
      return decodeLatin1(p, n);
  }
  const input = copyBytes(p, n);
  const r = decodeWith(input, encoding!, errors, true);
  decref(input);
  if (r === 0 || isInstance(r, T.str)) return r;
  const name = typeName(r);
  decref(r);
  return typeError(
    `'${encoding}' decoder returned '${name}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
  );
}

/** The codec for a text encoding; LookupError for one that does not make text of bytes. */
function lookupText(encoding: string, alternative: string): Owned {
  const codec = lookupCodec(encoding);
  if (codec === 0) return NULL;
  const flag = lookupAttr(codec, intern('_is_text_encoding'));
  if (flag !== 0) {
    const text = isTrue(flag);
    decref(flag);
    if (text === 1) return codec;
    decref(codec);
    return text < 0
      ? NULL
      : setError(
          T.LookupError,
          `'${encoding}' is not a text encoding; use ${alternative} to handle arbitrary codecs`,
        );
  }
  return codec;
}

function run(o: Borrowed, encoding: string, errors: string | null, which: 0 | 1, text: boolean): Owned {
  const codec = text
    ? lookupText(encoding, which === 0 ? 'codecs.encode()' : 'codecs.decode()')
    : lookupCodec(encoding);
  if (codec === 0) return NULL;
  const f = newRef(tupleItem(codec, which));
  decref(codec);
  const args = errors === null ? newTuple(newRef(o)) : newTuple(newRef(o), newStr(errors));
  const r = callObject(f, args, 0 as Borrowed);
  decref(args);
  decref(f);
  if (r === 0) return wrapError(which === 0 ? 'encoding' : 'decoding', encoding);
  if (!isInstance(r, T.tuple) || tupleLength(r) !== 2) {
    decref(r);
    return typeError(`${which === 0 ? 'encoder' : 'decoder'} must return a tuple (object, integer)`);
  }
  const result = newRef(tupleItem(r, 0));
  decref(r);
  return result;
}

/** codecs.encode: any codec, any result. With `text`, only text encodings. */
export function encodeWith(o: Borrowed, encoding: string, errors: string | null, text: boolean): Owned {
  return run(o, encoding, errors, 0, text);
}
export function decodeWith(o: Borrowed, encoding: string, errors: string | null, text: boolean): Owned {
  return run(o, encoding, errors, 1, text);
}

/** codecs.getencoder and getdecoder: item of the CodecInfo. */
export function codecFunction(encoding: string, which: 0 | 1 | 2 | 3): Owned {
  const codec = lookupCodec(encoding);
  if (codec === 0) return NULL;
  const f = newRef(tupleItem(codec, which));
  decref(codec);
  return f;
}
/** An incremental encoder or decoder made by the codec. */
export function incrementalCodec(encoding: string, name: string): Owned {
  const codec = lookupCodec(encoding);
  if (codec === 0) return NULL;
  const f = getAttrString(codec, name);
  decref(codec);
  return f;
}

/** Has it no fields of its own? A place for weak references, which classes have, is none. */
function plainSize(type: Borrowed): boolean {
  const more = ld32(type + PyTypeObject.tp_basicsize) - ld32(T.BaseException + PyTypeObject.tp_basicsize);
  return more === 0 || (more === 8 && ld32(type + PyTypeObject.tp_weaklistoffset) > 0);
}
/**
 * Says which codec failed, in an exception of the same type with the old one as its cause, where that loses nothing: the type
 * is built like BaseException, and the exception carries at most a text (_PyErr_TrySetFromCause). Returns NULL.
 */
function wrapError(operation: string, encoding: string): Owned {
  const e = takeRaised();
  const type = typeOf(e);
  const like = (offset: number) => ld32(type + offset) === ld32(T.BaseException + offset);
  // (Every type has function pointers of its own: what they lead to is compared.)
  const does = (slot: number) => functionAt(ld32(type + slot)) === functionAt(ld32(T.BaseException + slot));
  const args = ldPtr(e + PyBaseExceptionObject.args);
  const dict = ldPtr(e + PyBaseExceptionObject.dict);
  const simple =
    does(PyTypeObject.tp_new) &&
    does(PyTypeObject.tp_init) &&
    plainSize(type) &&
    like(PyTypeObject.tp_itemsize) &&
    (tupleLength(args) === 0 || (tupleLength(args) === 1 && typeOf(tupleItem(args, 0)) === T.str)) &&
    (dict === 0 || dictLength(dict) === 0);
  const text = simple ? str(e) : NULL;
  restoreRaised(e);
  if (text === 0) return NULL;
  const message = `${operation} with '${encoding}' codec failed (${tpName(type)}: ${jsStr(text)})`;
  decref(text);
  replacePending(type, message);
  return NULL;
}
