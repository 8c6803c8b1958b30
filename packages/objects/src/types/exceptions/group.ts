/** BaseExceptionGroup and ExceptionGroup (PEP 654). */
import {
  type Addr,
  type Borrowed,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  PyBaseExceptionGroupObject,
  PyTypeObject,
  st8,
  stPtr,
} from '@tyston/memory';
import { call, callMethod, isSequence, isTrue, sequenceTuple, str, typeName } from '../../core/abstract.js';
import { checkPositional, noKeywords } from '../../core/args.js';
import { method, type TypeSpec } from '../../core/define.js';
import {
  errOccurred,
  isExceptionClass,
  isExceptionInstance,
  typeError,
  valueError,
} from '../../core/errors.js';
import {
  givenMatches,
  setExceptionCause,
  setExceptionContext,
  setExceptionTraceback,
} from '../../core/exception.js';
import { intern } from '../../core/intern.js';
import { listAppend, newList } from '../../core/list.js';
import { shortName } from '../../core/names.js';
import { lookupAttr, setAttr } from '../../core/object.js';
import { enterRecursive, leaveRecursive } from '../../core/recursion.js';
import { decref, newRef, typeOf, xnewRef } from '../../core/refcount.js';
import { jsStr, newStr } from '../../core/str.js';
import { isInstance, isSubtypeByMro } from '../../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../../core/tuple.js';
import { None, T } from '../../core/wellknown.js';
import { baseInit, baseNew, E, exceptionType } from './base.js';

const G = PyBaseExceptionGroupObject;
export const groupExceptions = (e: Borrowed): Borrowed => ldPtr(e + G.excs);
export const isGroup = (e: Borrowed): boolean => isInstance(e, T.BaseExceptionGroup);

function groupNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (!checkPositional('BaseExceptionGroup.__new__', tupleLength(args), 2, 2)) {
    return typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${tupleLength(args)} given)`);
  }
  const message = tupleItem(args, 0);
  if (!isInstance(message, T.str))
    return typeError(
      `BaseExceptionGroup.__new__() argument 1 must be str, not ${message === None ? 'None' : typeName(message)}`,
    );
  const given = tupleItem(args, 1);
  if (!isSequence(given)) return typeError('second argument (exceptions) must be a sequence');
  const excs = sequenceTuple(given);
  if (excs === 0) return NULL;
  const n = tupleLength(excs);
  const fail = (r: Owned): Owned => {
    decref(excs);
    return r;
  };
  if (n === 0) return fail(valueError('second argument (exceptions) must be a non-empty sequence'));
  let nested = false;
  for (let i = 0; i < n; i++) {
    const x = tupleItem(excs, i);
    if (!isExceptionInstance(x))
      return fail(valueError(`Item ${i} of second argument (exceptions) is not an exception`));
    if (!isInstance(x, T.Exception)) nested = true;
  }
  let cls = tp;
  if (cls === T.ExceptionGroup) {
    if (nested) return fail(typeError('Cannot nest BaseExceptions in an ExceptionGroup'));
  } else if (cls === T.BaseExceptionGroup) {
    if (!nested) cls = T.ExceptionGroup;
  } else if (nested && isSubtypeByMro(cls, T.Exception)) {
    return fail(typeError(`Cannot nest BaseExceptions in '${shortName(cls)}'`));
  }
  const e = baseNew(cls, args, kwargs);
  if (e === 0) return fail(NULL);
  stPtr(e + G.msg, newRef(message));
  stPtr(e + G.excs, excs);
  return e;
}

function groupStr(e: Borrowed): Owned {
  const n = tupleLength(groupExceptions(e));
  const m = str(ldPtr(e + G.msg));
  if (m === 0) return NULL;
  const s = newStr(`${jsStr(m)} (${n} sub-exception${n > 1 ? 's' : ''})`);
  decref(m);
  return s;
}

/** `self.derive(excs)` with the metadata of `orig`. NULL stands for "nothing" when excs is empty: ask errOccurred. */
export function derive(orig: Borrowed, excs: readonly Owned[]): Owned {
  const list = newList();
  for (const x of excs) listAppend(list, x);
  for (const x of excs) decref(x);
  const g = callMethod(orig, 'derive', list);
  decref(list);
  if (g === 0) return NULL;
  if (!isGroup(g)) {
    decref(g);
    return typeError('derive must return an instance of BaseExceptionGroup');
  }
  const tb = ldPtr(orig + E.traceback);
  if (tb !== 0) setExceptionTraceback(g, newRef(tb));
  setExceptionContext(g, xnewRef(ldPtr(orig + E.context)));
  setExceptionCause(g, xnewRef(ldPtr(orig + E.cause)));
  st8(g + E.suppress_context, ld8(orig + E.suppress_context));
  const notes = lookupAttr(orig, intern('__notes__'));
  if (notes !== 0) {
    const copy = isSequence(notes) ? call(T.list, notes) : NULL;
    decref(notes);
    if (copy !== 0) {
      const r = setAttr(g, intern('__notes__'), copy);
      decref(copy);
      if (r < 0) {
        decref(g);
        return NULL;
      }
    } else if (errOccurred()) {
      decref(g);
      return NULL;
    }
  } else if (errOccurred()) {
    decref(g);
    return NULL;
  }
  return g;
}

export type Matcher = (e: Borrowed) => number;
export interface Split {
  /** Owned; 0 for nothing. */
  match: Owned;
  rest: Owned;
}
/** Splits an exception (group) by a test of exceptions; null with an exception. */
export function splitGroup(e: Borrowed, matches: Matcher, wantRest: boolean): Split | null {
  const hit = matches(e);
  if (hit < 0) return null;
  if (hit) return { match: newRef(e), rest: NULL };
  if (!isGroup(e)) return { match: NULL, rest: wantRest ? newRef(e) : NULL };
  if (!enterRecursive(' in exceptiongroup_split_recursive')) return null;
  const yes: Owned[] = [];
  const no: Owned[] = [];
  const excs = groupExceptions(e);
  for (let i = 0; i < tupleLength(excs); i++) {
    const s = splitGroup(tupleItem(excs, i), matches, wantRest);
    if (s === null) {
      leaveRecursive();
      return null;
    }
    if (s.match !== 0) yes.push(s.match);
    if (s.rest !== 0) no.push(s.rest);
  }
  leaveRecursive();
  const match = yes.length ? derive(e, yes) : NULL;
  if (yes.length && match === 0) return null;
  const rest = no.length && wantRest ? derive(e, no) : NULL;
  if (no.length && wantRest && rest === 0) return null;
  return { match, rest };
}
function matcherOf(value: Borrowed): Matcher | null {
  if (
    typeOf(value) === T.function ||
    (!isExceptionClass(value) && !isInstance(value, T.tuple) && isCallable(value))
  ) {
    return (e) => {
      const r = call(value, e);
      if (r === 0) return -1;
      const t = isTrue(r);
      decref(r);
      return t;
    };
  }
  if (isExceptionClass(value)) return (e) => (givenMatches(e, value) ? 1 : 0);
  if (isInstance(value, T.tuple)) {
    for (let i = 0; i < tupleLength(value); i++) if (!isExceptionClass(tupleItem(value, i))) return null;
    return (e) => (givenMatches(e, value) ? 1 : 0);
  }
  return null;
}
function isCallable(o: Borrowed): boolean {
  return ldPtr(typeOf(o) + PyTypeObject.tp_call) !== 0;
}
const EXPECTED = 'expected a function, exception type or tuple of exception types';

function split(e: Borrowed, value: Borrowed): Owned {
  const m = matcherOf(value);
  if (m === null) return typeError(EXPECTED);
  const s = splitGroup(e, m, true);
  if (s === null) return NULL;
  return newTuple(s.match === 0 ? newRef(None) : s.match, s.rest === 0 ? newRef(None) : s.rest);
}
function subgroup(e: Borrowed, value: Borrowed): Owned {
  const m = matcherOf(value);
  if (m === null) return typeError(EXPECTED);
  const s = splitGroup(e, m, false);
  if (s === null) return NULL;
  return s.match === 0 ? newRef(None) : s.match;
}
function deriveMethod(e: Borrowed, excs: Borrowed): Owned {
  return call(T.BaseExceptionGroup, ldPtr(e + G.msg), excs);
}
/** A method of one argument that CPython unpacks from a tuple, under its bare name. */
function unpacked(name: string, f: (self: Borrowed, value: Borrowed) => Owned) {
  return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!noKeywords(`BaseExceptionGroup.${name}`, kwnames)) return NULL;
    // Unpacked without a name, there is none to tell.
    if (name === 'derive' && n !== 1) return typeError(`function takes exactly 1 argument (${n} given)`);
    if (!checkPositional(name, n, 1, 1)) return NULL;
    return f(self, ldPtr(args));
  };
}
export const groupTypes: readonly TypeSpec[] = [
  exceptionType('BaseExceptionGroup', 'BaseException', {
    doc: 'A combination of multiple unrelated exceptions.',
    size: G.size,
    fields: [G.msg, G.excs],
    slots: { tp_new: groupNew, tp_init: baseInit, tp_str: groupStr },
    methods: [
      method(
        '__class_getitem__',
        '($type, item, /)',
        (cls: Borrowed, item: Borrowed) => call(T.GenericAlias, cls, item),
        'See PEP 585',
        { kind: 'classmethod', noTextSignature: true },
      ),
      method('derive', '($self, excs, /)', unpacked('derive', deriveMethod), '', {
        raw: true,
        noTextSignature: true,
      }),
      method('split', '($self, typeobj, /)', unpacked('split', split), '', {
        raw: true,
        noTextSignature: true,
      }),
      method('subgroup', '($self, typeobj, /)', unpacked('subgroup', subgroup), '', {
        raw: true,
        noTextSignature: true,
      }),
    ],
    members: [
      { name: 'message', type: 6, offset: G.msg, readonly: true, doc: 'exception message' },
      { name: 'exceptions', type: 6, offset: G.excs, readonly: true, doc: 'nested exceptions' },
    ],
  }),
]; // prettier-ignore

/** The `except*` test on an instance: what matches (a naked exception wrapped in a group) and the rest; null with an error. */
export function matchExceptStar(exc: Borrowed, type: Borrowed): Split | null {
  if (givenMatches(exc, type)) {
    if (isGroup(exc)) return { match: newRef(exc), rest: NULL };
    const one = newTuple(newRef(exc));
    const empty = newStr('');
    const g = call(T.ExceptionGroup, empty, one);
    decref(empty);
    decref(one);
    // The wrapper has been nowhere: in 3.11 its traceback begins where it is raised again.
    return g === 0 ? null : { match: g, rest: NULL };
  }
  if (!isGroup(exc)) return { match: NULL, rest: newRef(exc) };
  return splitGroup(exc, (e) => (givenMatches(e, type) ? 1 : 0), true);
}

/** Leaves of a group by identity, to tell what of `orig` is in `raised`. */
function collectLeaves(e: Borrowed, into: Set<Borrowed>): void {
  if (!isGroup(e)) {
    into.add(e);
    return;
  }
  const excs = groupExceptions(e);
  for (let i = 0; i < tupleLength(excs); i++) collectLeaves(tupleItem(excs, i), into);
}
function sameMetadata(a: Borrowed, b: Borrowed): boolean {
  return (
    ldPtr(a + E.notes) === ldPtr(b + E.notes) &&
    ldPtr(a + E.traceback) === ldPtr(b + E.traceback) &&
    ldPtr(a + E.cause) === ldPtr(b + E.cause) &&
    ldPtr(a + E.context) === ldPtr(b + E.context)
  );
}
/** _PyExc_PrepReraiseStar: what is raised after the `except*` clauses of `orig`; `raised` is a list. None for nothing. */
export function prepareReraiseStar(orig: Borrowed, raised: readonly Borrowed[]): Owned {
  if (raised.length === 0) return newRef(None);
  if (!isGroup(orig)) {
    for (const r of raised) if (r !== None) return newRef(r);
    return newRef(None);
  }
  const fresh: Borrowed[] = [];
  const reraised: Borrowed[] = [];
  for (const r of raised) {
    if (r === None) continue;
    if (sameMetadata(r, orig)) reraised.push(r);
    else fresh.push(r);
  }
  const leaves = new Set<Borrowed>();
  for (const r of reraised) collectLeaves(r, leaves);
  let projection: Owned = NULL;
  if (reraised.length > 0) {
    const s = splitGroup(orig, (e) => (!isGroup(e) && leaves.has(e) ? 1 : 0), false);
    if (s === null) return NULL;
    projection = s.match;
  }
  if (fresh.length === 0) return projection === 0 ? newRef(None) : projection;
  const all: Owned[] = fresh.map((x) => newRef(x));
  if (projection !== 0) all.push(projection);
  const list = newList();
  for (const x of all) listAppend(list, x);
  for (const x of all) decref(x);
  const empty = newStr('');
  const g = call(T.BaseExceptionGroup, empty, list);
  decref(list);
  decref(empty);
  return g;
}
