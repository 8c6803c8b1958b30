/** Filling up and cutting off: center, ljust, rjust, zfill, expandtabs, strip. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { type MethodSpec, method } from '../../core/define.js';
import { setError, typeError } from '../../core/errors.js';
import { typeName } from '../../core/names.js';
import {
  newStrBuffer,
  readChar,
  strChar,
  strData,
  strKind,
  strLength,
  substr,
  writeChar,
} from '../../core/str.js';
import { copyChars, StrWriter, strMaxBound } from '../../core/str-build.js';
import { isInstance } from '../../core/subtype.js';
import { None, T } from '../../core/wellknown.js';
import { isSpaceChar } from '../../lib/unicode/ctype.js';
import { exactStr } from './find.js';

const LARGEST = 2 ** 63 - 1024;

/** The string with `left` and `right` fill characters around it. */
function pad(self: Borrowed, left: number, right: number, fill: number): Owned {
  left = Math.max(0, left);
  right = Math.max(0, right);
  if (left === 0 && right === 0) return exactStr(self);
  const n = strLength(self);
  if (n + left + right > LARGEST) return setError(T.OverflowError, 'padded string is too long');
  const total = n + left + right;
  const r = newStrBuffer(total, Math.max(n > 0 ? strMaxBound(self) : 0, fill));
  const kind = strKind(r);
  const data = strData(r);
  for (let i = 0; i < left; i++) writeChar(kind, data, i, fill);
  copyChars(kind, data, left, strKind(self), strData(self), 0, n);
  for (let i = left + n; i < total; i++) writeChar(kind, data, i, fill);
  return r;
}

/** The fill character, or -1 with an exception. */
function fillChar(fill: Borrowed): number {
  if (fill === 0) return 32;
  if (!isInstance(fill, T.str)) {
    typeError(`The fill character must be a unicode character, not ${typeName(fill)}`);
    return -1;
  }
  if (strLength(fill) !== 1) {
    typeError('The fill character must be exactly one character long');
    return -1;
  }
  return strChar(fill, 0);
}

function center(self: Borrowed, width: number, fill: Borrowed): Owned {
  const c = fillChar(fill);
  if (c < 0) return NULL;
  const n = strLength(self);
  if (n >= width) return exactStr(self);
  const margin = width - n;
  // The odd place goes left when the width is odd.
  const left = Math.floor(margin / 2) + (margin % 2 === 1 && width % 2 === 1 ? 1 : 0);
  return pad(self, left, margin - left, c);
}
function ljust(self: Borrowed, width: number, fill: Borrowed): Owned {
  const c = fillChar(fill);
  return c < 0 ? NULL : pad(self, 0, width - strLength(self), c);
}
function rjust(self: Borrowed, width: number, fill: Borrowed): Owned {
  const c = fillChar(fill);
  return c < 0 ? NULL : pad(self, width - strLength(self), 0, c);
}

function zfill(self: Borrowed, width: number): Owned {
  const n = strLength(self);
  if (n >= width) return exactStr(self);
  const fill = width - n;
  const r = pad(self, fill, 0, 48);
  if (r !== 0 && n > 0) {
    const kind = strKind(r);
    const data = strData(r);
    const c = readChar(kind, data, fill);
    if (c === 43 || c === 45) {
      writeChar(kind, data, 0, c);
      writeChar(kind, data, fill, 48);
    }
  }
  return r;
}

function expandtabs(self: Borrowed, tabsize: number): Owned {
  const n = strLength(self);
  const kind = strKind(self);
  const data = strData(self);
  const w = new StrWriter();
  let column = 0;
  let found = false;
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c === 9) {
      found = true;
      if (tabsize > 0) {
        const spaces = tabsize - (column % tabsize);
        if (w.length + spaces > LARGEST) return setError(T.OverflowError, 'new string is too long');
        w.fill(32, spaces);
        column += spaces;
      }
    } else {
      w.char(c);
      column = c === 10 || c === 13 ? 0 : column + 1;
    }
  }
  return found ? w.finish() : exactStr(self);
}

function stripper(name: string, left: boolean, right: boolean) {
  return (self: Borrowed, chars: Borrowed): Owned => {
    const n = strLength(self);
    const kind = strKind(self);
    const data = strData(self);
    let i = 0;
    let j = n;
    if (chars === 0 || chars === None) {
      if (left) while (i < j && isSpaceChar(readChar(kind, data, i))) i++;
      if (right) while (j > i && isSpaceChar(readChar(kind, data, j - 1))) j--;
    } else {
      if (!isInstance(chars, T.str)) return typeError(`${name} arg must be None or str`);
      const m = strLength(chars);
      const ck = strKind(chars);
      const cd = strData(chars);
      const has = (c: number): boolean => {
        for (let k = 0; k < m; k++) if (readChar(ck, cd, k) === c) return true;
        return false;
      };
      if (left) while (i < j && has(readChar(kind, data, i))) i++;
      if (right) while (j > i && has(readChar(kind, data, j - 1))) j--;
    }
    return substr(self, i, j);
  };
}

export const padMethods: readonly MethodSpec[] = [
  method(
    'center',
    "($self, width: ssize, fillchar = ' ', /)",
    center,
    'The string centered in a string of length width.\n\nPadding is done with the fill character (a space by default).',
  ), // prettier-ignore
  method(
    'ljust',
    "($self, width: ssize, fillchar = ' ', /)",
    ljust,
    'The string left-justified in a string of length width.\n\nPadding is done with the fill character (a space by default).',
  ), // prettier-ignore
  method(
    'rjust',
    "($self, width: ssize, fillchar = ' ', /)",
    rjust,
    'The string right-justified in a string of length width.\n\nPadding is done with the fill character (a space by default).',
  ), // prettier-ignore
  method(
    'zfill',
    '($self, width: ssize, /)',
    zfill,
    'The numeric string with zeros on the left, to a field of the given width.\n\nA sign stays in front. The string is never cut.',
  ), // prettier-ignore
  method(
    'expandtabs',
    '($self, /, tabsize: int = 8)',
    expandtabs,
    'A copy where tabs are expanded with spaces.\n\nColumns are tabsize characters wide, 8 by default.',
  ), // prettier-ignore
  method(
    'strip',
    '($self, chars = None, /)',
    stripper('strip', true, true),
    'A copy without leading and trailing whitespace.\n\nIf chars is given and not None, characters in chars are removed instead.',
  ), // prettier-ignore
  method(
    'lstrip',
    '($self, chars = None, /)',
    stripper('lstrip', true, false),
    'A copy without leading whitespace.\n\nIf chars is given and not None, characters in chars are removed instead.',
  ), // prettier-ignore
  method(
    'rstrip',
    '($self, chars = None, /)',
    stripper('rstrip', false, true),
    'A copy without trailing whitespace.\n\nIf chars is given and not None, characters in chars are removed instead.',
  ), // prettier-ignore
];
