/**
 * Why a program does not parse, as CPython says it. CPython parses once without the rules for mistakes; the last token
 * that it has read then is where a plain "invalid syntax" belongs. It parses again with those rules; what they raise
 * is the error. In either case an error that the scanner finds in the rest of the program may take precedence
 * (`_PyPegen_run_parser`, `_PyPegen_set_syntax_error`).
 */
import { PythonSyntaxError, withoutPlace } from '../errors.js';
import type { Mode } from '../options.js';
import { T, tokenImage } from '../tokens/token-types.js';
import { TokenVector } from '../tokens/token-vector.js';
import { Tokenizer } from '../tokens/tokenizer.js';
import type { OpenBracket, TokenizerError } from '../tokens/tokenizer-error.js';
import { makeActions } from './actions.js';
import { GRAMMAR } from './grammar.js';
import { errorAt, lastRead, type Program, range, tokenizerErrorAt, unclosedBracket } from './locate.js';
import { Machine, StackOverflow, TokenError } from './machine.js';
import { type Program as Code, compileGrammar } from './program.js';
import { diagnoseStrings } from './strings.js';

const START: Readonly<Record<Mode | 'fstring', string>> = {
  exec: 'file',
  single: 'interactive',
  eval: 'eval',
  func_type: 'func_type',
  fstring: 'fstring',
};

export interface Subject {
  readonly text: string;
  readonly tokens: TokenVector;
  readonly tokenizerError: TokenizerError | null;
  readonly openBrackets: readonly OpenBracket[];
  readonly joinedLines: ReadonlyMap<number, number>;
  readonly filename: string;
  readonly countsCharacters: boolean;
  readonly mode: Mode | 'fstring';
  readonly featureVersion: number;
  readonly maxStrDigits: number;
  /** The source ends inside a string literal. */
  readonly inOpenString?: boolean;
  /** Where more source could help, the error is `incomplete input`. */
  readonly allowIncomplete?: boolean;
  readonly firstLine?: number;
  readonly firstColumn?: number;
}

let code: Code | null = null;

/** Steps that the last diagnosis took: what a test counts instead of seconds. */
export let lastSteps = 0;

/**
 * The error of a program, or null if CPython takes it. `from` is the first token of the top-level statement that did
 * not parse: those before it did.
 */
export function diagnose(subject: Subject, from = 0): PythonSyntaxError | null {
  code ??= compileGrammar(GRAMMAR);
  const program = new SubjectProgram(subject);
  const actions = makeActions(code.actions, {
    program,
    featureVersion: subject.featureVersion,
    maxStrDigits: subject.maxStrDigits,
    strings: (literals, machine) =>
      diagnoseStrings(literals, machine, program, subject.featureVersion, (text, firstLine, firstColumn) =>
        diagnoseExpression(subject, text, firstLine, firstColumn),
      ),
  });
  const forced = (token: number, type: T): never => {
    throw errorAt(
      program,
      'SyntaxError',
      `expected '${tokenImage(type)}'`,
      range(program, token, token),
      machine.fill,
    );
  };
  const machine = new Machine(code, actions, subject.tokens, subject.text, forced);
  const rule = START[subject.mode];
  try {
    return secondOpinion(subject, program, machine, rule, from);
  } finally {
    lastSteps = machine.steps;
  }
}

function secondOpinion(
  subject: Subject,
  program: SubjectProgram,
  machine: Machine,
  rule: string,
  from: number,
): PythonSyntaxError | null {
  const first = attempt(program, machine, rule, from, false);
  if (first === true) return null;
  if (subject.allowIncomplete && reachedEnd(subject, machine.fill)) {
    return incompleteInput(subject, program, machine.fill);
  }
  if (first !== false) return withScannerError(program, machine, first);
  const lastToken = machine.fill - 1;
  const second = attempt(program, machine, rule, legacyStatementBefore(program, from) ? 0 : from, true);
  if (typeof second === 'object') return withScannerError(program, machine, second);
  const type = program.tokens.types[lastToken]!;
  if (type === T.INDENT || type === T.DEDENT) {
    const message = type === T.INDENT ? 'unexpected indent' : 'unexpected unindent';
    return errorAt(program, 'IndentationError', message, lastRead(program, machine.fill), machine.fill);
  }
  const generic = errorAt(
    program,
    'SyntaxError',
    'invalid syntax',
    range(program, lastToken, lastToken),
    machine.fill,
  );
  return withScannerError(program, machine, generic);
}

/**
 * Has CPython's scanner seen the end of the source when `fill` tokens have been read (`_is_end_of_source`)? Most tokens are
 * known to end only by what follows them.
 */
function reachedEnd({ text, tokens, tokenizerError, inOpenString }: Subject, fill: number): boolean {
  const last = fill - 1;
  const type: T = tokens.types[last]!;
  if (type === T.ERRORTOKEN) return inOpenString === true || tokenizerError!.state === 'eof';
  const end = tokens.ends[last]!;
  if (tokens.cols[last]! < 0) return end >= text.length;
  return end >= text.length && !endsByItself(type, text.slice(tokens.starts[last]!, end));
}

function incompleteInput(subject: Subject, program: SubjectProgram, fill: number): PythonSyntaxError {
  const error = errorAt(program, 'SyntaxError', 'incomplete input', lastRead(program, fill), fill);
  if (!subject.inOpenString || subject.tokens.types[fill - 1] !== T.ERRORTOKEN) return error;
  // The scanner's buffer holds the string literal whole.
  const { message, type } = error;
  const text = subject.text.slice(subject.tokens.starts[fill - 1]);
  return new PythonSyntaxError(type, message, { ...error, text });
}

/** Line ends, closing quotes and the longest operators need no look at the next character. */
function endsByItself(type: T, image: string): boolean {
  if (type === T.NEWLINE) return true;
  if (type === T.STRING) return !/^\w*(''|"")$/.test(image);
  return image.length === 3 && /^\W/.test(image);
}

/**
 * With the rules for mistakes, a statement that parsed before may be one: `print -1` is a difference, and looks like the
 * statement of Python 2. Nothing else that is valid matches one of those rules.
 */
function legacyStatementBefore({ tokens, text }: SubjectProgram, from: number): boolean {
  const { types, starts, ends } = tokens;
  for (let i = 0; i < from; i++) {
    if (types[i] !== T.NAME || !BEHIND_LEGACY.has(types[i + 1]!)) continue;
    const name = text.slice(starts[i], ends[i]);
    if (name === 'print' || name === 'exec') return true;
  }
  return false;
}

/** What can stand behind a name in an expression, and begin one too; but no parenthesis. */
const BEHIND_LEGACY: ReadonlySet<T> = new Set([T.MINUS, T.PLUS, T.STAR, T.LSQB]);

/** Mode 'single' takes one statement; `fill` tokens have been read for it. */
export function moreStatements(subject: Subject, fill: number): PythonSyntaxError {
  const program = new SubjectProgram(subject);
  const message = 'multiple statements found while compiling a single statement';
  return errorAt(program, 'SyntaxError', message, lastRead(program, fill), fill);
}

/** What a warning about a token becomes where it is an error; the parser had read `fill` tokens. */
export function warningError(
  subject: Subject,
  message: string,
  token: number,
  fill: number,
): PythonSyntaxError {
  const program = new SubjectProgram(subject);
  return errorAt(program, 'SyntaxError', message, range(program, token, token), fill);
}

/** One pass: does the program match, or what error does it raise? */
function attempt(
  program: SubjectProgram,
  machine: Machine,
  rule: string,
  from: number,
  invalidRules: boolean,
): boolean | PythonSyntaxError {
  try {
    return machine.run(rule, from, invalidRules);
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error;
    if (error instanceof StackOverflow) return withoutPlace('MemoryError', '', program.filename);
    if (error instanceof TokenError) return reachedScannerError(program, machine.fill);
    throw error;
  }
}

/** `tokenizer_error` of pegen_errors.c: the parser has read the token that is an error. */
function reachedScannerError(program: SubjectProgram, fill: number): PythonSyntaxError {
  const { state, type, message, lineno, offset } = program.tokenizerError!;
  switch (state) {
    case 'error':
      return tokenizerErrorAt(program, program.tokenizerError!);
    case 'tabspace':
    case 'toodeep':
    case 'linecont': {
      const place = { lineno, col: Math.max(0, offset - 1), endLineno: lineno, endCol: -1 };
      return errorAt(program, type, message, place, fill);
    }
    case 'eof':
      if (program.openBrackets.length > 0) return unclosedBracket(program, fill);
      return errorAt(program, type, message, lastRead(program, fill), fill);
    default:
      return errorAt(program, type, message, lastRead(program, fill), fill);
  }
}

/**
 * `_PyPegen_tokenize_full_source_to_check_for_errors`: an error that the scanner raises further on takes the place of
 * the parser's, and so does an unclosed bracket on an earlier line.
 */
function withScannerError(
  program: SubjectProgram,
  machine: Machine,
  error: PythonSyntaxError,
): PythonSyntaxError {
  const scanner = program.tokenizerError;
  if (error.type === 'MemoryError' || scanner === null) return error;
  const { types, lines } = program.tokens;
  const read = machine.fill - 1;
  if (types[read] === T.ENDMARKER || types[read] === T.ERRORTOKEN) return error;
  if (scanner.state === 'error') return tokenizerErrorAt(program, scanner);
  const open = program.openBrackets.at(-1);
  return open !== undefined && lines[read]! > open.lineno ? unclosedBracket(program, machine.fill) : error;
}

/** The error that ended the scan of a source, for those who only scan. */
export function scannerError(
  text: string,
  tokens: TokenVector,
  { error: tokenizerError, openBrackets, joinedLines }: Tokenizer,
  filename: string,
  countsCharacters: boolean,
): PythonSyntaxError {
  const place = { filename, countsCharacters, mode: 'exec', featureVersion: 11, maxStrDigits: 0 } as const;
  const program = new SubjectProgram({ text, tokens, tokenizerError, openBrackets, joinedLines, ...place });
  return tokenizerErrorAt(program, tokenizerError!);
}

/** The expression of an f-string (`fstring_compile_expr`). */
function diagnoseExpression(outer: Subject, text: string, firstLine: number, firstColumn: number): void {
  const { filename, featureVersion, maxStrDigits, countsCharacters } = outer;
  text += '\n';
  const tokens = new TokenVector(text.length + 8);
  const tokenizer = new Tokenizer(text, tokens, {
    typeComments: false,
    featureVersion,
    firstLine,
    firstColumn,
  });
  tokenizer.run();
  const error = diagnose({
    text,
    tokens,
    tokenizerError: tokenizer.error,
    openBrackets: tokenizer.openBrackets,
    joinedLines: tokenizer.joinedLines,
    filename,
    countsCharacters,
    mode: 'fstring',
    featureVersion,
    maxStrDigits,
    firstLine,
    firstColumn,
  });
  if (error !== null) throw error;
}

/** The subject as locate.ts sees it. */
class SubjectProgram implements Program {
  readonly text: string;
  readonly tokens: TokenVector;
  readonly filename: string;
  readonly countsCharacters: boolean;
  readonly tokenizerError: TokenizerError | null;
  readonly openBrackets: readonly OpenBracket[];
  readonly joinedLines: ReadonlyMap<number, number>;
  readonly fstring: boolean;
  readonly firstLine: number;
  readonly firstColumn: number;
  private levels: Uint8Array | null = null;

  constructor(subject: Subject) {
    this.text = subject.text;
    this.tokens = subject.tokens;
    this.filename = subject.filename;
    this.countsCharacters = subject.countsCharacters;
    this.tokenizerError = subject.tokenizerError;
    this.openBrackets = subject.openBrackets;
    this.joinedLines = subject.joinedLines;
    this.fstring = subject.mode === 'fstring';
    this.firstLine = subject.firstLine ?? 1;
    this.firstColumn = subject.firstColumn ?? 0;
  }

  level(token: number): number {
    this.levels ??= this.countLevels();
    return this.levels[token]!;
  }

  private countLevels(): Uint8Array {
    const { types, count } = this.tokens;
    const levels = new Uint8Array(count);
    let level = 0;
    for (let i = 0; i < count; i++) {
      const type: T = types[i]!;
      if (type === T.LPAR || type === T.LSQB || type === T.LBRACE) level++;
      else if (type === T.RPAR || type === T.RSQB || type === T.RBRACE) level--;
      levels[i] = level;
    }
    return levels;
  }
}
