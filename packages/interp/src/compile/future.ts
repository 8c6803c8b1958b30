/** Future features (language reference 7.11.1, Python/future.c). */
import { type Mod, PythonSyntaxError, type stmt } from '@tyston/parser';
import { CodeFlag } from '../code-unit.js';
import type { SourceInfo } from '../compile-error.js';

const FEATURES = new Map<string, number>([
  ['nested_scopes', 0],
  ['generators', 0],
  ['division', 0],
  ['absolute_import', 0],
  ['with_statement', 0],
  ['print_function', 0],
  ['unicode_literals', 0],
  ['barry_as_FLUFL', CodeFlag.FUTURE_BARRY_AS_BDFL],
  ['generator_stop', 0],
  ['annotations', CodeFlag.FUTURE_ANNOTATIONS],
]);

export interface Futures {
  readonly flags: number;
  /** The last line of a future statement: later ones are errors. */
  readonly lastLine: number;
}

export function futuresOf(mod: Mod, source: SourceInfo): Futures {
  let flags = 0;
  let lastLine = -1;
  if (mod.kind !== 'Module' && mod.kind !== 'Interactive') return { flags, lastLine };
  let done = false;
  let prevLine = 0;
  for (const [i, s] of mod.body.entries()) {
    if (done && s.lineno > prevLine) break;
    prevLine = s.lineno;
    if (s.kind === 'ImportFrom' && s.module === '__future__' && (s.level ?? 0) === 0) {
      if (done) {
        throw pointError(
          source,
          'from __future__ imports must occur at the beginning of the file',
          s,
          s.col_offset,
        );
      }
      for (const { name } of s.names) {
        if (name === 'braces') throw pointError(source, 'not a chance', s, s.col_offset + 1);
        const flag = FEATURES.get(name);
        if (flag === undefined) {
          throw pointError(source, `future feature ${name} is not defined`, s, s.col_offset + 1);
        }
        flags |= flag;
      }
      lastLine = s.lineno;
    } else if (i > 0 || !isDocstring(s)) {
      done = true;
    }
  }
  return { flags, lastLine };
}

function isDocstring(s: stmt): boolean {
  return s.kind === 'Expr' && s.value.kind === 'Constant' && s.value.value.type === 'str';
}

/** Errors of this stage have no end; one of them has an offset that is one less. */
function pointError(source: SourceInfo, message: string, s: stmt, offset: number): PythonSyntaxError {
  return new PythonSyntaxError('SyntaxError', message, {
    filename: source.filename,
    lineno: s.lineno,
    offset,
    text: source.lineText(s.lineno),
    endLineno: s.lineno,
    endOffset: null,
  });
}
