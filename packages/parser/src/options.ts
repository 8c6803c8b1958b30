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
  /** Called for each warning, in CPython's order. An exception that it throws ends the parse. */
  readonly onWarning?: (warning: PythonWarning) => void;
}
