/** Arguments of type.__new__: (name, bases, dict), with CPython's texts. */
import type { Borrowed } from '@tyston/memory';
import { typeName } from '../../core/abstract.js';
import { typeError, valueError } from '../../core/errors.js';
import { strChar, strLength } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { T } from '../../core/wellknown.js';

export function parseTypeNewArgs(args: Borrowed): { name: Borrowed; bases: Borrowed; dict: Borrowed } | null {
  const n = tupleLength(args);
  if (n !== 3) {
    typeError(`type.__new__() takes exactly 3 arguments (${n} given)`);
    return null;
  }
  const [name, bases, dict] = [tupleItem(args, 0), tupleItem(args, 1), tupleItem(args, 2)];
  const bad = (i: number, expected: string, got: Borrowed): null => {
    typeError(`type.__new__() argument ${i} must be ${expected}, not ${typeName(got)}`);
    return null;
  };
  if (!isInstance(name, T.str)) return bad(1, 'str', name);
  if (!isInstance(bases, T.tuple)) return bad(2, 'tuple', bases);
  if (!isInstance(dict, T.dict)) return bad(3, 'dict', dict);
  for (let i = 0; i < strLength(name); i++) {
    if (strChar(name, i) === 0) {
      valueError('type name must not contain null characters');
      return null;
    }
  }
  return { name, bases, dict };
}
