/** What the interpreter offers to the object model, the other side of `ObjectSpace`. Made by `makeInterpreter`. */
import type { CodeUnit } from './code-unit.js';
import type { Jump } from './run/jumps.js';
import type { Handle, Index } from './space.js';

/** Visits one reference that a struct holds: what a collector's traverse and clear need. */
export type Visit = (x: Handle) => void;

/** Line and column, both ends; lines from 1, columns in bytes from 0; -1 where there is none. */
export interface Position {
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
}

/** An entry of a code object's location table: the words [start, end) that it covers, and their position. */
export interface Location extends Position {
  readonly start: number;
  readonly end: number;
}

export interface Interpreter {
  /**
   * Runs the thread's innermost frame, or goes on with it where another isolate stopped, until the entry frame below it
   * returns: its result, or 0 with an exception pending. When a safepoint finds EvalBreaker.STOP and only this loop is on the
   * JavaScript stack, it returns STOPPED and the frame chain stands as it is.
   */
  run(): Handle;

  /** Vectorcall of a PyFunctionObject; arguments borrowed, as in `ObjectSpace.call`. */
  callFunction(func: Handle, at: Index, n: number, kwnames: Handle): Handle;
  /** `func(*args, **kwargs)`; `args` a tuple, `kwargs` a dict or 0. */
  callFunctionEx(func: Handle, args: Handle, kwargs: Handle): Handle;
  /**
   * Runs a code object as a module, class body or `exec`: names live in `locals` (a dict or mapping); `closure` is a tuple of
   * cells for its free variables, or 0. `func` is the function of a class body (or 0).
   */
  evalCode(code: Handle, globals: Handle, builtins: Handle, locals: Handle, closure: Handle): Handle;
  /** Calls a class body's function with `locals` as its namespace (`__build_class__`); what it returns is the `__class__` cell or None. */
  callClassBody(func: Handle, locals: Handle): Handle;

  /** A code object for what the compiler made, or 0. */
  newCode(unit: CodeUnit): Handle;
  /** Bytes of a code object's block (as given to `allocCode`). */
  sizeOfCode(code: Handle): number;
  /**
   * PyFunction_New: a function object over `code`, named as the code is, without defaults, annotations and closure; all borrowed.
   */
  newFunction(code: Handle, globals: Handle, builtins: Handle): Handle;
  /** Releases what the struct holds; the space frees the block. Called by the types' dealloc. */
  releaseCode(code: Handle): void;
  releaseFunction(func: Handle): void;
  /** Releases the rest of a generator whose frame has been closed (or never began): names, code, frame. */
  releaseGenerator(gen: Handle): void;
  traverseCode(code: Handle, visit: Visit): void;
  /** Visits what a function, a generator (its suspended frame included) holds. */
  traverseFunction(func: Handle, visit: Visit): void;
  traverseGenerator(gen: Handle, visit: Visit): void;
  /** Visits every reference of one frame, its vregs included. */
  traverseFrame(frame: number, visit: Visit): void;

  /**
   * Resumes a generator, coroutine or asynchronous generator with a value (None at first; 0 is None): what it yields; 0 when it
   * returned (StopIteration, or StopAsyncIteration, pending; bare return of None from `next` included) or raised.
   */
  generatorSend(gen: Handle, value: Handle): Handle;
  /** The same for `tp_iternext`: a return of None leaves nothing pending. */
  generatorNext(gen: Handle): Handle;
  /**
   * `gen.throw(type, value, traceback)` (0 where an argument is absent; `type` may be an instance): delegates to what it is
   * waiting for first, as CPython's _gen_throw (whose close_on_genexit is true unless an asynchronous generator's asend or
   * athrow calls).
   */
  generatorThrow(
    gen: Handle,
    type: Handle,
    value: Handle,
    traceback: Handle,
    closeOnGeneratorExit?: boolean,
  ): Handle;
  /** `gen.close()`: None, or 0. */
  generatorClose(gen: Handle): Handle;
  /** What `yield from` or `await` is waiting for (`gi_yieldfrom`): a new reference, or 0. */
  generatorAwaits(gen: Handle): Handle;

  /**
   * sys.settrace / sys.setprofile: with true, `ObjectSpace.trace` hears of calls, lines, opcodes, exceptions and returns of the frames of
   * this thread (not while ThreadState.tracing is positive).
   */
  setTracing(on: boolean): void;

  /** How the frame could go on at a line of its code, or what is in the way (the text of a ValueError): see run/jumps.ts. */
  findJump(frame: number, line: number): Jump | string;
  /** Moves the frame, which is not to have run since. */
  performJump(frame: number, jump: Jump): void;

  /** Source line of a frame's current instruction, or 0 where there is none. */
  lineOfFrame(frame: number): number;
  /** Offset of the frame's current instruction in CPython's f_lasti manner (bytes), -1 before the first. */
  lastiOfFrame(frame: number): number;
  /** The location table of a code object, for co_positions and co_lines; a code unit is one word. */
  locations(code: Handle): Iterable<Location>;
  /** The position of the instruction at a word offset. */
  positionAt(code: Handle, word: number): Position;
}

/** `run` stopped at a safepoint because EvalBreaker.STOP was set. */
export const STOPPED = -2;
