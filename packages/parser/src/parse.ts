import type { Mod } from './ast/nodes.gen.js';
import { diagnose, moreStatements, type Subject, warningError } from './diagnose/diagnose.js';
import { sourceLine } from './diagnose/locate.js';
import { PythonSyntaxError, type PythonWarning, withoutPlace } from './errors.js';
import { MISMATCH } from './grammar/parser-base.js';
import { PythonParser } from './grammar/python-parser.js';
import type { WarningPlace, WarningReport } from './grammar/strings.js';
import { MAX_STR_DIGITS } from './literals/number.js';
import type { ParseOptions } from './options.js';
import { readSource } from './source/source.js';
import { TokenVector } from './tokens/token-vector.js';
import { Tokenizer } from './tokens/tokenizer.js';

let parser: PythonParser | null = null;

/** The vector of the last parse, for the next one: most programs parse many files of like size. */
let spareVector: TokenVector | null = null;
const MAX_SPARE = 1 << 16;

/** Parses a program: CPython's `ast.parse`. Throws `PythonSyntaxError`. */
export function parse(input: string | Uint8Array, options: ParseOptions = {}): Mod {
  const { filename = '<unknown>', mode = 'exec', typeComments = false, featureVersion = 11 } = options;
  const { allowIncomplete = false, keepBlockOpen = false, maxStrDigits = MAX_STR_DIGITS, decode } = options;
  const source = readSource(input, filename, mode, decode);
  const warnings: { warning: PythonWarning; tokensRead: number }[] = [];
  const report: WarningReport = (category, message, lineno, tokensRead, place) => {
    const error = (): PythonSyntaxError =>
      'token' in place
        ? warningError(subject(), message, place.token, Math.floor(tokensRead) + 1)
        : scannerWarningError(place, message, filename, lineno);
    warnings.push({ warning: { category, message, filename, lineno, error }, tokensRead });
  };

  const { text } = source;
  const tokens = spareVector ?? new TokenVector(Math.max(64, text.length >> 2));
  spareVector = null;
  tokens.count = 0;
  const interactive = mode === 'single';
  const tokenizer = new Tokenizer(text, tokens, {
    typeComments,
    featureVersion,
    interactive,
    keepBlockOpen,
    onWarning: (message, lineno, token, column) =>
      report('SyntaxWarning', message, lineno, token, { text, firstLine: 1, column }),
  });
  tokenizer.run();
  // A parse may be in progress already: a warning handler may parse.
  const current = parser ?? new PythonParser();
  parser = null;
  const subject = (): Subject => {
    const { error: tokenizerError, openBrackets, joinedLines, inOpenString } = tokenizer;
    const { countsCharacters } = source;
    const place = { filename, countsCharacters, mode, featureVersion, maxStrDigits };
    return {
      text,
      tokens,
      tokenizerError,
      openBrackets,
      joinedLines,
      inOpenString,
      allowIncomplete,
      ...place,
    };
  };
  let read = Number.POSITIVE_INFINITY;
  try {
    const tree = current.parse({ text, tokens, featureVersion, maxStrDigits }, mode, report);
    if (current.isDeep || tokenizer.isDeep) {
      const error = diagnose(subject());
      if (error !== null) throw error;
    }
    if (interactive && hasMore(text, tokens.ends[current.currIdx]!)) {
      throw moreStatements(subject(), current.currIdx + 1);
    }
    if (tree.kind === 'Module') {
      tree.type_ignores = tokenizer.typeIgnores.map(({ lineno, tag }) => ({
        kind: 'TypeIgnore',
        lineno,
        tag,
      }));
    }
    return tree;
  } catch (error) {
    // The caller has left too little of JavaScript's stack: what CPython calls a MemoryError.
    if (error instanceof RangeError) throw withoutPlace('MemoryError', '', filename);
    if (error !== MISMATCH) throw error;
    read = current.currIdx + 2;
    // Without an answer the two grammars disagree about the program: a bug here, and not the program's.
    throw (
      diagnose(subject(), current.lastStatement) ?? withoutPlace('SyntaxError', 'invalid syntax', filename)
    );
  } finally {
    parser = current;
    if (tokens.capacity <= MAX_SPARE) spareVector = tokens;
    // The scanner runs ahead of the parser here; in CPython they take turns.
    warnings.sort((a, b) => a.tokensRead - b.tokensRead);
    for (const { warning, tokensRead } of warnings) if (tokensRead <= read) options.onWarning?.(warning);
  }
}

/** A warning of the scanner as the error that it raises itself. */
function scannerWarningError(
  place: Extract<WarningPlace, { text: string }>,
  message: string,
  filename: string,
  lineno: number,
): PythonSyntaxError {
  return new PythonSyntaxError('SyntaxError', message, {
    filename,
    lineno,
    offset: place.column,
    text: sourceLine(place, lineno),
    endLineno: lineno,
    endOffset: place.column,
  });
}

/** Is there anything but blanks and comments behind the one statement (`bad_single_statement` of pegen.c)? */
function hasMore(text: string, from: number): boolean {
  return !/^(?:[ \t\n\f]|#[^\n]*)*$/.test(text.slice(from));
}
