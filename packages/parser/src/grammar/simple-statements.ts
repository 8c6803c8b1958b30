import type { alias, expr, stmt } from '../ast/nodes.gen.js';
import { T } from '../tokens/token-types.js';
import { AUGMENTED } from './operators.js';
import { MISMATCH } from './parser-base.js';
import { PatternParser } from './patterns.js';
import { deleteTarget, storeSingleTarget, storeTarget } from './targets.js';
import { Tok } from './vocabulary.js';

/** An alternative of Chevrotain's OR, made once a parser: making it on each call would cost more than the choice. */
export type Alternatives<R> = { ALT: () => R }[];

/** Simple statements (language reference §7), a rule each. */
export abstract class SimpleStatementParser extends PatternParser {
  private simpleStatements!: Alternatives<stmt>;

  /** Where a simple statement that begins at `start` ends: at the last token consumed. */
  private simple(kind: 'Pass' | 'Break' | 'Continue', start: number): stmt {
    const e = this.currIdx;
    return {
      kind,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** expression (as a rule of its own, Chevrotain's lookahead sees what it can begin with). */
  readonly expression = this.RULE('expression', (): expr => {
    if (this.RECORDING_PHASE) return this.recordExpression();
    return this.parseExpression();
  });

  readonly named_expression = this.RULE('named_expression', (): expr => {
    if (this.RECORDING_PHASE) return this.SUBRULE(this.expression);
    return this.namedExpression();
  });

  /** simple_stmt. */
  readonly simple_stmt = this.RULE('simple_stmt', (): stmt => {
    this.simpleStatements ??= [
      { ALT: () => this.SUBRULE(this.expression_stmt) },
      { ALT: () => this.SUBRULE(this.return_stmt) },
      { ALT: () => this.SUBRULE(this.import_name) },
      { ALT: () => this.SUBRULE(this.import_from) },
      { ALT: () => this.SUBRULE(this.raise_stmt) },
      { ALT: () => this.SUBRULE(this.pass_stmt) },
      { ALT: () => this.SUBRULE(this.del_stmt) },
      { ALT: () => this.SUBRULE(this.assert_stmt) },
      { ALT: () => this.SUBRULE(this.break_stmt) },
      { ALT: () => this.SUBRULE(this.continue_stmt) },
      { ALT: () => this.SUBRULE(this.global_stmt) },
      { ALT: () => this.SUBRULE(this.nonlocal_stmt) },
    ];
    return this.OR(this.simpleStatements);
  });

  /** Expression statements, assignments, annotated and augmented assignments (§7.1, §7.2). */
  readonly expression_stmt = this.RULE('expression_stmt', (): stmt => {
    if (this.RECORDING_PHASE) return this.recordExpressionStatement();
    const start = this.mark;
    const first = this.yieldOrStarExpressions();
    const next = this.peek();
    if (next === T.EQUAL) return this.assignment(first, start);
    if (next === T.COLON) return this.annotatedAssignment(first, start);
    if (AUGMENTED[next] !== undefined) return this.augmentedAssignment(first, start);
    const e = this.currIdx;
    return {
      kind: 'Expr',
      value: first,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  private recordExpressionStatement(): never {
    return this.OR1([
      { ALT: () => this.SUBRULE(this.expression) },
      { ALT: () => this.CONSUME(Tok.STAR) },
      { ALT: () => this.CONSUME(Tok.YIELD) },
    ]) as never;
  }

  /** (star_targets '=')+ (yield_expr | star_expressions) [TYPE_COMMENT]. */
  private assignment(first: expr, start: number): stmt {
    const targets: expr[] = [];
    let value = first;
    while (this.accept(T.EQUAL)) {
      targets.push(storeTarget(value));
      value = this.yieldOrStarExpressions();
    }
    const type_comment = this.typeComment();
    const e = this.currIdx;
    return {
      kind: 'Assign',
      targets,
      value,
      type_comment,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  protected typeComment(): string | null {
    return this.accept(T.TYPE_COMMENT) ? this.image(this.currIdx) : null;
  }

  private annotatedAssignment(first: expr, start: number): stmt {
    this.requireVersion(6);
    const target = storeSingleTarget(first) as Extract<stmt, { kind: 'AnnAssign' }>['target'];
    const simple = first.kind === 'Name' && this.types[start] === T.NAME ? 1 : 0;
    this.advance();
    const annotation = this.parseExpression();
    const value = this.accept(T.EQUAL) ? this.yieldOrStarExpressions() : null;
    const e = this.currIdx;
    return {
      kind: 'AnnAssign',
      target,
      annotation,
      value,
      simple,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  private augmentedAssignment(first: expr, start: number): stmt {
    const target = storeSingleTarget(first);
    const op = AUGMENTED[this.peek()]!;
    if (op === 'MatMult') this.requireVersion(5);
    this.advance();
    const value = this.yieldOrStarExpressions();
    const e = this.currIdx;
    return {
      kind: 'AugAssign',
      target,
      op,
      value,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  readonly pass_stmt = this.RULE('pass_stmt', (): stmt => {
    this.CONSUME(Tok.PASS);
    return this.simple('Pass', this.currIdx);
  });

  readonly break_stmt = this.RULE('break_stmt', (): stmt => {
    this.CONSUME(Tok.BREAK);
    return this.simple('Break', this.currIdx);
  });

  readonly continue_stmt = this.RULE('continue_stmt', (): stmt => {
    this.CONSUME(Tok.CONTINUE);
    return this.simple('Continue', this.currIdx);
  });

  /** 'return' [star_expressions] (§7.6). */
  readonly return_stmt = this.RULE('return_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.RETURN);
    const value = this.atStarExpression() ? this.starExpressions() : null;
    const e = this.currIdx;
    return {
      kind: 'Return',
      value,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** 'raise' [expression ['from' expression]] (§7.8). */
  readonly raise_stmt = this.RULE('raise_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.RAISE);
    let cause: expr | null = null;
    const exc =
      this.OPTION(() => {
        const raised = this.SUBRULE(this.expression);
        this.OPTION1(() => {
          this.CONSUME(Tok.FROM);
          cause = this.SUBRULE1(this.expression);
        });
        return raised;
      }) ?? null;
    const e = this.currIdx;
    return {
      kind: 'Raise',
      exc,
      cause,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** 'assert' expression [',' expression] (§7.3). */
  readonly assert_stmt = this.RULE('assert_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.ASSERT);
    const test = this.SUBRULE(this.expression);
    const msg =
      this.OPTION(() => {
        this.CONSUME(Tok.COMMA);
        return this.SUBRULE1(this.expression);
      }) ?? null;
    const e = this.currIdx;
    return {
      kind: 'Assert',
      test,
      msg,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** 'del' del_targets (§7.5). */
  readonly del_stmt = this.RULE('del_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.DEL);
    const targets: expr[] = [];
    if (!this.RECORDING_PHASE) {
      do {
        targets.push(deleteTarget(this.primary()));
      } while (this.accept(T.COMMA) && this.atExpression());
    }
    const e = this.currIdx;
    return {
      kind: 'Delete',
      targets,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** 'global' NAME (',' NAME)* (§7.12). */
  readonly global_stmt = this.RULE('global_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.GLOBAL);
    const names: string[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: Tok.COMMA, DEF: () => names.push(this.consumedName(Tok.NAME)) });
    const e = this.currIdx;
    return {
      kind: 'Global',
      names,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** 'nonlocal' NAME (',' NAME)* (§7.13). */
  readonly nonlocal_stmt = this.RULE('nonlocal_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.NONLOCAL);
    const names: string[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: Tok.COMMA, DEF: () => names.push(this.consumedName(Tok.NAME)) });
    const e = this.currIdx;
    return {
      kind: 'Nonlocal',
      names,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  private consumedName(type: typeof Tok.NAME): string {
    this.CONSUME(type);
    return this.RECORDING_PHASE ? '' : this.lastName();
  }

  /** dotted_name. */
  readonly dotted_name = this.RULE('dotted_name', (): string => {
    let name = this.consumedName(Tok.NAME);
    this.MANY(() => {
      this.CONSUME(Tok.DOT);
      this.CONSUME1(Tok.NAME);
      if (!this.RECORDING_PHASE) name += `.${this.lastName()}`;
    });
    return name;
  });

  private alias(name: string, asname: string | null, start: number): alias {
    const e = this.currIdx;
    return {
      kind: 'alias',
      name,
      asname,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** dotted_as_name: dotted_name ['as' NAME]. */
  readonly dotted_as_name = this.RULE('dotted_as_name', (): alias => {
    const start = this.mark;
    const name = this.SUBRULE(this.dotted_name);
    const asname =
      this.OPTION(() => {
        this.CONSUME(Tok.AS);
        return this.consumedName(Tok.NAME);
      }) ?? null;
    return this.alias(name, asname, start);
  });

  /** import_name: 'import' dotted_as_names (§7.11). */
  readonly import_name = this.RULE('import_name', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.IMPORT);
    const names: alias[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: Tok.COMMA, DEF: () => names.push(this.SUBRULE(this.dotted_as_name)) });
    const e = this.currIdx;
    return {
      kind: 'Import',
      names,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** 'from' ('.' | '...')* [dotted_name] 'import' import_from_targets (§7.11). */
  readonly import_from = this.RULE('import_from', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.FROM);
    let level = 0;
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(Tok.DOT) }, { ALT: () => this.CONSUME(Tok.ELLIPSIS) }]);
      level += this.types[this.currIdx] === T.DOT ? 1 : 3;
    });
    const module = this.OPTION(() => this.SUBRULE(this.dotted_name)) ?? null;
    if (!this.RECORDING_PHASE && module === null && level === 0) throw MISMATCH;
    this.CONSUME(Tok.IMPORT);
    const names = this.SUBRULE(this.import_from_targets);
    const e = this.currIdx;
    return {
      kind: 'ImportFrom',
      module,
      names,
      level,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** '*' | '(' import_from_as_names [','] ')' | import_from_as_names. */
  readonly import_from_targets = this.RULE('import_from_targets', (): alias[] => {
    const start = this.mark;
    const names: alias[] = [];
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Tok.STAR);
          names.push(this.alias('*', null, start));
        },
      },
      {
        ALT: () => {
          this.CONSUME(Tok.LPAR);
          names.push(this.SUBRULE(this.import_from_as_name));
          this.MANY({
            GATE: () => this.types[this.mark + 1] !== T.RPAR,
            DEF: () => {
              this.CONSUME(Tok.COMMA);
              names.push(this.SUBRULE1(this.import_from_as_name));
            },
          });
          this.OPTION(() => this.CONSUME1(Tok.COMMA));
          this.CONSUME(Tok.RPAR);
        },
      },
      {
        ALT: () => {
          this.AT_LEAST_ONE_SEP({
            SEP: Tok.COMMA,
            DEF: () => names.push(this.SUBRULE2(this.import_from_as_name)),
          });
        },
      },
    ]);
    return names;
  });

  /** import_from_as_name: NAME ['as' NAME]. */
  readonly import_from_as_name = this.RULE('import_from_as_name', (): alias => {
    const start = this.mark;
    this.CONSUME(Tok.NAME);
    const name = this.RECORDING_PHASE ? '' : this.lastName();
    const asname =
      this.OPTION(() => {
        this.CONSUME(Tok.AS);
        this.CONSUME1(Tok.NAME);
        return this.RECORDING_PHASE ? '' : this.lastName();
      }) ?? null;
    return this.alias(name, asname, start);
  });
}
