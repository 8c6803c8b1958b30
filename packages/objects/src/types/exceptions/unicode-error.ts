/** UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError. */
import {
  type Borrowed,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyUnicodeErrorObject,
  readBytes,
  stSsize,
} from '@tyston/memory';
import { asSsize, str, typeName } from '../../core/abstract.js';
import { getBytesLike } from '../../core/buffer.js';
import { bytesLength, bytesView, newBytes } from '../../core/bytes.js';
import { MemberType, type TypeSpec } from '../../core/define.js';
import { errOccurred, typeError } from '../../core/errors.js';
import { decref } from '../../core/refcount.js';
import { jsStr, newStr, strChar, strLength } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { type StaticTypeName, T } from '../../core/wellknown.js';
import { baseInit, exceptionType, objectMember, setField } from './base.js';

const U = PyUnicodeErrorObject;
const FIELDS = [U.encoding, U.object, U.reason];

function init(name: 'UnicodeEncodeError' | 'UnicodeDecodeError' | 'UnicodeTranslateError') {
  const hasEncoding = name !== 'UnicodeTranslateError';
  const isDecode = name === 'UnicodeDecodeError';
  const count = hasEncoding ? 5 : 4;
  return (e: Borrowed, args: Borrowed, kwargs: Borrowed): number => {
    if (baseInit(e, args, kwargs) < 0) return -1;
    const n = tupleLength(args);
    if (n !== count) {
      typeError(`function takes exactly ${count} arguments (${n} given)`);
      return -1;
    }
    let i = 0;
    const bad = (k: number, expected: string): number => {
      typeError(`argument ${k + 1} must be ${expected}, not ${typeName(tupleItem(args, k))}`);
      return -1;
    };
    if (hasEncoding) {
      if (!isInstance(tupleItem(args, 0), T.str)) return bad(0, 'str');
      setField(e, U.encoding, tupleItem(args, i++));
    }
    const object = tupleItem(args, i);
    if (isDecode) {
      if (isInstance(object, T.bytes)) setField(e, U.object, object);
      else {
        const view = getBytesLike(object);
        if (view === null) return -1;
        const b = newBytes(readBytes(view.address, view.length));
        view.release();
        setField(e, U.object, b);
        decref(b);
      }
    } else {
      if (!isInstance(object, T.str)) return bad(i, 'str');
      setField(e, U.object, object);
    }
    i++;
    const start = asSsize(tupleItem(args, i++), T.OverflowError);
    if (start === -1 && errOccurred()) return -1;
    const end = asSsize(tupleItem(args, i++), T.OverflowError);
    if (end === -1 && errOccurred()) return -1;
    if (!isInstance(tupleItem(args, i), T.str)) return bad(i, 'str');
    stSsize(e + U.start, start);
    stSsize(e + U.end, end);
    setField(e, U.reason, tupleItem(args, i));
    return 0;
  };
}
function textOf(o: Borrowed): string | null {
  const r = str(o);
  if (r === 0) return null;
  const s = jsStr(r);
  decref(r);
  return s;
}
function escaped(c: number): string {
  if (c <= 0xff) return '\\x' + c.toString(16).padStart(2, '0');
  if (c <= 0xffff) return '\\u' + c.toString(16).padStart(4, '0');
  return '\\U' + c.toString(16).padStart(8, '0');
}
function errorStr(kind: 'encode' | 'decode' | 'translate') {
  return (e: Borrowed): Owned => {
    const object = ldPtr(e + U.object);
    if (object === 0) return newStr('');
    const reasonObject = ldPtr(e + U.reason);
    const reason = textOf(reasonObject);
    const encodingObject = ldPtr(e + U.encoding);
    const encoding = encodingObject === 0 ? '' : textOf(encodingObject);
    if (reason === null || encoding === null) return NULL;
    const start = ldSsize(e + U.start);
    const end = ldSsize(e + U.end);
    const codec = kind === 'translate' ? "can't translate" : `'${encoding}' codec can't ${kind}`;
    if (kind === 'decode') {
      if (start < bytesLength(object) && end === start + 1) {
        const b = bytesView(object)[start]!.toString(16).padStart(2, '0');
        return newStr(`${codec} byte 0x${b} in position ${start}: ${reason}`);
      }
      return newStr(`${codec} bytes in position ${start}-${end - 1}: ${reason}`);
    }
    if (start < strLength(object) && end === start + 1) {
      return newStr(
        `${codec} character '${escaped(strChar(object, start))}' in position ${start}: ${reason}`,
      );
    }
    return newStr(`${codec} characters in position ${start}-${end - 1}: ${reason}`);
  };
}
const make = (
  type: StaticTypeName & `Unicode${string}Error`,
  kind: 'encode' | 'decode' | 'translate',
  doc: string,
): TypeSpec =>
  exceptionType(type, 'UnicodeError', {
    doc,
    size: U.size,
    fields: FIELDS,
    inheritsNew: false,
    slots: { tp_init: init(type as 'UnicodeEncodeError'), tp_str: errorStr(kind) },
    members: [
      ...(kind === 'translate' ? [] : [objectMember('encoding', U.encoding, 'exception encoding')]),
      objectMember('object', U.object, 'exception object'),
      { name: 'start', type: MemberType.SSIZE, offset: U.start, doc: 'exception start' },
      { name: 'end', type: MemberType.SSIZE, offset: U.end, doc: 'exception end' },
      objectMember('reason', U.reason, 'exception reason'),
    ],
  });
export const unicodeErrorTypes: readonly TypeSpec[] = [
  make('UnicodeEncodeError', 'encode', 'Unicode encoding error.'),
  make('UnicodeDecodeError', 'decode', 'Unicode decoding error.'),
  make('UnicodeTranslateError', 'translate', 'Unicode translation error.'),
];
