/** sys.settrace and sys.setprofile. */
import {
  type Addr,
  type Borrowed,
  EvalBreaker,
  ld8,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyFrameObject,
  PyThreadState,
  Roots,
  st32,
  stPtr,
  ThreadState,
} from '@tyston/memory';
import {
  call,
  decref,
  errFetch,
  errOccurred,
  errRestore,
  exceptionTraceback,
  frameObjectOf,
  incref,
  interpreter,
  type MethodSpec,
  method,
  None,
  newRef,
  newStr,
  newTuple,
  restoreRaised,
  runSafepoint,
  setError,
  setTracer,
  T,
  takeRaised,
  typeOf,
  xdecref,
} from '@tyston/objects'; // prettier-ignore

const TS = Roots.MAIN_THREAD;
const TRACE = TS + PyThreadState.c_traceobj;
/** The event that is being told of: assignment to f_lineno asks. */
const WHAT = TS + PyThreadState.tracing_what;
const PROFILE = TS + PyThreadState.c_profileobj;

const EVENTS = ['call', 'exception', 'line', 'return', 'c_call', 'c_exception', 'c_return', 'opcode'];

/** Numbers of events, as the interpreter tells them: the places of their names. */
export const EVENT = Object.freeze({ CALL: 0, RETURN: 3, C_CALL: 4, C_EXCEPTION: 5, C_RETURN: 6 });

/** What a profiler written in TypeScript makes of an event: false where the function that is installed is none. */
type NativeProfiler = (profiler: Borrowed, frame: Borrowed, event: number, arg: Borrowed) => boolean;
let native: NativeProfiler = () => false;
export function setNativeProfiler(f: NativeProfiler): void {
  native = f;
}

/** sys.setprofile(f). */
export const setProfile = (f: Borrowed): Owned => install(PROFILE, f);

/** Bit of ThreadState.flags: a function is being installed, or the one before it released. */
const INSTALLING = 2;

function install(slot: Addr, f: Borrowed): Owned {
  const flags = ld32(TS + ThreadState.flags);
  if (flags & INSTALLING) {
    const kind = slot === TRACE ? 'trace' : 'profile';
    st32(TS + ThreadState.flags, flags & ~INSTALLING);
    return setError(
      T.RuntimeError,
      `Cannot install a ${kind} function while another ${kind} function is being installed`,
    );
  }
  st32(TS + ThreadState.flags, flags | INSTALLING);
  const old = ldPtr(slot);
  stPtr(slot, f === None ? 0 : newRef(f));
  xdecref(old);
  st32(TS + ThreadState.flags, ld32(TS + ThreadState.flags) & ~INSTALLING);
  interpreter().setTracing(ldPtr(TRACE) !== 0 || ldPtr(PROFILE) !== 0);
  return newRef(None);
}
function current(slot: Addr): Owned {
  const f = ldPtr(slot);
  return newRef(f === 0 ? None : f);
}

/** Calls `f(frame, event, arg)`; the result, or NULL: the function is then uninstalled, as CPython does. */
function callHook(slot: Addr, f: Borrowed, frame: Borrowed, event: number, arg: Borrowed): Owned {
  const name = newStr(EVENTS[event]!);
  incref(f);
  const outer = ld32(WHAT);
  st32(WHAT, event);
  st32(TS + PyThreadState.tracing, ld32(TS + PyThreadState.tracing) + 1);
  const r = call(f, frame, name, arg === 0 ? None : arg);
  st32(WHAT, outer);
  st32(TS + PyThreadState.tracing, ld32(TS + PyThreadState.tracing) - 1);
  decref(f);
  decref(name);
  if (r === 0) decref(install(slot, None));
  return r;
}

/** Tells a native profiler, which no event is told of meanwhile. */
function nativeEvent(profile: Borrowed, frame: Borrowed, event: number, arg: Borrowed): boolean {
  st32(TS + PyThreadState.tracing, ld32(TS + PyThreadState.tracing) + 1);
  incref(profile);
  const done = native(profile, frame, event, arg);
  decref(profile);
  st32(TS + PyThreadState.tracing, ld32(TS + PyThreadState.tracing) - 1);
  return done;
}

/**
 * Runs the collection that making a frame's object may have called for. The next safepoint would be inside the trace function, whose
 * frame the collector's callbacks and finalizers would then see behind them.
 */
function collectUntraced(): void {
  if ((ld32(TS + ThreadState.eval_breaker) & EvalBreaker.COLLECT) === 0) return;
  st32(TS + PyThreadState.tracing, ld32(TS + PyThreadState.tracing) + 1);
  // A collection does not fail: what goes wrong in it is reported as unraisable.
  runSafepoint(EvalBreaker.COLLECT);
  st32(TS + PyThreadState.tracing, ld32(TS + PyThreadState.tracing) - 1);
}

setTracer((frame: Addr, event: number, arg: Borrowed): number => {
  if (ld32(TS + PyThreadState.tracing) > 0) return 0;
  let argument: Borrowed = arg;
  let owned: Owned = NULL;
  let saved: Owned = NULL;
  if (event === 1 && errOccurred()) {
    // (type, value, traceback) of what is pending, which stays pending.
    saved = takeRaised();
    const tb = exceptionTraceback(saved);
    owned = newTuple(newRef(typeOf(saved)), newRef(saved), newRef(tb === 0 ? None : tb));
    argument = owned;
  }
  const pending = saved === 0 ? errFetch() : null;
  const fo = frameObjectOf(frame);
  collectUntraced();
  let failed = false;
  const profile = ldPtr(PROFILE);
  const builtin = event >= EVENT.C_CALL && event <= EVENT.C_RETURN;
  if (builtin && typeOf(arg) !== T.builtin_function_or_method && typeOf(arg) !== T.method_descriptor) {
    // Only functions and methods written outside Python are reported, not types and other callables.
  } else if (profile !== 0 && (event === 0 || event === 3 || builtin)) {
    if (!nativeEvent(profile, fo, event, argument)) {
      const r = callHook(PROFILE, profile, fo, event, argument);
      if (r === 0) failed = true;
      else decref(r);
    }
  }
  const global = ldPtr(TRACE);
  if (!failed && global !== 0 && !builtin) {
    const local = ldPtr(fo + PyFrameObject.f_trace);
    const wanted = event === 0 ? global : local;
    const off = (event === 2 && st_lines(fo) === 0) || (event === 7 && st_opcodes(fo) === 0);
    if (wanted !== 0 && !off) {
      const r = callHook(TRACE, wanted, fo, event, argument);
      if (r === 0) {
        failed = true;
        const old = ldPtr(fo + PyFrameObject.f_trace);
        stPtr(fo + PyFrameObject.f_trace, 0);
        xdecref(old);
      } else if (r !== None || event === 0) {
        const old = ldPtr(fo + PyFrameObject.f_trace);
        stPtr(fo + PyFrameObject.f_trace, r === None ? 0 : newRef(r));
        xdecref(old);
        decref(r);
      } else decref(r);
    }
  }
  decref(fo);
  if (owned !== 0) decref(owned);
  if (failed) {
    if (saved !== 0) decref(saved);
    if (pending) {
      xdecref(pending.type);
      xdecref(pending.value);
      xdecref(pending.traceback);
    }
    return -1;
  }
  if (saved !== 0) restoreRaised(saved);
  else if (pending) errRestore(pending.type, pending.value, pending.traceback);
  return 0;
});
const st_lines = (f: Borrowed) => ld8(f + PyFrameObject.f_trace_lines);
const st_opcodes = (f: Borrowed) => ld8(f + PyFrameObject.f_trace_opcodes);

export const setTraceFunctions: readonly MethodSpec[] = [
  method(
    'settrace',
    '($module, function, /)',
    (_m: Borrowed, f: Borrowed) => install(TRACE, f),
    'settrace(function)\n\nSet the global debug tracing function.',
    { noTextSignature: true },
  ),
  method(
    'gettrace',
    '($module, /)',
    () => current(TRACE),
    'Return the global debug tracing function set with sys.settrace.',
  ),
  method(
    'setprofile',
    '($module, function, /)',
    (_m: Borrowed, f: Borrowed) => setProfile(f),
    'setprofile(function)\n\nSet the profiling function.',
    { noTextSignature: true },
  ),
  method(
    'getprofile',
    '($module, /)',
    () => current(PROFILE),
    'Return the profiling function set with sys.setprofile.',
  ),
]; // prettier-ignore
