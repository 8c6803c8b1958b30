import type { StrConstant } from '../ast/constant.js';
import type {
  arguments as Arguments,
  alias,
  arg,
  Constant,
  comprehension,
  expr,
  FormattedValue,
  JoinedStr,
  keyword,
  pattern,
} from '../ast/nodes.gen.js';
import { BINARY, BOOLEAN, COMPARISON, Level, tighter, UNARY } from './precedence.js';
import { ALL_QUOTES, constantText, literalText, quoted } from './strings.js';

const parenthesized = (needed: boolean, text: string): string => (needed ? `(${text})` : text);

/** `(a,)`, `a, b`: a single element has its comma. */
const sequence = (items: readonly string[]): string =>
  items.length === 1 ? `${items[0]},` : items.join(', ');

/**
 * Expressions and patterns as `ast.unparse` writes them. `avoidBackslashes` inside the values of an f-string, where
 * none may stand.
 */
export class ExpressionWriter {
  constructor(protected readonly avoidBackslashes = false) {}

  /** The text of an expression in a place that takes what binds at least as tightly as `level`. */
  expr(node: expr, level: Level = Level.Test): string {
    switch (node.kind) {
      case 'Name':
        return node.id;
      case 'Constant':
        return (node.kind_ === 'u' ? 'u' : '') + constantText(node.value, this.avoidBackslashes);
      case 'Attribute': {
        const value = this.expr(node.value, Level.Atom);
        // `3.real` would be a float: a blank keeps the dot off the digits.
        const type = node.value.kind === 'Constant' ? node.value.value.type : '';
        const blank = type === 'int' || type === 'True' || type === 'False' ? ' ' : '';
        return `${value}${blank}.${node.attr}`;
      }
      case 'Call': {
        const args = [...node.args.map((a) => this.expr(a)), ...node.keywords.map((k) => this.keyword(k))];
        return `${this.expr(node.func, Level.Atom)}(${args.join(', ')})`;
      }
      case 'Subscript': {
        const { slice } = node;
        const index =
          slice.kind === 'Tuple' && slice.elts.length > 0
            ? sequence(slice.elts.map((element) => this.expr(element)))
            : this.expr(slice);
        return `${this.expr(node.value, Level.Atom)}[${index}]`;
      }
      case 'BinOp':
        return this.binOp(node, level);
      case 'UnaryOp': {
        const [text, own] = UNARY[node.op];
        return parenthesized(level > own, text + this.expr(node.operand, own));
      }
      case 'BoolOp': {
        const [text, own] = BOOLEAN[node.op];
        // Each operand is taken to bind tighter than the one before it.
        let operand = own;
        const values = node.values.map((value) => {
          operand = tighter(operand);
          return this.expr(value, operand);
        });
        return parenthesized(level > own, values.join(text));
      }
      case 'Compare': {
        const operand = tighter(Level.Comparison);
        let text = this.expr(node.left, operand);
        node.ops.forEach((op, i) => {
          text += ` ${COMPARISON[op]} ${this.expr(node.comparators[i]!, operand)}`;
        });
        return parenthesized(level > Level.Comparison, text);
      }
      case 'NamedExpr': {
        const text = `${this.expr(node.target, Level.Atom)} := ${this.expr(node.value, Level.Atom)}`;
        return parenthesized(level > Level.NamedExpr, text);
      }
      case 'IfExp': {
        const body = this.expr(node.body, tighter(Level.Test));
        const test = this.expr(node.test, tighter(Level.Test));
        const text = `${body} if ${test} else ${this.expr(node.orelse, Level.Test)}`;
        return parenthesized(level > Level.Test, text);
      }
      case 'Lambda': {
        const args = this.arguments(node.args);
        const text = `lambda${args === '' ? '' : ` ${args}`}: ${this.expr(node.body, Level.Test)}`;
        return parenthesized(level > Level.Test, text);
      }
      case 'Tuple': {
        const needed = node.elts.length === 0 || level > Level.Tuple;
        return parenthesized(needed, sequence(node.elts.map((element) => this.expr(element))));
      }
      case 'List':
        return `[${node.elts.map((element) => this.expr(element)).join(', ')}]`;
      case 'Set':
        // `{}` is a dictionary, and `set` may mean something else.
        return node.elts.length === 0
          ? '{*()}'
          : `{${node.elts.map((element) => this.expr(element)).join(', ')}}`;
      case 'Dict':
        return `{${node.keys.map((key, i) => this.dictItem(key, node.values[i]!)).join(', ')}}`;
      case 'ListComp':
        return `[${this.expr(node.elt)}${this.comprehensions(node.generators)}]`;
      case 'SetComp':
        return `{${this.expr(node.elt)}${this.comprehensions(node.generators)}}`;
      case 'GeneratorExp':
        return `(${this.expr(node.elt)}${this.comprehensions(node.generators)})`;
      case 'DictComp':
        return `{${this.expr(node.key)}: ${this.expr(node.value)}${this.comprehensions(node.generators)}}`;
      case 'Await':
        return parenthesized(level > Level.Await, `await ${this.expr(node.value, Level.Atom)}`);
      case 'Yield': {
        const value = node.value === null ? '' : ` ${this.expr(node.value, Level.Atom)}`;
        return parenthesized(level > Level.Yield, `yield${value}`);
      }
      case 'YieldFrom':
        return parenthesized(level > Level.Yield, `yield from ${this.expr(node.value, Level.Atom)}`);
      case 'Starred':
        return `*${this.expr(node.value, Level.BitOr)}`;
      case 'Slice': {
        const bound = (value: expr | null): string => (value === null ? '' : this.expr(value));
        return `${bound(node.lower)}:${bound(node.upper)}${node.step === null ? '' : `:${bound(node.step)}`}`;
      }
      case 'JoinedStr':
        return this.joinedStr(node);
      case 'FormattedValue':
        return this.formattedValue(node);
    }
  }

  private binOp(node: Extract<expr, { kind: 'BinOp' }>, level: Level): string {
    const [text, own] = BINARY[node.op];
    const toTheRight = node.op === 'Pow';
    const left = this.expr(node.left, toTheRight ? tighter(own) : own);
    const right = this.expr(node.right, toTheRight ? own : tighter(own));
    return parenthesized(level > own, `${left} ${text} ${right}`);
  }

  private dictItem(key: expr | null, value: expr): string {
    return key === null ? `**${this.expr(value, Level.BitOr)}` : `${this.expr(key)}: ${this.expr(value)}`;
  }

  private comprehensions(generators: readonly comprehension[]): string {
    const operand = tighter(Level.Test);
    return generators
      .map(({ target, iter, ifs, is_async }) => {
        const head = `${is_async ? ' async' : ''} for ${this.expr(target, Level.Tuple)} in ${this.expr(iter, operand)}`;
        return head + ifs.map((test) => ` if ${this.expr(test, operand)}`).join('');
      })
      .join('');
  }

  protected keyword({ arg, value }: keyword): string {
    return `${arg === null ? '**' : `${arg}=`}${this.expr(value)}`;
  }

  protected alias({ name, asname }: alias): string {
    return asname === null ? name : `${name} as ${asname}`;
  }

  private arg({ arg, annotation }: arg): string {
    return annotation === null ? arg : `${arg}: ${this.expr(annotation)}`;
  }

  protected arguments(node: Arguments): string {
    const { posonlyargs, vararg, kwonlyargs, kw_defaults, kwarg, defaults } = node;
    const parts: string[] = [];
    const withDefault = (parameter: arg, value: expr | null | undefined): string =>
      value == null ? this.arg(parameter) : `${this.arg(parameter)}=${this.expr(value)}`;
    const all = [...posonlyargs, ...node.args];
    const firstDefault = all.length - defaults.length;
    all.forEach((parameter, i) => {
      parts.push(withDefault(parameter, defaults[i - firstDefault]));
      if (i + 1 === posonlyargs.length) parts.push('/');
    });
    if (vararg !== null || kwonlyargs.length > 0) parts.push(`*${vararg === null ? '' : this.arg(vararg)}`);
    kwonlyargs.forEach((parameter, i) => {
      parts.push(withDefault(parameter, kw_defaults[i]));
    });
    if (kwarg !== null) parts.push(`**${this.arg(kwarg)}`);
    return parts.join(', ');
  }

  private joinedStr(node: JoinedStr): string {
    if (this.avoidBackslashes) {
      const value = node.values.map((part) => this.fstringPart(part)).join('');
      return `f${quoted({ type: 'str', value })}`;
    }
    // Literal parts may have escapes, values must not: each part is written by its own rule, in quotes that suit all.
    let quotes: readonly string[] = ALL_QUOTES;
    let text = '';
    for (const part of node.values) {
      const string: StrConstant = { type: 'str', value: this.fstringPart(part) };
      const literal = literalText(string, quotes, part.kind === 'Constant');
      quotes = literal.quotes;
      text += literal.text;
    }
    return `f${quotes[0]}${text}${quotes[0]}`;
  }

  private fstringPart(node: expr): string {
    if (node.kind === 'JoinedStr') return node.values.map((part) => this.fstringPart(part)).join('');
    if (node.kind === 'FormattedValue') return this.formattedValue(node);
    if (!isStr(node)) throw new Error(`an f-string cannot hold a node of class ${node.kind}`);
    return node.value.value.replaceAll('{', '{{').replaceAll('}', '}}');
  }

  private formattedValue({ value, conversion, format_spec }: FormattedValue): string {
    const text = new ExpressionWriter(true).expr(value, tighter(Level.Test));
    if (text.includes('\\')) throw new Error('Unable to avoid backslash in f-string expression part');
    const blank = text.startsWith('{') ? ' ' : '';
    const as = conversion === -1 ? '' : `!${String.fromCharCode(conversion)}`;
    const spec = format_spec === null ? '' : `:${this.fstringPart(format_spec)}`;
    return `{${blank}${text}${as}${spec}}`;
  }

  protected pattern(node: pattern, level: Level = Level.Test): string {
    const all = (patterns: readonly pattern[]): string[] => patterns.map((part) => this.pattern(part));
    switch (node.kind) {
      case 'MatchValue':
        return this.expr(node.value);
      case 'MatchSingleton':
        return constantText(node.value, this.avoidBackslashes);
      case 'MatchSequence':
        return `[${all(node.patterns).join(', ')}]`;
      case 'MatchStar':
        return `*${node.name ?? '_'}`;
      case 'MatchMapping': {
        const items = node.keys.map((key, i) => `${this.expr(key)}: ${this.pattern(node.patterns[i]!)}`);
        if (node.rest !== null) items.push(`**${node.rest}`);
        return `{${items.join(', ')}}`;
      }
      case 'MatchClass': {
        const keywords = node.kwd_attrs.map((attr, i) => `${attr}=${this.pattern(node.kwd_patterns[i]!)}`);
        return `${this.expr(node.cls, Level.Atom)}(${[...all(node.patterns), ...keywords].join(', ')})`;
      }
      case 'MatchAs': {
        if (node.pattern === null) return node.name ?? '_';
        const text = `${this.pattern(node.pattern, Level.BitOr)} as ${node.name}`;
        return parenthesized(level > Level.Test, text);
      }
      case 'MatchOr': {
        const parts = node.patterns.map((part) => this.pattern(part, tighter(Level.BitOr)));
        return parenthesized(level > Level.BitOr, parts.join(' | '));
      }
    }
  }
}

export function isStr(node: expr): node is Constant & { value: StrConstant } {
  return node.kind === 'Constant' && node.value.type === 'str';
}
