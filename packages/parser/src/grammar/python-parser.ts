import type { expr, mod, stmt } from '../ast/nodes.gen.js';
import type { Mode } from '../options.js';
import { T } from '../tokens/token-types.js';
import { addStatement, CompoundStatementParser } from './compound-statements.js';
import { type LookaheadFunction, lookaheadFunctions } from './lookahead.js';
import { MISMATCH, type ParserInput } from './parser-base.js';
import type { WarningReport } from './strings.js';
import { Tok } from './vocabulary.js';

/** The grammar of Python 3.11: the start symbols (language reference §9) over statements and expressions. */
export class PythonParser extends CompoundStatementParser {
  declare selfAnalysisDone: boolean;
  declare setLaFuncCache: (key: number, decide: LookaheadFunction) => void;

  /** The first token of the top-level statement that was parsed last: where a diagnosis begins. */
  lastStatement = 0;

  /** `analyse`: Chevrotain records, validates and analyses the grammar itself, as the generator of the table does. */
  constructor(analyse = false) {
    super(analyse);
    if (analyse) this.performSelfAnalysis();
    else {
      for (const [key, decide] of lookaheadFunctions()) this.setLaFuncCache(key, decide);
      this.selfAnalysisDone = true;
    }
  }

  /** Parses the tokens from a start symbol. Throws MISMATCH where they do not fit the grammar. */
  parse(input: ParserInput, mode: Mode, report: WarningReport): mod {
    this.report = report;
    this.lastStatement = 0;
    switch (mode) {
      case 'exec':
        return this.whole(input, this.file);
      case 'single':
        return this.whole(input, this.interactive);
      case 'eval':
        return this.whole(input, this.eval);
      case 'func_type':
        return this.whole(input, this.func_type);
    }
  }

  /** file: [statements] ENDMARKER. */
  readonly file = this.RULE('file', (): mod => {
    const body: stmt[] = [];
    this.MANY(() => {
      this.lastStatement = this.mark;
      addStatement(body, this.SUBRULE(this.statement));
    });
    this.lastStatement = this.mark;
    this.CONSUME(Tok.ENDMARKER);
    return { kind: 'Module', body, type_ignores: [] };
  });

  /** interactive: compound_stmt NEWLINE | simple_stmts | NEWLINE. */
  readonly interactive = this.RULE('interactive', (): mod => {
    const body: stmt[] = [];
    const start = this.mark;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Tok.NEWLINE);
          body.push({
            kind: 'Pass',
            lineno: this.lines[start]!,
            col_offset: this.cols[start]!,
            end_lineno: this.endLines[start]!,
            end_col_offset: this.endCols[start]!,
          });
        },
      },
      {
        ALT: () => {
          const statement = this.SUBRULE(this.statement);
          addStatement(body, statement);
          if (!this.RECORDING_PHASE && !Array.isArray(statement)) this.expect(T.NEWLINE);
        },
      },
    ]);
    return { kind: 'Interactive', body };
  });

  /** eval: expressions NEWLINE* ENDMARKER. */
  readonly eval = this.RULE('eval', (): mod => {
    if (this.RECORDING_PHASE) this.SUBRULE9(this.expression);
    const body = this.RECORDING_PHASE ? (null as never) : this.expressions();
    this.MANY(() => this.CONSUME(Tok.NEWLINE));
    this.CONSUME(Tok.ENDMARKER);
    return { kind: 'Expression', body };
  });

  /** func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER. */
  readonly func_type = this.RULE('func_type', (): mod => {
    this.CONSUME(Tok.LPAR);
    const argtypes = this.RECORDING_PHASE ? [] : this.typeExpressions();
    this.CONSUME(Tok.RPAR);
    this.CONSUME(Tok.RARROW);
    const returns = this.SUBRULE(this.expression);
    this.MANY(() => this.CONSUME(Tok.NEWLINE));
    this.CONSUME(Tok.ENDMARKER);
    return { kind: 'FunctionType', argtypes, returns };
  });

  /** type_expressions: expressions, then at most one with `*`, then at most one with `**`; no comma at the end. */
  private typeExpressions(): expr[] {
    const types: expr[] = [];
    let stars = 0;
    if (this.peek() === T.RPAR) return types;
    do {
      if (this.peek() === T.STAR || this.peek() === T.DOUBLESTAR) {
        const rank = this.peek() === T.STAR ? 1 : 2;
        if (rank <= stars) throw MISMATCH;
        stars = rank;
        this.advance();
      } else if (stars > 0) throw MISMATCH;
      types.push(this.parseExpression());
    } while (this.accept(T.COMMA));
    return types;
  }
}
