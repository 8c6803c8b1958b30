/** The walk over expressions and patterns. Order matters: the first mention decides the place of a name and of an error. */
import type { arguments as Arguments, comprehension, expr, keyword, pattern } from '@tyston/parser';
import type { Builder } from './builder.js';
import { type ComprehensionKind, SymbolFlag } from './scope.js';

const { DEF_LOCAL, DEF_PARAM, USE } = SymbolFlag;

export function visitExprs(b: Builder, list: readonly (expr | null)[]): void {
  for (const e of list) if (e !== null) visitExpr(b, e);
}

/**
 * Visits one expression. Long chains (`a + b + c + …`, `a.b().c()…`, `x if c else y if d else …`) lean to one side, so the
 * leaning side is followed by a loop, not by recursion: `pending` holds what comes after it.
 */
export function visitExpr(b: Builder, e: expr): void {
  const pending: (expr | keyword)[] = [];
  /** How deep each of them is. */
  const depths: number[] = [];
  const outside = b.level;
  let level = outside;
  const later = (nodes: readonly (expr | keyword)[]): void => {
    for (let i = nodes.length - 1; i >= 0; i--) {
      pending.push(nodes[i]!);
      depths.push(level + 1);
    }
  };
  let node: expr | keyword | undefined = e;
  while (node !== undefined) {
    let next: expr | keyword | undefined;
    b.level = ++level;
    switch (node.kind) {
      case 'keyword':
        next = node.value;
        break;
      case 'NamedExpr':
        b.forbidInAnnotation('named expression', node);
        if (node.target.kind === 'Name') b.bindNamedExpr(node.target.id, node, node.target);
        visitExpr(b, node.value);
        next = node.target;
        break;
      case 'BoolOp':
        visitExprs(b, node.values);
        break;
      case 'BinOp':
        later([node.right]);
        next = node.left;
        break;
      case 'UnaryOp':
        next = node.operand;
        break;
      case 'Lambda':
        visitExprs(b, node.args.defaults);
        visitExprs(b, node.args.kw_defaults);
        b.enter('lambda', 'function', node, node);
        visitParameters(b, node.args);
        visitExpr(b, node.body);
        b.leave();
        break;
      case 'IfExp':
        visitExpr(b, node.test);
        visitExpr(b, node.body);
        next = node.orelse;
        break;
      case 'Dict':
        visitExprs(b, node.keys);
        visitExprs(b, node.values);
        break;
      case 'Set':
      case 'List':
      case 'Tuple':
        visitExprs(b, node.elts);
        break;
      case 'ListComp':
        visitComprehension(b, node, 'list', node.generators, node.elt, null);
        break;
      case 'SetComp':
        visitComprehension(b, node, 'set', node.generators, node.elt, null);
        break;
      case 'DictComp':
        visitComprehension(b, node, 'dict', node.generators, node.key, node.value);
        break;
      case 'GeneratorExp':
        visitComprehension(b, node, 'generator', node.generators, node.elt, null);
        break;
      case 'Yield':
        b.forbidInAnnotation('yield expression', node);
        if (node.value !== null) visitExpr(b, node.value);
        b.current.generator = true;
        b.forbidYieldInComprehension(node);
        break;
      case 'YieldFrom':
        b.forbidInAnnotation('yield expression', node);
        visitExpr(b, node.value);
        b.current.generator = true;
        b.forbidYieldInComprehension(node);
        break;
      case 'Await':
        b.forbidInAnnotation('await expression', node);
        visitExpr(b, node.value);
        b.current.coroutine = true;
        break;
      case 'Compare':
        visitExpr(b, node.left);
        visitExprs(b, node.comparators);
        break;
      case 'Call':
        later(node.keywords);
        later(node.args);
        next = node.func;
        break;
      case 'FormattedValue':
        visitExpr(b, node.value);
        if (node.format_spec !== null) next = node.format_spec;
        break;
      case 'JoinedStr':
        visitExprs(b, node.values);
        break;
      case 'Constant':
        break;
      case 'Attribute':
      case 'Starred':
        next = node.value;
        break;
      case 'Subscript':
        later([node.slice]);
        next = node.value;
        break;
      case 'Slice':
        visitExprs(b, [node.lower, node.upper, node.step]);
        break;
      case 'Name':
        b.define(node.id, node.ctx === 'Load' ? USE : DEF_LOCAL, node);
        // A method that says `super` needs the cell of its class.
        if (node.ctx === 'Load' && b.current.type === 'function' && node.id === 'super') {
          b.define('__class__', USE, node);
        }
        break;
    }
    if (next === undefined) {
      next = pending.pop();
      level = (depths.pop() ?? 0) - 1;
    }
    node = next;
  }
  b.level = outside;
}

/** Parameters are locals of the function just entered. */
export function visitParameters(b: Builder, args: Arguments): void {
  for (const arg of [...args.posonlyargs, ...args.args, ...args.kwonlyargs])
    b.define(arg.arg, DEF_PARAM, arg);
  if (args.vararg !== null) {
    b.define(args.vararg.arg, DEF_PARAM, args.vararg);
    b.current.varargs = true;
  }
  if (args.kwarg !== null) {
    b.define(args.kwarg.arg, DEF_PARAM, args.kwarg);
    b.current.varkeywords = true;
  }
}

type Comprehension = Extract<expr, { generators: comprehension[] }>;

/** A comprehension is a function whose argument `.0` is the outermost iterable, evaluated outside (reference 6.2.4). */
function visitComprehension(
  b: Builder,
  node: Comprehension,
  kind: ComprehensionKind,
  generators: readonly comprehension[],
  element: expr,
  value: expr | null,
): void {
  const outermost = generators[0]!;
  b.current.compIterExpr++;
  visitExpr(b, outermost.iter);
  b.current.compIterExpr--;
  const scope = b.enter(kind === 'generator' ? 'genexpr' : `${kind}comp`, 'function', node, node);
  scope.comprehension = kind;
  if (outermost.is_async) scope.coroutine = true;
  b.define('.0', DEF_PARAM, node);
  visitTarget(b, outermost.target);
  visitExprs(b, outermost.ifs);
  for (const inner of generators.slice(1)) {
    visitTarget(b, inner.target);
    scope.compIterExpr++;
    visitExpr(b, inner.iter);
    scope.compIterExpr--;
    visitExprs(b, inner.ifs);
    if (inner.is_async) scope.coroutine = true;
  }
  if (value !== null) visitExpr(b, value);
  visitExpr(b, element);
  scope.generator = kind === 'generator';
  b.leave();
  if (scope.coroutine && kind !== 'generator') b.current.coroutine = true;
}

function visitTarget(b: Builder, target: expr): void {
  b.current.compIterTarget = true;
  visitExpr(b, target);
  b.current.compIterTarget = false;
}

export function visitPattern(b: Builder, p: pattern): void {
  b.deeper();
  switch (p.kind) {
    case 'MatchValue':
      visitExpr(b, p.value);
      break;
    case 'MatchSingleton':
      break;
    case 'MatchSequence':
    case 'MatchOr':
      for (const inner of p.patterns) visitPattern(b, inner);
      break;
    case 'MatchStar':
      if (p.name !== null) b.define(p.name, DEF_LOCAL, p);
      break;
    case 'MatchMapping':
      visitExprs(b, p.keys);
      for (const inner of p.patterns) visitPattern(b, inner);
      if (p.rest !== null) b.define(p.rest, DEF_LOCAL, p);
      break;
    case 'MatchClass':
      visitExpr(b, p.cls);
      for (const inner of p.patterns) visitPattern(b, inner);
      for (const inner of p.kwd_patterns) visitPattern(b, inner);
      break;
    case 'MatchAs':
      if (p.pattern !== null) visitPattern(b, p.pattern);
      if (p.name !== null) b.define(p.name, DEF_LOCAL, p);
      break;
  }
  b.shallower();
}
