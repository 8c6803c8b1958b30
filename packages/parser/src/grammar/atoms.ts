import { type ConstantValue, ELLIPSIS, FALSE, NONE, TRUE } from '../ast/constant.js';
import type { comprehension, expr, GeneratorExp, keyword, Name } from '../ast/nodes.gen.js';
import { LiteralError } from '../literals/literal-error.js';
import { numberValue } from '../literals/number.js';
import { T } from '../tokens/token-types.js';
import { ParameterParser } from './parameters.js';
import { MISMATCH } from './parser-base.js';

/** Atoms and primaries (language reference §6.2, §6.3). */
export abstract class AtomParser extends ParameterParser {
  protected abstract namedExpression(): expr;
  protected abstract starNamedExpression(): expr;
  protected abstract starExpressions(): expr;
  protected abstract disjunction(): expr;
  protected abstract bitwiseOr(): expr;
  protected abstract yieldExpression(): expr;
  protected abstract comprehensions(): comprehension[];
  protected abstract slices(): expr;
  protected abstract callArguments(args: expr[], keywords: keyword[], open: number, generator: boolean): void;
  /** The value of the STRING tokens from `first` to `last`. */
  protected abstract strings(first: number, last: number): expr;

  /** primary: atom, then attributes, calls and subscriptions. */
  protected primary(): expr {
    const start = this.currIdx + 1;
    let node = this.atom(this.types[start]!);
    for (;;) {
      const type: T = this.types[this.currIdx + 1]!;
      if (type === T.DOT) {
        this.currIdx++;
        const attr = this.name();
        const e = this.currIdx;
        node = {
          kind: 'Attribute',
          value: node,
          attr,
          ctx: 'Load',
          lineno: this.lines[start]!,
          col_offset: this.cols[start]!,
          end_lineno: this.endLines[e]!,
          end_col_offset: this.endCols[e]!,
        };
      } else if (type === T.LPAR) {
        const open = ++this.currIdx;
        const args: expr[] = [];
        const keywords: keyword[] = [];
        this.callArguments(args, keywords, open, true);
        const e = this.currIdx;
        node = {
          kind: 'Call',
          func: node,
          args,
          keywords,
          lineno: this.lines[start]!,
          col_offset: this.cols[start]!,
          end_lineno: this.endLines[e]!,
          end_col_offset: this.endCols[e]!,
        };
      } else if (type === T.LSQB) {
        this.currIdx++;
        const slice = this.slices();
        this.expect(T.RSQB);
        const e = this.currIdx;
        node = {
          kind: 'Subscript',
          value: node,
          slice,
          ctx: 'Load',
          lineno: this.lines[start]!,
          col_offset: this.cols[start]!,
          end_lineno: this.endLines[e]!,
          end_col_offset: this.endCols[e]!,
        };
      } else return node;
    }
  }

  /** `None`, `True` or `False`. */
  protected primaryConstant(): expr {
    return this.atom(this.peek());
  }

  private atom(type: T): expr {
    switch (type) {
      case T.NAME:
        return this.nameAtom();
      case T.NUMBER:
        return this.number();
      case T.STRING: {
        const first = this.mark;
        do this.currIdx++;
        while (this.peek() === T.STRING);
        return this.strings(first, this.currIdx);
      }
      case T.LPAR:
        return this.parenthesized();
      case T.LSQB:
        return this.listDisplay();
      case T.LBRACE:
        return this.braceDisplay();
      case T.NONE:
        return this.constant(NONE);
      case T.TRUE:
        return this.constant(TRUE);
      case T.FALSE:
        return this.constant(FALSE);
      case T.ELLIPSIS:
        return this.constant(ELLIPSIS);
      default:
        throw MISMATCH;
    }
  }

  protected nameAtom(): Name {
    const id = this.name();
    const e = this.currIdx;
    return {
      kind: 'Name',
      id,
      ctx: 'Load',
      lineno: this.lines[e]!,
      col_offset: this.cols[e]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** A constant that is the next token. */
  private constant(value: ConstantValue): expr {
    const e = ++this.currIdx;
    return {
      kind: 'Constant',
      value,
      kind_: null,
      lineno: this.lines[e]!,
      col_offset: this.cols[e]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  protected number(): expr {
    const text = this.image(this.mark);
    if (this.featureVersion < 6 && text.includes('_')) throw MISMATCH;
    try {
      return this.constant(numberValue(text, this.maxStrDigits));
    } catch (error) {
      throw error instanceof LiteralError ? MISMATCH : error;
    }
  }

  /** tuple | group | genexp (§6.2.3). */
  private parenthesized(): expr {
    const start = this.mark;
    this.advance();
    if (this.accept(T.RPAR)) return this.tuple([], start);
    if (this.peek() === T.YIELD) {
      const node = this.yieldExpression();
      this.expect(T.RPAR);
      return node;
    }
    const first = this.starNamedExpression();
    if (this.peek() === T.COMMA) {
      const elts = [first];
      while (this.accept(T.COMMA) && this.peek() !== T.RPAR) elts.push(this.starNamedExpression());
      this.expect(T.RPAR);
      return this.tuple(elts, start);
    }
    if (first.kind === 'Starred') throw MISMATCH;
    if (this.peek() === T.FOR || this.peek() === T.ASYNC) {
      const generators = this.comprehensions();
      this.expect(T.RPAR);
      return this.generatorExpression(first, generators, start);
    }
    this.expect(T.RPAR);
    return first;
  }

  private tuple(elts: expr[], start: number): expr {
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

  /** `open` is its opening parenthesis; the closing one has been consumed. */
  protected generatorExpression(elt: expr, generators: comprehension[], open: number): GeneratorExp {
    const e = this.currIdx;
    return {
      kind: 'GeneratorExp',
      elt,
      generators,
      lineno: this.lines[open]!,
      col_offset: this.cols[open]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** star_named_expressions up to `close`, which is consumed. */
  private elements(elts: expr[], close: T): void {
    while (this.peek() !== close) {
      elts.push(this.starNamedExpression());
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(close);
  }

  /** list | listcomp (§6.2.5). */
  private listDisplay(): expr {
    const start = this.mark;
    this.advance();
    const elts: expr[] = [];
    let generators: comprehension[] | null = null;
    if (!this.accept(T.RSQB)) {
      const first = this.starNamedExpression();
      elts.push(first);
      if (this.peek() === T.FOR || this.peek() === T.ASYNC) {
        if (first.kind === 'Starred') throw MISMATCH;
        generators = this.comprehensions();
        this.expect(T.RSQB);
      } else if (this.accept(T.COMMA)) this.elements(elts, T.RSQB);
      else this.expect(T.RSQB);
    }
    const e = this.currIdx;
    const lineno = this.lines[start]!;
    const col_offset = this.cols[start]!;
    const end_lineno = this.endLines[e]!;
    const end_col_offset = this.endCols[e]!;
    return generators === null
      ? { kind: 'List', elts, ctx: 'Load', lineno, col_offset, end_lineno, end_col_offset }
      : { kind: 'ListComp', elt: elts[0]!, generators, lineno, col_offset, end_lineno, end_col_offset };
  }

  /** dict | set | dictcomp | setcomp (§6.2.6, §6.2.7). */
  private braceDisplay(): expr {
    const start = this.mark;
    this.advance();
    if (this.peek() === T.RBRACE || this.peek() === T.DOUBLESTAR) return this.dict(null, start);
    // An assignment expression is an element of a set, never a key.
    const isNamed = this.peek() === T.NAME && this.types[this.mark + 1] === T.COLONEQUAL;
    const first = this.starNamedExpression();
    if (this.peek() === T.COLON && !isNamed && first.kind !== 'Starred') return this.dict(first, start);
    const elts = [first];
    let generators: comprehension[] | null = null;
    if (this.peek() === T.FOR || this.peek() === T.ASYNC) {
      if (first.kind === 'Starred') throw MISMATCH;
      generators = this.comprehensions();
      this.expect(T.RBRACE);
    } else if (this.accept(T.COMMA)) this.elements(elts, T.RBRACE);
    else this.expect(T.RBRACE);
    const e = this.currIdx;
    const lineno = this.lines[start]!;
    const col_offset = this.cols[start]!;
    const end_lineno = this.endLines[e]!;
    const end_col_offset = this.endCols[e]!;
    return generators === null
      ? { kind: 'Set', elts, lineno, col_offset, end_lineno, end_col_offset }
      : { kind: 'SetComp', elt: first, generators, lineno, col_offset, end_lineno, end_col_offset };
  }

  /** The rest of a dict or dictcomp; `first` is the key that has been parsed. */
  private dict(first: expr | null, start: number): expr {
    const keys: (expr | null)[] = [];
    const values: expr[] = [];
    let generators: comprehension[] | null = null;
    while (this.peek() !== T.RBRACE || first !== null) {
      if (first === null && this.accept(T.DOUBLESTAR)) {
        keys.push(null);
        values.push(this.bitwiseOr());
      } else {
        keys.push(first ?? this.parseExpression());
        this.expect(T.COLON);
        values.push(this.parseExpression());
        if (first !== null && (this.peek() === T.FOR || this.peek() === T.ASYNC)) {
          generators = this.comprehensions();
          break;
        }
        first = null;
      }
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RBRACE);
    const e = this.currIdx;
    const lineno = this.lines[start]!;
    const col_offset = this.cols[start]!;
    const end_lineno = this.endLines[e]!;
    const end_col_offset = this.endCols[e]!;
    if (generators === null) {
      return { kind: 'Dict', keys, values, lineno, col_offset, end_lineno, end_col_offset };
    }
    return {
      kind: 'DictComp',
      key: keys[0]!,
      value: values[0]!,
      generators,
      lineno,
      col_offset,
      end_lineno,
      end_col_offset,
    };
  }
}
