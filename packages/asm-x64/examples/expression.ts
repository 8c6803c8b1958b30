// A compiler of arithmetic expressions over named doubles: `x * (y + 2.5) - -x / 4`. Values are kept on a stack of
// vector registers; calls of `sqrt`, `min` and `max` are single instructions.
import {
  type Assembler,
  type Compiled,
  compile,
  type ExecutableMemory,
  type Xmm,
  xmm,
} from '@tyston/asm-x64';

type Node =
  | { kind: 'number'; value: number }
  | { kind: 'name'; index: number }
  | { kind: 'operation'; operator: string; operands: Node[] };

function parse(source: string, names: readonly string[]): Node {
  const tokens = source.match(/\d+\.?\d*|\w+|[-+*/(),]/g) ?? [];
  let at = 0;
  const take = (...wanted: string[]): string | undefined =>
    wanted.includes(tokens[at]!) ? tokens[at++] : undefined;
  const expect = (token: string): void => {
    if (take(token) === undefined)
      throw new SyntaxError(`'${token}' expected, found '${tokens[at] ?? 'the end'}'`);
  };
  const binary = (next: () => Node, ...operators: string[]): Node => {
    let left = next();
    for (let operator = take(...operators); operator !== undefined; operator = take(...operators)) {
      left = { kind: 'operation', operator, operands: [left, next()] };
    }
    return left;
  };
  const sum = (): Node => binary(product, '+', '-');
  const product = (): Node => binary(unary, '*', '/');
  const unary = (): Node => {
    if (take('-'))
      return { kind: 'operation', operator: '-', operands: [{ kind: 'number', value: -0 }, unary()] };
    return atom();
  };
  const atom = (): Node => {
    if (take('(')) {
      const inner = sum();
      expect(')');
      return inner;
    }
    const token = tokens[at++];
    if (token !== undefined && /^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (token !== undefined && take('(')) {
      const operands = [sum()];
      while (take(',')) operands.push(sum());
      expect(')');
      return { kind: 'operation', operator: token, operands };
    }
    const index = names.indexOf(token ?? '');
    if (index < 0) throw new SyntaxError(`unknown name '${token ?? 'the end'}'`);
    return { kind: 'name', index };
  };
  const tree = sum();
  if (at < tokens.length) throw new SyntaxError(`'${tokens[at]}' after the expression`);
  return tree;
}

/** Leaves the node's value in register `depth`; the arguments are in registers 0 up to `depth` of the outermost. */
function generate(a: Assembler, node: Node, depth: number): void {
  const here: Xmm | undefined = xmm[depth];
  if (here === undefined) throw new RangeError('the expression is too deep');
  if (node.kind === 'number') a.movsd(here, a.float64(node.value));
  else if (node.kind === 'name') a.movaps(here, xmm[node.index]!);
  else {
    for (const [i, operand] of node.operands.entries()) generate(a, operand, depth + i);
    const other = xmm[depth + 1]!;
    const operations: Record<string, (to: Xmm, from: Xmm) => unknown> = {
      '+': (to, from) => a.addsd(to, from),
      '-': (to, from) => a.subsd(to, from),
      '*': (to, from) => a.mulsd(to, from),
      '/': (to, from) => a.divsd(to, from),
      min: (to, from) => a.minsd(to, from),
      max: (to, from) => a.maxsd(to, from),
      sqrt: (to) => a.sqrtsd(to, to),
    };
    const write = operations[node.operator];
    if (write === undefined) throw new SyntaxError(`unknown function '${node.operator}'`);
    write(here, other);
  }
}

/** Compiles an expression over at most eight names to a function of so many numbers. */
export function compileExpression(memory: ExecutableMemory, source: string, names: readonly string[]) {
  const tree = parse(source, names);
  return compile(memory, { arguments: names.map(() => 'f64' as const), result: 'f64' }, (a) => {
    generate(a, tree, names.length);
    a.movaps(xmm[0]!, xmm[names.length]!).ret();
  }) as Compiled<readonly 'f64'[], 'f64'>;
}
