/**
 * Formatted string literals as CPython 3.11 reads them (language reference §2.4.3, string_parser.c): the token is
 * one STRING, and the text between its quotes is taken apart here. Each expression is cut out of the text, put
 * in parentheses and parsed by itself; a format specification may hold expressions once more, one level deep.
 */
import { utf8Length } from '../tokens/characters.js';
import { LiteralError } from './literal-error.js';

const MAXLEVEL = 200;

/** A piece of an f-string, in source order. */
export type FStringPiece =
  | { readonly type: 'literal'; readonly text: string }
  /** The text that `=` adds in front of a value: `f'{x = }'`. */
  | { readonly type: 'debug'; readonly text: string }
  | {
      readonly type: 'value';
      /** The expression's text, without the braces, and where it begins in the token's image. */
      readonly text: string;
      readonly start: number;
      /** `-1`, or the character code of s, r or a. */
      readonly conversion: number;
      readonly spec: FStringPiece[] | null;
      /** What `compileExpression` returned. */
      readonly compiled: unknown;
    };

export interface FStringReader {
  readonly image: string;
  readonly raw: boolean;
  readonly featureVersion: number;
  /** Called for each expression, in order: before the conversion that follows it is looked at. */
  compileExpression(text: string, start: number): unknown;
  /** Called for each literal piece, in order. */
  literal(text: string): void;
}

const isBlank = (c: string): boolean => c === ' ' || c === '\t' || c === '\n' || c === '\f';

/** Reads image[start…end) into pieces. Throws LiteralError. */
export function readFString(reader: FStringReader, start: number, end: number): FStringPiece[] {
  const pieces: FStringPiece[] = [];
  readPieces(reader, start, end, 0, pieces);
  return pieces;
}

/** `_PyPegen_FstringParser_ConcatFstring`: returns where it stopped. */
function readPieces(
  reader: FStringReader,
  pos: number,
  end: number,
  depth: number,
  pieces: FStringPiece[],
): number {
  const { image } = reader;
  for (;;) {
    pos = readLiteral(reader, pos, end, depth, pieces);
    // At the end, or (in a format specification) at the brace that closes the value.
    if (pos >= end || image[pos] === '}') break;
    if (image[pos] === '{') pos = readValue(reader, pos, end, depth, pieces);
  }
  if (depth > 0 && image[pos] !== '}') throw new LiteralError("f-string: expecting '}'");
  return pos;
}

/** `fstring_find_literal`, repeated over doubled braces. */
function readLiteral(
  reader: FStringReader,
  pos: number,
  end: number,
  depth: number,
  pieces: FStringPiece[],
): number {
  const { image, raw } = reader;
  for (;;) {
    const start = pos;
    let stop = -1;
    let doubled = false;
    while (pos < end) {
      let c = image[pos++]!;
      if (!raw && c === '\\' && pos < end) {
        c = image[pos++]!;
        if (c === 'N') {
          // The braces of \N{name} are no value.
          if (pos < end && image[pos++] === '{') {
            while (pos < end && image[pos++] !== '}');
          }
          continue;
        }
      }
      if (c !== '{' && c !== '}') continue;
      if (depth === 0) {
        if (pos < end && image[pos] === c) {
          doubled = true;
          stop = pos++;
          break;
        }
        if (c === '}') throw new LiteralError("f-string: single '}' is not allowed");
      }
      stop = --pos;
      break;
    }
    if (stop < 0) stop = pos;
    if (stop > start) {
      const text = image.slice(start, stop);
      reader.literal(text);
      pieces.push({ type: 'literal', text });
    }
    if (!doubled) return pos;
  }
}

/** `fstring_find_expr`: image[pos] is the opening brace. Returns the position behind the closing one. */
function readValue(
  reader: FStringReader,
  pos: number,
  end: number,
  depth: number,
  pieces: FStringPiece[],
): number {
  const { image } = reader;
  if (depth >= 2) throw new LiteralError('f-string: expressions nested too deeply');
  const start = pos + 1;
  pos = expressionEnd(image, start, end);
  const unexpectedEnd = (): LiteralError => new LiteralError("f-string: expecting '}'");
  if (pos >= end) throw unexpectedEnd();

  const text = image.slice(start, pos);
  if ([...text].every(isBlank)) throw missingExpression(image[pos]!);
  const compiled = reader.compileExpression(text, start);

  let debug: string | null = null;
  if (image[pos] === '=') {
    if (reader.featureVersion < 8) {
      throw new LiteralError(
        'f-string: self documenting expressions are only supported in Python 3.8 and greater',
      );
    }
    pos++;
    while (/[ \t\n\r\f\v]/.test(image.charAt(pos))) pos++;
    if (pos >= end) throw unexpectedEnd();
    debug = image.slice(start, pos);
  }
  let conversion = -1;
  if (image[pos] === '!') {
    if (++pos >= end) throw unexpectedEnd();
    const c = image[pos++]!;
    if (c !== 's' && c !== 'r' && c !== 'a') {
      throw new LiteralError("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    }
    conversion = c.charCodeAt(0);
    if (pos >= end) throw unexpectedEnd();
  }
  let spec: FStringPiece[] | null = null;
  if (image[pos] === ':') {
    if (++pos >= end) throw unexpectedEnd();
    spec = [];
    pos = readPieces(reader, pos, end, depth + 1, spec);
  }
  if (pos >= end || image[pos] !== '}') throw unexpectedEnd();
  if (debug !== null) {
    pieces.push({ type: 'debug', text: debug });
    if (spec === null && conversion === -1) conversion = 114;
  }
  pieces.push({ type: 'value', text, start, conversion, spec, compiled });
  return pos + 1;
}

function missingExpression(next: string): LiteralError {
  return new LiteralError(
    next === '}'
      ? 'f-string: empty expression not allowed'
      : `f-string: expression required before '${next}'`,
  );
}

/** The end of the expression that begins at `pos`: a `!`, `:`, `=` or `}` outside brackets and strings. */
function expressionEnd(image: string, pos: number, end: number): number {
  const open: string[] = [];
  let quote = '';
  let triple = false;
  for (; pos < end; pos++) {
    const c = image[pos]!;
    if (c === '\\') throw new LiteralError('f-string expression part cannot include a backslash');
    if (quote !== '') {
      if (c !== quote) continue;
      if (!triple) quote = '';
      else if (pos + 2 < end && image[pos + 1] === c && image[pos + 2] === c) {
        pos += 2;
        quote = '';
      }
      continue;
    }
    if (c === "'" || c === '"') {
      quote = c;
      triple = pos + 2 < end && image[pos + 1] === c && image[pos + 2] === c;
      if (triple) pos += 2;
    } else if (c === '[' || c === '{' || c === '(') {
      if (open.length >= MAXLEVEL) throw new LiteralError('f-string: too many nested parenthesis');
      open.push(c);
    } else if (c === '#') {
      throw new LiteralError("f-string expression part cannot include '#'");
    } else if (open.length === 0 && '!:}=<>'.includes(c)) {
      if ('!=<>'.includes(c) && pos + 1 < end && image[pos + 1] === '=') pos++;
      else if (c !== '<' && c !== '>') break;
    } else if (c === ']' || c === '}' || c === ')') {
      const opening = open.pop();
      if (opening === undefined) throw new LiteralError(`f-string: unmatched '${c}'`);
      if (opening + c !== '()' && opening + c !== '[]' && opening + c !== '{}') {
        throw new LiteralError(
          `f-string: closing parenthesis '${c}' does not match opening parenthesis '${opening}'`,
        );
      }
    }
  }
  if (quote !== '') throw new LiteralError('f-string: unterminated string');
  if (open.length > 0) throw new LiteralError(`f-string: unmatched '${open[open.length - 1]}'`);
  return pos;
}

/**
 * Where CPython says that the expressions of one f-string begin (`fstring_find_expr_location`): lines below the start of the
 * token, and the column, in bytes, of the opening parenthesis that it puts in front. They are asked for in source order,
 * and counted on from the one before.
 */
export class ExpressionPlaces {
  private at = 0;
  private lines = 0;
  /** From the beginning of the line, or of the token, to `at`. */
  private bytes = 0;

  constructor(private readonly image: string) {}

  /** `brace`: the position of the opening brace in the token's image. */
  of(brace: number): { lines: number; cols: number } {
    const { image } = this;
    let from = this.at;
    for (let i = from; i < brace; i++) {
      if (image[i] !== '\n') continue;
      this.lines++;
      this.bytes = 0;
      from = i + 1;
    }
    this.bytes += utf8Length(image, from, brace);
    this.at = brace;
    let after = brace + 1;
    while (image[after] === ' ' || image[after] === '\t' || image[after] === '\f') after++;
    const newlineFollows = image[after] === '\n' || image[after] === '}';
    return { lines: this.lines, cols: newlineFollows ? 0 : this.bytes };
  }
}
