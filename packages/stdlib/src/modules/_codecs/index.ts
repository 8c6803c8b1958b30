/** The module `_codecs`: the registry, and encoders and decoders by name. */
import { type Addr, type Borrowed, ld8 as ld8At, ld32, NULL, type Owned, PyTypeObject } from '@tyston/memory';
import {
  badArgument,
  bytesLength,
  decodeAscii,
  decodeBytesEscape,
  decodeCharmap,
  decodedBytes,
  decodeLatin1,
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  decodeUtf7,
  decodeUtf8,
  decodeUtf16,
  decodeUtf32,
  decodeWith,
  decref,
  dictDel,
  dictGetStr,
  dictSet,
  encodeAscii,
  encodeBytesEscape,
  encodeCharmap,
  encodeLatin1,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
  encodeUtf7,
  encodeUtf8,
  encodeUtf16,
  encodeUtf32,
  encodeWith,
  escapeConsumed,
  getBytesLike,
  intern,
  invalidEscape,
  isInstance,
  jsStr,
  lookupCodec,
  lookupError,
  type MethodSpec,
  type ModuleSpec,
  method,
  moduleDict,
  None,
  newBytes,
  newDict,
  newInt,
  newRef,
  newTuple,
  readChar,
  registerError,
  registerSearch,
  strData,
  strKind,
  strLength,
  T,
  typeError,
  typeOf,
  unregisterSearch,
  utf7Consumed,
  utf8Bytes,
  utfByteOrder,
  utfConsumed,
  warn,
} from '@tyston/objects';
import { standardHandlers } from './handlers.js';

type Errors = string | null;

/** The argument `errors`: a str, or None for strict. Undefined with TypeError. */
function errorsArgument(name: string, o: Borrowed): Errors | undefined {
  if (o === 0 || o === None) return null;
  if (isInstance(o, T.str)) return jsStr(o);
  badArgument(name, 'argument 2', 'str or None', o);
  return undefined;
}

/** X_encode(str, errors=None): (bytes, length). */
function encoder(name: string, encode: (s: Borrowed, errors: Errors) => Owned): MethodSpec {
  return method(
    `${name}_encode`,
    '($module, str: str, errors = None, /)',
    (_m: Borrowed, s: Borrowed, e: Borrowed) => {
      const errors = errorsArgument(`${name}_encode`, e);
      if (errors === undefined) return NULL;
      const b = encode(s, errors);
      return b === 0 ? NULL : newTuple(b, newInt(strLength(s)));
    },
  );
}
/** The same with a byte order: utf_16_encode, utf_32_encode. */
function orderedEncoder(
  name: string,
  encode: (s: Borrowed, errors: Errors, order: -1 | 0 | 1) => Owned,
): MethodSpec {
  return method(
    `${name}_encode`,
    '($module, str: str, errors = None, byteorder: int = 0, /)',
    (_m: Borrowed, s: Borrowed, e: Borrowed, order: number) => {
      const errors = errorsArgument(`${name}_encode`, e);
      if (errors === undefined) return NULL;
      const b = encode(s, errors, Math.sign(order) as -1 | 0 | 1);
      return b === 0 ? NULL : newTuple(b, newInt(strLength(s)));
    },
  );
}

type Decode = (p: Addr, n: number, errors: Errors, partial: boolean) => Owned;
/** Runs a decoder over a bytes-like object; `used` tells how much it took (everything by default). */
function decodeObject(
  name: string,
  data: Borrowed,
  e: Borrowed,
  partial: boolean,
  decode: Decode,
  used?: () => number,
): Owned {
  const input = getBytesLike(data);
  if (input === null) return NULL;
  const errors = errorsArgument(name, e);
  const s = errors === undefined ? NULL : decode(input.address, input.length, errors, partial);
  const n = used ? used() : input.length;
  input.release();
  return s === 0 ? NULL : newTuple(s, newInt(n));
}
/** X_decode(data, errors=None): (str, length). */
function decoder(name: string, decode: Decode): MethodSpec {
  return method(
    `${name}_decode`,
    '($module, data, errors = None, /)',
    (_m: Borrowed, data: Borrowed, e: Borrowed) => decodeObject(`${name}_decode`, data, e, false, decode),
  );
}
/** X_decode(data, errors=None, final=False): what is incomplete at the end is left where more may come. */
function partialDecoder(name: string, decode: Decode, used: () => number): MethodSpec {
  return method(
    `${name}_decode`,
    '($module, data, errors = None, final: bool = False, /)',
    (_m: Borrowed, data: Borrowed, e: Borrowed, final: boolean) =>
      decodeObject(`${name}_decode`, data, e, !final, decode, used),
  );
}
/** X_ex_decode: (str, length, byte order). */
function exDecoder(
  name: string,
  decode: (p: Addr, n: number, errors: Errors, order: -1 | 0 | 1, partial: boolean) => Owned,
): MethodSpec {
  return method(
    name,
    '($module, data, errors = None, byteorder: int = 0, final: bool = False,\n                 /)',
    (_m: Borrowed, data: Borrowed, e: Borrowed, order: number, final: boolean) => {
      const input = getBytesLike(data);
      if (input === null) return NULL;
      const errors = errorsArgument(name, e);
      const s =
        errors === undefined
          ? NULL
          : decode(input.address, input.length, errors, Math.sign(order) as -1 | 0 | 1, !final);
      const n = utfConsumed();
      input.release();
      return s === 0 ? NULL : newTuple(s, newInt(n), newInt(utfByteOrder()));
    },
  );
}

/** A str stands for its UTF-8 where escapes are read. */
function withText(data: Borrowed, use: (o: Borrowed) => Owned): Owned {
  if (!isInstance(data, T.str)) return use(data);
  const bytes = newBytes(utf8Bytes(data));
  const r = use(bytes);
  decref(bytes);
  return r;
}
/** Says that a backslash in what was decoded means nothing. False when that is an error. */
function warnInvalid(data: Borrowed): boolean {
  const at = invalidEscape();
  if (at < 0) return true;
  const input = getBytesLike(data);
  if (input === null) return false;
  let text = String.fromCharCode(ld8At(input.address + at));
  if (text >= '4' && text <= '7') {
    text = '';
    for (let i = 0; i < 3; i++) text += String.fromCharCode(ld8At(input.address + at + i));
    text = `invalid octal escape sequence '\\${text}'`;
  } else text = `invalid escape sequence '\\${text}'`;
  input.release();
  return warn(T.DeprecationWarning, text, 1) === 0;
}
function escapeDecoder(name: string, decode: Decode): MethodSpec {
  return method(
    `${name}_decode`,
    '($module, data, errors = None, final: bool = True, /)',
    (_m: Borrowed, data: Borrowed, e: Borrowed, final: boolean) =>
      withText(data, (o) => {
        const r = decodeObject(`${name}_decode`, o, e, !final, decode, escapeConsumed);
        if (r !== 0 && name === 'unicode_escape' && !warnInvalid(o)) {
          decref(r);
          return NULL;
        }
        return r;
      }),
  );
}

function isCallable(o: Borrowed): boolean {
  return ld32(typeOf(o) + PyTypeObject.tp_call) !== 0;
}
function register(_m: Borrowed, f: Borrowed): Owned {
  if (!isCallable(f)) return typeError('argument must be callable');
  registerSearch(f);
  return newRef(None);
}
function unregister(_m: Borrowed, f: Borrowed): Owned {
  unregisterSearch(f);
  return newRef(None);
}
function registerErrorHandler(_m: Borrowed, name: Borrowed, handler: Borrowed): Owned {
  if (!isCallable(handler)) return typeError('handler must be callable');
  return registerError(name, handler) < 0 ? NULL : newRef(None);
}
const optional = (o: Borrowed) => (o === 0 ? null : jsStr(o));

/** charmap_build(map): the inverse of a decoding table, as a dict. */
function charmapBuild(_m: Borrowed, map: Borrowed): Owned {
  const d = newDict();
  const n = Math.min(strLength(map), 256);
  for (let i = 0; i < n; i++) {
    const c = readChar(strKind(map), strData(map), i);
    if (c === 0xfffe) continue;
    const key = newInt(c);
    const value = newInt(i);
    dictSet(d, key, value);
    decref(key);
    decref(value);
  }
  return d;
}

const latin1: Decode = (p, n) => decodeLatin1(p, n);
const ordered =
  (decode: typeof decodeUtf16, order: -1 | 0 | 1): Decode =>
  (p, n, e, partial) =>
    decode(p, n, e, order, partial);

export const codecsModule: ModuleSpec = {
  name: '_codecs',
  functions: [
    method(
      'register',
      '($module, search_function, /)',
      register,
      'Register a codec search function.\n\nSearch functions are expected to take one argument, the encoding name in\nall lower case letters, and either return None, or a tuple of functions\n(encoder, decoder, stream_reader, stream_writer) (or a CodecInfo object).',
    ), // prettier-ignore
    method(
      'unregister',
      '($module, search_function, /)',
      unregister,
      "Unregister a codec search function and clear the registry's cache.\n\nIf the search function is not registered, do nothing.",
    ), // prettier-ignore
    method(
      'lookup',
      '($module, encoding: str, /)',
      (_m: Borrowed, name: Borrowed) => lookupCodec(jsStr(name)),
      'Looks up a codec tuple in the Python codec registry and returns a CodecInfo object.',
    ), // prettier-ignore
    method(
      'encode',
      "($module, /, obj, encoding: str = 'utf-8', errors: str = 'strict')",
      (_m: Borrowed, o: Borrowed, encoding: Borrowed, errors: Borrowed) =>
        encodeWith(o, optional(encoding) ?? 'utf-8', optional(errors), false),
      'Encodes obj using the codec registered for encoding.',
    ), // prettier-ignore
    method(
      'decode',
      "($module, /, obj, encoding: str = 'utf-8', errors: str = 'strict')",
      (_m: Borrowed, o: Borrowed, encoding: Borrowed, errors: Borrowed) =>
        decodeWith(o, optional(encoding) ?? 'utf-8', optional(errors), false),
      'Decodes obj using the codec registered for encoding.',
    ), // prettier-ignore
    method(
      'register_error',
      '($module, errors: str, handler, /)',
      registerErrorHandler,
      'Register the specified error handler under the name errors.\n\nhandler must be a callable object, that\nwill be called with an exception instance containing\ninformation about the location of the encoding/decoding\nerror and must return a (replacement, new position) tuple.',
    ), // prettier-ignore
    method(
      'lookup_error',
      '($module, name: str, /)',
      (_m: Borrowed, name: Borrowed) => lookupError(jsStr(name)),
      'lookup_error(errors) -> handler\n\nReturn the error handler for the specified error handling name or raise a\nLookupError, if no handler exists under this name.',
    ), // prettier-ignore
    encoder('utf_8', encodeUtf8),
    encoder('utf_7', encodeUtf7),
    orderedEncoder('utf_16', encodeUtf16),
    encoder('utf_16_le', (s, e) => encodeUtf16(s, e, -1)),
    encoder('utf_16_be', (s, e) => encodeUtf16(s, e, 1)),
    orderedEncoder('utf_32', encodeUtf32),
    encoder('utf_32_le', (s, e) => encodeUtf32(s, e, -1)),
    encoder('utf_32_be', (s, e) => encodeUtf32(s, e, 1)),
    encoder('unicode_escape', encodeUnicodeEscape),
    encoder('raw_unicode_escape', encodeRawUnicodeEscape),
    encoder('latin_1', encodeLatin1),
    encoder('ascii', encodeAscii),
    partialDecoder('utf_8', decodeUtf8, decodedBytes),
    partialDecoder('utf_7', decodeUtf7, utf7Consumed),
    partialDecoder('utf_16', ordered(decodeUtf16, 0), utfConsumed),
    partialDecoder('utf_16_le', ordered(decodeUtf16, -1), utfConsumed),
    partialDecoder('utf_16_be', ordered(decodeUtf16, 1), utfConsumed),
    partialDecoder('utf_32', ordered(decodeUtf32, 0), utfConsumed),
    partialDecoder('utf_32_le', ordered(decodeUtf32, -1), utfConsumed),
    partialDecoder('utf_32_be', ordered(decodeUtf32, 1), utfConsumed),
    exDecoder('utf_16_ex_decode', decodeUtf16),
    exDecoder('utf_32_ex_decode', decodeUtf32),
    escapeDecoder('unicode_escape', decodeUnicodeEscape),
    escapeDecoder('raw_unicode_escape', decodeRawUnicodeEscape),
    decoder('latin_1', latin1),
    decoder('ascii', decodeAscii),
    method(
      'escape_decode',
      '($module, data, errors = None, /)',
      (_m: Borrowed, data: Borrowed, e: Borrowed) =>
        withText(data, (o) => {
          const r = decodeObject('escape_decode', o, e, false, decodeBytesEscape);
          if (r !== 0 && !warnInvalid(o)) {
            decref(r);
            return NULL;
          }
          return r;
        }),
    ),
    method(
      'escape_encode',
      '($module, data, errors = None, /)',
      (_m: Borrowed, data: Borrowed, e: Borrowed) => {
        if (!isInstance(data, T.bytes)) return badArgument('escape_encode', 'argument 1', 'bytes', data);
        if (errorsArgument('escape_encode', e) === undefined) return NULL;
        const input = getBytesLike(data);
        if (input === null) return NULL;
        const b = encodeBytesEscape(input.address, input.length);
        input.release();
        return b === 0 ? NULL : newTuple(b, newInt(bytesLength(data)));
      },
    ),
    method(
      'readbuffer_encode',
      '($module, data, errors = None, /)',
      (_m: Borrowed, data: Borrowed, e: Borrowed) => {
        if (errorsArgument('readbuffer_encode', e) === undefined) return NULL;
        return withText(data, (o) => {
          const input = getBytesLike(o);
          if (input === null) return NULL;
          const b = newBytes(Uint8Array.from({ length: input.length }, (_, i) => ld8At(input.address + i)));
          input.release();
          return newTuple(b, newInt(bytesLength(b)));
        });
      },
    ),
    method('charmap_build', '($module, map: str, /)', charmapBuild),
    method(
      'charmap_encode',
      '($module, str: str, errors = None, mapping = None, /)',
      (_m: Borrowed, s: Borrowed, e: Borrowed, mapping: Borrowed) => {
        const errors = errorsArgument('charmap_encode', e);
        if (errors === undefined) return NULL;
        const b = encodeCharmap(s, errors, mapping);
        return b === 0 ? NULL : newTuple(b, newInt(strLength(s)));
      },
    ),
    method(
      'charmap_decode',
      '($module, data, errors = None, mapping = None, /)',
      (_m: Borrowed, data: Borrowed, e: Borrowed, mapping: Borrowed) =>
        decodeObject('charmap_decode', data, e, false, (p, n, errors) =>
          decodeCharmap(p, n, errors, mapping),
        ),
    ),
    ...standardHandlers.map(([, spec]) => spec),
  ],
  exec(module) {
    // The handlers belong to the registry, not to the module.
    const dict = moduleDict(module);
    for (const [name, spec] of standardHandlers) {
      const f = dictGetStr(dict, intern(spec.name));
      if (registerError(intern(name), f) < 0) return -1;
      if (dictDel(dict, intern(spec.name)) < 0) return -1;
    }
    return 0;
  },
};
