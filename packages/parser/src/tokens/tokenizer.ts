import { findEscapedByte, utf8Message } from '../source/utf8.js';
import { AsyncTracker } from './async-tracker.js';
import {
  Char,
  CLASS,
  codePointLabel,
  DIGIT,
  identifierPrefix,
  isDigit,
  isPrintable,
  lineStartAt,
  START,
} from './characters.js';
import { keywordAt } from './keywords.js';
import { NumberScanner } from './number-scanner.js';
import { operatorLength, operatorType } from './operators.js';
import { T } from './token-types.js';
import { TokenizerError } from './tokenizer-error.js';

/** CPython's limits (Parser/tokenizer.h): an error beyond them, never an exhausted stack. */
const MAXINDENT = 100;
const MAXLEVEL = 200;
const TABSIZE = 8;

/** About how many of CPython's 6,000 parser levels a bracket and a block take, and what is worth a closer look. */
const BRACKET_LEVELS = 26;
const BLOCK_LEVELS = 8;
const DEEP = 4000;

/** Letters that may stand in the prefix of a string literal: b, r, u, f. */
const isPrefixLetter = (c: number): boolean => {
  const lower = c | 32;
  return lower === 98 || lower === 114 || lower === 117 || lower === 102;
};

export interface TypeIgnoreComment {
  readonly lineno: number;
  readonly tag: string;
}

/**
 * The scanner: what `tok_get` of CPython's Parser/tokenizer.c does, over a text whose line ends are `\n`.
 * Fills a TokenVector up to ENDMARKER, or up to an ERRORTOKEN with `error` set.
 */
export class Tokenizer extends NumberScanner {
  readonly typeIgnores: TypeIgnoreComment[] = [];
  private altIndents = [0];
  private pendingDedents = 0;

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

  private endOfSource(): void {
    this.stayOnLastLine();
    if (this.brackets.length > 0) {
      this.stop('eof');
    }
    // An interactive statement may lack its last line end: the end of the source stands in for it.
    const implied = this.options.interactive === true && this.tokens.count > 0;
    if (implied) this.pushLayout(T.NEWLINE);
    const indented = this.indents.length > 1;
    if (!(implied && this.options.keepBlockOpen)) {
      for (let i = this.indents.length; i > 1; i--) this.pushLayout(T.DEDENT);
      if (implied && indented) this.pushLayout(T.NEWLINE);
    }
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
    this.inOpenString = end >= this.text.length;
    this.fail(`unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${detected})`);
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
}
