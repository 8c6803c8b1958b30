/**
 * Parsing for an editor: a tree of what can be read, and all the errors.
 *
 * Where a logical line cannot be read, it is replaced by something that can, so that the lines around it keep their
 * meaning and their places: a line that opens a block by the shortest header of the same kind, any other by `pass`.
 * Then the program is parsed again, up to `maxErrors` times. Lines are never added or taken away.
 */
import type { Mod } from './ast/nodes.gen.js';
import { PythonSyntaxError } from './errors.js';
import type { ParseOptions } from './options.js';
import { parse } from './parse.js';
import { readSource } from './source/source.js';
import { T } from './tokens/token-types.js';
import { TokenVector } from './tokens/token-vector.js';
import { Tokenizer } from './tokens/tokenizer.js';

export interface TolerantOptions extends Omit<ParseOptions, 'mode'> {
  /** How many errors are looked for; behind the last of them the program is not read. Default: 100. */
  readonly maxErrors?: number;
}

export interface TolerantResult {
  readonly tree: Mod;
  /** In the order of the source. (CPython would report the first that was found, which may be a later one.) */
  readonly errors: readonly PythonSyntaxError[];
}

/** What opens a block, by its first word, with the name it gives; the shortest header of that kind. */
const HEADERS: readonly (readonly [pattern: RegExp, header: (match: RegExpExecArray) => string])[] = [
  [/^(async\s+)?def\s+([^\W\d]\w*)/u, (match) => `${match[1] ?? ''}def ${match[2]}():`],
  [/^(async\s+)?def\b/, (match) => `${match[1] ?? ''}def _():`],
  [/^class\s+([^\W\d]\w*)/u, (match) => `class ${match[1]}:`],
  [/^class\b/, () => 'class _:'],
  [/^(async\s+)?for\b/, (match) => `${match[1] ?? ''}for _ in _:`],
  [/^(async\s+)?with\b/, (match) => `${match[1] ?? ''}with _:`],
  [/^(if|elif|while)\b/, (match) => `${match[1]} _:`],
  [/^(else|try|finally)\b/, (match) => `${match[1]}:`],
  [/^except\s*\*/, () => 'except* _:'],
  [/^except\b/, () => 'except:'],
  [/^match\b/, () => 'match _:'],
  [/^case\b/, () => 'case _:'],
];

/** Parses a program whatever is wrong with it. Throws PythonSyntaxError only if it cannot be decoded. */
export function parseTolerant(input: string | Uint8Array, options: TolerantOptions = {}): TolerantResult {
  const { maxErrors = 100, ...parseOptions } = options;
  const { text } = readSource(input, options.filename ?? '<unknown>', 'exec');
  const repair = new Repair(text, options.typeComments ?? false);
  const errors: PythonSyntaxError[] = [];
  // The first attempt reads the input itself: its columns count as CPython's do for it.
  let source: string | Uint8Array = input;
  for (;;) {
    try {
      const tree = parse(source, parseOptions);
      return { tree, errors: errors.sort(byPlace) };
    } catch (error) {
      if (!(error instanceof PythonSyntaxError)) throw error;
      errors.push(error);
      if (errors.length >= maxErrors) repair.giveUpFrom(error.lineno ?? 1);
      else repair.mend(error);
      source = repair.text;
    }
  }
}

const byPlace = (a: PythonSyntaxError, b: PythonSyntaxError): number =>
  (a.lineno ?? 0) - (b.lineno ?? 0) || (a.offset ?? 0) - (b.offset ?? 0);

class Repair {
  private readonly lines: string[];
  /** Lines that have been replaced already: the next time, nothing is left of them. */
  private readonly replaced = new Set<number>();

  constructor(
    text: string,
    private readonly typeComments: boolean,
  ) {
    this.lines = text.split('\n');
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** Replaces the logical line that an error is about. */
  mend(error: PythonSyntaxError): void {
    const { message } = error;
    if (error.lineno === null || message.startsWith('unterminated triple-quoted')) {
      this.giveUpFrom(error.lineno ?? 1);
      return;
    }
    // A header without a block: the error stands at the line behind it, and says which it is.
    const header = /^expected an indented block after .* on line (\d+)$/.exec(message);
    const lineno = header === null ? error.lineno : Number(header[1]);
    if (header !== null) {
      this.replace(lineno, lineno, 'pass');
      return;
    }
    if (message === 'unexpected indent' || message.startsWith('unindent does not match')) {
      this.dropIndented(lineno);
      return;
    }
    const [first, last, opensBlock] = this.logicalLine(lineno);
    this.replace(first, last, opensBlock ? this.shortHeader(first) : 'pass');
  }

  /** Nothing from this line on. */
  giveUpFrom(lineno: number): void {
    // Where a line was replaced in vain, what encloses it goes too.
    const first = this.replaced.has(lineno) && this.isEmptyFrom(lineno) ? 1 : Math.max(1, lineno);
    for (let i = first; i <= this.lines.length; i++) this.clear(i);
  }

  private isEmptyFrom(lineno: number): boolean {
    return this.lines.slice(lineno - 1).every((line) => line === '');
  }

  private clear(lineno: number): void {
    this.lines[lineno - 1] = '';
    this.replaced.add(lineno);
  }

  private line(lineno: number): string {
    return this.lines[lineno - 1] ?? '';
  }

  private replace(first: number, last: number, text: string): void {
    if (this.replaced.has(first)) {
      if (this.line(first).trim() === '') this.giveUpFrom(first);
      else this.clear(first);
      return;
    }
    const indentation = /^[ \t\f]*/.exec(this.line(first))![0];
    for (let i = first; i <= last; i++) this.clear(i);
    this.lines[first - 1] = indentation + text;
  }

  private shortHeader(lineno: number): string {
    const text = this.line(lineno).trim();
    for (const [pattern, header] of HEADERS) {
      const match = pattern.exec(text);
      if (match !== null) return header(match);
    }
    return 'if _:';
  }

  /** Lines that are indented as no block around them is: that line, and those that go with it. */
  private dropIndented(lineno: number): void {
    const width = (line: string): number => /^[ \t\f]*/.exec(line)![0].length;
    const own = width(this.line(lineno));
    const wasReplaced = this.replaced.has(lineno);
    for (let i = lineno; i <= this.lines.length; i++) {
      const line = this.line(i);
      if (i > lineno && line.trim() !== '' && width(line) < own) break;
      this.clear(i);
    }
    if (wasReplaced) this.giveUpFrom(lineno);
  }

  /** The first and the last line of the logical line at `lineno`, and whether an indented block follows it. */
  private logicalLine(lineno: number): [first: number, last: number, opensBlock: boolean] {
    const text = `${this.text}\n`;
    const tokens = new TokenVector(Math.max(64, text.length >> 2));
    new Tokenizer(text, tokens, { typeComments: this.typeComments, featureVersion: 11 }).run();
    let first = lineno;
    let isFirst = true;
    for (let i = 0; i < tokens.count; i++) {
      const type: T = tokens.types[i]!;
      if (type === T.ERRORTOKEN) break;
      if (type === T.INDENT || type === T.DEDENT || type === T.ENDMARKER) continue;
      if (isFirst) first = tokens.lines[i]!;
      isFirst = false;
      if (type !== T.NEWLINE) continue;
      const last = tokens.lines[i]!;
      if (last >= lineno)
        return first <= lineno ? [first, last, tokens.types[i + 1] === T.INDENT] : [lineno, lineno, false];
      isFirst = true;
    }
    // The scanner did not get that far: only the line itself.
    const next = this.lines.slice(lineno).find((line) => line.trim() !== '') ?? '';
    const width = (line: string): number => /^[ \t]*/.exec(line)![0].length;
    return [lineno, lineno, width(next) > width(this.line(lineno))];
  }
}
