/** The standard error handlers as functions: what `codecs.lookup_error('ignore')` gives. */
import { type Borrowed, ldPtr, ldSsize, NULL, type Owned, PyUnicodeErrorObject } from '@tyston/memory';
import {
  backslashed,
  bytesData,
  bytesLength,
  DecodeErrors,
  EncodeErrors,
  errClear,
  isExceptionInstance,
  isInstance,
  jsStr,
  type MethodSpec,
  method,
  newBytes,
  newInt,
  newStr,
  newStrFromCodePoints,
  newTuple,
  setErrorObject,
  strChar,
  strLength,
  T,
  typeError,
  typeName,
  typeOf,
} from '@tyston/objects';

const E = PyUnicodeErrorObject;

function unknown(e: Borrowed): Owned {
  return typeError(`don't know how to handle ${typeName(e)} in error callback`);
}
/** The error's span, cut to the object as the C API cuts it. */
function span(e: Borrowed, length: number): [number, number] {
  let start = ldSsize(e + E.start);
  let end = ldSsize(e + E.end);
  if (start >= length) start = length - 1;
  if (start < 0) start = 0;
  if (end < 1) end = 1;
  if (end > length) end = length;
  return [start, end];
}
function reraise(e: Borrowed): Owned {
  errClear();
  return setErrorObject(typeOf(e), e);
}
function textAndEnd(codes: ArrayLike<number>, end: number): Owned {
  return newTuple(newStrFromCodePoints(codes), newInt(end));
}

/** What the handlers give that the codecs know by name: done by the codecs' own code. */
function byName(name: string, encodes: boolean, decodes: boolean) {
  return (_module: Borrowed, e: Borrowed): Owned => {
    const object = isInstance(e, T.UnicodeError) ? ldPtr(e + E.object) : NULL;
    if (encodes && isInstance(e, T.UnicodeEncodeError) && isInstance(object, T.str)) {
      const [start, end] = span(e, strLength(object));
      const h = new EncodeErrors(jsStr(ldPtr(e + E.encoding)), object, name);
      if (!h.handle(start, Math.max(start, end), '')) return reraise(e);
      const replacement =
        h.bytes !== null ? newBytes(Uint8Array.from(h.bytes)) : newStrFromCodePoints(h.text);
      return newTuple(replacement, newInt(h.next));
    }
    if (decodes && isInstance(e, T.UnicodeDecodeError) && isInstance(object, T.bytes)) {
      const [start, end] = span(e, bytesLength(object));
      const h = new DecodeErrors(jsStr(ldPtr(e + E.encoding)), bytesData(object), bytesLength(object), name);
      if (!h.handle(start, Math.max(start, end), '')) return reraise(e);
      return textAndEnd(h.text, h.next);
    }
    return unknown(e);
  };
}

/** UnicodeTranslateError, which only three handlers know: a text for every character of the span. */
function translating(name: string, each: (c: number) => string) {
  const rest = byName(name, true, true);
  return (module: Borrowed, e: Borrowed): Owned => {
    if (!isInstance(e, T.UnicodeTranslateError)) return rest(module, e);
    const object = ldPtr(e + E.object);
    const [start, end] = span(e, strLength(object));
    let text = '';
    for (let i = start; i < end; i++) text += each(strChar(object, i));
    return newTuple(newStr(text), newInt(end));
  };
}

function strict(_module: Borrowed, e: Borrowed): Owned {
  return isExceptionInstance(e)
    ? setErrorObject(typeOf(e), e)
    : typeError('codec must pass exception instance');
}

const SIGNATURE = '($module, exception, /)';
const PLAIN = { noTextSignature: true } as const;
const handler = (name: string, impl: (module: Borrowed, e: Borrowed) => Owned, doc: string): MethodSpec =>
  method(name, SIGNATURE, impl, doc, PLAIN);

/** The functions, by the names under which they are registered. */
export const standardHandlers: readonly (readonly [string, MethodSpec])[] = [
  [
    'strict',
    handler(
      'strict_errors',
      strict,
      "Implements the 'strict' error handling, which raises a UnicodeError on coding errors.",
    ),
  ],
  [
    'ignore',
    handler(
      'ignore_errors',
      translating('ignore', () => ''),
      "Implements the 'ignore' error handling, which ignores malformed data and continues.",
    ),
  ],
  [
    'replace',
    handler(
      'replace_errors',
      translating('replace', () => '\ufffd'),
      "Implements the 'replace' error handling, which replaces malformed data with a replacement marker.",
    ),
  ],
  [
    'xmlcharrefreplace',
    handler(
      'xmlcharrefreplace_errors',
      byName('xmlcharrefreplace', true, false),
      "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference.",
    ),
  ],
  [
    'backslashreplace',
    handler(
      'backslashreplace_errors',
      translating('backslashreplace', backslashed),
      "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence.",
    ),
  ],
  [
    'namereplace',
    handler(
      'namereplace_errors',
      byName('namereplace', true, false),
      "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence.",
    ),
  ],
  ['surrogatepass', handler('surrogatepass', byName('surrogatepass', true, true), '')],
  ['surrogateescape', handler('surrogateescape', byName('surrogateescape', true, true), '')],
]; // prettier-ignore
