/** Taking strings apart and putting them together: split, rsplit, splitlines, partition, join. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { type MethodSpec, method } from '../../core/define.js';
import { typeError, valueError } from '../../core/errors.js';
import { listAppendOwned, newList } from '../../core/list.js';
import { typeName } from '../../core/names.js';
import { newRef } from '../../core/refcount.js';
import { readChar, strData, strKind, strLength, substr } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple } from '../../core/tuple.js';
import { EmptyStr, None, T } from '../../core/wellknown.js';
import { findRun, rfindRun } from '../../lib/search.js';
import { strJoin } from '../../lib/str-join.js';
import { isLineBreak, isSpaceChar } from '../../lib/unicode/ctype.js';
import { exactStr } from './find.js';

function splitWhitespace(self: Borrowed, max: number): Owned {
  const list = newList();
  const n = strLength(self);
  const kind = strKind(self);
  const data = strData(self);
  let i = 0;
  for (; max > 0; max--) {
    while (i < n && isSpaceChar(readChar(kind, data, i))) i++;
    if (i === n) return list;
    const from = i++;
    while (i < n && !isSpaceChar(readChar(kind, data, i))) i++;
    if (from === 0 && i === n) {
      listAppendOwned(list, exactStr(self));
      return list;
    }
    listAppendOwned(list, substr(self, from, i));
  }
  while (i < n && isSpaceChar(readChar(kind, data, i))) i++;
  if (i < n) listAppendOwned(list, substr(self, i, n));
  return list;
}

function rsplitWhitespace(self: Borrowed, max: number): Owned[] {
  const parts: Owned[] = [];
  const kind = strKind(self);
  const data = strData(self);
  let i = strLength(self) - 1;
  for (; max > 0; max--) {
    while (i >= 0 && isSpaceChar(readChar(kind, data, i))) i--;
    if (i < 0) return parts;
    const end = i-- + 1;
    while (i >= 0 && !isSpaceChar(readChar(kind, data, i))) i--;
    parts.push(substr(self, i + 1, end));
  }
  while (i >= 0 && isSpaceChar(readChar(kind, data, i))) i--;
  if (i >= 0) parts.push(substr(self, 0, i + 1));
  return parts;
}

function checkSeparator(sep: Borrowed): boolean {
  if (!isInstance(sep, T.str)) {
    typeError(`must be str or None, not ${typeName(sep)}`);
    return false;
  }
  if (strLength(sep) === 0) {
    valueError('empty separator');
    return false;
  }
  return true;
}

function split(self: Borrowed, sep: Borrowed, max: number): Owned {
  if (max < 0) max = Number.MAX_SAFE_INTEGER;
  if (sep === 0 || sep === None) return splitWhitespace(self, max);
  if (!checkSeparator(sep)) return NULL;
  const list = newList();
  const n = strLength(self);
  const m = strLength(sep);
  const kind = strKind(self);
  const data = strData(self);
  const sepKind = strKind(sep);
  const sepData = strData(sep);
  let from = 0;
  for (; max > 0; max--) {
    const i = findRun(kind, data, from, n, sepKind, sepData, m);
    if (i < 0) break;
    listAppendOwned(list, substr(self, from, i));
    from = i + m;
  }
  listAppendOwned(list, from === 0 ? exactStr(self) : substr(self, from, n));
  return list;
}

function rsplit(self: Borrowed, sep: Borrowed, max: number): Owned {
  if (max < 0) max = Number.MAX_SAFE_INTEGER;
  let parts: Owned[];
  if (sep === 0 || sep === None) parts = rsplitWhitespace(self, max);
  else {
    if (!checkSeparator(sep)) return NULL;
    parts = [];
    const m = strLength(sep);
    let end = strLength(self);
    for (; max > 0; max--) {
      const i = rfindRun(strKind(self), strData(self), 0, end, strKind(sep), strData(sep), m);
      if (i < 0) break;
      parts.push(substr(self, i + m, end));
      end = i;
    }
    parts.push(parts.length === 0 ? exactStr(self) : substr(self, 0, end));
  }
  const list = newList();
  for (let i = parts.length - 1; i >= 0; i--) listAppendOwned(list, parts[i]!);
  return list;
}

function splitlines(self: Borrowed, keepends: number): Owned {
  const list = newList();
  const n = strLength(self);
  const kind = strKind(self);
  const data = strData(self);
  let i = 0;
  while (i < n) {
    const from = i;
    while (i < n && !isLineBreak(readChar(kind, data, i))) i++;
    let end = i;
    if (i < n) {
      const crlf = readChar(kind, data, i) === 13 && i + 1 < n && readChar(kind, data, i + 1) === 10;
      i += crlf ? 2 : 1;
      if (keepends) end = i;
    }
    listAppendOwned(list, from === 0 && end === n ? exactStr(self) : substr(self, from, end));
  }
  return list;
}

function partition(self: Borrowed, sep: Borrowed): Owned {
  if (!isInstance(sep, T.str)) return typeError(`must be str, not ${typeName(sep)}`);
  const m = strLength(sep);
  if (m === 0) return valueError('empty separator');
  const n = strLength(self);
  const i = findRun(strKind(self), strData(self), 0, n, strKind(sep), strData(sep), m);
  if (i < 0) return newTuple(newRef(self), newRef(EmptyStr), newRef(EmptyStr));
  return newTuple(substr(self, 0, i), newRef(sep), substr(self, i + m, n));
}
function rpartition(self: Borrowed, sep: Borrowed): Owned {
  if (!isInstance(sep, T.str)) return typeError(`must be str, not ${typeName(sep)}`);
  const m = strLength(sep);
  if (m === 0) return valueError('empty separator');
  const n = strLength(self);
  const i = rfindRun(strKind(self), strData(self), 0, n, strKind(sep), strData(sep), m);
  if (i < 0) return newTuple(newRef(EmptyStr), newRef(EmptyStr), newRef(self));
  return newTuple(substr(self, 0, i), newRef(sep), substr(self, i + m, n));
}

export const splitMethods: readonly MethodSpec[] = [
  method(
    'split',
    '($self, /, sep = None, maxsplit: ssize = -1)',
    split,
    'The substrings between occurrences of sep, as a list.\n\n  sep\n    The separator; None (the default) means any run of whitespace.\n  maxsplit\n    The maximum number of splits, from the left; -1 means no limit.',
  ), // prettier-ignore
  method(
    'rsplit',
    '($self, /, sep = None, maxsplit: ssize = -1)',
    rsplit,
    'The substrings between occurrences of sep, as a list.\n\nLike split, but counts maxsplit from the right.',
  ), // prettier-ignore
  method(
    'splitlines',
    '($self, /, keepends: int = False)',
    splitlines,
    'The lines of the string, as a list.\n\nLine breaks are not included unless keepends is true.',
  ), // prettier-ignore
  method(
    'partition',
    '($self, sep, /)',
    partition,
    'Three parts: before the first sep, sep, and after it.\n\nWhere there is no sep, the string and two empty ones.',
  ), // prettier-ignore
  method(
    'rpartition',
    '($self, sep, /)',
    rpartition,
    'Three parts: before the last sep, sep, and after it.\n\nWhere there is no sep, two empty strings and the string.',
  ), // prettier-ignore
  method(
    'join',
    '($self, iterable, /)',
    strJoin,
    "The strings of an iterable, in one, with this string between them.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'",
  ), // prettier-ignore
];
