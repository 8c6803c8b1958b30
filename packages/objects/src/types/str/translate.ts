/** translate and maketrans. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { getItem } from '../../core/abstract.js';
import { type MethodSpec, method } from '../../core/define.js';
import { dictEntryKey, dictEntryValue, dictNext, dictSet, newDict } from '../../core/dict.js';
import { errClear, errMatches, typeError, valueError } from '../../core/errors.js';
import { intFitsNumber, intToNumber, newInt } from '../../core/int.js';
import { decref, typeOf } from '../../core/refcount.js';
import { readChar, strChar, strData, strKind, strLength } from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { isInstance } from '../../core/subtype.js';
import { None, T } from '../../core/wellknown.js';

/** Adds what `table` maps `c` to; false with an exception when the table is wrong. */
function writeMapped(w: StrWriter, table: Borrowed, c: number): boolean {
  const key = newInt(c);
  const v = getItem(table, key);
  decref(key);
  if (v === 0) {
    // Unmapped characters stay.
    if (!errMatches(T.LookupError)) return false;
    errClear();
    w.char(c);
    return true;
  }
  let ok = true;
  if (v === None) {
    // deleted
  } else if (isInstance(v, T.int)) {
    const code = intFitsNumber(v) ? intToNumber(v) : -1;
    if (code < 0 || code > 0x10ffff) {
      valueError('character mapping must be in range(0x110000)');
      ok = false;
    } else w.char(code);
  } else if (isInstance(v, T.str)) w.str(v);
  else {
    typeError('character mapping must return integer, None or str');
    ok = false;
  }
  decref(v);
  return ok;
}

function translate(self: Borrowed, table: Borrowed): Owned {
  const n = strLength(self);
  const kind = strKind(self);
  const data = strData(self);
  const w = new StrWriter();
  // What an ASCII character becomes is asked once when it is a single character: -1 means not asked yet, -2 something longer.
  const cache = new Int32Array(128).fill(-1);
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c < 128 && cache[c]! >= 0) {
      w.char(cache[c]!);
      continue;
    }
    const before = w.length;
    if (!writeMapped(w, table, c)) return NULL;
    if (c < 128) cache[c] = w.length === before + 1 ? w.at(before) : -2;
  }
  return w.finish();
}

function maketransDict(x: Borrowed): Owned {
  if (typeOf(x) !== T.dict && !isInstance(x, T.dict))
    return typeError('if you give only one argument to maketrans it must be a dict');
  const d = newDict();
  for (let c = dictNext(x, 0); c !== 0; c = dictNext(x, c)) {
    const key = dictEntryKey();
    const value = dictEntryValue();
    if (isInstance(key, T.str)) {
      if (strLength(key) !== 1) {
        decref(d);
        return valueError('string keys in translate table must be of length 1');
      }
      const code = newInt(strChar(key, 0));
      dictSet(d, code, value);
      decref(code);
    } else if (isInstance(key, T.int)) {
      if (dictSet(d, key, value) < 0) {
        decref(d);
        return NULL;
      }
    } else {
      decref(d);
      return typeError('keys in translate table must be strings or integers');
    }
  }
  return d;
}

function maketrans(_type: Borrowed, x: Borrowed, y: Borrowed, z: Borrowed): Owned {
  if (y === 0) return maketransDict(x);
  if (!isInstance(x, T.str))
    return typeError('first maketrans argument must be a string if there is a second argument');
  if (strLength(x) !== strLength(y))
    return valueError('the first two maketrans arguments must have equal length');
  const d = newDict();
  for (let i = 0; i < strLength(x); i++) {
    const key = newInt(strChar(x, i));
    const value = newInt(strChar(y, i));
    dictSet(d, key, value);
    decref(key);
    decref(value);
  }
  if (z !== 0)
    for (let i = 0; i < strLength(z); i++) {
      const key = newInt(strChar(z, i));
      dictSet(d, key, None);
      decref(key);
    }
  return d;
}

export const translateMethods: readonly MethodSpec[] = [
  method(
    'translate',
    '($self, table, /)',
    translate,
    'The string with each character replaced by what the table maps it to.\n\n  table\n    Maps ordinals to ordinals, strings or None (delete); unmapped characters (LookupError) stay.',
  ), // prettier-ignore
  method(
    'maketrans',
    '(x, y: str = 0, z: str = 0, /)',
    maketrans,
    'A translation table for str.translate().\n\nFrom a dict of ordinals or characters, or from two strings of equal length, and a third of characters to delete.',
    { kind: 'staticmethod', noTextSignature: true },
  ), // prettier-ignore
];
