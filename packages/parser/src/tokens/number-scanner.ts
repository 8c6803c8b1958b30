import { Char, codePointLength, continuesName, isDigit, isHexDigit } from './characters.js';
import { Scanner } from './scanner.js';
import { T } from './token-types.js';

/** What may directly follow a number: a keyword, whole except for `if`, `in` and `is`. */
const KEYWORD_BEHIND = /^(?:(?:and|else|for|not|or)(?![a-zA-Z0-9_\u0080-\uffff])|i[fns])/;

/** Numeric literals (language reference §2.4.4), with the errors of tokenizer.c. */
export class NumberScanner extends Scanner {
  /** A numeric literal (§2.4.4) that begins with the digit or dot `c`. */
  protected number(start: number, c: number): void {
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
        // In bytes, though other columns of the scanner's errors are in characters.
        this.column(start) + 1 - this.firstColumn(),
        // CPython's `zeros_end` is `tok->cur` after the first digit that is no zero has been read.
        this.column(zerosEnd) + 1 - this.firstColumn(),
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
    if (KEYWORD_BEHIND.test(text.slice(this.pos, this.pos + 5))) {
      const column = codePointLength(text, this.lineStart, this.pos);
      this.options.onWarning?.(`invalid ${kind} literal`, this.line, this.tokens.count, column);
      return;
    }
    this.fail(`invalid ${kind} literal`);
  }
}
