import { FALSE, NONE, TRUE } from '../ast/constant.js';
import type { expr, MatchClass, pattern } from '../ast/nodes.gen.js';
import { T } from '../tokens/token-types.js';
import { MISMATCH } from './parser-base.js';
import { StringParser } from './strings.js';

/** Patterns of the match statement (language reference §8.6.4). */
export abstract class PatternParser extends StringParser {
  /** patterns: open_sequence_pattern | pattern. */
  protected patterns(): pattern {
    const start = this.mark;
    const first = this.maybeStarPattern();
    if (this.peek() !== T.COMMA) {
      if (first.kind === 'MatchStar') throw MISMATCH;
      return first;
    }
    const patterns = [first];
    while (this.accept(T.COMMA)) {
      if (this.peek() === T.COLON || this.peek() === T.IF) break;
      patterns.push(this.maybeStarPattern());
    }
    return this.sequence(patterns, start);
  }

  private sequence(patterns: pattern[], start: number): pattern {
    const e = this.currIdx;
    return {
      kind: 'MatchSequence',
      patterns,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  private maybeStarPattern(): pattern {
    if (this.peek() !== T.STAR) return this.pattern();
    const start = this.mark;
    this.advance();
    const name = this.name();
    const e = this.currIdx;
    return {
      kind: 'MatchStar',
      name: name === '_' ? null : name,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** A name that a pattern binds: not `_`. */
  private captureTarget(): string {
    const name = this.name();
    if (name === '_') throw MISMATCH;
    const next = this.peek();
    if (next === T.DOT || next === T.LPAR || next === T.EQUAL) throw MISMATCH;
    return name;
  }

  /** pattern: as_pattern | or_pattern. */
  private pattern(): pattern {
    const start = this.mark;
    const node = this.orPattern();
    if (!this.accept(T.AS)) return node;
    const name = this.captureTarget();
    const e = this.currIdx;
    return {
      kind: 'MatchAs',
      pattern: node,
      name,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  private orPattern(): pattern {
    const start = this.mark;
    const first = this.closedPattern();
    if (this.peek() !== T.VBAR) return first;
    const patterns = [first];
    while (this.accept(T.VBAR)) patterns.push(this.closedPattern());
    const e = this.currIdx;
    return {
      kind: 'MatchOr',
      patterns,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  private closedPattern(): pattern {
    const start = this.mark;
    switch (this.peek()) {
      case T.NAME:
        return this.namePattern(start);
      case T.NUMBER:
      case T.MINUS:
      case T.STRING:
        return this.valuePattern(this.literalExpression(), start);
      case T.NONE:
      case T.TRUE:
      case T.FALSE: {
        const type = this.peek();
        this.advance();
        return {
          kind: 'MatchSingleton',
          value: type === T.NONE ? NONE : type === T.TRUE ? TRUE : FALSE,
          lineno: this.lines[start]!,
          col_offset: this.cols[start]!,
          end_lineno: this.endLines[start]!,
          end_col_offset: this.endCols[start]!,
        };
      }
      case T.LPAR:
        return this.groupOrSequence(start);
      case T.LSQB: {
        this.advance();
        const patterns: pattern[] = [];
        while (this.peek() !== T.RSQB) {
          patterns.push(this.maybeStarPattern());
          if (!this.accept(T.COMMA)) break;
        }
        this.expect(T.RSQB);
        return this.sequence(patterns, start);
      }
      case T.LBRACE:
        return this.mappingPattern(start);
      default:
        throw MISMATCH;
    }
  }

  private valuePattern(value: expr, start: number): pattern {
    const e = this.currIdx;
    return {
      kind: 'MatchValue',
      value,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** capture_pattern | wildcard_pattern | value_pattern | class_pattern. */
  private namePattern(start: number): pattern {
    const after = this.types[start + 1];
    if (after !== T.DOT && after !== T.LPAR) {
      const name = this.nextIsName('_') ? null : this.captureTarget();
      if (name === null) this.advance();
      const e = this.currIdx;
      return {
        kind: 'MatchAs',
        pattern: null,
        name,
        lineno: this.lines[start]!,
        col_offset: this.cols[start]!,
        end_lineno: this.endLines[e]!,
        end_col_offset: this.endCols[e]!,
      };
    }
    const value = this.nameOrAttribute(start);
    return this.peek() === T.LPAR ? this.classPattern(value, start) : this.valuePattern(value, start);
  }

  private nameOrAttribute(start: number): expr {
    let node: expr = this.nameAtom();
    while (this.accept(T.DOT)) {
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
    }
    return node;
  }

  /** literal_expr: strings, a signed number, or the sum of a signed real and an imaginary number. */
  private literalExpression(): expr {
    if (this.peek() === T.STRING) {
      const first = this.mark;
      while (this.peek() === T.STRING) this.advance();
      return this.strings(first, this.currIdx);
    }
    const start = this.mark;
    const left = this.signedNumber();
    if (this.peek() !== T.PLUS && this.peek() !== T.MINUS) return left;
    if (isImaginary(left.kind === 'UnaryOp' ? left.operand : left)) throw MISMATCH;
    const op = this.peek() === T.PLUS ? 'Add' : 'Sub';
    this.advance();
    if (this.peek() !== T.NUMBER) throw MISMATCH;
    const right = this.number();
    if (!isImaginary(right)) throw MISMATCH;
    const e = this.currIdx;
    return {
      kind: 'BinOp',
      left,
      op,
      right,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  private signedNumber(): expr {
    const start = this.mark;
    const negative = this.accept(T.MINUS);
    if (this.peek() !== T.NUMBER) throw MISMATCH;
    const operand = this.number();
    if (!negative) return operand;
    const e = this.currIdx;
    return {
      kind: 'UnaryOp',
      op: 'USub',
      operand,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** group_pattern, or sequence_pattern in parentheses. */
  private groupOrSequence(start: number): pattern {
    this.advance();
    const patterns: pattern[] = [];
    let comma = false;
    while (this.peek() !== T.RPAR) {
      patterns.push(this.maybeStarPattern());
      comma = this.accept(T.COMMA);
      if (!comma) break;
    }
    this.expect(T.RPAR);
    if (patterns.length === 1 && !comma) {
      if (patterns[0]!.kind === 'MatchStar') throw MISMATCH;
      return patterns[0]!;
    }
    return this.sequence(patterns, start);
  }

  private mappingPattern(start: number): pattern {
    this.advance();
    const keys: expr[] = [];
    const patterns: pattern[] = [];
    let rest: string | null = null;
    while (this.peek() !== T.RBRACE) {
      if (this.accept(T.DOUBLESTAR)) {
        rest = this.captureTarget();
        this.accept(T.COMMA);
        break;
      }
      keys.push(this.mappingKey());
      this.expect(T.COLON);
      patterns.push(this.pattern());
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RBRACE);
    const e = this.currIdx;
    return {
      kind: 'MatchMapping',
      keys,
      patterns,
      rest,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }

  /** literal_expr | attr. */
  private mappingKey(): expr {
    const start = this.mark;
    switch (this.peek()) {
      case T.NAME: {
        const node = this.nameOrAttribute(start);
        if (node.kind === 'Name') throw MISMATCH;
        return node;
      }
      case T.NONE:
      case T.TRUE:
      case T.FALSE:
        return this.primaryConstant();
      default:
        return this.literalExpression();
    }
  }

  private classPattern(cls: expr, start: number): MatchClass {
    this.advance();
    const patterns: pattern[] = [];
    const kwd_attrs: string[] = [];
    const kwd_patterns: pattern[] = [];
    while (this.peek() !== T.RPAR) {
      if (this.peek() === T.NAME && this.types[this.mark + 1] === T.EQUAL) {
        kwd_attrs.push(this.name());
        this.advance();
        kwd_patterns.push(this.pattern());
      } else {
        // Positional patterns come first.
        if (kwd_attrs.length > 0) throw MISMATCH;
        patterns.push(this.pattern());
      }
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RPAR);
    const e = this.currIdx;
    return {
      kind: 'MatchClass',
      cls,
      patterns,
      kwd_attrs,
      kwd_patterns,
      lineno: this.lines[start]!,
      col_offset: this.cols[start]!,
      end_lineno: this.endLines[e]!,
      end_col_offset: this.endCols[e]!,
    };
  }
}

const isImaginary = (node: expr): boolean => node.kind === 'Constant' && node.value.type === 'complex';
