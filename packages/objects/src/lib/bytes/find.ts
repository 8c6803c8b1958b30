/** find, index, count, startswith, endswith, removeprefix, removesuffix, replace, `in`, of bytes and bytearray. */
import { type Addr, type Borrowed, copy, NULL, type Owned, st8 } from '@tyston/memory';
import { asSsize, hasIndex, intAsSsize } from '../../core/abstract.js';
import { type BytesLike, getBytesLike, hasBuffer } from '../../core/buffer.js';
import { type MethodSpec, method } from '../../core/define.js';
import { errClear, errOccurred, typeError, valueError } from '../../core/errors.js';
import { free, malloc } from '../../core/heap.js';
import { newBool, newInt } from '../../core/int.js';
import { typeName } from '../../core/names.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { T } from '../../core/wellknown.js';
import { countRun, findRun, matchesAt, rfindRun } from '../search.js';
import { adjustEnd, adjustStart, findArgument, findEnd, findStart, parseFindArgs } from '../slice-index.js';
import type { BytesKind } from './kind.js';

/** What is looked for: a bytes-like object, or an int that is one byte. Null with an exception. */
function needle(o: Borrowed): BytesLike | null {
  if (hasBuffer(o)) return getBytesLike(o);
  if (!hasIndex(o)) {
    typeError(`argument should be integer or bytes-like object, not '${typeName(o)}'`);
    return null;
  }
  const v = asSsize(o, 0);
  if (v === -1 && errOccurred() !== 0) return null;
  return oneByte(v);
}
function oneByte(v: number): BytesLike | null {
  if (v < 0 || v > 255) {
    valueError('byte must be in range(0, 256)');
    return null;
  }
  const address = malloc(8);
  st8(address, v);
  return { address, length: 1, release: () => free(address) };
}

/** item in self: 1, 0 or -1. */
export function bytesContains(kind: BytesKind, self: Borrowed, item: Borrowed): 1 | 0 | -1 {
  let part: BytesLike | null;
  if (hasIndex(item)) {
    const v = asSsize(item, 0);
    if (v === -1 && errOccurred() !== 0) {
      errClear();
      part = getBytesLike(item);
    } else part = oneByte(v);
  } else part = getBytesLike(item);
  if (part === null) return -1;
  const i = findRun(1, kind.data(self), 0, kind.length(self), 1, part.address, part.length);
  part.release();
  return i >= 0 ? 1 : 0;
}

type Search = (data: Addr, start: number, end: number, needle: Addr, m: number) => number;

function finder(kind: BytesKind, name: string, search: Search, mustExist: boolean) {
  return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!parseFindArgs(name, kind.name, args, n, kwnames)) return NULL;
    const from = findStart();
    const to = findEnd();
    const part = needle(findArgument());
    if (part === null) return NULL;
    const length = kind.length(self);
    const i = search(
      kind.data(self),
      adjustStart(from, length),
      adjustEnd(to, length),
      part.address,
      part.length,
    );
    part.release();
    return i < 0 && mustExist ? valueError('subsection not found') : newInt(i);
  };
}

function tailMatch(
  kind: BytesKind,
  self: Borrowed,
  affix: BytesLike,
  from: number,
  to: number,
  atEnd: boolean,
): boolean {
  const m = affix.length;
  if (to - m < from) return false;
  return matchesAt(1, kind.data(self), atEnd ? to - m : from, 1, affix.address, m);
}

function affixTest(kind: BytesKind, name: string, atEnd: boolean) {
  const test = (self: Borrowed, o: Borrowed, from: number, to: number): number => {
    const affix = getBytesLike(o);
    if (affix === null) return -1;
    const length = kind.length(self);
    const r = tailMatch(kind, self, affix, adjustStart(from, length), adjustEnd(to, length), atEnd);
    affix.release();
    return r ? 1 : 0;
  };
  return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!parseFindArgs(name, kind.name, args, n, kwnames)) return NULL;
    const affix = findArgument();
    const from = findStart();
    const to = findEnd();
    if (isInstance(affix, T.tuple)) {
      for (let i = 0; i < tupleLength(affix); i++) {
        const r = test(self, tupleItem(affix, i), from, to);
        if (r < 0) return NULL;
        if (r === 1) return newBool(true);
      }
      return newBool(false);
    }
    if (!hasBuffer(affix))
      return typeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeName(affix)}`);
    const r = test(self, affix, from, to);
    return r < 0 ? NULL : newBool(r === 1);
  };
}

function removeAffix(kind: BytesKind, atEnd: boolean) {
  return (self: Borrowed, o: Borrowed): Owned => {
    const affix = getBytesLike(o);
    if (affix === null) return NULL;
    const n = kind.length(self);
    const m = affix.length;
    const matches = m > 0 && tailMatch(kind, self, affix, 0, n, atEnd);
    affix.release();
    if (!matches) return kind.unchanged(self);
    return atEnd ? kind.make(kind.data(self), n - m) : kind.make(kind.data(self) + m, n - m);
  };
}

function replaced(kind: BytesKind, self: Borrowed, old: BytesLike, by: BytesLike, max: number): Owned {
  const n = kind.length(self);
  const m = old.length;
  const w = by.length;
  const data = kind.data(self);
  if (max < 0) max = Number.MAX_SAFE_INTEGER;
  if (n < m || max === 0) return kind.unchanged(self);
  if (m === 0) {
    if (w === 0) return kind.unchanged(self);
    const times = Math.min(max, n + 1);
    const r = kind.buffer(n + times * w);
    let to = kind.data(r);
    for (let i = 0; i < times; i++) {
      copy(to, by.address, w);
      to += w;
      if (i < n) copy(to++, data + i, 1);
    }
    if (times < n) copy(to, data + times, n - times);
    return r;
  }
  const times = countRun(1, data, 0, n, 1, old.address, m, max);
  if (times === 0) return kind.unchanged(self);
  const r = kind.buffer(n + times * (w - m));
  let to = kind.data(r);
  let from = 0;
  for (let k = 0; k < times; k++) {
    const i = findRun(1, data, from, n, 1, old.address, m);
    copy(to, data + from, i - from);
    to += i - from;
    copy(to, by.address, w);
    to += w;
    from = i + m;
  }
  copy(to, data + from, n - from);
  return r;
}

function replacer(kind: BytesKind) {
  return (self: Borrowed, oldObject: Borrowed, newObject: Borrowed, count: Borrowed): Owned => {
    const old = getBytesLike(oldObject);
    if (old === null) return NULL;
    const by = getBytesLike(newObject);
    if (by === null) {
      old.release();
      return NULL;
    }
    // Arguments are looked at in their order.
    const max = count === 0 ? -1 : intAsSsize(count);
    const r = max === -1 && errOccurred() ? NULL : replaced(kind, self, old, by, max);
    old.release();
    by.release();
    return r;
  };
}

const RAW = { raw: true, noTextSignature: true } as const;
const FIND = '($self, *args)';
const find: Search = (data, start, end, part, m) => findRun(1, data, start, end, 1, part, m);
const rfind: Search = (data, start, end, part, m) => rfindRun(1, data, start, end, 1, part, m);
const count: Search = (data, start, end, part, m) =>
  countRun(1, data, start, end, 1, part, m, Number.MAX_SAFE_INTEGER);

export function bytesFindMethods(kind: BytesKind): readonly MethodSpec[] {
  return [
    method(
      'find',
      FIND,
      finder(kind, 'find', find, false),
      'B.find(sub[, start[, end]]) -> int\n\nThe lowest index in B where sub is found within B[start:end], or -1.',
      RAW,
    ), // prettier-ignore
    method(
      'rfind',
      FIND,
      finder(kind, 'rfind', rfind, false),
      'B.rfind(sub[, start[, end]]) -> int\n\nThe highest index in B where sub is found within B[start:end], or -1.',
      RAW,
    ), // prettier-ignore
    method(
      'index',
      FIND,
      finder(kind, 'index', find, true),
      'B.index(sub[, start[, end]]) -> int\n\nLike find, but raises ValueError when sub is not found.',
      RAW,
    ), // prettier-ignore
    method(
      'rindex',
      FIND,
      finder(kind, 'rindex', rfind, true),
      'B.rindex(sub[, start[, end]]) -> int\n\nLike rfind, but raises ValueError when sub is not found.',
      RAW,
    ), // prettier-ignore
    method(
      'count',
      FIND,
      finder(kind, 'count', count, false),
      'B.count(sub[, start[, end]]) -> int\n\nThe number of occurrences of sub in B[start:end] that do not overlap.',
      RAW,
    ), // prettier-ignore
    method(
      'startswith',
      FIND,
      affixTest(kind, 'startswith', false),
      'B.startswith(prefix[, start[, end]]) -> bool\n\nTrue if B[start:end] starts with the prefix, or with one of a tuple of them.',
      RAW,
    ), // prettier-ignore
    method(
      'endswith',
      FIND,
      affixTest(kind, 'endswith', true),
      'B.endswith(suffix[, start[, end]]) -> bool\n\nTrue if B[start:end] ends with the suffix, or with one of a tuple of them.',
      RAW,
    ), // prettier-ignore
    method(
      'removeprefix',
      '($self, prefix, /)',
      removeAffix(kind, false),
      'The bytes without the given prefix, if they have it.',
    ), // prettier-ignore
    method(
      'removesuffix',
      '($self, suffix, /)',
      removeAffix(kind, true),
      'The bytes without the given suffix, if they have it.',
    ), // prettier-ignore
    method(
      'replace',
      '($self, old, new, count=-1, /)',
      replacer(kind),
      'A copy in which all occurrences of old are replaced by new.\n\nAt most count of them, from the left, when count is given.',
    ), // prettier-ignore
  ];
}
