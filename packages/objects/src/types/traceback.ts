/** traceback objects. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyTracebackObject,
  st32,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import { typeName } from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { parseTupleAndDict } from '../core/args.js';
import { method, type TypeSpec } from '../core/define.js';
import { typeError, valueError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { newInt } from '../core/int.js';
import { listAppendOwned, newList } from '../core/list.js';
import { incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { newStr } from '../core/str.js';
import { None, T } from '../core/wellknown.js';

const B = PyTracebackObject;

function tracebackNew(_tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const v = parseTupleAndDict(
    'traceback',
    '(tb_next, tb_frame, tb_lasti: int, tb_lineno: int)',
    args,
    kwargs,
  );
  if (v === null) return NULL;
  const next = v[0] as Borrowed;
  const frame = v[1] as Borrowed;
  if (next !== None && typeOf(next) !== T.traceback)
    return typeError(`expected traceback object or None, got '${typeName(next)}'`);
  if (typeOf(frame) !== T.frame)
    return typeError(`traceback() argument 'tb_frame' must be frame, not ${typeName(frame)}`);
  const tb = newGc(T.traceback, B.size);
  stPtr(tb + B.tb_next, next === None ? 0 : newRef(next));
  stPtr(tb + B.tb_frame, newRef(frame));
  st32(tb + B.tb_lasti, v[2] as number);
  st32(tb + B.tb_lineno, v[3] as number);
  gcTrack(tb);
  return tb;
}
function setNext(tb: Borrowed, v: Borrowed): number {
  if (v === 0) {
    typeError("can't delete tb_next attribute");
    return -1;
  }
  const next = v === None ? (0 as Borrowed) : v;
  if (next !== 0 && typeOf(next) !== T.traceback) {
    typeError(`expected traceback object, got '${typeName(v)}'`);
    return -1;
  }
  for (let t = next; t !== 0; t = ldPtr(t + B.tb_next)) {
    if (t === tb) {
      valueError('traceback loop detected');
      return -1;
    }
  }
  const old = ldPtr(tb + B.tb_next);
  if (next !== 0) incref(next);
  stPtr(tb + B.tb_next, next);
  xdecref(old);
  return 0;
}
export const tracebackType: TypeSpec = {
  type: 'traceback',
  basicsize: B.size,
  flags: TypeFlags.HAVE_GC,
  doc: 'Create a new traceback object.',
  textSignature: '(tb_next, tb_frame, tb_lasti, tb_lineno)',
  slots: {
    tp_dealloc: (tb: Borrowed) => {
      gcUntrack(tb);
      const next = ldPtr(tb + B.tb_next);
      const frame = ldPtr(tb + B.tb_frame);
      finishDealloc(tb);
      xdecref(next);
      xdecref(frame);
    },
    tp_traverse: (tb: Borrowed, visit: (p: Borrowed) => void) => {
      for (const f of [B.tb_next, B.tb_frame]) {
        const v = ldPtr(tb + f);
        if (v !== 0) visit(v);
      }
    },
    tp_clear: (tb: Borrowed) => {
      for (const f of [B.tb_next, B.tb_frame]) {
        const v = ldPtr(tb + f);
        stPtr(tb + f, 0);
        xdecref(v);
      }
      return 0;
    },
    tp_new: tracebackNew,
  },
  methods: [
    method(
      '__dir__',
      '($self, /)',
      () => {
        const l = newList();
        for (const n of ['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno']) listAppendOwned(l, newStr(n));
        return l;
      },
      '',
      { noTextSignature: true },
    ),
  ],
  getset: [
    {
      name: 'tb_next',
      get: (tb) => {
        const n = ldPtr(tb + B.tb_next);
        return newRef(n === 0 ? None : n);
      },
      set: setNext,
    },
    { name: 'tb_frame', get: (tb) => newRef(ldPtr(tb + B.tb_frame)) },
    { name: 'tb_lasti', get: (tb) => newInt(ld32(tb + B.tb_lasti)) },
    { name: 'tb_lineno', get: (tb) => newInt(ld32(tb + B.tb_lineno)) },
  ],
}; // prettier-ignore
