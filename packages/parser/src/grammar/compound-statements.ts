import type {
  arguments as Arguments,
  excepthandler,
  expr,
  keyword,
  match_case,
  stmt,
  withitem,
} from '../ast/nodes.gen.js';
import { T } from '../tokens/token-types.js';
import { BEGINS_EXPRESSION } from './operators.js';
import { DEEP, MISMATCH } from './parser-base.js';
import { type Alternatives, SimpleStatementParser } from './simple-statements.js';
import { Tok } from './vocabulary.js';

type Block = stmt[];

/** Compound statements (language reference §8), a rule each. */
export abstract class CompoundStatementParser extends SimpleStatementParser {
  private statementAlternatives!: Alternatives<stmt | stmt[]>;

  /** statement: compound_stmt | simple_stmts; a compound statement is one node, a line of simple ones a list. */
  readonly statement = this.RULE('statement', (): stmt | stmt[] => {
    this.statementAlternatives ??= [
      {
        ALT: () =>
          this.isMatchStatement() ? this.SUBRULE(this.match_stmt) : this.SUBRULE(this.simple_stmts),
      },
      { ALT: () => this.SUBRULE(this.if_stmt) },
      { ALT: () => this.SUBRULE(this.function_def, { ARGS: [[], this.mark, false] }) },
      { ALT: () => this.SUBRULE(this.decorated) },
      { ALT: () => this.SUBRULE(this.class_def, { ARGS: [[]] }) },
      { ALT: () => this.SUBRULE(this.for_stmt, { ARGS: [this.mark, false] }) },
      { ALT: () => this.SUBRULE(this.with_stmt, { ARGS: [this.mark, false] }) },
      { ALT: () => this.SUBRULE(this.try_stmt) },
      { ALT: () => this.SUBRULE(this.while_stmt) },
      { ALT: () => this.SUBRULE(this.async_stmt) },
    ];
    return this.OR(this.statementAlternatives);
  });

  /** simple_stmts: simple_stmt (';' simple_stmt)* [';'] NEWLINE. */
  readonly simple_stmts = this.RULE('simple_stmts', (): stmt[] => {
    const statements = [this.SUBRULE(this.simple_stmt)];
    this.MANY({
      GATE: () => this.types[this.mark + 1] !== T.NEWLINE,
      DEF: () => {
        this.CONSUME(Tok.SEMI);
        statements.push(this.SUBRULE1(this.simple_stmt));
      },
    });
    this.OPTION(() => this.CONSUME1(Tok.SEMI));
    this.CONSUME(Tok.NEWLINE);
    return statements;
  });

  /** block: NEWLINE INDENT statements DEDENT | simple_stmts. */
  readonly block = this.RULE('block', (): Block => {
    const body: stmt[] = [];
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Tok.NEWLINE);
          this.CONSUME(Tok.INDENT);
          this.AT_LEAST_ONE(() => addStatement(body, this.SUBRULE(this.statement)));
          this.CONSUME(Tok.DEDENT);
        },
      },
      { ALT: () => addStatement(body, this.SUBRULE(this.simple_stmts)) },
    ]);
    return body;
  });

  /** if_stmt, with its elif and else parts (§8.1). A chain of elif is a loop, as long as it may be. */
  readonly if_stmt = this.RULE('if_stmt', (): stmt => {
    const parts: { start: number; test: expr; body: Block }[] = [];
    let start = this.mark;
    this.CONSUME(Tok.IF);
    parts.push({ start, test: this.SUBRULE(this.named_expression), body: this.SUBRULE(this.suite) });
    this.MANY(() => {
      start = this.mark;
      this.CONSUME(Tok.ELIF);
      parts.push({ start, test: this.SUBRULE1(this.named_expression), body: this.SUBRULE1(this.suite) });
    });
    if (parts.length > DEEP) this.isDeep = true;
    let orelse = this.OPTION(() => this.SUBRULE(this.else_block)) ?? [];
    const e = this.lastToken();
    let node: stmt | undefined;
    for (let i = parts.length - 1; i >= 0; i--) {
      const { start, test, body } = parts[i]!;
      node = {
        kind: 'If',
        test,
        body,
        orelse,
        lineno: this.lines[start]!,
        col_offset: this.cols[start]!,
        end_lineno: this.endLines[e]!,
        end_col_offset: this.endCols[e]!,
      };
      orelse = [node];
    }
    return node!;
  });

  /** ':' block. */
  readonly suite = this.RULE('suite', (): Block => {
    this.CONSUME(Tok.COLON);
    return this.SUBRULE(this.block);
  });

  /** else_block: 'else' ':' block. */
  readonly else_block = this.RULE('else_block', (): Block => {
    this.CONSUME(Tok.ELSE);
    return this.SUBRULE(this.suite);
  });

  /** while_stmt (§8.2). */
  readonly while_stmt = this.RULE('while_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.WHILE);
    const test = this.SUBRULE(this.named_expression);
    const body = this.SUBRULE(this.suite);
    const orelse = this.OPTION(() => this.SUBRULE(this.else_block)) ?? [];
    const e = this.lastToken();
    return {
      kind: 'While',
      test,
      body,
      orelse,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** for_stmt, with or without `async` in front (§8.3). */
  readonly for_stmt = this.RULE('for_stmt', (start: number, isAsync: boolean): stmt => {
    this.CONSUME(Tok.FOR);
    if (this.RECORDING_PHASE) this.SUBRULE8(this.expression);
    const target = this.RECORDING_PHASE ? (null as never) : this.starTargets();
    this.CONSUME(Tok.IN);
    if (this.RECORDING_PHASE) this.SUBRULE9(this.expression);
    const iter = this.RECORDING_PHASE ? (null as never) : this.starExpressions();
    this.CONSUME(Tok.COLON);
    const type_comment = this.typeComment();
    const body = this.SUBRULE(this.block);
    const orelse = this.OPTION(() => this.SUBRULE(this.else_block)) ?? [];
    const e = this.lastToken();
    return {
      kind: isAsync ? 'AsyncFor' : 'For',
      target,
      iter,
      body,
      orelse,
      type_comment,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** with_stmt, with or without `async` in front (§8.5). */
  readonly with_stmt = this.RULE('with_stmt', (start: number, isAsync: boolean): stmt => {
    this.CONSUME(Tok.WITH);
    if (this.RECORDING_PHASE) this.SUBRULE9(this.expression);
    const items = this.RECORDING_PHASE ? [] : this.withItems();
    this.CONSUME(Tok.COLON);
    const type_comment = this.typeComment();
    const body = this.SUBRULE(this.block);
    const e = this.lastToken();
    return {
      kind: isAsync ? 'AsyncWith' : 'With',
      items,
      body,
      type_comment,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /**
   * '(' with_item (',' with_item)* [','] ')' | with_item (',' with_item)*. The parentheses may be the statement's
   * or the first expression's: the statement's are tried first, where a colon and no type comment follows them.
   */
  private withItems(): withitem[] {
    if (this.peek() === T.LPAR && this.parenthesesEndHeader()) {
      const start = this.currIdx;
      try {
        return this.parenthesizedWithItems();
      } catch (error) {
        if (error !== MISMATCH) throw error;
        this.currIdx = start;
        this.abandonOperators();
      }
    }
    const items = [this.withItem()];
    while (this.accept(T.COMMA)) items.push(this.withItem());
    return items;
  }

  private parenthesesEndHeader(): boolean {
    let depth = 0;
    for (let i = this.mark; ; i++) {
      const type: T = this.types[i]!;
      if (type === T.LPAR || type === T.LSQB || type === T.LBRACE) depth++;
      else if (type === T.RPAR || type === T.RSQB || type === T.RBRACE) depth--;
      else if (type === T.ENDMARKER || type === T.ERRORTOKEN) return false;
      if (depth === 0) return this.types[i + 1] === T.COLON && this.types[i + 2] !== T.TYPE_COMMENT;
    }
  }

  private parenthesizedWithItems(): withitem[] {
    this.requireVersion(9);
    this.advance();
    const items: withitem[] = [];
    do items.push(this.withItem());
    while (this.accept(T.COMMA) && this.peek() !== T.RPAR);
    this.expect(T.RPAR);
    if (this.peek() !== T.COLON) throw MISMATCH;
    return items;
  }

  /** with_item: expression ['as' star_target]. */
  private withItem(): withitem {
    const context_expr = this.parseExpression();
    const optional_vars = this.accept(T.AS) ? this.starTarget() : null;
    return { kind: 'withitem', context_expr, optional_vars };
  }

  /** try_stmt: with `except` or `except*` handlers, or with `finally` alone (§8.4). */
  readonly try_stmt = this.RULE('try_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.TRY);
    const body = this.SUBRULE(this.suite);
    const handlers: excepthandler[] = [];
    const isStar = this.types[this.mark + 1] === T.STAR;
    this.MANY(() => handlers.push(this.SUBRULE(this.except_block, { ARGS: [isStar] })));
    const hasHandlers = handlers.length > 0;
    const orelse =
      this.OPTION({
        GATE: () => handlers.length > 0,
        DEF: () => this.SUBRULE(this.else_block),
      }) ?? [];
    const finalbody = this.OPTION1(() => this.SUBRULE(this.finally_block)) ?? [];
    if (!this.RECORDING_PHASE && !hasHandlers && finalbody.length === 0) throw MISMATCH;
    const e = this.lastToken();
    return {
      kind: isStar && hasHandlers ? 'TryStar' : 'Try',
      body,
      handlers,
      orelse,
      finalbody,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** finally_block: 'finally' ':' block. */
  readonly finally_block = this.RULE('finally_block', (): Block => {
    this.CONSUME(Tok.FINALLY);
    return this.SUBRULE(this.suite);
  });

  /** except_block | except_star_block: all of a statement are of one sort. */
  readonly except_block = this.RULE('except_block', (isStar: boolean): excepthandler => {
    const start = this.mark;
    this.CONSUME(Tok.EXCEPT);
    if (this.accept(T.STAR) !== isStar && !this.RECORDING_PHASE) throw MISMATCH;
    if (isStar) this.requireVersion(11);
    let name: string | null = null;
    const type =
      this.OPTION(() => {
        const caught = this.SUBRULE(this.expression);
        this.OPTION1(() => {
          this.CONSUME(Tok.AS);
          this.CONSUME(Tok.NAME);
          if (!this.RECORDING_PHASE) name = this.lastName();
        });
        return caught;
      }) ?? null;
    if (isStar && type === null) throw MISMATCH;
    const body = this.SUBRULE(this.suite);
    const e = this.lastToken();
    return {
      kind: 'ExceptHandler',
      type,
      name,
      body,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** decorators, and the function or class that they decorate (§8.7). */
  readonly decorated = this.RULE('decorated', (): stmt => {
    const decorators: expr[] = [];
    this.AT_LEAST_ONE(() => {
      this.CONSUME(Tok.AT);
      decorators.push(this.SUBRULE(this.named_expression));
      this.CONSUME(Tok.NEWLINE);
    });
    return this.OR([
      { ALT: () => this.SUBRULE(this.function_def, { ARGS: [decorators, this.mark, false] }) },
      { ALT: () => this.SUBRULE(this.class_def, { ARGS: [decorators] }) },
      {
        ALT: () => {
          const start = this.mark;
          this.CONSUME(Tok.ASYNC);
          this.requireVersion(5);
          return this.SUBRULE1(this.function_def, { ARGS: [decorators, start, true] });
        },
      },
    ]);
  });

  /** function_def_raw (§8.7, §8.9.1). */
  readonly function_def = this.RULE(
    'function_def',
    (decorator_list: expr[], start: number, isAsync: boolean): stmt => {
      this.CONSUME(Tok.DEF);
      this.CONSUME(Tok.NAME);
      const name = this.RECORDING_PHASE ? '' : this.lastName();
      this.CONSUME(Tok.LPAR);
      const args = this.RECORDING_PHASE ? (null as unknown as Arguments) : this.parameters(T.RPAR);
      this.CONSUME(Tok.RPAR);
      const returns =
        this.OPTION(() => {
          this.CONSUME(Tok.RARROW);
          return this.SUBRULE(this.expression);
        }) ?? null;
      this.CONSUME(Tok.COLON);
      const type_comment = this.functionTypeComment();
      const body = this.SUBRULE(this.block);
      const e = this.lastToken();
      return {
        kind: isAsync ? 'AsyncFunctionDef' : 'FunctionDef',
        name,
        args,
        body,
        decorator_list,
        returns,
        type_comment,
        lineno: this.lines[start]!,
        col_offset: this.cols[start]!,
        end_lineno: this.endLines[e]!,
        end_col_offset: this.endCols[e]!,
      };
    },
  );

  /** func_type_comment: behind the colon, or alone on the next line. */
  private functionTypeComment(): string | null {
    const first = this.mark;
    const { types } = this;
    const onNextLine =
      types[first] === T.NEWLINE &&
      types[first + 1] === T.TYPE_COMMENT &&
      types[first + 2] === T.NEWLINE &&
      types[first + 3] === T.INDENT;
    if (onNextLine) this.advance();
    return this.typeComment();
  }

  /** class_def_raw (§8.8). */
  readonly class_def = this.RULE('class_def', (decorator_list: expr[]): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.CLASS);
    this.CONSUME(Tok.NAME);
    const name = this.RECORDING_PHASE ? '' : this.lastName();
    const bases: expr[] = [];
    const keywords: keyword[] = [];
    this.OPTION(() => {
      this.CONSUME(Tok.LPAR);
      if (!this.RECORDING_PHASE) this.callArguments(bases, keywords, 0, false);
    });
    const body = this.SUBRULE(this.suite);
    const e = this.lastToken();
    return {
      kind: 'ClassDef',
      name,
      bases,
      keywords,
      body,
      decorator_list,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** 'async' before def, with and for (§8.9). */
  readonly async_stmt = this.RULE('async_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.ASYNC);
    this.requireVersion(5);
    return this.OR([
      { ALT: () => this.SUBRULE(this.function_def, { ARGS: [[], start, true] }) },
      { ALT: () => this.SUBRULE(this.for_stmt, { ARGS: [start, true] }) },
      { ALT: () => this.SUBRULE(this.with_stmt, { ARGS: [start, true] }) },
    ]);
  });

  /**
   * Is the NAME ahead the keyword of a match statement? `match` is a name like any other unless its line ends
   * with a colon and a block with a `case` follows.
   */
  private isMatchStatement(): boolean {
    if (this.peek() !== T.NAME || !this.nextIsName('match')) return false;
    const { types } = this;
    const second: T = types[this.mark + 1]!;
    if (BEGINS_EXPRESSION[second] === 0 && second !== T.STAR) return false;
    let i = this.mark + 1;
    while (types[i] !== T.NEWLINE) {
      if (types[i] === T.ENDMARKER || types[i] === T.ERRORTOKEN) return false;
      i++;
    }
    return types[i - 1] === T.COLON && types[i + 1] === T.INDENT;
  }

  /** match_stmt (§8.6). */
  readonly match_stmt = this.RULE('match_stmt', (): stmt => {
    const start = this.mark;
    this.CONSUME(Tok.NAME);
    this.requireVersion(10);
    const subject = this.RECORDING_PHASE ? (null as never) : this.subject();
    this.CONSUME(Tok.COLON);
    this.CONSUME(Tok.NEWLINE);
    this.CONSUME(Tok.INDENT);
    const cases: match_case[] = [];
    this.AT_LEAST_ONE(() => cases.push(this.SUBRULE(this.case_block)));
    this.CONSUME(Tok.DEDENT);
    const e = this.lastToken();
    return {
      kind: 'Match',
      subject,
      cases,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  });

  /** subject_expr: star_named_expression ',' [star_named_expressions] | named_expression. */
  private subject(): expr {
    const start = this.mark;
    const first = this.starNamedExpression();
    if (this.peek() === T.COMMA) return this.tupleFrom(first, start, this.starNamedExpression);
    if (first.kind === 'Starred') throw MISMATCH;
    return first;
  }

  /** case_block: "case" patterns ['if' named_expression] ':' block. */
  readonly case_block = this.RULE('case_block', (): match_case => {
    if (!this.RECORDING_PHASE && !this.nextIsName('case')) throw MISMATCH;
    this.CONSUME(Tok.NAME);
    const pattern = this.RECORDING_PHASE ? (null as never) : this.patterns();
    const guard =
      this.OPTION(() => {
        this.CONSUME(Tok.IF);
        return this.SUBRULE(this.named_expression);
      }) ?? null;
    const body = this.SUBRULE(this.suite);
    return { kind: 'match_case', pattern, guard, body };
  });
}

export function addStatement(body: stmt[], statement: stmt | stmt[]): void {
  if (!Array.isArray(statement)) body.push(statement);
  else if (statement.length === 1) body.push(statement[0]!);
  else body.push(...statement);
}
