/** Match objects. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyVarObject,
  stOwned,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  asSsize,
  callMethod,
  classGetItem,
  decref,
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictNext,
  dictSet,
  errOccurred,
  gcTrack,
  type HeapTypeSpec,
  hasIndex,
  importModule,
  intToNumber,
  isInstance,
  jsStr,
  MemberType,
  method,
  None,
  newDict,
  newInt,
  newRef,
  newStr,
  newTuple,
  newTupleBuffer,
  repr,
  setError,
  strLength,
  substr,
  T,
  tupleInit,
  tupleItem,
  tupleLength,
  typeName,
} from '@tyston/objects';
import { destroy, newOf, visitFields } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { foundEnd, foundLastIndex, foundMark, foundStart } from './engine.js';
import { PatternObject } from './layout.js';
import { openSubject, type Subject, slice } from './subject.js';

/** `marks` holds two positions a group, the whole match first; -1 for groups that did not take part. */
export const MatchObject = struct('MatchObject', PyVarObject, {
  string: 'ptr',
  regs: 'ptr',
  pattern: 'ptr',
  pos: 'ssize',
  endpos: 'ssize',
  lastindex: 'ssize',
  groups: 'ssize',
  mark: ['ssize', 1],
});

const field = (self: Borrowed, offset: number) => ldPtr(self + offset);
const groupCount = (self: Borrowed) => ld32(self + MatchObject.groups);
const mark = (self: Borrowed, i: number) => ldSsize(self + MatchObject.mark + i * 8);

/** A Match of what the engine has just found. New reference. */
export function newMatch(pattern: Borrowed, subject: Subject, pos: number, endpos: number): Owned {
  const groups = ld32(pattern + PatternObject.groups);
  const self = newOf(StdlibState.SRE_MATCH, 2 * (groups + 1));
  if (self === 0) return NULL;
  stOwned(self + MatchObject.string, newRef(subject.object));
  stPtr(self + MatchObject.regs, 0);
  stOwned(self + MatchObject.pattern, newRef(pattern));
  stSsize(self + MatchObject.pos, pos);
  stSsize(self + MatchObject.endpos, endpos);
  stSsize(self + MatchObject.lastindex, foundLastIndex());
  stSsize(self + MatchObject.groups, groups + 1);
  const marks = self + MatchObject.mark;
  stSsize(marks, foundStart());
  stSsize(marks + 8, foundEnd());
  for (let i = 0; i < groups; i++) {
    const from = foundMark(2 * i);
    const to = foundMark(2 * i + 1);
    const set = from >= 0 && to >= 0;
    stSsize(marks + (2 * i + 2) * 8, set ? from : -1);
    stSsize(marks + (2 * i + 3) * 8, set ? to : -1);
  }
  return self;
}

function noSuchGroup(): -1 {
  if (errOccurred() === 0) setError(T.IndexError, 'no such group');
  return -1;
}
/** The number of the group that `index` names; -1 with IndexError. */
function groupIndex(self: Borrowed, index: Borrowed): number {
  if (index === 0) return 0;
  let i = -1;
  if (hasIndex(index)) i = asSsize(index, 0);
  else {
    const v = dictGet(field(field(self, MatchObject.pattern), PatternObject.groupindex), index);
    if (v !== 0 && isInstance(v, T.int)) i = intToNumber(v);
  }
  return i < 0 || i >= groupCount(self) ? noSuchGroup() : i;
}

/** The text of group `i`, or the default (new reference). */
function groupText(self: Borrowed, i: number, fallback: Borrowed): Owned {
  const from = mark(self, 2 * i);
  if (from < 0) return newRef(fallback);
  const string = field(self, MatchObject.string);
  if (isInstance(string, T.str)) {
    const n = strLength(string);
    return substr(string, Math.min(from, n), Math.min(mark(self, 2 * i + 1), n));
  }
  const subject = openSubject(string);
  if (subject === null) return NULL;
  // A bytearray may be shorter now than it was.
  const r = slice(subject, Math.min(from, subject.length), Math.min(mark(self, 2 * i + 1), subject.length));
  subject.release();
  return r;
}
function groupAt(self: Borrowed, index: Borrowed): Owned {
  const i = groupIndex(self, index);
  return i < 0 ? NULL : groupText(self, i, None);
}

function group(self: Borrowed, args: number, n: number, kwnames: Borrowed): Owned {
  if (kwnames !== 0 && tupleLength(kwnames) > 0)
    return setError(T.TypeError, 're.Match.group() takes no keyword arguments');
  if (n === 0) return groupText(self, 0, None);
  if (n === 1) return groupAt(self, ldPtr(args));
  const t = newTupleBuffer(n);
  gcTrack(t);
  for (let i = 0; i < n; i++) {
    const text = groupAt(self, ldPtr(args + i * 8));
    if (text === 0) {
      decref(t);
      return NULL;
    }
    tupleInit(t, i, text);
  }
  return t;
}

function groups(self: Borrowed, fallback: Borrowed): Owned {
  const n = groupCount(self) - 1;
  const t = newTupleBuffer(n);
  if (n > 0) gcTrack(t);
  for (let i = 0; i < n; i++) {
    const text = groupText(self, i + 1, fallback === 0 ? None : fallback);
    if (text === 0) {
      decref(t);
      return NULL;
    }
    tupleInit(t, i, text);
  }
  return t;
}

function groupdict(self: Borrowed, fallback: Borrowed): Owned {
  const result = newDict();
  const names = field(field(self, MatchObject.pattern), PatternObject.groupindex);
  for (let c = dictNext(names, 0); c !== 0; c = dictNext(names, c)) {
    const key = newRef(dictEntryKey());
    const i = groupIndex(self, dictEntryValue());
    const text = i < 0 ? NULL : groupText(self, i, fallback === 0 ? None : fallback);
    const failed = text === 0 || dictSet(result, key, text) < 0;
    decref(key);
    if (text !== 0) decref(text);
    if (failed) {
      decref(result);
      return NULL;
    }
  }
  return result;
}

function bound(which: 0 | 1) {
  return (self: Borrowed, index: Borrowed): Owned => {
    const i = groupIndex(self, index);
    return i < 0 ? NULL : newInt(mark(self, 2 * i + which));
  };
}
function pair(self: Borrowed, i: number): Owned {
  return newTuple(newInt(mark(self, 2 * i)), newInt(mark(self, 2 * i + 1)));
}
function span(self: Borrowed, index: Borrowed): Owned {
  const i = groupIndex(self, index);
  return i < 0 ? NULL : pair(self, i);
}
function regs(self: Borrowed): Owned {
  let t = field(self, MatchObject.regs);
  if (t === 0) {
    const n = groupCount(self);
    const made = newTupleBuffer(n);
    for (let i = 0; i < n; i++) tupleInit(made, i, pair(self, i));
    gcTrack(made);
    stOwned(self + MatchObject.regs, made);
    t = made;
  }
  return newRef(t);
}

function expand(self: Borrowed, template: Borrowed): Owned {
  const re = importModule('re');
  if (re === 0) return NULL;
  const r = callMethod(re, '_expand', field(self, MatchObject.pattern), self, template);
  decref(re);
  return r;
}

function lastindex(self: Borrowed): Owned {
  const i = ld32(self + MatchObject.lastindex);
  return i >= 0 ? newInt(i) : newRef(None);
}
function lastgroup(self: Borrowed): Owned {
  const i = ld32(self + MatchObject.lastindex);
  const names = field(field(self, MatchObject.pattern), PatternObject.indexgroup);
  return newRef(i >= 0 && i < tupleLength(names) ? tupleItem(names, i) : None);
}

function matchRepr(self: Borrowed): Owned {
  const text = groupText(self, 0, None);
  if (text === 0) return NULL;
  const shown = repr(text);
  decref(text);
  if (shown === 0) return NULL;
  const cut = substr(shown, 0, Math.min(50, strLength(shown)));
  const literal = jsStr(cut);
  decref(cut);
  decref(shown);
  return newStr(`<${typeName(self)} object; span=(${mark(self, 0)}, ${mark(self, 1)}), match=${literal}>`);
}

const same = (self: Borrowed) => newRef(self);

const OWNED = [MatchObject.regs, MatchObject.string, MatchObject.pattern];

export const matchType: HeapTypeSpec = {
  name: 'Match',
  tpName: 're.Match',
  basicsize: MatchObject.size,
  itemsize: 8,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE | TypeFlags.DISALLOW_INSTANTIATION,
  doc: 'The result of re.match() and re.search().\nMatch objects always have a boolean value of True.',
  slots: {
    tp_dealloc: (self: Borrowed) => destroy(self, ...OWNED),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visitFields(self, visit, ...OWNED),
    tp_repr: matchRepr,
    mp_subscript: groupAt,
  },
  methods: [
    method(
      'group',
      '($self, *args)',
      group,
      'group([group1, ...]) -> str or tuple.\n    Subgroups of the match by indices or names.\n    For 0, or without arguments, the entire match.',
      { raw: true, noTextSignature: true },
    ), // prettier-ignore
    method(
      'start',
      '($self, group = 0, /)',
      bound(0),
      'Return index of the start of the substring matched by group.',
    ),
    method(
      'end',
      '($self, group = 0, /)',
      bound(1),
      'Return index of the end of the substring matched by group.',
    ),
    method(
      'span',
      '($self, group = 0, /)',
      span,
      'For match object m, return the 2-tuple (m.start(group), m.end(group)).',
    ), // prettier-ignore
    method(
      'groups',
      '($self, /, default = None)',
      groups,
      'Return a tuple containing all the subgroups of the match, from 1.\n\n  default\n    Is used for groups that did not participate in the match.',
    ), // prettier-ignore
    method(
      'groupdict',
      '($self, /, default = None)',
      groupdict,
      'Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.\n\n  default\n    Is used for groups that did not participate in the match.',
    ), // prettier-ignore
    method(
      'expand',
      '($self, /, template)',
      expand,
      'Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.',
    ), // prettier-ignore
    method('__copy__', '($self, /)', same),
    method('__deepcopy__', '($self, memo, /)', same),
    classGetItem,
  ],
  members: [
    {
      name: 'string',
      type: MemberType.OBJECT,
      offset: MatchObject.string,
      readonly: true,
      doc: 'The string passed to match() or search().',
    }, // prettier-ignore
    {
      name: 're',
      type: MemberType.OBJECT,
      offset: MatchObject.pattern,
      readonly: true,
      doc: 'The regular expression object.',
    }, // prettier-ignore
    {
      name: 'pos',
      type: MemberType.SSIZE,
      offset: MatchObject.pos,
      readonly: true,
      doc: 'The index into the string at which the RE engine started looking for a match.',
    }, // prettier-ignore
    {
      name: 'endpos',
      type: MemberType.SSIZE,
      offset: MatchObject.endpos,
      readonly: true,
      doc: 'The index into the string beyond which the RE engine will not go.',
    }, // prettier-ignore
  ],
  getset: [
    { name: 'lastindex', get: lastindex, doc: 'The integer index of the last matched capturing group.' },
    { name: 'lastgroup', get: lastgroup, doc: 'The name of the last matched capturing group.' },
    { name: 'regs', get: regs },
  ],
};
