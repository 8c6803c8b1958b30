import type { PythonWarning } from './errors.js';

/** The start symbol: a file, an expression, one interactive statement, a function type comment. */
export type Mode = 'exec' | 'eval' | 'single' | 'func_type';

export interface ParseOptions {
  /** Only reported in errors and warnings. Default: `'<unknown>'`, as `ast.parse` has it. */
  readonly filename?: string;
  /** Default: `'exec'`. */
  readonly mode?: Mode;
  /** Keep `# type:` comments, as `ast.parse(type_comments=True)` does. Default: false. */
  readonly typeComments?: boolean;
  /** The minor version of Python 3 whose grammar is accepted, as in `ast.parse(feature_version=…)`. Default: 11. */
  readonly featureVersion?: number;
  /** `sys.get_int_max_str_digits()`: how many digits a decimal integer may have, 0 for any number. Default: 4300. */
  readonly maxStrDigits?: number;
  /**
   * An interactive loop asks whether more lines would help: where they would, the error is `incomplete input`
   * (`PyCF_ALLOW_INCOMPLETE_INPUT`). Default: false.
   */
  readonly allowIncomplete?: boolean;
  /** In mode `'single'`: the end of the source does not end an indented block (`PyCF_DONT_IMPLY_DEDENT`). Default: false. */
  readonly keepBlockOpen?: boolean;
  /**
   * Decodes a source whose encoding is not UTF-8 or Latin-1, or returns null. Throws SourceEncodingError, with the message for
   * the SyntaxError. Default: ASCII, and what the Encoding standard has.
   */
  readonly decode?: (bytes: Uint8Array, encoding: string) => string | null;
  /** Called for each warning, in CPython's order. An exception that it throws ends the parse. */
  readonly onWarning?: (warning: PythonWarning) => void;
}
