/** CPython's exception classes that `ast.parse` raises for a bad program. */
export type PythonErrorType =
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  /** The parser's stack is exhausted (more than 6,000 nested rules); CPython gives no position. */
  | 'MemoryError'
  /** NUL characters in the source; no position. */
  | 'ValueError'
  /** Lone surrogates in a source that is a string; no position. */
  | 'UnicodeEncodeError';

/** The attributes of CPython's SyntaxError. Lines and offsets count from 1, offsets in characters. */
export interface SyntaxErrorDetails {
  readonly filename: string;
  readonly lineno: number | null;
  readonly offset: number | null;
  readonly text: string | null;
  readonly endLineno: number | null;
  readonly endOffset: number | null;
}

/** A bad program: the exception that CPython raises, with its message and its attributes. */
export class PythonSyntaxError extends Error implements SyntaxErrorDetails {
  readonly type: PythonErrorType;
  readonly filename: string;
  readonly lineno: number | null;
  readonly offset: number | null;
  readonly text: string | null;
  readonly endLineno: number | null;
  readonly endOffset: number | null;

  constructor(type: PythonErrorType, message: string, details: SyntaxErrorDetails) {
    super(message);
    this.name = 'PythonSyntaxError';
    this.type = type;
    this.filename = details.filename;
    this.lineno = details.lineno;
    this.offset = details.offset;
    this.text = details.text;
    this.endLineno = details.endLineno;
    this.endOffset = details.endOffset;
  }
}

/** An error for which CPython gives no place. */
export function withoutPlace(type: PythonErrorType, message: string, filename: string): PythonSyntaxError {
  const nowhere = { lineno: null, offset: null, text: null, endLineno: null, endOffset: null };
  return new PythonSyntaxError(type, message, { filename, ...nowhere });
}

/** A warning of CPython's parser (an invalid escape sequence) or of its tokenizer (`0xfor`). */
export interface PythonWarning {
  readonly category: 'DeprecationWarning' | 'SyntaxWarning';
  readonly message: string;
  readonly filename: string;
  readonly lineno: number;
  /** The SyntaxError that CPython raises instead where a filter makes the warning an error. */
  readonly error: () => PythonSyntaxError;
}
