import type { PythonErrorType } from '../errors.js';
import { codePointLength, lineStartAt, utf8Length } from './characters.js';
import { T } from './token-types.js';
import type { TokenVector } from './token-vector.js';
import { type OpenBracket, TokenizerError, type TokenizerState } from './tokenizer-error.js';

export interface TokenizerOptions {
  readonly typeComments: boolean;
  /** Below 7, `async` and `await` are names outside `async def` (`async_hacks`). */
  readonly featureVersion: number;
  /** One interactive statement: its line end may be missing. */
  readonly interactive?: boolean;
  /** The end of an interactive statement does not end its blocks. */
  readonly keepBlockOpen?: boolean;
  /** A SyntaxWarning, with its line, the index of the token that it is about, and the scanner's column in characters. */
  readonly onWarning?: ((message: string, lineno: number, token: number, column: number) => void) | undefined;
  /** Columns of line 1 start here, and lines count from `firstLine`: the expression of an f-string. */
  readonly firstLine?: number;
  readonly firstColumn?: number;
}

/** Where the scanner stands in the text, its columns, and its errors: what all parts of it share. */
export class Scanner {
  error: TokenizerError | null = null;
  /** Brackets in blocks are nested so deeply that CPython's parser may run out of its stack. */
  isDeep = false;
  /** The source ends in a string literal: more of it could mend the error. */
  inOpenString = false;

  protected pos = 0;
  protected line: number;
  protected lineStart = 0;
  /** Where CPython's buffer begins: the current line, or that on which a token over several lines began. */
  protected bufferStart = 0;
  /** Of lines that begin inside a token (or behind a backslash): where their buffer begins. */
  readonly joinedLines = new Map<number, number>();
  protected readonly ascii: boolean;
  // The last answer of `column`, to count on from there.
  protected columnAt = 0;
  protected columnBytes = 0;

  protected indents = [0];
  protected readonly brackets: number[] = [];
  protected readonly bracketLines: number[] = [];
  protected readonly bracketCols: number[] = [];

  constructor(
    protected readonly text: string,
    protected readonly tokens: TokenVector,
    protected readonly options: TokenizerOptions,
  ) {
    this.line = options.firstLine ?? (text === '' ? 0 : 1);
    this.ascii = !/[^\x00-\x7f]/.test(text);
  }

  /** The brackets that are open where the scan ended, outermost first. */
  get openBrackets(): OpenBracket[] {
    return this.brackets.map((code, i) => ({
      bracket: String.fromCharCode(code),
      lineno: this.bracketLines[i]!,
      col: this.bracketCols[i]!,
    }));
  }

  /** The column of an offset in the current line, in UTF-8 bytes. */
  protected column(offset: number): number {
    if (this.ascii) return offset - this.lineStart + this.firstColumn();
    if (offset < this.columnAt || this.columnAt < this.lineStart) {
      this.columnAt = this.lineStart;
      this.columnBytes = 0;
    }
    this.columnBytes += utf8Length(this.text, this.columnAt, offset);
    this.columnAt = offset;
    return this.columnBytes + this.firstColumn();
  }

  protected firstColumn(): number {
    return this.lineStart === 0 ? (this.options.firstColumn ?? 0) : 0;
  }

  protected nextLine(start: number, insideToken: boolean): void {
    this.pos = start;
    this.lineStart = start;
    this.line++;
    if (insideToken) this.joinedLines.set(start, this.bufferStart);
    else this.bufferStart = start;
  }

  protected push(type: T, start: number): void {
    const col = this.column(start);
    const length = this.pos - start;
    const endCol = this.ascii ? col + length : this.column(this.pos);
    this.tokens.push(type, start, this.pos, this.line, col, this.line, endCol);
  }

  /** A token without a text of its own: it begins (for error messages) with its line, and ends at the scanner. */
  protected pushLayout(type: T): void {
    this.tokens.push(type, this.lineStart, this.pos, this.line, -1, this.line, -1);
  }

  /** At the end of the source CPython's scanner has not gone to a new line. */
  protected stayOnLastLine(): void {
    if (this.lineStart === 0 || this.lineStart < this.pos) return;
    this.line--;
    this.lineStart = lineStartAt(this.text, this.lineStart - 1);
  }

  /** Nothing but blanks stands before the scanner in its line, which begins no token's second line. */
  protected atFirstToken(): boolean {
    if (this.joinedLines.has(this.lineStart)) return false;
    return /^[ \t\f]*$/.test(this.text.slice(this.lineStart, this.pos));
  }

  /** Behind the end of the current line. */
  protected lineEnd(): number {
    const end = this.text.indexOf('\n', this.pos);
    return end < 0 ? this.text.length : end + 1;
  }

  protected errorAt(
    state: TokenizerState,
    type: PythonErrorType,
    message: string,
    offset = 0,
    endOffset = offset,
  ): TokenizerError {
    return new TokenizerError(state, type, message, this.line, offset, endOffset);
  }

  /** An error that CPython's scanner raises itself (`syntaxerror` of tokenizer.c), at the scanner's position. */
  protected fail(message: string): never {
    this.failRange(codePointLength(this.text, this.lineStart, this.pos), -1, message);
  }

  protected failRange(offset: number, endOffset: number, message: string): never {
    this.pushLayout(T.ERRORTOKEN);
    const end = endOffset < 0 ? offset : endOffset;
    throw this.errorAt('error', 'SyntaxError', message, offset, end);
  }

  /** A state that the parser turns into an exception (`tokenizer_error` of pegen_errors.c). */
  protected stop(state: Exclude<TokenizerState, 'error' | 'decode'>): never {
    if (state === 'dedent') this.pos = this.lineEnd();
    this.pushLayout(T.ERRORTOKEN);
    switch (state) {
      case 'tabspace':
        throw this.errorAt(state, 'TabError', 'inconsistent use of tabs and spaces in indentation');
      case 'toodeep':
        throw this.errorAt(state, 'IndentationError', 'too many levels of indentation');
      case 'dedent':
        throw this.errorAt(state, 'IndentationError', 'unindent does not match any outer indentation level');
      case 'linecont': {
        // Counted from the beginning of CPython's buffer.
        const column = utf8Length(this.text, this.bufferStart, this.pos);
        const message = 'unexpected character after line continuation character';
        throw this.errorAt(state, 'SyntaxError', message, column);
      }
      case 'eof':
        throw this.errorAt(state, 'SyntaxError', 'unexpected EOF while parsing');
    }
  }
}
