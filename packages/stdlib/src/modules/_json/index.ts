/** The module `_json`: what makes `json` fast. */
import {
  type Borrowed,
  ldAddr,
  NULL,
  type Owned,
  PyCFunctionObject,
  PyMethodDef,
  readCString,
} from '@tyston/memory';
import {
  isInstance,
  type ModuleSpec,
  method,
  newInt,
  newTuple,
  T,
  typeError,
  typeName,
  typeOf,
} from '@tyston/objects';
import { keepType } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { encoderType, setFastEncoder } from './encoder.js';
import { scannerType } from './scanner.js';
import { encodeString, scanString, stringEnd } from './strings.js';

function notString(o: Borrowed): Owned {
  return typeError(`first argument must be a string, not ${typeName(o)}`);
}
function encodeBasestring(_m: Borrowed, s: Borrowed): Owned {
  return isInstance(s, T.str) ? encodeString(s, false) : notString(s);
}
function encodeBasestringAscii(_m: Borrowed, s: Borrowed): Owned {
  return isInstance(s, T.str) ? encodeString(s, true) : notString(s);
}
function scanstring(_m: Borrowed, text: Borrowed, end: number, strict: boolean): Owned {
  if (!isInstance(text, T.str)) return notString(text);
  const s = scanString(text, end, strict);
  return s === 0 ? NULL : newTuple(s, newInt(stringEnd()));
}

const PLAIN = { noTextSignature: true } as const;
export const jsonModule: ModuleSpec = {
  name: '_json',
  doc: 'json speedups\n',
  functions: [
    method(
      'encode_basestring_ascii',
      '($module, string, /)',
      encodeBasestringAscii,
      'encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string',
      PLAIN,
    ), // prettier-ignore
    method(
      'encode_basestring',
      '($module, string, /)',
      encodeBasestring,
      'encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string',
      PLAIN,
    ), // prettier-ignore
    method(
      'scanstring',
      '($module, string, end: ssize, strict: bool = True, /)',
      scanstring,
      'scanstring(string, end, strict=True) -> (string, end)\n\nScan the string for a JSON string. End is the index of the character behind the quote that began it.\n\nReturns the decoded string and the index of the character after the end quote.',
      PLAIN,
    ), // prettier-ignore
  ],
  types: [scannerType, encoderType],
  exec(module) {
    keepType(module, 'make_scanner', StdlibState.JSON_SCANNER, false);
    keepType(module, 'make_encoder', StdlibState.JSON_ENCODER, false);
    return 0;
  },
};

setFastEncoder((f) => {
  if (typeOf(f) !== T.builtin_function_or_method) return 0;
  const name = methodName(f);
  return name === 'encode_basestring_ascii' ? 1 : name === 'encode_basestring' ? 2 : 0;
});
function methodName(f: Borrowed): string {
  return readCString(ldAddr(ldAddr(f + PyCFunctionObject.m_ml) + PyMethodDef.ml_name));
}
