/** Arguments of type.__new__: (name, bases, dict), with CPython's texts. */
import type { Borrowed } from '@tyston/memory';
import { badArgument } from '../../core/args.js';
import { typeError, valueError } from '../../core/errors.js';
import { decref, newRef } from '../../core/refcount.js';
import { strChar, strIsAscii, strLength } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { None, T } from '../../core/wellknown.js';
import { encodeText } from '../../lib/codecs/text.js';

export function parseTypeNewArgs(args: Borrowed): { name: Borrowed; bases: Borrowed; dict: Borrowed } | null {
  const n = tupleLength(args);
  if (n !== 3) {
    typeError(`type.__new__() takes exactly 3 arguments (${n} given)`);
    return null;
  }
  const [name, bases, dict] = [tupleItem(args, 0), tupleItem(args, 1), tupleItem(args, 2)];
  const bad = (i: number, expected: string, got: Borrowed): null => {
    badArgument('type.__new__', `argument ${i}`, expected, got);
    return null;
  };
  if (!isInstance(name, T.str)) return bad(1, 'str', name);
  if (!isInstance(bases, T.tuple)) return bad(2, 'tuple', bases);
  if (!isInstance(dict, T.dict)) return bad(3, 'dict', dict);
  return checkTypeName(name) ? { name, bases, dict } : null;
}

/** A name is also kept as a C string: it must have a UTF-8 form without NUL. False with an exception. */
export function checkTypeName(name: Borrowed): boolean {
  const utf8 = strIsAscii(name) ? newRef(None) : encodeText(name, 'utf-8', null);
  if (utf8 === 0) return false;
  decref(utf8);
  for (let i = 0; i < strLength(name); i++) {
    if (strChar(name, i) === 0) {
      valueError('type name must not contain null characters');
      return false;
    }
  }
  return true;
}
