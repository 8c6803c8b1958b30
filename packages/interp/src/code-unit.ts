/**
 * What the compiler makes of a module, function, class or comprehension: plain data, from which a runtime makes a code
 * object. Nothing here is shared with the compiler that made it.
 */
import type { StrConstant } from '@tyston/parser';

/** A constant: a tagged union, since JavaScript has no Python types. Tuples and frozensets come from folding. */
export type Const =
  | { readonly type: 'None' }
  | { readonly type: 'True' }
  | { readonly type: 'False' }
  | { readonly type: 'Ellipsis' }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly real: number; readonly imag: number }
  | StrConstant
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'tuple'; readonly items: readonly Const[] }
  | { readonly type: 'frozenset'; readonly items: readonly Const[] }
  | { readonly type: 'code'; readonly unit: CodeUnit };

/** `co_flags`, with CPython's values (Include/cpython/code.h). */
export const CodeFlag = Object.freeze({
  OPTIMIZED: 0x0001,
  NEWLOCALS: 0x0002,
  VARARGS: 0x0004,
  VARKEYWORDS: 0x0008,
  NESTED: 0x0010,
  GENERATOR: 0x0020,
  COROUTINE: 0x0080,
  ITERABLE_COROUTINE: 0x0100,
  ASYNC_GENERATOR: 0x0200,
  FUTURE_DIVISION: 0x20000,
  FUTURE_ABSOLUTE_IMPORT: 0x40000,
  FUTURE_WITH_STATEMENT: 0x80000,
  FUTURE_PRINT_FUNCTION: 0x100000,
  FUTURE_UNICODE_LITERALS: 0x200000,
  FUTURE_BARRY_AS_BDFL: 0x400000,
  FUTURE_GENERATOR_STOP: 0x800000,
  FUTURE_ANNOTATIONS: 0x1000000,
});

/** The bits of `co_localspluskinds` (Include/internal/pycore_code.h). */
export const LocalKind = Object.freeze({ LOCAL: 0x20, CELL: 0x40, FREE: 0x80 });

/** Everything that a code object needs. */
export interface CodeUnit {
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  /** CodeFlag bits. */
  readonly flags: number;
  /** Positional parameters, the positional-only ones included; neither *args nor **kwargs. */
  readonly argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
  /**
   * The names of vregs 0 … nlocalsplus − 1, in CPython's order: parameters (positional, keyword-only, *args, **kwargs),
   * other locals, cells that are not parameters or locals already, free variables.
   */
  readonly localsplusnames: readonly string[];
  /** LocalKind bits of each: a parameter that is also a cell has LOCAL | CELL. */
  readonly localspluskinds: Uint8Array;
  /** Temporaries behind the locals: the frame has nlocalsplus + ntemps vregs. `co_stacksize`. */
  readonly ntemps: number;
  /** As in CPython, a function's docstring (or None) is the first. */
  readonly consts: readonly Const[];
  readonly names: readonly string[];
  /** The bytecode: see opcodes.ts. */
  readonly words: Int32Array;
  /** `co_exceptiontable`: see exception-table.ts. */
  readonly exceptiontable: Uint8Array;
  /** `co_linetable`: CPython 3.11's location table, whose code unit is one word here (prefixes and caches counted). */
  readonly linetable: Uint8Array;
  readonly firstlineno: number;
}
