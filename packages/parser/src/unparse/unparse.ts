import { nodeRow } from '../ast/asdl.js';
import type { excepthandler, expr, match_case, Node, stmt, withitem } from '../ast/nodes.gen.js';
import { ExpressionWriter, isStr } from './expressions.js';
import { BINARY, Level } from './precedence.js';
import { MULTI_QUOTES, quoted } from './strings.js';

type Definition = Extract<stmt, { kind: 'FunctionDef' | 'AsyncFunctionDef' }>;

/** Statements as `ast.unparse` writes them: each on a line of its own, below what has been written. */
class StatementWriter extends ExpressionWriter {
  text = '';
  private depth = 0;
  private ignores = new Map<number, string>();
  private inTryStar = false;

  private blankLine(): void {
    if (this.text !== '') this.text += '\n';
  }

  /** Begins a line. */
  private line(text: string): void {
    this.blankLine();
    this.text += '    '.repeat(this.depth) + text;
  }

  private block(body: readonly stmt[], typeComment = ''): void {
    this.text += `:${typeComment}`;
    this.depth++;
    this.statements(body);
    this.depth--;
  }

  private elseBlock(orelse: readonly stmt[]): void {
    if (orelse.length === 0) return;
    this.line('else');
    this.block(orelse);
  }

  private statements(body: readonly stmt[]): void {
    for (const node of body) this.statement(node);
  }

  /** A body that may begin with a docstring. */
  private documented(body: readonly stmt[]): void {
    const first = body[0];
    if (first?.kind !== 'Expr' || !isStr(first.value)) {
      this.statements(body);
      return;
    }
    this.line((first.value.kind_ === 'u' ? 'u' : '') + quoted(first.value.value, MULTI_QUOTES));
    this.statements(body.slice(1));
  }

  private typeComment(node: { lineno: number; type_comment: string | null }): string {
    const comment = this.ignores.get(node.lineno) ?? node.type_comment;
    return comment === null ? '' : ` # type: ${comment}`;
  }

  /** Any node, as `ast.unparse` takes it. */
  node(node: Node): void {
    switch (node.kind) {
      case 'Module':
        this.ignores = new Map(node.type_ignores.map(({ lineno, tag }) => [lineno, `ignore${tag}`]));
        this.documented(node.body);
        break;
      case 'Interactive':
        this.statements(node.body);
        break;
      case 'Expression':
        this.text += this.expr(node.body);
        break;
      case 'FunctionType':
        this.text += `(${node.argtypes.map((type) => this.expr(type)).join(', ')}) -> ${this.expr(node.returns)}`;
        break;
      case 'ExceptHandler':
        this.handler(node);
        break;
      case 'match_case':
        this.matchCase(node);
        break;
      case 'arguments':
        this.text += this.arguments(node);
        break;
      case 'keyword':
        this.text += this.keyword(node);
        break;
      case 'alias':
        this.text += this.alias(node);
        break;
      case 'withitem':
        this.text += this.withItem(node);
        break;
      default:
        if (isStatement(node)) this.statement(node);
        else if (node.kind.startsWith('Match')) this.text += this.pattern(node as never);
        else this.text += this.expr(node as expr);
    }
  }

  private statement(node: stmt): void {
    switch (node.kind) {
      case 'Expr':
        this.line(this.expr(node.value, Level.Yield));
        break;
      case 'Assign': {
        const targets = node.targets.map((target) => `${this.expr(target, Level.Tuple)} = `);
        this.line(targets.join('') + this.expr(node.value) + this.typeComment(node));
        break;
      }
      case 'AugAssign':
        this.line(`${this.expr(node.target)} ${BINARY[node.op][0]}= ${this.expr(node.value)}`);
        break;
      case 'AnnAssign': {
        const target = this.expr(node.target);
        const named = !node.simple && node.target.kind === 'Name' ? `(${target})` : target;
        const value = node.value === null ? '' : ` = ${this.expr(node.value)}`;
        this.line(`${named}: ${this.expr(node.annotation)}${value}`);
        break;
      }
      case 'Return':
        this.line(node.value === null ? 'return' : `return ${this.expr(node.value)}`);
        break;
      case 'Raise': {
        const cause = node.cause === null ? '' : ` from ${this.expr(node.cause)}`;
        this.line(node.exc === null ? 'raise' : `raise ${this.expr(node.exc)}${cause}`);
        break;
      }
      case 'Assert':
        this.line(`assert ${this.expr(node.test)}${node.msg === null ? '' : `, ${this.expr(node.msg)}`}`);
        break;
      case 'Delete':
        this.line(`del ${node.targets.map((target) => this.expr(target)).join(', ')}`);
        break;
      case 'Global':
        this.line(`global ${node.names.join(', ')}`);
        break;
      case 'Nonlocal':
        this.line(`nonlocal ${node.names.join(', ')}`);
        break;
      case 'Import':
        this.line(`import ${node.names.map((name) => this.alias(name)).join(', ')}`);
        break;
      case 'ImportFrom': {
        const from = '.'.repeat(node.level ?? 0) + (node.module ?? '');
        this.line(`from ${from} import ${node.names.map((name) => this.alias(name)).join(', ')}`);
        break;
      }
      case 'Pass':
      case 'Break':
      case 'Continue':
        this.line(node.kind.toLowerCase());
        break;
      default:
        this.compound(node);
    }
  }

  private compound(node: Exclude<stmt, { kind: 'Expr' }>): void {
    switch (node.kind) {
      case 'If':
        this.ifChain(node);
        break;
      case 'While':
        this.line(`while ${this.expr(node.test)}`);
        this.block(node.body);
        this.elseBlock(node.orelse);
        break;
      case 'For':
      case 'AsyncFor': {
        const head = node.kind === 'For' ? 'for' : 'async for';
        this.line(`${head} ${this.expr(node.target, Level.Tuple)} in ${this.expr(node.iter)}`);
        this.block(node.body, this.typeComment(node));
        this.elseBlock(node.orelse);
        break;
      }
      case 'With':
      case 'AsyncWith': {
        const head = node.kind === 'With' ? 'with' : 'async with';
        this.line(`${head} ${node.items.map((item) => this.withItem(item)).join(', ')}`);
        this.block(node.body, this.typeComment(node));
        break;
      }
      case 'Try':
      case 'TryStar':
        this.tryStatement(node);
        break;
      case 'Match':
        this.line(`match ${this.expr(node.subject)}:`);
        this.depth++;
        for (const matchCase of node.cases) this.matchCase(matchCase);
        this.depth--;
        break;
      case 'ClassDef': {
        this.decorators(node.decorator_list);
        const bases = [
          ...node.bases.map((base) => this.expr(base)),
          ...node.keywords.map((k) => this.keyword(k)),
        ];
        this.line(`class ${node.name}${bases.length === 0 ? '' : `(${bases.join(', ')})`}:`);
        this.depth++;
        this.documented(node.body);
        this.depth--;
        break;
      }
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.definition(node);
        break;
    }
  }

  /** An `else` that holds only an `if` is an `elif`. */
  private ifChain(node: Extract<stmt, { kind: 'If' }>): void {
    this.line(`if ${this.expr(node.test)}`);
    this.block(node.body);
    for (let next = node.orelse[0]; node.orelse.length === 1 && next?.kind === 'If'; next = node.orelse[0]) {
      node = next;
      this.line(`elif ${this.expr(node.test)}`);
      this.block(node.body);
    }
    this.elseBlock(node.orelse);
  }

  private tryStatement(node: Extract<stmt, { kind: 'Try' | 'TryStar' }>): void {
    const outer = this.inTryStar;
    this.inTryStar = node.kind === 'TryStar';
    this.line('try');
    this.block(node.body);
    for (const handler of node.handlers) this.handler(handler);
    this.elseBlock(node.orelse);
    if (node.finalbody.length > 0) {
      this.line('finally');
      this.block(node.finalbody);
    }
    this.inTryStar = outer;
  }

  private handler({ type, name, body }: excepthandler): void {
    const caught = type === null ? '' : ` ${this.expr(type)}`;
    this.line(`${this.inTryStar ? 'except*' : 'except'}${caught}${name === null ? '' : ` as ${name}`}`);
    this.block(body);
  }

  private matchCase({ pattern, guard, body }: match_case): void {
    this.line(`case ${this.pattern(pattern)}${guard === null ? '' : ` if ${this.expr(guard)}`}`);
    this.block(body);
  }

  private withItem({ context_expr, optional_vars }: withitem): string {
    const vars = optional_vars === null ? '' : ` as ${this.expr(optional_vars)}`;
    return this.expr(context_expr) + vars;
  }

  private decorators(decorators: readonly expr[]): void {
    this.blankLine();
    for (const decorator of decorators) this.line(`@${this.expr(decorator)}`);
  }

  private definition(node: Definition): void {
    this.decorators(node.decorator_list);
    const returns = node.returns === null ? '' : ` -> ${this.expr(node.returns)}`;
    const head = node.kind === 'FunctionDef' ? 'def' : 'async def';
    this.line(`${head} ${node.name}(${this.arguments(node.args)})${returns}:${this.typeComment(node)}`);
    this.depth++;
    this.documented(node.body);
    this.depth--;
  }
}

function isStatement(node: Node): node is stmt {
  return nodeRow(node.kind).sum === 'stmt';
}

/**
 * The text of `ast.unparse(node)`. Throws an Error where CPython raises ValueError: for a backslash in the value of an
 * f-string; and where a tree is deeper than the stack (CPython: RecursionError).
 */
export function unparse(node: Node): string {
  const writer = new StatementWriter();
  try {
    writer.node(node);
  } catch (error) {
    if (error instanceof RangeError) throw new Error('maximum recursion depth exceeded in unparse');
    throw error;
  }
  return writer.text;
}
