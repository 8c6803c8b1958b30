/** `sys`. What the process was started with is in config.ts; hooks and printing have files of their own. */
import {
  type Addr,
  type Borrowed,
  Frame,
  ld32,
  ldF64,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyThreadState,
  PyTypeObject,
  Roots,
  st32,
  stF64,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import {
  asSsize,
  badArgument,
  call,
  callObject,
  currentFrame,
  decref,
  dictGet,
  dictSet,
  errClear,
  errOccurred,
  exceptionTraceback,
  frameObjectOf,
  handledException,
  hasFlag,
  heap,
  incref,
  intern,
  internInPlace,
  isInstance,
  listAppendOwned,
  lookupSpecial,
  type MethodSpec,
  ModuleObject,
  type ModuleSpec,
  method,
  moduleType,
  None,
  newBool,
  newDict,
  newFloat,
  newInt,
  newIntFromBigInt,
  newList,
  newRef,
  newStr,
  newStruct,
  newTuple,
  refcount,
  State,
  setError,
  setErrorObject,
  structInit,
  structType,
  T,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  valueError,
  xdecref,
} from '@tyston/objects';
import { host } from '../../host.js';
import { StdlibState } from '../../lib/state.js';
import { builtinModuleNames } from '../../registry-names.js';
import { sysConfig } from './config.js';
import { breakpointhook, displayhook, excepthook } from './hooks.js';
import { newNamespace } from './namespace.js';
import { stdlibModuleNames } from './stdlib-names.js';
import {
  ASYNCGEN_HOOKS,
  FLAGS,
  FLOAT_INFO,
  HASH_INFO,
  INT_INFO,
  THREAD_INFO,
  UNRAISABLE,
  VERSION_INFO,
} from './structs.js';
import { setTraceFunctions } from './trace.js';
import { installUnraisable, unraisablehook } from './unraisable.js';

const TS = Roots.MAIN_THREAD;
const RTLD_NOW = 2;

function exit(_m: Borrowed, status: Borrowed): Owned {
  const s = status === 0 ? None : status;
  return setErrorObject(T.SystemExit, s);
}
function excInfo(): Owned {
  const e = handledException();
  if (e === 0) return newTuple(newRef(None), newRef(None), newRef(None));
  const tb = exceptionTraceback(e);
  return newTuple(newRef(typeOf(e)), newRef(e), newRef(tb === 0 ? None : tb));
}
function exception(): Owned {
  const e = handledException();
  return newRef(e === 0 ? None : e);
}
function getframe(_m: Borrowed, depth: number): Owned {
  let f = currentFrame();
  for (let d = depth; d > 0 && f !== 0; d--) f = ld32(f + Frame.back);
  if (f === 0) return valueError('call stack is not deep enough');
  return frameObjectOf(f);
}
function currentFrames(): Owned {
  const d = newDict();
  const f = currentFrame();
  if (f !== 0) {
    const key = newInt(mainThreadId());
    const o = frameObjectOf(f);
    dictSet(d, key, o);
    decref(key);
    decref(o);
  }
  return d;
}
/** The identity of the only thread there is, as threading shows it. */
function mainThreadId(): number {
  return Number(ldSsize(TS + PyThreadState.thread_id)) || 1;
}
/** Every object's extra words in front of it count, as CPython's getsizeof counts them. */
function getsizeof(_m: Borrowed, o: Borrowed, fallback: Borrowed): Owned {
  const f = lookupSpecial(o, '__sizeof__');
  if (f === 0) {
    if (errOccurred()) return NULL;
    return fallback !== 0 ? newRef(fallback) : typeError(`Type ${typeName(o)} doesn't define __sizeof__`);
  }
  const r = call(f);
  decref(f);
  if (r === 0) {
    if (fallback !== 0 && errOccurred() === T.TypeError) {
      restoreRaisedNone();
      return newRef(fallback);
    }
    return NULL;
  }
  const size = asSsize(r, T.OverflowError);
  decref(r);
  if (size === -1 && errOccurred()) return NULL;
  if (size < 0) return valueError('__sizeof__() should return >= 0');
  const tp = typeOf(o);
  let front = 0;
  if (hasFlag(tp, TypeFlags.HAVE_GC) && !(tp === T.type && !hasFlag(o, TypeFlags.HEAPTYPE))) front += 16;
  if (hasFlag(tp, TypeFlags.MANAGED_DICT) && ld32(tp + PyTypeObject.tp_itemsize) === 0) front += 16;
  return newInt(size + front);
}
function restoreRaisedNone(): void {
  errClear();
}
function intern_(_m: Borrowed, s: Borrowed): Owned {
  if (!isInstance(s, T.str)) return badArgument('intern', 'argument', 'str', s);
  if (typeOf(s) !== T.str) return typeError(`can't intern ${typeName(s)}`);
  return internInPlace(newRef(s));
}
function setrecursionlimit(_m: Borrowed, limit: number): Owned {
  if (limit < 1) return valueError('recursion limit must be greater or equal than 1');
  const used = ld32(TS + PyThreadState.recursion_limit) - ld32(TS + PyThreadState.recursion_remaining);
  if (used >= limit) {
    return setError(
      T.RecursionError,
      `cannot set the recursion limit to ${limit} at the recursion depth ${used}: the limit is too low`,
    );
  }
  st32(TS + PyThreadState.recursion_limit, limit);
  st32(TS + PyThreadState.recursion_remaining, limit - used);
  return newRef(None);
}
function setswitchinterval(_m: Borrowed, v: number): Owned {
  if (v <= 0) return valueError('switch interval must be strictly positive');
  stF64(StdlibState.SWITCH_INTERVAL, v);
  return newRef(None);
}
function setIntMaxStrDigits(_m: Borrowed, n: number): Owned {
  if (n !== 0 && n < 640) return valueError('maxdigits must be 0 or larger than 640');
  st32(State.INT_MAX_STR_DIGITS, n);
  return newRef(None);
}

// -- coroutines and asynchronous generators --------------------------------------------------------------------------------

function setHook(offset: number, v: Borrowed, name: string): boolean {
  if (v !== None && ld32(typeOf(v) + 128) === 0) {
    typeError(`callable ${name} expected, got ${typeName(v)}`);
    return false;
  }
  const old = ldPtr(TS + offset);
  stPtr(TS + offset, v === None ? 0 : newRef(v));
  xdecref(old);
  return true;
}
function setAsyncgenHooks(_m: Borrowed, firstiter: Borrowed, finalizer: Borrowed): Owned {
  if (finalizer !== 0 && !setHook(PyThreadState.async_gen_finalizer, finalizer, 'finalizer')) return NULL;
  if (firstiter !== 0 && !setHook(PyThreadState.async_gen_firstiter, firstiter, 'firstiter')) return NULL;
  return newRef(None);
}
function getAsyncgenHooks(): Owned {
  const s = newStruct(moduleType('sys', 'asyncgen_hooks'), ASYNCGEN_HOOKS);
  [PyThreadState.async_gen_firstiter, PyThreadState.async_gen_finalizer].forEach((f, i) => {
    const v = ldPtr(TS + f);
    structInit(s, i, newRef(v === 0 ? None : v));
  });
  return s;
}
function setOriginDepth(_m: Borrowed, depth: number): Owned {
  if (depth < 0) return valueError('depth must be >= 0');
  st32(TS + PyThreadState.coroutine_origin_tracking_depth, depth);
  return newRef(None);
}

// -- auditing ------------------------------------------------------------------------------------------------------------------

function addaudithook(_m: Borrowed, hook: Borrowed): Owned {
  let list = ldPtr(State.AUDIT_HOOKS);
  if (list === 0) {
    list = newList();
    stPtr(State.AUDIT_HOOKS, list);
  }
  incref(hook);
  listAppendOwned(list, hook as Owned);
  return newRef(None);
}
function audit(_m: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (kwnames !== 0 && tupleLength(kwnames) > 0) return typeError('sys.audit() takes no keyword arguments');
  if (n === 0) return typeError('audit expected at least 1 argument, got 0');
  const list = ldPtr(State.AUDIT_HOOKS);
  if (list === 0) return newRef(None);
  const rest: Owned[] = [];
  for (let i = 1; i < n; i++) rest.push(newRef(ldPtr(args + i * 8)));
  const tuple = newTuple(...rest);
  for (let i = 0; i < ld32(list + 16); i++) {
    const r = call(ldPtr(ld32(list + 24) + i * 8), ldPtr(args), tuple);
    if (r === 0) {
      decref(tuple);
      return NULL;
    }
    decref(r);
  }
  decref(tuple);
  return newRef(None);
}

function callTracing(_m: Borrowed, f: Borrowed, args: Borrowed): Owned {
  if (!isInstance(args, T.tuple))
    return typeError(`call_tracing() argument 2 must be tuple, not ${typeName(args)}`);
  return callObjectWith(f, args);
}
function callObjectWith(f: Borrowed, args: Borrowed): Owned {
  return callObject(f, args, NULL);
}

const noText = { noTextSignature: true } as const;
const functions: MethodSpec[] = [
  method('addaudithook', '($module, /, hook)', addaudithook, 'Adds a new audit hook callback.'),
  method(
    'audit',
    '(event, *args)',
    audit,
    'audit(event, *args)\n\nPasses the event to any hooks that are attached.',
    { raw: true, noTextSignature: true },
  ),
  method(
    'breakpointhook',
    '(*args, **kws)',
    breakpointhook,
    'breakpointhook(*args, **kws)\n\nThis hook function is called by built-in breakpoint().\n',
    { raw: true, noTextSignature: true },
  ),
  method('_clear_type_cache', '($module, /)', () => newRef(None), 'Clear the internal type lookup cache.'),
  method(
    '_current_frames',
    '($module, /)',
    currentFrames,
    "Return a dict mapping each thread's thread id to its current stack frame.",
  ),
  method(
    '_current_exceptions',
    '($module, /)',
    () => {
      const d = newDict();
      const key = newInt(mainThreadId());
      const i = excInfo();
      dictSet(d, key, i);
      decref(key);
      decref(i);
      return d;
    },
    "Return a dict mapping each thread's identifier to its current raised exception.",
  ),
  method(
    'displayhook',
    '($module, object, /)',
    displayhook,
    'Print an object to sys.stdout and also save it in builtins._',
  ),
  method('exception', '($module, /)', exception, 'Return the current exception.'),
  method(
    'exc_info',
    '($module, /)',
    excInfo,
    'Return current exception information: (type, value, traceback).',
  ),
  method(
    'excepthook',
    '($module, exctype, value, traceback, /)',
    excepthook,
    'Handle an exception by displaying it with a traceback on sys.stderr.',
  ),
  method('exit', '($module, status=None, /)', exit, 'Exit the interpreter by raising SystemExit(status).'),
  method(
    'getdefaultencoding',
    '($module, /)',
    () => newStr('utf-8'),
    'Return the current default encoding used by the Unicode implementation.',
  ),
  method(
    'getdlopenflags',
    '($module, /)',
    () => newInt(ld32(StdlibState.DLOPEN_FLAGS) ^ RTLD_NOW),
    'Return the current value of the flags that are used for dlopen calls.',
  ),
  method(
    'getallocatedblocks',
    '($module, /)',
    () => newInt(heap().usage().usedPages),
    'Return the number of memory blocks currently allocated.',
  ),
  method(
    'getfilesystemencoding',
    '($module, /)',
    () => newStr('utf-8'),
    'Return the encoding used to convert Unicode filenames to OS filenames.',
  ),
  method(
    'getfilesystemencodeerrors',
    '($module, /)',
    () => newStr('surrogateescape'),
    'Return the error mode used for Unicode to OS filename conversion.',
  ),
  method(
    'getrefcount',
    '($module, object, /)',
    (_m: Borrowed, o: Borrowed) => newInt(refcount(o)),
    'Return the reference count of object.',
  ),
  method(
    'getrecursionlimit',
    '($module, /)',
    () => newInt(ld32(TS + PyThreadState.recursion_limit)),
    'Return the current value of the recursion limit.',
  ),
  method(
    'getsizeof',
    '(object [, default]) -> int',
    getsizeof,
    'Return the size of object in bytes.',
    noText,
  ),
  method('_getframe', '($module, depth: int = 0, /)', getframe, 'Return a frame object from the call stack.'),
  method(
    'getswitchinterval',
    '($module, /)',
    () => newFloat(ldF64(StdlibState.SWITCH_INTERVAL)),
    'Return the current thread switch interval.',
  ),
  method('intern', '($module, string, /)', intern_, "``Intern'' the given string."),
  method(
    'is_finalizing',
    '($module, /)',
    () => newBool(ld32(State.FINALIZING) !== 0),
    'Return True if Python is exiting.',
  ),
  method(
    'setdlopenflags',
    '($module, flags: int, /)',
    (_m: Borrowed, flags: number) => {
      st32(StdlibState.DLOPEN_FLAGS, flags ^ RTLD_NOW);
      return newRef(None);
    },
    'Set the flags used by the interpreter for dlopen calls.',
  ),
  method(
    'setrecursionlimit',
    '($module, limit: int, /)',
    setrecursionlimit,
    'Set the maximum depth of the Python interpreter stack to n.',
  ),
  method(
    'setswitchinterval',
    '($module, interval: float, /)',
    setswitchinterval,
    'Set the ideal thread switching delay inside the Python interpreter.',
  ),
  method(
    'get_asyncgen_hooks',
    '($module, /)',
    getAsyncgenHooks,
    'Return the installed asynchronous generators hooks.',
  ),
  method(
    'set_asyncgen_hooks',
    '(firstiter=None, finalizer=None)',
    setAsyncgenHooks,
    'set_asyncgen_hooks(* [, firstiter] [, finalizer])\n\nSet a finalizer for async generators objects.',
    noText,
  ),
  method(
    'get_coroutine_origin_tracking_depth',
    '($module, /)',
    () => newInt(ld32(TS + PyThreadState.coroutine_origin_tracking_depth)),
    'Check status of origin tracking for coroutine objects in this thread.',
  ),
  method(
    'set_coroutine_origin_tracking_depth',
    '($module, /, depth: int)',
    setOriginDepth,
    'Enable or disable origin tracking for coroutine objects in this thread.',
  ),
  method('unraisablehook', '($module, unraisable, /)', unraisablehook, 'Handle an unraisable exception.'),
  method(
    'get_int_max_str_digits',
    '($module, /)',
    () => newInt(ld32(State.INT_MAX_STR_DIGITS)),
    'Return the maximum string digits limit for non-binary int<->str conversions.',
  ),
  method(
    'set_int_max_str_digits',
    '($module, /, maxdigits: int)',
    setIntMaxStrDigits,
    'Set the maximum string digits limit for non-binary int<->str conversions.',
  ),
  method(
    'call_tracing',
    '($module, func, args, /)',
    callTracing,
    'Call func(*args), while tracing is enabled.',
  ),
  ...setTraceFunctions,
]; // prettier-ignore
for (let i = 0; i < functions.length; i++) {
  if (functions[i]!.name === 'getsizeof')
    functions[i] = { ...functions[i]!, signature: '(object, default=None)' };
}

/** Sets attributes of `sys`. */
function setter(m: Borrowed): (name: string, v: Owned) => void {
  const d = ldPtr(m + ModuleObject.md_dict);
  return (name, v) => {
    dictSet(d, intern(name), v);
    decref(v);
  };
}
function strings(all: readonly string[]): Owned {
  const l = newList();
  for (const s of all) listAppendOwned(l, newStr(s));
  return l;
}
function struct(type: string, spec: typeof FLAGS, values: Owned[]): Owned {
  const s = newStruct(moduleType('sys', type), spec);
  for (const [i, v] of values.entries()) structInit(s, i, v);
  return s;
}

/** What the configuration decides: done when `sys` is made, and again for a process that starts from an image. */
export function configureSys(m: Borrowed): void {
  const c = sysConfig();
  const set = setter(m);
  set('argv', strings(c.argv));
  set('orig_argv', strings(c.origArgv));
  set('path', strings(c.path));
  set('executable', newStr(c.executable));
  set('_base_executable', newStr(c.executable));
  set('warnoptions', strings(c.warnOptions));
  const x = newDict();
  for (const [k, v] of Object.entries(c.xOptions)) {
    const key = newStr(k);
    const value = v === true ? newBool(true) : newStr(v);
    dictSet(x, key, value);
    decref(key);
    decref(value);
  }
  set('_xoptions', x);
  set('dont_write_bytecode', newBool(c.flags.dontWriteBytecode !== 0));
  set('pycache_prefix', c.pycachePrefix === null ? newRef(None) : newStr(c.pycachePrefix));
  const f = c.flags;
  set(
    'flags',
    struct('flags', FLAGS, [
      newInt(f.debug),
      newInt(f.inspect),
      newInt(f.interactive),
      newInt(f.optimize),
      newInt(f.dontWriteBytecode),
      newInt(f.noUserSite),
      newInt(f.noSite),
      newInt(f.ignoreEnvironment),
      newInt(f.verbose),
      newInt(f.bytesWarning),
      newInt(f.quiet),
      newInt(f.hashRandomization),
      newInt(f.isolated),
      newBool(f.devMode),
      newInt(f.utf8Mode),
      newInt(f.warnDefaultEncoding),
      newBool(f.safePath),
      newInt(f.intMaxStrDigits),
    ]),
  );
}

/** Fills the module. 0 or -1. */
function exec(m: Borrowed): number {
  const d = ldPtr(m + ModuleObject.md_dict);
  const c = sysConfig();
  const set = setter(m);
  const tuple = (all: readonly string[]): Owned => newTuple(...all.map((s) => newStr(s)));
  set('modules', newRef(ldPtr(State.MODULES)));
  configureSys(m);
  stF64(StdlibState.SWITCH_INTERVAL, 0.005);
  for (const n of ['prefix', 'base_prefix']) set(n, newStr(c.prefix));
  for (const n of ['exec_prefix', 'base_exec_prefix']) set(n, newStr(c.execPrefix));
  set('platlibdir', newStr('lib'));
  set('_stdlib_dir', newStr(c.stdlibDir));
  set('platform', newStr(c.platform));
  set('byteorder', newStr('little'));
  set('maxsize', newIntFromBigInt(0x7fffffffffffffffn));
  set('maxunicode', newInt(0x10ffff));
  set('hexversion', newInt((3 << 24) | (11 << 16) | (c.micro << 8) | 0xf0));
  set('api_version', newInt(1013));
  set(
    'copyright',
    newStr(
      'Copyright (c) 2001-2023 Python Software Foundation.\nAll Rights Reserved.\n\nCopyright (c) 2000 BeOpen.com.\nAll Rights Reserved.\n\nCopyright (c) 1995-2001 Corporation for National Research Initiatives.\nAll Rights Reserved.\n\nCopyright (c) 1991-1995 Stichting Mathematisch Centrum, Amsterdam.\nAll Rights Reserved.',
    ),
  );
  set('version', newStr(`3.11.${c.micro} (tyston 0.1.0)\n[TypeScript]`));
  set('builtin_module_names', tuple([...builtinModuleNames].sort()));
  const names = newTuple(...stdlibModuleNames.map((s) => newStr(s)));
  set('stdlib_module_names', call(T.frozenset, names));
  decref(names);
  set('float_repr_style', newStr('short'));
  set('_git', newTuple(newStr('CPython'), newStr(''), newStr('')));
  set('_framework', newStr(''));
  set('abiflags', newStr(''));
  set('meta_path', newList());
  set('path_hooks', newList());
  set('path_importer_cache', newDict());
  const version = () =>
    struct('version_info', VERSION_INFO, [
      newInt(3),
      newInt(11),
      newInt(c.micro),
      newStr('final'),
      newInt(0),
    ]);
  set('version_info', version());
  set(
    'float_info',
    struct('float_info', FLOAT_INFO, [
      newFloat(Number.MAX_VALUE),
      newInt(1024),
      newInt(308),
      newFloat(2.2250738585072014e-308),
      newInt(-1021),
      newInt(-307),
      newInt(15),
      newInt(53),
      newFloat(Number.EPSILON),
      newInt(2),
      newInt(1),
    ]),
  );
  set('int_info', struct('int_info', INT_INFO, [newInt(30), newInt(4), newInt(4300), newInt(640)]));
  set(
    'hash_info',
    struct('hash_info', HASH_INFO, [
      newInt(64),
      newIntFromBigInt((1n << 61n) - 1n),
      newInt(314159),
      newInt(0),
      newInt(1000003),
      newStr('siphash13'),
      newInt(64),
      newInt(128),
      newInt(0),
    ]),
  );
  set(
    'thread_info',
    struct('thread_info', THREAD_INFO, [newStr('pthread'), newStr('semaphore'), newRef(None)]),
  );
  const impl = newNamespace([
    ['name', newStr('tyston')],
    ['cache_tag', newStr('tyston-311')],
    ['version', version()],
    ['hexversion', newInt((3 << 24) | (11 << 16) | (c.micro << 8) | 0xf0)],
    ['_multiarch', newStr('x86_64-linux-gnu')],
    ['_host', newStr(host().kind)],
  ]);
  if (impl === 0) return -1;
  set('implementation', impl);
  for (const hook of ['displayhook', 'excepthook', 'breakpointhook', 'unraisablehook']) {
    dictSet(d, intern(`__${hook}__`), dictGet(d, intern(hook)));
  }
  return 0;
}

export const sysModule: ModuleSpec = {
  name: 'sys',
  doc: 'This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.',
  functions,
  types: [
    { ...structType(FLAGS), hidden: true },
    { ...structType(VERSION_INFO), hidden: true },
    { ...structType(FLOAT_INFO), hidden: true },
    { ...structType(INT_INFO), hidden: true },
    { ...structType(HASH_INFO), hidden: true },
    { ...structType(THREAD_INFO), hidden: true },
    { ...structType(ASYNCGEN_HOOKS), hidden: true },
    structType(UNRAISABLE),
  ],
  exec,
  attach: installUnraisable,
};
