/** Symbol tables of a program (language reference 4.2). */
import type { Mod } from '@tyston/parser';
import { CompileError, type SourceInfo } from '../compile-error.js';
import { analyze } from './analyze.js';
import { Builder } from './builder.js';
import { visitExpr } from './expressions.js';
import type { SymbolTable } from './scope.js';
import { visitStatements } from './statements.js';

export interface SymtableOptions {
  readonly futureAnnotations: boolean;
  /** CPython: three times the recursion limit that is left. */
  readonly depthLimit: number;
}

/** Throws PythonSyntaxError, and RecursionError as a CompileError. */
export function buildSymbolTable(mod: Mod, source: SourceInfo, options: SymtableOptions): SymbolTable {
  const b = new Builder(mod, source, options.futureAnnotations, options.depthLimit);
  switch (mod.kind) {
    case 'Module':
    case 'Interactive':
      visitStatements(b, mod.body);
      break;
    case 'Expression':
      visitExpr(b, mod.body);
      break;
    case 'FunctionType':
      throw new CompileError('RuntimeError', 'this compiler does not handle FunctionTypes');
  }
  analyze(b.top, source);
  return { top: b.top, byNode: b.byNode };
}
