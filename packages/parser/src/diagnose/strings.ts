import { ExpressionPlaces, readFString } from '../literals/fstring.js';
import { LiteralError } from '../literals/literal-error.js';
import { decodeBytes, decodeStr, stringParts } from '../literals/string.js';
import { errorAt, lastRead, type Program } from './locate.js';
import type { MachineState } from './machine.js';

/** Parses the expression of an f-string, in its parentheses; raises its error. */
export type ExpressionDiagnosis = (text: string, firstLine: number, firstColumn: number) => void;

const ignoreWarning = (): void => {};

/**
 * Reads string literals for their errors, in CPython's order (`_PyPegen_concatenate_strings`). Returns the kind of
 * the node that they make.
 */
export function diagnoseStrings(
  literals: readonly number[],
  machine: MachineState,
  program: Program,
  featureVersion: number,
  diagnoseExpression: ExpressionDiagnosis,
): 'Constant' | 'JoinedStr' {
  const { lines, cols } = program.tokens;
  let bytes: boolean | null = null;
  let format = false;
  const raise = (message: string): never => {
    throw errorAt(program, 'SyntaxError', message, lastRead(program, machine.fill), machine.fill);
  };
  for (const token of literals) {
    const image = machine.image(token);
    const parts = stringParts(image);
    const text = image.slice(parts.start, parts.end);
    try {
      if (parts.bytes) decodeBytes(text, parts.raw, ignoreWarning);
      else if (!parts.format) decodeStr(text, parts.raw, ignoreWarning);
      else if (featureVersion < 6) raise('Format strings are only supported in Python 3.6 and greater');
      if (bytes !== null && bytes !== parts.bytes) raise('cannot mix bytes and nonbytes literals');
      bytes = parts.bytes;
      if (!parts.format) continue;
      format = true;
      const places = new ExpressionPlaces(image);
      readFString(
        {
          image,
          raw: parts.raw,
          featureVersion,
          literal: (piece) => void decodeStr(piece, parts.raw, ignoreWarning),
          compileExpression: (expression, start) => {
            const location = places.of(start - 1);
            const column = location.lines !== 0 ? location.cols : cols[token]! + location.cols;
            diagnoseExpression(`(${expression})`, lines[token]! + location.lines, column);
          },
        },
        parts.start,
        parts.end,
      );
    } catch (error) {
      if (error instanceof LiteralError) raise(error.message);
      throw error;
    }
  }
  return format ? 'JoinedStr' : 'Constant';
}
