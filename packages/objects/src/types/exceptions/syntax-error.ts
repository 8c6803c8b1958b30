/** SyntaxError, IndentationError, TabError. */
import { type Borrowed, ldPtr, NULL, type Owned, PySyntaxErrorObject } from '@tyston/memory';
import { asSsize, sequenceTuple, str } from '../../core/abstract.js';
import type { TypeSpec } from '../../core/define.js';
import { errOccurred, typeError } from '../../core/errors.js';
import { decref, typeOf } from '../../core/refcount.js';
import { jsStr, newStr } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { None, T } from '../../core/wellknown.js';
import { baseInit, exceptionType, objectMember, setField } from './base.js';

const S = PySyntaxErrorObject;
const FIELDS = [
  S.msg,
  S.filename,
  S.lineno,
  S.offset,
  S.end_lineno,
  S.end_offset,
  S.text,
  S.print_file_and_line,
];

function init(e: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  if (baseInit(e, args, kwargs) < 0) return -1;
  const n = tupleLength(args);
  if (n >= 1) setField(e, S.msg, tupleItem(args, 0));
  if (n === 2) {
    const info = sequenceTuple(tupleItem(args, 1));
    if (info === 0) return -1;
    const k = tupleLength(info);
    if (k !== 4 && k !== 6) {
      if (k === 5) typeError('end_offset must be provided when end_lineno is provided');
      else typeError(`function takes ${k < 4 ? 'at least 4' : 'at most 6'} arguments (${k} given)`);
      decref(info);
      return -1;
    }
    // (filename, lineno, offset, text[, end_lineno, end_offset])
    setField(e, S.filename, tupleItem(info, 0));
    setField(e, S.lineno, tupleItem(info, 1));
    setField(e, S.offset, tupleItem(info, 2));
    setField(e, S.text, tupleItem(info, 3));
    setField(e, S.end_lineno, k === 6 ? tupleItem(info, 4) : None);
    setField(e, S.end_offset, k === 6 ? tupleItem(info, 5) : None);
    decref(info);
  }
  return 0;
}
function syntaxErrorStr(e: Borrowed): Owned {
  const msg = ldPtr(e + S.msg);
  const filename = ldPtr(e + S.filename);
  const lineno = ldPtr(e + S.lineno);
  const name = filename !== 0 && isInstance(filename, T.str) ? jsStr(filename).replace(/^.*\//s, '') : null;
  const haveLine = lineno !== 0 && typeOf(lineno) === T.int;
  const m = str(msg === 0 ? None : msg);
  if (m === 0 || (name === null && !haveLine)) return m;
  const text = jsStr(m);
  decref(m);
  const line = haveLine ? asSsize(lineno, 0) : 0;
  if (haveLine && line === -1 && errOccurred()) return NULL;
  if (name !== null && haveLine) return newStr(`${text} (${name}, line ${line})`);
  return newStr(name !== null ? `${text} (${name})` : `${text} (line ${line})`);
}
export const syntaxErrorTypes: readonly TypeSpec[] = [
  exceptionType('SyntaxError', 'Exception', {
    doc: 'Invalid syntax.',
    size: S.size,
    fields: FIELDS,
    slots: { tp_init: init, tp_str: syntaxErrorStr },
    members: [
      objectMember('msg', S.msg, 'exception msg'),
      objectMember('filename', S.filename, 'exception filename'),
      objectMember('lineno', S.lineno, 'exception lineno'),
      objectMember('offset', S.offset, 'exception offset'),
      objectMember('text', S.text, 'exception text'),
      objectMember('end_lineno', S.end_lineno, 'exception end lineno'),
      objectMember('end_offset', S.end_offset, 'exception end offset'),
      objectMember('print_file_and_line', S.print_file_and_line, 'exception print_file_and_line'),
    ],
  }),
  exceptionType('IndentationError', 'SyntaxError', {
    doc: 'Improper indentation.',
    slots: { tp_init: init },
  }),
  exceptionType('TabError', 'IndentationError', {
    doc: 'Improper mixture of spaces and tabs.',
    slots: { tp_init: init },
  }),
];
