import type { PythonErrorType } from '../errors.js';
import { findEscapedByte, utf8Message } from '../source/utf8.js';
import { AsyncTracker } from './async-tracker.js';
import {
  CLASS,
  codePointLabel,
  codePointLength,
  continuesName,
  DIGIT,
  identifierPrefix,
  isDigit,
  isHexDigit,
  isPrintable,
  lineStartAt,
  START,
  utf8Length,
} from './characters.js';
import { keywordAt } from './keywords.js';
import { operatorLength, operatorType } from './operators.js';
import { T } from './token-types.js';
import type { TokenVector } from './token-vector.js';
import { type OpenBracket, TokenizerError, type TokenizerState } from './tokenizer-error.js';

/** CPython's limits (Parser/tokenizer.h): an error beyond them, never an exhausted stack. */
const MAXINDENT = 100;
const MAXLEVEL = 200;
const TABSIZE = 8;

/** About how many of CPython's 6,000 parser levels a bracket and a block take, and what is worth a closer look. */
const BRACKET_LEVELS = 26;
const BLOCK_LEVELS = 8;
const DEEP = 4000;

enum Char {
  Tab = 9,
  Newline = 10,
  FormFeed = 12,
  Space = 32,
  DoubleQuote = 34,
  Hash = 35,
  Quote = 39,
  Plus = 43,
  Minus = 45,
  Dot = 46,
  Zero = 48,
  Seven = 55,
  Backslash = 92,
  Underscore = 95,
}

/** Letters that may stand in the prefix of a string literal: b, r, u, f. */
const isPrefixLetter = (c: number): boolean => {
  const lower = c | 32;
  return lower === 98 || lower === 114 || lower === 117 || lower === 102;
};

export interface TokenizerOptions {
  readonly typeComments: boolean;
  /** Below 7, `async` and `await` are names outside `async def` (`async_hacks`). */
  readonly featureVersion: number;
  /** One interactive statement: its line end may be missing. */
  readonly interactive?: boolean;
  /** A SyntaxWarning, with the line where it stands and the index of the token that it is about. */
  readonly onWarning?: ((message: string, lineno: number, token: number) => void) | undefined;
  /** Columns of line 1 start here, and lines count from `firstLine`: the expression of an f-string. */
  readonly firstLine?: number;
  readonly firstColumn?: number;
}

export interface TypeIgnoreComment {
  readonly lineno: number;
  readonly tag: string;
}

/**
 * The scanner: what `tok_get` of CPython's Parser/tokenizer.c does, over a text whose line ends are `\n`.
 * Fills a TokenVector up to ENDMARKER, or up to an ERRORTOKEN with `error` set.
 */
export class Tokenizer {
  error: TokenizerError | null = null;
  /** Brackets in blocks are nested so deeply that CPython's parser may run out of its stack. */
  isDeep = false;
  readonly typeIgnores: TypeIgnoreComment[] = [];

  private pos = 0;
  private line: number;
  private lineStart = 0;
  /** Where CPython's buffer begins: the current line, or that on which a token over several lines began. */
  private bufferStart = 0;
  /** Of lines that begin inside a token (or behind a backslash): where their buffer begins. */
  readonly joinedLines = new Map<number, number>();
  private readonly ascii: boolean;
  // The last answer of `column`, to count on from there.
  private columnAt = 0;
  private columnBytes = 0;

  private indents = [0];
  private altIndents = [0];
  private readonly brackets: number[] = [];
  private readonly bracketLines: number[] = [];
  private readonly bracketCols: number[] = [];

  constructor(
    private readonly text: string,
    private readonly tokens: TokenVector,
    private readonly options: TokenizerOptions,
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

  run(): void {
    try {
      this.scan();
    } catch (error) {
      if (!(error instanceof TokenizerError)) throw error;
      this.error = error;
    }
  }

  private scan(): void {
    const { text, tokens } = this;
    const length = text.length;
    const async = this.options.featureVersion < 7 ? new AsyncTracker() : null;
    let atLineStart = true;
    let blankLine = false;
    for (;;) {
      if (atLineStart) {
        if (this.pos >= length) this.stayOnLastLine();
        atLineStart = false;
        blankLine = this.indentation();
        if (!blankLine && this.brackets.length === 0) async?.lineStarted(this.indents.length);
      }
      // Blanks between tokens.
      let c = text.charCodeAt(this.pos);
      while (c === Char.Space || c === Char.Tab || c === Char.FormFeed) c = text.charCodeAt(++this.pos);

      // A comment is part of the line end that follows it.
      const tokenStart = this.pos;
      if (c === Char.Hash) {
        const kind = this.comment();
        // A type comment alone on its line is a token, and so is the line end behind it; `# type: ignore` is not.
        if (kind === 'comment') blankLine = false;
        c = text.charCodeAt(this.pos);
      }
      if (this.pos >= length) {
        this.endOfSource();
        return;
      }
      const start = this.pos;
      if (c < 128 ? (CLASS[c]! & START) !== 0 : true) {
        this.nameOrString(start, c, async);
      } else if (c === Char.Newline) {
        const line = this.line;
        const end = start + 1;
        if (!blankLine && this.brackets.length === 0) {
          // The line end itself is not counted in the token's columns.
          const col = this.column(tokenStart);
          tokens.push(T.NEWLINE, tokenStart, end, line, col, line, this.column(start));
          async?.newline();
        }
        // Inside brackets a line end is a blank, and the next line's indentation means nothing (`goto nextline`).
        atLineStart = this.brackets.length === 0;
        this.nextLine(end, false);
        blankLine = false;
      } else if ((CLASS[c]! & DIGIT) !== 0) {
        this.number(start, c);
      } else if (c === Char.Quote || c === Char.DoubleQuote) {
        this.string(start, start);
      } else if (c === Char.Dot && isDigit(text.charCodeAt(start + 1))) {
        this.number(start, c);
      } else if (c === Char.Backslash) {
        this.continuationLine(!this.atFirstToken());
      } else {
        this.operator(start, c);
      }
    }
  }

  /** The column of an offset in the current line, in UTF-8 bytes. */
  private column(offset: number): number {
    if (this.ascii) return offset - this.lineStart + this.firstColumn();
    if (offset < this.columnAt || this.columnAt < this.lineStart) {
      this.columnAt = this.lineStart;
      this.columnBytes = 0;
    }
    this.columnBytes += utf8Length(this.text, this.columnAt, offset);
    this.columnAt = offset;
    return this.columnBytes + this.firstColumn();
  }

  private firstColumn(): number {
    return this.lineStart === 0 ? (this.options.firstColumn ?? 0) : 0;
  }

  private nextLine(start: number, insideToken: boolean): void {
    this.pos = start;
    this.lineStart = start;
    this.line++;
    if (insideToken) this.joinedLines.set(start, this.bufferStart);
    else this.bufferStart = start;
  }

  private push(type: T, start: number): void {
    const col = this.column(start);
    const length = this.pos - start;
    const endCol = this.ascii ? col + length : this.column(this.pos);
    this.tokens.push(type, start, this.pos, this.line, col, this.line, endCol);
  }

  /** A token without a text of its own: it begins (for error messages) with its line, and ends at the scanner. */
  private pushLayout(type: T): void {
    this.tokens.push(type, this.lineStart, this.pos, this.line, -1, this.line, -1);
  }

  /**
   * Language reference §2.1.8. Two columns are kept: with tabs to every eighth column, and with a tab as one
   * column; where the two disagree about a line, its indentation is inconsistent. True for a blank line.
   */
  private indentation(): boolean {
    const { text } = this;
    let col = 0;
    let altCol = 0;
    let continuedCol = 0;
    let c: number;
    for (;;) {
      c = text.charCodeAt(this.pos);
      if (c === Char.Space) {
        col++;
        altCol++;
      } else if (c === Char.Tab) {
        col = (Math.floor(col / TABSIZE) + 1) * TABSIZE;
        altCol++;
      } else if (c === Char.FormFeed) {
        col = altCol = 0;
      } else if (c === Char.Backslash) {
        // Indentation is not split over lines by backslashes: the first line's counts.
        continuedCol = continuedCol === 0 ? col : continuedCol;
        this.continuationLine(false);
        continue;
      } else break;
      this.pos++;
    }
    if (c === Char.Hash || c === Char.Newline) return true;
    if (this.brackets.length > 0) return false;
    if (continuedCol !== 0) col = altCol = continuedCol;
    this.indent(col, altCol);
    return false;
  }

  private indent(col: number, altCol: number): void {
    const { indents, altIndents } = this;
    let top = indents.length - 1;
    if (col === indents[top]!) {
      if (altCol !== altIndents[top]!) this.stop('tabspace');
    } else if (col > indents[top]!) {
      if (top + 1 >= MAXINDENT) this.stop('toodeep');
      if (altCol <= altIndents[top]!) this.stop('tabspace');
      indents.push(col);
      altIndents.push(altCol);
      this.pushLayout(T.INDENT);
    } else {
      while (top > 0 && col < indents[top]!) {
        indents.pop();
        altIndents.pop();
        top--;
        this.pendingDedents++;
      }
      if (col !== indents[top]!) this.stop('dedent');
      if (altCol !== altIndents[top]!) this.stop('tabspace');
      for (; this.pendingDedents > 0; this.pendingDedents--) this.pushLayout(T.DEDENT);
    }
  }
  private pendingDedents = 0;

  /** A backslash at the end of a line (§2.1.5). */
  private continuationLine(insideToken: boolean): void {
    const { text } = this;
    const next = this.pos + 1;
    if (text.charCodeAt(next) !== Char.Newline) {
      this.pos = Math.min(next + 1, text.length);
      this.stop('linecont');
    }
    if (next + 1 >= text.length) {
      // The scanner has read the line end, and stands before nothing.
      this.pos = Math.min(next + 1, text.length);
      this.stop('eof');
    }
    this.nextLine(next + 1, insideToken);
  }

  /** At the end of the source CPython's scanner has not gone to a new line. */
  private stayOnLastLine(): void {
    if (this.lineStart === 0 || this.lineStart < this.pos) return;
    this.line--;
    this.lineStart = lineStartAt(this.text, this.lineStart - 1);
  }

  /** Nothing but blanks stands before the scanner in its line, which begins no token's second line. */
  private atFirstToken(): boolean {
    if (this.joinedLines.has(this.lineStart)) return false;
    return /^[ \t\f]*$/.test(this.text.slice(this.lineStart, this.pos));
  }

  private endOfSource(): void {
    this.stayOnLastLine();
    if (this.brackets.length > 0) {
      this.stop('eof');
    }
    // An interactive statement may lack its last line end: the end of the source stands in for it.
    const implied = this.options.interactive === true && this.tokens.count > 0;
    if (implied) this.pushLayout(T.NEWLINE);
    const indented = this.indents.length > 1;
    for (let i = this.indents.length; i > 1; i--) this.pushLayout(T.DEDENT);
    if (implied && indented) this.pushLayout(T.NEWLINE);
    this.pushLayout(T.ENDMARKER);
  }

  /** A comment runs to the end of its line; a `# type:` comment may be a token (PEP 484). */
  private comment(): 'comment' | 'ignore' | null {
    const { text } = this;
    const start = this.pos;
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    this.pos = end;
    if (!this.options.typeComments) return null;
    const match = /^#[ \t]*type:[ \t]*/.exec(text.slice(start, end));
    if (match === null) return null;
    const typeStart = start + match[0].length;
    const rest = text.slice(typeStart, end);
    // `ignore` must not be followed by an ASCII letter or digit; what follows is its tag.
    if (/^ignore(?![a-zA-Z0-9\u0080-\uffff])/.test(rest)) {
      this.typeIgnores.push({ lineno: this.line, tag: rest.slice(6) });
      return 'ignore';
    }
    const col = this.column(typeStart);
    this.tokens.push(T.TYPE_COMMENT, typeStart, end, this.line, col, this.line, this.column(end));
    return 'comment';
  }

  /** An identifier or keyword (§2.3), or a string literal with a prefix. */
  private nameOrString(start: number, c: number, async: AsyncTracker | null): void {
    const { text } = this;
    let end = start;
    if (isPrefixLetter(c)) {
      end = this.prefixEnd(start);
      const quote = text.charCodeAt(end);
      if (quote === Char.Quote || quote === Char.DoubleQuote) {
        this.string(start, end);
        return;
      }
    }
    c = text.charCodeAt(end);
    let nonAscii = false;
    while (c >= 128 || (CLASS[c]! & 8) !== 0) {
      if (c >= 128) nonAscii = true;
      c = text.charCodeAt(++end);
    }
    this.pos = end;
    if (nonAscii) {
      this.verifyIdentifier(start, end);
      this.push(T.NAME, start);
      return;
    }
    let type = keywordAt(text, start, end);
    if (async !== null && (type === T.ASYNC || type === T.AWAIT)) {
      if (!async.isKeyword(type, this.text, end)) type = T.NAME;
    }
    if (async !== null && type === T.DEF) async.definition();
    this.push(type, start);
  }

  /** Past the letters that can be the prefix of a string: `tok_get`, "Process the various legal combinations". */
  private prefixEnd(start: number): number {
    const { text } = this;
    let b = false;
    let u = false;
    let r = false;
    let f = false;
    let pos = start;
    for (;;) {
      const lower = text.charCodeAt(pos) | 32;
      if (lower === 98 && !(b || u || f)) b = true;
      else if (lower === 117 && !(b || u || r || f)) u = true;
      else if (lower === 114 && !(r || u)) r = true;
      else if (lower === 102 && !(f || b || u)) f = true;
      else return pos;
      pos++;
    }
  }

  private verifyIdentifier(start: number, end: number): void {
    const name = this.text.slice(start, end);
    if (findEscapedByte(name) >= 0) this.stopAtBadByte(name);
    const valid = identifierPrefix(name);
    if (valid === name.length) return;
    const point = name.codePointAt(valid)!;
    const character = String.fromCodePoint(point);
    this.pos = start + valid + character.length;
    this.fail(
      isPrintable(character)
        ? `invalid character '${character}' (U+${codePointLabel(point)})`
        : `invalid non-printable character U+${codePointLabel(point)}`,
    );
  }

  /** A name with bytes that are not UTF-8 (`raise_decode_problem`). */
  private stopAtBadByte(name: string): never {
    this.pushLayout(T.ERRORTOKEN);
    throw this.errorAt('decode', 'SyntaxError', utf8Message(name));
  }

  /** A string literal (§2.4.1) whose quote stands at `quoteAt`. */
  private string(start: number, quoteAt: number): void {
    const { text } = this;
    const quote = text.charCodeAt(quoteAt);
    const line = this.line;
    let col = this.column(start);
    const shift = this.firstColumn();
    const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    let pos = quoteAt + (triple ? 3 : 1);
    for (;;) {
      const c = text.charCodeAt(pos);
      if (
        c === quote &&
        (!triple || (text.charCodeAt(pos + 1) === quote && text.charCodeAt(pos + 2) === quote))
      ) {
        pos += triple ? 3 : 1;
        break;
      }
      if (pos >= text.length || (c === Char.Newline && !triple)) {
        this.unterminated(start, triple, line, pos);
      }
      if (c === Char.Backslash && pos + 1 < text.length) pos++;
      if (text.charCodeAt(pos) === Char.Newline) this.nextLine(pos + 1, true);
      pos++;
    }
    this.pos = pos;
    // CPython shifts the columns of a token by the line on which the token ends.
    if (this.line !== line) col -= shift;
    this.tokens.push(T.STRING, start, pos, line, col, this.line, this.column(pos));
  }

  private unterminated(start: number, triple: boolean, line: number, end: number): never {
    // At the end of the source the scanner has gone past the last line end: that line is not counted again.
    const detected =
      end >= this.text.length && end > 0 && this.text.charCodeAt(end - 1) === Char.Newline
        ? this.line - 1
        : this.line;
    this.pos = start + 1;
    this.lineStart = lineStartAt(this.text, start);
    this.line = line;
    this.fail(`unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${detected})`);
  }

  /** A numeric literal (§2.4.4) that begins with the digit or dot `c`. */
  private number(start: number, c: number): void {
    const { text } = this;
    this.pos = start;
    if (c !== Char.Zero && c !== Char.Dot) {
      // The common case: a decimal integer, alone.
      let pos = start + 1;
      while (isDigit((c = text.charCodeAt(pos)))) pos++;
      this.pos = pos;
      if (!(continuesName(c) || c === Char.Dot)) {
        this.push(T.NUMBER, start);
        return;
      }
      this.pos = start;
      this.decimalTail();
      this.fractionAndExponent('decimal');
    } else if (c === Char.Dot) {
      this.fractionAndExponent('decimal');
    } else {
      const marker = text.charCodeAt(start + 1) | 32;
      if (marker === 120) this.radix('hexadecimal', isHexDigit);
      else if (marker === 111) this.radix('octal', (d) => d >= Char.Zero && d <= Char.Seven);
      else if (marker === 98) this.radix('binary', (d) => d === Char.Zero || d === Char.Zero + 1);
      else this.leadingZero(start);
    }
    this.push(T.NUMBER, start);
  }

  private radix(kind: 'hexadecimal' | 'octal' | 'binary', isRadixDigit: (c: number) => boolean): void {
    const { text } = this;
    const wrongDigit = (c: number): void => {
      if (!isDigit(c)) return;
      this.pos++;
      this.fail(`invalid digit '${String.fromCharCode(c)}' in ${kind} literal`);
    };
    this.pos += 2;
    do {
      if (text.charCodeAt(this.pos) === Char.Underscore) this.pos++;
      if (!isRadixDigit(text.charCodeAt(this.pos))) {
        wrongDigit(text.charCodeAt(this.pos));
        this.fail(`invalid ${kind} literal`);
      }
      while (isRadixDigit(text.charCodeAt(this.pos))) this.pos++;
    } while (text.charCodeAt(this.pos) === Char.Underscore);
    wrongDigit(text.charCodeAt(this.pos));
    this.verifyEndOfNumber(kind);
  }

  /** `0`, `00`, `0.5`, `0e1`, `0j`, and `0777`, which is an error. */
  private leadingZero(start: number): void {
    const { text } = this;
    for (;;) {
      if (text.charCodeAt(this.pos) === Char.Underscore) {
        this.pos++;
        if (!isDigit(text.charCodeAt(this.pos))) this.fail('invalid decimal literal');
      }
      if (text.charCodeAt(this.pos) !== Char.Zero) break;
      this.pos++;
    }
    const zerosEnd = this.pos;
    const nonzero = isDigit(text.charCodeAt(this.pos));
    if (nonzero) this.decimalTail();
    const c = text.charCodeAt(this.pos);
    const lower = c | 32;
    if (c === Char.Dot || lower === 101 || lower === 106) {
      this.fractionAndExponent('decimal');
    } else if (nonzero) {
      this.failRange(
        start + 1 - this.lineStart,
        // CPython's `zeros_end` is `tok->cur` after the first digit that is no zero has been read.
        zerosEnd + 1 - this.lineStart,
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      );
    } else {
      this.verifyEndOfNumber('decimal');
    }
  }

  /** Digits with single underscores between them (`tok_decimal_tail`). */
  private decimalTail(): void {
    const { text } = this;
    for (;;) {
      while (isDigit(text.charCodeAt(this.pos))) this.pos++;
      if (text.charCodeAt(this.pos) !== Char.Underscore) return;
      this.pos++;
      if (!isDigit(text.charCodeAt(this.pos))) this.fail('invalid decimal literal');
    }
  }

  private fractionAndExponent(kind: string): void {
    const { text } = this;
    if (text.charCodeAt(this.pos) === Char.Dot) {
      this.pos++;
      if (isDigit(text.charCodeAt(this.pos))) this.decimalTail();
    }
    if ((text.charCodeAt(this.pos) | 32) === 101) {
      const sign = text.charCodeAt(this.pos + 1);
      if (sign === Char.Plus || sign === Char.Minus) {
        this.pos += 2;
        if (!isDigit(text.charCodeAt(this.pos))) this.fail('invalid decimal literal');
      } else if (!isDigit(sign)) {
        // Not an exponent: `1else`, or an error.
        this.verifyEndOfNumber(kind);
        return;
      } else this.pos++;
      this.decimalTail();
    }
    if ((text.charCodeAt(this.pos) | 32) === 106) {
      this.pos++;
      this.verifyEndOfNumber('imaginary');
    } else this.verifyEndOfNumber(kind);
  }

  /**
   * A number directly before a keyword that may follow one (`1if x else y`) is deprecated; before any other
   * letter it is an error.
   */
  private verifyEndOfNumber(kind: string): void {
    const { text } = this;
    const c = text.charCodeAt(this.pos);
    if (!continuesName(c)) return;
    if (/^(?:and|else|for|if|in|is|or)/.test(text.slice(this.pos, this.pos + 4))) {
      this.options.onWarning?.(`invalid ${kind} literal`, this.line, this.tokens.count);
      return;
    }
    this.fail(`invalid ${kind} literal`);
  }

  private operator(start: number, c: number): void {
    const { text } = this;
    const length = operatorLength(text, start);
    this.pos = start + length;
    switch (c) {
      case 40:
      case 91:
      case 123: {
        if (this.brackets.length >= MAXLEVEL) this.fail('too many nested parentheses');
        this.brackets.push(c);
        this.bracketLines.push(this.line);
        this.bracketCols.push(this.column(start));
        if (this.brackets.length * BRACKET_LEVELS + this.indents.length * BLOCK_LEVELS > DEEP)
          this.isDeep = true;
        break;
      }
      case 41:
      case 93:
      case 125:
        this.closeBracket(c);
        break;
    }
    const type = operatorType(text, start, length);
    if (type === T.OP) {
      const character = String.fromCodePoint(c);
      if (!isPrintable(character)) this.fail(`invalid non-printable character U+${codePointLabel(c)}`);
    }
    this.push(type, start);
  }

  private closeBracket(c: number): void {
    const closing = String.fromCharCode(c);
    if (this.brackets.length === 0) this.fail(`unmatched '${closing}'`);
    const open = this.brackets.pop()!;
    const line = this.bracketLines.pop()!;
    this.bracketCols.pop();
    // ( ) are neighbours in ASCII; [ ] and { } have one character between them.
    if (c - open === 1 || (c - open === 2 && open !== 40)) return;
    const opening = String.fromCharCode(open);
    const where = line === this.line ? '' : ` on line ${line}`;
    this.fail(`closing parenthesis '${closing}' does not match opening parenthesis '${opening}'${where}`);
  }

  private errorAt(
    state: TokenizerState,
    type: PythonErrorType,
    message: string,
    offset = 0,
    endOffset = offset,
  ): TokenizerError {
    return new TokenizerError(state, type, message, this.line, offset, endOffset);
  }

  /** An error that CPython's scanner raises itself (`syntaxerror` of tokenizer.c), at the scanner's position. */
  private fail(message: string): never {
    this.failRange(codePointLength(this.text, this.lineStart, this.pos), -1, message);
  }

  private failRange(offset: number, endOffset: number, message: string): never {
    this.pushLayout(T.ERRORTOKEN);
    const end = endOffset < 0 ? offset : endOffset;
    throw this.errorAt('error', 'SyntaxError', message, offset, end);
  }

  /** A state that the parser turns into an exception (`tokenizer_error` of pegen_errors.c). */
  private stop(state: Exclude<TokenizerState, 'error' | 'decode'>): never {
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

  /** Behind the end of the current line. */
  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.pos);
    return end < 0 ? this.text.length : end + 1;
  }
}
