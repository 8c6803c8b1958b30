/** The module `_lsprof`: a profiler that is told of every call and return, and counts and times them by function and by caller. */
import {
  type Addr,
  type Borrowed,
  CLOCK,
  ld32,
  ldAddr,
  ldF64,
  ldPtr,
  NULL,
  type Owned,
  PyCFunctionObject,
  PyMethodDef,
  PyMethodDescrObject,
  PyObject,
  readCString,
  st32,
  stF64,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  call,
  clearFields,
  decref,
  dictClear,
  errClear,
  errFetch,
  errRestore,
  floatValue,
  free,
  getAttrString,
  type HeapTypeSpec,
  intern,
  intToBigInt,
  isInstance,
  jsStr,
  listAppendOwned,
  type ModuleSpec,
  malloc,
  method,
  None,
  newDict,
  newFloat,
  newInt,
  newList,
  newRef,
  newStr,
  parseTupleAndDict,
  repr,
  type StructSpec,
  structType,
  T,
  typeError,
  typeLookup,
  typeName,
  typeOf,
  writeUnraisable,
  writeUnraisableMessage,
} from '@tyston/objects';
import { os } from '../../host.js';
import { heapFieldSlots, newInstance } from '../../lib/heap-objects.js';
import { keepInWord, osWord, wordType } from '../../lib/os-words.js';
import { makeStruct } from '../posix/structs.js';
import { EVENT, setNativeProfiler, setProfile } from '../sys/trace.js';
import {
  add,
  all,
  begins,
  below,
  bump,
  CONTEXT,
  ended,
  find,
  RECORD,
  type RecordAddr,
  release,
} from './records.js';

const P = struct('ProfilerObject', PyObject, {
  records: 'ptr',
  context: 'ptr',
  timer: 'ptr',
  unit: 'f64',
  flags: 'i32',
});
const ENABLED = 1;
const SUBCALLS = 2;
const BUILTINS = 4;
const NANOSECOND = 1e-9;

const flag = (p: Borrowed, bit: number): boolean => (ld32(p + P.flags) & bit) !== 0;
function setFlag(p: Borrowed, bit: number, on: boolean): void {
  st32(p + P.flags, on ? ld32(p + P.flags) | bit : ld32(p + P.flags) & ~bit);
}

// -- time -----------------------------------------------------------------------------------------------------------------

/** Ticks of a result of the program's own timer; NaN with an exception. */
function ticksOf(p: Borrowed, result: Borrowed): number {
  const whole = isInstance(result, T.int);
  if (ldF64(p + P.unit) > 0) {
    if (whole) return Number(intToBigInt(result));
    typeError(`expect int, got ${typeName(result)}`);
    return Number.NaN;
  }
  if (isInstance(result, T.float)) return Math.floor(floatValue(result) * 1e9);
  if (whole) return Number(intToBigInt(result)) * 1e9;
  typeError(`'${typeName(result)}' object cannot be interpreted as an integer`);
  return Number.NaN;
}
function now(p: Borrowed): number {
  const timer = ldPtr(p + P.timer);
  if (timer === 0) return Number(os().clock(CLOCK.MONOTONIC));
  // The timer is not to be profiled, nor to see what is being raised.
  const pending = errFetch();
  const result = call(timer);
  let ticks = Number.NaN;
  if (result !== 0) {
    ticks = ticksOf(p, result);
    decref(result);
  }
  if (Number.isNaN(ticks)) {
    writeUnraisable(timer);
    ticks = 0;
  }
  if (pending) errRestore(pending.type, pending.value, pending.traceback);
  return ticks;
}
/** Seconds of a tick. */
function tick(p: Borrowed): number {
  const unit = ldF64(p + P.unit);
  return ldPtr(p + P.timer) === 0 || unit === 0 ? NANOSECOND : unit;
}

// -- calls ------------------------------------------------------------------------------------------------------------------

/** What stands for a function that is not written in Python: methods by their descriptors, functions by their modules. */
function textOf(f: Borrowed): Owned {
  if (typeOf(f) === T.method_descriptor) return repr(f);
  const name = readCString(ldAddr(ldAddr(f + PyCFunctionObject.m_ml) + PyMethodDef.ml_name));
  const self = ldPtr(f + PyCFunctionObject.m_self);
  if (self === 0 || isInstance(self, T.module)) {
    const module = ldPtr(f + PyCFunctionObject.m_module);
    const prefix = module !== 0 && isInstance(module, T.str) ? `${jsStr(module)}.` : '';
    return newStr(`<built-in method ${prefix}${name}>`);
  }
  const descriptor = typeLookup(typeOf(self), intern(name));
  if (descriptor !== 0) {
    const text = repr(descriptor);
    if (text !== 0) return text;
  }
  errClear();
  return newStr(`<built-in method ${name}>`);
}
const keyOfBuiltin = (f: Borrowed): Addr =>
  typeOf(f) === T.method_descriptor
    ? ldAddr(f + PyMethodDescrObject.d_method)
    : ldAddr(f + PyCFunctionObject.m_ml);

function enter(p: Borrowed, key: Addr, user: () => Owned): void {
  const records = ldPtr(p + P.records);
  const record = find(records, key) || add(records, key, user());
  const context = malloc(CONTEXT.size);
  const previous = ldAddr(p + P.context);
  stF64(context + CONTEXT.below, 0);
  stPtr(context + CONTEXT.previous, previous);
  stPtr(context + CONTEXT.record, record);
  stPtr(p + P.context, context);
  begins(record);
  if (flag(p, SUBCALLS) && previous !== 0) begins(below(ldAddr(previous + CONTEXT.record), record));
  stF64(context + CONTEXT.begin, now(p));
}
/** The innermost call ends, which is taken for one of `record`. */
function stop(p: Borrowed, context: Addr, record: RecordAddr): void {
  const total = now(p) - ldF64(context + CONTEXT.begin);
  const inline = total - ldF64(context + CONTEXT.below);
  const previous = ldAddr(context + CONTEXT.previous);
  stPtr(p + P.context, previous);
  ended(record, total, inline);
  if (previous === 0) return;
  bump(previous + CONTEXT.below, total);
  const caller = ldAddr(previous + CONTEXT.record);
  const inner = flag(p, SUBCALLS) ? find(ldPtr(caller + RECORD.calls), record) : 0;
  if (inner !== 0) ended(inner as Addr, total, inline);
}
function leave(p: Borrowed, key: Addr): void {
  const context = ldAddr(p + P.context);
  // A return from what was called before the profiler was enabled.
  if (context === 0) return;
  const record = find(ldPtr(p + P.records), key);
  if (record !== 0) stop(p, context, record);
  else stPtr(p + P.context, ldAddr(context + CONTEXT.previous));
  free(context);
}
/** Ends the calls that are still going on. */
function flush(p: Borrowed): void {
  for (let context = ldAddr(p + P.context); context !== 0; context = ldAddr(p + P.context)) {
    stop(p, context, ldAddr(context + CONTEXT.record));
    free(context);
  }
}
function profile(p: Borrowed, frame: Borrowed, event: number, arg: Borrowed): boolean {
  if (!isInstance(p, wordType(osWord.PROFILER))) return false;
  if (event === EVENT.CALL || event === EVENT.RETURN) {
    const code = getAttrString(frame, 'f_code');
    if (event === EVENT.CALL) enter(p, code, () => newRef(code));
    else leave(p, code);
    decref(code);
  } else if (flag(p, BUILTINS)) {
    const key = keyOfBuiltin(arg);
    if (event === EVENT.C_CALL) enter(p, key, () => textOf(arg));
    else leave(p, key);
  }
  return true;
}
setNativeProfiler(profile);

// -- the type -----------------------------------------------------------------------------------------------------------

function forget(p: Borrowed): void {
  const records = ldPtr(p + P.records);
  if (records !== 0) {
    for (const record of all(records)) release(record);
    dictClear(records);
  }
  for (let context = ldAddr(p + P.context); context !== 0; ) {
    const previous = ldAddr(context + CONTEXT.previous);
    free(context);
    context = previous;
  }
  stPtr(p + P.context, 0 as Addr);
}
function disable(p: Borrowed): Owned {
  setFlag(p, ENABLED, false);
  const done = setProfile(None);
  if (done === 0) return NULL;
  decref(done);
  flush(p);
  return newRef(None);
}
/** A profiler dies that is still enabled: it may do so because another function is being installed in its place. */
function stopAtDeath(): void {
  const done = setProfile(None);
  if (done === 0) writeUnraisableMessage('Exception ignored When destroying _lsprof profiler', NULL);
  else decref(done);
}
/** The calls that go on when a profiler dies end: its timer is asked, whatever is being handled. */
function flushAtDeath(p: Borrowed): void {
  if (ldAddr(p + P.context) === 0) return;
  const pending = errFetch();
  flush(p);
  errRestore(pending.type, pending.value, pending.traceback);
}
/** Flags are set where they are given: -1 leaves one as it is. */
function choose(p: Borrowed, subcalls: number, builtins: number): void {
  if (subcalls >= 0) setFlag(p, SUBCALLS, subcalls > 0);
  if (builtins >= 0) setFlag(p, BUILTINS, builtins > 0);
}
function enable(p: Borrowed, subcalls: number, builtins: number): Owned {
  choose(p, subcalls, builtins);
  setFlag(p, ENABLED, true);
  return setProfile(p);
}

const fields = (...names: string[]) => names.map((name) => ({ name }));
const shared = ['code', 'callcount', 'reccallcount', 'totaltime', 'inlinetime'];
const SUBENTRY: StructSpec = { name: '_lsprof.profiler_subentry', fields: fields(...shared), visible: 5 };
const ENTRY: StructSpec = { name: '_lsprof.profiler_entry', fields: fields(...shared, 'calls'), visible: 6 };

function figures(record: RecordAddr, seconds: number): Owned[] {
  return [
    newRef(ldPtr(record + RECORD.user)),
    newInt(ldF64(record + RECORD.count)),
    newInt(ldF64(record + RECORD.recursive)),
    newFloat(ldF64(record + RECORD.total) * seconds),
    newFloat(ldF64(record + RECORD.inline) * seconds),
  ];
}
function getstats(p: Borrowed): Owned {
  const seconds = tick(p);
  const list = newList();
  for (const record of all(ldPtr(p + P.records))) {
    // A call that goes on has not been counted yet.
    if (ldF64(record + RECORD.count) === 0) continue;
    const calls = ldPtr(record + RECORD.calls);
    const inner = calls === 0 ? newRef(None) : newList();
    for (const sub of all(calls)) {
      if (ldF64(sub + RECORD.count) === 0) continue;
      listAppendOwned(
        inner,
        makeStruct(wordType(osWord.PROFILER_SUBENTRY), SUBENTRY, ...figures(sub, seconds)),
      );
    }
    listAppendOwned(
      list,
      makeStruct(wordType(osWord.PROFILER_ENTRY), ENTRY, ...figures(record, seconds), inner),
    );
  }
  return list;
}

const own = heapFieldSlots(P.records, P.timer);
const profilerType: HeapTypeSpec = {
  name: 'Profiler',
  tpName: '_lsprof.Profiler',
  basicsize: P.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'Profiler(timer=None, timeunit=None, subcalls=True, builtins=True)\n\n    Builds a profiler object using the specified timer function.\n    The default timer is a fast built-in one based on real time.\n    For custom timer functions returning integers, timeunit can\n    be a float specifying a scale (i.e. how long each integer unit\n    is, in seconds).\n',
  slots: {
    tp_new: (type: Borrowed) => {
      const p = newInstance(type);
      stPtr(p + P.records, newDict());
      return p;
    },
    tp_init: (p: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const signature = '($self, timer=0, timeunit: float = 0, subcalls: bool = True, builtins: bool = True)';
      const values = parseTupleAndDict('Profiler', signature, args, kwargs);
      if (values === null) return -1;
      const [timer, unit, subcalls, builtins] = values as [Borrowed, number, boolean, boolean];
      choose(p, Number(subcalls), Number(builtins));
      clearFields(p, [P.timer]);
      if (timer !== 0) stPtr(p + P.timer, newRef(timer));
      stF64(p + P.unit, unit);
      return 0;
    },
    ...own,
    tp_dealloc: (p: Borrowed) => {
      if (flag(p, ENABLED)) stopAtDeath();
      flushAtDeath(p);
      forget(p);
      own.tp_dealloc!(p);
    },
  },
  methods: [
    method(
      'getstats',
      '($self, /)',
      (p: Borrowed) => getstats(p),
      'list of profiler_entry objects.\n\ngetstats() -> list of profiler_entry objects\n\nReturn all information collected by the profiler.\nEach profiler_entry is a tuple-like object with the\nfollowing attributes:\n\n    code          code object\n    callcount     how many times this was called\n    reccallcount  how many times called recursively\n    totaltime     total time in this entry\n    inlinetime    inline time in this entry (not in subcalls)\n    calls         details of the calls\n\nThe calls attribute is either None or a list of\nprofiler_subentry objects:\n\n    code          called code object\n    callcount     how many times this is called\n    reccallcount  how many times this is called recursively\n    totaltime     total time spent in this call\n    inlinetime    inline time (not in further subcalls)',
    ),
    method(
      'enable',
      '($self, /, subcalls: int = -1, builtins: int = -1)',
      (p: Borrowed, subcalls: number, builtins: number) => enable(p, subcalls, builtins),
      "enable(subcalls=True, builtins=True)\n\nStart collecting profiling information.\nIf 'subcalls' is True, also records for each function\nstatistics separated according to its current caller.\nIf 'builtins' is True, records the time spent in\nbuilt-in functions separately from their caller.\n",
      { noTextSignature: true },
    ),
    method(
      'disable',
      '($self, /)',
      (p: Borrowed) => disable(p),
      'disable()\n\nStop collecting profiling information.\n',
      { noTextSignature: true },
    ),
    method(
      'clear',
      '($self, /)',
      (p: Borrowed) => {
        forget(p);
        return newRef(None);
      },
      'clear()\n\nClear all profiling information collected so far.\n',
      { noTextSignature: true },
    ),
  ],
}; // prettier-ignore

export const lsprofModule: ModuleSpec = {
  name: '_lsprof',
  doc: 'Fast profiler',
  types: [structType(ENTRY), structType(SUBENTRY), profilerType],
  exec: (module) => {
    keepInWord(module, 'profiler_entry', osWord.PROFILER_ENTRY);
    keepInWord(module, 'profiler_subentry', osWord.PROFILER_SUBENTRY);
    keepInWord(module, 'Profiler', osWord.PROFILER);
    return 0;
  },
}; // prettier-ignore
