/** What compiling takes: CPython's `compile()` arguments, by field. */
import type { PythonWarning } from '@tyston/parser';
import { CodeFlag } from '../code-unit.js';
import type { NumberLibrary } from './number-library.js';

/** Flags that a caller of compile() may pass beside those of `__future__` (Include/cpython/compile.h). */
export const CompileFlag = Object.freeze({
  SOURCE_IS_UTF8: 0x0100,
  DONT_IMPLY_DEDENT: 0x0200,
  ONLY_AST: 0x0400,
  IGNORE_COOKIE: 0x0800,
  TYPE_COMMENTS: 0x1000,
  ALLOW_TOP_LEVEL_AWAIT: 0x2000,
  ALLOW_INCOMPLETE_INPUT: 0x4000,
});

export const FUTURE_MASK =
  CodeFlag.FUTURE_DIVISION |
  CodeFlag.FUTURE_ABSOLUTE_IMPORT |
  CodeFlag.FUTURE_WITH_STATEMENT |
  CodeFlag.FUTURE_PRINT_FUNCTION |
  CodeFlag.FUTURE_UNICODE_LITERALS |
  CodeFlag.FUTURE_BARRY_AS_BDFL |
  CodeFlag.FUTURE_GENERATOR_STOP |
  CodeFlag.FUTURE_ANNOTATIONS;

export interface CompileOptions {
  /** Default: `'<string>'`. */
  readonly filename?: string;
  /** FUTURE_* and CompileFlag bits, the caller's own futures included unless it does not inherit. Default: 0. */
  readonly flags?: number;
  /** 0; 1 (-O): no assert statements, `__debug__` is False; 2 (-OO): no docstrings either. Default: 0. */
  readonly optimize?: 0 | 1 | 2;
  /** Default: none, and constants that need it are not folded. */
  readonly numbers?: NumberLibrary;
  /** Depth of nesting that CPython would have left: its recursion limit less its depth. Default: 1000. */
  readonly recursionLimit?: number;
  /** Called for each SyntaxWarning; an exception that it throws ends the compilation. */
  readonly onWarning?: (warning: PythonWarning) => void;
  /** A line of the file, for the `text` of errors found after parsing. Default: none. */
  readonly lineText?: (lineno: number) => string | null;
}
