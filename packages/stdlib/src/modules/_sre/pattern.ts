/** Pattern objects: match, search, sub, split, findall and the rest. */
import {
  type Borrowed,
  compareBytes,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyTypeObject,
  TypeFlags,
} from '@tyston/memory';
import {
  bytesJoin,
  call,
  callMethod,
  classGetItem,
  clearWeakrefsOf,
  compareBool,
  decref,
  errClear,
  gcTrack,
  getAttrString,
  type HeapTypeSpec,
  hash,
  hashHigh,
  importModule,
  jsStr,
  listAppendOwned,
  listLength,
  MemberType,
  method,
  None,
  NotImplemented,
  newBool,
  newCallIterator,
  newInt,
  newList,
  newMappingProxy,
  newRef,
  newStr,
  newTuple,
  newTupleBuffer,
  Py_EQ,
  readChar,
  repr,
  setHashHigh,
  sipHash13,
  sipHigh,
  sipLow,
  strJoin,
  strLength,
  substr,
  tupleInit,
  typeOf,
} from '@tyston/objects';
import { destroy, visitFields } from '../../lib/own-types.js';
import { foundEnd, foundMark, foundStart, matchAt, prepare, searchFrom } from './engine.js';
import { PatternObject } from './layout.js';
import { newMatch } from './match.js';
import { FLAG } from './opcodes.js';
import { clipTo, openForPattern } from './open.js';
import { newScanner } from './scanner.js';
import { openSubject, type Subject, slice } from './subject.js';

const MAX = Number.MAX_SAFE_INTEGER;

const field = (self: Borrowed, offset: number) => ldPtr(self + offset);
/** The first instruction, as an index of words in the window. */
export function codeOf(self: Borrowed): number {
  return (self + PatternObject.code) >>> 2;
}
export function groupsOf(self: Borrowed): number {
  return ld32(self + PatternObject.groups);
}

/** Runs the engine once from `at`; `how` is 0 match, 1 fullmatch, 2 search. */
export function runOnce(
  self: Borrowed,
  subject: Subject,
  at: number,
  end: number,
  how: 0 | 1 | 2,
  advance: boolean,
): boolean {
  if (at > end) return false;
  prepare(subject.kind, subject.data, end, groupsOf(self));
  return how === 2 ? searchFrom(codeOf(self), at, advance) : matchAt(codeOf(self), at, how === 1, advance);
}

function matcher(how: 0 | 1 | 2) {
  return (self: Borrowed, string: Borrowed, pos: number, endpos: number): Owned => {
    const subject = openForPattern(self, string);
    if (subject === null) return NULL;
    const from = clipTo(pos, subject.length);
    const to = clipTo(endpos, subject.length);
    const r = runOnce(self, subject, from, to, how, false) ? newMatch(self, subject, from, to) : newRef(None);
    subject.release();
    return r;
  };
}

/** Calls `found` for every match that does not overlap the one before, at most `limit`. False when it returned false. */
function eachMatch(
  self: Borrowed,
  subject: Subject,
  pos: number,
  end: number,
  limit: number,
  found: (from: number, to: number) => boolean,
): boolean {
  let at = pos;
  let advance = false;
  for (let n = 0; n < limit; n++) {
    if (!runOnce(self, subject, at, end, 2, advance)) return true;
    const from = foundStart();
    const to = foundEnd();
    if (!found(from, to)) return false;
    advance = from === to;
    at = to;
  }
  return true;
}

/** Group `i` of what was just found; where it is unset None, or the empty text. */
function foundGroup(subject: Subject, i: number, emptyText: boolean): Owned {
  const from = foundMark(2 * i);
  const to = foundMark(2 * i + 1);
  if (from < 0 || to < 0) return emptyText ? slice(subject, 0, 0) : newRef(None);
  return slice(subject, from, to);
}

function findall(self: Borrowed, string: Borrowed, pos: number, endpos: number): Owned {
  const subject = openForPattern(self, string);
  if (subject === null) return NULL;
  const list = newList();
  const groups = groupsOf(self);
  eachMatch(self, subject, clipTo(pos, subject.length), clipTo(endpos, subject.length), MAX, (from, to) => {
    if (groups === 0) listAppendOwned(list, slice(subject, from, to));
    else if (groups === 1) listAppendOwned(list, foundGroup(subject, 0, true));
    else {
      const t = newTupleBuffer(groups);
      for (let i = 0; i < groups; i++) tupleInit(t, i, foundGroup(subject, i, true));
      gcTrack(t);
      listAppendOwned(list, t);
    }
    return true;
  });
  subject.release();
  return list;
}

function split(self: Borrowed, string: Borrowed, maxsplit: number): Owned {
  const subject = openForPattern(self, string);
  if (subject === null) return NULL;
  const list = newList();
  const groups = groupsOf(self);
  let last = 0;
  eachMatch(self, subject, 0, subject.length, maxsplit === 0 ? MAX : maxsplit, (from, to) => {
    listAppendOwned(list, slice(subject, last, from));
    for (let i = 0; i < groups; i++) listAppendOwned(list, foundGroup(subject, i, false));
    last = to;
    return true;
  });
  listAppendOwned(list, slice(subject, last, subject.length));
  subject.release();
  return list;
}

function isCallable(o: Borrowed): boolean {
  return ld32(typeOf(o) + PyTypeObject.tp_call) !== 0;
}

/** What a match is replaced by: an object that is used as it is, or a callable. New reference or NULL. */
function replacement(self: Borrowed, template: Borrowed): { filter: Owned; callable: boolean } | null {
  if (isCallable(template)) return { filter: newRef(template), callable: true };
  const text = openSubject(template);
  let literal = false;
  if (text === null) errClear();
  else {
    literal = true;
    for (let i = 0; i < text.length && literal; i++) literal = readChar(text.kind, text.data, i) !== 92;
    text.release();
  }
  if (literal) return { filter: newRef(template), callable: false };
  const re = importModule('re');
  if (re === 0) return null;
  const filter = callMethod(re, '_subx', self, template);
  decref(re);
  return filter === 0 ? null : { filter, callable: isCallable(filter) };
}

let replaced = 0;
/** sub: the new text; how many were replaced is left in `replaced`. */
function substitute(self: Borrowed, template: Borrowed, string: Borrowed, count: number): Owned {
  const how = replacement(self, template);
  if (how === null) return NULL;
  const subject = openForPattern(self, string);
  if (subject === null) {
    decref(how.filter);
    return NULL;
  }
  const list = newList();
  let last = 0;
  let n = 0;
  const ok = eachMatch(self, subject, 0, subject.length, count === 0 ? MAX : count, (from, to) => {
    if (last < from) listAppendOwned(list, slice(subject, last, from));
    let item: Owned;
    if (how.callable) {
      const match = newMatch(self, subject, 0, subject.length);
      if (match === 0) return false;
      item = call(how.filter, match);
      decref(match);
      if (item === 0) return false;
    } else item = newRef(how.filter);
    if (item !== None) listAppendOwned(list, item);
    else decref(item);
    last = to;
    n++;
    return true;
  });
  let r = NULL;
  if (ok) {
    if (last < subject.length) listAppendOwned(list, slice(subject, last, subject.length));
    const joiner = slice(subject, 0, 0);
    if (listLength(list) === 0) r = newRef(joiner);
    else r = subject.isBytes ? bytesJoin(joiner, list) : strJoin(joiner, list);
    decref(joiner);
  }
  replaced = n;
  decref(list);
  decref(how.filter);
  subject.release();
  return r;
}
function subn(self: Borrowed, template: Borrowed, string: Borrowed, count: number): Owned {
  const r = substitute(self, template, string, count);
  return r === 0 ? NULL : newTuple(r, newInt(replaced));
}

function finditer(self: Borrowed, string: Borrowed, pos: number, endpos: number): Owned {
  const scanner = newScanner(self, string, pos, endpos);
  if (scanner === 0) return NULL;
  const search = getAttrString(scanner, 'search');
  decref(scanner);
  if (search === 0) return NULL;
  const r = newCallIterator(search, None);
  decref(search);
  return r;
}

const FLAG_NAMES: readonly [string, number][] = [
  ['re.TEMPLATE', FLAG.TEMPLATE],
  ['re.IGNORECASE', FLAG.IGNORECASE],
  ['re.LOCALE', FLAG.LOCALE],
  ['re.MULTILINE', FLAG.MULTILINE],
  ['re.DOTALL', FLAG.DOTALL],
  ['re.UNICODE', FLAG.UNICODE],
  ['re.VERBOSE', FLAG.VERBOSE],
  ['re.DEBUG', FLAG.DEBUG],
  ['re.ASCII', FLAG.ASCII],
];

function patternRepr(self: Borrowed): Owned {
  let flags = ld32(self + PatternObject.flags);
  // re.UNICODE goes without saying where it is all there is.
  if (
    ld32(self + PatternObject.isbytes) === 0 &&
    (flags & (FLAG.LOCALE | FLAG.UNICODE | FLAG.ASCII)) === FLAG.UNICODE
  )
    flags &= ~FLAG.UNICODE;
  const shown: string[] = [];
  for (const [name, bit] of FLAG_NAMES) {
    if (flags & bit) {
      shown.push(name);
      flags &= ~bit;
    }
  }
  if (flags) shown.push(`0x${(flags >>> 0).toString(16)}`);
  const full = repr(field(self, PatternObject.pattern));
  if (full === 0) return NULL;
  const cut = substr(full, 0, Math.min(200, strLength(full)));
  const text = jsStr(cut);
  decref(cut);
  decref(full);
  return newStr(shown.length > 0 ? `re.compile(${text}, ${shown.join('|')})` : `re.compile(${text})`);
}

function patternHash(self: Borrowed): number {
  let low = hash(field(self, PatternObject.pattern));
  let high = hashHigh();
  if (low === -1 && high === -1) return -1;
  const size = ld32(self + PatternObject.codesize);
  sipHash13(self + PatternObject.code, size * 4);
  const isBytes = ld32(self + PatternObject.isbytes);
  low ^= sipLow() ^ ld32(self + PatternObject.flags) ^ isBytes ^ size;
  high ^= sipHigh() ^ (isBytes >> 31);
  if (low === -1 && high === -1) low = -2;
  setHashHigh(high);
  return low;
}

function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if ((op !== 2 && op !== 3) || typeOf(a) !== typeOf(b)) return newRef(NotImplemented);
  let equal = a === b ? 1 : 0;
  if (a !== b) {
    const same = (offset: number) => ld32(a + offset) === ld32(b + offset);
    if (same(PatternObject.flags) && same(PatternObject.isbytes) && same(PatternObject.codesize)) {
      const bytes = ld32(a + PatternObject.codesize) * 4;
      if (compareBytes(a + PatternObject.code, b + PatternObject.code, bytes) === 0)
        equal = compareBool(field(a, PatternObject.pattern), field(b, PatternObject.pattern), Py_EQ);
    }
  }
  return equal < 0 ? NULL : newBool((equal === 1) === (op === 2));
}

const same = (self: Borrowed) => newRef(self);
const RANGE = '($self, /, string, pos: ssize = 0, endpos: ssize = sys.maxsize)';
const OWNED = [PatternObject.groupindex, PatternObject.indexgroup, PatternObject.pattern];

export const patternType: HeapTypeSpec = {
  name: 'Pattern',
  tpName: 're.Pattern',
  basicsize: PatternObject.size,
  itemsize: 4,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE | TypeFlags.DISALLOW_INSTANTIATION,
  weaklistoffset: PatternObject.weakreflist,
  doc: 'Compiled regular expression object.',
  slots: {
    tp_dealloc(self: Borrowed) {
      if (field(self, PatternObject.weakreflist) !== 0) clearWeakrefsOf(self);
      destroy(self, ...OWNED);
    },
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visitFields(self, visit, ...OWNED),
    tp_repr: patternRepr,
    tp_hash: patternHash,
    tp_richcompare: compare,
  },
  methods: [
    method('match', RANGE, matcher(0), 'Matches zero or more characters at the beginning of the string.'),
    method('fullmatch', RANGE, matcher(1), 'Matches against all of the string.'),
    method(
      'search',
      RANGE,
      matcher(2),
      'Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches.',
    ), // prettier-ignore
    method(
      'sub',
      '($self, /, repl, string, count: ssize = 0)',
      substitute,
      'Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.',
    ), // prettier-ignore
    method(
      'subn',
      '($self, /, repl, string, count: ssize = 0)',
      subn,
      'Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.',
    ), // prettier-ignore
    method('findall', RANGE, findall, 'Return a list of all non-overlapping matches of pattern in string.'),
    method(
      'split',
      '($self, /, string, maxsplit: ssize = 0)',
      split,
      'Split string by the occurrences of pattern.',
    ),
    method(
      'finditer',
      RANGE,
      finditer,
      'Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object.',
    ), // prettier-ignore
    method('scanner', RANGE, newScanner),
    method('__copy__', '($self, /)', same),
    method('__deepcopy__', '($self, memo, /)', same),
    classGetItem,
  ],
  members: [
    {
      name: 'pattern',
      type: MemberType.OBJECT,
      offset: PatternObject.pattern,
      readonly: true,
      doc: 'The pattern string from which the RE object was compiled.',
    }, // prettier-ignore
    {
      name: 'flags',
      type: MemberType.INT,
      offset: PatternObject.flags,
      readonly: true,
      doc: 'The regex matching flags.',
    }, // prettier-ignore
    {
      name: 'groups',
      type: MemberType.SSIZE,
      offset: PatternObject.groups,
      readonly: true,
      doc: 'The number of capturing groups in the pattern.',
    }, // prettier-ignore
  ],
  getset: [
    {
      name: 'groupindex',
      get: (self) => newMappingProxy(field(self, PatternObject.groupindex)),
      doc: 'A dictionary mapping group names to group numbers.',
    }, // prettier-ignore
  ],
};
