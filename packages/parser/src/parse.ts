import type { Mod } from './ast/nodes.gen.js';
import { PythonSyntaxError } from './errors.js';
import type { ParseOptions } from './options.js';

/** Parses a program: CPython's `ast.parse`. Throws `PythonSyntaxError`. */
export function parse(_source: string | Uint8Array, options: ParseOptions = {}): Mod {
  const filename = options.filename ?? '<unknown>';
  throw new PythonSyntaxError('SyntaxError', 'the grammar is not there yet', {
    filename,
    lineno: null,
    offset: null,
    text: null,
    endLineno: null,
    endOffset: null,
  });
}
