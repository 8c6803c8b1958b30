/**
 * The object space: everything that the interpreter asks of objects.
 *
 * The interpreter moves handles between vregs and knows nothing else about them. A handle is an opaque int32; 0 is
 * NULL. An object model implements the interface below; `objects` does it on the window, where a handle is
 * an address, and a toy space can keep a table.
 *
 * Only the structs that are the interpreter's own business are touched directly, by the layouts of `@tyston/memory`,
 * and so live in the window in every space: ThreadState, Frame, PyCodeObject, PyFunctionObject, PyMethodObject, PyCellObject,
 * PyGenObject (for coroutines and asynchronous generators too) and PyTupleObject. Their handles are their addresses.
 *
 * **References.** Arguments are borrowed and results are new references, unless the function says otherwise:
 *
 * - *steals x*: takes over the caller's reference to x, also when it fails;
 * - *moves n vregs at `at`*: takes over the references in n consecutive vregs and leaves those vregs empty, also
 *   when it fails. `at` is the index in the I32 view of the low word of the first; the next one is at `at + 2`. High
 *   words are never written: they are always WINDOW_HIGH;
 * - *fills n vregs at `at`*: writes n new references, in order, into vregs known to be empty; when it fails it leaves them empty;
 * - *borrowed* result: no reference is handed over.
 *
 * **Errors.** A result of 0 (where a handle is returned) or -1 (where a number is) means that an exception is pending in the
 * thread state's `curexc_*` fields; exceptions are listed where the text is not obvious. JavaScript
 * exceptions never carry Python exceptions. `OutOfMemory` may be thrown from anywhere: the loop makes MemoryError of it.
 *
 * **Ownership of operands** (`own`). Operators may reuse the box of an operand that nobody else will see again, so they are told:
 *
 * - OWN_LEFT: the operator owns the left operand's reference and consumes it, also when it fails;
 * - OWN_RIGHT: the same for the right operand;
 * - OWN_DESTINATION: the left operand is borrowed from the local variable that will be overwritten with the result, so
 *   when its reference count is 1 its box may be overwritten with the result; it is then returned with one reference more
 *   (the caller stores it and releases the old content, which is the same box). The box must stay as it was when the operator fails.
 */
import type { ConstantValue } from '@tyston/parser';

/** An opaque reference to an object; 0 is NULL. */
export type Handle = number;
/** An index in the I32 view: of a vreg's low word, or of an inline cache's first word. */
export type Index = number;

export const OWN_LEFT = 1;
export const OWN_RIGHT = 2;
export const OWN_DESTINATION = 4;

/** CPython's numbers of the rich comparisons (Py_LT …). */
export const Compare = Object.freeze({ LT: 0, LE: 1, EQ: 2, NE: 3, GT: 4, GE: 5 });

/**
 * Words of inline cache behind an instruction, all zero at first. A space uses them as it likes; `run` only passes
 * the index of the first one. Cache words are never owned references: what they hold must be checked before it is followed.
 */
export const CacheWords = Object.freeze({
  LOAD_GLOBAL: 4,
  STORE_GLOBAL: 4,
  LOAD_ATTR: 4,
  STORE_ATTR: 4,
  LOAD_METHOD: 4,
  /** For calls: of classes (`callKind`, `initOf`), and of what `call` calls. */
  CALL: 2,
});

/** `next` of an exact generator: the interpreter is to resume it itself. */
export const GENERATOR = -1;

/** What `callKind` says of a callable. */
export const CallKind = Object.freeze({
  /** Called through `call`. */
  OTHER: 0,
  /** An exact PyFunctionObject whose code the interpreter runs. */
  FUNCTION: 1,
  /** An exact PyMethodObject; its `im_func` may be any callable. */
  METHOD: 2,
  /** A class that `type.__call__` would make an instance of by `object.__new__`, with a Python function as `__init__`. */
  CLASS: 3,
  /** An object whose type's `__call__` is a Python function: `calledFunction` is called with the object in front. */
  INSTANCE: 4,
});

/** Exception types that the interpreter itself raises. */
export type ErrorType =
  | 'TypeError'
  | 'ValueError'
  | 'NameError'
  | 'UnboundLocalError'
  | 'RuntimeError'
  | 'RecursionError'
  | 'SystemError'
  | 'StopIteration'
  | 'StopAsyncIteration'
  | 'GeneratorExit'
  | 'MemoryError'
  | 'ImportError'
  | 'AssertionError';

/** Which object a RETURN_GENERATOR makes. */
export const GeneratorKind = Object.freeze({ GENERATOR: 0, COROUTINE: 1, ASYNC_GENERATOR: 2 });

/** What a trace function is told (CPython's PyTrace_* numbers). */
export const TraceEvent = Object.freeze({
  CALL: 0,
  EXCEPTION: 1,
  LINE: 2,
  RETURN: 3,
  C_CALL: 4,
  C_EXCEPTION: 5,
  C_RETURN: 6,
  OPCODE: 7,
});

/** Handles that the interpreter compares with or stores itself; read once, when the interpreter is made. They live forever. */
export interface Singletons {
  readonly None: Handle;
  readonly True: Handle;
  readonly False: Handle;
  readonly Ellipsis: Handle;
  readonly NotImplemented: Handle;
  /** What `assert` raises, whatever the program did to builtins (LOAD_ASSERTION_ERROR). */
  readonly AssertionError: Handle;
}

export interface References {
  incref(x: Handle): void;
  /** May run anything (`__del__`, weakref callbacks), but preserves the pending exception. */
  decref(x: Handle): void;
  /**
   * What `decref` does when the count has come to 0. A space that has it keeps counts in the first word of objects, and
   * translations count there.
   */
  freed?(x: Handle): void;
}

/** Operators with a `own` mask as described above. In-place ones fall back to the plain ones as the data model says. */
export interface Operators {
  add(l: Handle, r: Handle, own: number): Handle;
  subtract(l: Handle, r: Handle, own: number): Handle;
  multiply(l: Handle, r: Handle, own: number): Handle;
  matrixMultiply(l: Handle, r: Handle, own: number): Handle;
  trueDivide(l: Handle, r: Handle, own: number): Handle;
  floorDivide(l: Handle, r: Handle, own: number): Handle;
  modulo(l: Handle, r: Handle, own: number): Handle;
  power(l: Handle, r: Handle, own: number): Handle;
  leftShift(l: Handle, r: Handle, own: number): Handle;
  rightShift(l: Handle, r: Handle, own: number): Handle;
  and(l: Handle, r: Handle, own: number): Handle;
  or(l: Handle, r: Handle, own: number): Handle;
  xor(l: Handle, r: Handle, own: number): Handle;

  inplaceAdd(l: Handle, r: Handle, own: number): Handle;
  inplaceSubtract(l: Handle, r: Handle, own: number): Handle;
  inplaceMultiply(l: Handle, r: Handle, own: number): Handle;
  inplaceMatrixMultiply(l: Handle, r: Handle, own: number): Handle;
  inplaceTrueDivide(l: Handle, r: Handle, own: number): Handle;
  inplaceFloorDivide(l: Handle, r: Handle, own: number): Handle;
  inplaceModulo(l: Handle, r: Handle, own: number): Handle;
  inplacePower(l: Handle, r: Handle, own: number): Handle;
  inplaceLeftShift(l: Handle, r: Handle, own: number): Handle;
  inplaceRightShift(l: Handle, r: Handle, own: number): Handle;
  inplaceAnd(l: Handle, r: Handle, own: number): Handle;
  inplaceOr(l: Handle, r: Handle, own: number): Handle;
  inplaceXor(l: Handle, r: Handle, own: number): Handle;

  /** Unary operators; of the mask only OWN_LEFT and OWN_DESTINATION occur. */
  negative(x: Handle, own: number): Handle;
  positive(x: Handle, own: number): Handle;
  invert(x: Handle, own: number): Handle;

  /** `l op r` as an object; `op` is one of `Compare`. */
  compare(l: Handle, r: Handle, op: number, own: number): Handle;
  /** `bool(l op r)`: 1, 0, or -1 (error). `compareTruth` with a constant operator each, for fused branches. */
  compareTruth(l: Handle, r: Handle, op: number, own: number): number;
  lessTruth(l: Handle, r: Handle, own: number): number;
  lessEqualTruth(l: Handle, r: Handle, own: number): number;
  equalTruth(l: Handle, r: Handle, own: number): number;
  notEqualTruth(l: Handle, r: Handle, own: number): number;
  greaterTruth(l: Handle, r: Handle, own: number): number;
  greaterEqualTruth(l: Handle, r: Handle, own: number): number;

  /** `bool(x)`: 1, 0, or -1 (error). */
  truth(x: Handle): number;
  /** `item in container`: 1, 0, or -1 (error). */
  contains(container: Handle, item: Handle): number;
}

/** A test, and what is done where it holds: JavaScript of the loop's names, over the object `x`. */
export interface InlineCase {
  readonly test: string;
  readonly does: string;
  /** Functions that the text calls, by name. One name means one function, in all texts. */
  readonly uses?: Readonly<Record<string, unknown>>;
}

/** What a site's cache holds, as text for its translation; null where it holds nothing that helps. */
export interface InlineCache {
  /** Leaves a new reference to `x.name` in `v`. */
  load(cache: Index): InlineCase | null;
  /** Does what loadMethod does, for the vregs at the index `to` (text). */
  method(cache: Index, to: string): InlineCase | null;
  /** Stores a new reference to `t`. */
  store(cache: Index): InlineCase | null;
  /** Leaves a new reference to the global in `v`. */
  global(cache: Index): InlineCase | null;
  /**
   * Calls `x`, which is in the vreg `base` words behind `fp` and not a Python function: leaves what `call` would in `v`, and releases the
   * vregs that a CALL consumes.
   */
  call(cache: Index, base: number, argc: number): InlineCase | null;
  /** Of `n` values that `x` may be unpacked into without running any code: a test that it is such, and where each stands (borrowed). */
  unpack(n: number): { readonly test: string; item(i: number): string };
}

/** Names and attributes. `cache` is the index of CacheWords words; `name` an interned str. */
export interface Names {
  /** For translations; a space may do without. */
  readonly inlineCache?: InlineCache;
  /** LOAD_NAME: the frame's namespace (a dict or any mapping), its globals, its builtins. NameError "name 'x' is not defined". */
  loadName(locals: Handle, globals: Handle, builtins: Handle, name: Handle): Handle;
  /** 0 or -1. `locals` is a dict or any mapping. */
  storeName(locals: Handle, name: Handle, value: Handle): number;
  /** 0 or -1. NameError "name 'x' is not defined". */
  deleteName(locals: Handle, name: Handle): number;
  /** `globals` is a dict (or a subclass's instance), `builtins` usually a dict. */
  loadGlobal(globals: Handle, builtins: Handle, name: Handle, cache: Index): Handle;
  storeGlobal(globals: Handle, name: Handle, value: Handle, cache: Index): number;
  deleteGlobal(globals: Handle, name: Handle): number;
  /**
   * LOAD_CLASSDEREF: the name in the class namespace, or 0 with nothing pending when it is not there (the
   * interpreter then looks into the cell).
   */
  lookupName(locals: Handle, name: Handle): Handle;
  /** SETUP_ANNOTATIONS: makes `__annotations__` in the namespace unless it is there. 0 or -1. */
  setupAnnotations(locals: Handle): number;
  /** LOAD_BUILD_CLASS: `builtins.__build_class__`. NameError "__build_class__ not found". */
  loadBuildClass(builtins: Handle): Handle;

  loadAttr(x: Handle, name: Handle, cache: Index): Handle;
  /** 0 or -1. */
  storeAttr(x: Handle, name: Handle, value: Handle, cache: Index): number;
  deleteAttr(x: Handle, name: Handle): number;
  /**
   * LOAD_METHOD: fills the two vregs at `at`: the unbound function and x itself (a new reference to it), or the attribute's value
   * and an empty vreg. 0 or -1 (both left empty).
   */
  loadMethod(x: Handle, name: Handle, at: Index, cache: Index): number;
  /** The attribute or 0; when it does not exist, nothing is pending. For `yield from`'s throw() and close(), and the like. */
  lookupAttr(x: Handle, name: Handle): Handle;
}

/** Subscripts, iteration, building and taking apart of containers. */
export interface Containers {
  getItem(x: Handle, key: Handle): Handle;
  /** 0 or -1. */
  setItem(x: Handle, key: Handle, value: Handle): number;
  deleteItem(x: Handle, key: Handle): number;
  /** `x[start:stop]`, with nothing visible made for it where x is a built-in sequence; None for what is missing. */
  getSlice(x: Handle, start: Handle, stop: Handle): Handle;
  /** 0 or -1. */
  setSlice(x: Handle, start: Handle, stop: Handle, value: Handle): number;
  /** A slice object; `step` may be 0 for None. */
  buildSlice(start: Handle, stop: Handle, step: Handle): Handle;
  /** `len(x)` as an int object (GET_LEN). */
  length(x: Handle): Handle;

  iter(x: Handle): Handle;
  /**
   * The next item of an iterator; GENERATOR when it is an exact generator, untouched; 0 when it is exhausted (nothing
   * pending: StopIteration has been cleared) or failed (pending).
   */
  next(iterator: Handle): Handle;

  /** Moves n vregs. */
  buildTuple(at: Index, n: number): Handle;
  buildList(at: Index, n: number): Handle;
  buildSet(at: Index, n: number): Handle;
  /** Moves 2n vregs: key, value, key, value … */
  buildMap(at: Index, n: number): Handle;
  /** Moves n vregs, the values; `keys` is a tuple. */
  buildConstKeyMap(at: Index, n: number, keys: Handle): Handle;
  /** Concatenates strs. Moves n vregs. */
  buildString(at: Index, n: number): Handle;
  /** A tuple of new references to n borrowed vregs at `at` (`*args`). n may be 0. */
  tupleOf(at: Index, n: number): Handle;

  /** 0 or -1. Steals value. */
  listAppend(list: Handle, value: Handle): number;
  /** 0 or -1. TypeError "Value after * must be an iterable, not int". */
  listExtend(list: Handle, iterable: Handle): number;
  listToTuple(list: Handle): Handle;
  /** 0 or -1. */
  setAdd(set: Handle, item: Handle): number;
  setUpdate(set: Handle, iterable: Handle): number;
  dictSet(dict: Handle, key: Handle, value: Handle): number;
  /** `{**x}`: 0 or -1. TypeError "'int' object is not a mapping". */
  dictUpdate(dict: Handle, mapping: Handle): number;
  /**
   * `f(**a, **b)`: like dictUpdate, but a key that is there already is TypeError "mod.f() got multiple values for keyword argument 'x'",
   * and no mapping is "mod.f() argument after ** must be a mapping, not int" (CPython's _PyObject_FunctionStr of `callable`).
   */
  dictMerge(dict: Handle, mapping: Handle, callable: Handle): number;
  /** `args` of `f(*args)` as a tuple. TypeError "mod.f() argument after * must be an iterable, not int". */
  starArgs(args: Handle, callable: Handle): Handle;

  newDict(): Handle;
  /** The value of a str key, borrowed, or 0 (nothing pending). */
  dictGet(dict: Handle, key: Handle): Handle;
  /** Iterates a dict: the position of the first item at or after `position`, or -1 at the end. Positions start at 0; go on at result + 1. */
  dictNext(dict: Handle, position: number): number;
  /** Key and value at a position that `dictNext` returned; borrowed. */
  dictKeyAt(dict: Handle, position: number): Handle;
  dictValueAt(dict: Handle, position: number): Handle;
  dictSize(dict: Handle): number;

  /**
   * Fills n vregs at `at` with the items of `x`; 0 or -1. TypeError "cannot unpack non-iterable int object", ValueError "not enough
   * values to unpack (expected 3, got 2)", "too many values to unpack (expected 2)".
   */
  unpackSequence(x: Handle, n: number, at: Index): number;
  /** `a, *b, c = x`: fills before + 1 + after vregs; "not enough values to unpack (expected at least 2, got 1)". */
  unpackEx(x: Handle, before: number, after: number, at: Index): number;

  /** FORMAT_VALUE: conversion 0 none, 1 str, 2 repr, 3 ascii; `spec` may be 0. */
  formatValue(x: Handle, conversion: number, spec: Handle): Handle;
}

/** Calls, functions, cells, generators: what the interpreter cannot do for itself. */
export interface Calls {
  /** One of CallKind, for the callable of a CALL. `cache` is the index of CacheWords.CALL words, or 0 where there are none. */
  callKind(callable: Handle, cache: Index): number;
  /** The function of a callable that `callKind` has just called an INSTANCE, borrowed. */
  calledFunction(): Handle;
  /** Is it an exact PyFunctionObject? The fastest of tests: one load, one compare. */
  isFunction(x: Handle): boolean;
  /** Is it an exact PyMethodObject? */
  isMethod(x: Handle): boolean;
  /** The Python function that is the class's `__init__`, borrowed (CallKind.CLASS). `cache` as `callKind` has just filled it. */
  initOf(cls: Handle, cache: Index): Handle;
  /** An instance of the class by `object.__new__` (CallKind.CLASS); abstract classes raise here. */
  newInstance(cls: Handle): Handle;
  /**
   * Calls anything, as vectorcall: n positional arguments in the vregs at `at`, then one for each name in the tuple `kwnames`
   * (or 0). All borrowed. The vreg in front of `at` belongs to the caller and may be overwritten if it is restored.
   * `cache` is the index of CacheWords.CALL words, or 0 where there are none.
   */
  call(callable: Handle, at: Index, n: number, kwnames: Handle, cache: Index): Handle;
  /** `callable(*args, **kwargs)`; `args` is a tuple, `kwargs` a dict or 0. */
  callEx(callable: Handle, args: Handle, kwargs: Handle): Handle;

  /**
   * Blocks for the interpreter's own structs: header set (reference count 1, type, ob_size), GC head where the type has one, the
   * rest zero. Not yet tracked: the interpreter fills the block in and then calls `track`.
   */
  allocCode(bytes: number): Handle;
  allocFunction(): Handle;
  /** `kind` is one of GeneratorKind; `bytes` the whole size, frame included. */
  allocGenerator(kind: number, bytes: number): Handle;
  /** Where a coroutine was made: a tuple of (file, line, name) of at most `depth` frames from `frame` on, innermost first. */
  coroutineOrigin(frame: number, depth: number): Handle;
  /** A cell; steals `content`, which may be 0. */
  newCell(content: Handle): Handle;
  /** Makes the collector know the object. */
  track(x: Handle): void;
  /** `module` for a new function: `globals['__name__']`, or 0 (nothing pending). */
  functionModule(globals: Handle): Handle;
  /** `globals['__builtins__']` as a dict (a module's dict), or the thread's builtins. Borrowed. */
  builtinsOf(globals: Handle): Handle;
  /**
   * A frame that has a frame object is being left. When others own the frame object, the space copies into it what the frame
   * holds; in any case the frame's reference to it is released. The frame's own references are released afterwards by the interpreter.
   */
  leaveFrame(frame: number): void;
}

/** Constants of code units, and bytes objects. */
export interface Constants {
  /** A new reference; `names` and str constants that look like identifiers are interned. */
  constant(value: ConstantValue): Handle;
  /** An interned str. */
  intern(text: string): Handle;
  /** A str. */
  newStr(text: string): Handle;
  newBytes(bytes: Uint8Array): Handle;
  newComplex(real: number, imag: number): Handle;
  /** Where the content of a bytes object stands in the window (byte address), and its length. For the line tables of code. */
  bytesAddress(bytes: Handle): number;
  bytesLength(bytes: Handle): number;
  /** A frozenset of the n borrowed vregs at `at`, as `tupleOf`. */
  frozensetOf(at: Index, n: number): Handle;
}

export interface Imports {
  /** IMPORT_NAME: `builtins.__import__` if the program replaced it; `level` is an int object, `fromlist` a tuple or None. */
  importName(
    name: Handle,
    globals: Handle,
    locals: Handle,
    builtins: Handle,
    fromlist: Handle,
    level: Handle,
  ): Handle;
  /** IMPORT_FROM: the attribute, or `sys.modules['pkg.name']`; ImportError "cannot import name 'x' from 'm' (file)". */
  importFrom(module: Handle, name: Handle): Handle;
  /** `from m import *` into the mapping `locals`. 0 or -1. */
  importStar(module: Handle, locals: Handle): number;
}

/** Exceptions: what is pending lives in ThreadState.curexc_*, what is handled in the ThreadState.exc_info chain. */
export interface Exceptions {
  /**
   * Sets a pending exception of a built-in type with one argument, the text (an empty text: no arguments); `__context__` from exc_info
   * as always.
   */
  setError(type: ErrorType, text: string): void;
  /** NameError or UnboundLocalError with its `name` attribute. */
  setNameError(type: 'NameError' | 'UnboundLocalError', text: string, name: Handle): void;
  /** `raise exc from cause`; `cause` 0 when there is no `from`. `exc` may be a class. Always leaves something pending. */
  raise(exc: Handle, cause: Handle): void;
  /** Takes the pending exception away: normalised, with its traceback in `__traceback__`. Something must be pending. */
  takeException(): Handle;
  /** Makes an exception instance pending with the traceback it carries (`__traceback__`), and no `__context__` added. Steals it. */
  restoreException(exc: Handle): void;
  /** PyTraceBack_Here: one entry for the frame at its current pc in front of the pending exception's traceback. */
  addTraceback(frame: number): void;
  /** Where the pending exception arose in the frame, in words of its code: what the traceback's first entry says; -1: it is another's. */
  tracebackWord(frame: number): number;
  /**
   * The `except` test: 1, 0, or -1: TypeError "catching classes that do not inherit from BaseException is not allowed".
   * `exc` is an instance.
   */
  exceptionMatches(exc: Handle, type: Handle): number;
  /**
   * The `except*` test: fills two vregs at `at`: the matching part (or empty) and the rest (or None). 0 or -1, with CPython's checks
   * of `type`. A naked exception that matches is wrapped in an ExceptionGroup. `exc` is an exception or None (nothing left: no match).
   */
  exceptionGroupMatch(exc: Handle, type: Handle, at: Index): number;
  /** PREP_RERAISE_STAR: what is to be raised after the `except*` clauses, or None. */
  prepareReraiseStar(original: Handle, raised: Handle): Handle;
  /** Class of an exception instance, and its traceback or None: the arguments of `__exit__`. */
  typeOfException(exc: Handle): Handle;
  tracebackOf(exc: Handle): Handle;
  /**
   * When the pending exception is StopIteration (or none is pending at all), takes it away and returns its value
   * (None where it has none). Else 0, and the exception stays pending.
   */
  takeStopIteration(): Handle;
  /** Sets StopIteration(value), StopIteration() for None; tuples and exceptions are wrapped as CPython does. Steals it. */
  setStopIteration(value: Handle): void;
  /** Is the pending exception an instance of this built-in type? */
  pendingIs(type: ErrorType): boolean;
  /** The pending exception is replaced by RuntimeError(text) with it as `__cause__` and `__context__` (PEP 479). */
  replaceByRuntimeError(text: string): void;
  /**
   * The arguments of `throw(type, value, traceback)` (0 where absent) become the pending exception: 0. Where they are no
   * arguments of throw, -1, with CPython's TypeError pending.
   */
  setThrown(type: Handle, value: Handle, traceback: Handle): number;
  /** The pending exception, if it is new, gets what is handled now as its `__context__`. */
  contextualize(): void;
  /** The pending exception gets what is handled now as its `__context__`, even if it has one. */
  chainContext(): void;
  /** The pending exception is reported as ignored in `x`. */
  writeUnraisable(x: Handle): void;
  /** Is it GeneratorExit, a class derived from it, or an instance? */
  isGeneratorExit(type: Handle): boolean;
}

/** `with`, `async`, `match`: the protocols behind statements. */
export interface Protocols {
  /**
   * `__enter__` / `__exit__` (`__aenter__` / `__aexit__`) looked up on the type and bound. TypeError "'int' object does not support the
   * context manager protocol", for a missing `__exit__` "… (missed __exit__ method)"; asynchronous likewise.
   */
  lookupEnter(manager: Handle, isAsync: boolean): Handle;
  lookupExit(manager: Handle, isAsync: boolean): Handle;

  /**
   * The iterator behind `await x`: x itself for a coroutine, else its `__await__()`. `where` is 0, or 1 for the result of `__aenter__`,
   * 2 of `__aexit__` (the texts differ). RuntimeError "coroutine is being awaited already".
   */
  getAwaitable(x: Handle, where: number): Handle;
  /** `async for`: `x.__aiter__()`, which must have `__anext__`. */
  getAsyncIter(x: Handle): Handle;
  /** The awaitable of the next item. */
  getAsyncNext(iterator: Handle): Handle;
  /** GET_YIELD_FROM_ITER: x itself for a generator (for a coroutine only in `canAwait` code), else `iter(x)`. */
  yieldFromIter(x: Handle, canAwait: boolean): Handle;
  /** Is it an exact generator, coroutine or asynchronous generator, which the interpreter resumes itself? */
  isGenerator(x: Handle): boolean;
  /**
   * Sends to any other iterator: None calls its `next`, else its method `send`. What it yields, or 0: see takeStopIteration.
   */
  send(iterator: Handle, value: Handle): Handle;
  /** What an asynchronous generator yields to its awaiter (ASYNC_GEN_WRAP). Steals value. */
  wrapAsyncYield(value: Handle): Handle;

  /** Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING. */
  isSequence(x: Handle): boolean;
  isMapping(x: Handle): boolean;
  /** MATCH_CLASS: a tuple of the attributes, None when x does not match. `names` are the keyword patterns' names. */
  matchClass(x: Handle, cls: Handle, positional: number, names: Handle): Handle;
  /** MATCH_KEYS: a tuple of the values, None when a key is missing. */
  matchKeys(x: Handle, keys: Handle): Handle;
  /** `sys.displayhook(x)` for interactive statements. 0 or -1. */
  printExpression(x: Handle): number;
}

/** What the interpreter needs in order to say things to people, and hooks. */
export interface Support {
  /** The text of a str object. */
  text(str: Handle): string;
  /** `type(x).__name__`. */
  typeName(x: Handle): string;
  /** Are these two str objects equal? (They are often interned: the caller has compared the handles.) */
  sameText(a: Handle, b: Handle): boolean;
  /** Is it a str (or an instance of a subclass)? */
  isStr(x: Handle): boolean;
  /**
   * A safepoint saw bits in `eval_breaker` (EvalBreaker), STOP excepted: signal handlers, pending calls, a collection; clears what it
   * has served. 0, or -1 when a handler raised.
   */
  safepoint(bits: number): number;
  /**
   * Calls the trace or profile function for an event in this frame (TraceEvent), if it wants it (f_trace, f_trace_lines,
   * f_trace_opcodes); C_CALL, C_EXCEPTION and C_RETURN are for profile functions, with the callable as `arg`; for RETURN `arg` is the value, or 0 when an exception leaves the frame. For that and for EXCEPTION an exception is
   * pending, and still is afterwards unless the trace function raised another one. Only called after `Interpreter.setTracing(true)`. It
   * counts ThreadState.tracing up during the call. 0 or -1.
   */
  trace(frame: number, event: number, arg: Handle): number;
}

export interface ObjectSpace
  extends Singletons,
    References,
    Operators,
    Names,
    Containers,
    Calls,
    Constants,
    Imports,
    Exceptions,
    Protocols,
    Support {}
