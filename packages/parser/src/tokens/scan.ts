/** The scanner's own tokens, one by one, as CPython's `_tokenize` shows them. */
import { scannerError } from '../diagnose/diagnose.js';
import type { PythonSyntaxError } from '../errors.js';
import { readSource } from '../source/source.js';
import { T, type TokenName, tokenName } from './token-types.js';
import { TokenVector } from './token-vector.js';
import { Tokenizer } from './tokenizer.js';

export interface ScannedToken {
  readonly type: TokenName;
  /** A comment belongs to the NEWLINE behind it. */
  readonly text: string;
  readonly lineno: number;
  readonly endLineno: number;
  /** In bytes; -1 for INDENT and DEDENT. */
  readonly column: number;
  readonly endColumn: number;
  /** The line that it stands on, or the lines, where a token or a backslash joins them. */
  readonly line: string;
}

/** All tokens of a source up to its end or to the first error, which is null where CPython's scanner just stops. */
export function scan(
  source: string,
  filename: string,
): { tokens: ScannedToken[]; error: PythonSyntaxError | null } {
  const { text, countsCharacters } = readSource(source, filename, 'exec');
  const vector = new TokenVector(Math.max(64, text.length >> 2));
  const tokenizer = new Tokenizer(text, vector, { typeComments: false, featureVersion: 11 });
  tokenizer.run();
  const tokens: ScannedToken[] = [];
  const lines = new LineReader(text);
  for (let i = 0; i < vector.count; i++) {
    const type: T = vector.types[i]!;
    if (type === T.ENDMARKER || type === T.ERRORTOKEN) break;
    const layout = type === T.INDENT || type === T.DEDENT;
    const start = vector.starts[i]!;
    const end = type === T.NEWLINE ? Math.max(start, vector.ends[i]! - 1) : vector.ends[i]!;
    tokens.push({
      type: tokenName(type),
      text: layout ? '' : text.slice(start, end),
      lineno: vector.lines[i]!,
      endLineno: vector.endLines[i]!,
      column: vector.cols[i]!,
      endColumn: vector.endCols[i]!,
      line: lines.at(start, end),
    });
  }
  const { error } = tokenizer;
  if (error === null || error.state !== 'error') return { tokens, error: null };
  return { tokens, error: scannerError(text, vector, tokenizer, filename, countsCharacters) };
}

/** Finds the joined lines that tokens stand on; asked in order. */
class LineReader {
  /** Where the line begins, and where the last token ended. */
  private begin = 0;
  private passed = 0;

  constructor(private readonly text: string) {}

  at(start: number, end: number): string {
    const { text } = this;
    // Lines that end between tokens, unless by a backslash, are done with.
    for (let i = text.indexOf('\n', this.passed); i >= 0 && i < start; i = text.indexOf('\n', i + 1))
      if (text[i - 1] !== '\\') this.begin = i + 1;
    this.passed = Math.max(this.passed, end);
    const stop = text.indexOf('\n', end);
    return text.slice(this.begin, stop < 0 ? text.length : stop + 1);
  }
}
