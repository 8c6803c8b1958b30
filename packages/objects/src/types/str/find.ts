/** Looking for parts of a string: find, index, count, startswith, endswith, removeprefix, replace, `in`. */
import { type Addr, type Borrowed, NULL, type Owned } from '@tyston/memory';
import { type MethodSpec, method } from '../../core/define.js';
import { typeError, valueError } from '../../core/errors.js';
import { newBool, newInt } from '../../core/int.js';
import { typeName } from '../../core/names.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import {
  kindFor,
  maxCharIn,
  newChar,
  newStrBuffer,
  readChar,
  strData,
  strKind,
  strLength,
  substr,
  writeChar,
} from '../../core/str.js';
import { copyChars, strMaxBound } from '../../core/str-build.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { EmptyStr, T } from '../../core/wellknown.js';
import { countRun, findRun, matchesAt, rfindRun } from '../../lib/search.js';
import {
  adjustEnd,
  adjustStart,
  findArgument,
  findEnd,
  findStart,
  parseFindArgs,
} from '../../lib/slice-index.js';

/** The exact str with the content of `p`: itself unless it is of a subclass. New reference. */
export function exactStr(p: Borrowed): Owned {
  return typeOf(p) === T.str ? newRef(p) : substr(p, 0, strLength(p));
}

let sub = 0 as Borrowed;
let start = 0;
let end = 0;
function parse(name: string, self: Borrowed, args: Addr, n: number, kwnames: Borrowed): boolean {
  if (!parseFindArgs(name, 'str', args, n, kwnames)) return false;
  sub = findArgument();
  if (!isInstance(sub, T.str)) {
    typeError(`must be str, not ${typeName(sub)}`);
    return false;
  }
  const length = strLength(self);
  end = adjustEnd(findEnd(), length);
  start = adjustStart(findStart(), length);
  return true;
}

function find(self: Borrowed): number {
  return findRun(strKind(self), strData(self), start, end, strKind(sub), strData(sub), strLength(sub));
}
function rfind(self: Borrowed): number {
  return rfindRun(strKind(self), strData(self), start, end, strKind(sub), strData(sub), strLength(sub));
}

function finder(name: string, search: (self: Borrowed) => number, mustExist: boolean) {
  return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!parse(name, self, args, n, kwnames)) return NULL;
    const i = search(self);
    return i < 0 && mustExist ? valueError('substring not found') : newInt(i);
  };
}

function count(self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!parse('count', self, args, n, kwnames)) return NULL;
  return newInt(
    countRun(
      strKind(self),
      strData(self),
      start,
      end,
      strKind(sub),
      strData(sub),
      strLength(sub),
      Number.MAX_SAFE_INTEGER,
    ),
  );
}

function tailMatch(self: Borrowed, affix: Borrowed, from: number, to: number, atEnd: boolean): boolean {
  const m = strLength(affix);
  if (to - m < from) return false;
  return matchesAt(strKind(self), strData(self), atEnd ? to - m : from, strKind(affix), strData(affix), m);
}

function affixTest(name: string, atEnd: boolean) {
  return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!parseFindArgs(name, 'str', args, n, kwnames)) return NULL;
    const affix = findArgument();
    const to = adjustEnd(findEnd(), strLength(self));
    const from = adjustStart(findStart(), strLength(self));
    if (isInstance(affix, T.tuple)) {
      for (let i = 0; i < tupleLength(affix); i++) {
        const item = tupleItem(affix, i);
        if (!isInstance(item, T.str))
          return typeError(`tuple for ${name} must only contain str, not ${typeName(item)}`);
        if (tailMatch(self, item, from, to, atEnd)) return newBool(true);
      }
      return newBool(false);
    }
    if (!isInstance(affix, T.str))
      return typeError(`${name} first arg must be str or a tuple of str, not ${typeName(affix)}`);
    return newBool(tailMatch(self, affix, from, to, atEnd));
  };
}

function removeprefix(self: Borrowed, prefix: Borrowed): Owned {
  const n = strLength(self);
  return tailMatch(self, prefix, 0, n, false) ? substr(self, strLength(prefix), n) : exactStr(self);
}
function removesuffix(self: Borrowed, suffix: Borrowed): Owned {
  const n = strLength(self);
  const m = strLength(suffix);
  return m > 0 && tailMatch(self, suffix, 0, n, true) ? substr(self, 0, n - m) : exactStr(self);
}

/** Same length: a copy with places overwritten. */
function replaceSameLength(self: Borrowed, old: Borrowed, by: Borrowed, max: number, first: number): Owned {
  const n = strLength(self);
  const m = strLength(old);
  const kind = strKind(self);
  const data = strData(self);
  // Replacing may take away the only wide characters, so the class of the result is found at the end.
  const bound = Math.max(strMaxBound(self), strMaxBound(by));
  const r = newStrBuffer(n, bound);
  const k = strKind(r);
  const d = strData(r);
  copyChars(k, d, 0, kind, data, 0, n);
  for (let i = first, done = 0; i >= 0 && done < max; done++) {
    copyChars(k, d, i, strKind(by), strData(by), 0, m);
    i = findRun(kind, data, i + m, n, strKind(old), strData(old), m);
  }
  return tighten(r, bound);
}

/** Makes a canonical string of one whose data may be narrower than its class; steals. */
export function tighten(p: Owned, bound: number): Owned {
  const n = strLength(p);
  if (n !== 1 && bound < 128) return p;
  const kind = strKind(p);
  const data = strData(p);
  const max = maxCharIn(kind, data, 0, n);
  const ascii = bound < 128;
  if (n !== 1 && kindFor(max) === kind && max < 128 === ascii) return p;
  const r = n === 1 && max < 256 ? newChar(max) : newStrBuffer(n, max);
  if (n > 1 || max > 255) {
    const k = strKind(r);
    const d = strData(r);
    for (let i = 0; i < n; i++) writeChar(k, d, i, readChar(kind, data, i));
  }
  decref(p);
  return r;
}

/** self.replace(old, by, max), all str. */
export function strReplace(self: Borrowed, old: Borrowed, by: Borrowed, max: number): Owned {
  const n = strLength(self);
  const m = strLength(old);
  const w = strLength(by);
  if (max < 0) max = Number.MAX_SAFE_INTEGER;
  if (n < m || max === 0 || (old === by && m > 0)) return exactStr(self);
  const kind = strKind(self);
  const data = strData(self);
  const oldKind = strKind(old);
  const oldData = strData(old);
  const byKind = strKind(by);
  const byData = strData(by);
  if (m === 0) {
    if (w === 0) return exactStr(self);
    const times = Math.min(max, n + 1);
    const r = newStrBuffer(n + times * w, Math.max(n > 0 ? strMaxBound(self) : 0, strMaxBound(by)));
    const k = strKind(r);
    const d = strData(r);
    let o = 0;
    for (let i = 0; i < times; i++) {
      copyChars(k, d, o, byKind, byData, 0, w);
      o += w;
      if (i < n) copyChars(k, d, o++, kind, data, i, 1);
    }
    if (times < n) copyChars(k, d, o, kind, data, times, n - times);
    return n + times * w === 1 ? tighten(r, 0x10ffff) : r;
  }
  const first = findRun(kind, data, 0, n, oldKind, oldData, m);
  if (first < 0) return exactStr(self);
  if (m === w) return replaceSameLength(self, old, by, max, first);
  const times = countRun(kind, data, first, n, oldKind, oldData, m, max);
  const length = n + times * (w - m);
  if (length === 0) return newRef(EmptyStr);
  const bound = Math.max(strMaxBound(self), w > 0 ? strMaxBound(by) : 0);
  const r = newStrBuffer(length, bound);
  const k = strKind(r);
  const d = strData(r);
  let from = 0;
  let o = 0;
  for (let i = first, done = 0; done < times; done++) {
    copyChars(k, d, o, kind, data, from, i - from);
    o += i - from;
    copyChars(k, d, o, byKind, byData, 0, w);
    o += w;
    from = i + m;
    if (done + 1 < times) i = findRun(kind, data, from, n, oldKind, oldData, m);
  }
  copyChars(k, d, o, kind, data, from, n - from);
  return tighten(r, bound);
}

/** sub in self: 1, 0 or -1. */
export function strContains(self: Borrowed, item: Borrowed): 1 | 0 | -1 {
  if (!isInstance(item, T.str)) {
    typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
    return -1;
  }
  const n = strLength(self);
  return findRun(strKind(self), strData(self), 0, n, strKind(item), strData(item), strLength(item)) >= 0
    ? 1
    : 0;
}

const RAW = { raw: true, noTextSignature: true } as const;
const FIND = '($self, *args)';
export const findMethods: readonly MethodSpec[] = [
  method(
    'find',
    FIND,
    finder('find', find, false),
    'S.find(sub[, start[, end]]) -> int\n\nThe lowest index in S where sub is found within S[start:end], or -1.',
    RAW,
  ), // prettier-ignore
  method(
    'rfind',
    FIND,
    finder('rfind', rfind, false),
    'S.rfind(sub[, start[, end]]) -> int\n\nThe highest index in S where sub is found within S[start:end], or -1.',
    RAW,
  ), // prettier-ignore
  method(
    'index',
    FIND,
    finder('index', find, true),
    'S.index(sub[, start[, end]]) -> int\n\nLike find, but raises ValueError when sub is not found.',
    RAW,
  ), // prettier-ignore
  method(
    'rindex',
    FIND,
    finder('rindex', rfind, true),
    'S.rindex(sub[, start[, end]]) -> int\n\nLike rfind, but raises ValueError when sub is not found.',
    RAW,
  ), // prettier-ignore
  method(
    'count',
    FIND,
    count,
    'S.count(sub[, start[, end]]) -> int\n\nThe number of occurrences of sub in S[start:end] that do not overlap.',
    RAW,
  ), // prettier-ignore
  method(
    'startswith',
    FIND,
    affixTest('startswith', false),
    'S.startswith(prefix[, start[, end]]) -> bool\n\nTrue if S[start:end] starts with the prefix, or with one of a tuple of them.',
    RAW,
  ), // prettier-ignore
  method(
    'endswith',
    FIND,
    affixTest('endswith', true),
    'S.endswith(suffix[, start[, end]]) -> bool\n\nTrue if S[start:end] ends with the suffix, or with one of a tuple of them.',
    RAW,
  ), // prettier-ignore
  method(
    'removeprefix',
    '($self, prefix: str, /)',
    removeprefix,
    'The string without the given prefix, if it has it.',
  ),
  method(
    'removesuffix',
    '($self, suffix: str, /)',
    removesuffix,
    'The string without the given suffix, if it has it.',
  ),
  method(
    'replace',
    '($self, old: str, new: str, count: ssize = -1, /)',
    strReplace,
    'A copy in which all occurrences of old are replaced by new.\n\nAt most count of them, from the left, when count is given.',
  ),
];
