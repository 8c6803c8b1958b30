/** OSError and its subclasses: OSError(errno, …) makes the subclass that belongs to the error number (PEP 3151). */
import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyOSErrorObject,
  PyTypeObject,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import { asSsize, lookupSpecial, repr, str } from '../../core/abstract.js';
import { allocTracked, hasFlag } from '../../core/alloc.js';
import { method, type TypeSpec } from '../../core/define.js';
import { dictLength } from '../../core/dict.js';
import { errOccurred, setError, typeError } from '../../core/errors.js';
import { intFitsNumber, intToNumber, newInt } from '../../core/int.js';
import { shortName } from '../../core/names.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { jsStr, newStr } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple, tupleItem, tupleLength, tupleSlice } from '../../core/tuple.js';
import { EmptyTuple, None, type StaticTypeName, T } from '../../core/wellknown.js';
import { argsOf, baseStr, E, exceptionType, noKeywords, objectMember, setField } from './base.js';

const O = PyOSErrorObject;

/** Linux error numbers that have an exception class of their own. */
const BY_ERRNO: Readonly<Record<number, StaticTypeName>> = {
  1: 'PermissionError',
  2: 'FileNotFoundError',
  3: 'ProcessLookupError',
  4: 'InterruptedError',
  10: 'ChildProcessError',
  11: 'BlockingIOError',
  13: 'PermissionError',
  17: 'FileExistsError',
  20: 'NotADirectoryError',
  21: 'IsADirectoryError',
  32: 'BrokenPipeError',
  103: 'ConnectionAbortedError',
  104: 'ConnectionResetError',
  108: 'BrokenPipeError',
  110: 'TimeoutError',
  111: 'ConnectionRefusedError',
  114: 'BlockingIOError',
  115: 'BlockingIOError',
}; // prettier-ignore
/** The class of OSError for an error number. */
export function classOfErrno(errno: number): Borrowed {
  const name = BY_ERRNO[errno];
  return name === undefined ? T.OSError : T[name];
}

/** A subclass with an `__init__` of its own but OSError's `__new__` gets its arguments parsed there, not here. */
function usesInit(tp: Borrowed): boolean {
  const slot = (type: Borrowed, offset: number) => ld32(type + offset);
  if (slot(tp, PyTypeObject.tp_new) !== slot(T.OSError, PyTypeObject.tp_new)) return false;
  // Each built-in class has OSError's, but as a function of its own.
  let builtIn = tp;
  while (hasFlag(builtIn, TypeFlags.HEAPTYPE)) builtIn = ldPtr(builtIn + PyTypeObject.tp_base);
  return slot(tp, PyTypeObject.tp_init) !== slot(builtIn, PyTypeObject.tp_init);
}
function fill(e: Borrowed, args: Borrowed): number {
  const n = tupleLength(args);
  let kept = newRef(args);
  stSsize(e + O.written, -1);
  if (n >= 2 && n <= 5) {
    const filename = n >= 3 ? tupleItem(args, 2) : None;
    if (filename !== None) {
      if (typeOf(e) === T.BlockingIOError && isNumber(filename)) {
        const w = asSsize(filename, T.ValueError);
        if (w === -1 && errOccurred()) {
          decref(kept);
          return -1;
        }
        stSsize(e + O.written, w);
      } else {
        setField(e, O.filename, filename);
        if (n === 5 && tupleItem(args, 4) !== None) setField(e, O.filename2, tupleItem(args, 4));
        // The arguments that show are only errno and strerror.
        decref(kept);
        kept = tupleSlice(args, 0, 2);
      }
    }
    setField(e, O.myerrno, tupleItem(args, 0));
    setField(e, O.strerror, tupleItem(args, 1));
  }
  setField(e, E.args, kept);
  decref(kept);
  return 0;
}
function isNumber(o: Borrowed): boolean {
  const m = lookupSpecial(o, '__index__');
  if (m !== 0) decref(m);
  return m !== 0;
}
function osErrorNew(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  let cls = tp;
  const useInit = usesInit(tp);
  if (!useInit) {
    if (kwargs !== 0 && dictLength(kwargs) > 0) {
      return typeError(`${typeNameOf(tp)}() takes no keyword arguments`);
    }
    if (tp === T.OSError && tupleLength(args) >= 2 && tupleLength(args) <= 5) {
      const n = tupleItem(args, 0);
      if (isInstance(n, T.int) && intFitsNumber(n)) cls = classOfErrno(intToNumber(n));
    }
  }
  const e = allocTracked(cls, 0);
  stSsize(e + O.written, -1);
  if (!useInit) {
    if (fill(e, args) < 0) {
      decref(e);
      return NULL;
    }
  } else setField(e, E.args, newTupleEmpty());
  return e;
}
function newTupleEmpty(): Borrowed {
  return EmptyTuple;
}
function typeNameOf(tp: Borrowed): string {
  return shortName(tp);
}
function osErrorInit(e: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  if (!usesInit(typeOf(e))) return 0;
  if (!noKeywords(e, kwargs)) return -1;
  return fill(e, args);
}
function text(o: Borrowed): string | null {
  const r = str(o === 0 ? None : o);
  if (r === 0) return null;
  const s = jsStr(r);
  decref(r);
  return s;
}
function reprOf(o: Borrowed): string | null {
  const r = repr(o);
  if (r === 0) return null;
  const s = jsStr(r);
  decref(r);
  return s;
}
function osErrorStr(e: Borrowed): Owned {
  const errno = ldPtr(e + O.myerrno);
  const strerror = ldPtr(e + O.strerror);
  const filename = ldPtr(e + O.filename);
  if (filename !== 0) {
    const a = text(errno);
    const b = a === null ? null : text(strerror);
    const f = b === null ? null : reprOf(filename);
    if (f === null) return NULL;
    const second = ldPtr(e + O.filename2);
    if (second !== 0) {
      const g = reprOf(second);
      return g === null ? NULL : newStr(`[Errno ${a}] ${b}: ${f} -> ${g}`);
    }
    return newStr(`[Errno ${a}] ${b}: ${f}`);
  }
  if (errno !== 0 && strerror !== 0) {
    const a = text(errno);
    const b = a === null ? null : text(strerror);
    return b === null ? NULL : newStr(`[Errno ${a}] ${b}`);
  }
  return baseStr(e);
}
function osErrorReduce(e: Borrowed): Owned {
  let args = newRef(argsOf(e));
  const filename = ldPtr(e + O.filename);
  if (tupleLength(args) === 2 && filename !== 0) {
    const second = ldPtr(e + O.filename2);
    const items: Owned[] = [newRef(tupleItem(args, 0)), newRef(tupleItem(args, 1)), newRef(filename)];
    if (second !== 0) items.push(newRef(None), newRef(second));
    decref(args);
    args = newTuple(...items);
  }
  const d = ldPtr(e + E.dict);
  return d !== 0 ? newTuple(newRef(typeOf(e)), args, newRef(d)) : newTuple(newRef(typeOf(e)), args);
}
const sub = (type: StaticTypeName, base: StaticTypeName, doc: string): TypeSpec =>
  exceptionType(type, base, { doc, slots: { tp_init: osErrorInit } });

export const osErrorTypes: readonly TypeSpec[] = [
  exceptionType('OSError', 'Exception', {
    doc: 'Base class for I/O related errors.',
    size: O.size,
    fields: [O.myerrno, O.strerror, O.filename, O.filename2],
    slots: { tp_new: osErrorNew, tp_init: osErrorInit, tp_str: osErrorStr },
    methods: [method('__reduce__', '($self, /)', osErrorReduce, '', { noTextSignature: true })],
    members: [
      objectMember('errno', O.myerrno, 'POSIX exception code'),
      objectMember('strerror', O.strerror, 'exception strerror'),
      objectMember('filename', O.filename, 'exception filename'),
      objectMember('filename2', O.filename2, 'second exception filename'),
    ],
    getset: [
      {
        name: 'characters_written',
        get: (e) => {
          const w = ldSsize(e + O.written);
          return w < 0 ? setError(T.AttributeError, 'characters_written') : newInt(w);
        },
        set: (e, v) => {
          if (v === 0) {
            if (ldSsize(e + O.written) < 0) {
              setError(T.AttributeError, 'characters_written');
              return -1;
            }
            stSsize(e + O.written, -1);
            return 0;
          }
          const n = asSsize(v, T.ValueError);
          if (n === -1 && errOccurred()) return -1;
          stSsize(e + O.written, n);
          return 0;
        },
      },
    ],
  }),
  sub('ConnectionError', 'OSError', 'Connection error.'),
  sub('BlockingIOError', 'OSError', 'I/O operation would block.'),
  sub('BrokenPipeError', 'ConnectionError', 'Broken pipe.'),
  sub('ChildProcessError', 'OSError', 'Child process error.'),
  sub('ConnectionAbortedError', 'ConnectionError', 'Connection aborted.'),
  sub('ConnectionRefusedError', 'ConnectionError', 'Connection refused.'),
  sub('ConnectionResetError', 'ConnectionError', 'Connection reset.'),
  sub('FileExistsError', 'OSError', 'File already exists.'),
  sub('FileNotFoundError', 'OSError', 'File not found.'),
  sub('IsADirectoryError', 'OSError', "Operation doesn't work on directories."),
  sub('NotADirectoryError', 'OSError', 'Operation only works on directories.'),
  sub('InterruptedError', 'OSError', 'Interrupted by signal.'),
  sub('PermissionError', 'OSError', 'Not enough permissions.'),
  sub('ProcessLookupError', 'OSError', 'Process not found.'),
  sub('TimeoutError', 'OSError', 'Timeout expired.'),
];
