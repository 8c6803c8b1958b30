/** Cases and classes of characters: lower, upper, title, swapcase, capitalize, casefold, and the is… predicates. */
import type { Borrowed, Owned } from '@tyston/memory';
import { type MethodSpec, method } from '../../core/define.js';
import { newBool } from '../../core/int.js';
import { newRef } from '../../core/refcount.js';
import {
  newStrBuffer,
  readChar,
  strData,
  strIsAscii,
  strKind,
  strLength,
  writeChar,
} from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { EmptyStr } from '../../core/wellknown.js';
import {
  charFlags,
  fullFold,
  fullLower,
  fullTitle,
  fullUpper,
  isAlnum,
  toLower,
  toTitle,
  toUpper,
  U,
} from '../../lib/unicode/ctype.js';

const SIGMA = 0x3a3;
const CASED = U.LOWER | U.UPPER | U.TITLE;

/** Whether the capital sigma at `i` ends a word (Unicode's Final_Sigma), so that its lower case is ς. */
function finalSigma(kind: number, data: number, n: number, i: number): boolean {
  let j = i - 1;
  while (j >= 0 && charFlags(readChar(kind, data, j)) & U.CASE_IGNORABLE) j--;
  if (j < 0 || !(charFlags(readChar(kind, data, j)) & CASED)) return false;
  for (j = i + 1; j < n && charFlags(readChar(kind, data, j)) & U.CASE_IGNORABLE; ) j++;
  return j === n || !(charFlags(readChar(kind, data, j)) & CASED);
}

function writeLower(w: StrWriter, kind: number, data: number, n: number, i: number): void {
  const c = readChar(kind, data, i);
  if (c === SIGMA) {
    w.char(finalSigma(kind, data, n, i) ? 0x3c2 : 0x3c3);
    return;
  }
  const full = fullLower(c);
  if (full) w.codePoints(full);
  else w.char(toLower(c));
}
function writeUpper(w: StrWriter, c: number): void {
  const full = fullUpper(c);
  if (full) w.codePoints(full);
  else w.char(toUpper(c));
}
function writeTitle(w: StrWriter, c: number): void {
  const full = fullTitle(c);
  if (full) w.codePoints(full);
  else w.char(toTitle(c));
}

/** An ASCII string mapped character by character. */
function mapAscii(self: Borrowed, map: (c: number, i: number) => number): Owned {
  const n = strLength(self);
  if (n === 0) return newRef(EmptyStr);
  const data = strData(self);
  if (n === 1) {
    const w = new StrWriter();
    w.char(map(readChar(1, data, 0), 0));
    return w.finish();
  }
  const r = newStrBuffer(n, 127);
  const d = strData(r);
  for (let i = 0; i < n; i++) writeChar(1, d, i, map(readChar(1, data, i), i));
  return r;
}

/** A case method: `ascii` maps a character of an ASCII string, `write` adds the mapping of character `i`. */
function caseMethod(
  ascii: (c: number, i: number) => number,
  write: (w: StrWriter, kind: number, data: number, n: number, i: number) => void,
) {
  return (self: Borrowed): Owned => {
    if (strIsAscii(self)) return mapAscii(self, ascii);
    const n = strLength(self);
    const kind = strKind(self);
    const data = strData(self);
    const w = new StrWriter();
    for (let i = 0; i < n; i++) write(w, kind, data, n, i);
    return w.finish();
  };
}

export const strLower = caseMethod(toLower, writeLower);
const upper = caseMethod(toUpper, (w, kind, data, _n, i) => writeUpper(w, readChar(kind, data, i)));
const casefold = caseMethod(toLower, (w, kind, data, _n, i) => {
  const c = readChar(kind, data, i);
  const full = fullFold(c) ?? fullLower(c);
  if (full) w.codePoints(full);
  else w.char(toLower(c));
});
const swapcase = caseMethod(
  (c) => (c >= 97 && c <= 122 ? c - 32 : toLower(c)),
  (w, kind, data, n, i) => {
    const c = readChar(kind, data, i);
    const flags = charFlags(c);
    if (flags & U.UPPER) writeLower(w, kind, data, n, i);
    else if (flags & U.LOWER) writeUpper(w, c);
    else w.char(c);
  },
);
const capitalize = caseMethod(
  (c, i) => (i === 0 ? toUpper(c) : toLower(c)),
  (w, kind, data, n, i) => {
    if (i === 0) writeTitle(w, readChar(kind, data, 0));
    else writeLower(w, kind, data, n, i);
  },
);

function title(self: Borrowed): Owned {
  const n = strLength(self);
  const kind = strKind(self);
  const data = strData(self);
  const w = new StrWriter();
  let inWord = false;
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (inWord) writeLower(w, kind, data, n, i);
    else writeTitle(w, c);
    // In ASCII the cased characters are the letters; beyond it, Cased is lower, upper and title case.
    inWord = (charFlags(c) & CASED) !== 0;
  }
  return w.finish();
}

/** A predicate that every character must satisfy, false for the empty string unless `empty`. */
function every(test: (c: number) => boolean, empty = false) {
  return (self: Borrowed): Owned => {
    const n = strLength(self);
    const kind = strKind(self);
    const data = strData(self);
    for (let i = 0; i < n; i++) if (!test(readChar(kind, data, i))) return newBool(false);
    return newBool(n > 0 || empty);
  };
}
const withFlag = (flag: number) => (c: number) => (charFlags(c) & flag) !== 0;

function islower(self: Borrowed): Owned {
  const n = strLength(self);
  const kind = strKind(self);
  const data = strData(self);
  let cased = false;
  for (let i = 0; i < n; i++) {
    const flags = charFlags(readChar(kind, data, i));
    if (flags & (U.UPPER | U.TITLE)) return newBool(false);
    if (flags & U.LOWER) cased = true;
  }
  return newBool(cased);
}
function isupper(self: Borrowed): Owned {
  const n = strLength(self);
  const kind = strKind(self);
  const data = strData(self);
  let cased = false;
  for (let i = 0; i < n; i++) {
    const flags = charFlags(readChar(kind, data, i));
    if (flags & (U.LOWER | U.TITLE)) return newBool(false);
    if (flags & U.UPPER) cased = true;
  }
  return newBool(cased);
}
function istitle(self: Borrowed): Owned {
  const n = strLength(self);
  const kind = strKind(self);
  const data = strData(self);
  let cased = false;
  let inWord = false;
  for (let i = 0; i < n; i++) {
    const flags = charFlags(readChar(kind, data, i));
    if (flags & (U.UPPER | U.TITLE)) {
      if (inWord) return newBool(false);
      inWord = cased = true;
    } else if (flags & U.LOWER) {
      if (!inWord) return newBool(false);
      inWord = cased = true;
    } else inWord = false;
  }
  return newBool(cased);
}

/** True when the string is a valid identifier (PEP 3131), keywords included. */
export function strIsIdentifier(p: Borrowed): boolean {
  const n = strLength(p);
  if (n === 0) return false;
  const kind = strKind(p);
  const data = strData(p);
  if (!(charFlags(readChar(kind, data, 0)) & U.XID_START)) return false;
  for (let i = 1; i < n; i++) if (!(charFlags(readChar(kind, data, i)) & U.XID_CONTINUE)) return false;
  return true;
}

const NONE = '($self, /)';
export const caseMethods: readonly MethodSpec[] = [
  method('lower', NONE, strLower, 'A copy of the string in lower case.'),
  method('upper', NONE, upper, 'A copy of the string in upper case.'),
  method('casefold', NONE, casefold, 'A version of the string for comparisons without regard to case.'),
  method(
    'swapcase',
    NONE,
    swapcase,
    'A copy with upper case turned to lower case and lower case to upper case.',
  ),
  method(
    'capitalize',
    NONE,
    capitalize,
    'A copy whose first character is in title case and the rest in lower case.',
  ),
  method('title', NONE, title, 'A copy where each word begins in title case and goes on in lower case.'),
  method(
    'isascii',
    NONE,
    (p: Borrowed) => newBool(strIsAscii(p)),
    'True if all characters are ASCII.\n\nThe empty string is ASCII too.',
  ), // prettier-ignore
  method('islower', NONE, islower, 'True if all cased characters are lower case and there is at least one.'),
  method('isupper', NONE, isupper, 'True if all cased characters are upper case and there is at least one.'),
  method(
    'istitle',
    NONE,
    istitle,
    'True if upper- and title-case characters only begin words, lower-case ones only go on.',
  ),
  method(
    'isspace',
    NONE,
    every(withFlag(U.SPACE)),
    'True if all characters are whitespace and there is at least one.',
  ),
  method(
    'isdecimal',
    NONE,
    every(withFlag(U.DECIMAL)),
    'True if all characters are decimal digits and there is at least one.',
  ), // prettier-ignore
  method(
    'isdigit',
    NONE,
    every(withFlag(U.DIGIT)),
    'True if all characters are digits and there is at least one.',
  ),
  method(
    'isnumeric',
    NONE,
    every(withFlag(U.NUMERIC)),
    'True if all characters are numeric and there is at least one.',
  ),
  method(
    'isalpha',
    NONE,
    every(withFlag(U.ALPHA)),
    'True if all characters are alphabetic and there is at least one.',
  ),
  method(
    'isalnum',
    NONE,
    every(isAlnum),
    'True if all characters are alphabetic or numeric and there is at least one.',
  ),
  method(
    'isidentifier',
    NONE,
    (p: Borrowed) => newBool(strIsIdentifier(p)),
    'True if the string is a valid Python identifier.\n\nkeyword.iskeyword(s) tells whether it is a reserved one.',
  ), // prettier-ignore
  method(
    'isprintable',
    NONE,
    every(withFlag(U.PRINTABLE), true),
    'True if all characters are printable or the string is empty.',
  ), // prettier-ignore
];
