/** frame objects. */
import {
  type Borrowed,
  Frame,
  FrameFlags,
  ld8,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyCodeObject,
  PyFrameObject,
  PyGenObject,
  PyThreadState,
  Roots,
  st8,
  st32,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import { addressHex, asCInt, isTrue, reprText, warn } from '../core/abstract.js';
import { method, type TypeSpec } from '../core/define.js';
import { errClear, errOccurred, setError, typeError, valueError } from '../core/errors.js';
import { frameInfo } from '../core/frame-info-hook.js';
import { gcUntrack } from '../core/gc-list.js';
import { generatorMachine } from '../core/generator-hook.js';
import { finishDealloc } from '../core/instance.js';
import { newBool, newInt } from '../core/int.js';
import { interpreter } from '../core/interpreter-hook.js';
import { incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { None, T } from '../core/wellknown.js';
import { frameLocals } from '../lib/frame-locals.js';
import { backOf, frameOf, isOnChain, releaseOwnFrame, traverseOwnFrame } from '../lib/frame-object.js';
import { warnUnawaited } from '../lib/unawaited.js';

const F = PyFrameObject;
const codeOf = (f: Borrowed) => ldPtr(frameOf(f) + Frame.code);

function getLineno(f: Borrowed): Owned {
  const set = ld32(f + F.f_lineno);
  if (set !== 0) return newInt(set);
  const line = frameInfo().lineOfFrame(frameOf(f));
  return line > 0 ? newInt(line) : newRef(None);
}
/** Numbers of the events that trace functions hear of. */
const CALL = 0;
const LINE = 2;
const RETURN = 3;

/** `frame.f_lineno = line`, by which a trace function makes the frame go on elsewhere. 0 or -1. */
function setLineno(f: Borrowed, value: Borrowed): number {
  const refuse = (text: string): number => {
    valueError(text);
    return -1;
  };
  if (value === 0) {
    setError(T.AttributeError, 'cannot delete attribute');
    return -1;
  }
  if (typeOf(value) !== T.int) return refuse('lineno must be an integer');
  const frame = frameOf(f);
  const event = ld32(Roots.MAIN_THREAD + PyThreadState.tracing_what);
  if (event === CALL) return refuse("can't jump from the 'call' trace event of a new frame");
  // A return that is a yield is a place like others.
  if (event !== LINE && !(event === RETURN && (ld32(frame + Frame.flags) & FrameFlags.YIELDING) !== 0))
    return refuse("can only jump from a 'line' trace event");
  if (ldPtr(f + F.f_trace) === 0) return refuse('f_lineno can only be set by a trace function');
  const line = asCInt(value);
  if (line === -1 && errOccurred()) {
    errClear();
    return refuse('lineno out of range');
  }
  const jump = interpreter().findJump(frame, line);
  if (typeof jump === 'string') return refuse(jump);
  const { length } = jump.unbound;
  const text = `assigning None to ${length} unbound local${length === 1 ? '' : 's'}`;
  if (length > 0 && warn(T.RuntimeWarning, text, 0) < 0) return -1;
  st32(f + F.f_lineno, 0);
  interpreter().performJump(frame, jump);
  return 0;
}
/** `frame.clear()`: releases the locals of a frame that is not running. */
function clearFrame(f: Borrowed): Owned {
  const frame = frameOf(f);
  if (isOnChain(frame)) return setError(T.RuntimeError, 'cannot clear an executing frame');
  if (!ld8(f + F.f_owns_frame) && ld32(frame + Frame.flags) & FrameFlags.GENERATOR) {
    // Closing the generator releases everything.
    const gen = generatorOfFrame(frame);
    incref(gen);
    if (typeOf(gen) === T.coroutine && frameInfo().lastiOfFrame(frame) < 0) warnUnawaited(gen);
    const r = generatorMachine().generatorClose(gen) as Owned;
    xdecref(gen);
    if (r === 0) return NULL;
    xdecref(r);
    return newRef(None);
  }
  const n = ld32(ldPtr(frame + Frame.code) + PyCodeObject.co_nlocalsplus);
  for (let i = 0; i < n; i++) {
    const at = frame + Frame.size + i * 8;
    const v = ldPtr(at);
    if (v !== 0) {
      st32(at, 0);
      xdecref(v);
    }
  }
  const cache = ldPtr(f + F.f_locals_cache);
  stPtr(f + F.f_locals_cache, 0);
  xdecref(cache);
  return newRef(None);
}
function generatorOfFrame(frame: number): Borrowed {
  return (frame - PyGenObject.gi_iframe) as Borrowed;
}
function setTrace(f: Borrowed, v: Borrowed): number {
  const old = ldPtr(f + F.f_trace);
  const value = v === None ? (0 as Borrowed) : v;
  if (value !== 0) incref(value);
  stPtr(f + F.f_trace, value);
  xdecref(old);
  return 0;
}
const boolMember = (offset: number, name: string) => ({
  name,
  get: (f: Borrowed) => newBool(ld8(f + offset) !== 0),
  set: (f: Borrowed, v: Borrowed) => {
    if (v === 0) {
      typeError("can't delete numeric/char attribute");
      return -1;
    }
    const t = isTrue(v);
    if (t < 0) return -1;
    st8(f + offset, t);
    return 0;
  },
});
export const frameType: TypeSpec = {
  type: 'frame',
  basicsize: F.size,
  weaklistoffset: F.f_weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (f: Borrowed) => {
      gcUntrack(f);
      releaseOwnFrame(f);
      for (const field of [F.f_back, F.f_trace, F.f_locals_cache]) xdecref(ldPtr(f + field));
      finishDealloc(f);
    },
    tp_traverse: (f: Borrowed, visit: (p: Borrowed) => void) => {
      for (const field of [F.f_back, F.f_trace, F.f_locals_cache]) {
        const v = ldPtr(f + field);
        if (v !== 0) visit(v);
      }
      traverseOwnFrame(f, visit);
    },
    tp_clear: (f: Borrowed) => {
      if (ld8(f + F.f_owns_frame)) {
        const frame = frameOf(f);
        const n = ld32(ldPtr(frame + Frame.code) + PyCodeObject.co_nlocalsplus);
        for (let i = 0; i < n; i++) {
          const at = frame + Frame.size + i * 8;
          const v = ldPtr(at);
          if (v !== 0) {
            st32(at, 0);
            xdecref(v);
          }
        }
      }
      for (const field of [F.f_trace, F.f_locals_cache]) {
        const v = ldPtr(f + field);
        stPtr(f + field, 0);
        xdecref(v);
      }
      return 0;
    },
    tp_repr: (f: Borrowed) => {
      const code = codeOf(f);
      const line = frameInfo().lineOfFrame(frameOf(f));
      return newStr(
        `<frame at 0x${addressHex(f)}, file ${reprText(ldPtr(code + PyCodeObject.co_filename))}, line ${line || 'None'}, code ${jsStr(ldPtr(code + PyCodeObject.co_name))}>`,
      );
    },
  },
  methods: [
    method('clear', '($self, /)', clearFrame, 'F.clear(): clear most references held by the frame', {
      noTextSignature: true,
    }),
  ],
  getset: [
    {
      name: 'f_back',
      get: (f) => {
        const b = backOf(f);
        return b === 0 ? newRef(None) : b;
      },
    },
    { name: 'f_locals', get: (f) => frameLocals(frameOf(f), f) },
    { name: 'f_globals', get: (f) => newRef(ldPtr(frameOf(f) + Frame.globals)) },
    { name: 'f_builtins', get: (f) => newRef(ldPtr(frameOf(f) + Frame.builtins)) },
    { name: 'f_code', get: (f) => newRef(codeOf(f)) },
    { name: 'f_lasti', get: (f) => newInt(frameInfo().lastiOfFrame(frameOf(f))) },
    {
      name: 'f_lineno',
      get: getLineno,
      set: setLineno,
    },
    {
      name: 'f_trace',
      get: (f) => {
        const t = ldPtr(f + F.f_trace);
        return newRef(t === 0 ? None : t);
      },
      set: setTrace,
    },
    boolMember(F.f_trace_lines, 'f_trace_lines'),
    boolMember(F.f_trace_opcodes, 'f_trace_opcodes'),
  ],
}; // prettier-ignore
