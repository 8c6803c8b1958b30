/**
 * Whether a tree that a program has made is one that a parser could have made: contexts of expressions, lists that must not be
 * empty or must be of one length, names that are constants, positions that are ranges.
 */
import { type Field, nodeRow } from '../ast/asdl.js';
import type { arguments as Arguments, expr, expr_context, Mod, Node, Positions } from '../ast/nodes.gen.js';
import { ALSO_FILLED, CONTEXTS, EARLY, FILLED, SAME, UNSEEN } from './contexts.js';
import { checkName, checkPattern } from './patterns.js';
import { TreeProblem, valueProblem } from './problem.js';

/** What is wrong with the tree, null if nothing is. */
export function validate(tree: Mod): TreeProblem | null {
  try {
    check(tree, 'Load', false);
    return null;
  } catch (e) {
    if (e instanceof TreeProblem) return e;
    throw e;
  }
}

/** `context`: what an expression must have here; `starOk`: a starred pattern may stand here. */
function check(node: Node, context: expr_context, starOk: boolean): void {
  const row = nodeRow(node.kind);
  if (row.positioned) checkPositions(node as Positions & Node);
  if (row.sum === 'expr') checkContext(node as expr, context);
  else if (row.sum === 'pattern') checkPattern(node as never, starOk);
  const values = node as unknown as Record<string, unknown>;
  for (const name of [FILLED[node.kind], ALSO_FILLED[node.kind]]) {
    if (name !== undefined && (values[name] as unknown[]).length === 0)
      valueProblem(`empty ${name} on ${node.kind}`);
  }
  const early = EARLY[node.kind] ?? [];
  const fields = row.fields.filter((field) => field.node && UNSEEN[node.kind] !== field.name);
  for (const field of fields) if (early.includes(field.name)) checkField(node, field, context);
  checkOwn(node);
  for (const field of fields) if (!early.includes(field.name)) checkField(node, field, context);
}

function checkField(node: Node, field: Field, context: expr_context): void {
  const wanted = CONTEXTS[node.kind]?.[field.name] ?? 'Load';
  const inside = wanted === SAME ? context : wanted;
  const value = (node as unknown as Record<string, Node | null | (Node | null)[]>)[field.key]!;
  if (!Array.isArray(value)) {
    if (value !== null) check(value, inside, false);
    return;
  }
  for (const item of value) {
    if (item !== null) check(item, inside, node.kind === 'MatchSequence');
    else if (!field.optional) valueProblem(`None disallowed in ${listName(field)} list`);
  }
}

function listName(field: Field): string {
  return field.type === 'stmt' ? 'statement' : field.type === 'expr' ? 'expression' : field.type;
}

function checkPositions({ lineno, col_offset, end_lineno, end_col_offset }: Positions): void {
  if (lineno > end_lineno) valueProblem(`AST node line range (${lineno}, ${end_lineno}) is not valid`);
  if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset))
    valueProblem(
      `AST node column range (${col_offset}, ${end_col_offset}) for line range (${lineno}, ${end_lineno}) is not valid`,
    );
  if (lineno === end_lineno && col_offset > end_col_offset)
    valueProblem(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`);
}

function checkContext(e: expr, wanted: expr_context): void {
  if (e.kind === 'Name') checkName(e.id);
  if (!('ctx' in e)) {
    if (wanted !== 'Load') valueProblem(`expression which can't be assigned to in ${wanted} context`);
  } else if (e.ctx !== wanted)
    valueProblem(`expression must have ${wanted} context but has ${e.ctx} instead`);
}

/** The rules that one class has for itself. */
function checkOwn(node: Node): void {
  switch (node.kind) {
    case 'arguments':
      return checkArguments(node);
    case 'AnnAssign':
      if (node.simple !== 0 && node.target.kind !== 'Name')
        throw new TreeProblem('TypeError', 'AnnAssign with simple non-Name target');
      return;
    case 'Raise':
      if (node.exc === null && node.cause !== null) valueProblem('Raise with cause but no exception');
      return;
    case 'Try':
    case 'TryStar':
      if (node.handlers.length > 0) return;
      if (node.finalbody.length === 0) valueProblem(`${node.kind} has neither except handlers nor finalbody`);
      if (node.orelse.length > 0) valueProblem(`${node.kind} has orelse but no except handlers`);
      return;
    case 'ImportFrom':
      if ((node.level ?? 0) < 0) valueProblem('Negative ImportFrom level');
      return;
    case 'BoolOp':
      if (node.values.length < 2) valueProblem('BoolOp with less than 2 values');
      return;
    case 'Dict':
      if (node.keys.length !== node.values.length)
        valueProblem("Dict doesn't have the same number of keys as values");
      return;
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      if (node.generators.length === 0) valueProblem('comprehension with no generators');
      return;
    case 'Compare':
      if (node.comparators.length === 0) valueProblem('Compare with no comparators');
      if (node.comparators.length !== node.ops.length)
        valueProblem('Compare has a different number of comparators and operands');
      return;
    default:
  }
}

function checkArguments(node: Arguments): void {
  if (node.defaults.length > node.posonlyargs.length + node.args.length)
    valueProblem('more positional defaults than args on arguments');
  if (node.kw_defaults.length !== node.kwonlyargs.length)
    valueProblem('length of kwonlyargs is not the same as kw_defaults on arguments');
}
