import { MAX_STR_DIGITS } from '../literals/number.js';
import { T } from '../tokens/token-types.js';
import { TokenVector } from '../tokens/token-vector.js';
import { EmbeddedActionsParser, type ILookaheadStrategy, type IToken, type TokenType } from './chevrotain.js';
import { identifier } from './identifier.js';
import { BEGINS_EXPRESSION } from './operators.js';
import { VOCABULARY } from './vocabulary.js';

/**
 * Thrown where the tokens do not fit the grammar. It says nothing: the diagnostic pass (../diagnose) reads the
 * program once more to find CPython's error, so that a program without errors pays nothing for it.
 */
export const MISMATCH = Object.freeze({ name: 'Mismatch' });

/** From this length on a chain is deep: CPython takes 746 nested defaults of lambdas, and more of all else. */
export const DEEP = 700;

/** What the source text and the options contribute to one parse. */
export interface ParserInput {
  readonly text: string;
  readonly tokens: TokenVector;
  readonly featureVersion: number;
  /** Only looked at when a whole program is parsed. */
  readonly maxStrDigits?: number;
}

/** One shared token object a type: Chevrotain looks only at `tokenTypeIdx`. */
const SHARED_TOKENS: IToken[] = Object.values(VOCABULARY).reduce((tokens: IToken[], type) => {
  tokens[type.tokenTypeIdx!] = {
    image: '',
    startOffset: 0,
    tokenTypeIdx: type.tokenTypeIdx!,
    tokenType: type,
  };
  return tokens;
}, []);

const NO_STRATEGY = {} as ILookaheadStrategy;
const NO_TOKENS = new TokenVector(0);
const NO_INPUT: ParserInput = { text: '', tokens: NO_TOKENS, featureVersion: 11 };

/**
 * Chevrotain's recogniser over a TokenVector: tokens are indices, and the type of a token is read from a byte
 * array. `currIdx`, Chevrotain's own, is the index of the last token consumed.
 */
export class ParserBase extends EmbeddedActionsParser {
  declare currIdx: number;
  declare RECORDING_PHASE: boolean;
  protected text = '';
  protected types = NO_TOKENS.types;
  protected lines = NO_TOKENS.lines;
  protected cols = NO_TOKENS.cols;
  protected endLines = NO_TOKENS.endLines;
  protected endCols = NO_TOKENS.endCols;
  private starts = NO_TOKENS.starts;
  private ends = NO_TOKENS.ends;
  protected featureVersion = 11;
  protected maxStrDigits = MAX_STR_DIGITS;
  /** Something is nested, without brackets, so deeply that CPython's parser may run out of its stack. */
  isDeep = false;

  constructor(analyse: boolean) {
    // Chevrotain computes lookahead functions only when it analyses.
    const lookahead = analyse ? {} : { lookaheadStrategy: NO_STRATEGY };
    super(VOCABULARY, { maxLookahead: 1, skipValidations: !analyse, recoveryEnabled: false, ...lookahead });
  }

  /** Makes the parser read these tokens from the first one. */
  protected load({ text, tokens, featureVersion }: ParserInput): void {
    this.text = text;
    this.types = tokens.types;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.lines = tokens.lines;
    this.cols = tokens.cols;
    this.endLines = tokens.endLines;
    this.endCols = tokens.endCols;
    this.featureVersion = featureVersion;
    this.currIdx = -1;
    this.layoutEnd = -1;
  }

  /** Parses other tokens by `rule` in the midst of a parse: the expression in an f-string. */
  protected nested<R>(input: ParserInput, rule: () => R): R {
    const { text, types, starts, ends, lines, cols, endLines, endCols, featureVersion, currIdx } = this;
    const count = types.length;
    const tokens = { types, starts, ends, lines, cols, endLines, endCols, count } as TokenVector;
    this.load(input);
    try {
      return rule.call(this);
    } finally {
      this.load({ text, tokens, featureVersion });
      this.currIdx = currIdx;
    }
  }

  /** Parses from the first token by `rule`. Throws MISMATCH. */
  protected whole<R>(input: ParserInput, rule: () => R): R {
    this.reset();
    this.isDeep = false;
    this.maxStrDigits = input.maxStrDigits ?? MAX_STR_DIGITS;
    this.load(input);
    try {
      return rule.call(this);
    } finally {
      const { currIdx } = this;
      this.load(NO_INPUT);
      this.currIdx = currIdx;
    }
  }

  /** The type of the next token. */
  protected peek(): T {
    return this.types[this.currIdx + 1]!;
  }

  /** The index of the next token: where a node begins. */
  protected get mark(): number {
    return this.currIdx + 1;
  }

  protected advance(): void {
    this.currIdx++;
  }

  /** Consumes the next token if it is of this type. */
  protected accept(type: T): boolean {
    if (this.types[this.currIdx + 1] !== type) return false;
    this.currIdx++;
    return true;
  }

  protected expect(type: T): void {
    if (this.types[this.currIdx + 1] !== type) throw MISMATCH;
    this.currIdx++;
  }

  protected atExpression(): boolean {
    return BEGINS_EXPRESSION[this.peek()] === 1;
  }

  /** At an expression, or at `*` and an expression. */
  protected atStarExpression(): boolean {
    const type = this.peek();
    return BEGINS_EXPRESSION[type] === 1 || type === T.STAR;
  }

  /** The text of a token. */
  protected image(index: number): string {
    return this.text.slice(this.starts[index], this.ends[index]);
  }

  /** Consumes a NAME: the identifier. */
  protected name(): string {
    this.expect(T.NAME);
    return this.lastName();
  }

  /** The identifier that was consumed last. */
  protected lastName(): string {
    return identifier(this.image(this.currIdx));
  }

  protected nextIsName(text: string): boolean {
    return this.peek() === T.NAME && this.image(this.currIdx + 1) === text;
  }

  /** The grammar of an older version does not have this (`CHECK_VERSION` of pegen.h). */
  protected requireVersion(minor: number): void {
    if (this.featureVersion < minor) throw MISMATCH;
  }

  /** The last token consumed that is not layout: where a compound statement ends. */
  protected lastToken(): number {
    const end = this.currIdx;
    let index = end;
    // Blocks often end together: what was found for the inner one holds for the outer one.
    for (; index !== this.layoutEnd; index--) {
      const type = this.types[index]!;
      if (type !== T.NEWLINE && type !== T.INDENT && type !== T.DEDENT && type !== T.ENDMARKER) {
        this.beforeLayout = index;
        break;
      }
    }
    this.layoutEnd = end;
    return this.beforeLayout;
  }
  private layoutEnd = -1;
  private beforeLayout = -1;

  // Chevrotain's own operations, over the vector.

  protected override LA(howMuch: number): IToken {
    return SHARED_TOKENS[this.types[this.currIdx + howMuch]!]!;
  }
  protected override LA_FAST(howMuch: number): IToken {
    return SHARED_TOKENS[this.types[this.currIdx + howMuch]!]!;
  }
  protected consumeInternal(type: TokenType): IToken {
    if (this.types[this.currIdx + 1] !== type.tokenTypeIdx) throw MISMATCH;
    this.currIdx++;
    return SHARED_TOKENS[type.tokenTypeIdx!]!;
  }
  protected raiseNoAltException(): never {
    throw MISMATCH;
  }
  protected raiseEarlyExitException(): never {
    throw MISMATCH;
  }
  // The vector ends with its ENDMARKER: Chevrotain need not add an end of its own, nor look for what is left over.
  protected onBeforeParse(): void {}
  protected onAfterParse(): void {}
}
