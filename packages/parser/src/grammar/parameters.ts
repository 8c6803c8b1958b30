import type { arguments as Arguments, arg, expr } from '../ast/nodes.gen.js';
import { T } from '../tokens/token-types.js';
import { DEEP, MISMATCH, ParserBase } from './parser-base.js';

/** The parameters of functions and lambda expressions (language reference §8.7, §6.14). */
export abstract class ParameterParser extends ParserBase {
  protected abstract parseExpression(): expr;
  protected abstract starExpression(): expr;

  /** Lambda expressions can be nested in defaults, without a bracket: the one thing here that recurses so. */
  private lambdaDepth = 0;

  protected lambdaParameters(): Arguments {
    // CPython is out of stack by then: the diagnosis says so.
    if (this.lambdaDepth > DEEP + 100) throw MISMATCH;
    if (this.lambdaDepth > DEEP) this.isDeep = true;
    this.lambdaDepth++;
    const parameters = this.parameters(T.COLON);
    this.lambdaDepth--;
    return parameters;
  }

  override reset(): void {
    super.reset();
    this.lambdaDepth = 0;
  }

  /** Up to (and without) the token `end`: a colon for a lambda, else a closing parenthesis. */
  protected parameters(end: T.COLON | T.RPAR): Arguments {
    const isLambda = end === T.COLON;
    let posonlyargs: arg[] = [];
    const args: arg[] = [];
    const defaults: expr[] = [];
    const kwonlyargs: arg[] = [];
    const kw_defaults: (expr | null)[] = [];
    let vararg: arg | null = null;
    let kwarg: arg | null = null;
    let starSeen = false;
    let slashSeen = false;
    while (this.peek() !== end) {
      const type = this.peek();
      if (type === T.SLASH) {
        // `/` follows at least one parameter, and no star.
        if (slashSeen || starSeen || args.length === 0) throw MISMATCH;
        this.requireVersion(8);
        this.advance();
        slashSeen = true;
        posonlyargs = args.splice(0);
        if (!this.parameterEnds(end, null, isLambda)) break;
      } else if (type === T.STAR) {
        if (starSeen) throw MISMATCH;
        starSeen = true;
        this.advance();
        if (this.accept(T.COMMA)) {
          // A bare star: a keyword-only parameter follows.
          if (this.peek() !== T.NAME) throw MISMATCH;
          continue;
        }
        vararg = this.parameter(isLambda, true);
        if (!this.parameterEnds(end, vararg, isLambda)) break;
      } else if (type === T.DOUBLESTAR) {
        this.advance();
        kwarg = this.parameter(isLambda, false);
        this.parameterEnds(end, kwarg, isLambda);
        break;
      } else {
        const parameter = this.parameter(isLambda, false);
        const value = this.accept(T.EQUAL) ? this.parseExpression() : null;
        if (starSeen) {
          kwonlyargs.push(parameter);
          kw_defaults.push(value);
        } else {
          // A parameter without a default cannot follow one that has one.
          if (value !== null) defaults.push(value);
          else if (defaults.length > 0) throw MISMATCH;
          args.push(parameter);
        }
        if (!this.parameterEnds(end, parameter, isLambda)) break;
      }
    }
    if (this.peek() !== end) throw MISMATCH;
    return { kind: 'arguments', posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults };
  }

  private parameter(isLambda: boolean, isVararg: boolean): arg {
    const start = this.mark;
    const name = this.name();
    let annotation: expr | null = null;
    if (!isLambda && this.accept(T.COLON)) {
      annotation = isVararg && this.peek() === T.STAR ? this.starExpression() : this.parseExpression();
    }
    const e = this.currIdx;
    return {
      kind: 'arg',
      arg: name,
      annotation,
      type_comment: null,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** A comma, or the end; with a type comment behind the comma, or before the end. True if more may follow. */
  private parameterEnds(end: T, parameter: arg | null, isLambda: boolean): boolean {
    const comma = this.accept(T.COMMA);
    if (!isLambda && parameter !== null && this.accept(T.TYPE_COMMENT)) {
      parameter.type_comment = this.image(this.currIdx);
      if (!comma && this.peek() !== end) throw MISMATCH;
    }
    return comma;
  }
}
