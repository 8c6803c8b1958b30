import { type PythonErrorType, PythonSyntaxError } from '../errors.js';
import { replaceBadBytes } from '../source/utf8.js';
import { lineStartAt, utf8Length } from '../tokens/characters.js';
import { T } from '../tokens/token-types.js';
import type { TokenVector } from '../tokens/token-vector.js';
import type { OpenBracket, TokenizerError } from '../tokens/tokenizer-error.js';

/** A program under diagnosis. */
export interface Program {
  readonly text: string;
  readonly tokens: TokenVector;
  readonly filename: string;
  readonly countsCharacters: boolean;
  /** Why the scanner stopped before the end, if it did. */
  readonly tokenizerError: TokenizerError | null;
  /** The brackets that are open where the scanner stopped. */
  readonly openBrackets: readonly OpenBracket[];
  /** Of lines that begin inside a token: where CPython's buffer begins. */
  readonly joinedLines: ReadonlyMap<number, number>;
  /** Bracket depth behind each token (`Token.level`). */
  level(token: number): number;
  /** The expression of an f-string: messages begin with `f-string: `, columns count from its parenthesis. */
  readonly fstring: boolean;
  readonly firstLine: number;
  readonly firstColumn: number;
}

/** Where an error is, as pegen's `RAISE_…` macros say it: columns in bytes from 0, -1 where there is none. */
export interface Place {
  readonly lineno: number;
  readonly col: number;
  readonly endLineno: number;
  readonly endCol: number;
}

/** The place of one token, or from one to another (`RAISE_SYNTAX_ERROR_KNOWN_RANGE`). */
export function range({ tokens }: Program, first: number, last: number): Place {
  return {
    lineno: tokens.lines[first]!,
    col: tokens.cols[first]!,
    endLineno: tokens.endLines[last]!,
    endCol: tokens.endCols[last]!,
  };
}

/** From a token to where the scanner stands (`RAISE_SYNTAX_ERROR_STARTING_FROM`). */
export function startingFrom(program: Program, first: number, fill: number): Place {
  const { tokens } = program;
  const last = fill - 1;
  const end = tokens.ends[last]!;
  const lineStart = lineStartAt(program.text, end);
  const width = utf8Length(program.text, lineStart, end);
  return {
    lineno: tokens.lines[first]!,
    col: tokens.cols[first]!,
    endLineno: tokens.endLines[last]!,
    endCol: (tokens.endCols[last]! < 0 ? width : tokens.endCols[last]!) - 1,
  };
}

/** The place of the last token read (`RAISE_SYNTAX_ERROR`); layout tokens have no columns, but an end. */
export function lastRead(program: Program, fill: number): Place {
  const { tokens, text } = program;
  const token = fill - 1;
  if (tokens.cols[token]! >= 0) return range(program, token, token);
  return {
    lineno: tokens.lines[token]!,
    // The scanner's column itself, where other places are counted from 1: hence one less here.
    col: utf8Length(text, tokens.starts[token]!, tokens.ends[token]!) - 1,
    endLineno: tokens.endLines[token]!,
    endCol: -2,
  };
}

/** A line of the source without its end. */
export function sourceLine({ text, firstLine }: Pick<Program, 'text' | 'firstLine'>, lineno: number): string {
  let start = 0;
  for (let line = firstLine; line < lineno; line++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return replaceBadBytes(text.slice(start, end < 0 ? text.length : end));
}

/**
 * The line that an error shows: what the scanner has in its buffer if it has not gone beyond the line, with the line
 * end, else the line itself, without.
 */
function shownLine(program: Program, lineno: number, fill: number): string {
  const { tokens, text } = program;
  const token = fill - 1;
  if (tokens.endLines[token]! > lineno) return sourceLine(program, lineno);
  const position = tokens.ends[token]!;
  const type: T = tokens.types[token]!;
  const isLayout = tokens.cols[token]! < 0;
  const isPastEnd = isLayout && position > tokens.starts[token]! && text[position - 1] === '\n';
  const atLineEnd = (type === T.NEWLINE && !isLayout) || isPastEnd;
  const lineStart = isLayout ? tokens.starts[token]! : lineStartAt(text, atLineEnd ? position - 1 : position);
  const end = atLineEnd ? position - 1 : text.indexOf('\n', position);
  const start = program.joinedLines.get(lineStart) ?? lineStart;
  return replaceBadBytes(text.slice(start, end < 0 ? text.length : end + 1));
}

/** `_PyPegen_byte_offset_to_character_offset`: how many characters the first bytes of a line are. */
function charactersIn(line: string, bytes: number): number {
  let count = 0;
  for (const character of line) {
    if (bytes <= 0) return count;
    bytes -= utf8Length(character, 0, character.length);
    count++;
  }
  return count + (bytes > 0 ? 1 : 0);
}

/** `_PyPegen_raise_error_known_location`: the exception with that message there. */
export function errorAt(
  program: Program,
  type: PythonErrorType,
  message: string,
  place: Place,
  fill: number,
): PythonSyntaxError {
  const text = shownLine(program, place.lineno, fill);
  let offset = place.col + 1;
  let endOffset = place.endCol + 1;
  if (program.fstring) {
    message = `f-string: ${message}`;
    offset -= program.firstColumn;
    endOffset -= program.firstColumn;
  }
  if (program.countsCharacters) {
    offset = charactersIn(text, offset);
    if (endOffset > 0) endOffset = charactersIn(text, endOffset);
  }
  return new PythonSyntaxError(type, message, {
    filename: program.filename,
    lineno: place.lineno,
    offset,
    text,
    endLineno: place.endLineno,
    endOffset,
  });
}

/** The exception that the scanner raised itself. */
export function tokenizerErrorAt(program: Program, error: TokenizerError): PythonSyntaxError {
  return new PythonSyntaxError(error.type, error.message, {
    filename: program.filename,
    lineno: error.lineno,
    offset: error.offset,
    text: sourceLine(program, error.lineno),
    endLineno: error.lineno,
    endOffset: error.endOffset,
  });
}

/** `raise_unclosed_parentheses_error`: about the innermost bracket that is open. */
export function unclosedBracket(program: Program, fill: number): PythonSyntaxError {
  const { bracket, lineno, col } = program.openBrackets.at(-1)!;
  const place = { lineno, col, endLineno: lineno, endCol: -1 };
  return errorAt(program, 'SyntaxError', `'${bracket}' was never closed`, place, fill);
}
