import { concatStr, type StrConstant } from '../ast/constant.js';
import type { Constant, expr, JoinedStr } from '../ast/nodes.gen.js';
import { ExpressionPlaces, type FStringPiece, readFString } from '../literals/fstring.js';
import { LiteralError } from '../literals/literal-error.js';
import { decodeBytes, decodeStr, type StringParts, stringParts } from '../literals/string.js';
import { TokenVector } from '../tokens/token-vector.js';
import { Tokenizer } from '../tokens/tokenizer.js';
import { ExpressionParser } from './expressions.js';
import { MISMATCH } from './parser-base.js';

/** The strings that a JoinedStr is put together from, until a value comes between them. */
interface Joining {
  readonly values: expr[];
  text: StrConstant | null;
}

export type WarningReport = (
  category: 'DeprecationWarning' | 'SyntaxWarning',
  message: string,
  lineno: number,
  tokensRead: number,
  place: WarningPlace,
) => void;

/** Where the error stands that a warning may become: at a token of the program, or in a text at a column in characters. */
export type WarningPlace =
  | { readonly token: number }
  | { readonly text: string; readonly firstLine: number; readonly column: number };

/** String literals, formatted ones among them, and their concatenation (language reference §2.4.1–2.4.3). */
export abstract class StringParser extends ExpressionParser {
  /** Called for each warning, with the place in the order of CPython's: the tokens that it has read by then. */
  protected report: WarningReport = () => {};
  private fstringDepth = 0;
  private tokensRead = 0;
  /** The token of the program that is being read: those of an expression in it are not the program's. */
  private outerToken = 0;

  private warnAt(token: number): (message: string) => void {
    const place = { token: this.fstringDepth === 0 ? token : this.outerToken };
    return (message) =>
      this.report('DeprecationWarning', message, this.lines[token]!, this.tokensRead, place);
  }

  protected override strings(first: number, last: number): expr {
    // CPython has read the token behind the strings when it looks into them.
    if (this.fstringDepth === 0) this.tokensRead = last + 1.5;
    try {
      return this.concatenation(first, last);
    } catch (error) {
      throw error instanceof LiteralError ? MISMATCH : error;
    }
  }

  override reset(): void {
    super.reset();
    this.fstringDepth = 0;
  }

  private concatenation(first: number, last: number): expr {
    const image = this.image(first);
    const parts = stringParts(image);
    if (first === last && !parts.format) {
      const text = image.slice(parts.start, parts.end);
      const warn = this.warnAt(first);
      const value: Constant['value'] = parts.bytes
        ? { type: 'bytes', value: decodeBytes(text, parts.raw, warn) }
        : decodeStr(text, parts.raw, warn);
      return this.stringConstant(value, first, last);
    }
    for (let i = first; i <= last; i++) {
      if (stringParts(this.image(i)).bytes !== parts.bytes) throw MISMATCH;
    }
    return parts.bytes ? this.bytes(first, last) : this.joinedStr(first, last);
  }

  /** The kind of a str constant is 'u' where its first token is written with that prefix. */
  private stringConstant(value: Constant['value'], first: number, last: number): Constant {
    const isUnicode = value.type === 'str' && this.image(first).charCodeAt(0) === 117;
    return {
      kind: 'Constant',
      value,
      kind_: isUnicode ? 'u' : null,
      lineno: this.lines[first]!,
      col_offset: this.cols[first]!,
      end_lineno: this.endLines[last]!,
      end_col_offset: this.endCols[last]!,
    };
  }

  private bytes(first: number, last: number): Constant {
    const all: number[] = [];
    for (let i = first; i <= last; i++) {
      const image = this.image(i);
      const parts = stringParts(image);
      all.push(...decodeBytes(image.slice(parts.start, parts.end), parts.raw, this.warnAt(i)));
    }
    return this.stringConstant({ type: 'bytes', value: Uint8Array.from(all) }, first, last);
  }

  private joinedStr(first: number, last: number): Constant | JoinedStr {
    const joining: Joining = { values: [], text: null };
    let format = false;
    for (let i = first; i <= last; i++) {
      const image = this.image(i);
      const parts = stringParts(image);
      if (parts.format) {
        this.requireVersion(6);
        format = true;
        const pieces = this.fstringPieces(image, parts, i);
        this.join(joining, pieces, parts.raw, first, last, i);
      } else {
        append(joining, decodeStr(image.slice(parts.start, parts.end), parts.raw, this.warnAt(i)));
      }
    }
    if (!format) return this.stringConstant(joining.text ?? { type: 'str', value: '' }, first, last);
    return this.joined(joining, first, last);
  }

  private fstringPieces(image: string, parts: StringParts, token: number): FStringPiece[] {
    const places = new ExpressionPlaces(image);
    const reader = {
      image,
      raw: parts.raw,
      featureVersion: this.featureVersion,
      compileExpression: (text: string, start: number) =>
        this.fstringExpression(text, places.of(start - 1), token),
      literal: (text: string) => {
        decodeStr(text, parts.raw, this.warnAt(token));
      },
    };
    return readFString(reader, parts.start, parts.end);
  }

  private join(
    joining: Joining,
    pieces: FStringPiece[],
    raw: boolean,
    first: number,
    last: number,
    token: number,
  ): void {
    for (const piece of pieces) {
      if (piece.type === 'literal')
        append(
          joining,
          decodeStr(piece.text, raw, () => {}),
        );
      else if (piece.type === 'debug') append(joining, { type: 'str', value: piece.text });
      else {
        this.flush(joining, first, last);
        let format_spec: expr | null = null;
        if (piece.spec !== null) {
          const spec: Joining = { values: [], text: null };
          this.join(spec, piece.spec, raw, first, last, token);
          // CPython gives a specification the place of its own token, and values in it that of all the strings.
          format_spec = this.joined(spec, token, token);
        }
        joining.values.push({
          kind: 'FormattedValue',
          value: piece.compiled as expr,
          conversion: piece.conversion,
          format_spec,
          lineno: this.lines[first]!,
          col_offset: this.cols[first]!,
          end_lineno: this.endLines[last]!,
          end_col_offset: this.endCols[last]!,
        });
      }
    }
  }

  private flush(joining: Joining, first: number, last: number): void {
    if (joining.text === null) return;
    joining.values.push(this.stringConstant(joining.text, first, last));
    joining.text = null;
  }

  private joined(joining: Joining, first: number, last: number): JoinedStr {
    this.flush(joining, first, last);
    return {
      kind: 'JoinedStr',
      values: joining.values,
      lineno: this.lines[first]!,
      col_offset: this.cols[first]!,
      end_lineno: this.endLines[last]!,
      end_col_offset: this.endCols[last]!,
    };
  }

  /** `fstring_compile_expr`: the expression, in parentheses, is a text of its own with tokens of its own. */
  private fstringExpression(
    expression: string,
    { lines, cols }: { lines: number; cols: number },
    token: number,
  ): expr {
    const text = `(${expression})`;
    const tokens = new TokenVector(text.length + 8);
    const firstLine = this.lines[token]! + lines;
    const tokenizer = new Tokenizer(text, tokens, {
      typeComments: false,
      featureVersion: this.featureVersion,
      onWarning: (message, lineno, _token, column) =>
        this.report('SyntaxWarning', message, lineno, this.tokensRead, { text, firstLine, column }),
      firstLine,
      firstColumn: lines !== 0 ? cols : this.cols[token]! + cols,
    });
    tokenizer.run();
    if (this.fstringDepth++ === 0) this.outerToken = token;
    const node = this.nested({ text, tokens, featureVersion: this.featureVersion }, this.starExpressions);
    this.fstringDepth--;
    return node;
  }
}

function append(joining: Joining, text: StrConstant): void {
  if (text.value === '') return;
  joining.text = joining.text === null ? text : concatStr(joining.text, text);
}
