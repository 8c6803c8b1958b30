/** split, rsplit, splitlines, partition, join, strip, of bytes and bytearray. */
import { type Borrowed, copy, ld8, ldPtr, NULL, type Owned } from '@tyston/memory';
import { sequenceList } from '../../core/abstract.js';
import { type BytesLike, getBytesLike } from '../../core/buffer.js';
import { bytesData, bytesLength } from '../../core/bytes.js';
import { type MethodSpec, method } from '../../core/define.js';
import { errClear, errMatches, typeError, valueError } from '../../core/errors.js';
import { listAppendOwned, listItems, listLength, newList } from '../../core/list.js';
import { typeName } from '../../core/names.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { getSlot, slotPlace } from '../../core/slot-offsets.js';
import { newTuple } from '../../core/tuple.js';
import { None, T } from '../../core/wellknown.js';
import { findRun, rfindRun } from '../search.js';
import { BYTES, type BytesKind } from './kind.js';

export function isByteSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

function whole(kind: BytesKind, self: Borrowed): Owned {
  return kind.name === 'bytes' && typeOf(self) === T.bytes
    ? newRef(self)
    : kind.make(kind.data(self), kind.length(self));
}

function splitSpace(kind: BytesKind, self: Borrowed, max: number): Owned {
  const list = newList();
  const n = kind.length(self);
  const data = kind.data(self);
  let i = 0;
  for (; max > 0; max--) {
    while (i < n && isByteSpace(ld8(data + i))) i++;
    if (i === n) return list;
    const from = i++;
    while (i < n && !isByteSpace(ld8(data + i))) i++;
    listAppendOwned(list, from === 0 && i === n ? whole(kind, self) : kind.make(data + from, i - from));
  }
  while (i < n && isByteSpace(ld8(data + i))) i++;
  if (i < n) listAppendOwned(list, kind.make(data + i, n - i));
  return list;
}
function rsplitSpace(kind: BytesKind, self: Borrowed, max: number): Owned[] {
  const parts: Owned[] = [];
  const data = kind.data(self);
  let i = kind.length(self) - 1;
  for (; max > 0; max--) {
    while (i >= 0 && isByteSpace(ld8(data + i))) i--;
    if (i < 0) return parts;
    const end = i-- + 1;
    while (i >= 0 && !isByteSpace(ld8(data + i))) i--;
    parts.push(kind.make(data + i + 1, end - i - 1));
  }
  while (i >= 0 && isByteSpace(ld8(data + i))) i--;
  if (i >= 0) parts.push(kind.make(data, i + 1));
  return parts;
}

function separator(o: Borrowed): BytesLike | null {
  const sep = getBytesLike(o);
  if (sep !== null && sep.length === 0) {
    sep.release();
    valueError('empty separator');
    return null;
  }
  return sep;
}

function splitter(kind: BytesKind) {
  return (self: Borrowed, o: Borrowed, max: number): Owned => {
    if (max < 0) max = Number.MAX_SAFE_INTEGER;
    if (o === 0 || o === None) return splitSpace(kind, self, max);
    const sep = separator(o);
    if (sep === null) return NULL;
    const list = newList();
    const n = kind.length(self);
    const data = kind.data(self);
    let from = 0;
    for (; max > 0; max--) {
      const i = findRun(1, data, from, n, 1, sep.address, sep.length);
      if (i < 0) break;
      listAppendOwned(list, kind.make(data + from, i - from));
      from = i + sep.length;
    }
    listAppendOwned(list, from === 0 ? whole(kind, self) : kind.make(data + from, n - from));
    sep.release();
    return list;
  };
}
function rsplitter(kind: BytesKind) {
  return (self: Borrowed, o: Borrowed, max: number): Owned => {
    if (max < 0) max = Number.MAX_SAFE_INTEGER;
    let parts: Owned[];
    if (o === 0 || o === None) parts = rsplitSpace(kind, self, max);
    else {
      const sep = separator(o);
      if (sep === null) return NULL;
      parts = [];
      const data = kind.data(self);
      let end = kind.length(self);
      for (; max > 0; max--) {
        const i = rfindRun(1, data, 0, end, 1, sep.address, sep.length);
        if (i < 0) break;
        parts.push(kind.make(data + i + sep.length, end - i - sep.length));
        end = i;
      }
      parts.push(parts.length === 0 ? whole(kind, self) : kind.make(data, end));
      sep.release();
    }
    const list = newList();
    for (let i = parts.length - 1; i >= 0; i--) listAppendOwned(list, parts[i]!);
    return list;
  };
}

function splitlines(kind: BytesKind) {
  return (self: Borrowed, keepends: number): Owned => {
    const list = newList();
    const n = kind.length(self);
    const data = kind.data(self);
    let i = 0;
    while (i < n) {
      const from = i;
      while (i < n && ld8(data + i) !== 10 && ld8(data + i) !== 13) i++;
      let end = i;
      if (i < n) {
        i += ld8(data + i) === 13 && i + 1 < n && ld8(data + i + 1) === 10 ? 2 : 1;
        if (keepends) end = i;
      }
      listAppendOwned(list, from === 0 && end === n ? whole(kind, self) : kind.make(data + from, end - from));
    }
    return list;
  };
}

function partitioner(kind: BytesKind, right: boolean) {
  return (self: Borrowed, o: Borrowed): Owned => {
    const sep = separator(o);
    if (sep === null) return NULL;
    const n = kind.length(self);
    const m = sep.length;
    const data = kind.data(self);
    const i = (right ? rfindRun : findRun)(1, data, 0, n, 1, sep.address, m);
    let r: Owned;
    if (i >= 0) {
      // bytes hands on the separator itself, bytearray makes a bytearray of it.
      const middle = kind.name === 'bytes' ? newRef(o) : kind.make(sep.address, m);
      r = newTuple(kind.make(data, i), middle, kind.make(data + i + m, n - i - m));
    } else {
      const all = kind.name === 'bytes' ? newRef(self) : kind.make(data, n);
      r = right
        ? newTuple(kind.make(data, 0), kind.make(data, 0), all)
        : newTuple(all, kind.make(data, 0), kind.make(data, 0));
    }
    sep.release();
    return r;
  };
}

const TP_ITER = slotPlace('tp_iter');
const SQ_ITEM = slotPlace('sq_item');

function joiner(kind: BytesKind) {
  return (self: Borrowed, iterable: Borrowed): Owned => {
    let list = NULL;
    if (typeOf(iterable) === T.list) list = newRef(iterable);
    else {
      list = sequenceList(iterable);
      if (list === 0) {
        const iterates = getSlot(typeOf(iterable), TP_ITER) !== 0 || getSlot(typeOf(iterable), SQ_ITEM) !== 0;
        if (errMatches(T.TypeError) && !iterates) return typeError('can only join an iterable');
        return NULL;
      }
    }
    const n = listLength(list);
    if (n === 1 && kind.name === 'bytes' && typeOf(ldPtr(listItems(list))) === T.bytes) {
      const only = newRef(ldPtr(listItems(list)));
      decref(list);
      return only;
    }
    const parts: BytesLike[] = [];
    let total = 0;
    let failed = false;
    for (let i = 0; i < n && !failed; i++) {
      const item = ldPtr(listItems(list) + i * 8);
      if (typeOf(item) === T.bytes) {
        // The list keeps it alive.
        parts.push({ address: bytesData(item), length: bytesLength(item), release() {} });
      } else {
        const part = getBytesLike(item);
        if (part === null) {
          if (errMatches(T.TypeError)) {
            errClear();
            typeError(`sequence item ${i}: expected a bytes-like object, ${typeName(item)} found`);
          }
          failed = true;
          break;
        }
        parts.push(part);
      }
      total += parts[i]!.length;
    }
    let r = NULL;
    if (!failed) {
      const m = kind.length(self);
      const sep = kind.data(self);
      r = kind.buffer(total + (n > 1 ? m * (n - 1) : 0));
      let to = kind.data(r);
      for (let i = 0; i < n; i++) {
        if (i > 0 && m > 0) {
          copy(to, sep, m);
          to += m;
        }
        copy(to, parts[i]!.address, parts[i]!.length);
        to += parts[i]!.length;
      }
    }
    for (const part of parts) part.release();
    decref(list);
    return r;
  };
}

/** sep.join(iterable) of bytes. */
export const bytesJoin = joiner(BYTES);

function stripper(kind: BytesKind, left: boolean, right: boolean) {
  return (self: Borrowed, o: Borrowed): Owned => {
    let has = isByteSpace;
    let chars: BytesLike | null = null;
    if (o !== 0 && o !== None) {
      const set = getBytesLike(o);
      if (set === null) return NULL;
      chars = set;
      const table = new Uint8Array(256);
      for (let k = 0; k < set.length; k++) table[ld8(set.address + k)] = 1;
      has = (c) => table[c] === 1;
    }
    const n = kind.length(self);
    const data = kind.data(self);
    let i = 0;
    let j = n;
    if (left) while (i < j && has(ld8(data + i))) i++;
    if (right) while (j > i && has(ld8(data + j - 1))) j--;
    chars?.release();
    return i === 0 && j === n ? kind.unchanged(self) : kind.make(data + i, j - i);
  };
}

export function bytesSplitMethods(kind: BytesKind): readonly MethodSpec[] {
  return [
    method(
      'split',
      '($self, /, sep = None, maxsplit: ssize = -1)',
      splitter(kind),
      'The sections between occurrences of sep, as a list.\n\n  sep\n    The separator; None (the default) means any run of ASCII whitespace.\n  maxsplit\n    The maximum number of splits; -1 means no limit.',
    ), // prettier-ignore
    method(
      'rsplit',
      '($self, /, sep = None, maxsplit: ssize = -1)',
      rsplitter(kind),
      'The sections between occurrences of sep, as a list.\n\nLike split, but counts maxsplit from the right.',
    ), // prettier-ignore
    method(
      'splitlines',
      '($self, /, keepends: int = False)',
      splitlines(kind),
      'The lines, as a list.\n\nLine breaks are not included unless keepends is true.',
    ), // prettier-ignore
    method(
      'partition',
      '($self, sep, /)',
      partitioner(kind, false),
      'Three parts: before the first sep, sep, and after it.\n\nWhere there is no sep, the whole and two empty ones.',
    ), // prettier-ignore
    method(
      'rpartition',
      '($self, sep, /)',
      partitioner(kind, true),
      'Three parts: before the last sep, sep, and after it.\n\nWhere there is no sep, two empty ones and the whole.',
    ), // prettier-ignore
    method(
      'join',
      '($self, iterable_of_bytes, /)',
      joiner(kind),
      "The bytes-like objects of an iterable, in one, with these bytes between them.\n\nExample: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'.",
    ), // prettier-ignore
    method(
      'strip',
      '($self, bytes = None, /)',
      stripper(kind, true, true),
      'Strip leading and trailing bytes contained in the argument.\n\nIf it is omitted or None, ASCII whitespace.',
    ), // prettier-ignore
    method(
      'lstrip',
      '($self, bytes = None, /)',
      stripper(kind, true, false),
      'Strip leading bytes contained in the argument.\n\nIf it is omitted or None, ASCII whitespace.',
    ), // prettier-ignore
    method(
      'rstrip',
      '($self, bytes = None, /)',
      stripper(kind, false, true),
      'Strip trailing bytes contained in the argument.\n\nIf it is omitted or None, ASCII whitespace.',
    ), // prettier-ignore
  ];
}
