/** How symbol tables and compiler report a bad program: CPython's SyntaxError, with its text and position. */
import { type Positions, PythonSyntaxError } from '@tyston/parser';

/** Where a program comes from, and how to read a line of it for an error's `text`. */
export interface SourceInfo {
  readonly filename: string;
  /** The line of the file, with its newline, or null: CPython reads it from disk (PyErr_ProgramText). */
  readonly lineText: (lineno: number) => string | null;
}

/**
 * A SyntaxError at a node. As in CPython, offsets count from 1 in UTF-8 bytes here (those of the parser count
 * characters).
 */
export function syntaxErrorAt(source: SourceInfo, message: string, where: Positions): PythonSyntaxError {
  return new PythonSyntaxError('SyntaxError', message, {
    filename: source.filename,
    lineno: where.lineno,
    offset: where.col_offset + 1,
    text: source.lineText(where.lineno),
    endLineno: where.end_lineno,
    endOffset: where.end_col_offset + 1,
  });
}

/** An exception of another class that compiling raises: RecursionError, SystemError, ValueError, RuntimeError. */
export class CompileError extends Error {
  constructor(
    readonly type: 'RecursionError' | 'RuntimeError' | 'ValueError' | 'TypeError' | 'SystemError',
    message: string,
  ) {
    super(message);
    this.name = 'CompileError';
  }
}

export function tooDeep(): CompileError {
  return new CompileError('RecursionError', 'maximum recursion depth exceeded during compilation');
}
