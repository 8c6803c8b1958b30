import { PythonSyntaxError, type PythonErrorType } from '../errors.js';
import { replaceBadBytes } from '../source/utf8.js';
import { utf8Length } from '../tokens/characters.js';
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
  const lineStart = program.text.lastIndexOf('\n', end - 1) + 1;
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
  const position = tokens.ends[token]!;
  const lineStart = position === 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
  return {
    lineno: tokens.lines[token]!,
    // The scanner's column itself, where other places are counted from 1: hence one less here.
    col: utf8Length(text, lineStart, position) - 1,
    endLineno: tokens.endLines[token]!,
    endCol: -2,
  };
}

/** The line of the source, its line end included. */
export function sourceLine(program: Program, lineno: number): string {
  const lines = program.text.split('\n');
  const index = lineno - program.firstLine;
  const line = lines[index];
  if (line === undefined) return '';
  return replaceBadBytes(index < lines.length - 1 ? `${line}\n` : line);
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
export function errorAt(program: Program, type: PythonErrorType, message: string, place: Place): PythonSyntaxError {
  const text = sourceLine(program, place.lineno);
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
  const line = sourceLine(program, error.lineno);
  return new PythonSyntaxError(error.type, error.message, {
    filename: program.filename,
    lineno: error.lineno,
    offset: error.offset,
    // The scanner shows the line without its end, the parser with it.
    text: error.state === 'error' ? line.replace(/\n$/, '') : line,
    endLineno: error.endLineno,
    endOffset: error.endOffset,
  });
}

/** `raise_unclosed_parentheses_error`: about the innermost bracket that is open. */
export function unclosedBracket(program: Program): PythonSyntaxError {
  const { bracket, lineno, col } = program.openBrackets.at(-1)!;
  return errorAt(program, 'SyntaxError', `'${bracket}' was never closed`, { lineno, col, endLineno: lineno, endCol: -1 });
}

