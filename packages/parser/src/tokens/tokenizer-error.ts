import type { PythonErrorType } from '../errors.js';

/**
 * What ended the scan before the end of the source, as CPython's `tok->done` has it. The states other than
 * 'error' are turned into an exception by the parser (`tokenizer_error` in pegen_errors.c), not by the scanner.
 */
export type TokenizerState = 'error' | 'eof' | 'dedent' | 'tabspace' | 'toodeep' | 'linecont' | 'decode';

/** An error that the scanner found. */
export class TokenizerError {
  constructor(
    readonly state: TokenizerState,
    readonly type: PythonErrorType,
    readonly message: string,
    readonly lineno: number,
    /** In the state 'error', in characters, from 1 (`_syntaxerror_range`); in 'linecont', in bytes. */
    readonly offset: number,
    readonly endOffset: number,
  ) {}
}

/** An open bracket that has no partner when the source ends, or at the place of an error. */
export interface OpenBracket {
  readonly bracket: string;
  readonly lineno: number;
  /** In bytes, from 0. */
  readonly col: number;
}
