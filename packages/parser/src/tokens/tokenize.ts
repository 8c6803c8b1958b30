import { readSource } from '../source/source.js';
import { T, type TokenName, tokenName } from './token-types.js';
import { TokenVector } from './token-vector.js';
import { Tokenizer } from './tokenizer.js';

/** A token with its text, its place, and what stands in front of it. */
export interface Token {
  readonly type: TokenName;
  readonly text: string;
  /** Blanks, comments, line joins and blank lines between the token before and this one. */
  readonly trivia: string;
  /** Where the text begins in the source, in UTF-16 units. */
  readonly start: number;
  /** Lines from 1; columns in UTF-8 bytes from 0, -1 for tokens that have no text. */
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

export interface TokenizeOptions {
  readonly typeComments?: boolean;
  readonly featureVersion?: number;
}

/**
 * The tokens of a program, as the parser sees them. `trivia` and `text` of all of them, one behind the other, are the
 * source again. Where the scanner finds an error, the rest of the source is one ERRORTOKEN; `parse` says what is
 * wrong. Throws PythonSyntaxError only for a source that cannot be decoded.
 */
export function tokenize(input: string | Uint8Array, options: TokenizeOptions = {}): Token[] {
  const { typeComments = false, featureVersion = 11 } = options;
  const { text, original } = readSource(input, '<unknown>', 'exec');
  const vector = new TokenVector(Math.max(64, text.length >> 2));
  new Tokenizer(text, vector, { typeComments, featureVersion }).run();
  const inOriginal = offsetMap(original);
  const tokens: Token[] = [];
  let at = 0;
  for (let i = 0; i < vector.count; i++) {
    const type: T = vector.types[i]!;
    let [start, end] = [vector.starts[i]!, vector.ends[i]!];
    if (type === T.ERRORTOKEN) [start, end] = [at, text.length];
    else if (vector.cols[i]! < 0) start = end;
    // In the parser a comment is part of the line end behind it.
    else if (type === T.NEWLINE) start = end - 1;
    // What has no text stands at the next token, or at the end.
    const from = inOriginal(at);
    const to = Math.max(from, inOriginal(start));
    const stop = Math.max(to, inOriginal(end));
    tokens.push({
      type: tokenName(type),
      text: original.slice(to, stop),
      trivia: original.slice(from, to),
      start: to,
      lineno: vector.lines[i]!,
      col_offset: vector.cols[i]!,
      end_lineno: vector.endLines[i]!,
      end_col_offset: vector.endCols[i]!,
    });
    at = Math.max(at, end);
  }
  return tokens;
}

/** From offsets in the text with `\n` line ends to those in the text as it was. */
function offsetMap(original: string): (offset: number) => number {
  if (!original.includes('\r\n')) return (offset) => Math.min(offset, original.length);
  // The offsets (in `text`) of the line ends that were two characters.
  const shortened: number[] = [];
  for (let i = original.indexOf('\r\n'); i >= 0; i = original.indexOf('\r\n', i + 2)) {
    shortened.push(i - shortened.length);
  }
  let passed = 0;
  let last = 0;
  return (offset) => {
    if (offset < last) passed = 0;
    last = offset;
    while (passed < shortened.length && shortened[passed]! < offset) passed++;
    return Math.min(offset + passed, original.length);
  };
}
