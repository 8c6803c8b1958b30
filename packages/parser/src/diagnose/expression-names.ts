import { isList, isNode, type Node, type Value } from './node.js';

/** What messages call an expression (`_PyPegen_get_expr_name`). */
const NAMES: Readonly<Record<string, string>> = {
  Attribute: 'attribute',
  Subscript: 'subscript',
  Starred: 'starred',
  Name: 'name',
  List: 'list',
  Tuple: 'tuple',
  Lambda: 'lambda',
  Call: 'function call',
  BoolOp: 'expression',
  BinOp: 'expression',
  UnaryOp: 'expression',
  GeneratorExp: 'generator expression',
  Yield: 'yield expression',
  YieldFrom: 'yield expression',
  Await: 'await expression',
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  Dict: 'dict literal',
  Set: 'set display',
  JoinedStr: 'f-string expression',
  FormattedValue: 'f-string expression',
  None: 'None',
  False: 'False',
  True: 'True',
  Ellipsis: 'ellipsis',
  Constant: 'literal',
  Compare: 'comparison',
  IfExp: 'conditional expression',
  NamedExpr: 'named expression',
};

export function expressionName(value: Value): string {
  const name = isNode(value) ? NAMES[value.kind] : undefined;
  if (name === undefined) throw new Error('the grammar gives no kind to an expression that a message names');
  return name;
}

export type TargetKind = 'star' | 'del' | 'for';

/** The part of an expression that makes it no target (`_PyPegen_get_invalid_target`); null: there is none. */
export function invalidTarget(value: Value, kind: TargetKind): Node | null {
  if (!isNode(value)) return null;
  switch (value.kind) {
    case 'List':
    case 'Tuple':
      for (const element of isList(value.a) ? value.a : []) {
        const invalid = invalidTarget(element, kind);
        if (invalid !== null) return invalid;
      }
      return null;
    case 'Starred':
      return kind === 'del' ? value : invalidTarget(value.a, kind);
    case 'Compare': {
      // `for a in b` reads `a in b` as a comparison.
      if (kind !== 'for') return value;
      const first = isList(value.b) ? value.b[0]! : null;
      return isNode(first) && first.kind === 'In' ? invalidTarget(value.a, kind) : null;
    }
    case 'Name':
    case 'Subscript':
    case 'Attribute':
      return null;
    default:
      return value;
  }
}
