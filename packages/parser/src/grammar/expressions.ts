import type {
  arguments as Arguments,
  BoolOp,
  Compare,
  comprehension,
  expr,
  keyword,
} from '../ast/nodes.gen.js';
import { T } from '../tokens/token-types.js';
import { AtomParser } from './atoms.js';
import { BINARY, COMPARISON, EXPRESSION_START, OPERATOR, Precedence } from './operators.js';
import { DEEP, MISMATCH } from './parser-base.js';
import { storeTarget } from './targets.js';
import { TYPES } from './vocabulary.js';

/** An expression that waits for what stands to the right of it: `lambda …:` or `x if y else`. */
type Pending =
  | { readonly start: number; readonly args: Arguments }
  | { readonly start: number; readonly args: null; readonly body: expr; readonly test: expr };

/**
 * Expressions (language reference §6). The operators are parsed by precedence, on a stack of our own: one call for
 * an operand, none for an operator, and no JavaScript recursion for `not not …`, `- - x`, `a if b else c if …` or
 * `lambda: lambda: …`. Only brackets recurse, and CPython's limit of 200 bounds those.
 */
export abstract class ExpressionParser extends AtomParser {
  // The operators that wait for their right operand. For a prefix operator `lefts` is null.
  private readonly opTypes: T[] = [];
  private readonly opPrecedences: Precedence[] = [];
  private readonly opLefts: (expr | null)[] = [];
  private readonly opStarts: number[] = [];

  override reset(): void {
    super.reset();
    // Chevrotain's constructor resets before our fields exist.
    if (this.opTypes !== undefined) this.abandonOperators();
  }

  /** After a parse that was given up: no operator waits any more. Only where no expression encloses the place. */
  protected abandonOperators(): void {
    this.opTypes.length = this.opPrecedences.length = this.opLefts.length = this.opStarts.length = 0;
  }

  /** While Chevrotain records the grammar: what an expression can begin with. */
  protected recordExpression(): never {
    return this.OR(
      EXPRESSION_START.map((type, i) => ({ ALT: () => this.consume(i, TYPES[type]!) })),
    ) as never;
  }

  /** expression: disjunction ['if' disjunction 'else' expression] | lambda_expr (§6.13, §6.14). */
  protected override parseExpression(): expr {
    if (this.peek() === T.LAMBDA) return this.conditional(null, this.mark);
    const start = this.mark;
    const body = this.disjunction();
    return this.peek() === T.IF ? this.conditional(body, start) : body;
  }

  private conditional(body: expr | null, start: number): expr {
    const pending: Pending[] = [];
    for (;;) {
      if (body === null) {
        start = this.mark;
        if (this.accept(T.LAMBDA)) {
          const args = this.lambdaParameters();
          this.expect(T.COLON);
          pending.push({ start, args });
          continue;
        }
        body = this.disjunction();
      }
      if (!this.accept(T.IF)) break;
      const test = this.disjunction();
      this.expect(T.ELSE);
      pending.push({ start, args: null, body, test });
      body = null;
    }
    if (pending.length > DEEP) this.isDeep = true;
    const { lines, cols } = this;
    const end_lineno = this.endLines[this.currIdx]!;
    const end_col_offset = this.endCols[this.currIdx]!;
    for (let i = pending.length - 1; i >= 0; i--) {
      const outer = pending[i]!;
      const lineno = lines[outer.start]!;
      const col_offset = cols[outer.start]!;
      body =
        outer.args !== null
          ? { kind: 'Lambda', args: outer.args, body, lineno, col_offset, end_lineno, end_col_offset }
          : {
              kind: 'IfExp',
              test: outer.test,
              body: outer.body,
              orelse: body,
              lineno,
              col_offset,
              end_lineno,
              end_col_offset,
            };
    }
    return body;
  }

  /** disjunction: everything from `or` down to `await` (§6.5–6.11). */
  protected override disjunction(): expr {
    return this.operators(Precedence.Or);
  }

  /** The operators that bind at least as tightly as `weakest`. */
  private operators(weakest: Precedence): expr {
    const { types } = this;
    const base = this.opTypes.length;
    for (;;) {
      let start = this.currIdx + 1;
      let type: T = types[start]!;
      while (type === T.NOT || type === T.MINUS || type === T.PLUS || type === T.TILDE) {
        const precedence = type === T.NOT ? Precedence.Not : Precedence.Factor;
        // `not` binds weaker than a comparison: it cannot be the operand of anything tighter.
        if (type === T.NOT) {
          const outer = this.opTypes.length > base ? this.opPrecedences.at(-1)! : weakest;
          if (outer > Precedence.Not) throw MISMATCH;
        }
        this.push(type, precedence, null, start);
        this.currIdx = start++;
        type = types[start]!;
      }
      let node = type === T.AWAIT ? this.awaitExpression() : this.primary();
      type = types[this.currIdx + 1]!;
      let precedence: Precedence = BINARY[type]!;
      if (precedence < weakest) precedence = Precedence.None;
      if (type === T.NOT && types[this.currIdx + 2] !== T.IN) precedence = Precedence.None;
      // Complete what binds tighter than the operator at hand.
      while (this.opTypes.length > base) {
        const top = this.opPrecedences.at(-1)!;
        if (top < precedence || (top === precedence && isChain(top))) break;
        start = this.opStarts.at(-1)!;
        node = this.reduce(node);
      }
      if (precedence === Precedence.None) return node;
      this.binaryOperator(type, precedence, node, start, base);
    }
  }

  private push(type: T, precedence: Precedence, left: expr | null, start: number): void {
    if (this.opTypes.length > DEEP) this.isDeep = true;
    this.opTypes.push(type);
    this.opPrecedences.push(precedence);
    this.opLefts.push(left);
    this.opStarts.push(start);
  }

  /** Consumes the operator; `node` is its left operand. */
  private binaryOperator(type: T, precedence: Precedence, node: expr, start: number, base: number): void {
    this.currIdx++;
    const continues = this.opTypes.length > base && this.opPrecedences.at(-1) === precedence;
    if (precedence === Precedence.Comparison) {
      const operator = this.comparisonOperator(type);
      if (continues) {
        const compare = this.opLefts.at(-1) as Compare;
        compare.comparators.push(node);
        compare.ops.push(operator);
        return;
      }
      node = {
        kind: 'Compare',
        left: node,
        ops: [operator],
        comparators: [],
        lineno: this.lines[start]!,
        col_offset: this.cols[start]!,
        end_lineno: 0,
        end_col_offset: 0,
      };
    } else if (precedence <= Precedence.And) {
      if (continues) {
        (this.opLefts.at(-1) as BoolOp).values.push(node);
        return;
      }
      node = {
        kind: 'BoolOp',
        op: type === T.AND ? 'And' : 'Or',
        values: [node],
        lineno: this.lines[start]!,
        col_offset: this.cols[start]!,
        end_lineno: 0,
        end_col_offset: 0,
      };
    } else if (type === T.AT) this.requireVersion(5);
    this.push(type, precedence, node, start);
  }

  private comparisonOperator(type: T): Compare['ops'][number] {
    if (type === T.NOT) this.currIdx++;
    else if (type === T.IS && this.accept(T.NOT)) return 'IsNot';
    // PEP 401's `<>` is a token, but no operator.
    else if (type === T.NOTEQUAL && this.image(this.currIdx) === '<>') throw MISMATCH;
    return COMPARISON[type]!;
  }

  /** The operator on top gets its right operand. */
  private reduce(right: expr): expr {
    const type = this.opTypes.pop()!;
    const precedence = this.opPrecedences.pop()!;
    const left = this.opLefts.pop()!;
    const start = this.opStarts.pop()!;
    const end_lineno = this.endLines[this.currIdx]!;
    const end_col_offset = this.endCols[this.currIdx]!;
    if (precedence === Precedence.Comparison) {
      const compare = left as Compare;
      compare.comparators.push(right);
      compare.end_lineno = end_lineno;
      compare.end_col_offset = end_col_offset;
      return compare;
    }
    if (precedence <= Precedence.And) {
      const boolOp = left as BoolOp;
      boolOp.values.push(right);
      boolOp.end_lineno = end_lineno;
      boolOp.end_col_offset = end_col_offset;
      return boolOp;
    }
    const lineno = this.lines[start]!;
    const col_offset = this.cols[start]!;
    if (left === null) {
      const op = type === T.NOT ? 'Not' : type === T.MINUS ? 'USub' : type === T.PLUS ? 'UAdd' : 'Invert';
      return { kind: 'UnaryOp', op, operand: right, lineno, col_offset, end_lineno, end_col_offset };
    }
    const op = OPERATOR[type]!;
    return { kind: 'BinOp', left, op, right, lineno, col_offset, end_lineno, end_col_offset };
  }

  /** await_primary: 'await' primary (§6.4). */
  private awaitExpression(): expr {
    this.requireVersion(5);
    const start = this.mark;
    this.advance();
    const value = this.primary();
    const e = this.currIdx;
    return {
      kind: 'Await',
      value,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** assignment_expression | expression (§6.12). */
  protected override namedExpression(): expr {
    if (this.peek() !== T.NAME || this.types[this.currIdx + 2] !== T.COLONEQUAL)
      return this.parseExpression();
    this.requireVersion(8);
    const start = this.mark;
    const target = storeTarget(this.nameAtom());
    this.advance();
    const value = this.parseExpression();
    const e = this.currIdx;
    return {
      kind: 'NamedExpr',
      target,
      value,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** `*` and what `value` parses. */
  private starred(value: () => expr): expr {
    const start = this.mark;
    this.advance();
    const node = value.call(this);
    const e = this.currIdx;
    return {
      kind: 'Starred',
      value: node,
      ctx: 'Load',
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** The operand of `*` and `**` in displays: bitwise_or, which neither a comparison nor `not` is. */
  protected override bitwiseOr(): expr {
    return this.operators(Precedence.BitOr);
  }

  /** star_named_expression: '*' bitwise_or | named_expression. */
  protected override starNamedExpression(): expr {
    return this.peek() === T.STAR ? this.starred(this.bitwiseOr) : this.namedExpression();
  }

  /** star_expression: '*' bitwise_or | expression. */
  protected starExpression(): expr {
    return this.peek() === T.STAR ? this.starred(this.bitwiseOr) : this.parseExpression();
  }

  /** star_expressions: a tuple where there is a comma (§6.15). */
  protected override starExpressions(): expr {
    const start = this.mark;
    const first = this.starExpression();
    return this.peek() === T.COMMA ? this.tupleFrom(first, start, this.starExpression) : first;
  }

  /** The rest of a tuple without parentheses, at the comma behind its first element. */
  protected tupleFrom(first: expr, start: number, element: () => expr): expr {
    const elts = [first];
    while (this.accept(T.COMMA)) {
      if (!this.atStarExpression()) break;
      elts.push(element.call(this));
    }
    const e = this.currIdx;
    return {
      kind: 'Tuple',
      elts,
      ctx: 'Load',
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** expressions: the same without stars. */
  protected expressions(): expr {
    const start = this.mark;
    const first = this.parseExpression();
    if (this.peek() !== T.COMMA) return first;
    return this.tupleFrom(first, start, this.parseExpression);
  }

  /** yield_expr: 'yield' 'from' expression | 'yield' [star_expressions] (§6.2.9). */
  protected override yieldExpression(): expr {
    const start = this.mark;
    this.advance();
    const from = this.accept(T.FROM);
    const value = from ? this.parseExpression() : this.atStarExpression() ? this.starExpressions() : null;
    const e = this.currIdx;
    const lineno = this.lines[start]!;
    const col_offset = this.cols[start]!;
    const end_lineno = this.endLines[e]!;
    const end_col_offset = this.endCols[e]!;
    return from
      ? { kind: 'YieldFrom', value: value!, lineno, col_offset, end_lineno, end_col_offset }
      : { kind: 'Yield', value, lineno, col_offset, end_lineno, end_col_offset };
  }

  /** The right side of an assignment: yield_expr | star_expressions. */
  protected yieldOrStarExpressions(): expr {
    return this.peek() === T.YIELD ? this.yieldExpression() : this.starExpressions();
  }

  /** for_if_clauses (§6.2.4). */
  protected override comprehensions(): comprehension[] {
    const generators: comprehension[] = [];
    while (this.peek() === T.FOR || this.peek() === T.ASYNC) {
      const isAsync = this.accept(T.ASYNC);
      if (isAsync) this.requireVersion(6);
      this.expect(T.FOR);
      const target = this.starTargets();
      this.expect(T.IN);
      const iter = this.disjunction();
      const ifs: expr[] = [];
      while (this.accept(T.IF)) ifs.push(this.disjunction());
      generators.push({ kind: 'comprehension', target, iter, ifs, is_async: isAsync ? 1 : 0 });
    }
    return generators;
  }

  /** star_target: a target, which may be starred. */
  protected starTarget(): expr {
    const node = this.peek() === T.STAR ? this.starred(this.primary) : this.primary();
    return storeTarget(node);
  }

  /** star_targets, as `for` has them. */
  protected starTargets(): expr {
    const start = this.mark;
    const first = this.starTarget();
    if (this.peek() !== T.COMMA) return first;
    return storeTarget(this.tupleFrom(first, start, this.starTarget));
  }

  /** The arguments of a call, behind the opening parenthesis, up to the closing one (§6.3.4). */
  protected override callArguments(
    args: expr[],
    keywords: keyword[],
    open: number,
    generator: boolean,
  ): void {
    let keywordSeen = false;
    let doubleStarSeen = false;
    while (this.peek() !== T.RPAR) {
      const start = this.mark;
      const type = this.peek();
      if (type === T.STAR) {
        if (doubleStarSeen) throw MISMATCH;
        args.push(this.starred(this.parseExpression));
      } else if (type === T.DOUBLESTAR) {
        this.advance();
        doubleStarSeen = true;
        keywords.push(this.keywordNode(null, start));
      } else if (type === T.NAME && this.types[start + 1] === T.EQUAL) {
        keywordSeen = true;
        const arg = this.name();
        this.advance();
        keywords.push(this.keywordNode(arg, start));
      } else {
        if (keywordSeen || doubleStarSeen) throw MISMATCH;
        const node = this.namedExpression();
        if (this.peek() === T.FOR || this.peek() === T.ASYNC) {
          // A generator expression without parentheses of its own takes those of the call.
          if (!generator || args.length > 0) throw MISMATCH;
          const generators = this.comprehensions();
          this.expect(T.RPAR);
          args.push(this.generatorExpression(node, generators, open));
          return;
        }
        args.push(node);
      }
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RPAR);
  }

  private keywordNode(arg: string | null, start: number): keyword {
    const value = this.parseExpression();
    const e = this.currIdx;
    return {
      kind: 'keyword',
      arg,
      value,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** slices: what stands between the brackets of a subscription (§6.3.3). */
  protected override slices(): expr {
    const start = this.mark;
    const first = this.slice();
    if (this.peek() !== T.COMMA && first.kind !== 'Starred') return first;
    const elts = [first];
    while (this.accept(T.COMMA) && this.peek() !== T.RSQB) elts.push(this.slice());
    const e = this.currIdx;
    return {
      kind: 'Tuple',
      elts,
      ctx: 'Load',
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  private slice(): expr {
    const start = this.mark;
    if (this.peek() === T.STAR) return this.starred(this.parseExpression);
    let lower: expr | null = null;
    if (this.peek() !== T.COLON) {
      lower = this.namedExpression();
      if (this.peek() !== T.COLON) return lower;
      if (lower.kind === 'NamedExpr' && this.types[start] === T.NAME) throw MISMATCH;
    }
    this.expect(T.COLON);
    const bound = (): expr | null => (this.atExpression() ? this.parseExpression() : null);
    const upper = bound();
    const step = this.accept(T.COLON) ? bound() : null;
    const e = this.currIdx;
    return {
      kind: 'Slice',
      lower,
      upper,
      step,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }
}

/** Operators of one precedence that do not complete the one before: chains, and `**`, which groups to the right. */
function isChain(precedence: Precedence): boolean {
  return (
    precedence === Precedence.Power || precedence === Precedence.Comparison || precedence <= Precedence.And
  );
}
